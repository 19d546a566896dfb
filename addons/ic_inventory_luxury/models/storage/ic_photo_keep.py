import contextlib

from odoo import api, models
from odoo.fields import Domain

from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.queue_job.job import identity_exact

from ..photo.ic_photo_file import FILES
from .ic_photo_store import PREFIX, PhotoStoreError

# One job moves so many files, then the next one is queued: what a killed job had done before stays done.
MOVED_AT_ONCE = 40
MADE_AT_ONCE = 10
# A store that is away is asked again after so many seconds, for as long as it takes.
PAUSE = 60


class IcPhoto(models.Model):
    """Keeping the files of photos where the store wants them, moving them there and back, and catching up."""

    _inherit = 'ic.photo'

    # === BUSINESS METHODS: where a file goes === #

    def _ic_keeper(self, mimetype):
        """Override of `photo` to keep the files where the store of the photo wants them."""
        company = (self.company_id or self.env.company).sudo()
        return (
            super()._ic_keeper(mimetype).with_context(ic_photo_store=company.ic_photo_store, ic_photo_mimetype=mimetype)
        )

    def _ic_make_derivatives(self):
        """Override of `photo` to wait where the object store is away."""
        with self._ic_patience():
            return super()._ic_make_derivatives()

    def _ic_make_webps(self):
        """Override of `photo` to wait where the object store is away."""
        with self._ic_patience():
            return super()._ic_make_webps()

    @contextlib.contextmanager
    def _ic_patience(self):
        """Let a job come back later when the object store is away. A person is told at once."""
        try:
            yield
        except PhotoStoreError as error:
            if not error.retry or not self.env.context.get('job_uuid'):
                raise
            raise RetryableJobError(str(error), seconds=PAUSE, ignore_retry=True) from None

    # === BUSINESS METHODS: moving === #

    @api.model
    def _ic_misplaced_domain(self, company):
        """Return the domain of the attachments that are not where the store of `company` wants them."""
        there = Domain('store_fname', '=like', f'{PREFIX}%')
        return Domain.AND(
            [
                [('res_model', '=', self._name), ('res_field', 'in', FILES), ('store_fname', '!=', False)],
                [('res_id', 'in', self.sudo()._search([('company_id', '=', company.id)]))],
                ~there if company.sudo().ic_photo_store == 'bucket' else there,
            ]
        )

    @api.model
    def _ic_start_moving(self, company):
        """Ask the background to bring the files of the photos of `company` to where it wants them."""
        self._ic_queue_move(company, company.sudo().ic_photo_store)

    @api.model
    def _ic_queue_move(self, company, where, after=0):
        self.with_delay(
            description=self.env._("Move the photos of %(store)s", store=company.name), identity_key=identity_exact
        )._ic_move(company.id, where, after)

    @api.model
    def _ic_move(self, company_id, where, after=0):
        """Move the next files, and queue what is left. Runs as a job.

        A file is first written to its new place, then the row points there, then the old file is marked as waste: all
        in one transaction, so that at any moment the row names a file that is whole.

        :param str where: 'disk' or 'bucket'; when the store has changed its mind since, nothing is done
        :param int after: id of the last attachment that was looked at
        """
        company = self.env['res.company'].browse(company_id)
        if company.sudo().ic_photo_store != where:
            return
        domain = Domain(self._ic_misplaced_domain(company)) & Domain('id', '>', after)
        files = self.env['ir.attachment'].sudo().search(domain, order='id', limit=MOVED_AT_ONCE)
        with self._ic_patience():
            for file in files:
                self._ic_move_file(file, where)
        if len(files) == MOVED_AT_ONCE:
            self._ic_queue_move(company, where, files[-1].id)

    @api.model
    def _ic_move_file(self, file, where):
        """Move one attachment. One whose file is lost stays as it is: there is nothing to move."""
        data = file.raw
        if data:
            file.with_context(ic_photo_store=where, ic_photo_mimetype=file.mimetype, image_no_postprocess=True).write(
                {'raw': data, 'mimetype': file.mimetype}
            )
        file.invalidate_recordset(['raw', 'datas'])

    # === BUSINESS METHODS: catching up === #

    @api.autovacuum
    def _ic_start_catching_up(self):
        """Ask the background for the sizes that photos of an older recipe lack. Asked every night as well."""
        if self.sudo().search_count(self._ic_waiting_domain(), limit=1):
            self._ic_queue_catching_up()

    @api.model
    def _ic_queue_catching_up(self, after=0):
        self.with_delay(
            description=self.env._("More sizes of photos"), identity_key=identity_exact, priority=20
        )._ic_catch_up(after)

    @api.model
    def _ic_catch_up(self, after=0):
        """Make what the next photos lack, and queue what is left. Runs as a job; a killed one is simply run again."""
        domain = Domain(self._ic_waiting_domain()) & Domain('id', '>', after)
        photos = self.sudo().search(domain, order='id', limit=MADE_AT_ONCE)
        photos._ic_make_webps()
        if len(photos) == MADE_AT_ONCE:
            self._ic_queue_catching_up(photos[-1].id)
