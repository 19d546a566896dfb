import logging

from odoo import Command, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.misc import format_amount, format_date

_logger = logging.getLogger(__name__)


class IcConsignmentPayout(models.Model):
    """From a payout to the books: a vendor bill of the consignor, or a refund that takes part of one back."""

    _inherit = 'ic.consignment.payout'

    # === BUSINESS METHODS === #

    def _book_all(self):
        for payout in self:
            payout._book()

    def _book(self):
        """Work out the share and post the bill. What the books refuse is kept with the reason and never lost.

        A sale must not fail because a journal is missing or a month is closed: the buyer stands at the counter. The
        row then stays "Not booked", says why, and is booked from the list once that is mended.
        """
        self.ensure_one()
        if not self._needs_bill():
            return
        self.problem = False
        try:
            self._work_out()
            if self.currency_id.is_zero(self.amount):
                return
            with self.env.cr.savepoint():
                self._check_books()
                self._post_bill()
        except (UserError, ValidationError) as reason:
            self.problem = str(reason)
            _logger.info("Payout %s is not booked: %s", self.name, reason)
        if self.move_id:
            self.return_ids.sorted('id')._book_all()  # what came back before the sale could be booked

    def _needs_bill(self):
        self.ensure_one()
        if self.move_id:
            return False
        return bool(self.sold_payout_id.move_id) if self.kind == 'return' else self.returned_quantity < self.quantity

    def _work_out(self):
        """Set net price, share and explanation in the company's currency, rounded to its cents."""
        if self.kind == 'return':
            self.write(self._prepare_return_amounts())
            return
        self._check_rate()
        net = self.sale_currency_id._convert(self.sale_net, self.currency_id, self.company_id, self.date)
        share = net * self.share_percent / 100 if self.share_type == 'percent' else self.share_fixed * self.quantity
        self.write({'net_price': net, 'amount': self.currency_id.round(share)})
        self.explanation = self._explain()

    def _explain(self):
        """Return how the share came about, e.g. "60 % of $ 12,000.00 net of S00012"."""
        net = format_amount(self.env, self.sale_net, self.sale_currency_id)
        if self.sale_currency_id != self.currency_id:
            net = self.env._(
                "%(net)s net (%(converted)s at the rate of %(date)s)",
                net=net,
                converted=format_amount(self.env, self.net_price, self.currency_id),
                date=format_date(self.env, self.date),
            )
        else:
            net = self.env._("%s net", net)
        if self.share_type == 'percent':
            return self.env._(
                "%(percent)g %% of %(net)s of %(document)s",
                percent=self.share_percent,
                net=net,
                document=self.document,
            )
        return self.env._(
            "Fixed net %(fixed)s for %(quantity)g sold with %(document)s (%(net)s)",
            fixed=format_amount(self.env, self.share_fixed, self.currency_id),
            quantity=self.quantity,
            document=self.document,
            net=net,
        )

    def _check_rate(self):
        """Refuse a conversion without a rate: Odoo would take 1:1."""
        foreign = self.sale_currency_id - self.currency_id
        rates = self.env['res.currency.rate']
        if foreign and not rates.search_count(
            [('currency_id', '=', foreign.id), ('company_id', 'in', (self.company_id.root_id.id, False))], limit=1
        ):
            raise UserError(
                self.env._(
                    "There is no exchange rate for %s. Enter one under Accounting > Configuration > Currencies.",
                    foreign.name,
                )
            )

    def _check_books(self):
        """Refuse to book where accounting is not set up, saying what is missing."""
        company = self.company_id
        company._ic_check_purchase_books()
        if not self._account():
            raise UserError(
                self.env._(
                    "%s has no account for consignment costs. Choose one under Settings > Inventory Connect > "
                    "Consignment.",
                    company.name,
                )
            )
        company._ic_check_payable(self.consignor_id)

    def _product(self):
        """Return the service that stands on the bill; empty when it was deleted."""
        return (
            self.company_id.ic_consignment_product_id
            or self.env.ref('ic_inventory_luxury.product_consignment_cost', raise_if_not_found=False)
            or self.env['product.product']
        )

    def _account(self):
        """Return the account the share is booked on: the setting, or the expense account of the product."""
        company = self.company_id
        if company.ic_consignment_account_id:
            return company.ic_consignment_account_id
        product = self._product().with_company(company)
        accounts = product.product_tmpl_id.get_product_accounts() if product else {}
        return accounts.get('expense') or self.company_id._ic_purchase_journal().default_account_id

    def _post_bill(self):
        """Post the bill of a sale, or the refund of a return, and settle a refund with its bill."""
        bill = self.env['account.move'].with_company(self.company_id).create(self._prepare_bill_values())
        bill._post(soft=False)
        self.move_id = bill
        if self.kind == 'return':
            self._settle_with_bill()

    def _prepare_bill_values(self):
        sold = self.sold_payout_id.move_id
        return {
            'move_type': 'in_refund' if self.kind == 'return' else 'in_invoice',
            'company_id': self.company_id.id,
            'journal_id': sold.journal_id.id or self.company_id._ic_purchase_journal().id,
            'partner_id': self.consignor_id.id,
            'currency_id': self.currency_id.id,
            'invoice_date': self.date,
            'date': self.date,
            'ref': f"{self.name} {self.document}",
            'reversed_entry_id': sold.id,
            'invoice_line_ids': [Command.create(self._prepare_bill_line_values())],
        }

    def _prepare_bill_line_values(self):
        product = self._product()
        taxes = product.supplier_taxes_id._filter_taxes_by_company(self.company_id)
        position = self.env['account.fiscal.position'].with_company(self.company_id)
        return {
            'product_id': product.id,
            'name': f"{self.product_tmpl_id.display_name}: {self.explanation}",
            'quantity': 1.0,
            'price_unit': abs(self.amount),
            'account_id': self._account().id,
            'tax_ids': [Command.set(position._get_fiscal_position(self.consignor_id).map_tax(taxes).ids)],
        }
