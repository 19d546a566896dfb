"""The list of an estate, as its secretary wrote it: it waits to be checked, and shows what an import says before it."""

import base64

from .records import HERE, ensure

LIST = 'aldous_estate.csv'


def set_up(company):
    """Put the list under Imports; nothing of it is taken in until somebody presses Start. Returns the ic.import."""
    return ensure(
        company.env,
        'ic.import',
        'import_estate',
        {
            'file': base64.b64encode((HERE / 'data' / LIST).read_bytes()),
            'filename': "Aldous estate.csv",
            'category': 'watch',
            'company_id': company.id,
            'key_prefix': 'aldous',
        },
    )
