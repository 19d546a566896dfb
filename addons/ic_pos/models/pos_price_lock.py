from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

# A payment that has begun within its time may take as long again, and no longer.
LONGEST = 2
KEEP_DAYS = 2


class ResCompany(models.Model):
    _inherit = 'res.company'

    ic_till_price_minutes = fields.Integer(
        string="Keep a Price at the Till (minutes)",
        default=15,
        required=True,
        help="A piece that follows its metal keeps the price it had when it was added to the order for so long. Paid "
        "within it, the price is honoured, whatever the metal did.",
    )

    _ic_till_price_minutes_positive = models.Constraint(
        'CHECK (ic_till_price_minutes > 0)', "A price is kept for at least a minute."
    )


class ResConfigSettings(models.TransientModel):
    _inherit = 'res.config.settings'

    ic_till_price_minutes = fields.Integer(related='company_id.ic_till_price_minutes', readonly=False)


class IcPosPrice(models.Model):
    """A price that moves, as it was quoted at a till for one line: the proof that it was really asked."""

    _name = 'ic.pos.price'
    _description = "Price Kept for a Line of a Till"
    _order = 'id desc'
    _log_access = False

    config_id = fields.Many2one('pos.config', required=True, readonly=True, index=True, ondelete='cascade')
    company_id = fields.Many2one('res.company', required=True, readonly=True, index=True, ondelete='cascade')
    product_id = fields.Many2one('product.product', required=True, readonly=True, index=True, ondelete='cascade')
    line_uuid = fields.Char(string="Line", required=True, readonly=True, help="As the terminal knows it.")
    quantity = fields.Float(required=True, readonly=True)
    tier = fields.Char(required=True, readonly=True)
    amount = fields.Float(required=True, readonly=True, help="Of one unit, before pricelists, in the till's currency.")
    mark = fields.Char(string="Priced By", readonly=True)
    price_at = fields.Datetime(string="Price Of", readonly=True)
    quoted_on = fields.Datetime(required=True, readonly=True)
    until = fields.Datetime(string="Kept Until", required=True, readonly=True)

    _line_uniq = models.UniqueIndex("(line_uuid)", "A line keeps one price.")

    # === BUSINESS METHODS === #

    @api.model
    def _ic_of(self, config, lines):
        """Return {line: ic.pos.price} of what is kept now for lines, as `_ic_read_line` makes them."""
        found = self.search(
            [('line_uuid', 'in', [one['line'] for one in lines]), ('company_id', '=', config.company_id.id)], order='id'
        )
        known, now = {one.line_uuid: one for one in found}, fields.Datetime.now()
        return {
            one['line']: known[one['line']]
            for one in lines
            if one['line'] in known and known[one['line']]._ic_is_for(one, now)
        }

    def _ic_is_for(self, line, now):
        """Tell whether this price is for what the line is now: another quantity is another quote."""
        self.ensure_one()
        same = self.product_id.id == line['product_id'] and self.tier == line['tier']
        return same and self.until > now and abs(self.quantity - line['quantity']) < 1e-6

    @api.model
    def _ic_quote(self, config, lines):
        """Return {line: facts} of what lines cost at this moment; nothing for those whose price does not move."""
        quotes, asked = {}, {}
        for one in lines:
            asked.setdefault((one['tier'], one['quantity']), []).append(one)
        for (tier, quantity), ones in asked.items():
            products = self.env['product.product'].browse(one['product_id'] for one in ones)
            prices = products.product_tmpl_id._ic_till_prices(config, tier, quantity)
            for one, product in zip(ones, products):
                facts = prices.get(product.product_tmpl_id.id)
                if facts:
                    extra = config._ic_in_till(product._get_attributes_extra_price(), config.company_id.currency_id)
                    quotes[one['line']] = {**facts, 'amount': facts['list_price'] + extra}
        return quotes

    @api.model
    def _ic_keep(self, config, line, quote):
        """Keep the price of this moment for a line. Asked twice at once, the later one holds."""
        now = fields.Datetime.now()
        until = now + timedelta(minutes=config.company_id.ic_till_price_minutes)
        values = {
            'config_id': config.id,
            'company_id': config.company_id.id,
            'product_id': line['product_id'],
            'line_uuid': line['line'],
            'quantity': line['quantity'],
            'tier': line['tier'],
            'amount': quote['amount'],
            'mark': quote['ic_till_mark'],
            'price_at': quote['ic_till_at'] or None,
            'quoted_on': now,
            'until': until,
        }
        rows = self.env.execute_query(
            SQL(
                """INSERT INTO ic_pos_price (%(names)s) VALUES %(values)s
                   ON CONFLICT (line_uuid) DO UPDATE SET (%(names)s) = ROW(%(excluded)s) RETURNING id""",
                names=SQL(', ').join(map(SQL.identifier, values)),
                values=tuple(values.values()),
                excluded=SQL(', ').join(SQL("EXCLUDED.%s", SQL.identifier(name)) for name in values),
            )
        )
        kept = self.browse(rows[0][0])
        kept.invalidate_recordset()
        return kept

    def _ic_pay_begins(self):
        """Give a payment that begins its time, once."""
        minutes = self.company_id[:1].ic_till_price_minutes
        now = fields.Datetime.now()
        for one in self:
            most = one.quoted_on + timedelta(minutes=LONGEST * minutes)
            one.until = max(one.until, min(now + timedelta(minutes=minutes), most))

    @api.autovacuum
    def _gc_old(self):
        """Forget prices nobody can pay by any more."""
        self.env.cr.execute(
            "DELETE FROM ic_pos_price WHERE until < now() AT TIME ZONE 'UTC' - make_interval(days => %s)", [KEEP_DAYS]
        )


