from odoo import models
from odoo.exceptions import UserError


class PosOrder(models.Model):
    """An order of the till as a side of a conflict: its facts, how it gets its piece after all, how it is refunded."""

    _name = 'pos.order'
    _inherit = ['pos.order', 'ic.conflict.document']

    # === BUSINESS METHODS === #

    def _ic_commit_claims(self):
        """Override to mark what is decided about this order while it is being booked: its pickings come later."""
        return super(PosOrder, self.with_context(ic_till_books=True))._ic_commit_claims()

    def _ic_conflict_key(self):
        """Override: claims of the till belong to the uuid of the order."""
        return self._ic_claim_key()

    def _ic_conflict_facts(self, product):
        """Extend to tell the price, and when the order was paid and when it reached us."""
        lines = self._ic_conflict_lines(product)
        return {
            **super()._ic_conflict_facts(product),
            'quantity': sum(lines.mapped('qty')),
            'currency_id': self.currency_id.id,
            'amount': sum(lines.mapped('price_subtotal_incl')),
            'paid': sum(lines.mapped('price_subtotal_incl')),
            'claimed_on': self.date_order,
            'paid_on': self.date_order,
            'arrived_on': self.create_date,
            'words': self.env._("Sold offline at %s", self.config_id.name)
            if self.ic_sold_offline
            else self.env._("Sold at %s", self.config_id.name),
        }

    def _ic_conflict_lines(self, product):
        return self.lines.filtered(lambda line: line.qty > 0 and product in line._ic_units())

    def _ic_conflict_take(self, conflict):
        """Override to hand over what was set aside: the customer has it in his hands already."""
        self.ensure_one()
        lines = self._ic_conflict_lines(conflict.product_id).filtered('ic_unfilled')
        refunded = lines.filtered('refund_orderline_ids')
        if refunded or not lines or self.state == 'cancel':
            raise UserError(self.env._("%s was refunded or cancelled: there is nothing to give it.", self.name))
        lines.ic_unfilled = False
        wants = self._ic_sold_lines()._ic_units()
        self.env['ic.claim']._ic_take(
            {conflict.product_id: wants[conflict.product_id]},
            self._ic_claim_key(),
            source='pos',
            partner=self.partner_id,
            reference=self._ic_number(),
            over=self._ic_may_use_up(),
        )
        if not self.env.context.get('ic_till_books'):
            self._ic_hand_over(lines)

    def _ic_hand_over(self, lines):
        """Make the movement that was left out when the order was booked."""
        self._ic_set_serials()
        picking_type = self.config_id.picking_type_id
        target = (
            self.partner_id.property_stock_customer
            or picking_type.default_location_dest_id
            or self.env['stock.warehouse']._get_partner_locations()[0]
        )
        pickings = self.env['stock.picking']._create_picking_from_pos_order_lines(
            target.id, lines, picking_type, self.partner_id
        )
        pickings.write({'pos_session_id': self.session_id.id, 'pos_order_id': self.id, 'origin': self.name})

    def _ic_conflict_refund(self, conflict):
        """Override to prepare a refund order at the till, with the missing lines only. Somebody there pays it out.

        :raise UserError: when no session of the terminal is open
        """
        conflict._ic_lock()
        refund = self._refund()
        missing = self._ic_conflict_lines(conflict.product_id)
        refund.lines.filtered(lambda line: line.refunded_orderline_id not in missing).unlink()
        refund._compute_prices()
        if not refund.lines:
            raise UserError(self.env._("%s has been refunded already.", self.name))
        conflict._ic_note_refund(refund)
        return conflict.action_open_refund()

    def _ic_conflict_cancel(self, conflict, whole=False):
        """Override to say what to do instead: a paid order of the till is refunded, never cancelled."""
        raise UserError(self.env._("%s was paid at the till. Prepare its refund instead.", self.name))


class IcClaim(models.Model):
    _inherit = 'ic.claim'

    def _ic_document(self):
        """Override to find the order of the till behind its uuid."""
        model, _comma, uuid = self.owner.partition(',')
        if model == 'pos.order' and not uuid.isdigit():
            return self.env['pos.order'].sudo().search([('uuid', '=', uuid)], limit=1) or self.browse()
        return super()._ic_document()
