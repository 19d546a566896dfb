from odoo import models
from odoo.exceptions import UserError


class ResCompany(models.Model):
    """What a store's books need before a vendor bill of ours can be written: consignors' shares, metal bought back."""

    _inherit = 'res.company'

    def _ic_purchase_journal(self):
        """Return the journal of the store's vendor bills, empty where there is none."""
        self.ensure_one()
        domain = [('type', '=', 'purchase'), ('company_id', '=', self.id)]
        return self.env['account.journal'].search(domain, limit=1)

    def _ic_check_purchase_books(self):
        """Refuse to book where accounting is not set up, saying what is missing. :raises UserError:"""
        self.ensure_one()
        if not self.env['account.account'].search_count([('company_ids', 'in', self.root_id.ids)], limit=1):
            raise UserError(
                self.env._(
                    "%s has no chart of accounts. Choose one under Settings > Invoicing > Fiscal Localization.",
                    self.name,
                )
            )
        if not self._ic_purchase_journal():
            raise UserError(
                self.env._(
                    "%s has no purchase journal. Create one under Accounting > Configuration > Journals.", self.name
                )
            )

    def _ic_check_payable(self, partner):
        """Refuse to book a bill of somebody to whom nothing can be owed. :raises UserError:"""
        self.ensure_one()
        if not partner.with_company(self).property_account_payable_id:
            raise UserError(self.env._("%s has no payable account. Choose one on the contact.", partner.display_name))
