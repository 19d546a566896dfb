from odoo import api, fields, models

from ..locks import lock_pieces


class IcConsignmentPayout(models.Model):
    """What a return does to a payout: the part that came back is taken back, once."""

    _inherit = 'ic.consignment.payout'

    # === BUSINESS METHODS === #

    @api.model
    def _ic_settle_returns(self, returns):
        """Take back what was owed for pieces that came back. Safe to call again.

        Settled with the bill while that is open; a credit on the consignor once it is paid. What nobody was owed
        anything for (a piece of our own, a loan) is left alone.

        :param returns: list of dicts: 'origin' (the record that brought it back), 'piece' (product.template),
            'quantity' (units), 'document' (its name) and, where known, 'sold_by' (the record that sold it, as given
            to `_ic_settle_sales`) and 'date'. Without 'sold_by' the latest sale of the piece is taken back.
        :return: the new payouts, with negative amounts
        """
        self = self.sudo()
        pieces = self.env['product.template'].sudo().union(*[back['piece'] for back in returns])
        if not self.search_count([('product_tmpl_id', 'in', pieces.ids)], limit=1):
            return self.browse()
        lock_pieces(pieces)
        settled = self._settled({back['origin'] for back in returns})
        result = self.browse()
        for back in returns:
            if (back['origin']._name, back['origin'].id) not in settled:
                result += self._take_back(back)
        return result

    @api.model
    def _take_back(self, back):
        """Take back `back['quantity']` units from the sales they belong to; returns the new payouts."""
        left, result = back['quantity'], self.browse()
        for sold in self._sold_before(back):
            units = min(left, sold.quantity - sold.returned_quantity)
            if units <= 0:
                continue
            result += self.create(sold._prepare_return_values(back, units))
            sold.returned_quantity += units
            left -= units
        result._book_all()
        return result

    @api.model
    def _sold_before(self, back):
        """Return the payouts the return can be about: that of its own sale, else those of the piece, latest first."""
        sold_by = back.get('sold_by')
        if sold_by:
            exact = self.search(
                [('kind', '=', 'sale'), ('origin_model', '=', sold_by._name), ('origin_id', '=', sold_by.id)]
            )
            if exact:
                return exact
        return self.search([('kind', '=', 'sale'), ('product_tmpl_id', '=', back['piece'].id)], order='id desc')

    def _prepare_return_values(self, back, units):
        """Return the values of the row that takes `units` of this sale back."""
        self.ensure_one()
        date = back.get('date') or fields.Date.context_today(self)
        return {
            'name': self._next_name(self.company_id, date),
            'kind': 'return',
            'company_id': self.company_id.id,
            'product_tmpl_id': self.product_tmpl_id.id,
            'consignor_id': self.consignor_id.id,
            'date': date,
            'quantity': units,
            'document': back['document'] or self.document,
            'sale_line_id': self.sale_line_id.id,
            'origin_model': back['origin']._name,
            'origin_id': back['origin'].id,
            'sold_payout_id': self.id,
            'share_type': self.share_type,
            'share_percent': self.share_percent,
            'share_fixed': self.share_fixed,
            'sale_currency_id': self.sale_currency_id.id,
            'explanation': self.env._(
                "%(quantity)g came back with %(document)s: %(sale)s",
                quantity=units,
                document=back['document'] or self.document,
                sale=self.explanation or self.name,
            ),
        }

    def _prepare_return_amounts(self):
        """Return the amounts this return takes back. The last return takes what is left, so that no cents remain."""
        self.ensure_one()
        sold = self.sold_payout_id
        earlier = sold.return_ids.filtered(lambda payout: payout.id < self.id)
        last = sum(earlier.mapped('quantity')) + self.quantity >= sold.quantity

        def part(name, currency):
            if last:
                return -(sold[name] + sum(earlier.mapped(name)))
            return -currency.round(sold[name] * self.quantity / sold.quantity)

        return {
            'sale_net': part('sale_net', self.sale_currency_id),
            'net_price': part('net_price', self.currency_id),
            'amount': part('amount', self.currency_id),
        }

    def _settle_with_bill(self):
        """Reconcile the refund with what is still open on the bill of the sale."""
        lines = (self.move_id | self.sold_payout_id.move_id).line_ids.filtered(
            lambda line: line.account_id.account_type == 'liability_payable' and not line.reconciled
        )
        if len(lines.move_id) > 1 and len(lines.account_id) == 1:
            lines.reconcile()
