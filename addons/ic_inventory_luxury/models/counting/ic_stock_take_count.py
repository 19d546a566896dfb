from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .piece_place import HELD

MOST_OPS = 200
MOST_UNITS = 100000
COUNTS = ('found', 'quantity', 'arrived', 'elsewhere', 'unstocked', 'sold')


class IcStockTake(models.Model):
    """What the counting screen asks the server. The server is the truth; the screen may send anything twice."""

    _inherit = 'ic.stock.take'

    # === BUSINESS METHODS: CALLED BY THE SCREEN === #

    def ic_open_screen(self):
        """Return all the counting screen shows at first: the take, its places, what is expected, the last scans."""
        self.ensure_one()
        self._ic_check_may_count()
        places = self.location_id.sudo()._ic_inside()
        lines = self.sudo().line_ids.filtered(lambda line: line.expected_qty > 0)
        scans = self.sudo().scan_ids.filtered(lambda scan: not scan.undone)
        counted = {scan.lot_id.id for scan in scans if scan.lot_id}
        return {
            'id': self.id,
            'name': self.name,
            'place': self.location_id.ic_path,
            'state': self.state,
            'user_id': self.env.uid,
            'places': [{'id': place.id, 'name': place.ic_path, 'barcode': place.barcode or ''} for place in places],
            'lines': [
                {
                    'sku': line.sku or '',
                    'serial': line.serial or '',
                    'title': line.title or '',
                    'place': line.location_id.ic_path,
                    'piece_id': line.product_tmpl_id.id,
                    'counted': line.lot_id.id in counted,
                    'kind': line.kind,
                }
                for line in lines
            ],
            'scans': [scan._ic_screen_values() for scan in scans[:8]],
            'progress': self._ic_progress(),
        }

    def ic_send(self, ops):
        """Take scans and undos in the order given. Sending the same again changes nothing and gives the same answer.

        :param list ops: of {'uid': str, 'type': 'scan', 'code': str, 'quantity': float, 'place_id': int or False,
            'product_id': int or False} or {'uid': str, 'type': 'undo', 'target': uid of the scan}
        :return: {'state': ..., 'results': one dict per op, 'progress': {...}}; no results when the take is not counted
        """
        self.ensure_one()
        self._ic_check_may_count()
        # The shared lock lets everybody scan at once and makes whoever ends the count wait, or us notice that he did.
        self.flush_recordset(['state'])
        state = self.env.execute_query(SQL('SELECT state FROM ic_stock_take WHERE id = %s FOR SHARE', self.id))[0][0]
        if state != 'counting':
            return {'state': state, 'results': [], 'progress': self._ic_progress()}
        results = []
        for op in (ops or [])[:MOST_OPS]:
            undo = op.get('type') == 'undo'
            results.append(self._ic_undo(op) if undo else self._ic_scan(op))
        return {'state': state, 'results': results, 'progress': self._ic_progress()}

    def ic_poll(self):
        """Return how far the count is, for the screens of those who count along."""
        self.ensure_one()
        self.check_access('read')
        return {'state': self.state, 'progress': self._ic_progress()}

    # === BUSINESS METHODS === #

    def _ic_check_may_count(self):
        self.check_access('read')
        if not self.env.su and not self.env.user.has_group('ic_inventory_luxury.group_manage_inventory'):
            raise AccessError(
                self.env._("Only people who manage inventory count. Ask for the right \"Manage Inventory\".")
            )

    def _ic_progress(self):
        """Return the figures of the screen in one query: units expected and found, and what is odd."""
        self.ensure_one()
        if not self.id:
            return {'expected': 0, 'found': 0, 'elsewhere': 0, 'unknown': 0, 'sold': 0, 'people': 0}
        self.env['ic.stock.take.line'].flush_model()
        self.env['ic.stock.take.scan'].flush_model()
        row = self.env.execute_query(
            SQL(
                """
                SELECT (SELECT COALESCE(SUM(expected_qty), 0) FROM ic_stock_take_line WHERE take_id = %(take)s),
                       COUNT(*) FILTER (WHERE outcome = 'found') + COALESCE((
                           SELECT SUM(LEAST(line.expected_qty, GREATEST(counted.units, 0)))
                             FROM ic_stock_take_line line
                             JOIN (SELECT product_id, SUM(quantity) AS units FROM ic_stock_take_scan
                                    WHERE take_id = %(take)s AND outcome = 'quantity' AND undone IS NOT TRUE
                                    GROUP BY product_id) counted ON counted.product_id = line.product_id
                            WHERE line.take_id = %(take)s AND line.kind = 'quantity'), 0),
                       COUNT(*) FILTER (WHERE outcome IN ('elsewhere', 'unstocked')),
                       COUNT(DISTINCT UPPER(code)) FILTER (WHERE outcome = 'unknown'),
                       COUNT(*) FILTER (WHERE outcome = 'sold'),
                       COUNT(DISTINCT user_id)
                  FROM ic_stock_take_scan
                 WHERE take_id = %(take)s AND undone IS NOT TRUE""",
                take=self.id,
            )
        )[0]
        return dict(zip(('expected', 'found', 'elsewhere', 'unknown', 'sold', 'people'), map(int, row)))

    def _ic_scan(self, op):
        """Take one scan; returns what the screen shows."""
        uid, code = str(op.get('uid') or ''), self.env['product.template']._ic_scanned(op.get('code'))
        if not uid or len(uid) > 64 or not code:
            raise UserError(self.env._("This scan is incomplete. Reload the page and scan again."))
        vals = self._ic_scan_values(op, code)
        scan = self._ic_insert_scan({**vals, 'client_uid': uid, 'code': code})
        return scan._ic_screen_values()

    def _ic_scan_values(self, op, code):
        """Return what a scan of `code` is: the outcome, with product, serial, quantity and place."""
        place = self._ic_said_place(op.get('place_id'))
        vals = {'product_id': None, 'lot_id': None, 'location_id': place, 'quantity': 1.0, 'system_qty': None}
        line = self._ic_line_of_code(code)
        if line:
            return {**vals, 'outcome': 'found', 'product_id': line.product_id.id, 'lot_id': line.lot_id.id}
        pieces = self.env['product.template'].with_company(self.company_id)._ic_pieces_of_code(code)
        pieces = pieces.filtered(lambda piece: piece.company_id == self.company_id)
        if op.get('product_id'):
            pieces = pieces.filtered(lambda piece: op['product_id'] in piece.product_variant_ids.ids)
        if len(pieces) != 1:
            return {**vals, 'outcome': 'ambiguous' if pieces else 'unknown'}
        product = pieces.with_context(active_test=False).product_variant_ids[:1]
        vals['product_id'] = product.id
        lot = self._ic_lot_of(pieces, product) if pieces.ic_is_unique else None
        if not lot:
            units = self._ic_units(op.get('quantity'))
            return {**vals, 'outcome': 'quantity', 'quantity': units, 'system_qty': self._ic_units_here(product)}
        return {**vals, 'lot_id': lot.id, 'outcome': self._ic_lot_outcome(lot)}

    def _ic_said_place(self, place_id):
        """Return the id of the place inside this one that the person said to be at, or None."""
        return place_id if place_id and place_id in self.location_id.sudo()._ic_inside().ids else None

    def _ic_units(self, quantity):
        units = float(quantity or 1.0)
        if not -MOST_UNITS <= units <= MOST_UNITS:
            raise UserError(self.env._("%s is no quantity to count.", quantity))
        return units

    def _ic_line_of_code(self, code):
        """Return the one expected serial that carries `code`: the common case, answered with one query."""
        rows = self.env.execute_query(
            SQL(
                """SELECT id FROM ic_stock_take_line
                    WHERE take_id = %s AND kind = 'serial' AND expected_qty > 0
                      AND (UPPER(sku) = UPPER(%s) OR UPPER(serial) = UPPER(%s)) LIMIT 2""",
                self.id,
                code,
                code,
            )
        )
        return self.env['ic.stock.take.line'].sudo().browse(rows[0][0] if len(rows) == 1 else [])

    def _ic_lot_of(self, piece, product):
        """Return the serial of a piece of one: the one in stock, else the one it should carry (made where needed)."""
        lots = self.env['stock.lot'].sudo().search([('product_id', '=', product.id)])
        if len(lots) > 1:
            stocked = piece._ic_quants().lot_id
            lots = stocked or lots.filtered(lambda lot: lot.name == piece._ic_lot_name()) or lots
        return lots[:1] or self.env['stock.lot'].sudo().browse(piece.sudo()._ic_lots()[piece.id])

    def _ic_lot_outcome(self, lot):
        """Tell what it means that a serial which was not expected lies here."""
        quants = self.env['stock.quant'].sudo().search([('lot_id', '=', lot.id), ('quantity', '>', 0)])
        held = quants.filtered(lambda quant: quant.location_id.usage in HELD).location_id
        if held:
            return 'arrived' if held[:1] in self.location_id.sudo()._ic_inside() else 'elsewhere'
        return 'sold' if any(quant.location_id.usage == 'customer' for quant in quants) else 'unstocked'

    def _ic_units_here(self, product):
        return sum(self._ic_quants_here().filtered(lambda quant: quant.product_id == product).mapped('quantity'))

    def _ic_insert_scan(self, vals):
        """Add the scan, or find that the same was sent before, or note that the serial was counted before.

        The database decides: under REPEATABLE READ an insert that meets a row of a transaction unknown to this one
        fails and is retried by Odoo on fresh data.
        """
        Scan = self.env['ic.stock.take.scan'].sudo()
        values = {
            **vals,
            'take_id': self.id,
            'company_id': self.company_id.id,
            'user_id': self.env.uid,
            'date': fields.Datetime.now(),
        }
        scan_id = self._ic_insert(values)
        if scan_id:
            return Scan.browse(scan_id)
        sent = Scan.search([('take_id', '=', self.id), ('client_uid', '=', vals['client_uid'])])
        if sent:
            return sent
        first = Scan.search(
            [('take_id', '=', self.id), ('lot_id', '=', vals['lot_id']), ('undone', '=', False)], limit=1
        )
        return Scan.browse(self._ic_insert({**values, 'lot_id': None, 'outcome': 'again', 'repeat_of_id': first.id}))

    @api.model
    def _ic_insert(self, values):
        self.env['ic.stock.take.scan'].flush_model()
        names = [SQL.identifier(name) for name in values]
        rows = self.env.execute_query(
            SQL(
                'INSERT INTO ic_stock_take_scan (%s) VALUES %s ON CONFLICT DO NOTHING RETURNING id',
                SQL(', ').join(names),
                tuple(value if value is not False else None for value in values.values()),
            )
        )
        self.env['ic.stock.take'].browse(values['take_id']).invalidate_recordset(['scan_ids'])
        return rows[0][0] if rows else None

    def _ic_undo(self, op):
        """Take back one's own scan. Where somebody else scanned the same piece too, his scan counts from now on."""
        Scan = self.env['ic.stock.take.scan'].sudo()
        scan = Scan.search([('take_id', '=', self.id), ('client_uid', '=', str(op.get('target') or ''))])
        if scan.user_id.id not in (False, self.env.uid) and not self.env.su:
            raise UserError(self.env._("Only who scanned it can undo a scan."))
        if scan and not scan.undone:
            again = Scan.search([('repeat_of_id', '=', scan.id), ('undone', '=', False)], order='id', limit=1)
            scan.undone = True
            scan.flush_recordset()
            if again:
                again.write({'lot_id': scan.lot_id.id, 'outcome': scan.outcome, 'repeat_of_id': False})
        return {'uid': op.get('uid'), 'type': 'undo', 'target': op.get('target'), 'undone': bool(scan)}


