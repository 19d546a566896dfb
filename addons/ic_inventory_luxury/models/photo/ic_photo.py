import base64

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.queue_job.job import identity_exact

PHOTO_SETS = ('retail', 'in_hand')


class IcPhoto(models.Model):
    """A photo of a piece: the file as it came, and what is shown of it.

    The original is never changed and never leaves the house. What people see is made from it, upright, in sRGB,
    without any metadata (a phone writes the safe's position into every picture).
    """

    _name = 'ic.photo'
    _description = "Photo of a Piece"
    _rec_name = 'filename'
    _order = 'product_tmpl_id, sequence, id'

    product_tmpl_id = fields.Many2one(
        'product.template', string="Piece", required=True, readonly=True, index=True, ondelete='cascade'
    )
    company_id = fields.Many2one(related='product_tmpl_id.company_id', store=True, index=True)
    set = fields.Selection(
        [('retail', "Retail"), ('in_hand', "In-hand")],
        required=True,
        default='retail',
        index=True,
        help="Retail photos go to channels and the retail shop. In-hand photos show the piece as it is, for dealers.",
    )
    sequence = fields.Integer(default=10, help="The first ready Retail photo is the main picture of the piece.")
    filename = fields.Char(string="File", required=True, readonly=True)
    mimetype = fields.Char(string="Type", readonly=True)
    size = fields.Integer(string="Size (bytes)", readonly=True, aggregator=None)
    width = fields.Integer(readonly=True, aggregator=None, help="Of the original, upright, in pixels.")
    height = fields.Integer(readonly=True, aggregator=None, help="Of the original, upright, in pixels.")
    original = fields.Binary(
        attachment=True,
        copy=False,
        groups='ic_inventory_luxury.group_employee',
        help="The file as it came, untouched. Set when the photo is added, never changed.",
    )
    # What is shown; the pictures themselves are in ic_photo_shown.py.
    delivery_size = fields.Integer(string="Shown Size (bytes)", readonly=True, aggregator=None)
    delivery_width = fields.Integer(readonly=True, aggregator=None)
    delivery_height = fields.Integer(readonly=True, aggregator=None)
    delivery_hash = fields.Char(
        string="Fingerprint",
        readonly=True,
        help="Of what is shown; part of its address, so that a changed photo gets a new one.",
    )
    state = fields.Selection(
        [('pending', "Processing"), ('ready', "Ready"), ('failed', "Failed")],
        required=True,
        default='pending',
        readonly=True,
        index=True,
        copy=True,
    )
    error = fields.Char(string="Problem", readonly=True)

    # === CONSTRAINTS === #

    @api.constrains('product_tmpl_id')
    def _check_product_tmpl_id(self):
        for photo in self:
            if not photo.product_tmpl_id.ic_category:
                raise ValidationError(
                    self.env._("%s is no piece. Photo sets belong to pieces.", photo.product_tmpl_id.display_name)
                )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Take photos. Each of `vals_list` brings `original` (base64) and `filename`.

        :raise UserError: naming the file, when it is no photo we can take; nothing is created then
        """
        files, clean = [], []
        for vals in vals_list:
            vals = dict(vals)
            data = vals.pop('original', None)
            if data is None and not self.env.context.get('ic_photo_stored'):
                raise UserError(self.env._("A photo needs a file."))
            if data is not None:
                data = base64.b64decode(data)
                seen = self._ic_inspect(data, vals.get('filename') or 'photo')
                vals = {**vals, **self._ic_seen_values(seen, data)}
                files.append((len(clean), data, seen))
            clean.append(vals)
        photos = super().create(clean)
        for position, data, seen in files:
            photos[position]._ic_keep(data, seen)
        photos.product_tmpl_id._ic_sync_main_photo()
        return photos

    def write(self, vals):
        """Keep the original as it came, and the main picture of the piece in step with the order of its photos."""
        if 'original' in vals:
            raise UserError(self.env._("An original is never replaced. Delete the photo and add the new one."))
        pieces = self.product_tmpl_id if 'product_tmpl_id' in vals else self.env['product.template']
        result = super().write(vals)
        if vals.keys() & {'set', 'sequence', 'state', 'delivery_hash', 'product_tmpl_id'}:
            (pieces | self.product_tmpl_id)._ic_sync_main_photo()
        return result

    def unlink(self):
        """Delete the photos with their files; the next photo becomes the main picture."""
        pieces = self.product_tmpl_id
        result = super().unlink()
        pieces._ic_sync_main_photo()
        return result

    # === ACTIONS === #

    def action_ic_process(self):
        """Make what is shown of the photos now, without waiting for the background."""
        self.check_access('write')
        self._ic_make_derivatives()
        return True

    # === BUSINESS METHODS === #

    @api.model
    def _ic_take(self, piece, photo_set, filename, data, sequence=None):
        """Return the photo made of `data` (bytes) for `piece`; what is shown of it is made in the background.

        :raise UserError: naming the file, when it is no photo we can take; nothing is created then
        """
        seen = self._ic_inspect(data, filename)
        piece._ic_adopt_image()
        if sequence is None:
            sequence = max(piece.ic_photo_ids.mapped('sequence'), default=0) + 1
        photo = (
            self.with_context(ic_photo_stored=True)
            .create(
                {
                    'product_tmpl_id': piece.id,
                    'set': photo_set,
                    'sequence': sequence,
                    'filename': filename,
                    **self._ic_seen_values(seen, data),
                }
            )
            .with_context(ic_photo_stored=False)
        )
        photo._ic_keep(data, seen)
        return photo

    def _ic_enqueue(self):
        """Ask the background to make what is shown of each photo, once."""
        for photo in self:
            photo.with_delay(
                description=self.env._("Photo %s", photo.filename), identity_key=identity_exact
            )._ic_make_derivatives()

    def _ic_copy_to(self, piece):
        """Copy the photos to another `piece` with everything made of them; stored files are shared, not doubled."""
        quiet = self.with_context(ic_photo_stored=True, ic_photo_no_sync=True)
        copies = self.browse()
        for photo in self:
            copy = self.browse(quiet.create(photo.copy_data({'product_tmpl_id': piece.id})).id)
            for attachment in photo._ic_attachments():
                keeper = copy._ic_keeper(attachment.mimetype)
                attachment.with_env(keeper.env).copy({'res_id': copy.id, 'name': attachment.name})
            copies |= copy
        copies.filtered(lambda copy: copy.state == 'pending')._ic_enqueue()
        piece._ic_sync_main_photo()

    def _ic_board_values(self):
        """Return what the photo board shows of each photo, as a list of dicts."""
        return [
            {
                'id': photo.id,
                'set': photo.set,
                'sequence': photo.sequence,
                'filename': photo.filename,
                'state': photo.state,
                'error': photo.error or '',
                'info': self._ic_info(photo),
                'thumb': f'/web/image/ic.photo/{photo.id}/thumb?unique={photo.delivery_hash or "new"}',
                'large': f'/web/image/ic.photo/{photo.id}/delivery?unique={photo.delivery_hash}',
                'original': f'/web/content/ic.photo/{photo.id}/original?download=1&filename_field=filename',
            }
            for photo in self
        ]
