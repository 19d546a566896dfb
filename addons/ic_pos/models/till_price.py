import hashlib
import json

from odoo import api, fields, models
from odoo.fields import Domain

# A message holds so many prices; a tick that moves a whole vault is several messages.
PUSH_PRICES = 2000
MANY = 200


class ProductTemplate(models.Model):
    """Pieces whose price follows something, at the till: what they cost now, by which price of the metal, and when that
    was. Only the price is told; what the house paid or adds is not."""

    _inherit = 'product.template'

    ic_till_mark = fields.Char(string="Priced By", compute='_compute_ic_till_price')
    ic_till_at = fields.Char(string="Priced At", compute='_compute_ic_till_price', help="UTC, as the database has it.")
    ic_till_no_price = fields.Char(string="No Price Because", compute='_compute_ic_till_price')
    ic_till_trade = fields.Float(string="Price for the Trade", compute='_compute_ic_till_price')

    # === COMPUTE METHODS === #

    def _compute_ic_till_price(self):
        """What a till is told is put into its rows for a whole load at once; nobody else asks."""
        self.ic_till_mark = self.ic_till_at = self.ic_till_no_price = False
        self.ic_till_trade = 0.0

    # === LOADING === #

    @api.model
    def _load_pos_data_fields(self, config):
        """Override of `point_of_sale` to name what is told about prices that move."""
        names = ['ic_till_mark', 'ic_till_at', 'ic_till_no_price', 'ic_till_trade']
        return super()._load_pos_data_fields(config) + names

    @api.model
    def _load_pos_data_read(self, records, config):
        """Override of `point_of_sale` to send the prices of this moment. Rows of pieces come with them already."""
        rows = super()._load_pos_data_read(records, config)
        self._ic_till_price_rows([row for row in rows if row.get('ic_till_mark') is False], config)
        return rows

    def _ic_till_rows(self, pieces, config):
        """Extend to send the prices of this moment."""
        return self._ic_till_price_rows(super()._ic_till_rows(pieces, config), config)

    @api.model
    def _ic_till_price_rows(self, rows, config):
        """Put the prices of this moment into rows of products, and return the rows."""
        pieces = self.browse(row['id'] for row in rows)
        if len(pieces) > MANY:  # which of a whole store move is asked once, not of each
            pieces = self.browse(set(config.sudo()._ic_moving_pieces().ids) & set(pieces.ids))
        prices = pieces._ic_till_prices(config)
        for row in rows:
            facts = prices.get(row['id'])
            if facts:
                row.update({name: value for name, value in facts.items() if value or name == 'list_price'})
        return rows

    # === BUSINESS METHODS === #

    def _ic_till_prices(self, config, tier='retail', quantity=1):
        """Return {id: facts} of those of `self` whose price follows something, in the currency of the till."""
        store = config.company_id
        live = self.sudo().with_company(store)._ic_live_prices(company=store, tier=tier, quantity=quantity)
        trade = {}
        if live and tier == 'retail' and config._ic_has_trade_prices():
            trade = self.sudo().with_company(store)._ic_live_prices(company=store, tier='wholesale', quantity=quantity)
        return {
            piece.id: {
                'list_price': config._ic_in_till(price.amount or 0.0, price.currency),
                'ic_till_mark': price.mark or 'none',
                'ic_till_at': fields.Datetime.to_string(price.at) if price.at else '',
                'ic_till_no_price': price.reason or self.env._("On request") if price.amount is None else '',
                'ic_till_trade': config._ic_in_till(trade[piece].amount or 0.0, price.currency) if trade else 0.0,
            }
            for piece, price in live.items()
        }

    @api.model
    def _ic_prices_moved(self, pieces):
        """Extend to tell the open terminals at once."""
        result = super()._ic_prices_moved(pieces)
        self.env['pos.config'].sudo()._ic_push_prices(pieces.sudo())
        return result


