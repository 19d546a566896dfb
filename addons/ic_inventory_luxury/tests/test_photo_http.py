import threading
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api, http
from odoo.modules.registry import Registry
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tests.common import BaseCase, ChromeBrowser, get_db_name
from odoo.tools import mute_logger

from ..models.photo.ic_photo_shown import FIELD_OF_SIZE
from .photo_common import PhotoCase, photo


@tagged('post_install', '-at_install')
class TestPhotoHttp(HttpCase, PhotoCase):
    """Photos over HTTP: in by the upload, out by the public address."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.piece = cls.watch()
        cls.employee = new_test_user(
            cls.env, 'ic_photo_http', 'ic_inventory_luxury.group_employee,ic_inventory_luxury.group_manage_inventory'
        )

    def upload(self, data, name='front.jpg', token=True, **fields):
        fields = {'product_tmpl_id': self.piece.id, 'photo_set': 'retail', **fields}
        if token:
            fields['csrf_token'] = http.Request.csrf_token(self)
        return self.url_open('/ic/photo/upload', data=fields, files={'file': (name, data, 'image/jpeg')})

    # === IN === #

    def test_upload(self):
        self.authenticate('ic_photo_http', 'ic_photo_http')
        data = photo(size=(640, 480))
        answer = self.upload(data, photo_set='in_hand', sequence='7')
        self.assertEqual(answer.status_code, 200)
        [taken] = self.piece.ic_photo_ids
        self.assertEqual(answer.json()['photo']['id'], taken.id)
        self.assertEqual((taken.set, taken.sequence, taken.filename), ('in_hand', 7, 'front.jpg'))
        self.assertEqual(taken._ic_bytes('original'), data)
        self.assertEqual(taken.create_uid, self.employee)

    def test_refused_upload_leaves_nothing(self):
        self.authenticate('ic_photo_http', 'ic_photo_http')
        jobs = self.env['queue.job'].search_count([('model_name', '=', 'ic.photo')])
        for data, fields, status, words in (
            (photo()[:9000], {}, 422, "front.jpg is damaged or incomplete"),
            (b'', {}, 422, "front.jpg is empty"),
            (b'not a photo at all', {}, 422, "front.jpg is not a photo we can read"),
            (photo(size=(60, 40)), {'photo_set': 'secret'}, 422, "incomplete"),
            (photo(size=(60, 40)), {'product_tmpl_id': 'x'}, 422, "incomplete"),
            (photo(size=(60, 40)), {'product_tmpl_id': 999999999}, 404, "does not exist"),
        ):
            answer = self.upload(data, **fields)
            self.assertEqual(answer.status_code, status, words)
            self.assertIn(words, answer.json()['error'])
        self.assertFalse(self.piece.ic_photo_ids)
        self.assertEqual(self.env['queue.job'].search_count([('model_name', '=', 'ic.photo')]), jobs)

    def test_upload_over_the_limit(self):
        self.authenticate('ic_photo_http', 'ic_photo_http')
        answer = self.upload(b'\xff\xd8\xff' + bytes(50 * 1024 * 1024))
        self.assertEqual(answer.status_code, 422)
        self.assertIn("front.jpg is larger than 50", answer.json()['error'])
        self.assertFalse(self.piece.ic_photo_ids)

    @mute_logger('odoo.http')
    def test_upload_needs_token_login_and_rights(self):
        data = photo(size=(60, 40))
        self.authenticate('ic_photo_http', 'ic_photo_http')
        self.assertEqual(self.upload(data, token=False).status_code, 400)
        other = self.env['res.company'].create({'name': "Other Store"})
        theirs = self.watch(company_id=other.id, ic_brand_id=False, name="Theirs")
        self.assertEqual(self.upload(data, product_tmpl_id=theirs.id).status_code, 403)
        new_test_user(self.env, 'ic_photo_http_outsider', 'base.group_user')
        self.authenticate('ic_photo_http_outsider', 'ic_photo_http_outsider')
        self.assertEqual(self.upload(data).status_code, 403)
        new_test_user(self.env, 'ic_photo_http_portal', 'base.group_portal')
        self.authenticate('ic_photo_http_portal', 'ic_photo_http_portal')
        self.assertEqual(self.upload(data).status_code, 403)
        self.authenticate(None, None)
        self.assertIn('/web/login', self.upload(data).url)
        self.assertFalse((self.piece | theirs).ic_photo_ids)

    # === OUT === #

    def test_strangers_get_ready_photos_of_published_pieces_only(self):
        taken = self.take(self.piece, data=photo(size=(2600, 1800), orientation=6))
        pending = self.take(self.piece, ready=False)
        self.authenticate(None, None)
        for field in ('original', 'delivery', 'medium', 'thumb'):
            for address in (f'/web/content/ic.photo/{taken.id}/{field}', f'/web/image/ic.photo/{taken.id}/{field}'):
                answer = self.url_open(address)
                self.assertTrue(answer.status_code == 404 or 'placeholder' in answer.headers['Content-Disposition'])
        self.assertEqual(self.url_open(taken._ic_url(1200)).status_code, 404, "not published")
        if 'is_published' not in self.piece._fields:
            return
        self.piece.is_published = True
        for size, field in FIELD_OF_SIZE.items():
            answer = self.url_open(taken._ic_url(size))
            self.assertEqual(answer.status_code, 200)
            self.assertEqual(answer.headers['Content-Type'], 'image/jpeg')
            self.assertIn('max-age=31536000', answer.headers['Cache-Control'])
            self.assertIn('immutable', answer.headers['Cache-Control'])
            self.assertEqual(answer.content, taken._ic_bytes(field))
            self.assert_clean(answer.content)
        base = f'/ic/photo/{taken.id}'
        for address in (
            f'{base}/{taken.delivery_hash}/900.jpg',
            f'{base}/{"0" * 24}/600.jpg',
            f'{base}/False/600.jpg',
            f'/ic/photo/{pending.id}/False/600.jpg',
            f'/ic/photo/999999999/{taken.delivery_hash}/600.jpg',
        ):
            self.assertEqual(self.url_open(address).status_code, 404, address)
        address = taken._ic_url(600)
        self.piece.is_published = False
        self.assertEqual(self.url_open(address).status_code, 404, "taken off the website")

    # === THE BOARD IN A BROWSER === #

    def test_board_takes_dropped_files_and_sorts_them(self):
        hear = ChromeBrowser._handle_console

        def hear_what_matters(browser, type, args=None, **kwargs):  # noqa: A002
            if not any(known in str(args) for known in KNOWN_NOISE):
                hear(browser, type, args=args, **kwargs)

        with patch.object(ChromeBrowser, '_handle_console', hear_what_matters):
            self.browser_js(
                f'/odoo/action-ic_inventory_luxury.product_piece_action/{self.piece.id}',
                DROP_AND_SORT,
                login='admin',
                timeout=90,
            )
        retail = self.piece.ic_photo_retail_ids.sorted('sequence')
        self.assertEqual(retail.mapped('filename'), ['second.png', 'first.png'])
        self.assertEqual(retail.mapped('width'), [50, 40])
        self.assertFalse(self.piece.ic_photo_in_hand_ids)


# A library of the call screen that some distributions of Odoo leave out.
KNOWN_NOISE = ('selfie_segmentation',)

# Drops two files into Retail and one that is no photo, then moves the first one behind the second by keyboard.
DROP_AND_SORT = """
(async () => {
    const until = async (what, test) => {
        for (let i = 0; i < 400; i++) {
            const found = test();
            if (found) { return found; }
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
        throw new Error("never saw: " + what);
    };
    const set = await until("the board", () => document.querySelector(".o_ic_photo_set[data-set=retail]"));
    const draw = (name, width) => new Promise((resolve) => {
        const canvas = Object.assign(document.createElement("canvas"), { width, height: 30 });
        canvas.getContext("2d").fillRect(0, 0, 10, 10);
        canvas.toBlob((blob) => resolve(new File([blob], name, { type: "image/png" })), "image/png");
    });
    const files = new DataTransfer();
    files.items.add(await draw("first.png", 40));
    files.items.add(await draw("second.png", 50));
    files.items.add(new File(["dear diary"], "letter.jpg", { type: "image/jpeg" }));
    const send = (type) => set.dispatchEvent(
        new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: files }));
    send("dragover");
    await until("the drop zone lights up", () => set.classList.contains("o_ic_photo_over"));
    send("drop");
    const names = () => [...set.querySelectorAll("[data-id]")].map((tile) => tile.ariaLabel.split(",")[0]).join();
    await until("both photos in the order of the drop", () => names() === "first.png,second.png");
    await until("why the letter was refused", () =>
        /letter.jpg is not a photo/.test(set.querySelector("[data-state=refused]")?.textContent));
    const first = set.querySelector("[data-id]");
    first.focus();
    first.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", altKey: true, bubbles: true }));
    await until("the new order", () => names() === "second.png,first.png");
    await until("it is said", () => /now photo 2 of 2/.test(document.querySelector(".o_ic_photo_board").textContent));
    await until("focus stays", () => document.activeElement === set.querySelectorAll("[data-id]")[1]);
    console.log("test successful");
})().catch((error) => console.error(error.message));
"""


@tagged('post_install', '-at_install')
class TestPhotoAtOnce(BaseCase):
    """Two people sort the photos of one piece at the same moment, on connections of their own."""

    def test_one_order_wins_as_a_whole(self):
        registry = Registry(get_db_name())
        with registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {'tracking_disable': True, 'queue_job__no_delay': True})
            piece = env['product.template'].create({'ic_category': 'watch', 'name': "Photo test", 'list_price': 1})
            for number in range(6):
                env['ic.photo']._ic_take(piece, 'retail', f'{number}.jpg', photo(size=(60 + number, 40)))
            piece_id, ids = piece.id, piece.ic_photo_ids.ids
        orders = {'there': ids, 'back': ids[::-1]}
        barrier, done = threading.Barrier(2), {}
        threads = [
            threading.Thread(target=self.arrange, args=(registry, piece_id, order, barrier, done, name))
            for name, order in orders.items()
        ]
        with mute_logger('odoo.sql_db'):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(60)
        try:
            with registry.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                photos = env['ic.photo'].search([('product_tmpl_id', '=', piece_id)])
                self.assertEqual(done, {'there': True, 'back': True})
                self.assertIn(photos.ids, list(orders.values()), "one order or the other, never a mix")
                self.assertEqual(photos.mapped('sequence'), [1, 2, 3, 4, 5, 6])
        finally:
            with registry.cursor() as cr:
                api.Environment(cr, SUPERUSER_ID, {})['product.template'].browse(piece_id).unlink()

    def arrange(self, registry, piece_id, order, barrier, done, name):
        barrier.wait(30)
        for _attempt in range(6):  # what Odoo's own `retrying` does around a request
            try:
                with registry.cursor() as cr:
                    api.Environment(cr, SUPERUSER_ID, {})['product.template'].browse(piece_id).ic_photo_arrange(
                        {'retail': order}
                    )
                done[name] = True
                return
            except SerializationFailure:
                continue
