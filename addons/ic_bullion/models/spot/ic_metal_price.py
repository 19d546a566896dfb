from datetime import UTC
from decimal import ROUND_HALF_EVEN, Decimal

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from odoo.addons.ic_connect.types import Money, Price

METALS = [
    ('gold', "Gold"),
    ('silver', "Silver"),
    ('platinum', "Platinum"),
    ('palladium', "Palladium"),
    ('rhodium', "Rhodium"),
    ('copper', "Copper"),
]
PLACES = Decimal('1e-6')
BATCH = 1000


def exact(value):
    """Return a price of the database as the decimal that is stored."""
    return Decimal(repr(value or 0.0)).quantize(PLACES, rounding=ROUND_HALF_EVEN).normalize() + 0


class MetalPrice(models.Model):
    """The table of ticks: what an ounce cost, in which currency, when, and who says so. It is only ever added to.

    One table for all stores. A row without a company holds for everybody, one with a company for that store.
    """

    _name = 'ic.metal.price'
    _description = "Metal Price"
    _order = 'observed_at desc, id desc'
    _rec_name = 'metal'

    metal = fields.Selection(METALS, required=True, readonly=True)
    price = fields.Float(
        string="Price per Troy Ounce",
        digits=(16, 6),
        aggregator='avg',
        required=True,
        readonly=True,
        help="One troy ounce is 31.1034768 grams. Of a day: the last price of that day.",
    )
    bid = fields.Float(digits=(16, 6), aggregator=None, readonly=True, help="What is paid for an ounce, where stated.")
    ask = fields.Float(digits=(16, 6), aggregator=None, readonly=True, help="What an ounce is sold for, where stated.")
    currency_id = fields.Many2one('res.currency', required=True, readonly=True, ondelete='restrict')
    observed_at = fields.Datetime(string="At", required=True, readonly=True, help="When the source stated this price.")
    source = fields.Char(required=True, readonly=True)
    source_id = fields.Many2one(
        'ic.metal.source',
        string="Price Source",
        readonly=True,
        index='btree_not_null',
        ondelete='set null',
        groups='ic_inventory_luxury.group_store_admin',
    )
    fx = fields.Char(
        string="Currency Rate", readonly=True, help="How the price came into this currency, where the source says so."
    )
    kind = fields.Selection(
        [('tick', "Tick"), ('day', "Day")],
        required=True,
        readonly=True,
        default='tick',
        help="A tick is the price of a moment. Of a day long past only opening, highest, lowest and last are kept.",
    )
    price_open = fields.Float(string="Opening", digits=(16, 6), aggregator=None, readonly=True)
    price_high = fields.Float(string="Highest", digits=(16, 6), aggregator='max', readonly=True)
    price_low = fields.Float(string="Lowest", digits=(16, 6), aggregator='min', readonly=True)
    tick_count = fields.Integer(string="Ticks", readonly=True, default=1, help="How many prices a day was made of.")
    company_id = fields.Many2one(
        'res.company',
        readonly=True,
        index='btree_not_null',
        ondelete='cascade',
        help="Empty: the price holds for all companies.",
    )

    _observation_uniq = models.UniqueIndex(
        "(metal, currency_id, observed_at, source, COALESCE(company_id, 0))", "This price is recorded already."
    )
    _price_positive = models.Constraint('CHECK (price > 0)', "A price is above zero.")

    @api.depends('metal', 'currency_id', 'observed_at')
    def _compute_display_name(self):
        labels = dict(self._fields['metal']._description_selection(self.env))
        for record in self:
            record.display_name = f"{labels.get(record.metal, '')} {record.price:.2f} {record.currency_id.name or ''}"

    @api.model
    def _ic_record(self, prices, source, company=None, connection=None, kind='tick'):
        """Add prices a service stated to the history; those that are there already are left alone.

        :param prices: iterable of `ic_connect.types.Price`
        :param str source: who states them
        :param company: whose prices they are; none means everybody's
        :param connection: the ic.metal.source that fetched them
        :returns: the records added
        :raises KeyError: for a currency that is not active here
        """
        currencies = {one.name: one.id for one in self.env['res.currency'].search([], order='id')}
        prices = list(prices)
        rows = [self._ic_row(one, currencies, source, company, connection, kind) for one in prices]
        names = SQL(', ').join(map(SQL.identifier, self._ic_columns()))
        added = []
        for start in range(0, len(rows), BATCH):
            values = SQL(', ').join(SQL('%s', row) for row in rows[start : start + BATCH])
            # Two fetches at the same moment bring the same tick: the index lets one in, and nobody has to look first.
            self.env.cr.execute(
                SQL('INSERT INTO ic_metal_price (%s) VALUES %s ON CONFLICT DO NOTHING RETURNING id', names, values),
                log_exceptions=False,  # the other fetch was faster: this one is made again
            )
            added += [row[0] for row in self.env.cr.fetchall()]
        ticks = self.browse(added)
        if ticks:
            self.invalidate_model()
            ticks._ic_arrived()
        return ticks

    @api.model
    def _ic_columns(self):
        """Return the columns that `_ic_row` fills, in its order."""
        figures = ('price', 'bid', 'ask', 'price_open', 'price_high', 'price_low', 'tick_count')
        words = ('metal', 'currency_id', 'observed_at', 'source', 'source_id', 'fx', 'kind', 'company_id')
        return (*figures, *words, 'create_uid', 'write_uid', 'create_date', 'write_date')

    @api.model
    def _ic_row(self, price, currencies, source, company, connection, kind):
        amount = price.price.amount.quantize(PLACES)
        sides = [side and side.amount.quantize(PLACES) for side in (price.bid, price.ask)]
        day = [amount] * 3 if kind == 'day' else [None] * 3
        at = price.observed_at.replace(tzinfo=None, microsecond=0)
        words = (price.metal, currencies[price.price.currency], at, source, connection.id if connection else None)
        who = (self.env.uid, self.env.uid, self.env.cr.now(), self.env.cr.now())
        return (amount, *sides, *day, 1, *words, price.fx or None, kind, company.id if company else None, *who)

    @api.model
    def _ic_check_store(self, company):
        """Refuse prices that a person would enter for a store he does not work in.

        :raises AccessError:
        """
        if company not in self.env.companies:
            raise AccessError(
                self.env._("You do not work in %s: its prices are not yours to enter.", company.sudo().name)
            )

    def _ic_arrived(self):
        """Hook: prices have just been added to the table. For whatever follows the market."""

    def _ic_price(self):
        """Return the tick as a service states it."""
        self.ensure_one()
        money = {
            name: Money(exact(value), self.currency_id.name)
            for name, value in (('bid', self.bid), ('ask', self.ask))
            if value
        }
        price = Money(exact(self.price), self.currency_id.name)
        return Price(
            self.metal, price, self.observed_at.replace(tzinfo=UTC), source=self.source, fx=self.fx or '', **money
        )

    @api.model
    def _ic_latest(self, metal, currency, company=None, source=None, at=None):
        """Return the newest tick of a metal in a currency that holds for a company; empty when there is none.

        :param company: none means ticks that hold for everybody, only
        :param source: an ic.metal.source, to look among its ticks only
        :param at: the newest at that time
        """
        domain = [
            ('metal', '=', metal),
            ('currency_id', '=', currency.id),
            ('company_id', 'in', [*(company.ids if company else ()), False]),
        ]
        if source:
            domain.append(('source_id', '=', source.id))
        if at:
            domain.append(('observed_at', '<=', at))
        return self.sudo().search(domain, order='observed_at desc, id desc', limit=1)
