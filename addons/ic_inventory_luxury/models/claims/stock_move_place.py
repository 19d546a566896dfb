from odoo import models
from odoo.exceptions import UserError


class StockMove(models.Model):
    """What is moved is moved from where it lies: no place ever holds less than nothing."""

    _inherit = 'stock.move'

    # === BUSINESS METHODS === #

    def _ic_start_where_it_lies(self):
        """Let the lines of these moves start where the goods are, when the place they name has too few.

        A till or a delivery names the place it usually sells from; the piece itself may lie in a vault, or in the other
        branch. What is out of the house stays out: it is checked in first.
        """
        lines = self.filtered(lambda move: move._ic_leaves()).move_line_ids
        lines = lines.filtered(lambda line: line.quantity > 0 and line.state not in ('done', 'cancel'))
        left = {quant: quant.quantity for quant in lines._ic_lying()} if lines else {}
        missing = {line: line._ic_missing_here(left) for line in lines}
        for line, units in missing.items():
            line._ic_draw_elsewhere(left, units)

    def _ic_refuse_negative(self):
        """Refuse what left a place of ours with less than nothing.

        :raise UserError: naming the goods, the place and where they are instead
        """
        short = (
            self.env['stock.quant']
            .sudo()
            .search(
                [
                    ('product_id', 'in', self.product_id.ids),
                    ('location_id', 'in', self.move_line_ids.location_id.ids),
                    ('location_id.usage', 'in', ('internal', 'transit')),
                    ('quantity', '<', 0),
                ]
            )
        )
        for quant in short.filtered(lambda quant: quant.product_uom_id.compare(quant.quantity, 0.0) < 0):
            others = self.env['stock.quant'].sudo()
            others = others.search([('product_id', '=', quant.product_id.id), ('quantity', '>', 0)])
            places = others.location_id.filtered(lambda place: place._ic_is_ours()).mapped('display_name')
            raise UserError(
                self.env._(
                    "%(piece)s: %(place)s has not that many to give. Where they are: %(places)s.",
                    piece=quant.product_id.display_name,
                    place=quant.location_id.display_name,
                    places=', '.join(places) or self.env._("no place of the house"),
                )
            )


class StockMoveLine(models.Model):
    _inherit = 'stock.move.line'

    def _ic_lying(self):
        """Return the quants in our hands of the goods of these lines, largest first."""
        return (
            self.env['stock.quant']
            .sudo()
            .search(
                [
                    ('product_id', 'in', self.product_id.ids),
                    ('company_id', 'in', self.company_id.ids),
                    ('location_id.usage', '=', 'internal'),
                    ('quantity', '>', 0),
                ],
                order='quantity desc, id',
            )
        )

    def _ic_missing_here(self, left):
        """Return the units of this line that its own place lacks, and take those it has out of `left`."""
        self.ensure_one()
        wanted = self.quantity_product_uom
        return wanted - sum(units for _quant, units in self._ic_draw(left, wanted, here=True))

    def _ic_draw(self, left, wanted, here):
        """Take up to `wanted` units out of `left`, at this line's own place (`here`) or at the others of the house.

        :param dict left: stock.quant -> units nobody drew yet; changed in place
        :return: list of (quant, units)
        """
        self.ensure_one()
        drawn = []
        for quant in [quant for quant in left if self._ic_may_come_from(quant, here)]:
            units = min(left[quant], wanted)
            if self.product_id.uom_id.compare(units, 0.0) > 0:
                left[quant] -= units
                wanted -= units
                drawn.append((quant, units))
        return drawn

    def _ic_may_come_from(self, quant, here):
        """Tell whether `quant` can serve this line. What is out with somebody serves only lines that name its place."""
        return (
            quant.product_id == self.product_id
            and quant.company_id == self.company_id
            and (not self.lot_id or quant.lot_id == self.lot_id)
            and (quant.location_id == self.location_id) == here
            and (here or not quant.location_id.ic_is_away)
        )

    def _ic_draw_elsewhere(self, left, missing):
        """Point this line, or the part of it that its place lacks, to the other places that have the goods."""
        unit, uom = self.product_uom_id, self.product_id.uom_id
        for quant, units in self._ic_draw(left, missing, here=False):
            place = {
                'location_id': quant.location_id.id,
                'lot_id': quant.lot_id.id,
                'owner_id': quant.owner_id.id,
                'package_id': quant.package_id.id,
            }
            part = uom._compute_quantity(units, unit, round=False)
            if unit.compare(part, self.quantity) >= 0:
                self.write(place)
            else:
                picked = self.picked
                self.quantity -= part
                self.copy({**place, 'quantity': part}).picked = picked
