from .models import website_epoch

# Nothing calls home: Odoo's paid or optional online services are looked for at a closed port of this machine.
# To use one of them, delete its parameter (or set the address that its documentation names).
NOWHERE = 'http://127.0.0.1:9'
ONLINE_SERVICES = (
    'enrich.endpoint',
    'html_editor.media_library_endpoint',
    'html_editor.olg_api_endpoint',
    'iap.endpoint',
    'iap.partner_autocomplete.endpoint',
    'reveal.endpoint',
    'sms.endpoint',
    'snailmail.endpoint',
    'website.olg_api_endpoint',
    'website.website_api_endpoint',
)


def post_init_hook(env):
    """Dress the websites that exist already (new ones are dressed when they are created), and close the doors."""
    env['website'].search([])._ic_dress()
    pieces = env['product.template'].with_context(active_test=False).search([('ic_category', '!=', False)])
    pieces.write({'allow_out_of_stock_order': False})
    # A digest mail shows pictures from another host to everybody who reads it.
    env['digest.digest'].search([('state', '=', 'activated')]).action_deactivate()
    parameters = env['ir.config_parameter'].sudo()
    for key in ONLINE_SERVICES:
        if not parameters.get_param(key):
            parameters.set_param(key, NOWHERE)


def uninstall_hook(env):
    """Open the doors again that were closed on installation; nobody asks any more what changed in the shop."""
    env.cr.execute(website_epoch.REMOVE)
    env['ir.config_parameter'].sudo().search([('key', 'in', ONLINE_SERVICES), ('value', '=', NOWHERE)]).unlink()
