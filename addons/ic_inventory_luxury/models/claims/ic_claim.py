from odoo import api, fields, models

ACTIVE = ('held', 'committed')
ACTIVE_SQL = "state IN ('held', 'committed')"


class IcClaim(models.Model):
    """A promise of units of a product to one owner: an order, a checkout, a till, a client.

    Nothing leaves the house, and nothing is promised, without one. The database holds the promise: one active claim
    per one-of-one product by a unique index, and never more units claimed than there are by the CHECK of
    `ic.claim.counter`, which a trigger on this table keeps. The ways in are `_ic_take` and what builds on it.
    """

    _name = 'ic.claim'
    _description = "Claim"
    _order = 'id desc'
    _rec_name = 'reference'

    company_id = fields.Many2one('res.company', required=True, readonly=True, index=True, ondelete='restrict')
    product_id = fields.Many2one('product.product', required=True, readonly=True, index=True, ondelete='restrict')
    product_tmpl_id = fields.Many2one(
        'product.template', string="Piece", required=True, readonly=True, index=True, ondelete='restrict'
    )
    is_unique = fields.Boolean(string="One of One", readonly=True)
    lot_id = fields.Many2one('stock.lot', string="Serial", readonly=True, index='btree_not_null', ondelete='restrict')
    quantity = fields.Float(digits='Product Unit', required=True, readonly=True)
    fulfilled = fields.Float(
        string="Handed Over", digits='Product Unit', readonly=True, default=0.0, help="Units that left the house."
    )
    returned = fields.Float(
        string="Came Back", digits='Product Unit', readonly=True, default=0.0, help="Units that came back afterwards."
    )
    state = fields.Selection(
        [
            ('held', "Held"),
            ('committed', "Promised"),
            ('done', "Handed over"),
            ('released', "Released"),
            ('expired', "Lapsed"),
        ],
        required=True,
        readonly=True,
        index=True,
    )
    kind = fields.Selection(
        [
            ('checkout', "Web checkout"),
            ('till', "Being paid at a till"),
            ('client', "Held for a client"),
            ('approval', "On approval"),
            ('lease', "Leased to a terminal"),
            ('order', "Sold"),
            ('delivery', "Handed over without an order"),
            ('api', "Claimed by another system"),
        ],
        required=True,
        readonly=True,
    )
    source = fields.Selection(
        [
            ('website', "Website"),
            ('pos', "Gallery Terminal"),
            ('backend', "Backend"),
            ('channel', "Channel"),
            ('api', "API"),
        ],
        required=True,
        readonly=True,
    )
    owner = fields.Char(
        required=True, readonly=True, index=True, help="Whose claim it is, as a key: the model and id of a document."
    )
    reference = fields.Char(readonly=True, help="The document or place behind the claim, as people know it.")
    partner_id = fields.Many2one('res.partner', string="For", readonly=True, index='btree_not_null')
    user_id = fields.Many2one('res.users', string="By", readonly=True, default=lambda self: self.env.uid)
    taken_on = fields.Datetime(readonly=True, required=True, default=fields.Datetime.now)
    expires_at = fields.Datetime(string="Lapses", readonly=True, index='btree_not_null')
    ended_on = fields.Datetime(string="Ended", readonly=True)
    end_reason = fields.Char(string="Why It Ended", readonly=True)
    is_lapsed = fields.Boolean(compute='_compute_is_lapsed', search='_search_is_lapsed')

    _one_buyer = models.UniqueIndex(
        f'(product_id) WHERE is_unique AND {ACTIVE_SQL}', "This piece is one of one and was just promised elsewhere."
    )
    _one_per_owner = models.UniqueIndex(
        f'(owner, product_id) WHERE {ACTIVE_SQL}', "This document has a claim on the product already."
    )
    _one_per_serial = models.UniqueIndex(
        f'(lot_id) WHERE lot_id IS NOT NULL AND {ACTIVE_SQL}', "This serial number was just promised elsewhere."
    )
    # Of a bar most claims are done: those that count are found without reading years of sales.
    _active_product = models.Index(f'(product_id) WHERE {ACTIVE_SQL}')
    _active_piece = models.Index(f'(product_tmpl_id) WHERE {ACTIVE_SQL}')
    _course = models.Constraint(
        'CHECK (quantity > 0 AND fulfilled >= 0 AND fulfilled <= quantity AND returned >= 0 AND returned <= fulfilled)',
        "A claim hands over no more than it promised and gets back no more than it handed over.",
    )
    _end = models.Constraint(
        "CHECK ((state IN ('held', 'committed')) = (ended_on IS NULL))", "A claim that ended says when."
    )

    def init(self):
        """Let the database count what is claimed, whoever writes claims and however."""
        result = super().init()
        self.env.cr.execute(
            """
            CREATE OR REPLACE FUNCTION ic_claim_count() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE delta numeric := 0;
            BEGIN
                IF TG_OP <> 'INSERT' AND OLD.state IN ('held', 'committed') THEN
                    delta := delta - (OLD.quantity - OLD.fulfilled);
                END IF;
                IF TG_OP <> 'DELETE' AND NEW.state IN ('held', 'committed') THEN
                    delta := delta + (NEW.quantity - NEW.fulfilled);
                END IF;
                IF delta <> 0 THEN
                    UPDATE ic_claim_counter SET claimed = claimed + delta
                     WHERE product_id = CASE TG_OP WHEN 'DELETE' THEN OLD.product_id ELSE NEW.product_id END;
                    IF NOT FOUND THEN
                        RAISE EXCEPTION 'a claim needs the counter of its product' USING ERRCODE = 'check_violation';
                    END IF;
                END IF;
                RETURN NULL;
            END $$;
            DROP TRIGGER IF EXISTS ic_claim_count ON ic_claim;
            CREATE TRIGGER ic_claim_count AFTER INSERT OR DELETE OR UPDATE OF state, quantity, fulfilled ON ic_claim
                FOR EACH ROW EXECUTE FUNCTION ic_claim_count();
            """
        )
        return result

    # === COMPUTE METHODS === #

    @api.depends('state', 'expires_at')
    def _compute_is_lapsed(self):
        now = fields.Datetime.now()
        for claim in self:
            claim.is_lapsed = claim.state == 'held' and bool(claim.expires_at) and claim.expires_at <= now

    @api.model
    def _search_is_lapsed(self, operator, value):
        if operator != 'in':
            return NotImplemented
        return [('state', '=', 'held'), ('expires_at', '<=', fields.Datetime.now())]

    # === BUSINESS METHODS === #

    @api.model
    def _ic_key(self, owner):
        """Return the key of an owner: a record, or a key already. Documents that are not stored yet bring a key."""
        return owner if isinstance(owner, str) else f'{owner._name},{owner.id}'

    @api.model
    def _ic_of(self, owner):
        """Return the active claims of `owner` (a record or a key), lapsed holds included."""
        return self.sudo().search([('owner', '=', self._ic_key(owner)), ('state', 'in', ACTIVE)])

    def _ic_weight(self):
        """Return the units this claim keeps from others: what is promised and has not left yet."""
        self.ensure_one()
        return self.quantity - self.fulfilled if self.state in ACTIVE else 0.0

    def _ic_document(self):
        """Return the record behind the claim, empty if it is no record or was deleted."""
        self.ensure_one()
        model, _comma, number = self.owner.partition(',')
        if model in self.env and number.isdigit():
            return self.env[model].sudo().browse(int(number)).exists()
        return self.env['ic.claim'].browse()
