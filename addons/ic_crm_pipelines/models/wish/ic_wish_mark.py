from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL

from .ic_wish_piece import LOOKED_AT

BATCH = 500
# Of several reasons to look at a piece the one a person wants to hear.
RANK = ('price', 'available', 'intake', 'change')


class IcWishMark(models.Model):
    """What is still to be compared. Rows are only ever added, never changed, so that no sale waits for the job, and
    the job takes all there are of a piece at once. Kept by the system."""

    _name = 'ic.wish.mark'
    _description = "To Compare with Wishes"
    _log_access = False

    product_tmpl_id = fields.Many2one('product.template', readonly=True, ondelete='cascade', index='btree_not_null')
    wish_id = fields.Many2one('ic.wish', readonly=True, ondelete='cascade', index='btree_not_null')
    company_id = fields.Many2one('res.company', required=True, readonly=True, ondelete='cascade')
    cause = fields.Char(readonly=True)

    # === BUSINESS METHODS === #

    @api.model
    def _ic_mark(self, pieces=None, wishes=None, cause='change'):
        """Have pieces or wishes compared soon after this transaction: one statement, and one call of the job."""
        cron = self.env['ir.model.data']._xmlid_to_res_id('ic_crm_pipelines.ic_wish_cron_match')
        if not cron:  # while the addon is being installed
            return
        for column, records in (('product_tmpl_id', pieces), ('wish_id', wishes)):
            if records:
                self.env.cr.execute(
                    SQL(
                        "INSERT INTO ic_wish_mark (%s, company_id, cause)"
                        " SELECT *, %s FROM UNNEST(%s::int[], %s::int[])",
                        SQL.identifier(column),
                        cause,
                        records.ids,
                        [record.company_id.id or None for record in records],
                    )
                )
        self.env['ir.cron'].sudo().browse(cron)._trigger()

    @api.model
    def _cron_match(self):
        """Compare everything that is marked, in batches that are kept one by one."""
        while True:
            count = self._ic_take()
            left = bool(self.search([], limit=1))
            if self.env.context.get('cron_id'):
                self.env['ir.cron']._commit_progress(count, remaining=int(left))
            if not count or not left:
                return

    @api.model
    def _ic_take(self):
        """Compare one batch of marked pieces and wishes. Returns how many marks it has dealt with."""
        rows = self.env.execute_query(
            SQL(
                """
                DELETE FROM ic_wish_mark WHERE id IN (
                    SELECT id FROM ic_wish_mark ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED)
                RETURNING product_tmpl_id, wish_id, cause""",
                BATCH,
            )
        )
        causes, wish_ids = defaultdict(set), set()
        for piece_id, wish_id, cause in rows:
            if piece_id:
                causes[piece_id].add(cause)
            else:
                wish_ids.add(wish_id)
        self.invalidate_model()
        pieces = self.env['product.template'].browse(sorted(causes)).exists()
        pieces.fetch(LOOKED_AT)
        best = {number: min(found, key=RANK.index) for number, found in causes.items()}
        for company in pieces.company_id:
            mine = pieces.filtered(lambda piece: piece.company_id == company)
            self.env['ic.wish.match'].with_company(company)._ic_match_pieces(mine, best)
        self.env['ic.wish'].browse(sorted(wish_ids)).exists()._ic_match_stock('wish')
        return len(rows)
