from odoo import Command, fields, models
from odoo.exceptions import UserError

from ..locks import lock_pieces


class IcStockTake(models.Model):
    """Posting the differences: one batch of real stock moves, all or none."""

    _inherit = 'ic.stock.take'

    # === ACTIONS === #

    def action_post(self):
        """Post what was decided.

        Stock and scans are looked at once more under lock. What needs no posting any more (sold or moved meanwhile)
        drops out by itself; when there is more to post than people have seen, they are shown it first.
        """
        self.ensure_one()
        self.env['product.template']._ic_check_may_move()
        self._ic_lock()
        if self.state != 'review':
            raise UserError(self.env._("%s is not under review.", self.name))
        seen = self._ic_to_post()
        lock_pieces(self.sudo().line_ids.product_id.product_tmpl_id)
        self._ic_refresh_lines()
        if self._ic_to_post() - seen:
            return self._ic_look_again()
        self._ic_post_lines(self.line_ids.filtered(lambda line: line.decision != 'none'))
        self.write({'state': 'done', 'date_posted': fields.Datetime.now(), 'posted_by_id': self.env.uid})
        self.location_id.sudo()._ic_inside().write({'last_inventory_date': fields.Date.context_today(self)})
        return self._ic_open()

    # === BUSINESS METHODS === #

    def _ic_to_post(self):
        """Return what would be posted, to be compared with what people saw."""
        return {
            (line.product_id.id, line.lot_id.id, line.decision, line.difference_qty, line.found_location_id.id)
            for line in self.line_ids
            if line.decision in ('loss', 'move', 'receive', 'adjust')
        }

    def _ic_look_again(self):
        return {
            'type': 'ir.actions.client',
            'tag': 'display_notification',
            'params': {
                'type': 'warning',
                'sticky': True,
                'title': self.env._("Something changed meanwhile"),
                'message': self.env._("There are new differences. Nothing was posted; look at them and post again."),
                'next': self._ic_open(),
            },
        }

    def _ic_post_lines(self, lines, given_up=False):
        """Make the stock moves of `lines` in one batch.

        :param bool given_up: lines that were kept to be searched are posted as a loss as well
        """
        self.ensure_one()
        pieces = self.env['product.template'].sudo().with_company(self.company_id)
        lines = lines.sudo()
        if given_up:
            lock_pieces(lines.product_id.product_tmpl_id)
        values, of_line = [], []
        for line in lines:
            mine = line._ic_move_values(given_up)
            values += [{**vals, 'ic_stock_take_id': self.id} for vals in mine]
            of_line += [line] * len(mine)
        moves = pieces._ic_finish_moves(values) if values else self.env['stock.move']
        for move, line in zip(moves, of_line, strict=True):
            line.move_ids = [Command.link(move.id)]
        return moves


class IcStockTakeLine(models.Model):
    _inherit = 'ic.stock.take.line'

    # === BUSINESS METHODS === #

    def _ic_move_values(self, given_up=False):
        """Return the values of the stock moves that carry out what was decided for this line."""
        self.ensure_one()
        if self.decision == 'move':
            return self._ic_relocation_values()
        if self.decision == 'receive':
            return self._ic_gain_values(1.0)
        if self.decision == 'adjust' and self.difference_qty > 0:
            return self._ic_gain_values(self.difference_qty)
        if self.decision in ('loss', 'adjust') or (given_up and self.decision == 'search'):
            return self._ic_loss_values()
        return []

    def _ic_quants_of_line(self, here=True):
        quants = self.product_id.product_tmpl_id.with_company(self.company_id)._ic_quants()
        if self.lot_id:
            quants = quants.filtered(lambda quant: quant.lot_id == self.lot_id)
        inside = self.take_id.location_id.sudo()._ic_inside()
        return quants.filtered(lambda quant: quant.location_id in inside) if here else quants

    def _ic_target(self):
        return self.found_location_id or self.take_id.location_id

    def _ic_relocation_values(self):
        pieces, target = self.product_id.product_tmpl_id, self._ic_target()
        quants = self._ic_quants_of_line(here=False).filtered(lambda quant: quant.location_id != target)
        for quant in quants:
            pieces._ic_check_movable(quant, quant.quantity, target)
        return [pieces._ic_move_values(quant, quant.quantity, target, self.take_id.name) for quant in quants]

    def _ic_loss_values(self):
        """Take units out: where people said to have counted first, the house's own before those of consignors."""
        pieces = self.product_id.product_tmpl_id
        left = -self.difference_qty
        loss = self.product_id.with_company(self.company_id).property_stock_inventory
        values = []
        quants = self._ic_quants_of_line().sorted(
            lambda quant: (quant.location_id != self.found_location_id, bool(quant.owner_id), quant.id)
        )
        for quant in quants:
            units = min(left, quant.quantity)
            if units > 0:
                values.append(pieces._ic_move_values(quant, units, loss, self.take_id.name))
                left -= units
        if left > 0 and not self.lot_id:
            raise UserError(self.env._("%s: less is left than is to be taken out. Count it again.", self.title))
        return values

    def _ic_gain_values(self, units):
        piece = self.product_id.product_tmpl_id.with_company(self.company_id)
        if self.lot_id and piece._ic_quants().filtered(lambda quant: quant.lot_id == self.lot_id):
            return []
        values = piece._ic_receipt_values(self._ic_target(), self.lot_id.id, units)
        return [{**values, 'inventory_name': self.take_id.name, 'origin': self.take_id.name}]
