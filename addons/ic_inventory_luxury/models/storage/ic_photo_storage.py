from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import human_size

from ..photo.ic_photo_file import FILES
from .ic_photo_store import PREFIX, PhotoStoreError


class IcPhotoStorage(models.TransientModel):
    """The screen that says where the photos of a store live, tests the object store, and moves them there and back."""

    _name = 'ic.photo.storage'
    _description = "Photo Storage"

    company_id = fields.Many2one(
        'res.company', string="Store", required=True, readonly=True, default=lambda self: self.env.company
    )
    store = fields.Selection(related='company_id.ic_photo_store', string="Photos Live In")
    endpoint = fields.Char(compute='_compute_settings')
    bucket = fields.Char(compute='_compute_settings')
    missing = fields.Char(compute='_compute_settings', help="Settings that the environment of the server lacks.")
    test_result = fields.Char(readonly=True)
    test_ok = fields.Boolean(readonly=True)
    # What there is
    photo_count = fields.Integer(string="Photos", compute='_compute_figures')
    original_size = fields.Char(string="Originals", compute='_compute_figures')
    shown_size = fields.Char(string="What Is Shown of Them", compute='_compute_figures')
    on_disk = fields.Char(string="On This Server", compute='_compute_figures')
    in_bucket = fields.Char(string="In the Object Store", compute='_compute_figures')
    # What waits
    pending_count = fields.Integer(string="Being Processed", compute='_compute_figures')
    failed_count = fields.Integer(string="Could Not Be Processed", compute='_compute_figures')
    waiting_count = fields.Integer(string="Lack the New Sizes", compute='_compute_figures')
    misplaced_count = fields.Integer(string="Files to Move", compute='_compute_figures')
    move_progress = fields.Integer(string="Moved", compute='_compute_figures')

    # === COMPUTE === #

    def _compute_display_name(self):
        self.display_name = self.env._("Photo Storage")

    def _compute_settings(self):
        settings = self.env['ic.photo.store']._ic_settings()
        self.endpoint, self.bucket = settings['S3_ENDPOINT'], settings['S3_BUCKET']
        self.missing = ', '.join(settings['missing'])

    @api.depends('company_id', 'store')
    def _compute_figures(self):
        for screen in self:
            photos = self.env['ic.photo'].sudo().with_context(active_test=False)
            own = Domain('company_id', '=', screen.company_id.id)
            screen.photo_count = photos.search_count(own)
            screen.pending_count = photos.search_count(own & Domain('state', '=', 'pending'))
            screen.failed_count = photos.search_count(own & Domain('state', '=', 'failed'))
            screen.waiting_count = photos.search_count(own & Domain(photos._ic_waiting_domain()))
            screen._ic_fill_sizes(photos._search(own))

    def _ic_fill_sizes(self, photos):
        """Fill in the files and bytes of `photos` (a query)."""
        files = self.env['ir.attachment'].sudo()
        domain = Domain([('res_model', '=', 'ic.photo'), ('res_field', 'in', FILES), ('res_id', 'in', photos)])
        total, bucket, original, misplaced = (
            files._read_group(domain & part, [], ['__count', 'file_size:sum'])[0]
            for part in (
                Domain.TRUE,
                Domain('store_fname', '=like', f'{PREFIX}%'),
                Domain('res_field', '=', 'original'),
                Domain(self.env['ic.photo']._ic_misplaced_domain(self.company_id)),
            )
        )
        self.original_size = human_size(original[1] or 0) or '–'
        self.shown_size = human_size((total[1] or 0) - (original[1] or 0)) or '–'
        self.in_bucket = self._ic_words(bucket[0], bucket[1] or 0)
        self.on_disk = self._ic_words(total[0] - bucket[0], (total[1] or 0) - (bucket[1] or 0))
        self.misplaced_count = misplaced[0]
        self.move_progress = round(100 * (total[0] - misplaced[0]) / total[0]) if total[0] else 100

    @api.model
    def _ic_words(self, count, size):
        if not count:
            return self.env._("none")
        return self.env._("%(count)s files, %(size)s", count=f'{count:,}', size=human_size(size))

    # === ACTIONS === #

    @api.model
    def action_ic_open(self):
        """Open the screen for the store one works in."""
        self.check_access('create')
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Photo Storage"),
            'res_model': self._name,
            'res_id': self.create({}).id,
            'view_mode': 'form',
            'target': 'current',
        }

    def action_ic_test(self):
        """Write, read and delete a small file in the bucket, and say how it went."""
        self.ensure_one()
        self.check_access('write')
        try:
            self.env['ic.photo.store']._ic_check()
        except PhotoStoreError as error:
            self.write({'test_ok': False, 'test_result': str(error)})
        else:
            text = self.env._("Works: a file was written, read and deleted, and strangers are kept out.")
            self.write({'test_ok': True, 'test_result': text})
        return True

    def action_ic_use_bucket(self):
        """Keep new photos in the bucket from now on, and move those that are there in the background."""
        self.ensure_one()
        self.check_access('write')
        self.env['ic.photo.store']._ic_check()
        return self._ic_use('bucket')

    def action_ic_use_disk(self):
        """Keep new photos on the server from now on, and bring those in the bucket back in the background."""
        self.ensure_one()
        self.check_access('write')
        return self._ic_use('disk')

    def action_ic_move(self):
        """Take up again what an interrupted move left."""
        self.ensure_one()
        self.check_access('write')
        if not self.misplaced_count:
            raise UserError(self.env._("Every file is where it belongs."))
        self.env['ic.photo']._ic_start_moving(self.company_id)
        return True

    def action_ic_catch_up(self):
        """Make the sizes that older photos lack, without waiting for the night."""
        self.ensure_one()
        self.check_access('write')
        self.env['ic.photo'].sudo()._ic_start_catching_up()
        return True

    def action_ic_refresh(self):
        """Count anew: the screen reads itself after every button."""
        return True

    def action_ic_failed(self):
        """List the photos that could not be processed."""
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.ic_photo_action')
        return {**action, 'domain': [('state', '=', 'failed'), ('company_id', '=', self.company_id.id)]}

    # === BUSINESS METHODS === #

    def _ic_use(self, where):
        self.company_id.sudo().ic_photo_store = where
        self.env['ic.photo']._ic_start_moving(self.company_id)
        return True
