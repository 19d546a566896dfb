from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain

EMPLOYEE = 'ic_inventory_luxury.group_employee'
VIEW_COST = 'ic_inventory_luxury.group_view_cost'
# So many sales stand on the page itself; the rest is one click away.
SHOWN = 40


class ResPartner(models.Model):
    """A client: who he is to the house, what he bought, and what of ours he has."""

    _inherit = 'res.partner'

    ic_client_kind = fields.Selection(
        [('retail', "Retail"), ('wholesale', "Wholesale")],
        string="Kind of Client",
        index='btree_not_null',
        tracking=True,
        help="Retail: buys for himself. Wholesale: buys to sell on. Empty: no client, or not known yet.",
    )
    ic_figures_currency_id = fields.Many2one(
        'res.currency', string="Currency of the Figures", compute='_compute_ic_figures', groups=EMPLOYEE
    )
    ic_lifetime_value = fields.Monetary(
        string="Lifetime Value",
        compute='_compute_ic_figures',
        currency_field='ic_figures_currency_id',
        groups=EMPLOYEE,
        help="What this client has spent in the stores you work in: orders, till and channels, net of tax, less what "
        "was refunded, in the currency of your store at the rates of the days.",
    )
    ic_profit = fields.Monetary(
        string="Profit", compute='_compute_ic_figures', currency_field='ic_figures_currency_id', groups=VIEW_COST
    )
    ic_purchase_count = fields.Integer(string="Purchases", compute='_compute_ic_figures', groups=EMPLOYEE)
    ic_last_purchase = fields.Date(string="Last Purchase", compute='_compute_ic_figures', groups=EMPLOYEE)
    ic_sale_ids = fields.Many2many(
        'ic.client.sale', string="Latest Sales", compute='_compute_ic_sale_ids', groups=EMPLOYEE
    )
    ic_checkout_count = fields.Integer(string="Check-Outs", compute='_compute_ic_held', groups=EMPLOYEE)
    ic_reservation_count = fields.Integer(string="Holds", compute='_compute_ic_held', groups=EMPLOYEE)

    # === COMPUTE === #

    @api.depends_context('company', 'allowed_company_ids')
    def _compute_ic_figures(self):
        figures = self._ic_profile_figures()
        sees_cost = self.env.su or self.env.user.has_group(VIEW_COST)
        for partner in self:
            found = figures.get(partner._origin, {})
            partner.ic_figures_currency_id = self.env.company.currency_id
            partner.ic_lifetime_value = found.get('amount', 0.0)
            partner.ic_purchase_count = found.get('count', 0)
            partner.ic_last_purchase = found.get('last', False)
            if sees_cost:
                partner.ic_profit = found.get('profit', 0.0)

    def _compute_ic_sale_ids(self):
        for partner in self:
            partner.ic_sale_ids = self.env['ic.client.sale'].search(
                [('partner_id', 'child_of', partner._origin.ids)], limit=SHOWN
            )

    def _compute_ic_held(self):
        for model, name in (('ic.checkout', 'ic_checkout_count'), ('ic.reservation', 'ic_reservation_count')):
            rows = self.env[model]._read_group([('partner_id', 'in', self._origin.ids)], ['partner_id'], ['__count'])
            counts = dict(rows)
            for partner in self:
                partner[name] = counts.get(partner._origin, 0)

    # === ACTIONS === #

    def action_ic_client_sales(self):
        """Open all that this client bought."""
        return self._ic_client_action('ic_inventory_luxury.ic_client_sale_action', 'child_of')

    def action_ic_client_checkouts(self):
        """Open what this client or craftsman has, or had, of the house."""
        return self._ic_client_action('ic_inventory_luxury.ic_checkout_action')

    def action_ic_client_reservations(self):
        """Open what is or was held for this client."""
        return self._ic_client_action('ic_inventory_luxury.ic_reservation_action')

    def action_ic_native_form(self):
        """Open Odoo's own form of the contact: taxes, payment terms, bank accounts."""
        self.ensure_one()
        view = self.env.ref('base.view_partner_form')
        return {
            'type': 'ir.actions.act_window',
            'res_model': 'res.partner',
            'res_id': self.id,
            'view_mode': 'form',
            'views': [(view.id, 'form')],
        }

    # === BUSINESS METHODS === #

    def _ic_client_action(self, xmlid, operator='in'):
        """Return the action `xmlid` narrowed to what belongs to this client."""
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id(xmlid)
        context = {'default_partner_id': self.id}
        return dict(action, domain=[('partner_id', operator, self.ids)], context=context)

    def _ic_profile_figures(self):
        """Return {partner: {'amount', 'count', 'last'}} of all that was sold to each and to the people of each, with
        'profit' for somebody who may see costs, in the currency of the current store: a few queries for any number."""
        sums = ['amount:sum', 'date:max']
        sees_cost = self.env.su or self.env.user.has_group(VIEW_COST)
        sums += ['profit:sum'] if sees_cost else []
        above = self._origin._ic_above()
        found = defaultdict(lambda: {'amount': 0.0, 'profit': 0.0, 'count': 0, 'last': False})
        domain = Domain('partner_id', 'in', list(above))
        for partner, amount, last, *profit in self._ic_sums(domain, sums):
            for row in (found[one] for one in above[partner.id]):
                row['amount'] += amount
                row['profit'] += sum(profit)
                row['last'] = max(row['last'] or last.date(), last.date())
        bought = self.env['ic.client.sale']._read_group(
            domain & Domain('kind', '!=', 'refund') & Domain('quantity', '>', 0), ['partner_id'], ['__count']
        )
        for partner, count in bought:
            for one in above[partner.id]:
                found[one]['count'] += count
        return dict(found)

    @api.model
    def _ic_sums(self, domain, sums):
        """Yield (partner, amount, last, profit) in the currency of the current store. Sales of stores with another
        currency are added up by day, and converted at the rate of that day."""
        Sale, company = self.env['ic.client.sale'], self.env.company
        currency = company.currency_id
        ours = self.env.companies.filtered(lambda one: one.currency_id == currency)
        yield from Sale._read_group(domain & Domain('company_id', 'in', ours.ids), ['partner_id'], sums)
        others = self.env.companies - ours
        if not others:
            return
        rates = {}
        groups = ['partner_id', 'company_id', 'date:day']
        for partner, store, day, amount, last, *profit in Sale._read_group(
            domain & Domain('company_id', 'in', others.ids), groups, sums
        ):
            key = (store.currency_id, day.date())
            if key not in rates:
                rates[key] = currency._get_conversion_rate(store.currency_id, currency, company, day.date())
            yield partner, amount * rates[key], last, *(one * rates[key] for one in profit)

    def _ic_above(self):
        """Return {id of a contact: the records of `self` it belongs to}: each itself, and the people of a house."""
        everyone = self.with_context(active_test=False).search([('id', 'child_of', self.ids)])
        parents = {partner.id: partner.parent_id.id for partner in everyone}
        asked, above = {partner.id: partner for partner in self}, {}
        for number in parents:
            above[number], up = [], number
            while up:
                if up in asked:
                    above[number].append(asked[up])
                up = parents.get(up)
        return above
