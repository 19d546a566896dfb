from collections import defaultdict

from odoo import models

from .ic_stock_take_line import CHOICES
from .piece_place import HELD


class IcStockTake(models.Model):
    """From scans to differences. Everything is computed afresh from scans and stock, here and once more at the post."""

    _inherit = 'ic.stock.take'

    # === BUSINESS METHODS === #

    def _ic_refresh_lines(self):
        """Bring the lines in step with the scans and with the stock of this moment; choices made by people stay."""
        self.ensure_one()
        take = self.sudo()
        scans = take.scan_ids.filtered(lambda scan: not scan.undone)
        take._ic_refresh_serials(scans.filtered('lot_id'))
        take._ic_refresh_quantities(scans.filtered(lambda scan: scan.outcome == 'quantity'))
        take._ic_refresh_codes(scans.filtered(lambda scan: scan.outcome in ('unknown', 'ambiguous')))
        take.invalidate_recordset()

    # --- serials --- #

    def _ic_refresh_serials(self, scans):
        lines = self.line_ids.filtered(lambda line: line.kind == 'serial')
        scan_of = {scan.lot_id: scan for scan in scans}
        lines.filtered(lambda line: not line.expected_qty and line.lot_id not in scan_of).unlink()
        lines = lines.exists()
        new = [self._ic_line_values(lot.product_id, lot) for lot in scan_of if lot not in lines.lot_id]
        lines |= self.env['ic.stock.take.line'].create(new)
        where = self._ic_where(lines.lot_id)
        promised = self._ic_promised(lines.product_id.product_tmpl_id)
        here = self.location_id._ic_inside()
        for line in lines:
            scan, places = scan_of.get(line.lot_id), where.get(line.lot_id, {})
            result, note = self._ic_judge(line, scan, places, here)
            sale = promised.get(line.product_id.product_tmpl_id.id)
            if sale and result in ('found', 'missing', 'misplaced'):
                note = ' · '.join(part for part in (note, self.env._("Promised with %s", sale)) if part)
            line._ic_conclude(
                result,
                counted_qty=1.0 if scan else 0.0,
                difference_qty=-1.0 if result == 'missing' else 1.0 if result == 'unstocked' else 0.0,
                found_location_id=scan.location_id.id if scan else False,
                note=note,
                proposal='search' if sale and result == 'missing' else None,
            )

    def _ic_judge(self, line, scan, places, here):
        """Return (result, note) of a serial. `places`: dict of where it is now, by usage of the location."""
        held, expected = places.get('held'), bool(line.expected_qty)
        inside = held in here if held else False
        if not scan:
            if inside:
                return 'missing', ''
            if held:
                return 'left', self.env._("Moved to %s while counting", held.ic_path)
            gone = (
                self.env._("Delivered while counting") if places.get('customer') else self.env._("Taken out of stock")
            )
            return 'left', gone
        if inside:
            if scan.location_id and held != scan.location_id:
                return 'misplaced', self.env._("The stock says %s", held.ic_path)
            return ('found', '') if expected else ('arrived', '')
        if held:
            if expected:
                return 'left', self.env._("Moved to %s while counting", held.ic_path)
            return 'misplaced', self.env._("The stock says %s", held.ic_path)
        if places.get('customer'):
            if expected:
                return 'left', self.env._("Delivered while counting")
            return 'sold', self.env._("Delivered already: find out why it is here")
        return ('left', self.env._("Taken out of stock")) if expected else ('unstocked', self.env._("Not in any place"))

    def _ic_where(self, lots):
        """Return where serials are now: dict stock.lot -> {'held': location or 'customer': location}."""
        where = defaultdict(dict)
        quants = self.env['stock.quant'].search([('lot_id', 'in', lots.ids), ('quantity', '>', 0)])
        for quant in quants:
            usage = quant.location_id.usage
            if usage in HELD and quant.location_id.company_id:
                where[quant.lot_id]['held'] = quant.location_id
            elif usage == 'customer':
                where[quant.lot_id]['customer'] = quant.location_id
        return where

    def _ic_promised(self, pieces):
        """Return dict piece id -> names of the confirmed orders that a piece still has to leave for."""
        facts = pieces._ic_stock_facts()
        return pieces.filtered(lambda piece: facts[piece.id]['promised'] > 0)._ic_order_names()

    # --- quantities --- #

    def _ic_refresh_quantities(self, scans):
        """Judge counted stock: what was counted against what the stock said when the last of it was counted.

        So units sold or received before or after that scan are no difference, whatever else moved while counting.
        """
        lines = self.line_ids.filtered(lambda line: line.kind == 'quantity')
        by_product = defaultdict(lambda: self.env['ic.stock.take.scan'])
        for scan in scans:
            by_product[scan.product_id] |= scan
        lines.filtered(lambda line: not line.expected_qty and line.product_id not in by_product).unlink()
        lines = lines.exists()
        new = [self._ic_line_values(product) for product in by_product if product not in lines.product_id]
        lines |= self.env['ic.stock.take.line'].create(new)
        now = defaultdict(float)
        for quant in self._ic_quants_here():
            now[quant.product_id] += quant.quantity
        for line in lines:
            mine = by_product[line.product_id].sorted('id')
            counted = sum(mine.mapped('quantity'))
            difference = counted - mine[-1].system_qty if mine else -now[line.product_id]
            result = 'less' if difference < 0 else 'more' if difference > 0 else 'found'
            line._ic_conclude(
                result,
                counted_qty=counted,
                difference_qty=difference,
                found_location_id=mine.location_id[-1:].id,
                note='',
            )

    # --- codes nobody knows --- #

    def _ic_refresh_codes(self, scans):
        lines = self.line_ids.filtered(lambda line: line.kind == 'code')
        times = defaultdict(int)
        for scan in scans:
            times[scan.code] += 1
        lines.filtered(lambda line: line.title not in times).unlink()
        known = set(lines.exists().mapped('title'))
        created = self.env['ic.stock.take.line'].create(
            [{'take_id': self.id, 'kind': 'code', 'title': code} for code in times if code not in known]
        )
        for line in lines.exists() | created:
            line._ic_conclude(
                'unknown',
                counted_qty=1.0,
                note=self.env._("Look at this piece and take it in") if times[line.title] == 1 else '',
            )


class IcStockTakeLine(models.Model):
    _inherit = 'ic.stock.take.line'

    # === BUSINESS METHODS === #

    def _ic_conclude(self, result, proposal=None, **values):
        """Write what was found out. A choice that still fits the result stays; else the usual one is proposed."""
        self.ensure_one()
        keep = self.result == result and self.decision in CHOICES[result]
        decision = self.decision if keep else proposal or CHOICES[result][0]
        wanted = {'result': result, 'decision': decision, **values}
        changed = {}
        for name, value in wanted.items():
            current = self[name].id if self._fields[name].type == 'many2one' else self[name]
            if (current or False) != (value or False):
                changed[name] = value
        if changed:
            self.write(changed)
