import hashlib

from odoo import api, fields, models

from ...importing.columns import PARSERS, TARGETS, plain


def header_fingerprint(header):
    """Return what recognises a list by its heading, whatever the order or the case of its columns."""
    return hashlib.sha256('|'.join(sorted(plain(name) for name in header)).encode()).hexdigest()


class IcImportMapping(models.Model):
    """What the columns of one kind of list mean. Kept under a name and found again by the heading of the list."""

    _name = 'ic.import.mapping'
    _description = "Import Mapping"
    _order = 'name'

    name = fields.Char(required=True, translate=True)
    category = fields.Selection(
        selection=lambda self: self.env['product.template']._fields['ic_category']._description_selection(self.env),
        required=True,
        default='watch',
    )
    company_id = fields.Many2one(
        'res.company',
        index=True,
        default=lambda self: self.env.company,
        help="Empty: a mapping that came with the system, for all companies.",
    )
    active = fields.Boolean(default=True)
    fingerprint = fields.Char(
        compute='_compute_fingerprint',
        store=True,
        readonly=False,
        index=True,
        help="Recognises a list with the same heading.",
    )
    key_prefix = fields.Char(
        string="Source", default="list", help="Row ids of different sources may coincide; this word keeps them apart."
    )
    line_ids = fields.One2many('ic.import.mapping.line', 'mapping_id', string="Columns", copy=True)
    import_count = fields.Integer(compute='_compute_import_count')

    _name_filled = models.Constraint("CHECK (name IS NOT NULL)", "A mapping needs a name.")

    @api.depends('line_ids.column_name')
    def _compute_fingerprint(self):
        for mapping in self:
            mapping.fingerprint = mapping.fingerprint or header_fingerprint(
                dict.fromkeys(mapping.line_ids.mapped('column_name'))
            )

    def _compute_import_count(self):
        counts = dict(self.env['ic.import']._read_group([('mapping_id', 'in', self.ids)], ['mapping_id'], ['__count']))
        for mapping in self:
            mapping.import_count = counts.get(mapping, 0)

    @api.model
    def _ic_recognise(self, header, category, company):
        """Return the mapping of `category` whose list has this `header`, the company's own first, or none."""
        own = self.search([('category', '=', category), ('company_id', 'in', (company.id, False))], order='company_id')
        names = {plain(name) for name in header}
        exact = own.filtered(lambda mapping: mapping.fingerprint == header_fingerprint(header))
        if exact:
            return exact[0]
        covering = own.filtered(
            lambda mapping: (
                len(mapping.line_ids) > 2 and {plain(name) for name in mapping.line_ids.mapped('column_name')} <= names
            )
        )
        return covering.sorted(lambda mapping: -len(mapping.line_ids))[:1]


class IcImportMappingLine(models.Model):
    _name = 'ic.import.mapping.line'
    _description = "Import Mapping Column"
    _order = 'sequence, id'

    mapping_id = fields.Many2one('ic.import.mapping', required=True, index=True, ondelete='cascade')
    company_id = fields.Many2one(related='mapping_id.company_id', store=True, index=True)
    sequence = fields.Integer(default=10)
    column_name = fields.Char(string="Column of the List", required=True)
    target = fields.Selection(selection='_selection_target', string="Goes To", required=True)
    parser = fields.Selection(list(PARSERS), string="Read As", default='auto', required=True)

    @api.model
    def _selection_target(self):
        return [(target.code, target.label) for target in TARGETS.values()]
