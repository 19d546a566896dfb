import json
import uuid

from odoo import Command
from odoo.tests import new_test_user

from odoo.addons.ic_inventory_luxury.tests.common import PieceCase


class TillCase(PieceCase):
    """Two tills of one store, spoken to as their terminals do."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        groups = 'base.group_user,point_of_sale.group_pos_user,sales_team.group_sale_salesman_all_leads'
        cls.cashier = new_test_user(cls.env, 'till_host', groups=groups)
        cls.till = cls._open_till("Till 1")
        cls.other = cls._open_till("Till 2")
        cls.piece = cls.watch(ic_serial="TL100", taxes_id=[Command.clear()])
        cls.piece._ic_set_status('available')
        cls.claims = cls.env['ic.claim']

    @classmethod
    def _open_till(cls, name):
        till = cls.env['pos.config'].create({'name': name})
        till.open_ui()
        till.current_session_id.set_opening_control(0, None)
        return till

    def as_cashier(self, till=None):
        return (till or self.till).with_user(self.cashier)

    def values(self, *pieces, till=None, refund_of=None, quantity=1, sale=None, **extra):
        """Return one paid order as a terminal sends it."""
        till = till or self.till
        method = till.payment_method_ids.filtered(lambda method: method.type == 'bank')[:1]
        amount = sum(piece.list_price for piece in pieces) * quantity
        return {
            'amount_paid': amount,
            'amount_return': 0,
            'amount_tax': 0,
            'amount_total': amount,
            'company_id': till.company_id.id,
            'session_id': till.current_session_id.id,
            'state': 'paid',
            'uuid': str(uuid.uuid4()),
            'access_token': str(uuid.uuid4()),
            'user_id': self.cashier.id,
            'partner_id': False,
            'fiscal_position_id': False,
            'lines': [Command.create(self._line(piece, quantity, refund_of, sale)) for piece in pieces],
            'payment_ids': [Command.create({'amount': amount, 'payment_method_id': method.id, 'name': "now"})],
            **extra,
        }

    def _line(self, piece, quantity, refund_of, sale):
        product, amount = piece.product_variant_id, piece.list_price * quantity
        sold = refund_of and refund_of.lines.filtered(lambda line: line.product_id == product)
        ordered = sale and sale.order_line.filtered(lambda line: line.product_id == product)
        return {
            'product_id': product.id,
            'qty': quantity,
            'price_unit': piece.list_price,
            'discount': 0,
            'price_subtotal': amount,
            'price_subtotal_incl': amount,
            'tax_ids': [Command.clear()],
            'pack_lot_ids': [Command.create({'lot_name': piece.ic_serial})] if piece.ic_is_unique else [],
            'refunded_orderline_id': sold and sold.id,
            'sale_order_origin_id': sale and sale.id,
            'sale_order_line_id': ordered and ordered.id,
            'uuid': str(uuid.uuid4()),
        }

    def push(self, values, till=None):
        """Send an order as the cashier; gives the pos.order."""
        result = self.env['pos.order'].with_user(self.cashier).sync_from_ui([values])
        return self.env['pos.order'].browse(result['pos.order'][-1]['id'])

    def sell(self, *pieces, **options):
        return self.push(self.values(*pieces, **options))

    def claim(self, *pieces, till=None, key=None, quantity=1, **options):
        """Ask for the firm claim as the payment screen does; gives (uuid, answer)."""
        key = key or str(uuid.uuid4())
        sale = options.pop('sale', None)
        wants = [
            {
                'product_id': piece.product_variant_id.id,
                'quantity': quantity,
                'sale_order_id': sale and sale.id,
            }
            for piece in pieces
        ]
        return key, self.as_cashier(till).ic_claim_lines(key, wants, options)

    def on_hand(self, piece):
        quants = self.env['stock.quant'].search(
            [('product_id', '=', piece.product_variant_id.id), ('location_id.usage', '=', 'internal')]
        )
        self.assertFalse(quants.filtered(lambda quant: quant.quantity < 0), "no quant may be negative")
        return sum(quants.mapped('quantity'))

    def active(self, piece):
        """Return the claims on a piece that count, as (kind, state, reference)."""
        claims = self.claims._ic_active(piece.product_variant_id)
        return [(claim.kind, claim.state, claim.reference) for claim in claims]

    def bus_messages(self, name, till):
        """Return the payloads that were pushed to a till in this transaction."""
        self.env.cr.precommit.run()
        result = []
        for row in self.env['bus.bus'].sudo().search([], order='id'):
            message = json.loads(row.message)
            if message['type'] == f'{till.access_token}-{name}':
                result.append(message['payload'])
        return result
