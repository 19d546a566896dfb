from odoo import api, models
from odoo.http import request
from odoo.tools import ormcache

from odoo.addons.website_sale.models.website import FISCAL_POSITION_SESSION_CACHE_KEY

# Taxes that are added to a price and leave the price itself as it is.
ON_TOP = ('percent', 'fixed', 'division')


class ProductTemplate(models.Model):
    """Prices of lists and pages without work that leads nowhere."""

    _inherit = 'product.template'

    # === BUSINESS METHODS === #

    def _get_sales_prices(self, website):
        """Override of `website_sale` to know the day of whoever looks without reading his partner."""
        if not self.env.context.get('tz'):
            self = self.with_context(tz=self.env['res.users'].context_get().get('tz') or 'UTC')
        return super()._get_sales_prices(website)

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


class ResUsers(models.Model):
    _inherit = 'res.users'

    # === CRUD === #

    def write(self, vals):
        """Override of `base` to look anew whose partner is whose, see `_ic_own_partner_id`."""
        result = super().write(vals)
        if 'partner_id' in vals:
            self.env.registry.clear_cache()
        return result

    # === BUSINESS METHODS === #

    @api.model
    @ormcache('self.env.uid')
    def _ic_own_partner_id(self):
        """Return the id of the partner of whoever looks."""
        return self.env.user.sudo().partner_id.id


class Website(models.Model):
    _inherit = 'website'

    # === BUSINESS METHODS === #

    def _get_and_cache_current_fiscal_position(self):
        """Override of `website_sale`: where there is none, Odoo looks for it on every page of every visitor."""
        if self._ic_no_fiscal_position():
            return self.env['account.fiscal.position'].sudo()
        return super()._get_and_cache_current_fiscal_position()

    def _ic_no_fiscal_position(self):
        """Tell whether whoever looks surely has no fiscal position.

        The store has none, or he is a stranger of whom neither the session nor his address tells anything, and the
        partner of all strangers has neither a country nor a position of its own.
        """
        if self.env['account.fiscal.position']._ic_none_for(self.env.company.id):
            return True
        known = request.session.get(FISCAL_POSITION_SESSION_CACHE_KEY) or request.geoip.country_code
        if known or not self.env.user._is_public():
            return False
        partners = self.env['res.partner'].sudo().with_company(self.env.company)
        stranger = partners.browse(self.env['res.users']._ic_own_partner_id())
        stranger.fetch(['country_id', 'property_account_position_id'])
        return not stranger.country_id and not stranger.property_account_position_id
