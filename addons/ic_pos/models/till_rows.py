from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from .till_facts import NAMES

# What the terminal is told about a piece. Everything else that Odoo sends for a product (texts for other documents,
# attributes, combos, optional products, a cost) either never applies to a piece or is asked for when it is looked at.
COLUMNS = (
    'id',
    'name',
    'default_code',
    'list_price',
    'categ_id',
    'uom_id',
    'tracking',
    'type',
    'is_storable',
    'write_date',
    'color',
    'pos_sequence',
    'is_favorite',
    'invoice_policy',
    'ic_category',
    'ic_status',
    'ic_reference',
    'ic_serial',
    'ic_is_consigned',
)
# Left out of a row where they are empty: the terminal reads a missing value as no value.
OPTIONAL = ('is_favorite', 'ic_reference', 'ic_serial', 'ic_is_consigned', 'default_code')


class ProductTemplate(models.Model):
    """Loading of the terminal. Odoo reads products through the ORM, field by field, and stops at a limit; a gallery
    with thousands of pieces loads all that can be sold, as lean rows from one query, so that each is found offline."""

    _inherit = 'product.template'

    # === LOADING === #

    @api.model
    def _load_pos_data_fields(self, config):
        """Override of `point_of_sale` to name what the cards of pieces show."""
        return super()._load_pos_data_fields(config) + ['ic_till_facts', 'ic_is_consigned']

    @api.model
    def _load_pos_data_domain(self, data, config):
        """Override of `point_of_sale` to leave pieces to `_ic_till_pieces` while both are loaded."""
        domain = Domain(super()._load_pos_data_domain(data, config))
        if self.env.context.get('ic_till_part') == 'goods':
            domain &= Domain('ic_category', '=', False)
        return domain

    @api.model
    def _load_pos_data_search_read(self, data, config):
        """Override of `point_of_sale` to load all pieces that can be sold, whatever the limit for ordinary goods."""
        goods = super(ProductTemplate, self.with_context(ic_till_part='goods'))._load_pos_data_search_read(data, config)
        known = {row['id'] for row in goods}
        rows = self._ic_till_rows(self._ic_till_pieces(data, config), config)
        return goods + [row for row in rows if row['id'] not in known]

    @api.model
    def _ic_till_pieces(self, data, config):
        """Return the pieces that this terminal offers and does not have yet (it may have loaded them before)."""
        domain = Domain(self._load_pos_data_domain(data, config)) & Domain('ic_category', '!=', False)
        return self.search(self._server_date_to_domain(domain), order='id')

    @api.model
    def _load_pos_data_read(self, records, config):
        """Override of `point_of_sale` to give pieces as lean rows wherever they are loaded."""
        pieces = records._ic_till_lean()
        goods = super()._load_pos_data_read(records - pieces, config)
        return goods + self._ic_till_rows(pieces._filtered_access('read'), config)

    def _unrelevant_records(self, config):
        """Override of `point_of_sale`, which reads every record: what a browser may forget, in one query. To what is
        archived or closed to the user comes what can no longer be sold."""
        return list(set(self.ids) - set(self.search(Domain('id', 'in', self.ids) & self._ic_pos_domain()).ids))

    def _add_archived_combinations(self, products):
        """Override of `point_of_sale`: a piece has no combinations to look for."""
        return super()._add_archived_combinations([row for row in products if not row.get('ic_category')])

    # === ROWS === #

    def _ic_till_lean(self):
        """Return the pieces of `self` that a lean row describes in full: those without attributes."""
        if not self:
            return self
        self.flush_model(['ic_category'])
        query = SQL(
            """SELECT id FROM product_template piece WHERE id IN %s AND ic_category IS NOT NULL AND NOT EXISTS (
                   SELECT FROM product_template_attribute_line line
                    WHERE line.product_tmpl_id = piece.id AND line.active
               )""",
            tuple(self.ids),
        )
        lean = {piece_id for (piece_id,) in self.env.execute_query(query)}
        return self.browse(piece_id for piece_id in self.ids if piece_id in lean)

    def _ic_till_rows(self, pieces, config):
        """Return what the terminal is told about `pieces` (which the user may read), as plain data."""
        if not pieces:
            return []
        self.env.flush_all()
        words, names = self._ic_till_words(), [*COLUMNS, *(name for name in NAMES if name not in COLUMNS)]
        rows = []
        for *values, variant, barcode, shelves, taxes, pictured in self.env.execute_query(
            self._ic_till_query(pieces, names)
        ):
            stored = dict(zip(names, values))
            row = {name: stored[name] for name in COLUMNS if stored[name] or name not in OPTIONAL}
            row.update(
                display_name=row['name'],
                ic_till_facts=self._ic_till_line(row['ic_category'], stored, words),
                available_in_pos=True,
                active=True,
                product_variant_ids=[variant],
                attribute_line_ids=[],
                combo_ids=[],
                pos_categ_ids=shelves or [],
                taxes_id=taxes or [],
                image_128=pictured,
            )
            if barcode:
                row['barcode'] = barcode
            rows.append(row)
        self._process_pos_ui_product_product(rows, config)
        for row in rows:
            row['standard_price'] = 0.0  # the same for everybody: browsers keep what one user loaded for the next
        return rows

    def _ic_till_query(self, pieces, names):
        """Return the query of `_ic_till_rows`: the columns `names`, then product, barcode, shelves, taxes, picture."""
        taxes = self.env['account.tax'].search(self.env['account.tax']._check_company_domain(self.env.company))
        columns = [
            self._field_to_sql('piece', name) if self._has_field_access(self._fields[name], 'read') else SQL("NULL")
            for name in names
        ]
        return SQL(
            """SELECT %(columns)s, product.id, product.barcode, shelf.ids, tax.ids, EXISTS (
                      SELECT FROM ir_attachment picture
                       WHERE picture.res_model = 'product.template' AND picture.res_field = 'image_128'
                         AND picture.res_id = piece.id)
                 FROM product_template piece
                 JOIN product_product product ON product.product_tmpl_id = piece.id AND product.active = piece.active
                 LEFT JOIN (SELECT product_template_id, ARRAY_AGG(pos_category_id) AS ids
                              FROM pos_category_product_template_rel GROUP BY 1) shelf
                        ON shelf.product_template_id = piece.id
                 LEFT JOIN (SELECT prod_id, ARRAY_AGG(tax_id) AS ids
                              FROM product_taxes_rel WHERE tax_id = ANY(%(taxes)s) GROUP BY 1) tax
                        ON tax.prod_id = piece.id
                WHERE piece.id = ANY(%(pieces)s)
                ORDER BY piece.sequence, piece.default_code, piece.id""",
            columns=SQL(', ').join(columns),
            taxes=taxes.ids,
            pieces=pieces.ids,
        )


