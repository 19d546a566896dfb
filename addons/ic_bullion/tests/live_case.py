from odoo.addons.queue_job.tests.common import trap_jobs

from .common import MetalCase


class LiveCase(MetalCase):
    """A store whose bullion follows the metal: 1 oz of gold at 4,000.00, 5 % over it, 2 % for the trade."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, 'tracking_disable': True})
        cls.env.user.company_ids |= cls.company
        cls.env = cls.env(context={**cls.env.context, 'allowed_company_ids': cls.company.ids})
        cls.company = cls.company.with_env(cls.env)
        cls.Price = cls.Price.with_env(cls.env)
        cls.rules = cls.env['ic.premium.rule'].create(
            [
                {'name': "Gold", 'metal': 'gold', 'percent': 5, 'company_id': cls.company.id},
                {'name': "The trade", 'tier': 'wholesale', 'percent': 2, 'company_id': cls.company.id},
            ]
        )
        cls.fineness = cls.env['ic.fineness'].search([('metal', '=', 'gold'), ('name', '=', '.9999')], limit=1)
        cls.client = cls.env['res.partner'].create({'name': "Ada Client"})
        cls.eagle = cls.make_bullion("Eagle", list_price=111, ic_wholesale_price=99)

    @classmethod
    def make_bullion(cls, name, **values):
        return cls.env['product.template'].create(
            {
                'name': name,
                'company_id': cls.company.id,
                'ic_category': 'bullion',
                'ic_price_mode': 'spot_plus',
                'ic_bullion_metal': 'gold',
                'ic_bullion_form': 'coin',
                'ic_bullion_weight': 1,
                'ic_bullion_unit': 'ozt',
                'ic_bullion_basis': 'fine',
                'ic_fineness_id': cls.fineness.id,
                'taxes_id': [(5,)],
                **values,
            }
        )

    ticks_made = 0

    def tick(self, amount, metal='gold', before=None, follow=True, **facts):
        """An ounce costs `amount` since `before` minutes, each tick a minute after the last; lists have followed."""
        LiveCase.ticks_made += 1
        before = 500 - LiveCase.ticks_made if before is None else before
        with trap_jobs() as jobs:
            self.Price._ic_record([self.price(metal, amount, before, **facts)], "Test Feed", self.company)
            jobs.perform_enqueued_jobs() if follow else None
        self.env.invalidate_all()

    def quotation(self, *pieces, **values):
        return self.env['sale.order'].create(
            {
                'partner_id': self.client.id,
                'company_id': self.company.id,
                'order_line': [(0, 0, {'product_id': piece.product_variant_id.id}) for piece in pieces],
                **values,
            }
        )

    def column(self, piece, name='list_price'):
        """Return the column of the piece as the table holds it."""
        self.env.flush_all()
        self.env.cr.execute(f'SELECT {name} FROM product_template WHERE id = %s', [piece.id])
        return float(self.env.cr.fetchone()[0])
