from urllib.parse import quote

from odoo import api, fields, models
from odoo.exceptions import ValidationError

# The numbers of the Sheldon scale that graders use, with the word that goes with each below mint state.
SHELDON = (
    1,
    2,
    3,
    4,
    6,
    8,
    10,
    12,
    15,
    20,
    25,
    30,
    35,
    40,
    45,
    50,
    53,
    55,
    58,
    60,
    61,
    62,
    63,
    64,
    65,
    66,
    67,
    68,
    69,
    70,
)
_BANDS = (
    (1, 'PO'),
    (2, 'FR'),
    (3, 'AG'),
    (6, 'G'),
    (10, 'VG'),
    (15, 'F'),
    (35, 'VF'),
    (45, 'XF'),
    (58, 'AU'),
    (70, 'MS'),
)
GRADING_LINKS = {
    'pcgs': 'https://www.pcgs.com/cert/%(number)s',
    'ngc': 'https://www.ngccoin.com/certlookup/%(number)s/%(grade)s/',
    'anacs': 'https://www.anacs.com/Verify/CertVerification.aspx?Cert=%(number)s',
}


class ProductTemplate(models.Model):
    """The grade of a coin in a slab. A coin with damage has no number but a text, so the number may be empty."""

    _inherit = 'product.template'

    ic_grading_service = fields.Selection(
        [('pcgs', "PCGS"), ('ngc', "NGC"), ('anacs', "ANACS"), ('cacg', "CACG")],
        string="Grading Service",
    )
    ic_grading_number = fields.Char(
        string="Grading Certificate",
        copy=False,
        index='trigram',
        help="As on the slab. The hyphen of NGC numbers counts.",
    )
    ic_grading_scale = fields.Selection(
        [('70', "1 to 70"), ('ngcx', "NGCX (1 to 10)")], string="Grading Scale", default='70'
    )
    ic_grading_grade = fields.Float(
        string="Numeric Grade",
        digits=(4, 1),
        aggregator=None,
        help="1 to 70 by the Sheldon scale. Empty for a coin graded with details.",
    )
    ic_grading_prefix = fields.Selection(
        [('MS', "MS · Mint State"), ('PF', "PF / PR · Proof"), ('SP', "SP · Specimen"), ('PL', "PL · Prooflike")],
        string="Strike",
        help="Proof is PF at NGC and PR at PCGS; it is the same.",
    )
    ic_grading_plus = fields.Boolean(string="Plus", help="High end of the grade.")
    ic_grading_star = fields.Boolean(string="Star", help="NGC star for eye appeal.")
    ic_grading_designation = fields.Char(
        string="Designation", help="For example Ultra Cameo, DCAM, RD, First Strike, Early Releases."
    )
    ic_grading_details = fields.Char(
        string="Details", help="Why there is no numeric grade, for example Cleaned or Scratched."
    )
    ic_grading_label = fields.Char(string="Coin Grade", compute='_compute_ic_grading_label', store=True)
    ic_grading_url = fields.Char(string="Look Up the Slab", compute='_compute_ic_grading_url')
    ic_grading_url_note = fields.Char(string="About the Look-up", compute='_compute_ic_grading_url')

    _ic_grading_unique = models.UniqueIndex(
        "(company_id, ic_grading_service, UPPER(REPLACE(ic_grading_number, ' ', '')))"
        " WHERE ic_category IS NOT NULL AND active AND COALESCE(ic_grading_number, '') <> ''",
        "Another piece carries this grading certificate already.",
    )

    # === COMPUTE === #

    @api.depends(
        'ic_grading_service',
        'ic_grading_scale',
        'ic_grading_grade',
        'ic_grading_prefix',
        'ic_grading_plus',
        'ic_grading_star',
        'ic_grading_designation',
        'ic_grading_details',
    )
    def _compute_ic_grading_label(self):
        for piece in self:
            service = (piece.ic_grading_service or '').upper()
            piece.ic_grading_label = ' '.join(
                part for part in (service, piece._ic_grade_text(), piece.ic_grading_designation) if part
            )

    @api.depends('ic_grading_service', 'ic_grading_number', 'ic_grading_grade')
    def _compute_ic_grading_url(self):
        for piece in self:
            piece.ic_grading_url, piece.ic_grading_url_note = piece._ic_grading_link()

    # === ONCHANGE === #

    @api.onchange('ic_grading_number', 'ic_serial', 'ic_category')
    def _onchange_ic_grading_number(self):
        """A coin in a numbered slab or a bar with a serial is one of one."""
        for piece in self.filtered(lambda piece: piece.ic_category == 'bullion' and not piece._origin.id):
            piece.ic_is_unique = bool(piece.ic_grading_number or piece.ic_serial)

    # === CONSTRAINTS === #

    @api.constrains(
        'ic_grading_grade', 'ic_grading_scale', 'ic_grading_prefix', 'ic_grading_plus', 'ic_grading_details'
    )
    def _check_ic_grading_grade(self):
        for piece in self.filtered(lambda p: p.ic_grading_grade or p.ic_grading_plus):
            error = piece._ic_grade_error()
            if error:
                raise ValidationError(error)

    @api.constrains('ic_grading_number', 'ic_grading_service', 'ic_is_unique')
    def _check_ic_grading_number(self):
        for piece in self.filtered('ic_grading_number'):
            if not piece.ic_grading_service:
                raise ValidationError(self.env._("%s: say whose certificate number this is.", piece.name))
            if not piece.ic_is_unique:
                raise ValidationError(
                    self.env._(
                        "%s: a coin with a grading certificate is one of one. Tick that box, or remove the number.",
                        piece.name,
                    )
                )

    # === BUSINESS METHODS === #

    def _ic_grade_error(self):
        """Return what is wrong with the grade, or False."""
        self.ensure_one()
        grade, label = self.ic_grading_grade, f'{self.ic_grading_grade:g}'
        if self.ic_grading_scale == 'ngcx':
            return not 1 <= grade <= 10 and self.env._("%s is not an NGCX grade: those run from 1 to 10.", label)
        if grade and grade not in SHELDON:
            return self.env._("%s is not a grade of the 70-point scale. Between 1 and 60 graders skip numbers.", label)
        if grade and self.ic_grading_details:
            return self.env._("A coin graded with details has no number. Leave the grade empty.")
        if self.ic_grading_prefix == 'MS' and grade and grade < 60:
            return self.env._("Mint State begins at 60; this coin is %s.", label)
        if self.ic_grading_plus and not 45 <= grade <= 68:
            return self.env._("A plus is given from 45 to 68 only.")
        return False

    def _ic_grade_text(self):
        """Return the grade as on the label, e.g. "MS 69", "PR 70", "VF 30", "MS 64+★", "AU Details (Cleaned)"."""
        self.ensure_one()
        grade = self.ic_grading_grade
        if not grade:
            details = self.ic_grading_details and self.env._("Details (%s)", self.ic_grading_details)
            return ' '.join(word for word in (self.ic_grading_prefix, details) if word)
        prefix = self.ic_grading_prefix
        if prefix == 'PF' and self.ic_grading_service == 'pcgs':
            prefix = 'PR'
        if not prefix and self.ic_grading_scale != 'ngcx':
            prefix = next((word for top, word in _BANDS if grade <= top), '')
        marks = ('+' if self.ic_grading_plus else '') + ('★' if self.ic_grading_star else '')
        text = f'{prefix or ""} {grade:g}{marks}'.strip()
        return self.env._("NGCX %s", text) if self.ic_grading_scale == 'ngcx' else text

    def _ic_grading_link(self):
        """Return (address or False, why there is none or False)."""
        self.ensure_one()
        number = ''.join((self.ic_grading_number or '').split())
        if not number or not self.ic_grading_service:
            return False, False
        template = GRADING_LINKS.get(self.ic_grading_service)
        if not template:
            return False, self.env._("No address that opens a single CACG certificate is known.")
        if self.ic_grading_service == 'ngc' and not self.ic_grading_grade:
            return False, self.env._("NGC asks for the number and the grade: enter the numeric grade to get the link.")
        return template % {'number': quote(number, safe='-'), 'grade': f'{self.ic_grading_grade:g}'}, False
