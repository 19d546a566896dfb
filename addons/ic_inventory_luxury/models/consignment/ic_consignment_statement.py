import base64

from reportlab.lib.pagesizes import A4, LETTER

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_amount, format_date

from ...papers import Statement, StatementRow, render_statements

LETTER_COUNTRIES = ('US', 'CA', 'MX')


class IcConsignmentPayout(models.Model):
    """The paper a consignor gets."""

    _inherit = 'ic.consignment.payout'

    # === ACTIONS === #

    def action_print_statement(self):
        """Print the selected rows, one statement for each consignor."""
        if not self:
            raise UserError(self.env._("Select the payouts that the statement should list."))
        return self._statement_action(self.consignor_id)

    # === BUSINESS METHODS === #

    def _statement_action(self, consignors):
        consignor_ids = ','.join(map(str, consignors.ids))
        payout_ids = ','.join(map(str, self.ids))
        return {
            'type': 'ir.actions.act_url',
            'url': f'/ic/consignment/statement?consignors={consignor_ids}&payouts={payout_ids}',
            'target': 'new',
        }

    def _statement_pdf(self, consignors):
        """Return the PDF (bytes) with a statement for each of `consignors` about the payouts of `self`.

        A consignor of two stores gets a statement of each.
        """
        statements = []
        for consignor in consignors:
            care = self._pieces_in_care(consignor)
            rows = self.filtered(lambda payout, consignor=consignor: payout.consignor_id == consignor)
            for company in rows.company_id | care.company_id:
                statements.append(
                    rows.filtered(lambda payout, company=company: payout.company_id == company)._statement(
                        consignor, company, care.filtered(lambda piece, company=company: piece.company_id == company)
                    )
                )
        if not statements:
            raise UserError(self.env._("There is nothing to state: no consigned piece and no payout."))
        pagesize = LETTER if self.env.company.country_id.code in LETTER_COUNTRIES else A4
        return render_statements(statements, pagesize)

    def _pieces_in_care(self, consignor):
        """Return the pieces of `consignor` that are with us and not sold."""
        return self.env['product.template'].search(
            [
                ('ic_consignor_id', '=', consignor.id),
                ('ic_is_consigned', '=', True),
                ('ic_status', 'not in', ('sold', False)),
                ('company_id', 'in', self.env.companies.ids),
            ],
            order='ic_consignment_date, id',
        )

    def _statement(self, consignor, company, pieces):
        """Return the `Statement` of one consignor and one store."""
        address = company.partner_id._display_address(without_company=True)
        house_lines = [company.name, *(line.strip() for line in address.split('\n') if line.strip())]
        reader = consignor._display_address(without_company=True)
        return Statement(
            house=company.name,
            house_lines=[*house_lines, *filter(None, [company.email, company.phone])],
            consignor_lines=[consignor.name, *(line.strip() for line in reader.split('\n') if line.strip())],
            date=format_date(self.env, fields.Date.context_today(self)),
            words=self._statement_words(),
            totals=self._statement_totals(company.currency_id),
            sold=[payout._statement_row() for payout in self.sorted(lambda payout: (payout.date, payout.id))],
            in_care=[self._care_row(piece) for piece in pieces],
            logo=base64.b64decode(company.logo) if company.logo else None,
        )

    def _statement_words(self):
        return {
            'title': self.env._("Consignment Statement"),
            'sold': self.env._("Sold for you"),
            'in_care': self.env._("In our care"),
            'date': self.env._("Date"),
            'since': self.env._("Agreed on"),
            'piece': self.env._("Piece"),
            'terms': self.env._("Terms"),
            'price': self.env._("Net price"),
            'retail': self.env._("Retail price"),
            'share': self.env._("Your share"),
            'closing': self.env._("Net prices are after discount and before tax. Thank you for your confidence."),
        }

    def _statement_totals(self, currency):
        due = sum(self.mapped('amount_due'))
        owed = sum(self.mapped('amount'))
        figures = (
            (self.env._("Sold, net"), sum(self.mapped('net_price'))),
            (self.env._("Your share"), owed),
            (self.env._("Paid"), owed - due),
            (self.env._("Still due to you"), due),
        )
        return [(name, format_amount(self.env, amount, currency)) for name, amount in figures]

    def _statement_row(self):
        self.ensure_one()
        states = dict(self._fields['state']._description_selection(self.env))
        title = self.product_tmpl_id.name
        return StatementRow(
            date=format_date(self.env, self.date),
            title=self.env._("%s (returned)", title) if self.kind == 'return' else title,
            detail=' · '.join(filter(None, [self.product_tmpl_id.default_code, self.document])),
            terms=self._terms_in_words(self.share_type, self.share_percent, self.share_fixed, self.currency_id),
            price=format_amount(self.env, self.net_price, self.currency_id),
            share=format_amount(self.env, self.amount, self.currency_id),
            state=states[self.state],
        )

    def _care_row(self, piece):
        return StatementRow(
            date=format_date(self.env, piece.ic_consignment_date),
            title=piece.name,
            detail=' · '.join(filter(None, [piece.default_code, piece.ic_serial])),
            terms=self._terms_in_words(
                piece.ic_consignment_type, piece.ic_consignment_percent, piece.ic_consignment_fixed, piece.currency_id
            ),
            price=format_amount(self.env, piece.list_price, piece.currency_id) if piece.list_price else '',
            share=format_amount(self.env, piece.ic_consignment_expected, piece.currency_id) if piece.list_price else '',
        )

    def _terms_in_words(self, share_type, percent, fixed, currency):
        if share_type == 'percent':
            return self.env._("%g %% of net", percent)
        return self.env._("%s net", format_amount(self.env, fixed, currency))
