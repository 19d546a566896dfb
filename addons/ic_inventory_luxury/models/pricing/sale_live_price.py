from odoo import api, fields, models
from odoo.exceptions import UserError

from ..cost_flow import VIEW_COST


class SaleOrder(models.Model):
    """Offers follow prices that move, until they are promised or confirmed; nothing is sold at a price nobody knows."""

    _inherit = 'sale.order'

    # === CRUD === #

    def write(self, vals):
        """Override of `sale` to confirm nothing whose price is not known. Every way to an order writes its state."""
        if vals.get('state') == 'sale':
            self._ic_check_prices_known()
        return super().write(vals)

    # === ACTIONS === #

    def action_confirm(self):
        """Override of `sale`: what was not promised is sold at the price of this moment, and the order says so.

        :raise UserError: to a customer whose total would be another than the one he agreed to
        """
        changed = self._ic_follow_prices()
        if changed and not self.env.user._is_internal() and not self.env.su:
            raise UserError(changed._ic_moved_words())
        for order, lines in changed.grouped('order_id').items():
            order.message_post(body=lines._ic_moved_words())
        return super().action_confirm()

    def action_quotation_send(self):
        """Override of `sale` to send the prices of this moment."""
        self._ic_follow_prices()
        return super().action_quotation_send()

    # === BUSINESS METHODS === #

    def _ic_keeps_prices(self):
        """Tell whether the prices of this order are promised: its quotation is held, or its payment has begun."""
        self.ensure_one()
        paying = self.sudo().transaction_ids.filtered(lambda one: one.state in ('pending', 'authorized', 'done'))
        return bool(paying or self.ic_quote_hold_id)

    def _ic_open_for_prices(self):
        """Return the lines of these orders whose prices move and are not promised yet, and {piece: LivePrice}."""
        offers = self.filtered(lambda order: order.state in ('draft', 'sent'))
        live = offers.order_line.product_id.product_tmpl_id._ic_live_prices()
        if not live:
            return self.env['sale.order.line'], live
        lines = offers.order_line.filtered(lambda line: line.product_id.product_tmpl_id in live)
        kept = lines.order_id.filtered(lambda order: order._ic_keeps_prices())
        return lines.filtered(lambda line: line.order_id not in kept), live

    def _ic_follow_prices(self):
        """Bring these offers to the prices of this moment; a price that a person typed stays.

        :return: the lines whose price is another now
        """
        lines, live = (
            self.sudo()._ic_open_for_prices()
        )  # whoever looks at an offer, or prints it, sees the price of now
        due = lines.filtered(lambda line: line._ic_is_behind(live))
        before = {line: line.price_unit for line in due}
        due._compute_price_unit()
        due._compute_ic_price_mark()
        moved = due.filtered(lambda line: line.currency_id.compare_amounts(before[line], line.price_unit))
        return moved.sudo(self.env.su)

    def _ic_check_prices_known(self):
        """Refuse what costs nobody knows what at this moment.

        :raise UserError: naming the goods and why there is no price
        """
        lines, _live = self._ic_open_for_prices()
        reasons = lines.product_id.product_tmpl_id._ic_no_price_reasons()
        if reasons:
            raise UserError(
                "\n".join(
                    self.env._(
                        "%(piece)s has no price at this moment: %(why)s. It can be sold again as soon as there is one.",
                        piece=piece.name,
                        why=why[:1].lower() + why[1:],
                    )
                    for piece, why in reasons.items()
                )
            )


class SaleOrderLine(models.Model):
    """By what the price of a line was computed: price, goods and this mark belong together."""

    _inherit = 'sale.order.line'

    ic_price_mark = fields.Char(
        string="Priced By",
        compute='_compute_ic_price_mark',
        store=True,
        copy=False,
        help="The price of the metal, for example, that the price of this line rests on.",
    )
    # Not made before the row, as others are: then everybody who sells would have to be allowed to read it.
    ic_price_metal_value = fields.Float(
        string="Metal in One Unit",
        compute='_compute_ic_price_mark',
        store=True,
        copy=False,
        digits=(16, 4),
        aggregator=None,
        groups=VIEW_COST,
        help="What the metal in one unit was worth then, in the currency of the store.",
    )

    # === COMPUTE METHODS === #

    @api.depends('product_id', 'price_unit')
    def _compute_ic_price_mark(self):
        offers = self.filtered(lambda line: line.order_id.state in ('draft', 'sent', False) and line.product_id)
        live = offers.product_id.product_tmpl_id._ic_live_prices()
        known = set(offers._ids)
        for line in self.sudo():  # what the metal was worth is for few to see
            keeps = line.id not in known
            price = None if keeps else live.get(line.product_id.product_tmpl_id)
            line.ic_price_mark = line.ic_price_mark if keeps else price and price.mark
            line.ic_price_metal_value = line.ic_price_metal_value if keeps else price.basis if price else 0.0

    def _ic_price_warning(self):
        """Extend to say that there is no price at this moment."""
        piece = self.product_id.product_tmpl_id
        reason = piece and self.order_id.state in ('draft', 'sent') and piece._ic_no_price_reasons().get(piece)
        if reason and not self.order_id._ic_keeps_prices():
            return self.env._("%(piece)s: no price. %(why)s.", piece=piece.display_name, why=reason)
        return super()._ic_price_warning()

    # === BUSINESS METHODS === #

    def _ic_is_behind(self, live):
        """Tell whether the price of this line was computed by something else than what holds now."""
        self.ensure_one()
        price = live.get(self.product_id.product_tmpl_id)
        return bool(price) and (price.amount is None or price.mark != self.ic_price_mark or not self.price_unit)

    def _ic_moved_words(self):
        """Return in words what the prices of these lines are now."""
        prices = ', '.join(f'{line.product_id.name} {line.currency_id.format(line.price_unit)}' for line in self)
        return self.env._("Prices have moved with the metal: %s.", prices)


class IrActionsReport(models.Model):
    _inherit = 'ir.actions.report'

    def _render_qweb_html(self, report_ref, docids, data=None):
        """Override of `base`: a quotation is printed at the prices of this moment."""
        if docids and self._get_report(report_ref).model == 'sale.order':
            self.env['sale.order'].browse(docids).exists()._ic_follow_prices()
        return super()._render_qweb_html(report_ref, docids, data=data)
