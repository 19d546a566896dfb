from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest.mock import patch

from odoo import fields

from odoo.addons.ic_inventory_luxury.tests.common import PieceCase

NOW = datetime(2026, 6, 30, 12, 0, 0)


class PlanningCase(PieceCase):
    """A store of its own whose half year is known to the unit. See `_history` for what happened when."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.house = cls.env['res.company'].create({'name': "House of Plans"})
        cls.env.user.company_ids += cls.house
        cls.env = cls.env(context={**cls.env.context, 'allowed_company_ids': cls.house.ids})
        cls.house = cls.house.with_env(cls.env)
        cls.Piece, cls.Plan = cls.env['product.template'], cls.env['ic.stock.plan']
        cls.Report = cls.env['ic.movement.report']
        cls.customer = cls.customer.with_env(cls.env)
        cls.env['res.users'].search([('share', '=', False)]).write({'ic_alert_supply': 'none'})
        code = cls.env['ic.channel']._fields['code']._description_selection(cls.env)[0][0]
        cls.shop = cls.env['ic.channel'].create({'name': "Harbour Shop", 'code': code})
        cls._history()
        cls.env.flush_all()

    @classmethod
    @contextmanager
    def days_ago(cls, days, hours=0):
        """Let everything within happen so many days before the moment the tests look from."""
        moment = NOW - timedelta(days=days, hours=hours)
        with patch.object(fields.Datetime, 'now', lambda *args: moment):
            yield moment

    @classmethod
    def take_in(cls, days, piece, quantity=1.0):
        with cls.days_ago(days) as moment:
            piece._ic_receive(quantity=quantity)
            piece.ic_in_stock_since = moment.date()
        return piece

    @classmethod
    def sell(cls, days, piece, quantity=1, channel=None, price=None):
        """Sell and hand over; gives the order."""
        with cls.days_ago(days):
            order = cls.order(piece, quantity=quantity)
            order.ic_channel_id = channel
            order.order_line.tax_ids = False
            if price:
                order.order_line.price_unit = price
            order.action_confirm()
            cls.deliver(order)
        return order

    @classmethod
    def bring_back(cls, days, order):
        with cls.days_ago(days):
            return cls.give_back(order)

    @classmethod
    def lose(cls, days, piece, left):
        """Count so that `left` are left."""
        with cls.days_ago(days):
            quant = cls.env['stock.quant'].search(
                [('product_id', '=', piece.product_variant_id.id), ('location_id.usage', '=', 'internal')]
            )
            quant.with_context(inventory_mode=True).inventory_quantity = left
            quant.action_apply_inventory()

    @classmethod
    def expect(cls, piece, quantity):
        """Have units on their way from the vendor."""
        stock = cls.env['stock.warehouse'].search([('company_id', '=', cls.house.id)], limit=1).lot_stock_id
        move = cls.env['stock.move'].create(
            {
                'product_id': piece.product_variant_id.id,
                'product_uom_qty': quantity,
                'location_id': cls.env.ref('stock.stock_location_suppliers').id,
                'location_dest_id': stock.id,
                'company_id': cls.house.id,
            }
        )
        move._action_confirm()
        return move

    @classmethod
    def _history(cls):
        cls._coins()
        cls._submariners()
        # Two works of one artist, here for over a year, unsold.
        cls.artist = cls.env['ic.artist'].create({'name': "Ione Vask"})
        cls.works = [
            cls.take_in(
                400, cls.Piece.create({'ic_category': 'artwork', 'ic_art_artist_id': cls.artist.id, 'ic_model': title})
            )
            for title in ("Tide", "Ebb")
        ]
        # Belts that came ten days ago; one is sold: measured over 30 days, not over ten.
        cls.belts = cls.Piece.create(
            {'ic_category': 'accessory', 'ic_brand_id': cls.hermes.id, 'ic_model': "Belt", 'ic_is_unique': False}
        )
        cls.take_in(10, cls.belts, 4)
        cls.sell(2, cls.belts)

    @classmethod
    def _coins(cls):
        """Came 20. Sold 4 (100 days ago), 6 (60), 3 (20, shop) of which 1 came back (10). 2 were lost (5), 1 of the 6
        left is promised, 1 is on order. So: 6 here, 5 available, 16 when the 90 days began, 8 sold in them."""
        cls.series = cls.env['ic.bullion.series'].create({'name': "Vask Crown", 'metal': 'gold'})
        cls.mint = cls.env['res.partner'].create({'name': "Vask Mint"})
        cls.coins = cls.Piece.create(
            {
                'name': "Vask Crown 1 oz",
                'ic_category': 'bullion',
                'ic_bullion_metal': 'gold',
                'ic_bullion_form': 'coin',
                'ic_bullion_series_id': cls.series.id,
                'ic_is_unique': False,
                'list_price': 100.0,
                'standard_price': 70.0,
                'seller_ids': [(0, 0, {'partner_id': cls.mint.id, 'delay': 60, 'price': 65.0})],
            }
        )
        cls.take_in(200, cls.coins, 20)
        cls.sell(100, cls.coins, 4)
        cls.sell(60, cls.coins, 6)
        order = cls.sell(20, cls.coins, 3, channel=cls.shop, price=110.0)
        cls.bring_back(10, order)
        cls.lose(5, cls.coins, 6)
        cls.order(cls.coins).action_confirm()
        cls.expect(cls.coins, 1)

    @classmethod
    def _submariners(cls):
        """Four came 120 days ago, one of them consigned, a fifth 40 days ago. Sold: 1 (50), 1 (25, shop), the consigned
        one (15; back 3 days ago), the fifth (8). Of the two that are here one is promised."""
        cls.watches = [cls.watch(ic_serial=f"PLAN-{number}", standard_price=9000.0) for number in range(5)]
        cls.watches[2].write(
            {
                'ic_is_consigned': True,
                'ic_consignor_id': cls.env['res.partner'].create({'name': "Ada Plan"}).id,
                'ic_consignment_type': 'percent',
                'ic_consignment_percent': 60.0,
                'ic_consignment_date': '2026-01-01',
            }
        )
        for piece in cls.watches[:4]:
            cls.take_in(120, piece)
        cls.take_in(40, cls.watches[4])
        cls.sell(50, cls.watches[0], price=12000.0)
        cls.sell(25, cls.watches[1], channel=cls.shop, price=13000.0)
        back = cls.sell(15, cls.watches[2], price=11000.0)
        cls.sell(8, cls.watches[4], price=14000.0)
        cls.bring_back(3, back)
        cls.order(cls.watches[3]).action_confirm()

    def take(self):
        with self.days_ago(0):
            self.Plan._ic_take(self.house)

    def row(self, dimension, **values):
        """Return the one row of the plan of a dimension with these values."""
        domain = [('company_id', '=', self.house.id), ('dimension', '=', dimension)]
        found = self.Plan.search([*domain, *((name, '=', value) for name, value in values.items())])
        self.assertEqual(len(found), 1, (dimension, values))
        return found

    def figures(self, row, *names):
        return tuple(row[name] for name in names)
