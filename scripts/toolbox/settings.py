"""The few settings, from the environment or a git-ignored ``.env`` beside the Makefile."""

import base64
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from .console import Problem

ROOT = Path(__file__).resolve().parents[2]
ADDONS = ROOT / "addons"
# Settings our children read from the environment: Odoo itself, pytest, benches.
HANDED_ON = (
    "IC_PORT",
    "IC_DATA_DIR",
    "IC_PG_URL",
    "ODOO_SRC",
    "IC_SIMULATOR_PORT",
    "IC_SECRET_KEY",
    "IC_STAND_INS",
    "ODOO_QUEUE_JOB_CHANNELS",
)


@dataclass(frozen=True)
class Settings:
    """Where things live and where the suite listens. All paths are absolute."""

    port: int
    data_dir: Path
    pg_url: str
    odoo_src: Path | None
    simulator_port: int = 9101

    @property
    def venv(self):
        return self.data_dir / "venv"

    @property
    def python(self):
        return self.venv / "bin" / "python"

    @property
    def logs(self):
        return self.data_dir / "log"

    @property
    def odoo_data(self):
        """Odoo's own data_dir: filestores and sessions."""
        return self.data_dir / "odoo"


def load():
    """Read the settings. The environment wins over ``.env``. :raises Problem: naming the wrong setting."""
    values = {**_read_dotenv(ROOT / ".env"), **os.environ}
    for name in HANDED_ON:
        if values.get(name):
            os.environ[name] = values[name]
    source = values.get("ODOO_SRC")
    if source and not Path(source).expanduser().is_dir():
        raise Problem(f"ODOO_SRC points to {source}, which is not a folder.")
    return Settings(
        port=_port(values, "IC_PORT", 8069),
        data_dir=Path(values.get("IC_DATA_DIR") or ROOT / ".ic").expanduser().resolve(),
        pg_url=values.get("IC_PG_URL") or "",
        odoo_src=Path(source).expanduser().resolve() if source else None,
        simulator_port=_port(values, "IC_SIMULATOR_PORT", 9101),
    )


def secret_key(config):
    """Give Odoo a key that seals credentials, where the installation has none: made once, readable by its owner."""
    if os.environ.get("IC_SECRET_KEY"):
        return
    path = config.data_dir / "secret-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())
    os.environ["IC_SECRET_KEY"] = path.read_text().strip()


def _port(values, name, default):
    try:
        port = int(values.get(name) or default)
        if not 0 < port < 65536:
            raise ValueError
    except ValueError:
        raise Problem(f"{name} must be a port number between 1 and 65535, not {values[name]!r}.") from None
    return port


def _read_dotenv(path):
    if not path.exists():
        return {}
    values = {}
    for number, line in enumerate(path.read_text().splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        name, sign, value = line.removeprefix("export ").partition("=")
        if not sign:
            raise Problem(f".env line {number}: expected NAME=value, found {line!r}.")
        values[name.strip()] = value.strip().strip("'\"")
    return values
