from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ... import tokens


class ResCompany(models.Model):
    """The two catalogs of a store, and who gets into the one for the trade."""

    _inherit = 'res.company'

    ic_wholesale_access = fields.Selection(
        [
            ('open', "Open: whoever has the address"),
            ('token', "Secret link: whoever has the link that you sent"),
            ('accounts', "Approved accounts: dealers whom you let in, after they sign in"),
        ],
        string="Who May See It",
        default='accounts',
        required=True,
        help="Search engines are kept out in every case. An approved account gets in with every setting.",
    )
    ic_wholesale_words = fields.Text(
        string="Words for Dealers",
        translate=True,
        help="Above the wholesale catalog: your terms, how to pay, how you ship.",
    )
    # The link itself is not kept: whoever reads the database cannot open the catalog with it.
    ic_wholesale_digest = fields.Char(groups='base.group_system', copy=False)
    ic_wholesale_link_on = fields.Datetime(string="Secret Link Made On", readonly=True, copy=False)

    # === ACTIONS === #

    def action_ic_wholesale_link(self):
        """Make a new secret link and show it, once. The one before it stops working at once."""
        self._ic_check_store_admin()
        token = tokens.new_token()
        self.sudo().write({'ic_wholesale_digest': tokens.digest(token), 'ic_wholesale_link_on': fields.Datetime.now()})
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Secret Link to the Wholesale Catalog"),
            'res_model': 'ic.wholesale.link',
            'view_mode': 'form',
            'target': 'new',
            'context': {'default_url': f'{self._ic_store_url("wholesale")}/enter/{token}'},
        }

    def action_ic_wholesale_link_end(self):
        """Let nobody in by the secret link any more, neither with it nor by having used it before."""
        self._ic_check_store_admin()
        self.sudo().write({'ic_wholesale_digest': False, 'ic_wholesale_link_on': False})
        return True

    def action_ic_store_preview(self):
        """Open the pages of the store as the public meets them."""
        self.ensure_one()
        return {'type': 'ir.actions.act_url', 'url': self._ic_store_path(), 'target': 'new'}

    # === BUSINESS METHODS === #

    def _ic_check_store_admin(self):
        self.ensure_one()
        if self not in self.env.user.company_ids or not self.env.user.has_group(
            'ic_inventory_luxury.group_store_admin'
        ):
            raise AccessError(self.env._("Only a store admin decides who may see the wholesale catalog."))

    def _ic_wholesale_opens(self, digest=''):
        """Tell whether the user of this request may see the wholesale catalog.

        :param str digest: digest of the secret link with which the visitor came, if any
        """
        self.ensure_one()
        store, user = self.sudo(), self.env.user
        if not store.ic_sells_wholesale:
            return False
        if store.ic_wholesale_access == 'open' or self._ic_wholesale_staff():
            return True
        if store.ic_wholesale_access == 'token' and digest and tokens.same(store.ic_wholesale_digest, digest):
            return True
        return not user._is_public() and self.env['ic.wholesale.access']._ic_lets_in(store, user.partner_id)

    def _ic_wholesale_staff(self):
        """Tell whether the user of this request works for the store."""
        user = self.env.user
        return self.id in user._get_company_ids() and user.has_group('ic_inventory_luxury.group_employee')

    def _ic_catalog_domain(self, audience):
        """Return the Domain of the pieces (product.template) in a catalog of the store, for a superuser to search.

        :param str audience: 'retail': what is published; 'wholesale': what is available and has a wholesale price
        """
        self.ensure_one()
        store = self.sudo()
        domain = Domain('company_id', '=', store.id) & Domain('ic_category', 'in', store._ic_active_categories())
        if audience == 'wholesale':
            return (
                domain
                & Domain('ic_wholesale_listed', '=', True)
                & Domain('ic_status', '=', 'available')
                & Domain('ic_wholesale_price', '>', 0)
            )
        websites = [False, *store._ic_store_website().ids]
        return (
            domain
            & Domain('is_published', '=', True)
            & Domain('sale_ok', '=', True)
            & Domain('website_id', 'in', websites)
        )
