import logging

from odoo import api, models
from odoo.tools import SQL, float_repr

from .ic_stock_entry import USAGES

_logger = logging.getLogger(__name__)


class IcStockEntry(models.Model):
    """The proof: the entries of every piece at every place add up to what Odoo's stock shows there."""

    _inherit = 'ic.stock.entry'

    # === ACTIONS === #

    def action_check(self):
        """Check the pieces of the current companies and say the outcome."""
        found = self._ic_prove(self.env.companies)
        if not found:
            count = self.search_count([('company_id', 'in', self.env.companies.ids)])
            return self._ic_notify(
                'success',
                self.env._("Every number adds up: %s entries, no difference to the stock or to the promises.", count),
            )
        return self._ic_notify('danger', '\n'.join(words for _piece, words in found[:10]), sticky=True)

    @api.model
    def _cron_check(self):
        """Check all stores. A difference is an error in the log and an alert for those who run the store."""
        self._ic_prove(self.env['res.company'].search([('id', '!=', False)]))

    # === BUSINESS METHODS === #

    @api.model
    def _ic_prove(self, companies):
        """Compare ledger, stock and claims of `companies`; raise the alarm for what differs, end it for what agrees.

        :return: list of (product.template, words), one per difference
        """
        self.check_access('read')
        self = self.sudo()
        found = self._ic_stock_differences(companies) + self._ic_promise_differences(companies)
        alerts = self.env['ic.alert']
        for piece, words in found:
            _logger.error("Stock ledger: %s", words)
            alerts._ic_raise('ledger', piece, words=words)
        told = alerts.search([('kind', '=', 'ledger'), ('state', '=', 'open'), ('company_id', 'in', companies.ids)])
        wrong = {piece.id for piece, _words in found}
        right = self.env['product.template'].browse(
            [alert.res_id for alert in told if alert.res_model == 'product.template' and alert.res_id not in wrong]
        )
        alerts._ic_clear('ledger', right, reason=self.env._("Checked: the numbers agree again"))
        return found

    @api.model
    def _ic_stock_differences(self, companies):
        products = self.env['product.product']
        differences = self._ic_differences(companies)
        return [
            (products.browse(difference[0]).product_tmpl_id, words)
            for difference, words in zip(differences, self._ic_difference_words(differences))
        ]

    @api.model
    def _ic_differences(self, companies, products=None):
        """Compare ledger and stock, to the unit, per product, serial and place.

        :param products: only these; all products of `companies` by default
        :return: list of (product id, lot id or None, location id, units in the ledger, units in stock)
        """
        self.env.flush_all()
        return self.env.execute_query(
            SQL(
                """
                WITH told AS (
                    SELECT product_id, lot_id, location_id, SUM(quantity) AS units
                      FROM ic_stock_entry
                     WHERE company_id = ANY(%(companies)s)
                       AND (%(products)s::int[] IS NULL OR product_id = ANY(%(products)s))
                     GROUP BY product_id, lot_id, location_id
                ), held AS (
                    SELECT quant.product_id, quant.lot_id, quant.location_id, SUM(quant.quantity) AS units
                      FROM stock_quant quant
                      JOIN stock_location location ON location.id = quant.location_id
                      JOIN product_product product ON product.id = quant.product_id
                      JOIN product_template piece ON piece.id = product.product_tmpl_id
                     WHERE piece.ic_category IS NOT NULL AND location.usage = ANY(%(usages)s)
                       AND piece.company_id = ANY(%(companies)s)
                       AND (%(products)s::int[] IS NULL OR quant.product_id = ANY(%(products)s))
                     GROUP BY quant.product_id, quant.lot_id, quant.location_id
                )
                SELECT COALESCE(told.product_id, held.product_id), COALESCE(told.lot_id, held.lot_id),
                       COALESCE(told.location_id, held.location_id),
                       COALESCE(told.units, 0), COALESCE(held.units, 0)
                  FROM told FULL JOIN held ON held.product_id = told.product_id
                   AND held.lot_id IS NOT DISTINCT FROM told.lot_id AND held.location_id = told.location_id
                 WHERE ABS(COALESCE(told.units, 0) - COALESCE(held.units, 0)) > 0.00001
                 ORDER BY 1, 3""",
                companies=companies.ids,
                products=None if products is None else products.ids,
                usages=list(USAGES),
            )
        )

    @api.model
    def _ic_difference_words(self, found):
        """Return one sentence per difference."""
        return [
            self.env._(
                "%(piece)s at %(place)s: the ledger says %(told)s, the stock says %(held)s.",
                piece=self.env['product.product'].browse(product_id).display_name,
                place=self.env['stock.location'].browse(location_id).display_name,
                told=float_repr(told, 2),
                held=float_repr(held, 2),
            )
            for product_id, _lot_id, location_id, told, held in found
        ]

    @api.model
    def _ic_notify(self, kind, message, sticky=False):
        return {
            'type': 'ir.actions.client',
            'tag': 'display_notification',
            'params': {'title': self.env._("Stock Ledger"), 'message': message, 'type': kind, 'sticky': sticky},
        }