class PosConfig(models.Model):
    _inherit = 'pos.config'

    # === BUSINESS METHODS === #

    def ic_lock_prices(self, lines, again=False):
        """Keep the prices of this moment for lines that were just added to an order, or whose quantity changed.

        What is kept already for the same quantity stays. The answer is what is charged, whatever the terminal showed.

        :param list lines: dicts with line (uuid), product_id, quantity and pricelist_id
        :param bool again: by the prices of this moment, whatever was kept
        :return: list of dicts with line, amount, mark, at, until (milliseconds), reason; nothing for fixed prices
        """
        self.ensure_one()
        self.check_access('read')
        self, prices = self.sudo(), self.env['ic.pos.price'].sudo()
        asked = self._ic_read_lines(lines)
        kept = {} if again else prices._ic_of(self, asked)
        quotes = prices._ic_quote(self, [one for one in asked if one['line'] not in kept])
        answers = []
        for one in asked:
            quote = quotes.get(one['line'])
            if quote and quote['ic_till_no_price']:
                answers.append({'line': one['line'], 'reason': quote['ic_till_no_price']})
            elif quote or one['line'] in kept:
                answers.append(self._ic_lock_answer(kept.get(one['line']) or prices._ic_keep(self, one, quote)))
        return answers

    def _ic_lock_answer(self, price):
        return {
            'line': price.line_uuid,
            'amount': price.amount,
            'mark': price.mark,
            'at': fields.Datetime.to_string(price.price_at) if price.price_at else '',
            'until': int(price.until.timestamp() * 1000),
            'reason': '',
        }

    def _ic_read_lines(self, lines):
        """Return what a terminal says about its lines, as plain data that can be trusted in form."""
        ids = {int(one['product_id']) for one in lines}
        domain = [('id', 'in', list(ids)), ('company_id', 'in', (self.company_id.id, False))]
        known = set(self.env['product.product'].with_context(active_test=False).search(domain, order='id').ids)
        return [
            {
                'line': str(one['line'])[:64],
                'product_id': int(one['product_id']),
                'quantity': float(one.get('quantity') or 1.0),
                'tier': self._ic_tier(one.get('pricelist_id')),
                'amount': float(one.get('amount') or 0.0),
            }
            for one in lines
            if int(one['product_id']) in known
        ]

    def _ic_tier(self, pricelist):
        """Return for whom a pricelist (or its id) is made: 'retail' or 'wholesale'."""
        pricelists = self.env['product.pricelist'].sudo()
        found = pricelist if isinstance(pricelist, models.Model) else pricelists.browse(pricelist or ()).exists()
        return ('ic_price_tier' in pricelists._fields and found.ic_price_tier) or 'retail'

    def ic_claim_lines(self, order_uuid, wants, options=None):
        """Extend: before a payment starts, a price that moves must be one that is kept, or that of this moment."""
        lines = (options or {}).get('prices') or []
        refused = self.sudo()._ic_price_objections(self.sudo()._ic_read_lines(lines)) if lines else []
        if not refused:
            return super().ic_claim_lines(order_uuid, wants, options)
        self.ic_release_order(order_uuid)
        return {'refused': refused, 'until': 0}

    def _ic_price_objections(self, lines):
        """Return, as plain data, the lines whose price is not one to be paid now; what is, is kept for the payment."""
        prices = self.env['ic.pos.price']
        kept, refused = prices._ic_of(self, lines), []
        quotes = prices._ic_quote(self, lines)
        for one in lines:
            quote, known = quotes.get(one['line']), kept.get(one['line'])
            if not quote:
                continue
            if known and abs(known.amount - one['amount']) < 1e-6:
                known._ic_pay_begins()
            elif not quote['ic_till_no_price'] and abs(quote['amount'] - one['amount']) < 1e-6:
                prices._ic_keep(self, one, quote)
            else:
                refused.append(self._ic_price_objection(one, quote))
        return refused

    def _ic_price_objection(self, line, quote):
        product = self.env['product.product'].browse(line['product_id'])
        if quote['ic_till_no_price']:
            words = self.env._("Price on request. %s", quote['ic_till_no_price'])
        else:
            words = self.env._(
                "Its price was kept for %(minutes)s minutes and has moved since. Now: %(price)s",
                minutes=self.company_id.ic_till_price_minutes,
                price=self.currency_id.format(quote['amount']),
            )
        return {
            'product_id': product.id,
            'name': product.display_name,
            'where': words,
            'line': line['line'],
            'again': not quote['ic_till_no_price'],
        }
