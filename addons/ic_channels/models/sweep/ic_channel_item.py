from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.ic_connect.errors import ServiceError


class IcChannelItem(models.Model):
    """A thing a channel has, and what it probably is: the SKU proposes, a person decides."""

    _name = 'ic.channel.item'
    _description = "Thing on a Channel"
    _order = 'match_state, sku, id'
    _rec_name = 'title'

    channel_id = fields.Many2one('ic.channel', required=True, readonly=True, index=True, ondelete='cascade')
    company_id = fields.Many2one(related='channel_id.company_id', store=True, index=True)
    remote_id = fields.Char(string="Remote ID", required=True, readonly=True)
    sku = fields.Char(string="SKU", readonly=True, index='btree_not_null')
    title = fields.Char(readonly=True)
    url = fields.Char(string="Page", readonly=True)
    quantity = fields.Integer(readonly=True, aggregator=None)
    is_counted = fields.Boolean(readonly=True)
    currency_id = fields.Many2one('res.currency', readonly=True)
    price = fields.Monetary(readonly=True, aggregator=None)
    remote_status = fields.Char(string="There", readonly=True)
    seen_on = fields.Datetime(readonly=True)
    listing_id = fields.Many2one('ic.listing', readonly=True, index='btree_not_null', ondelete='set null')
    product_id = fields.Many2one(
        'product.product',
        string="Piece",
        ondelete='set null',
        index='btree_not_null',
        domain="[('company_id', 'in', (company_id, False))]",
        help="What it is. Proposed by the SKU; choose another where that is wrong.",
    )
    match_state = fields.Selection(
        [
            ('proposed', "Proposed"),
            ('conflict', "In Conflict"),
            ('unknown', "Unknown"),
            ('bound', "Bound"),
            ('ignored', "Left Alone"),
        ],
        string="Match",
        required=True,
        readonly=True,
        default='unknown',
        index=True,
    )
    why = fields.Char(readonly=True, help="What is in conflict.")

    _once = models.UniqueIndex('(channel_id, remote_id)', "This thing of the channel is known already.")

    # === ACTIONS === #

    def action_ic_ignore(self):
        """Leave these things alone: they are none of our pieces, or kept by hand."""
        self.check_access('write')
        self.filtered(lambda item: item.match_state != 'bound').sudo().write({'match_state': 'ignored', 'why': False})

    def action_ic_propose(self):
        """Look for the pieces of these things anew."""
        self.check_access('write')
        self.filtered(lambda item: item.match_state != 'bound')._ic_propose()

    # === BUSINESS METHODS === #

    def _ic_propose(self):
        """Say which piece each thing probably is: the one with its SKU. What is not plain is left to a person."""
        items = self.sudo()
        for channel in items.channel_id:
            own = items.filtered(lambda item, channel=channel: item.channel_id == channel)
            alike = own._ic_alike()
            # A second thing of the same SKU is news for the first one, too.
            twins = items.browse([number for numbers in alike.values() if len(numbers) > 1 for number in numbers])
            own |= twins.filtered(lambda item: item.match_state == 'proposed')
            products = own._ic_products_by_sku()
            bound = own._ic_bound([product.id for alike_ones in products.values() for product in alike_ones])
            for item in own:
                key = _key(item.sku)
                item.write(item._ic_proposal(bound, products.get(key, []), len(alike.get(key, ()))))

    def _ic_bound(self, product_ids):
        """Return {remote id: listing} of these things, and of the pieces they may be."""
        concerned = Domain('remote_id', 'in', self.mapped('remote_id')) | Domain('product_id', 'in', product_ids)
        listings = self.env['ic.listing'].sudo()
        listed = Domain('channel_id', 'in', self.channel_id.ids) & Domain('remote_id', '!=', False)
        return {listing.remote_id: listing for listing in listings.search(listed & concerned, order='id')}

    def _ic_alike(self):
        """Return {SKU in capitals: ids of all things of the channel that have it}."""
        self.flush_model(['channel_id', 'sku'])
        keys = sorted({_key(sku) for sku in self.mapped('sku') if sku})
        query = """SELECT UPPER(sku), array_agg(id) FROM ic_channel_item
                    WHERE channel_id = ANY(%s) AND UPPER(sku) = ANY(%s) GROUP BY UPPER(sku)"""
        return dict(self.env.execute_query(SQL(query, self.channel_id.ids, keys)))

    def _ic_products_by_sku(self):
        """Return {SKU in capitals: [products of the store]}."""
        found = {}
        wanted = {sku for sku in self.mapped('sku') if sku}
        products = self.env['product.product'].sudo()
        for product in products.search(
            [
                ('default_code', 'in', sorted(wanted | {sku.upper() for sku in wanted})),
                ('company_id', 'in', [*self.company_id.ids, False]),
            ],
            order='id',
        ):
            found.setdefault(_key(product.default_code), []).append(product)
        return found

    def _ic_proposal(self, bound, products, alike):
        """Return the values of the proposal for one thing."""
        self.ensure_one()
        if self.remote_id in bound:
            listing = bound[self.remote_id]
            return {'match_state': 'bound', 'listing_id': listing.id, 'product_id': listing.product_id.id, 'why': False}
        if not products:
            why = self.env._("No piece has this SKU.") if self.sku else self.env._("It has no SKU.")
            return {'match_state': 'unknown', 'product_id': False, 'why': why}
        why = ''
        if len(products) > 1:
            why = self.env._("%s pieces of the store have this SKU.", len(products))
        elif alike > 1:
            why = self.env._("%s things on the channel have this SKU.", alike)
        elif any(listing.product_id == products[0] for listing in bound.values()):
            why = self.env._("The piece is bound to another thing of the channel.")
        elif not products[0]._ic_is_claimed():
            why = self.env._("The product may be oversold: it has no category.")
        return {
            'match_state': 'conflict' if why else 'proposed',
            'product_id': products[0].id if len(products) == 1 else False,
            'why': why or False,
        }


