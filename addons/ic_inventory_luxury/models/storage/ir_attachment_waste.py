import contextlib
import logging
import os

import psycopg2

from odoo import api, models
from odoo.tools import split_every

from .ic_photo_store import PREFIX, PhotoStoreError

_logger = logging.getLogger(__name__)

MARKS = 'ic_bucket_marks'
# Deleted at once, in one request, while nobody can add a file.
BATCH = 200


class IrAttachment(models.Model):
    """Objects in the bucket that nothing refers to any more, found and deleted as Odoo does with files on disk.

    A name is marked outside of the transaction when its object is written and when a row that held it goes. At night a
    marked name that no row holds is deleted. So neither a transaction that failed nor a process that was killed leaves
    anything, and a photo that was copied keeps its file.
    """

    _inherit = 'ir.attachment'

    def _mark_for_gc(self, fname):
        """Override of `base` to mark what is in the bucket in a place of its own."""
        if not fname.startswith(PREFIX):
            return super()._mark_for_gc(fname)
        path = os.path.join(self._full_path(MARKS), *fname.removeprefix(PREFIX).split('/'))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'ab'):
            return None

    @api.autovacuum
    def _ic_gc_bucket(self):
        """Delete what is marked and not held. The files of the marks stay when the bucket is away: another night."""
        marks = self._ic_bucket_marks()
        for names in split_every(BATCH, sorted(marks)):
            # The lock must be the first thing in its transaction, as in `base`.
            self.env.cr.commit()  # pylint: disable=invalid-commit
            self.env.cr.execute("SET LOCAL lock_timeout TO '10s'")
            try:
                self.env.cr.execute("LOCK ir_attachment IN SHARE MODE")
            except psycopg2.errors.LockNotAvailable:
                self.env.cr.rollback()
                return
            try:
                self._ic_gc_names(names)
            except PhotoStoreError as error:
                _logger.warning("Files that are no longer needed stay in the object store for now: %s", error)
                self.env.cr.rollback()
                return
            for name in names:
                with contextlib.suppress(OSError):
                    os.unlink(marks[name])
            self.env.cr.commit()  # pylint: disable=invalid-commit

    @api.model
    def _ic_gc_names(self, names):
        """Delete those of `names` that no row holds."""
        self.env.cr.execute("SELECT store_fname FROM ir_attachment WHERE store_fname = ANY(%s)", [list(names)])
        held = {row[0] for row in self.env.cr.fetchall()}
        waste = [name for name in names if name not in held]
        if waste:
            self.env['ic.photo.store']._ic_delete(waste)

    @api.model
    def _ic_bucket_marks(self):
        """Return the marks as dict of name to the path of its mark."""
        root = self._full_path(MARKS)
        return {
            PREFIX + os.path.relpath(os.path.join(folder, file), root).replace(os.sep, '/'): os.path.join(folder, file)
            for folder, _folders, files in os.walk(root)
            for file in files
        }
