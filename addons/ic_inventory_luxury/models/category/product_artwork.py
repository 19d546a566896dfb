import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ProductTemplate(models.Model):
    """The fields of an artwork. Its title is `ic_model`, so that cards, search and SKU work as for any piece."""

    _inherit = 'product.template'

    ic_category = fields.Selection(selection_add=[('artwork', "Artwork")], ondelete={'artwork': 'set null'})
    ic_art_artist_id = fields.Many2one(
        'ic.artist', string="Artist", index='btree_not_null', ondelete='restrict', tracking=True, check_company=True
    )
    ic_art_community = fields.Char(related='ic_art_artist_id.community', string="Community")
    ic_art_language_group = fields.Char(related='ic_art_artist_id.language_group', string="Language Group")
    ic_art_medium = fields.Char(string="Medium", help="For example Synthetic polymer paint, Screenprint.")
    ic_art_support = fields.Char(string="Support", help="For example Linen, Canvas, Paper, Bark, Bronze.")
    ic_art_height = fields.Float(
        string="Height", digits=(9, 2), aggregator=None, help="Centimeters, without the frame."
    )
    ic_art_width = fields.Float(string="Width", digits=(9, 2), aggregator=None, help="Centimeters, without the frame.")
    ic_art_depth = fields.Float(string="Depth", digits=(9, 2), aggregator=None, help="Centimeters, without the frame.")
    ic_art_is_framed = fields.Boolean(string="Framed")
    ic_art_framed_height = fields.Float(string="Framed Height", digits=(9, 2), aggregator=None, help="Centimeters.")
    ic_art_framed_width = fields.Float(string="Framed Width", digits=(9, 2), aggregator=None, help="Centimeters.")
    ic_art_framed_depth = fields.Float(string="Framed Depth", digits=(9, 2), aggregator=None, help="Centimeters.")
    ic_art_dimensions = fields.Char(string="Dimensions", compute='_compute_ic_art_dimensions', store=True)
    ic_art_date_text = fields.Char(
        string="Date of the Work", help="As it should be read: 1988, c. 1975, 1965-71, not dated."
    )
    ic_art_sort_year = fields.Integer(
        string="Year of the Work",
        compute='_compute_ic_art_sort_year',
        store=True,
        readonly=False,
        aggregator=None,
        help="For sorting and filters: the first year named in the date. Correct it if need be.",
    )
    # Edition
    ic_art_edition_kind = fields.Selection(
        [
            ('unique', "Unique Work"),
            ('numbered', "Numbered Edition"),
            ('ap', "Artist's Proof (AP)"),
            ('pp', "Printer's Proof (PP)"),
            ('hc', "Hors Commerce (HC)"),
            ('tp', "Trial Proof (TP)"),
            ('open', "Open Edition"),
        ],
        string="Edition",
    )
    ic_art_edition_number = fields.Integer(string="Number in the Edition", aggregator=None, copy=False)
    ic_art_edition_size = fields.Integer(string="Size of the Edition", aggregator=None)
    ic_art_edition = fields.Char(string="Edition Marking", compute='_compute_ic_art_edition', store=True)
    ic_art_signed = fields.Char(
        string="Signature and Inscriptions", help="For example Signed lower right; catalog number verso."
    )
    # Papers
    ic_art_has_coa = fields.Boolean(string="Certificate of Authenticity")
    ic_art_coa_number = fields.Char(string="Certificate Number", copy=False)
    ic_art_coa_issuer = fields.Char(string="Issued By", help="Art center, gallery or estate.")
    ic_art_coa_file = fields.Binary(string="Certificate File", attachment=True, copy=False)
    ic_art_coa_file_name = fields.Char(copy=False)
    ic_art_provenance = fields.Text(
        string="Provenance", help="Public. Owners, exhibitions and publications, oldest first."
    )
    ic_art_center = fields.Char(string="Art Center", help="The community art center the work comes from.")
    ic_art_catalog_number = fields.Char(string="Art Center Catalog Number", copy=False)
    # Culture
    ic_art_icip = fields.Boolean(
        string="Contains ICIP", help="The work holds Indigenous cultural and intellectual property: pages say so."
    )
    ic_art_notice_deceased = fields.Boolean(
        string="Deceased Artist Notice",
        compute='_compute_ic_art_notice_deceased',
        store=True,
        readonly=False,
        help="Pages warn visitors first. Follows the artist's record; change it for a single work if need be.",
    )
    ic_art_notice_first = fields.Boolean(
        string="Notice before the Picture",
        help="A sensitive work: nobody sees its picture in the shop before he has read the notice and asked for it.",
    )
    ic_art_cultural_notice = fields.Text(
        string="Cultural Notice", help="Public. In the words of the artist, the family or the community."
    )

    _ic_art_measures_positive = models.Constraint(
        "CHECK (LEAST(ic_art_height, ic_art_width, ic_art_depth, ic_art_framed_height, ic_art_framed_width,"
        " ic_art_framed_depth, 0) >= 0)",
        "Dimensions cannot be negative.",
    )
    _ic_art_edition_within = models.Constraint(
        "CHECK (COALESCE(ic_art_edition_number, 0) >= 0 AND COALESCE(ic_art_edition_size, 0) >= 0"
        " AND (COALESCE(ic_art_edition_size, 0) = 0 OR COALESCE(ic_art_edition_number, 0) <= ic_art_edition_size))",
        "The number of a print cannot be higher than its edition.",
    )

    # === COMPUTE === #

    @api.depends(
        'ic_art_height',
        'ic_art_width',
        'ic_art_depth',
        'ic_art_is_framed',
        'ic_art_framed_height',
        'ic_art_framed_width',
        'ic_art_framed_depth',
    )
    def _compute_ic_art_dimensions(self):
        for piece in self:
            bare = piece._ic_measure_text('ic_art_height', 'ic_art_width', 'ic_art_depth')
            framed = piece.ic_art_is_framed and piece._ic_measure_text(
                'ic_art_framed_height', 'ic_art_framed_width', 'ic_art_framed_depth'
            )
            piece.ic_art_dimensions = '; '.join(part for part in (bare, framed and f"{framed} framed") if part)

    @api.depends('ic_art_date_text')
    def _compute_ic_art_sort_year(self):
        for piece in self:
            year = re.search(r'(?<!\d)(1\d{3}|20\d{2})(?!\d)', piece.ic_art_date_text or '')
            piece.ic_art_sort_year = int(year[1]) if year else piece.ic_art_sort_year

    @api.depends('ic_art_edition_kind', 'ic_art_edition_number', 'ic_art_edition_size')
    def _compute_ic_art_edition(self):
        for piece in self:
            piece.ic_art_edition = piece._ic_edition_text()

    @api.depends('ic_art_artist_id.is_deceased', 'ic_art_artist_id.is_name_sensitive')
    def _compute_ic_art_notice_deceased(self):
        for piece in self:
            artist = piece.ic_art_artist_id
            piece.ic_art_notice_deceased = artist.is_deceased and artist.is_name_sensitive

    # === CONSTRAINTS === #

    @api.constrains('ic_art_sort_year')
    def _check_ic_art_sort_year(self):
        last = fields.Date.today().year + 1
        for piece in self:
            if piece.ic_art_sort_year and not 1000 <= piece.ic_art_sort_year <= last:
                raise ValidationError(
                    self.env._(
                        "%(piece)s: the year %(year)s is not plausible for a work of art.",
                        piece=piece.name,
                        year=piece.ic_art_sort_year,
                    )
                )

    # === BUSINESS METHODS === #

    def _ic_measure_text(self, *names):
        """Return "91 × 60.5 × 3.5 cm" of the measures that are known, '' when height or width is missing."""
        values = [self[name] for name in names]
        return ' × '.join(f'{value:g}' for value in values if value) + ' cm' if values[0] and values[1] else ''

    def _ic_edition_text(self):
        """Return the marking of a print: "47/50", "AP 2/5", "AP", "Unique Work" ..."""
        self.ensure_one()
        kind, number, size = self.ic_art_edition_kind, self.ic_art_edition_number, self.ic_art_edition_size
        if not kind:
            return ''
        if kind in ('unique', 'open'):
            return dict(self._fields['ic_art_edition_kind']._description_selection(self.env))[kind]
        count = '/'.join(str(part) for part in (number, size) if part)
        if size and not number:
            count = self.env._("of %s", size)
        return count if kind == 'numbered' else f'{kind.upper()} {count}'.strip()

    def _ic_cultural_notices(self):
        """Return the public notices that go with the work, most important first; [] when there are none."""
        self.ensure_one()
        artist, notices = self.ic_art_artist_id, []
        if self.ic_art_notice_deceased:
            notices.append(
                self.env._(
                    "Aboriginal and Torres Strait Islander visitors are advised that this page names or shows the work "
                    "of a person who has died."
                )
            )
        if self.ic_art_icip:
            notices.append(
                self.env._(
                    "This work contains Indigenous cultural and intellectual property. The stories and designs belong "
                    "to the artist and the community; buying the work does not give the right to reproduce them."
                )
            )
        texts = (self.ic_art_cultural_notice, artist.cultural_notice)
        notices += [text.strip() for text in texts if (text or '').strip()]
        if self.ic_art_notice_first and not notices:
            notices.append(
                self.env._("Visitors are asked to decide for themselves whether they want to see this work.")
            )
        return notices

    def _ic_coa_text(self):
        """Return the certificate of authenticity in words, '' when there is none."""
        self.ensure_one()
        if not self.ic_art_has_coa:
            return ''
        parts = [self.ic_art_coa_issuer, self.ic_art_coa_number]
        return ', '.join(part for part in parts if part) or self.env._("Yes")
