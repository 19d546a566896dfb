from odoo.tests import new_test_user

from .common import PieceCase


class ConflictCase(PieceCase):
    """A piece that was sold to one, and somebody else who has a late order for it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Conflict = cls.env['ic.conflict']
        cls.company = cls.env.company
        cls.company.ic_conflict_rule = 'first'
        group = 'ic_inventory_luxury.group_'
        cls.dealer = new_test_user(cls.env, 'conflict_dealer', f'{group}dealer')
        cls.seller = new_test_user(cls.env, 'conflict_seller', f'{group}employee,{group}record_sales')
        cls.looker = new_test_user(cls.env, 'conflict_looker', f'{group}employee')
        cls.late_customer = cls.env['res.partner'].create({'name': "Odile Marchand", 'email': "odile@example.com"})
        cls.piece = cls.watch(ic_serial="CF-1")
        cls.piece._ic_receive()
        cls.piece._ic_set_status('available')
        cls.product = cls.piece.product_variant_id
        cls.first = cls.order(cls.piece)
        cls.first.user_id = cls.seller
        cls.first.action_confirm()
        cls.late = cls.order(cls.piece, partner=cls.late_customer)
        cls.late.user_id = cls.seller

    @classmethod
    def claim(cls, order, piece=None):
        product = (piece or cls.piece).product_variant_id
        return cls.env['ic.claim']._ic_of(order).filtered(lambda claim: claim.product_id == product)

    @classmethod
    def open(cls, kind='paid_late', paid=14500.0, **values):
        values = {
            'document': cls.late,
            'winner_claims': cls.claim(cls.first),
            'paid': paid,
            'currency': cls.company.currency_id,
            **values,
        }
        return cls.Conflict.sudo()._ic_open(kind, cls.product, 1.0, **values)

    def holders(self):
        """Return the owners of the active claims on the piece."""
        claims = self.env['ic.claim'].search(
            [('product_id', '=', self.product.id), ('state', 'in', ('held', 'committed'))]
        )
        return sorted(claims.mapped('reference'))
