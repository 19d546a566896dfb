from odoo import api, models
from odoo.tools import ormcache

# Taxes that are added to a price and leave the price itself as it is.
ON_TOP = ('percent', 'fixed', 'division')


class ProductTemplate(models.Model):
    """Prices of lists and pages without work that leads nowhere."""

    _inherit = 'product.template'

    # === BUSINESS METHODS === #

    @api.model
    def _apply_taxes_to_price(self, price, currency, product_taxes, taxes, product_or_template, website=None):
        """Override of `website_sale` where prices are shown without taxes and all taxes come on top.

        What a buyer reads is then the price itself, rounded; Odoo works out every tax and its accounts to throw them
        away again. With a tax that is within the price, or made of others, Odoo's way is gone.
        """
        website = website or self.env['website'].get_current_website()
        if website.show_line_subtotals_tax_selection == 'tax_excluded' and (product_taxes | taxes)._ic_all_on_top():
            return currency.round(price)
        return super()._apply_taxes_to_price(
            price, currency, product_taxes, taxes, product_or_template, website=website
        )


class AccountTax(models.Model):
    _inherit = 'account.tax'

    def _ic_all_on_top(self):
        """Tell whether none of these taxes has a say in the price without taxes."""
        return all(tax.amount_type in ON_TOP and not tax.price_include for tax in self.sudo())


class AccountFiscalPosition(models.Model):
    """Where a store has no fiscal position at all, no page needs to look for the one of its visitor."""

    _inherit = 'account.fiscal.position'

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `account` to look anew, see `_ic_none_for`."""
        positions = super().create(vals_list)
        self.env.registry.clear_cache()
        return positions

    def write(self, vals):
        """Override of `account` to look anew where a position goes to another store, see `_ic_none_for`."""
        result = super().write(vals)
        if 'company_id' in vals:
            self.env.registry.clear_cache()
        return result

    # === BUSINESS METHODS === #

    @api.model
    @ormcache('company_id')
    def _ic_none_for(self, company_id):
        """Tell whether a store (id of the company) has no fiscal position, not even one that is archived."""
        company = self.env['res.company'].browse(company_id)
        positions = self.sudo().with_context(active_test=False)
        return not positions.search_count(self._check_company_domain(company), limit=1)


class Website(models.Model):
    _inherit = 'website'

    def _get_and_cache_current_fiscal_position(self):
        """Override of `website_sale`: where there is none, Odoo looks for it on every page of every visitor."""
        positions = self.env['account.fiscal.position'].sudo()
        if positions._ic_none_for(self.env.company.id):
            return positions
        return super()._get_and_cache_current_fiscal_position()
