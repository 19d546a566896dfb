from odoo import api, models

from ...importing import values
from ...importing.columns import plain
from ...importing.rows import MONEY

HEADING_CURRENCIES = ('EUR', 'USD', 'GBP', 'CHF', 'JPY', 'AUD', 'CAD', 'HKD', 'SGD')


class IcImport(models.Model):
    """Prices in the list's currency become prices in the store's, at a rate the dealer sees."""

    _inherit = 'ic.import'

    # === COMPUTE === #

    @api.depends('fixed_rate', 'currency_id', 'company_id', 'file', 'column_ids.target')
    def _compute_rate(self):
        for record in self:
            foreign = record._foreign_currency()
            own = record.company_id.currency_id
            record.foreign_currency_id = foreign
            rate = record._rate(foreign) if foreign else None
            if not foreign:
                record.rate_text = False
            elif not rate:
                record.rate_text = self.env._("No rate for %s yet: enter one.", foreign.name)
            else:
                record.rate_text = self.env._(
                    "1 %(foreign)s = %(rate).4f %(own)s (%(where)s)",
                    foreign=foreign.name,
                    rate=rate,
                    own=own.name,
                    where=self.env._("your own rate") if record.fixed_rate else self.env._("Odoo's rate of today"),
                )

    # === BUSINESS METHODS === #

    def _guess_currency(self, commands, rows):
        """Return the id of the currency of the first prices in the file; the company's where they do not say."""
        columns = [command[2] for command in commands if command[0] == 0]
        names = {vals['target']: vals['column_name'] for vals in columns if vals['target']}
        found = set()
        for row in rows:
            code = values.parse_currency(row.get(names.get('currency'), ''))
            for target in MONEY:
                try:
                    found.add(values.parse_price(row.get(names.get(target), ''))[1] or code)
                except values.ValueProblem:
                    continue
        heading = {word for word in plain(names.get('price', '')).upper().split() if word in HEADING_CURRENCIES}
        if found == {None} and len(heading) == 1:
            found = heading
        if None in found:  # some prices name a currency and some do not: these are in the store's own
            found = set()
        currency = self.env['res.currency'].with_context(active_test=False)
        if len(found) == 1:
            currency = currency.search([('name', '=', found.pop())], limit=1)
        return (currency or (self.company_id or self.env.company).currency_id).id

    def _foreign_currency(self):
        self.ensure_one()
        priced = any(column.target in MONEY for column in self.column_ids)
        own = self.company_id.currency_id
        return self.currency_id if priced and self.currency_id and self.currency_id != own else self.env['res.currency']

    def _rate(self, currency):
        """Return how many units of the company's currency one unit of `currency` is, or None when nobody said so.

        Odoo converts one to one when it knows no rate at all; a price wrong by the exchange rate is worse than none.
        """
        self.ensure_one()
        own = self.company_id.currency_id
        if not currency or currency == own:
            return 1.0
        if self.fixed_rate and currency == self.currency_id:
            return self.fixed_rate
        known = (
            self.env['res.currency.rate']
            .sudo()
            .search_count(
                [
                    ('currency_id', 'in', (currency.id, own.id)),
                    ('company_id', 'in', (self.company_id.root_id.id, False)),
                ],
                limit=1,
            )
        )
        return currency._get_conversion_rate(currency, own, self.company_id) if known else None
