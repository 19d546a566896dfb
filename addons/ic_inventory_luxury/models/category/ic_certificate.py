from urllib.parse import quote

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .stone_words import LAB_LINKS, LABS


def certificate_key(number):
    """Return a report number as the database compares it: without blanks, in capitals. Leading zeros count."""
    return ''.join((number or '').split()).upper()


class IcCertificate(models.Model):
    """A laboratory's report on a stone or a whole piece: number, file, photo, and where to verify it."""

    _name = 'ic.certificate'
    _description = "Certificate"
    _order = 'date desc, id desc'
    _rec_name = 'number'
    _check_company_auto = True

    product_tmpl_id = fields.Many2one(
        'product.template',
        string="Piece",
        required=True,
        index=True,
        ondelete='cascade',
        check_company=True,
        compute='_compute_product_tmpl_id',
        store=True,
        readonly=False,
        precompute=True,
    )
    company_id = fields.Many2one(related='product_tmpl_id.company_id', store=True, index=True, precompute=True)
    stone_id = fields.Many2one(
        'ic.stone',
        index='btree_not_null',
        ondelete='set null',
        check_company=True,
        domain="[('product_tmpl_id', '=', product_tmpl_id)]",
        help="The stone the report is about. Leave empty for a report on the whole piece.",
    )
    lab = fields.Selection(LABS, string="Laboratory", required=True, default='gia', index=True)
    lab_name = fields.Char(string="Laboratory (in words)", help="Its name when the list has none for it.")
    number = fields.Char(
        string="Report Number", required=True, index='trigram', copy=False, help="As printed, leading zeros included."
    )
    date = fields.Date(string="Report Date")
    file = fields.Binary(string="Report (PDF)", attachment=True, copy=False)
    file_name = fields.Char(copy=False)
    photo = fields.Binary(string="Photo of the Report", attachment=True, copy=False, help="Kept as it was uploaded.")
    url = fields.Char(string="Verify", compute='_compute_url', help="The report in the laboratory's own archive.")
    url_note = fields.Char(string="About the Verification", compute='_compute_url')
    note = fields.Char(string="Remarks", help="Remarks of the report, for example an inscription.")

    _number_unique = models.UniqueIndex(
        "(company_id, lab, UPPER(REPLACE(number, ' ', '')))",
        "Another piece carries a report with this number of this laboratory already.",
    )
    _number_filled = models.Constraint("CHECK (TRIM(number) <> '')", "A certificate needs its number.")

    # === COMPUTE === #

    @api.depends('stone_id')
    def _compute_product_tmpl_id(self):
        for certificate in self.filtered('stone_id'):
            certificate.product_tmpl_id = certificate.stone_id.product_tmpl_id

    @api.depends('lab', 'number')
    def _compute_url(self):
        for certificate in self:
            template = LAB_LINKS.get(certificate.lab)
            key = certificate_key(certificate.number)
            certificate.url = template % quote(key, safe='') if template and key else False
            certificate.url_note = False if template else certificate._ic_link_note()

    @api.depends('lab', 'lab_name', 'number')
    def _compute_display_name(self):
        labels = dict(LABS)
        for certificate in self:
            lab = certificate.lab == 'other' and certificate.lab_name or labels.get(certificate.lab, '')
            certificate.display_name = f"{lab} {certificate.number or ''}".strip()

    # === CONSTRAINTS === #

    @api.constrains('lab', 'number')
    def _check_number(self):
        for certificate in self:
            key = certificate_key(certificate.number)
            if certificate.lab == 'gia' and not (key.isascii() and key.isdigit() and 7 <= len(key) <= 10):
                raise ValidationError(
                    self.env._("\"%s\" is not a GIA report number: those have 7 to 10 digits.", certificate.number)
                )

    @api.constrains('lab', 'date', 'stone_id', 'number')
    def _check_stone_grades(self):
        for certificate in self.filtered('stone_id'):
            certificate.stone_id._ic_check_report(certificate.lab, certificate.date)
            grown = certificate.lab == 'igi' and certificate_key(certificate.number).startswith('LG')
            if grown and certificate.stone_id.origin == 'natural':
                raise ValidationError(
                    self.env._(
                        "IGI numbers that begin with LG belong to laboratory-grown stones, but this stone is marked as "
                        "natural."
                    )
                )

    @api.constrains('stone_id', 'product_tmpl_id')
    def _check_stone_piece(self):
        for certificate in self.filtered('stone_id'):
            if certificate.stone_id.product_tmpl_id != certificate.product_tmpl_id:
                raise ValidationError(self.env._("The stone of a certificate belongs to the same piece."))

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Keep files as they came, name the piece that has a number already, and tie a report that names no stone
        to the only stone it can be about."""
        for vals in vals_list:
            if vals.get('number'):
                vals['number'] = vals['number'].strip()
            stone = self.env['ic.stone'].browse(vals.get('stone_id') or [])
            piece = stone.product_tmpl_id or self.env['product.template'].browse(vals.get('product_tmpl_id') or [])
            self._ic_check_free(vals.get('lab', 'gia'), vals.get('number'), piece.company_id)
            if 'stone_id' not in vals or not vals['stone_id']:
                vals['stone_id'] = piece._ic_only_stone().id
        return super(IcCertificate, self.with_context(image_no_postprocess=True)).create(vals_list).with_env(self.env)

    def write(self, vals):
        """Keep files as they came, and name the piece that has a number already."""
        if vals.get('number'):
            vals = dict(vals, number=vals['number'].strip())
        if {'lab', 'number'} & vals.keys():
            for certificate in self:
                certificate._ic_check_free(
                    vals.get('lab', certificate.lab), vals.get('number', certificate.number), certificate.company_id
                )
        return super(IcCertificate, self.with_context(image_no_postprocess=True)).write(vals)

    # === ACTIONS === #

    def action_verify(self):
        """Open the report in the laboratory's archive in a new window."""
        self.ensure_one()
        return {'type': 'ir.actions.act_url', 'url': self.url, 'target': 'new'} if self.url else False

    # === BUSINESS METHODS === #

    @api.model
    def _ic_check_free(self, lab, number, company):
        """Refuse a number that another certificate of the company carries, naming its piece."""
        key = certificate_key(number)
        if not key:
            return
        self.flush_model(['company_id', 'lab', 'number'])
        self.env.cr.execute(
            """
            SELECT id FROM ic_certificate
             WHERE UPPER(REPLACE(number, ' ', '')) = %s AND lab = %s AND company_id = ANY(%s) AND NOT id = ANY(%s)
        """,
            [key, lab, company.ids, self.ids],
        )
        found = self.browse([row[0] for row in self.env.cr.fetchall()]).sudo()
        if found:
            raise ValidationError(
                self.env._(
                    "%(certificate)s belongs to %(piece)s already. Open that piece, or check the number.",
                    certificate=found[0].display_name,
                    piece=found[0].product_tmpl_id.display_name,
                )
            )

    def _ic_link_note(self):
        """Return why there is no link for this laboratory."""
        if self.lab == 'ags':
            return self.env._("AGS Laboratories joined GIA; there is no archive of its own to link to.")
        if self.lab == 'other':
            return self.env._("Verify on the laboratory's own site.")
        return self.env._(
            "No address that opens a single %s report is known. Verify on the laboratory's own site.",
            dict(LABS).get(self.lab, ''),
        )
