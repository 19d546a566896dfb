from odoo import api, fields, models
from odoo.tools import float_repr


class IcStockPlan(models.Model):
    """The numbers in words, so that nobody has to believe them."""

    _inherit = 'ic.stock.plan'

    reason = fields.Text(string="Why", compute='_compute_words')
    supply_words = fields.Char(string="Lasts", compute='_compute_words')
    sold_words = fields.Char(string="Sold Where", compute='_compute_words')

    @api.depends('sold', 'rate_days', 'lead_days', 'cover_days', 'available', 'on_order', 'reorder', 'sold_by')
    @api.depends_context('lang')
    def _compute_words(self):
        for row in self:
            row.supply_words = row._ic_supply_words()
            row.sold_words = row._ic_sold_words()
            row.reason = row._ic_reason()

    # === BUSINESS METHODS === #

    @api.model
    def _ic_figure(self, value, digits=2):
        """Return a number as people write it: no zeros at its end."""
        text = float_repr(value or 0.0, digits)
        return text.rstrip('0').rstrip('.') if '.' in text else text

    def _ic_supply_words(self):
        self.ensure_one()
        if not self.daily_rate:
            return self.env._("Nothing sold")
        if self.available <= 0:
            return self.env._("None left")
        return self.env._("%s days", self._ic_figure(self.days_of_supply, 1))

    def _ic_sold_words(self):
        self.ensure_one()
        labels = dict(self.env['ic.stock.entry']._fields['channel']._description_selection(self.env))
        told = sorted((self.sold_by or {}).items(), key=lambda item: (-float(item[1]), item[0]))
        return ', '.join(
            f"{name[1:] if name.startswith(':') else labels.get(name, name)} {self._ic_figure(float(units))}"
            for name, units in told
        )

    def _ic_reason(self):
        """Explain the suggestion with the numbers it was made of."""
        self.ensure_one()
        if self.sold <= 0:
            return self.env._("Nothing sold in %s days: nothing to get.", self.lookback)
        need = self.sold * (self.lead_days + self.cover_days) / self.rate_days
        figures = {
            'sold': self._ic_figure(self.sold),
            'days': self.rate_days,
            'lead': self.lead_days,
            'cover': self.cover_days,
            'need': self._ic_figure(need, 1),
            'available': self._ic_figure(self.available),
            'on_order': self._ic_figure(self.on_order),
            'reorder': self._ic_figure(self.reorder),
        }
        told = self.env._(
            "%(sold)s sold in %(days)s days. %(lead)s days of lead time and %(cover)s days to cover take %(need)s; "
            "%(available)s available, %(on_order)s on order",
            **figures,
        )
        if self.reorder <= 0:
            return self.env._("%s: enough.", told)
        if self.dimension == 'product':
            return self.env._("%(told)s: order %(reorder)s.", told=told, reorder=figures['reorder'])
        return self.env._("%(told)s: acquire %(reorder)s of this line.", told=told, reorder=figures['reorder'])