class ProductProduct(models.Model):
    _inherit = 'product.product'

    @api.model
    def _load_pos_data_search_read(self, data, config):
        """Override of `point_of_sale` to derive the one product of a piece from its template's row."""
        lean = [
            row for row in data['product.template'] if row.get('ic_category') and len(row['product_variant_ids']) == 1
        ]
        pieces = {row['id'] for row in lean}
        goods = [row for row in data['product.template'] if row['id'] not in pieces]
        rows = super()._load_pos_data_search_read({**data, 'product.template': goods}, config)
        return rows + [self._ic_till_row(row) for row in lean]

    def _unrelevant_records(self, config):
        """Override of `point_of_sale`, which reads every record: what a browser may forget, in one query."""
        kept = self.search(
            [('id', 'in', self.ids), ('product_tmpl_id', 'any', self.env['product.template']._ic_pos_domain())]
        )
        return list(set(self.ids) - set(kept.ids))

    @api.model
    def _ic_till_row(self, piece):
        """Return the row of a piece's product. What it lacks the terminal reads from the piece."""
        row = {
            'id': piece['product_variant_ids'][0],
            'product_tmpl_id': piece['id'],
            'lst_price': piece['list_price'],
            'standard_price': 0.0,
            'display_name': piece['name'],
            'product_template_variant_value_ids': [],
        }
        for name in ('default_code', 'barcode'):
            if piece.get(name):
                row[name] = piece[name]
        return row
