from odoo import api, models
from odoo.tools import SQL, float_repr

BATCH = 5000


class IcStockEntry(models.Model):
    """The second proof: what is promised agrees with the claims, and what may be promised with the stock."""

    _inherit = 'ic.stock.entry'

    @api.model
    def _ic_claim_differences(self, companies, products=None):
        """Compare the counters with the claims and with the stock, to the unit.

        :param products: only these; all products of `companies` by default
        :return: list of (product id, 'claimed' or 'capacity' or 'missing', what the counter says, what is true);
            units without limit are None, and so is the figure of a counter that is missing
        """
        counters = self.env['ic.claim.counter'].sudo()
        found = self._ic_claimed_differences(companies, products)
        rows = counters.search(
            [('company_id', 'in', companies.ids), *([('product_id', 'in', products.ids)] if products else [])],
            order='product_id',
        )
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH].product_id
            for product_id, (capacity, _claimed, written) in counters._ic_levels(batch).items():
                if (capacity is None) != (written is None) or abs((capacity or 0.0) - (written or 0.0)) > 0.00001:
                    found.append((product_id, 'capacity', written, capacity))
        return found

    @api.model
    def _ic_claimed_differences(self, companies, products=None):
        """Compare what the counters say is claimed with the sum of the claims that are active."""
        self.env.flush_all()
        return self.env.execute_query(
            SQL(
                """
                WITH truth AS (
                    SELECT product_id, SUM(quantity - fulfilled) AS units
                      FROM ic_claim
                     WHERE state IN ('held', 'committed') AND company_id = ANY(%(companies)s)
                     GROUP BY product_id
                ), counter AS (
                    SELECT product_id, claimed FROM ic_claim_counter WHERE company_id = ANY(%(companies)s)
                )
                SELECT COALESCE(counter.product_id, truth.product_id),
                       CASE WHEN counter.product_id IS NULL THEN 'missing' ELSE 'claimed' END,
                       counter.claimed, COALESCE(truth.units, 0)
                  FROM truth FULL JOIN counter ON counter.product_id = truth.product_id
                 WHERE (counter.product_id IS NULL
                        OR ABS(COALESCE(counter.claimed, 0) - COALESCE(truth.units, 0)) > 0.00001)
                   AND (%(products)s::int[] IS NULL
                        OR COALESCE(counter.product_id, truth.product_id) = ANY(%(products)s))
                 ORDER BY 1""",
                companies=companies.ids,
                products=None if products is None else products.ids,
            )
        )

    @api.model
    def _ic_promise_differences(self, companies):
        """Return (product.template, words) per difference between counters, claims and stock."""
        words = {
            'claimed': self.env._("%(piece)s: the counter says %(told)s promised, the claims add up to %(true)s."),
            'capacity': self.env._("%(piece)s: the counter lets %(told)s be promised, the stock says %(true)s."),
            'missing': self.env._("%(piece)s: %(true)s promised, but no counter holds it."),
        }
        result = []
        for product_id, kind, told, true in self._ic_claim_differences(companies):
            product = self.env['product.product'].browse(product_id)
            figures = {'piece': product.display_name, 'told': self._ic_units(told), 'true': self._ic_units(true)}
            result.append((product.product_tmpl_id, words[kind] % figures))
        return result

    @api.model
    def _ic_units(self, units):
        return self.env._("any number") if units is None else float_repr(units, 2)
