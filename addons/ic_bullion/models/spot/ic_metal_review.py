from datetime import UTC

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.ic_connect.types import Money, Price

from .ic_metal_price import METALS, exact

STATES = [
    ('waiting', "To Decide"),
    ('accepted', "Accepted"),
    ('refused', "Refused"),
    ('overtaken', "Overtaken"),
]


class IcMetalReview(models.Model):
    """A price that jumped too far to be believed. It prices nothing until a person has accepted it.

    One waits per source, metal and currency: while it waits, the newest such price takes its place. A price that comes
    within the limit again makes it pointless.
    """

    _name = 'ic.metal.review'
    _description = "Held Price"
    _order = 'id desc'
    _rec_name = 'metal'

    source_id = fields.Many2one('ic.metal.source', required=True, readonly=True, index=True, ondelete='cascade')
    company_id = fields.Many2one(related='source_id.company_id', store=True, index=True)
    source = fields.Char(string="Provider", required=True, readonly=True)
    metal = fields.Selection(METALS, required=True, readonly=True)
    currency_id = fields.Many2one('res.currency', required=True, readonly=True, ondelete='restrict')
    price = fields.Float(string="Price per Troy Ounce", digits=(16, 6), required=True, readonly=True, aggregator=None)
    bid = fields.Float(digits=(16, 6), readonly=True, aggregator=None)
    ask = fields.Float(digits=(16, 6), readonly=True, aggregator=None)
    fx = fields.Char(string="Currency Rate", readonly=True)
    observed_at = fields.Datetime(string="At", required=True, readonly=True)
    last_price = fields.Float(string="Price Before", digits=(16, 6), readonly=True, aggregator=None)
    last_observed_at = fields.Datetime(string="Before At", readonly=True)
    change = fields.Float(string="Change (%)", digits=(16, 1), readonly=True, aggregator=None)
    reason = fields.Text(string="Why It Is Held", required=True, readonly=True)
    state = fields.Selection(STATES, required=True, readonly=True, default='waiting', index=True)
    decision = fields.Char(string="Your Reason", help="Why this price is right, or wrong. Needed to refuse it.")
    decided_by = fields.Many2one('res.users', readonly=True)
    decided_on = fields.Datetime(readonly=True)

    _one_waits = models.UniqueIndex(
        "(source_id, metal, currency_id) WHERE state = 'waiting'", "A price of this metal is waiting already."
    )

    @api.depends('metal', 'price', 'currency_id')
    def _compute_display_name(self):
        labels = dict(self._fields['metal']._description_selection(self.env))
        for review in self:
            review.display_name = f"{labels.get(review.metal, '')} {review.price:,.2f} {review.currency_id.name or ''}"

    # === CRUD === #

    def write(self, vals):
        """Override: people write their reason; everything else is written by the actions."""
        if not self.env.su and vals.keys() - {'decision'}:
            raise UserError(self.env._("A held price is accepted or refused. It cannot be changed."))
        return super().write(vals)

    # === ACTIONS === #

    def action_ic_accept(self):
        """The price is right: it goes into the table and prices what hangs on it."""
        self._ic_decide('accepted')
        for review in self:
            self.env['ic.metal.price'].sudo()._ic_record(
                [review._ic_price()], review.source, review.company_id, connection=review.source_id
            )

    def action_ic_refuse(self):
        """The price is wrong: it never prices anything. The same one is not held again."""
        for review in self:
            if not (review.decision or '').strip():
                raise UserError(self.env._("%s: say why it is refused.", review.display_name))
        self._ic_decide('refused')

    # === BUSINESS METHODS === #

    def _ic_decide(self, state):
        """Write the decision. Two people at the same moment: the database lets one of them through."""
        self.check_access('write')
        for review in self:
            if review.state != 'waiting':
                labels = dict(self._fields['state']._description_selection(self.env))
                raise UserError(
                    self.env._("%(price)s: %(state)s already.", price=review.display_name, state=labels[review.state])
                )
        self.sudo().write({'state': state, 'decided_by': self.env.user.id, 'decided_on': fields.Datetime.now()})

    def _ic_price(self):
        """Return the held price as the service stated it."""
        self.ensure_one()
        name = self.currency_id.name
        sides = {side: Money(exact(self[side]), name) for side in ('bid', 'ask') if self[side]}
        at = self.observed_at.replace(tzinfo=UTC)
        return Price(self.metal, Money(exact(self.price), name), at, source=self.source, fx=self.fx or '', **sides)

    @api.model
    def _ic_hold(self, source, price, verdict, last):
        """Hold a price for a person, unless a person has refused this very one before.

        :returns: the record that waits; empty when none does
        """
        currency = source.currency_id
        facts = {'source_id': source.id, 'metal': price.metal, 'currency_id': currency.id}
        values = {
            'source': price.source or source.provider,
            'price': float(price.price.amount),
            'bid': float(price.bid.amount) if price.bid else False,
            'ask': float(price.ask.amount) if price.ask else False,
            'fx': price.fx or False,
            'observed_at': price.observed_at.replace(tzinfo=None),
            'last_price': float(last.price.amount) if last else False,
            'last_observed_at': last.observed_at.replace(tzinfo=None) if last else False,
            'change': float(verdict.change or 0),
            'reason': verdict.reason,
        }
        same = self.search([(name, '=', value) for name, value in facts.items()], limit=20)
        if any(one.state == 'refused' and one.observed_at == values['observed_at'] for one in same):
            return self.browse()
        waiting = same.filtered(lambda one: one.state == 'waiting')
        if waiting:
            waiting.write(values)
            return waiting
        source._ic_tell(self.env._("A price is held: is it right?"), verdict.reason)
        return self.create(facts | values)

    @api.model
    def _ic_overtake(self, source, ticks):
        """Close what waits for metals whose price came within the limit again."""
        waiting = self.search(
            [('source_id', '=', source.id), ('state', '=', 'waiting'), ('metal', 'in', ticks.mapped('metal'))]
        )
        waiting.filtered(lambda one: one.currency_id in ticks.currency_id).state = 'overtaken'
