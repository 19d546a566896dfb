from . import models
from . import wizard


def uninstall_hook(env):
    """Leave pieces that followed their metal with the price of this moment: nothing makes one for them any more."""
    pieces = env['product.template'].with_context(active_test=False)
    pieces.search([('ic_price_mode', '=', 'spot_plus')]).write({'ic_price_mode': 'fixed'})
