from odoo import models


class ResCurrency(models.Model):
    _inherit = 'res.currency'

    def _ic_price_tag(self, amount):
        """Return an amount as a price tag: cents only where there are any.

        :param float amount: in this currency
        """
        self.ensure_one()
        digits = 0 if self.is_zero(amount - round(amount)) else self.decimal_places
        lang = self.env['res.lang']._lang_get(self.env.lang or 'en_US')
        number = lang.format(f'%.{digits}f', amount, grouping=True)
        if self.position == 'before':
            return f'{self.symbol}{number}'
        return f'{number}\N{NO-BREAK SPACE}{self.symbol}'
