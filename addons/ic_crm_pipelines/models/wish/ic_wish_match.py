from odoo import api, fields, models
from odoo.tools import SQL

from .ic_wish_piece import OFFERED

OPEN = ('new', 'contacted', 'opportunity')


class IcWishMatch(models.Model):
    """A piece that meets a wish: something to do. There is one per wish and piece, whatever happens to either.

    Written by `_ic_store` alone, in one statement for any number of them.
    """

    _name = 'ic.wish.match'
    _description = "Wish Match"
    _order = 'found_on desc, score desc, id desc'
    _rec_names_search = ['wish_id.name', 'wish_id.contact_name', 'product_tmpl_id.name']

    wish_id = fields.Many2one('ic.wish', required=True, readonly=True, index=True, ondelete='cascade')
    product_tmpl_id = fields.Many2one(
        'product.template', string="Piece", required=True, readonly=True, index=True, ondelete='cascade'
    )
    company_id = fields.Many2one('res.company', required=True, readonly=True, index=True, ondelete='cascade')
    score = fields.Integer(readonly=True, aggregator=None, help="0 to 100: how well the piece meets the wish.")
    reasons = fields.Json(readonly=True)
    reason = fields.Char(string="Why", compute='_compute_reason')
    open_questions = fields.Char(string="To Check", compute='_compute_reason', help="What is not known of the piece.")
    state = fields.Selection(
        [
            ('new', "To Do"),
            ('contacted', "Customer Written To"),
            ('opportunity', "Opportunity"),
            ('dismissed', "Dismissed"),
            ('lapsed', "No Longer Fits"),
        ],
        required=True,
        readonly=True,
        default='new',
        index=True,
    )
    cause = fields.Selection(
        [
            ('intake', "New Piece"),
            ('available', "Became Available"),
            ('price', "Price Changed"),
            ('change', "Piece Changed"),
            ('wish', "New Wish"),
        ],
        string="Found By",
        readonly=True,
    )
    found_on = fields.Datetime(readonly=True, index=True)
    # Of both sides, for the list
    partner_id = fields.Many2one(related='wish_id.partner_id', string="Customer")
    contact_name = fields.Char(related='wish_id.contact_name', string="Who")
    user_id = fields.Many2one(related='wish_id.user_id', string="Responsible", store=True, index='btree_not_null')
    wish_name = fields.Char(string="Wish in Short", compute='_compute_names')
    piece_name = fields.Char(related='product_tmpl_id.name', string="Name of the Piece")
    image_128 = fields.Image(related='product_tmpl_id.image_128')
    ic_status = fields.Selection(related='product_tmpl_id.ic_status', string="Status")
    ic_brand_id = fields.Many2one(related='product_tmpl_id.ic_brand_id', string="Brand")
    default_code = fields.Char(related='product_tmpl_id.default_code', string="SKU")
    list_price = fields.Float(related='product_tmpl_id.list_price', string="Retail Price")
    currency_id = fields.Many2one(related='company_id.currency_id')
    ceiling = fields.Monetary(related='wish_id.ceiling', string="At Most", currency_field='currency_id')
    is_free = fields.Boolean(
        string="Can Be Offered", compute='_compute_is_free', search='_search_is_free', help="Promised to nobody."
    )
    lead_id = fields.Many2one(
        'crm.lead', string="Opportunity", readonly=True, ondelete='set null', index='btree_not_null'
    )
    dismiss_reason = fields.Selection(
        [
            ('not_it', "Not What Is Meant"),
            ('price', "Too Expensive"),
            ('condition', "Condition"),
            ('has_one', "Has One Already"),
            ('not_interested', "Not Interested"),
            ('other', "Other"),
        ],
        readonly=True,
    )
    dismiss_note = fields.Char(readonly=True)
    done_by_id = fields.Many2one('res.users', readonly=True)
    done_on = fields.Datetime(readonly=True)

    _once = models.UniqueIndex('(wish_id, product_tmpl_id)', "This piece was found for this wish already.")
    _to_do = models.Index("(company_id, score) WHERE state = 'new'")

    # === COMPUTE === #

    @api.depends('wish_id', 'product_tmpl_id')
    def _compute_display_name(self):
        for match in self:
            who = match.wish_id.contact_name or match.wish_id.partner_id.name or match.wish_id.name
            match.display_name = self.env._("%(piece)s for %(who)s", piece=match.product_tmpl_id.name, who=who)

    @api.depends('wish_id')
    @api.depends_context('lang')
    def _compute_names(self):
        for match in self:
            match.wish_name = match.wish_id._ic_summary()

    @api.depends('reasons')
    @api.depends_context('lang')
    def _compute_reason(self):
        words = self._ic_reason_words()
        for match in self:
            lines = [(sign, words(code, what)) for sign, code, what in match.reasons or []]
            match.reason = ', '.join(text for sign, text in lines if sign != '?' and text)
            match.open_questions = ', '.join(text for sign, text in lines if sign == '?' and text)

    @api.depends('product_tmpl_id.ic_status')
    def _compute_is_free(self):
        free = self._ic_free_pieces(self.product_tmpl_id)
        for match in self:
            match.is_free = match.product_tmpl_id in free

    # === SEARCH === #

    @api.model
    def _search_is_free(self, operator, value):
        """By the counters of the claims: what is promised at this moment is never in the list."""
        if operator not in ('in', '=') or not (value if operator == '=' else True in value):
            return NotImplemented
        return [('product_tmpl_id', 'in', self._ic_free_query())]

    @api.model
    def _ic_free_query(self):
        self.env['product.template'].flush_model(['ic_status', 'active'])
        self.env['ic.claim.counter'].flush_model()
        return SQL(
            """(SELECT piece.id FROM product_template piece
                  JOIN ic_claim_counter counter ON counter.product_tmpl_id = piece.id
                 WHERE piece.active AND piece.ic_status IN %s
                   AND (counter.capacity IS NULL OR counter.claimed < counter.capacity))""",
            OFFERED,
        )

    # === BUSINESS METHODS === #

    @api.model
    def _ic_free_pieces(self, pieces):
        """Return those of `pieces` that can be offered to somebody now: wanted status, and promised to nobody."""
        offered = pieces.sudo().filtered(lambda piece: piece.active and piece.ic_status in OFFERED)
        free = self.env['ic.claim'].sudo()._ic_free(offered.product_variant_ids) if offered else {}
        open_ids = {product.product_tmpl_id.id for product, units in free.items() if units is None or units > 0}
        return pieces.filtered(lambda piece: piece.id in open_ids)

    @api.model
    def _ic_reason_words(self):
        """Return a function (code, what) -> words of a reason, in the language of the reader."""
        names = {row.code: row.name for row in self.env['ic.wish.word'].sudo().search([('code', '!=', False)])}
        plain = {
            'family': self.env._("the model asked for"),
            'brand': self.env._("the brand asked for"),
            'price': self.env._("price"),
            'condition': self.env._("condition"),
            'box': self.env._("box"),
            'papers': self.env._("papers"),
            'reference_unknown': self.env._("reference"),
        }
        labels = {
            'reference': self.env._("reference %s"),
            'nickname': self.env._("known as %s"),
            'words': self.env._("says %s"),
            'category': self.env._("a %s"),
            'color': self.env._("color %s"),
            'material': self.env._("%s"),
            'trait': self.env._("%s"),
            'sub_model': self.env._("sub-model %s"),
            'size': self.env._("size %s"),
            'year': self.env._("year %s"),
        }
        categories = dict(self.env['ic.wish']._ic_categories())

        def words(code, what):
            if code in plain:
                return plain[code]
            if code not in labels or (code == 'year' and not what):
                return self.env._("year") if code == 'year' else ''
            return labels[code] % (categories.get(what) if code == 'category' else names.get(what, what))

        return words

    def _ic_lapse(self):
        """Take matches off the list because they fit no more; should they fit again, they come back."""
        going = self.filtered(lambda match: match.state == 'new')
        going.write({'state': 'lapsed'})
        self.env['ic.alert'].sudo()._ic_clear('wish_match', going, reason=self.env._("It no longer fits"))
