from unittest.mock import patch

from cryptography.fernet import Fernet


def fresh_secret_key():
    """Return a context in which credentials are sealed with a key that nobody had before."""
    return patch.dict('os.environ', {'IC_SECRET_KEY': Fernet.generate_key().decode()})
