from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.modules import module as odoo_module

CHUNK_ROWS = 200
RUN_NOW_ROWS = 500
# What reading the file proposes; what the dealer chose himself in the same step is not touched.
ANALYSED = ('encoding', 'delimiter', 'mapping_id', 'key_prefix', 'currency_id', 'column_ids')


class IcImport(models.Model):
    """A dealer's list on its way in. Rows are taken in chunks of one transaction each, so a killed process leaves
    whole rows only and the rest is taken by whoever continues."""

    _name = 'ic.import'
    _description = "Import"
    _order = 'id desc'

    name = fields.Char(compute='_compute_name', store=True, string="List")
    file = fields.Binary(string="CSV File", attachment=True, required=True)
    filename = fields.Char()
    category = fields.Selection(
        selection=lambda self: self.env['product.template']._fields['ic_category']._description_selection(self.env),
        required=True,
        default='watch',
        help="All rows of a list are pieces of one category.",
    )
    company_id = fields.Many2one(
        'res.company', string="Store", required=True, index=True, readonly=True, default=lambda self: self.env.company
    )
    state = fields.Selection(
        [('draft', "To Check"), ('running', "Running"), ('done', "Done"), ('stopped', "Stopped")],
        default='draft',
        required=True,
        index=True,
        readonly=True,
        copy=False,
    )
    # How the file is written
    encoding = fields.Selection(
        [
            ('utf-8', "UTF-8"),
            ('utf-16-le', "UTF-16"),
            ('utf-16-be', "UTF-16 (big endian)"),
            ('cp1252', "Windows (cp1252)"),
            ('latin-1', "Latin-1"),
        ],
        help="Detected. Change it when letters with accents look wrong in the preview.",
    )
    delimiter = fields.Selection(
        [(',', "Comma"), (';', "Semicolon"), ('\t', "Tab"), ('|', "Vertical bar")],
        string="Separator",
        help="Detected. Change it when the columns below are wrong.",
    )
    problem = fields.Text(readonly=True, copy=False)
    file_notes = fields.Text(readonly=True, copy=False)
    row_count = fields.Integer(string="Rows", readonly=True, copy=False)
    # What it means
    mapping_id = fields.Many2one(
        'ic.import.mapping',
        check_company=True,
        domain="[('category', '=', category), ('company_id', 'in', (company_id, False))]",
    )
    mapping_name = fields.Char(string="Save Mapping As", help="A name under which to keep the choices below.")
    column_ids = fields.One2many('ic.import.column', 'import_id', string="Columns", copy=True)
    key_prefix = fields.Char(string="Source", default="list", help="Keeps row ids of different sources apart.")
    # How the pieces come in
    arrival = fields.Selection(
        [('incoming', "Incoming (not in the house yet)"), ('stock', "In stock")],
        string="Pieces Are",
        default='incoming',
        required=True,
        help="In stock: every new piece is received at the location, with its serial number.",
    )
    location_id = fields.Many2one(
        'stock.location',
        check_company=True,
        domain="[('usage', '=', 'internal'), ('company_id', '=', company_id)]",
        help="Empty: the stock of the first warehouse.",
    )
    unknown_brand = fields.Selection(
        [('leave', "Leave empty and report"), ('create', "Create it for this store")],
        string="Unknown Brands and Artists",
        default='leave',
        required=True,
    )
    currency_id = fields.Many2one(
        'res.currency',
        string="Currency of Prices",
        context={'active_test': False},
        help="For prices that do not name their currency.",
    )
    foreign_currency_id = fields.Many2one('res.currency', compute='_compute_rate', context={'active_test': False})
    fixed_rate = fields.Float(
        string="Own Exchange Rate",
        digits=(16, 6),
        help="Units of your currency for one unit of the currency in the file. Empty: Odoo's rate of the day.",
    )
    rate_text = fields.Char(string="Exchange Rate", compute='_compute_rate')
    # How far it is
    chunk_ids = fields.One2many('ic.import.chunk', 'import_id')
    row_ids = fields.One2many('ic.import.row', 'import_id')
    created_count = fields.Integer(string="Created", compute='_compute_progress')
    updated_count = fields.Integer(string="Updated", compute='_compute_progress')
    unchanged_count = fields.Integer(string="Unchanged", compute='_compute_progress')
    warning_count = fields.Integer(string="Warnings", compute='_compute_progress')
    error_count = fields.Integer(string="Errors", compute='_compute_progress')
    done_count = fields.Integer(string="Rows Done", compute='_compute_progress')
    progress = fields.Float(compute='_compute_progress')
    started_at = fields.Datetime(readonly=True, copy=False)
    finished_at = fields.Datetime(readonly=True, copy=False)
    preview = fields.Html(compute='_compute_preview', sanitize=False)
    can_run_now = fields.Boolean(compute='_compute_can_run_now')

    _fixed_rate_positive = models.Constraint("CHECK (COALESCE(fixed_rate, 0) >= 0)", "An exchange rate is positive.")

    # === COMPUTE === #

    @api.depends('filename')
    def _compute_name(self):
        for record in self:
            record.name = record.filename or self.env._("New import")

    @api.depends('chunk_ids.done_rows')
    def _compute_progress(self):
        names = ('created', 'updated', 'unchanged', 'warning', 'error')
        groups = self.env['ic.import.chunk']._read_group(
            [('import_id', 'in', self.ids)], ['import_id'], [*(f'{name}_rows:sum' for name in names), 'done_rows:sum']
        )
        sums = {record.id: values for record, *values in groups}
        for record in self:
            *counts, done = sums.get(record._origin.id, [0] * 6)
            for name, count in zip(names, counts):
                record[f'{name}_count'] = count
            record.done_count = done
            record.progress = 100.0 * done / record.row_count if record.row_count else 0.0

    @api.depends('row_count', 'state')
    def _compute_can_run_now(self):
        for record in self:
            record.can_run_now = record.state == 'draft' and 0 < record.row_count <= RUN_NOW_ROWS

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        for record, vals in zip(records, vals_list):
            record._analyse({name for name in ANALYSED if vals.get(name)})
        return records

    def write(self, vals):
        if 'file' in vals and any(record.state != 'draft' for record in self):
            raise UserError(self.env._("This list has been imported. Make a new import for another file."))
        before = {record: record.mapping_id for record in self}
        result = super().write(vals)
        if {'file', 'encoding', 'delimiter', 'category'} & vals.keys() and not self.env.context.get(
            'ic_import_analysed'
        ):
            detected = {'file', 'category'} & vals.keys()
            for record in self:
                record._analyse({name for name in ANALYSED if vals.get(name) or not detected})
        elif vals.get('mapping_id') and 'column_ids' not in vals:
            for record in self.filtered(lambda record: record.mapping_id != before[record]):
                record._apply_mapping()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_running(self):
        if any(record.state == 'running' for record in self):
            raise UserError(self.env._("Stop the import first."))

    # === ACTIONS === #

    def action_start(self):
        """Take the rows in the background. Saves the mapping when it got a name."""
        for record in self:
            record._start()
            record.chunk_ids[:1]._enqueue()
        return True

    def action_run_now(self):
        """Take the rows of a short list at once, in the user's own request."""
        for record in self:
            if record.row_count > RUN_NOW_ROWS:
                raise UserError(
                    self.env._(
                        "%(count)s rows are too many to wait for. Use Start: it works in the background.",
                        count=record.row_count,
                    )
                )
            record._run_all(commit=False)
        return True

    def action_continue(self):
        """Go on with the rows that are not done, after Stop or after the server was restarted."""
        for record in self.filtered(lambda record: record.state in ('running', 'stopped')):
            record.state = 'running'
            record._enqueue_next()
        return True

    def action_stop(self):
        self.filtered(lambda record: record.state == 'running').state = 'stopped'
        return True

    def action_save_mapping(self):
        for record in self:
            record._save_mapping()
        return True

    def action_apply_mapping(self):
        for record in self:
            record._apply_mapping()
        return True

    def action_view_rows(self):
        """Open the report, filtered as the button says in its context."""
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.ic_import_row_action')
        wanted = self.env.context.get('rows')
        context = {f'search_default_{wanted}': 1} if wanted else {}
        return dict(action, domain=[('import_id', '=', self.id)], context=context, display_name=self.name)

    def action_download_failed(self):
        self.ensure_one()
        return {'type': 'ir.actions.act_url', 'url': f'/ic/import/{self.id}/failed.csv', 'target': 'download'}

    def action_download_template(self):
        self.ensure_one()
        return {'type': 'ir.actions.act_url', 'url': f'/ic/import/template/{self.category}.csv', 'target': 'download'}

    # === BUSINESS METHODS === #

    def _start(self):
        """Check the list once more and cut it into chunks.

        :raise UserError: when the file or the mapping cannot be imported; nothing is changed then
        """
        self.ensure_one()
        if self.state != 'draft':
            raise UserError(self.env._("%s has been started already.", self.name))
        self._check_startable()
        if self.mapping_name:
            self._save_mapping()
        self.env['ic.import.chunk'].create(self._prepare_chunks())
        self.write({'state': 'running', 'started_at': fields.Datetime.now()})

    def _run_all(self, commit=None):
        """Take all rows that are not done, here and now. For tests, scripts and short lists.

        :param bool commit: commit after every chunk; by default unless a test runs
        """
        commit = not odoo_module.current_test if commit is None else commit
        for record in self:
            if record.state == 'draft':
                record._start()
                if commit:
                    self.env.cr.commit()  # pylint: disable=invalid-commit
            while chunk := record._next_chunk():
                chunk._process()
                if commit:
                    self.env.cr.commit()  # pylint: disable=invalid-commit
                self.env.invalidate_all()
            record._finish()
            if commit:
                self.env.cr.commit()  # pylint: disable=invalid-commit
        return True

    def _next_chunk(self):
        self.ensure_one()
        return self.env['ic.import.chunk'].search([('import_id', '=', self.id), ('state', '=', 'pending')], limit=1)

    def _enqueue_next(self):
        """Queue the next chunk, or close the import when there is none."""
        self.ensure_one()
        chunk = self._next_chunk()
        if not chunk:
            self._finish()
        elif self.state == 'running':
            chunk._enqueue()

    def _finish(self):
        self.ensure_one()
        if self.state != 'done':
            self.write({'state': 'done', 'finished_at': fields.Datetime.now()})
            self.create_uid._bus_send(
                'simple_notification',
                {
                    'type': 'warning' if self.error_count else 'success',
                    'title': self.env._("Import finished"),
                    'message': self.env._(
                        "%(file)s: %(created)s created, %(updated)s updated, %(errors)s errors",
                        file=self.name,
                        created=self.created_count,
                        updated=self.updated_count,
                        errors=self.error_count,
                    ),
                },
            )
