import base64
import io

from PIL import Image

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from .photo_common import PhotoCase, corners, photo


@tagged('post_install', '-at_install')
class TestPhoto(PhotoCase):
    """Photos of pieces: what is kept, what is shown, which one comes first, who may."""

    def names(self, piece, code):
        return piece[f'ic_photo_{code}_ids'].sorted(lambda one: (one.sequence, one.id)).mapped('filename')

    # === TAKING === #

    def test_original_is_kept_to_the_byte(self):
        piece, data = self.watch(), photo(size=(3000, 2000), orientation=6)
        taken = self.take(piece, name='IMG 1.jpg', data=data)
        self.assertEqual(base64.b64decode(taken.original), data, "not shrunk, not turned, metadata and all")
        self.assertEqual((taken.size, taken.width, taken.height), (len(data), 3000, 2000))
        self.assertEqual((taken.mimetype, taken.filename, taken.state), ('image/jpeg', 'IMG 1.jpg', 'ready'))
        self.assertEqual((taken.delivery_width, taken.delivery_height), (2400, 1600))
        for name in ('delivery', 'medium', 'thumb'):
            self.assert_clean(base64.b64decode(taken[name]))
        self.assertEqual(taken.delivery_size, len(base64.b64decode(taken.delivery)))
        with self.assertRaises(UserError):
            taken.original = base64.b64encode(photo(size=(30, 20)))

    def test_background_makes_what_is_shown(self):
        piece = self.watch()
        with trap_jobs() as trap:
            taken = self.take(piece, ready=False)
            trap.assert_jobs_count(1, only=taken._ic_make_derivatives)
            self.assertEqual(taken.state, 'pending')
            self.assertTrue(taken.thumb, "something to look at from the first second")
            self.assertFalse(taken.delivery)
            self.assertFalse(piece.image_1920)
            trap.perform_enqueued_jobs()
        self.assertEqual(taken.state, 'ready')
        self.assertTrue(piece.image_1920)

    def test_refused_file_leaves_nothing(self):
        piece = self.watch()
        self.take(piece)
        stored = [('res_model', '=', 'ic.photo'), ('res_field', '!=', False)]
        attachments = self.env['ir.attachment'].sudo().search_count(stored)
        for name, data, words in (
            ('none.jpg', b' ', "not a photo"),
            ('half.jpg', photo()[:5000], "damaged or incomplete"),
            ('letter.pdf', b'%PDF-1.4', "not a photo"),
        ):
            with self.assertRaisesRegex(UserError, f"{name}.*{words}"):
                self.Photo._ic_take(piece, 'retail', name, data)
        with self.assertRaisesRegex(UserError, "empty.heic is empty"):
            self.Photo._ic_take(piece, 'retail', 'empty.heic', b'')
        with self.assertRaisesRegex(UserError, "needs a file"):
            self.Photo.create({'product_tmpl_id': piece.id, 'filename': 'a.jpg'})
        self.assertEqual(len(piece.ic_photo_ids), 1)
        self.assertEqual(attachments, self.env['ir.attachment'].sudo().search_count(stored))

    def test_create_over_rpc_goes_the_same_way(self):
        piece, data = self.watch(), photo('PNG', size=(300, 200))
        taken = self.Photo.create(
            {'product_tmpl_id': piece.id, 'filename': 'a.png', 'original': base64.b64encode(data).decode()}
        )
        self.assertEqual((taken.mimetype, taken.width, taken.state), ('image/png', 300, 'pending'))
        self.assertTrue(taken.action_ic_process())
        self.assertEqual(taken.state, 'ready')

    def test_unreadable_original_fails_in_words(self):
        taken = self.take(self.watch(), name='gone.jpg', ready=False)
        taken._ic_store('original', b'damaged', 'image/jpeg')
        taken._ic_make_derivatives()
        self.assertEqual(taken.state, 'failed')
        self.assertEqual(taken.error, "gone.jpg is not a photo we can read. Take JPEG, HEIC, PNG, WebP, AVIF or TIFF.")
        self.assertFalse(taken.product_tmpl_id.image_1920)

    def test_only_pieces_have_photos(self):
        product = self.Piece.create({'name': "Gift box"})
        with self.assertRaisesRegex(UserError, "is no piece"):
            self.take(product)

    # === MAIN PICTURE === #

    def test_main_picture_follows_the_photos(self):
        piece = self.watch()
        hand = self.take(piece, 'in_hand', data=photo(size=(310, 200)))
        self.assertEqual(self.main_width(piece), 310, "In-hand while there is no Retail")
        first = self.take(piece, 'retail', data=photo(size=(320, 200)))
        self.assertEqual(self.main_width(piece), 320)
        second = self.take(piece, 'retail', data=photo(size=(330, 200)))
        self.assertEqual(self.main_width(piece), 320)
        piece.ic_photo_arrange({'retail': [second.id, first.id], 'in_hand': [hand.id]})
        self.assertEqual(self.main_width(piece), 330)
        piece.ic_photo_arrange({'retail': [first.id], 'in_hand': [second.id, hand.id]})
        self.assertEqual(self.main_width(piece), 320)
        first.unlink()
        self.assertEqual(self.main_width(piece), 330, "Retail is empty now: the first In-hand")
        (second | hand).unlink()
        self.assertFalse(piece.image_1920)
        self.assertFalse(piece.ic_main_photo_hash)

    def test_picture_set_directly_stays_and_is_adopted(self):
        buffer = io.BytesIO()
        corners(340, 200).save(buffer, 'JPEG')
        piece = self.watch(image_1920=base64.b64encode(buffer.getvalue()))
        self.assertFalse(piece._ic_publish_error())
        added = self.take(piece, 'retail', data=photo(size=(350, 200)))
        self.assertEqual(len(piece.ic_photo_retail_ids), 2, "adding a photo loses none")
        piece.ic_photo_ids._ic_make_derivatives()
        self.assertEqual(self.main_width(piece), 340)
        piece.ic_photo_arrange({'retail': [added.id]})
        self.assertEqual(self.main_width(piece), 350)

    def test_picture_set_directly_carries_no_position(self):
        data = photo(size=(400, 300))
        piece = self.watch(image_1920=base64.b64encode(data))
        self.assert_clean(base64.b64decode(piece.image_1920))
        piece.image_1920 = base64.b64encode(photo(size=(420, 300)))
        self.assert_clean(base64.b64decode(piece.image_1920))
        self.assertEqual(self.main_width(piece), 420)

    def main_width(self, piece):
        return Image.open(io.BytesIO(base64.b64decode(piece.image_1920))).width

    # === ORDER === #

    def test_arrange(self):
        piece, other = self.watch(), self.watch()
        one, two, three = (self.take(piece, name=f'{name}.jpg') for name in 'abc')
        foreign = self.take(other, name='z.jpg')
        board = piece.ic_photo_arrange({'retail': [three.id, one.id, foreign.id, 987654321], 'in_hand': [two.id]})
        self.assertEqual([photo['filename'] for photo in board['retail']], ['c.jpg', 'a.jpg'])
        self.assertEqual([photo['filename'] for photo in board['in_hand']], ['b.jpg'])
        self.assertEqual(foreign.product_tmpl_id, other)
        piece.ic_photo_arrange({'retail': [one.id]})
        self.assertEqual(self.names(piece, 'retail'), ['a.jpg', 'c.jpg'], "not named keeps its set and comes last")
        self.assertEqual(self.names(piece, 'in_hand'), ['b.jpg'])
        with self.assertRaises(UserError):
            piece.ic_photo_arrange({'secret': [one.id]})
        self.assertEqual(self.names(piece, 'retail'), ['a.jpg', 'c.jpg'])

    # === PUBLISHING === #

    def test_no_retail_photo(self):
        piece = self.watch()
        self.assertEqual(piece._ic_publish_error(), "No retail photo")
        self.take(piece, 'in_hand')
        self.assertEqual(piece._ic_publish_error(), "No retail photo", "In-hand alone does not do")
        taken = self.take(piece, 'retail', ready=False)
        self.assertEqual(piece._ic_publish_error(), "No retail photo is ready yet: it is still being processed")
        taken._ic_make_derivatives()
        self.assertIs(piece._ic_publish_error(), False)
        taken.unlink()
        self.assertEqual(piece._ic_publish_error(), "No retail photo")

    def test_gallery_prefers_by_audience_and_falls_back(self):
        piece = self.watch()
        self.assertEqual(piece._ic_gallery('retail'), [])
        hand = self.take(piece, 'in_hand', data=photo(size=(3600, 2400)))
        self.assertEqual([one['photo_id'] for one in piece._ic_gallery('retail')], hand.ids)
        retail = self.take(piece, 'retail')
        self.take(piece, 'retail', ready=False)
        self.assertEqual([one['photo_id'] for one in piece._ic_gallery('retail')], retail.ids)
        [shown] = piece._ic_gallery('wholesale')
        base = f'/ic/photo/{hand.id}/{hand.delivery_hash}'
        self.assertEqual(
            shown,
            {
                'photo_id': hand.id,
                'set': 'in_hand',
                'alt': piece.name,
                'width': 2400,
                'height': 1600,
                'url': f'{base}/2400.jpg',
                'urls': {2400: f'{base}/2400.jpg', 1200: f'{base}/1200.jpg', 600: f'{base}/600.jpg'},
                'small': f'{base}/320.webp',
                'srcset': f'{base}/600.jpg 600w, {base}/1200.jpg 1200w, {base}/2400.jpg 2400w',
                'webp': ', '.join(f'{base}/{size}.webp {size}w' for size in (320, 600, 900, 1200, 1800, 2400)),
                'webp_url': f'{base}/2400.webp',
            },
        )

    # === COPY AND DELETE === #

    def test_copy_shares_the_files(self):
        piece = self.watch(ic_serial='S1')
        data = photo(size=(2600, 1700))
        self.take(piece, 'retail', 'a.jpg', data)
        self.take(piece, 'in_hand', 'b.jpg', ready=False)
        copy = piece.copy()
        self.assertEqual(self.names(copy, 'retail'), ['a.jpg'])
        self.assertEqual(self.names(copy, 'in_hand'), ['b.jpg'])
        self.assertEqual(copy.ic_photo_ids.mapped('state'), ['ready', 'pending'])
        self.assertEqual(copy.image_1920, piece.image_1920)
        self.assertEqual(copy.ic_main_photo_hash, piece.ic_main_photo_hash)
        self.assertEqual(
            sorted(copy.ic_photo_ids._ic_attachments().mapped('store_fname')),
            sorted(piece.ic_photo_ids._ic_attachments().mapped('store_fname')),
            "one file on disk for both",
        )
        self.assertEqual(
            self.env['queue.job'].search_count(
                [('model_name', '=', 'ic.photo'), ('state', '=', 'pending'), ('name', 'like', 'b.jpg')]
            ),
            2,
        )
        piece.unlink()
        self.assertEqual(base64.b64decode(copy.ic_photo_retail_ids.original), data)

    def test_piece_takes_its_files_with_it(self):
        piece = self.watch()
        taken = self.take(piece)
        attachments = taken._ic_attachments()
        self.assertEqual(len(attachments), 5, "the original, three JPEGs, the one WebP that so small a photo has")
        piece.unlink()
        self.assertFalse(taken.exists())
        self.assertFalse(attachments.exists())

    # === WHO === #

    def test_roles(self):
        piece = self.watch()
        taken = self.take(piece)
        employee = new_test_user(
            self.env,
            'ic_photo_employee',
            'ic_inventory_luxury.group_employee,ic_inventory_luxury.group_manage_inventory',
        )
        mine = self.Photo.with_user(employee)._ic_take(
            piece.with_user(employee), 'retail', 'b.jpg', photo(size=(90, 60))
        )
        mine.action_ic_process()
        piece.with_user(employee).ic_photo_arrange({'retail': [mine.id, taken.id]})
        self.assertTrue(taken.with_user(employee).original)
        mine.unlink()
        outsider = new_test_user(self.env, 'ic_photo_outsider', 'base.group_user')
        self.assertTrue(taken.with_user(outsider).thumb)
        for call in (
            lambda: taken.with_user(outsider).read(['original']),
            lambda: taken.with_user(outsider).write({'set': 'in_hand'}),
            lambda: taken.with_user(outsider).unlink(),
            lambda: taken.with_user(outsider).action_ic_process(),
            lambda: piece.with_user(outsider).ic_photo_arrange({'in_hand': taken.ids}),
        ):
            with self.assertRaises(AccessError):
                call()
        for login, group in (('ic_photo_portal', 'base.group_portal'), ('ic_photo_public', 'base.group_public')):
            stranger = new_test_user(self.env, login, group)
            with self.assertRaises(AccessError):
                taken.with_user(stranger).read(['thumb'])
            with self.assertRaises(AccessError):
                taken._ic_attachments().sudo(False).with_user(stranger).read(['raw'])
        self.assertEqual((taken.set, taken.state), ('retail', 'ready'))

    def test_two_companies_see_nothing_of_each_other(self):
        other = self.env['res.company'].create({'name': "Other Store"})
        theirs = self.take(self.watch(company_id=other.id, ic_brand_id=False, name="Theirs"))
        self.assertEqual(theirs.company_id, other)
        ours = self.take(self.watch())
        employee = new_test_user(
            self.env,
            'ic_photo_store_a',
            'ic_inventory_luxury.group_employee,ic_inventory_luxury.group_manage_inventory',
        )
        photos = self.Photo.with_user(employee)
        self.assertEqual(photos.search([('id', 'in', (ours | theirs).ids)]), ours)
        for call in (
            lambda: theirs.with_user(employee).read(['filename']),
            lambda: theirs.with_user(employee).write({'sequence': 1}),
            lambda: theirs.with_user(employee).unlink(),
            lambda: theirs.product_tmpl_id.with_user(employee).ic_photo_board(),
            lambda: theirs.product_tmpl_id.with_user(employee).ic_photo_arrange({'retail': theirs.ids}),
            lambda: photos.create(
                {
                    'product_tmpl_id': theirs.product_tmpl_id.id,
                    'filename': 'x.jpg',
                    'original': base64.b64encode(photo(size=(90, 60))),
                }
            ),
        ):
            with self.assertRaises(AccessError):
                call()
        self.assertEqual(len(theirs.product_tmpl_id.ic_photo_ids), 1)
