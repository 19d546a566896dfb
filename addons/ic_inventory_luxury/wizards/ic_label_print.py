import base64

from markupsafe import Markup

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..printing.formats import FORMATS
from ..printing.labels import label_svg, lay_out, sheet_pdf, sheet_svg

MOST = 2000


class IcLabelPrint(models.TransientModel):
    """Print labels of pieces; shows what comes before anything is printed."""

    _name = 'ic.label.print'
    _description = "Print Labels"

    piece_ids = fields.Many2many('product.template', string="Pieces", readonly=True)
    format = fields.Selection(
        selection=lambda self: [(code, fmt.name) for code, fmt in FORMATS.items()],
        string="Label Stock",
        default=lambda self: self._last('format', 'avery_5160'),
        required=True,
    )
    codes = fields.Selection(
        [('both', "Barcode and QR code"), ('qr', "QR code"), ('bars', "Barcode")],
        default=lambda self: self._last('codes', 'both'),
        required=True,
    )
    with_price = fields.Boolean(string="Print the Price", default=lambda self: self._last('with_price', False))
    with_store = fields.Boolean(string="Print the Store's Name", default=True)
    is_sheet = fields.Boolean(compute='_compute_is_sheet')
    start = fields.Integer(
        string="Start at Label", default=1, help="On a used sheet: the number of the first free label, row by row."
    )
    copies = fields.Integer(string="Labels per Piece", default=1)
    shift_x = fields.Float(string="Shift Right (mm)", default=lambda self: self._last('shift_x', 0.0))
    shift_y = fields.Float(string="Shift Down (mm)", default=lambda self: self._last('shift_y', 0.0))
    count = fields.Integer(string="Labels", compute='_compute_preview')
    pages = fields.Integer(compute='_compute_preview')
    summary = fields.Char(string="That Makes", compute='_compute_preview')
    preview = fields.Html(compute='_compute_preview', sanitize=False)
    hint = fields.Char(compute='_compute_preview')

    @api.model
    def _last(self, name, default):
        """Return what this person chose last time: nobody wants to tell his printer's sheets twice."""
        last = self.search([('create_uid', '=', self.env.uid)], order='id desc', limit=1)
        return last[name] if last else default

    # === COMPUTES === #

    @api.depends('format')
    def _compute_is_sheet(self):
        for wizard in self:
            wizard.is_sheet = FORMATS[wizard.format or 'avery_5160'].is_sheet

    @api.depends('piece_ids', 'format', 'codes', 'with_price', 'with_store', 'start', 'copies')
    def _compute_preview(self):
        for wizard in self:
            fmt = FORMATS[wizard.format or 'avery_5160']
            pieces = wizard.piece_ids
            wizard.count = len(pieces) * max(wizard.copies, 0)
            first = max(wizard.start, 1) - 1 if fmt.is_sheet else 0
            wizard.pages = -(-(first + wizard.count) // fmt.per_page)
            wizard.summary = wizard._summary(fmt)
            layouts = [lay_out(content, fmt, wizard.codes) for content in wizard._contents(pieces)]
            wizard.hint = wizard._hint(layouts)
            wizard.preview = wizard._preview_html(fmt, layouts[:1], first + 1)

    # === CRUD === #

    @api.model
    def default_get(self, fields):
        """Override of `base` to take the pieces from the context as readonly many2many needs it."""
        values = super().default_get(fields)
        ids = self.env.context.get('default_piece_ids')
        if ids:
            values['piece_ids'] = [Command.set(ids)]
        return values

    # === ACTIONS === #

    def action_print(self):
        """Open the PDF."""
        self.ensure_one()
        self._check()
        return {'type': 'ir.actions.act_url', 'url': f'/ic/labels/{self.id}.pdf', 'target': 'new'}

    # === BUSINESS METHODS === #

    def _check(self):
        fmt = FORMATS[self.format]
        if not self.piece_ids:
            raise UserError(self.env._("Choose the pieces to print labels for."))
        if not self.copies >= 1 or self.count > MOST:
            raise UserError(
                self.env._("Print from 1 to %(most)s labels; this would be %(count)s.", most=MOST, count=self.count)
            )
        if fmt.is_sheet and not 1 <= self.start <= fmt.per_page:
            raise UserError(
                self.env._("A sheet of %(name)s has labels 1 to %(last)s.", name=fmt.name, last=fmt.per_page)
            )
        for content in self._contents(self.piece_ids):
            if not content.sku:
                raise UserError(self.env._("%s has no SKU, so there is nothing to scan.", content.model))
            if not lay_out(content, fmt, self.codes).codes:
                raise UserError(
                    self.env._(
                        "No code that scans fits on %(name)s for %(sku)s. Choose larger labels.",
                        name=fmt.name,
                        sku=content.sku,
                    )
                )

    def _contents(self, pieces):
        pieces.check_access('read')
        return [piece._ic_label_content(self.with_price, self.with_store) for piece in pieces]

    def _pdf(self):
        """Return the labels as PDF bytes."""
        self.ensure_one()
        self._check()
        contents = [content for content in self._contents(self.piece_ids) for _copy in range(self.copies)]
        return sheet_pdf(contents, FORMATS[self.format], self.start, self.codes, (self.shift_x, self.shift_y))

    def _summary(self, fmt):
        labels = self.env._("1 label") if self.count == 1 else self.env._("%s labels", self.count)
        if not fmt.is_sheet:
            return labels
        if self.pages == 1:
            return self.env._("%s on 1 sheet", labels)
        return self.env._("%(labels)s on %(pages)s sheets", labels=labels, pages=self.pages)

    def _hint(self, layouts):
        """Say where a label carries less than was asked for, and why."""
        notes = [note for layout in layouts for note in layout.notes]
        if 'no_code' in notes:
            return self.env._("No code that scans fits on these labels. Choose larger ones.")
        texts = []
        if 'no_bars' in notes and self.codes != 'qr':
            texts.append(
                self.env._("The barcode would be too fine to scan on this label, so the QR code is printed alone.")
            )
        if 'sku_qr' in notes:
            texts.append(
                self.env._("The QR code holds the SKU only: the address of the store is too long for this label.")
            )
        return ' '.join(texts)

    def _preview_html(self, fmt, layouts, start):
        if not layouts:
            return False
        label = base64.b64encode(label_svg(layouts[0]).encode()).decode()
        sheet = base64.b64encode(sheet_svg(fmt, start, self.count).encode()).decode() if fmt.is_sheet else ''
        html = Markup(
            '<div class="o_ic_label_preview"><figure><img class="o_ic_label" alt="{}" src="{}"/></figure>{}</div>'
        )
        picture = Markup('<figure><img class="o_ic_sheet" alt="{}" src="{}"/></figure>')
        return html.format(
            self.env._("Label"),
            f'data:image/svg+xml;base64,{label}',
            picture.format(self.env._("Sheet"), f'data:image/svg+xml;base64,{sheet}') if sheet else '',
        )