class IcStockTakeScan(models.Model):
    _inherit = 'ic.stock.take.scan'

    # === BUSINESS METHODS === #

    def _ic_screen_values(self):
        """Return a scan as the counting screen shows it."""
        self.ensure_one()
        piece = self.product_id.product_tmpl_id
        return {
            'uid': self.client_uid,
            'type': 'scan',
            'code': self.code,
            'outcome': self.outcome,
            'title': piece.name or '',
            'sku': piece.default_code or '',
            'serial': piece.ic_serial or '',
            'piece_id': piece.id,
            'product_id': self.product_id.id,
            'place': self._ic_hint(),
            'quantity': self.quantity,
            'total': self._ic_total() if self.outcome == 'quantity' else 0,
            'user': self.user_id.name,
            'user_id': self.user_id.id,
            'choices': self._ic_choices() if self.outcome == 'ambiguous' else [],
        }

    def _ic_hint(self):
        """Return the place that matters for the outcome: where the stock believes the piece to be."""
        if self.outcome == 'elsewhere':
            return self.product_id.product_tmpl_id.ic_location_id.ic_path or ''
        if self.outcome == 'again' and self.repeat_of_id:
            return self.repeat_of_id.user_id.name
        if self.outcome == 'found' and self.location_id:
            line = self.take_id.line_ids.filtered(lambda line: line.lot_id == self.lot_id)[:1]
            return line.location_id.ic_path if line.location_id not in (False, self.location_id) else ''
        return ''

    def _ic_total(self):
        scans = self.search(
            [
                ('take_id', '=', self.take_id.id),
                ('product_id', '=', self.product_id.id),
                ('outcome', '=', 'quantity'),
                ('undone', '=', False),
            ]
        )
        return sum(scans.mapped('quantity'))

    def _ic_choices(self):
        pieces = self.env['product.template'].sudo()._ic_pieces_of_code(self.code)
        return [
            {
                'product_id': piece.with_context(active_test=False).product_variant_ids[:1].id,
                'title': piece.name,
                'sku': piece.default_code,
            }
            for piece in pieces.filtered(lambda piece: piece.company_id == self.company_id)
        ]
