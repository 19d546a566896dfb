from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.ic_inventory_luxury.models.alerts import ic_alert
from odoo.addons.ic_inventory_luxury.models.alerts.res_users import WAYS

ic_alert.AUDIENCE['till_price'] = 'ic_inventory_luxury.group_store_admin'


class IcAlert(models.Model):
    _inherit = 'ic.alert'

    kind = fields.Selection(selection_add=[('till_price', "Price at the Till")], ondelete={'till_price': 'cascade'})


class PosOrder(models.Model):
    """An order of the till charges prices that were really quoted: those of pieces that follow their metal are checked.

    A line may be paid at the price that was kept for it, or at the one of this moment. Anything else is refused before
    anything is booked. Where the money is taken already, offline or on a card, the order is kept as it was paid, and
    the dealer is told.
    """

    _inherit = 'pos.order'

    # === BUSINESS METHODS === #

    def _ic_check_pieces(self):
        """Extend to check the prices, too."""
        for order in self:
            order._ic_check_prices()
        return super()._ic_check_pieces()

    def _ic_check_prices(self):
        """Refuse prices nobody quoted, or write down why they are in doubt.

        :raise UserError: naming the piece
        """
        self.ensure_one()
        lines = self.lines.filtered(lambda line: line.qty > 0 and not line.sale_order_line_id)
        problems = lines.sudo()._ic_price_problems()
        if not problems:
            return
        words = '\n'.join(f'{line.product_id.display_name}: {problem}' for line, problem in problems.items())
        if not self._ic_is_paid_for_good():
            raise UserError(self.env._("%s\nPrice it again; the payment has not been booked.", words))
        for line, problem in problems.items():
            line.sudo().ic_price_doubt = problem
        self.env['ic.alert'].sudo()._ic_raise(
            'till_price', self.sudo(), words=words, title=self.env._("Price at the till: %s", self._ic_number())
        )

    def _ic_is_paid_for_good(self):
        """Tell whether the money of this order cannot be given back by not booking it."""
        self.ensure_one()
        return self.ic_sold_offline or any(
            payment.transaction_id or payment.payment_status == 'done' or payment.payment_method_id.use_payment_terminal
            for payment in self.payment_ids
        )


class PosOrderLine(models.Model):
    _inherit = 'pos.order.line'

    ic_price_base = fields.Float(
        string="Price Before Pricelists", copy=False, help="Of a piece whose price moves: as it was when it was added."
    )
    ic_price_mark = fields.Char(string="Priced By", copy=False, help="The price of the metal this line was priced by.")
    ic_price_at = fields.Datetime(string="Metal Price Of", copy=False)
    ic_price_doubt = fields.Char(string="Price in Doubt", copy=False, readonly=True)

    # === LOADING === #

    @api.model
    def _load_pos_data_fields(self, config):
        """Override of `point_of_sale` to let the terminal keep by what a line was priced."""
        return super()._load_pos_data_fields(config) + ['ic_price_base', 'ic_price_mark', 'ic_price_at']

    # === BUSINESS METHODS === #

    def _ic_price_problems(self):
        """Return {line: why its price is not one to be paid}; by what the others are priced is written on them."""
        problems, prices = {}, self.env['ic.pos.price']
        for config, lines in self.grouped(lambda line: line.order_id.config_id).items():
            asked = {line: line._ic_price_asked() for line in lines}
            quotes = prices._ic_quote(config, [*asked.values()])
            kept = prices._ic_of(config, [one for one in asked.values() if one['line'] in quotes])
            for line, one in asked.items():
                if one['line'] not in quotes:
                    continue
                problem = line._ic_price_problem(kept.get(one['line']), quotes[one['line']])
                if problem:
                    problems[line] = problem
        return problems

    def _ic_price_asked(self):
        self.ensure_one()
        config = self.order_id.config_id
        return {
            'line': self.uuid or str(self.id),
            'product_id': self.product_id.id,
            'quantity': self.qty,
            'tier': config._ic_tier(self.order_id.pricelist_id),
        }

    def _ic_price_problem(self, kept, quote):
        """Return why this line may not be charged as it is, '' when it may.

        :param kept: the ic.pos.price that holds for it, or None
        :param dict quote: what it costs at this moment
        """
        if not kept and quote['ic_till_no_price']:
            return self.env._("price on request. %s", quote['ic_till_no_price'])
        if self.price_type == 'manual':
            return ''  # somebody named a price; whether he may is checked elsewhere
        for amount, mark, at in self._ic_good_prices(kept, quote):
            if self._ic_is_priced_by(amount):
                self.write({'ic_price_base': amount, 'ic_price_mark': mark, 'ic_price_at': at})
                return ''
        return self.env._("its price is not one that was quoted within %s minutes.", self._ic_minutes())

    def _ic_good_prices(self, kept, quote):
        """Return (amount, mark, at) of the prices this line may have been priced by."""
        good = [(kept.amount, kept.mark, kept.price_at)] if kept else []
        if not quote['ic_till_no_price']:
            good.append((quote['amount'], quote['ic_till_mark'], quote['ic_till_at'] or False))
        return good

    def _ic_is_priced_by(self, amount):
        """Tell whether the unit price is `amount`, by the pricelist of the order."""
        order, product = self.order_id, self.product_id.with_company(self.company_id)
        if order.pricelist_id:
            store = order.company_id
            own = order.currency_id._convert(amount, product.currency_id, store, fields.Date.today(), round=False)
            product = product.with_context(ic_till_kept={product.id: own})
            amount = order.pricelist_id._get_product_price(product, self.qty, currency=order.currency_id)
        return abs(self.price_unit - amount) <= order.currency_id.rounding + 1e-9

    def _ic_minutes(self):
        return self.company_id.ic_till_price_minutes


class ResUsers(models.Model):
    _inherit = 'res.users'

    ic_alert_till_price = fields.Selection(WAYS, string="Price at the Till in Doubt", default='both', required=True)
