from odoo import SUPERUSER_ID
from odoo.tests import HttpCase

from odoo.addons.inventory_connect.demo import load
from odoo.addons.inventory_connect.demo.records import MODULE


class DemoCase(HttpCase):
    """The demo store, loaded into the transaction of the test (or already there)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(user=SUPERUSER_ID)
        cls.loaded = load(cls.env)
        cls.company = cls.env['res.company'].search([], order='id', limit=1)
        cls.pieces = cls.env['product.template'].browse(
            cls.env['ir.model.data']
            .search([('module', '=', MODULE), ('model', '=', 'product.template'), ('name', '=like', 'piece_%')])
            .mapped('res_id')
        )

    @classmethod
    def demo(cls, code):
        """Return the demo record known as `code`."""
        return cls.env.ref(f'{MODULE}.{code}')
