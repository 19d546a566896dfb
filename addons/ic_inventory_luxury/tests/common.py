from odoo.tests import TransactionCase


class PieceCase(TransactionCase):
    """A store with a few helpers to take in and sell pieces."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True))
        cls.Piece = cls.env['product.template']
        cls.rolex = cls.env.ref('ic_inventory_luxury.brand_rolex')
        cls.hermes = cls.env.ref('ic_inventory_luxury.brand_hermes')
        cls.customer = cls.env['res.partner'].create({'name': "Sarah Whitfield"})

    @classmethod
    def watch(cls, **values):
        return cls.Piece.create(
            {
                'ic_category': 'watch',
                'ic_brand_id': cls.rolex.id,
                'ic_model': "Submariner",
                'ic_reference': "126610LN",
                'list_price': 14500.0,
                **values,
            }
        )

    @classmethod
    def order(cls, *pieces, quantity=1, partner=None):
        return cls.env['sale.order'].create(
            {
                'partner_id': (partner or cls.customer).id,
                'order_line': [
                    (0, 0, {'product_id': piece.product_variant_id.id, 'product_uom_qty': quantity}) for piece in pieces
                ],
            }
        )

    @classmethod
    def deliver(cls, order):
        pickings = order.picking_ids.filtered(lambda picking: picking.state not in ('done', 'cancel'))
        for move in pickings.move_ids:
            move.picked = True
        pickings._action_done()

    @classmethod
    def give_back(cls, order):
        """Return the delivered pieces of `order` with Odoo's return wizard."""
        picking = order.picking_ids.filtered(lambda picking: picking.state == 'done')[:1]
        wizard = (
            cls.env['stock.return.picking']
            .with_context(active_id=picking.id, active_ids=picking.ids, active_model='stock.picking')
            .create({})
        )
        wizard.product_return_moves.quantity = 1.0
        back = wizard._create_return()
        for move in back.move_ids:
            move.picked = True
        back._action_done()
        return back

    def history(self, piece):
        """Return the status changes of a piece, oldest first, as (from, to, reason)."""
        return [(log.from_status, log.to_status, log.reason) for log in piece.ic_status_log_ids.sorted('id')]
