from collections import defaultdict

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, float_is_zero

from .ic_location_snapshot import _TAKEN


class StockLocation(models.Model):
    """Taking snapshots: of now from the quants, of the past by taking back the stock moves since then."""

    _inherit = 'stock.location'

    # === ACTIONS === #

    def action_ic_snapshot(self):
        """Take a snapshot of each selected place and show it."""
        snapshots = self._ic_take_snapshot()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.ic_location_snapshot_action')
        if len(snapshots) == 1:
            return {**action, 'res_id': snapshots.id, 'view_mode': 'form', 'views': [(False, 'form')]}
        return {**action, 'domain': [('id', 'in', snapshots.ids)]}

    # === BUSINESS METHODS === #

    def _ic_take_snapshot(self, moment=None, note=None):
        """Write down what lies in each place of `self` and inside it.

        :param datetime moment: a time in the past, UTC; now by default
        :return: ic.location.snapshot records, one per place
        """
        if not self.env.su and not self.env.user.has_group('ic_inventory_luxury.group_manage_inventory'):
            raise AccessError(self.env._("Only people who manage inventory take snapshots."))
        now = fields.Datetime.now()
        if moment and moment > now:
            raise UserError(self.env._("A snapshot shows now or a moment of the past, not of the future."))
        self.check_access('read')
        vals_list = [location._ic_snapshot_values(moment, now, note) for location in self]
        Snapshot = self.env['ic.location.snapshot'].sudo().with_context(ic_taken=_TAKEN)
        return Snapshot.create(vals_list).with_env(self.env)

    def _ic_snapshot_values(self, moment, now, note):
        self.ensure_one()
        company = self.company_id or self.env.company
        lines = self.sudo()._ic_snapshot_lines(company, moment)
        sequence = self.env['ir.sequence'].sudo().with_company(company)
        return {
            'name': sequence.next_by_code('ic.location.snapshot') or self.env._("Snapshot"),
            'company_id': company.id,
            'location_id': self.id,
            'place': self.ic_path,
            'moment': moment or now,
            'taken_on': now,
            'user_id': self.env.uid,
            'is_past': bool(moment),
            'note': note,
            'currency_id': company.currency_id.id,
            'line_ids': [Command.create(line) for line in lines],
            'piece_count': len({line['product_id'] for line in lines}),
            'unit_count': sum(line['quantity'] for line in lines),
            'value': sum(line['value'] for line in lines),
        }

    def _ic_snapshot_lines(self, company, moment):
        units = self._ic_contents(moment)
        rows = defaultdict(lambda: [0.0, 0.0])  # units, of these the house's own
        for (product, lot, location, owner), quantity in units.items():
            row = rows[(product, lot, location)]
            row[0] += quantity
            row[1] += 0.0 if owner else quantity
        statuses = self._ic_statuses({product.product_tmpl_id.id for product, _lot, _location in rows}, moment)
        lines = []
        for (product, lot, location), (quantity, own) in rows.items():
            piece = product.product_tmpl_id
            lines.append(
                {
                    'product_id': product.id,
                    'lot_id': lot.id,
                    'sku': piece.default_code,
                    'title': piece.name,
                    'serial': lot.name,
                    'location_id': location.id,
                    'place': location.ic_path,
                    'quantity': quantity,
                    'status': statuses.get(piece.id) or '',
                    'value': company.currency_id.round(product.with_company(company).standard_price * own),
                }
            )
        return sorted(lines, key=lambda line: (line['place'] or '', line['title'] or '', line['serial'] or ''))

    def _ic_contents(self, moment=None):
        """Return the units of pieces in this place and inside it, now or at `moment`.

        :return: dict (product, lot, location, owner) -> units, positive ones
        """
        inside = self._ic_inside()
        units = defaultdict(float)
        domain = [('location_id', 'in', inside.ids), ('product_id.ic_category', '!=', False)]
        for quant in self.env['stock.quant'].search(domain):
            units[(quant.product_id, quant.lot_id, quant.location_id, quant.owner_id)] += quant.quantity
        if moment:
            self._ic_take_back(units, inside, moment)
        return {
            key: total for key, total in units.items() if total > 0 and not float_is_zero(total, precision_digits=4)
        }

    def _ic_take_back(self, units, inside, moment):
        """Undo in `units` what stock moves did after `moment`."""
        lines = self.env['stock.move.line'].search(
            [
                ('state', '=', 'done'),
                ('date', '>', moment),
                ('product_id.ic_category', '!=', False),
                '|',
                ('location_id', 'in', inside.ids),
                ('location_dest_id', 'in', inside.ids),
            ]
        )
        for line in lines:
            if line.location_id in inside:
                units[(line.product_id, line.lot_id, line.location_id, line.owner_id)] += line.quantity_product_uom
            if line.location_dest_id in inside:
                units[(line.product_id, line.lot_id, line.location_dest_id, line.owner_id)] -= line.quantity_product_uom

    @api.model
    def _ic_statuses(self, piece_ids, moment=None):
        """Return dict piece id -> label of the status it has, or had at `moment` by its history."""
        pieces = self.env['product.template'].browse(piece_ids)
        labels = dict(pieces._selection_ic_status())
        if not moment:
            return {piece.id: labels.get(piece.ic_status, '') for piece in pieces}
        self.env['ic.status.log'].flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT ON (product_tmpl_id) product_tmpl_id, to_status FROM ic_status_log
                    WHERE product_tmpl_id = ANY(%s) AND date <= %s ORDER BY product_tmpl_id, date DESC, id DESC""",
                list(piece_ids),
                moment,
            )
        )
        return {piece_id: labels.get(status, '') for piece_id, status in rows}