class ProductProduct(models.Model):
    _inherit = 'product.product'

    @api.model
    def _load_pos_data_read(self, records, config):
        """Override of `point_of_sale` to send the prices of this moment of variants, too."""
        rows = super()._load_pos_data_read(records, config)
        prices = records.product_tmpl_id._ic_till_prices(config)
        for row in rows if prices else ():
            facts = prices.get(row['product_tmpl_id'])
            if facts:
                extra = self.browse(row['id'])._get_attributes_extra_price()
                row['lst_price'] = facts['list_price'] + config._ic_in_till(extra, config.company_id.currency_id)
        return rows

    def _price_compute(self, price_type, uom=None, currency=None, company=None, date=False):
        """Override of `product` to compute with the price that a till kept for a line, where the context has one."""
        prices = super()._price_compute(price_type, uom=uom, currency=currency, company=company, date=date)
        kept = self.env.context.get('ic_till_kept') or {}
        for product in self if price_type == 'list_price' else ():
            if product.id in kept:
                store, day = company or self.env.company, date or fields.Date.context_today(self)
                amount, target = kept[product.id], currency or product.currency_id
                prices[product.id] = product.currency_id._convert(amount, target, store, day, round=False)
        return prices


class ProductPricelist(models.Model):
    _inherit = 'product.pricelist'

    @api.model
    def _load_pos_data_fields(self, config):
        """Override of `point_of_sale` to let the terminal know for whom a pricelist is made."""
        names = super()._load_pos_data_fields(config)
        return [*names, 'ic_price_tier'] if 'ic_price_tier' in self._fields else names


class PosConfig(models.Model):
    """The prices of this moment on their way to the open terminals."""

    _inherit = 'pos.config'

    # === BUSINESS METHODS === #

    def ic_till_prices(self, known=''):
        """Return all prices that move, for a terminal that was away or has just been opened.

        :param str known: digest of the last answer; the same prices are not sent twice
        :return: dict with 'digest' and, where it is another one, 'groups' (see `_ic_price_groups`)
        """
        self.ensure_one()
        self.check_access('read')
        groups = self.sudo()._ic_price_groups(self.sudo()._ic_moving_pieces())
        digest = hashlib.sha256(json.dumps(groups, sort_keys=True).encode()).hexdigest()[:16]
        return {'digest': digest} if digest == known else {'digest': digest, 'groups': groups}

    @api.model
    def _ic_push_prices(self, pieces):
        """Tell every open terminal that can sell `pieces` what they cost now."""
        messages = {}
        for config in self._ic_open_terminals(pieces.company_id or self.env.companies):
            alike = (config.company_id, config.currency_id, config._ic_has_trade_prices())
            if alike not in messages:  # computed once, however many tills a store has
                mine = config._ic_moving_pieces(pieces)
                parts = [mine[start : start + PUSH_PRICES] for start in range(0, len(mine), PUSH_PRICES)]
                messages[alike] = [{'groups': config._ic_price_groups(part)} for part in parts]
            for message in messages[alike]:
                config._notify('IC_PRICES', message)

    def _ic_moving_pieces(self, pieces=None):
        """Return the pieces on the shelf of this terminal whose price moves by itself; of `pieces`, where given."""
        templates = self.env['product.template'].with_company(self.company_id)
        if 'ic_price_mode' not in templates._fields:
            return templates
        domain = Domain('ic_price_mode', '=', 'spot_plus') & Domain('available_in_pos', '=', True)
        domain &= Domain('ic_status', '=', 'available') & Domain('company_id', 'in', (self.company_id.id, False))
        if pieces is not None:
            domain &= Domain('id', 'in', pieces.ids)
        return templates.search(domain, order='id')

    def _ic_price_groups(self, pieces):
        """Return [{'mark', 'at', 'reason', 'prices': [[id, price, price for the trade], ...]}], as plain data."""
        groups = {}
        for piece_id, facts in pieces._ic_till_prices(self).items():
            key = (facts['ic_till_mark'], facts['ic_till_at'], facts['ic_till_no_price'])
            groups.setdefault(key, []).append([piece_id, facts['list_price'], facts['ic_till_trade']])
        return [
            {'mark': mark, 'at': at, 'reason': reason, 'prices': prices}
            for (mark, at, reason), prices in groups.items()
        ]

    def _ic_in_till(self, amount, currency):
        """Return an amount in the currency of the till."""
        self.ensure_one()
        if not amount or currency == self.currency_id:
            return amount
        return currency._convert(amount, self.currency_id, self.company_id, fields.Date.context_today(self))

    def _ic_has_trade_prices(self):
        """Tell whether a pricelist of the till is made for the trade, by whose premiums it computes then."""
        lists = (self.available_pricelist_ids | self.pricelist_id) if self.use_pricelist else self.pricelist_id
        return 'ic_price_tier' in lists._fields and 'wholesale' in lists.mapped('ic_price_tier')
