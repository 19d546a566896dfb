from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.ic_inventory_luxury.models.catalog.ic_fineness import METALS

from ...pricing.exact import decimal, exactly, shown

KINDS = [
    ('above', "Price Above"),
    ('below', "Price Below"),
    ('move', "Moves in a Day"),
    ('position', "Unhedged Beyond"),
    ('stale', "Price Too Old"),
]
# Which alert of the suite tells of it.
ALERTS = {
    'above': 'metal_price',
    'below': 'metal_price',
    'move': 'metal_price',
    'position': 'metal_position',
    'stale': 'metal_stale',
}
DAY = timedelta(hours=24)


class IcMetalWatch(models.Model):
    """What the dealer wants to be told of a metal, once while it lasts."""

    _name = 'ic.metal.watch'
    _description = "Watched Metal"
    _order = 'metal, kind, id'

    company_id = fields.Many2one('res.company', required=True, index=True, default=lambda self: self.env.company)
    active = fields.Boolean(default=True)
    metal = fields.Selection(METALS, required=True, default='gold')
    kind = fields.Selection(KINDS, string="Tell Me When", required=True, default='above')
    level = fields.Float(
        digits=(16, 6), aggregator=None, help="A price per ounce in the store's currency, a percentage, or fine ounces."
    )
    currency_id = fields.Many2one(related='company_id.currency_id')
    is_on = fields.Boolean(string="Holds Now", compute='_compute_is_on')

    _level_positive = models.Constraint(
        "CHECK (kind = 'stale' OR level > 0)", "Say from when on you want to be told: a figure above zero."
    )
    _once = models.UniqueIndex("(company_id, metal, kind, COALESCE(level, 0)) WHERE active", "This is watched already.")

    # === COMPUTE METHODS === #

    @api.depends('metal', 'kind', 'level', 'currency_id')
    @api.depends_context('lang')
    def _compute_display_name(self):
        for watch in self:
            labels = {name: dict(self._fields[name]._description_selection(self.env)) for name in ('metal', 'kind')}
            parts = [labels['metal'].get(watch.metal), labels['kind'].get(watch.kind, '').lower(), watch._ic_figure()]
            watch.display_name = ' '.join(part for part in parts if part)

    @api.depends('metal', 'kind', 'level')
    def _compute_is_on(self):
        for watch in self:
            watch.is_on = bool(watch._ic_found())

    # === CONSTRAINTS === #

    @api.constrains('kind', 'level')
    def _check_percent(self):
        for watch in self.filtered(lambda watch: watch.kind == 'move' and watch.level > 100):
            raise ValidationError(self.env._("%s: a move is at most 100 percent.", watch.display_name))

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base` to look at once."""
        watches = super().create(vals_list)
        watches._ic_look()
        return watches

    def write(self, vals):
        """Override of `base`: what is asked for something else is told anew."""
        result = super().write(vals)
        if vals.keys() & {'metal', 'kind', 'level', 'active', 'company_id'}:
            self._ic_clear(self.env._("Something else is watched now"))
            self.filtered('active')._ic_look()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_clear(self):
        self._ic_clear(self.env._("Not watched any more"))

    # === BUSINESS METHODS === #

    def _ic_figure(self):
        self.ensure_one()
        figure = shown(decimal(self.level))
        if self.kind == 'stale':
            return ''
        if self.kind in ('above', 'below'):
            return f'{figure} {self.currency_id.name or ""}'.strip()
        return f'{figure} %' if self.kind == 'move' else f'{figure} oz'

    def _ic_look(self):
        """Raise what holds and end what does not any more. Telling twice is refused by the database."""
        alerts = self.env['ic.alert']
        alerts.flush_model()  # what has just ended must not keep the next from being told
        for watch in self:
            words = watch._ic_found()
            if words:
                alerts._ic_raise(ALERTS[watch.kind], watch, words=words)
            else:
                alerts._ic_clear(ALERTS[watch.kind], watch, reason=self.env._("Does not hold any more"))

    def _ic_clear(self, reason):
        for kind in set(ALERTS.values()):
            self.env['ic.alert']._ic_clear(kind, self, reason=reason)

    def _ic_found(self):
        """Return in words what holds now; '' when nothing does. A price that is too old tells only that it is."""
        self.ensure_one()
        if not self.company_id or not self.metal:
            return ''
        store = self.sudo().company_id
        spot = store._ic_spot(self.metal)
        if self.kind == 'position':
            return self._ic_found_position()
        if self.kind == 'stale':
            if spot and not spot.is_stale:
                return ''
            if not spot:
                return self.env._("There is no price at all: pieces that follow the metal are not sold.")
            return self.env._("The last price is %s hours old: pieces that follow the metal are not sold.", spot.hours)
        if not spot or spot.is_stale:
            return ''
        if self.kind == 'move':
            return self._ic_found_move(spot)
        level = decimal(self.level)
        if spot.price > level if self.kind == 'above' else spot.price < level:
            return self.env._("An ounce costs %(price)s %(code)s.", price=shown(spot.price), code=spot.currency)
        return ''

    def _ic_found_move(self, spot):
        """Return how far the price is from that of a day before, where that is beyond the level."""
        currency, store = self.company_id.currency_id, self.sudo().company_id
        before = store._ic_spot(self.metal, currency, at=spot.observed_at - DAY)
        if not before:
            return ''
        with exactly():
            percent = (spot.price - before.price) * 100 / before.price
        if abs(percent) < decimal(self.level):
            return ''
        return self.env._(
            "%(percent)s %% in a day: from %(before)s to %(now)s %(code)s.",
            percent=f'{percent:+.2f}',
            before=shown(before.price),
            now=shown(spot.price),
            code=spot.currency,
        )

    def _ic_found_position(self):
        store = self.sudo().company_id
        stands = self.env['ic.metal.stand'].sudo().with_context(allowed_company_ids=store.ids)
        stands.invalidate_model()
        stand = stands.search([('company_id', '=', store.id), ('metal', '=', self.metal)], limit=1)
        if abs(stand.unhedged) <= self.level:
            return ''
        return self.env._(
            "%(open)s oz are unhedged: %(held)s oz held, %(hedged)s oz hedged.",
            open=f'{stand.unhedged:.3f}',
            held=f'{stand.held:.3f}',
            hedged=f'{stand.hedged:.3f}',
        )

    # === CRON === #

    @api.model
    def _cron_look(self):
        """Look at everything that is watched. Started by every new price, and each hour for what grows old."""
        self.sudo().search([('active', '=', True)])._ic_look()


class MetalPrice(models.Model):
    _inherit = 'ic.metal.price'

    def _ic_arrived(self):
        """Override of our own to look at what is watched right after."""
        result = super()._ic_arrived()
        cron = self.env.ref('ic_bullion.cron_metal_watch', raise_if_not_found=False)
        if cron:
            cron.sudo()._trigger()
        return result
