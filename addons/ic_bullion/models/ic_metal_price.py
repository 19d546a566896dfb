from odoo import api, fields, models

METALS = [
    ('gold', "Gold"),
    ('silver', "Silver"),
    ('platinum', "Platinum"),
    ('palladium', "Palladium"),
    ('rhodium', "Rhodium"),
    ('copper', "Copper"),
]


class MetalPrice(models.Model):
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
        help="One troy ounce is 31.1034768 grams.",
    )
    currency_id = fields.Many2one('res.currency', required=True, readonly=True, ondelete='restrict')
    observed_at = fields.Datetime(string="At", required=True, readonly=True, help="When the source stated this price.")
    source = fields.Char(required=True, readonly=True)
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
    def _ic_record(self, prices, source, company=None):
        """Add prices a service stated to the history; those that are there already are left alone.

        :param prices: iterable of `ic_connect.types.Price`
        :param str source: who states them
        :param company: whose prices they are; none means everybody's
        :returns: the records added
        :raises KeyError: for a currency that is not active here
        """
        company_id = company.id if company else False
        currencies = {currency.name: currency.id for currency in self.env['res.currency'].search([])}
        values = [
            {
                'metal': price.metal,
                'price': float(price.price.amount),
                'currency_id': currencies[price.price.currency],
                'observed_at': price.observed_at.replace(tzinfo=None),
                'source': source,
                'company_id': company_id,
            }
            for price in prices
        ]
        known = {
            (record.metal, record.currency_id.id, record.observed_at)
            for record in self.search(
                [
                    ('source', '=', source),
                    ('company_id', '=', company_id),
                    ('observed_at', 'in', [one['observed_at'] for one in values]),
                ]
            )
        }
        return self.create(
            [one for one in values if (one['metal'], one['currency_id'], one['observed_at']) not in known]
        )
