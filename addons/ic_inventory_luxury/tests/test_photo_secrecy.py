import base64
import io

from PIL import Image, PngImagePlugin
from PIL.ExifTags import GPS, Base

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged

from ..models.photo.ic_photo_file import FILES
from .photo_common import PhotoCase, corners, jpeg_segments, photo

KINDS = ('JPEG', 'HEIF', 'PNG', 'WEBP', 'AVIF', 'TIFF')
XMP_OF_TIFF = 700
XMP = (
    b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="40,45.5N" exif:Vault="XMPSECRET"/>'
    b'</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)
# What a file must not hold: the marks of the three ways to carry metadata, and what ours say.
MARKS = (
    b'Exif',
    b'EXIF',
    b'eXIf',
    b'xpacket',
    b'adobe',
    b'XMPSECRET',
    b'Secret Camera',
    b'Vault 7',
    b'Photoshop',
)


def spying(kind, size=(700, 500)):
    """Return a picture of a kind that says in EXIF and in XMP where it was taken."""
    if kind == 'TIFF':
        place = {GPS.GPSLatitudeRef: 'N', GPS.GPSLatitude: (40.0, 45.0, 30.0)}
        tags = {Base.Make: "Secret Camera", Base.GPSInfo: place, XMP_OF_TIFF: XMP}
        buffer = io.BytesIO()
        corners(*size).save(buffer, 'TIFF', tiffinfo={int(tag): value for tag, value in tags.items()})
        return buffer.getvalue()
    if kind == 'PNG':
        texts = PngImagePlugin.PngInfo()
        texts.add_itxt('XML:com.adobe.xmp', XMP.decode())
        return photo(kind, size=size, pnginfo=texts)
    return photo(kind, size=size, xmp=XMP)


def told(data):
    """Return what the bytes of a picture tell beside the picture: marks, EXIF, everything Pillow finds."""
    image = Image.open(io.BytesIO(data))
    image.load()
    found = [mark for mark in MARKS if mark in data]
    found += [name for name in image.info if name in ('exif', 'xmp', 'icc_profile', 'comment', 'photoshop')]
    found += [f'EXIF {tag}' for tag in image.getexif()] + [f'GPS {tag}' for tag in image.getexif().get_ifd(0x8825)]
    if image.format == 'JPEG':
        found += [f'{marker:X}' for marker in jpeg_segments(data) if marker == 0xFE or 0xE1 <= marker <= 0xEF]
    return found


@tagged('post_install', '-at_install')
class TestPhotoSecrecy(HttpCase, PhotoCase):
    """Where a photo was taken stays in the house, whatever kind of file it came in; so does the original."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.piece = cls.watch()

    def test_the_originals_of_this_test_do_tell(self):
        for kind in KINDS:
            self.assertIn('GPS 2', told(spying(kind)), kind)
            self.assertIn(b'XMPSECRET', told(spying(kind)), kind)

    def test_nothing_that_is_made_of_a_photo_tells(self):
        for kind in KINDS:
            data = spying(kind)
            taken = self.take(self.piece, name=f'{kind}.file', data=data)
            self.assertEqual(taken._ic_bytes('original'), data)
            made = taken._ic_attachments(set(FILES) - {'original'})
            self.assertEqual(len(made), 6, "three JPEGs, three WebPs")
            for file in made:
                self.assertEqual(told(file.raw), [], f'{kind} {file.res_field}')

    def test_no_main_picture_tells(self):
        """Neither where it follows a photo nor where it was set directly, in any of the sizes that Odoo keeps."""
        for kind in KINDS:
            followed, direct = self.watch(ic_serial=f'F{kind}'), self.watch(ic_serial=f'D{kind}')
            self.take(followed, data=spying(kind))
            direct.image_1920 = base64.b64encode(spying(kind))
            self.env.flush_all()
            for piece in (followed, direct):
                files = self.env['ir.attachment'].search(
                    [('res_model', '=', 'product.template'), ('res_id', '=', piece.id), ('res_field', 'like', 'image_')]
                )
                self.assertGreaterEqual(len(files), 4)
                for file in files:
                    self.assertEqual(told(file.raw), [], f'{kind} {file.res_field}')

    def test_no_public_answer_tells(self):
        if 'is_published' not in self.piece._fields:
            return
        photos = self.Photo
        for kind in KINDS:
            photos |= self.take(self.piece, name=kind, data=spying(kind))
        self.piece.is_published = True
        for taken in photos:
            addresses = [
                taken._ic_url(600),
                taken._ic_url(2400),
                taken._ic_url(320, 'webp'),
                taken._ic_url(2400, 'webp'),
            ]
            for address in [*addresses, f'/web/image/product.template/{self.piece.id}/image_1920']:
                answer = self.url_open(address)
                self.assertEqual(answer.status_code, 200, address)
                self.assertEqual(told(answer.content), [], f'{taken.filename} {address}')

    def test_originals_never_leave(self):
        """Not for strangers, customers or people of the house who do not work with pieces: by no door of Odoo."""
        data = spying('JPEG')
        taken = self.take(self.piece, data=data)
        if 'is_published' in self.piece._fields:
            self.piece.is_published = True
        [file] = taken._ic_attachments(['original'])
        people = {
            None: None,
            'ic_secrecy_portal': 'base.group_portal',
            'ic_secrecy_user': 'base.group_user',
        }
        for login, groups in people.items():
            user = new_test_user(self.env, login, groups) if login else self.env.ref('base.public_user')
            self.authenticate(login, login)
            for address in (
                f'/web/image/ic.photo/{taken.id}/original',
                f'/web/image/ic.photo/{taken.id}/original/200x200',
                f'/web/content/ic.photo/{taken.id}/original?download=1',
                f'/web/content?model=ic.photo&id={taken.id}&field=original',
                f'/web/image/{file.id}',
                f'/web/content/{file.id}?download=true',
                f'/web/content/{file.id}?unique={file.checksum}',
                f'/ic/photo/{taken.id}/{taken.delivery_hash}/original.jpg',
            ):
                answer = self.url_open(address)
                self.assertNotIn(b'Secret Camera', answer.content, f'{login} {address}')
                self.assertNotEqual(answer.content[:40], data[:40], f'{login} {address}')
            with self.assertRaises(AccessError):
                taken.with_user(user).read(['original'])
            with self.assertRaises(AccessError):
                file.with_user(user).read(['datas'])
            self.assertFalse(
                self.env['ir.attachment'].with_user(user).search([('id', '=', file.id), ('res_field', '=', 'original')])
            )
        employee = new_test_user(self.env, 'ic_secrecy_employee', 'ic_inventory_luxury.group_employee')
        self.authenticate(employee.login, employee.login)
        answer = self.url_open(f'/web/content/ic.photo/{taken.id}/original?download=1')
        self.assertEqual(answer.content, data, "who works with pieces may have it")
