from odoo import api, fields, models

KINDS = [
    ('passport', "Passport"),
    ('id_card', "Identity Card"),
    ('driver', "Driver's License"),
    ('residence', "Residence Permit"),
    ('other', "Other Document"),
]


class IcSellerIdentity(models.Model):
    """The document by which a seller has shown who he is. Seen by those who may, and never in a chatter or on a page.

    A model of its own and not fields of the contact: contacts are read by everybody, exported and merged.
    """

    _name = 'ic.seller.identity'
    _description = "Seller's Identity Document"
    _order = 'partner_id, expires_on desc, id desc'
    _check_company_auto = True

    partner_id = fields.Many2one('res.partner', string="Seller", required=True, index=True, ondelete='restrict')
    company_id = fields.Many2one('res.company', required=True, index=True, default=lambda self: self.env.company)
    kind = fields.Selection(KINDS, string="Document", required=True, default='id_card')
    number = fields.Char(required=True, help="As printed on the document.")
    issuer = fields.Char(string="Issued By", required=True, help="The authority, for example State of New York.")
    country_id = fields.Many2one('res.country', string="Country of Issue")
    expires_on = fields.Date(string="Valid Until", required=True)
    born_on = fields.Date(string="Date of Birth", required=True)
    address = fields.Text(string="Address on the Document", required=True)
    photo_front = fields.Binary(string="Photo, Front", attachment=True)
    photo_back = fields.Binary(string="Photo, Back", attachment=True)
    seen_by_id = fields.Many2one('res.users', required=True, default=lambda self: self.env.user, ondelete='restrict')
    active = fields.Boolean(default=True)
    is_expired = fields.Boolean(string="Expired", compute='_compute_is_expired')

    _once = models.UniqueIndex(
        "(company_id, partner_id, kind, UPPER(REPLACE(number, ' ', '')))",
        "This document of the seller is kept already.",
    )
    _born_before = models.Constraint('CHECK (born_on < expires_on)', "Nobody is born after his document has expired.")

    # === COMPUTE METHODS === #

    @api.depends('kind', 'number')
    @api.depends_context('lang')
    def _compute_display_name(self):
        for identity in self:
            identity.display_name = identity._ic_hint()

    @api.depends('expires_on')
    def _compute_is_expired(self):
        today = fields.Date.context_today(self)
        for identity in self:
            identity.is_expired = bool(identity.expires_on and identity.expires_on < today)

    # === BUSINESS METHODS === #

    def _ic_hint(self):
        """Return the document in words with the end of its number only: what may stand on paper and in lists."""
        self.ensure_one()
        kind = dict(self._fields['kind']._description_selection(self.env)).get(self.kind, '')
        number = (self.number or '').replace(' ', '')
        shown = number[-3:] if len(number) > 5 else ''
        return self.env._("%(kind)s ending %(end)s", kind=kind, end=shown or '…') if number else kind