def _key(sku):
    return (sku or '').strip().upper()


class IcChannel(models.Model):
    _inherit = 'ic.channel'

    item_ids = fields.One2many('ic.channel.item', 'channel_id')
    items_read_on = fields.Datetime(string="Catalog Read", readonly=True, copy=False)
    items_words = fields.Char(string="Catalog", readonly=True, copy=False, help="How far reading the catalog has come.")

    # === ACTIONS === #

    def action_ic_read_items(self):
        """Read everything the channel has and propose what it is."""
        self.check_access('write')
        for channel in self:
            channel._ic_enqueue('_ic_read_items', priority=15)
        return self._ic_tell(self.env._("The channel's catalog is being read."))

    # === BUSINESS METHODS === #

    def _ic_read_items(self, cursor='', count=0):
        """Read the next pages of what the channel has. Runs as a job, and goes on in the next one."""
        self.ensure_one()
        if not self._ic_is_open():
            return self.env._("not connected")
        try:
            with self._ic_calling() as client:
                items, cursor = client.list_items(cursor)
        except ServiceError as error:
            return self._ic_retry(error, '_ic_read_items', cursor, count, key=cursor, priority=10)
        self._ic_keep_items(items).filtered(lambda item: item.match_state != 'ignored')._ic_propose()
        count += len(items)
        self.sudo().write(
            {
                'items_read_on': fields.Datetime.now(),
                'items_words': self.env._("%s read", count)
                if not cursor
                else self.env._("%s read so far, going on", count),
            }
        )
        if cursor:
            self._ic_enqueue('_ic_read_items', cursor, count, priority=15, key=cursor)
        return self.items_words

    def _ic_keep_items(self, items):
        """Write down things of the channel (list of the dataclass Item); returns their rows."""
        rows = self.env['ic.channel.item'].sudo()
        known = {
            row.remote_id: row
            for row in rows.search(
                [('channel_id', '=', self.id), ('remote_id', 'in', [item.remote_id for item in items])]
            )
        }
        currencies = {one.name: one.id for one in self.env['res.currency'].with_context(active_test=False).search([])}
        now, kept = fields.Datetime.now(), rows
        for item in items:
            values = {
                'sku': item.sku.strip() or False,
                'title': item.title,
                'url': item.url or False,
                'quantity': item.quantity or 0,
                'is_counted': item.quantity is not None,
                'remote_status': item.status,
                'price': float(item.price.amount) if item.price else 0.0,
                'currency_id': currencies.get(item.price.currency) if item.price else False,
                'seen_on': now,
            }
            row = known.get(item.remote_id)
            if row:
                row.write(values)
            else:
                row = rows.create({**values, 'channel_id': self.id, 'remote_id': item.remote_id})
            kept |= row
        return kept
