# Run in an Odoo shell: fills the demo database with the demo store, all or nothing.
from odoo.addons.inventory_connect.demo import load

load(env)  # noqa: F821
env["ir.qweb"]._pregenerate_assets_bundles()  # noqa: F821 - so that the first page is quick
env.cr.commit()  # noqa: F821
