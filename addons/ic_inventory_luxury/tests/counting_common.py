from odoo.tests import new_test_user

from .common import PieceCase


class CountingCase(PieceCase):
    """A house with a vault of two safes, a showroom and a service shop, and a few pieces in it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Location = cls.env['stock.location']
        cls.warehouse = cls.env['stock.warehouse'].search([('company_id', '=', cls.env.company.id)], limit=1)
        cls.stock = cls.warehouse.lot_stock_id
        cls.vault = cls.place("Test Vault", 'vault', cls.stock)
        cls.safe = cls.place("Safe 1", 'safe', cls.vault)
        cls.other_safe = cls.place("Safe 2", 'safe', cls.vault)
        cls.showroom = cls.place("Test Showroom", 'showroom', cls.stock)
        cls.shop = cls.place("Test Watchmaker", 'shop', cls.stock)
        cls.counter = new_test_user(
            cls.env,
            'counter',
            groups='ic_inventory_luxury.group_employee,ic_inventory_luxury.group_manage_inventory',
        )
        cls.second_counter = new_test_user(
            cls.env,
            'counter2',
            groups='ic_inventory_luxury.group_employee,ic_inventory_luxury.group_manage_inventory',
        )
        cls.looker = new_test_user(cls.env, 'looker', groups='ic_inventory_luxury.group_employee')

    @classmethod
    def place(cls, name, kind, parent):
        return cls.Location.create({'name': name, 'ic_kind': kind, 'location_id': parent.id, 'usage': 'internal'})

    @classmethod
    def stocked(cls, location, **values):
        """Take in a piece and put it into `location`."""
        piece = cls.watch(**values)
        piece._ic_receive(location, quantity=values.get('quantity', 1.0))
        return piece

    @classmethod
    def coins(cls, location, quantity, **values):
        """A product with a quantity."""
        piece = cls.Piece.create(
            {
                'ic_category': 'bullion',
                'ic_is_unique': False,
                'name': "1 oz Gold Coin",
                'list_price': 2500.0,
                **values,
            }
        )
        piece._ic_receive(location, quantity=quantity)
        return piece

    @classmethod
    def quants(cls, piece):
        """Return where the units of a piece are, positive ones in the house: {location: units}."""
        found = cls.env['stock.quant'].search(
            [('product_tmpl_id', '=', piece.id), ('location_id.usage', '=', 'internal'), ('quantity', '!=', 0)]
        )
        return {quant.location_id: quant.quantity for quant in found}

    @classmethod
    def start(cls, location, user=None):
        take = cls.env['ic.stock.take'].with_user(user or cls.counter).create({'location_id': location.id})
        take.action_start()
        return take

    @classmethod
    def scan(cls, take, code, uid=None, user=None, **values):
        """Send one scan as the screen does; gives its result."""
        cls.uids = getattr(cls, 'uids', 0) + 1
        op = {'uid': uid or f'scan-{cls.uids}', 'type': 'scan', 'code': code, **values}
        return take.with_user(user or cls.counter).ic_send([op])['results'][0]

    @classmethod
    def undo(cls, take, target, user=None):
        cls.uids = getattr(cls, 'uids', 0) + 1
        take.with_user(user or cls.counter).ic_send([{'uid': f'undo-{cls.uids}', 'type': 'undo', 'target': target}])

    def line(self, take, piece):
        lines = take.line_ids.filtered(lambda line: line.product_tmpl_id == piece)
        self.assertEqual(len(lines), 1)
        return lines
