from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..locks import lock_pieces

GROUP = 'ic_inventory_luxury.group_view_payouts'
# What the consignor and the house agreed on; it stands once the piece is sold.
TERMS = (
    'ic_is_consigned',
    'ic_consignor_id',
    'ic_consignment_type',
    'ic_consignment_percent',
    'ic_consignment_fixed',
    'ic_consignment_date',
)


class ProductTemplate(models.Model):
    """The agreement under which a piece belongs to somebody else until it is sold.

    Everybody in the house may know *that* a piece is consigned; whose it is and what he gets is for those who may
    see payouts. What follows from the agreement is elsewhere: the owner in stock (`piece_ownership`), the payable
    (`ic_consignment_payout`).
    """

    _inherit = 'product.template'

    ic_is_consigned = fields.Boolean(
        string="Consigned",
        copy=False,
        groups='base.group_user',
        help="The piece belongs to a consignor until it is sold; he then gets the agreed share.",
    )
    ic_consignor_id = fields.Many2one(
        'res.partner',
        string="Consignor",
        copy=False,
        index='btree_not_null',
        ondelete='restrict',
        check_company=True,
        groups=GROUP,
        help="Who owns the piece and is paid when it is sold.",
    )
    ic_consignment_type = fields.Selection(
        [('percent', "Share of the price"), ('fixed', "Fixed net amount")],
        string="Consignor Gets",
        copy=False,
        groups=GROUP,
    )
    ic_consignment_percent = fields.Float(
        string="Consignor's Share (%)",
        digits=(5, 2),
        copy=False,
        aggregator=None,
        groups=GROUP,
        help="Of the price actually paid, after discount and net of tax.",
    )
    ic_consignment_fixed = fields.Monetary(
        string="Fixed Net Amount",
        copy=False,
        aggregator=None,
        groups=GROUP,
        help="What the consignor gets for each unit sold, whatever the price.",
    )
    ic_consignment_date = fields.Date(string="Agreed On", copy=False, groups=GROUP)
    ic_consignment_end = fields.Date(
        string="Agreed Until",
        copy=False,
        groups=GROUP,
        help="Optional. After this day the piece should go back or the agreement be renewed; a sale is still settled "
        "by these terms.",
    )
    ic_consignment_file = fields.Binary(string="Agreement", copy=False, attachment=True, groups=GROUP)
    ic_consignment_filename = fields.Char(string="Agreement File Name", copy=False, groups=GROUP)

    _ic_consignment_percent_range = models.Constraint(
        "CHECK (COALESCE(ic_consignment_percent, 0) BETWEEN 0 AND 100)",
        "The consignor's share lies between 0 and 100 %.",
    )
    _ic_consignment_fixed_positive = models.Constraint(
        "CHECK (COALESCE(ic_consignment_fixed, 0) >= 0)", "The consignor's fixed amount cannot be negative."
    )
    _ic_consignment_dates = models.Constraint(
        "CHECK (ic_consignment_end IS NULL OR ic_consignment_end >= ic_consignment_date)",
        "A consignment agreement cannot end before it was made.",
    )
    _ic_consignment_complete = models.Constraint(
        """CHECK (ic_is_consigned IS NOT TRUE OR ic_category IS NOT NULL AND ic_consignor_id IS NOT NULL
                  AND ic_consignment_date IS NOT NULL
                  AND (COALESCE(ic_consignment_type, '') = 'percent' AND COALESCE(ic_consignment_percent, 0) > 0
                       OR COALESCE(ic_consignment_type, '') = 'fixed' AND COALESCE(ic_consignment_fixed, 0) > 0))""",
        "A consigned piece needs a consignor, a date and a share or a fixed amount.",
    )

    # === COMPUTE === #

    @api.onchange('ic_is_consigned')
    def _onchange_ic_is_consigned(self):
        """Propose the usual terms of the company."""
        if self.ic_is_consigned and self.env.user.has_group(GROUP):
            self.update(self._ic_missing_terms({'ic_is_consigned': True}))

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `product` to fill in the usual terms and to refuse an incomplete agreement."""
        result = []
        for vals in vals_list:
            if vals.get('ic_is_consigned'):
                self._ic_check_may_consign()
                vals = {**self._ic_usual_terms(vals), **vals}
                self._ic_check_terms(vals.get, vals.get('name') or self.env._("New piece"))
            result.append(vals)
        return super().create(result)

    def write(self, vals):
        """Override of `product` to check changed terms, and to hand the piece to its new owner in stock."""
        if not any(name in vals for name in (*TERMS, 'ic_consignment_end')):
            return super().write(vals)
        self._ic_check_may_consign()
        lock_pieces(self)  # a sale confirmed at this very moment makes one of the two start again
        for piece in self:
            own = {**piece._ic_missing_terms(vals), **vals}
            piece._ic_check_change(own)
            super(ProductTemplate, piece).write(own)
        self._ic_own_in_stock()
        return True

    # === BUSINESS METHODS === #

    def _ic_consign(self, consignor, percent=None, fixed=None, date=None, end=None):
        """Put the pieces of `self` on consignment. Safe for imports: refuses what is incomplete, naming the field.

        :param consignor: res.partner record
        :param float percent: share of the price net of tax, in percent; the company's usual share when neither
            `percent` nor `fixed` is given
        :param float fixed: amount for each unit sold, in the company's currency; not together with `percent`
        :param date: day of the agreement, today by default; `end`: its last day, if any
        :raise UserError, ValidationError: nothing is changed then
        """
        self.write(self._ic_consignment_values(consignor, percent, fixed, date, end))

    @api.model
    def _ic_consignment_values(self, consignor, percent=None, fixed=None, date=None, end=None):
        """Return the values to create a consigned piece with, or to write on one. See `_ic_consign`."""
        if percent is not None and fixed is not None:
            raise ValidationError(
                self.env._("Consignment: give the consignor's share or a fixed net amount, not both.")
            )
        values = {'ic_is_consigned': True, 'ic_consignor_id': consignor.id}
        if fixed is not None:
            values.update(ic_consignment_type='fixed', ic_consignment_fixed=fixed)
        elif percent is not None:
            values.update(ic_consignment_type='percent', ic_consignment_percent=percent)
        if date:
            values['ic_consignment_date'] = date
        if end:
            values['ic_consignment_end'] = end
        return values

    @api.model
    def _ic_usual_terms(self, vals):
        """Return the terms a new agreement starts with, given what `vals` say about it."""
        company = self.env['res.company'].browse(vals.get('company_id')) or self.env.company
        terms = {'ic_consignment_type': vals.get('ic_consignment_type') or 'percent'}
        terms['ic_consignment_date'] = fields.Date.context_today(self)
        if terms['ic_consignment_type'] == 'percent':
            terms['ic_consignment_percent'] = company.sudo().ic_consignment_percent
        return terms

    def _ic_missing_terms(self, vals):
        """Return the usual terms that neither the piece nor `vals` have, when `vals` put the piece on consignment."""
        self.ensure_one()
        if not vals.get('ic_is_consigned'):
            return {}
        known = {'company_id': self.company_id.id, 'ic_consignment_type': self.ic_consignment_type, **vals}
        return {name: value for name, value in self._ic_usual_terms(known).items() if not self[name]}

    def _ic_check_may_consign(self):
        """Refuse people who may not see payouts: whoever ends an agreement decides about the consignor's money."""
        if not self.env.su and not self.env.user.has_group(GROUP):
            raise AccessError(self.env._("Only who may see payouts can change the consignment of a piece."))

    def _ic_check_change(self, vals):
        """Refuse `vals` on a piece that is sold, and those that would leave an agreement incomplete."""
        self.ensure_one()
        value = self._ic_after(vals)(self)
        if any(self._ic_term(name, value(name)) != self._ic_term(name, self[name]) for name in TERMS):
            facts = self._ic_stock_facts()[self.id]
            if facts['promised'] > 0 or self._ic_is_taken(facts):
                raise UserError(
                    self.env._(
                        "%(piece)s is sold (%(order)s): its consignment can no longer change. Cancel that order or "
                        "receive the piece back first.",
                        piece=self.display_name,
                        order=self._ic_order_names().get(self.id) or self.env._("delivered"),
                    )
                )
        if value('ic_is_consigned'):
            self._ic_check_terms(value, self.display_name)

    @api.model
    def _ic_term(self, name, value):
        """Return a term in the form in which two of them can be compared."""
        if isinstance(value, models.BaseModel):
            return value.id
        return fields.Date.to_date(value) if name == 'ic_consignment_date' else value or False

    @api.model
    def _ic_check_terms(self, value, name):
        """Refuse an agreement with something missing or impossible, naming the field.

        :param value: function field name -> value
        :param str name: how to call the piece in the message
        """
        if not value('ic_category') and not self.env.context.get('default_ic_category'):
            raise ValidationError(self.env._("%s: only a piece can be consigned, not an ordinary product.", name))
        share = 'ic_consignment_percent' if value('ic_consignment_type') == 'percent' else 'ic_consignment_fixed'
        for field in ('ic_consignor_id', 'ic_consignment_date', 'ic_consignment_type', share):
            if not value(field):
                raise ValidationError(
                    self.env._(
                        "%(piece)s: the consignment is incomplete. Please fill in \"%(field)s\".",
                        piece=name,
                        field=self._fields[field]._description_string(self.env),
                    )
                )
        if share == 'ic_consignment_percent' and not 0 < value(share) <= 100:
            raise ValidationError(
                self.env._(
                    "%(piece)s: the consignor's share of %(percent)g %% must lie between 0 and 100 %%.",
                    piece=name,
                    percent=value(share),
                )
            )
        if value(share) < 0:
            raise ValidationError(self.env._("%s: the consignor's fixed net amount cannot be negative.", name))
        end, start = fields.Date.to_date(value('ic_consignment_end')), fields.Date.to_date(value('ic_consignment_date'))
        if end and end < start:
            raise ValidationError(self.env._("%s: a consignment agreement cannot end before it was made.", name))
