from odoo import Command, models


class ProductTemplate(models.Model):
    """Whose the units in the house are: Odoo's owner on the stock. What belongs to a consignor is not in the value of
    the company's stock, and keeps its owner through reservation, delivery and return."""

    _inherit = 'product.template'

    # === BUSINESS METHODS === #

    def _ic_owner(self):
        """Return the owner of the units in stock as a res.partner; empty when they are the company's own."""
        self.ensure_one()
        piece = self.sudo()
        return piece.ic_consignor_id if piece.ic_is_consigned else piece.ic_consignor_id.browse()

    def _ic_receipt_values(self, location, lot_id, quantity):
        """Override of our own receipt to bring a consigned piece in as the consignor's."""
        values = super()._ic_receipt_values(location, lot_id, quantity)
        owner = self._ic_owner()
        if owner:
            values['restrict_partner_id'] = owner.id
            for line in values['move_line_ids']:
                line[2]['owner_id'] = owner.id
        return values

    def _ic_own_in_stock(self):
        """Hand what is in the house to its present owner: out of the old owner's stock, into the new one's.

        Two moves per unit, as a count would make them, because a stock move has one owner only. The status stays.
        """
        quants = (
            self.env['stock.quant']
            .sudo()
            .search(
                [
                    ('product_id', 'in', self.product_variant_ids.ids),
                    ('location_id.usage', 'in', ('internal', 'transit')),
                    ('quantity', '>', 0),
                ]
            )
        )
        wrong = quants.filtered(lambda quant: quant.owner_id != quant.product_id.product_tmpl_id._ic_owner())
        if not wrong:
            return
        waiting = self._ic_reserving_moves(wrong)
        facts = [(quant, quant.quantity, quant.owner_id) for quant in wrong]
        moves = self.env['stock.move'].sudo().with_context(ic_status_sync_off=True)
        moves.create([self._ic_handover_values(*fact, leaves=True) for fact in facts])._action_done()
        moves.create(
            [
                self._ic_handover_values(quant, quantity, quant.product_id.product_tmpl_id._ic_owner(), leaves=False)
                for quant, quantity, _owner in facts
            ]
        )._action_done()
        waiting.exists()._action_assign()

    def _ic_reserving_moves(self, quants):
        """Return the open moves that have reserved one of `quants`; the handover takes their reservation away."""
        lines = (
            self.env['stock.move.line']
            .sudo()
            .search(
                [
                    ('product_id', 'in', quants.product_id.ids),
                    ('location_id', 'in', quants.location_id.ids),
                    ('state', 'in', ('assigned', 'partially_available')),
                ]
            )
        )
        return lines.move_id

    def _ic_handover_values(self, quant, quantity, owner, leaves):
        """Return the values of one half of a handover.

        :param owner: res.partner, empty for the company
        :param bool leaves: out of the stock of `owner`, or into it
        """
        product = quant.product_id
        outside = product.with_company(quant.company_id).property_stock_inventory
        places = {
            'product_id': product.id,
            'location_id': (quant.location_id if leaves else outside).id,
            'location_dest_id': (outside if leaves else quant.location_id).id,
            'company_id': quant.company_id.id,
        }
        line = {
            **places,
            'product_uom_id': product.uom_id.id,
            'quantity': quantity,
            'lot_id': quant.lot_id.id,
            'owner_id': owner.id,
            'package_id' if leaves else 'result_package_id': quant.package_id.id,
        }
        return {
            **places,
            'product_uom': product.uom_id.id,
            'product_uom_qty': quantity,
            'state': 'confirmed',
            'is_inventory': True,
            'picked': True,
            'restrict_partner_id': owner.id,
            'inventory_name': self.env._("Consignment changed"),
            'move_line_ids': [Command.create(line)],
        }
