from odoo import fields, models

from odoo.addons.queue_job.job import identity_exact


class IcImportChunk(models.Model):
    """A few hundred rows that are taken together: one transaction, one job, done once."""

    _name = 'ic.import.chunk'
    _description = "Import Chunk"
    _order = 'import_id, sequence'
    _rec_name = 'sequence'

    import_id = fields.Many2one('ic.import', required=True, index=True, ondelete='cascade')
    company_id = fields.Many2one(related='import_id.company_id', store=True, index=True)
    sequence = fields.Integer(required=True)
    state = fields.Selection([('pending', "Pending"), ('done', "Done")], default='pending', required=True)
    offset = fields.Integer(required=True, help="Byte of the file at which the first row begins.")
    first_row = fields.Integer(required=True)
    row_count = fields.Integer(required=True)
    created_rows = fields.Integer()
    updated_rows = fields.Integer()
    unchanged_rows = fields.Integer()
    warning_rows = fields.Integer()
    error_rows = fields.Integer()
    done_rows = fields.Integer()

    _sequence_unique = models.UniqueIndex('(import_id, sequence)', "This chunk exists already.")

    # === BUSINESS METHODS === #

    def _enqueue(self):
        """Queue the job of this chunk. Asking twice makes one job."""
        self.ensure_one()
        record = self.import_id
        self.with_delay(
            description=self.env._("Import %(file)s, part %(part)s", file=record.name, part=self.sequence),
            identity_key=identity_exact,
        )._job_process()

    def _job_process(self):
        """Job: take the rows of this chunk, then queue the next one."""
        self.ensure_one()
        if not self.exists() or self.import_id.state != 'running':
            return
        self._process()
        self.import_id._enqueue_next()

    def _process(self):
        """Take the rows of this chunk. Doing it again does nothing.

        The chunk is claimed by writing to it: whoever comes second meets "done", or fails and is retried.
        """
        self.ensure_one()
        self.env.cr.execute(
            "UPDATE ic_import_chunk SET state = 'done' WHERE id = %s AND state = 'pending' RETURNING id", [self.id]
        )
        if not self.env.cr.fetchone():
            return
        self.invalidate_recordset(['state'])
        record = self.import_id.with_company(self.company_id).with_context(
            allowed_company_ids=self.company_id.ids,
            tracking_disable=True,
            mail_create_nolog=True,
            mail_create_nosubscribe=True,
            mail_notrack=True,
            ic_bulk=True,
        )
        data = record._data()
        read = list(record._read_rows(data, record._layout(data), self.offset, self.first_row, self.row_count))
        record._complete_rows(read)
        record._take_rows(read)
        record._report_rows(read)
        self._count(read)

    def _count(self, read):
        counts = {
            name: sum(row.result == name for row in read) for name in ('created', 'updated', 'unchanged', 'error')
        }
        self.write(
            {
                **{f'{name}_rows': count for name, count in counts.items()},
                'warning_rows': sum(any(note.level == 'warning' for note in row.outcome.notes) for row in read),
                'done_rows': len(read),
            }
        )
