from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

# More changes in one transaction (an import) are not sent one by one: the terminals ask for them.
PUSH_AT_ONCE = 200
# A transaction is dated by its beginning: whoever asks what changed looks back this much further.
MARGIN = timedelta(minutes=5)
PLENTY = 999999.0


class PosConfig(models.Model):
    """What an open terminal is told about the stock."""

    _inherit = 'pos.config'

    ic_offline_rule = fields.Selection(
        [('refuse', "Refuse one-of-one pieces"), ('sell', "Sell, and reconcile afterwards")],
        string="While Offline",
        default='refuse',
        required=True,
        help="Refuse: without a connection only pieces leased to this terminal are sold. Sell: every piece that the "
        "terminal knows is sold; what somebody else had sold meanwhile becomes a conflict, the money already taken.",
    )

    # === BUSINESS METHODS === #

    def ic_check_in(self, since, device, unsent=0):
        """Answer a terminal that was away or has just been opened.

        :param str since: moment (UTC) of the last answer; false for a day ago
        :param str device: the terminal's own identifier
        :param int unsent: paid orders that wait at the terminal
        :return: dict with 'stamp' (for the next call), 'products' (see `_ic_terminal_facts`) and 'leases'
        """
        self.ensure_one()
        self.check_access('read')
        now = fields.Datetime.now()
        leases = self.env['ic.pos.lease'].sudo()._ic_check_in(self.sudo(), device, unsent)
        return {
            'stamp': fields.Datetime.to_string(now),
            'products': self.sudo()._ic_terminal_facts(self.sudo()._ic_changed_since(since)),
            'leases': leases,
        }

    def ic_tell_basket(self, device, template_ids, ask=False):
        """Tell the other terminals of the store what lies in a basket here. A hint: it reserves nothing.

        :param list template_ids: ids of product.template in the baskets of this terminal
        :param bool ask: have the others tell theirs, too
        """
        self.ensure_one()
        self.check_access('read')
        ids = [number for number in template_ids if isinstance(number, int)][:PUSH_AT_ONCE]
        message = {'config_id': self.id, 'device': device, 'name': self.name, 'ids': ids, 'ask': bool(ask)}
        for config in self.sudo()._ic_open_terminals(self.company_id):
            config._notify('IC_BASKET', message)
        return True

    @api.model
    def _ic_open_terminals(self, companies):
        """Return the terminals of `companies` that are open now."""
        # Every sale asks this: few sessions are open at a time, so their companies are looked at afterwards.
        sessions = self.env['pos.session'].search([('state', '!=', 'closed'), ('rescue', '=', False)])
        return sessions.config_id.filtered(lambda config: config.company_id in companies)

    @api.model
    def _ic_push_stock(self, products):
        """Tell every open terminal that can sell `products` what became of them."""
        for config in self._ic_open_terminals(products.company_id or self.env.companies):
            mine = products.filtered(
                lambda product, config=config: not product.company_id or product.company_id == config.company_id
            )
            if len(mine) > PUSH_AT_ONCE:
                config._notify('IC_STOCK', {'reread': True})
            elif mine:
                config._notify('IC_STOCK', {'products': config._ic_terminal_facts(mine)})

    def _ic_changed_since(self, since):
        """Return the products (product.product) of the store that changed since `since` (UTC, text)."""
        self.ensure_one()
        try:
            start = fields.Datetime.to_datetime(since and str(since)[:19]) - MARGIN
        except (ValueError, TypeError):
            start = fields.Datetime.now() - timedelta(days=1)
        mine = Domain('company_id', '=', self.company_id.id)
        # Whatever is held goes along, whenever that was: neither a lease nor a hold that lapsed writes a status.
        told = Domain('write_date', '>=', start) | Domain('state', '=', 'held')
        claims = self.env['ic.claim'].search(mine & told)
        entries = self.env['ic.stock.entry'].search(mine & Domain('date', '>=', start))
        logs = self.env['ic.status.log'].search(mine & Domain('date', '>=', start))
        return claims.product_id | entries.product_id | logs.product_tmpl_id.product_variant_ids

    def _ic_terminal_facts(self, products):
        """Return what this terminal has to know about `products` (product.product), as plain data.

        'free': units it may sell now (a lease of its own counts as free); 'where': in words what became of the rest;
        'order': uuid of the order of a till that has the piece right now; 'listed': it belongs on the shelf.
        """
        self.ensure_one()
        claims = self.env['ic.claim']
        free = claims._ic_free(products, owner=self._ic_lease_key())
        facts = []
        for product in products:
            piece = product.product_tmpl_id
            sellable = not piece.ic_category or piece.ic_status == 'available'
            units = min(free[product], PLENTY) if sellable else 0.0
            blocking = claims.browse() if units > 0 else self._ic_blocking(product)
            facts.append(
                {
                    'id': product.id,
                    'tmpl': piece.id,
                    'free': units,
                    'status': piece.ic_status or False,
                    'where': '' if units > 0 else blocking._ic_short_words(piece),
                    'order': blocking.owner.partition('pos.order,')[2] if len(blocking) == 1 else '',
                    'listed': bool(piece.available_in_pos and piece.sale_ok and piece.active and sellable),
                }
            )
        return facts

    def _ic_blocking(self, product):
        """Return the claims of others on `product` that count now, else the one it left the house with."""
        claims = self.env['ic.claim']
        active = claims._ic_active(product).filtered(lambda claim: not claim.is_lapsed)
        active = active.filtered(lambda claim: claim.owner != self._ic_lease_key())
        return active[:1] or claims._ic_last_handed_over(product)

    def _ic_lease_key(self):
        """Return the owner of what is leased to this terminal, as claims know it."""
        self.ensure_one()
        return self.env['ic.claim']._ic_key(self)


class ProductProduct(models.Model):
    _inherit = 'product.product'

    @api.model
    def _ic_announce(self, products, freed):
        """Extend to tell the open terminals at once."""
        res = super()._ic_announce(products, freed)
        self.env['pos.config']._ic_push_stock(products)
        return res


class ProductTemplate(models.Model):
    _inherit = 'product.template'

    @api.model
    def _load_pos_data_fields(self, config):
        """Override of `point_of_sale` to let the terminal know which goods have one buyer each."""
        return super()._load_pos_data_fields(config) + ['ic_one_buyer']


class IcClaim(models.Model):
    _inherit = 'ic.claim'

    def _ic_short_words(self, piece):
        """Return in a few words, for a card or a dialog that names the piece already, where it went.

        :param piece: the product.template, whose status speaks when nobody has a claim on it
        """
        if not self:
            if piece.ic_status in ('sold', 'available') or not piece.ic_category:
                return self.env._("Out of stock")
            return dict(piece._selection_ic_status()).get(piece.ic_status, '')
        document = self.reference or ''
        words = {
            'order': self.env._("Sold with %s", document),
            'checkout': self.env._("In a checkout of the web shop (%s)", document),
            'till': self.env._("Being paid for at %s", document),
            'client': self.env._("Held for a client until %s", self._ic_until()),
            'approval': self.env._("With a client on approval until %s", self._ic_until()),
            'lease': self.env._("Leased to %(till)s until %(until)s", till=document, until=self._ic_until()),
            'delivery': self.env._("Left the house with %s", document),
            'api': self.env._("Claimed by another system (%s)", document),
        }
        return words.get(self.kind) or document
