"""The photos of the demo pieces: Retail and In-hand, ready to show.

Our pictures are finished JPEGs without metadata, so what is delivered is the file itself; only what is smaller is made
here. Each photo is known by its file name: what is there stays, what is missing is added.
"""

import base64
import hashlib
import io
from concurrent.futures import ThreadPoolExecutor

from PIL import Image

from .records import HERE

IMAGES = HERE / 'images'
NO_PHOTO = ('awaiting_photos',)
# ending of the file name: set of the photo
SETS = {'': 'retail', '_detail': 'retail', '_hand': 'in_hand'}
SIZES = {'medium': 1200, 'thumb': 600}


def files(row):
    """Return the picture files of the piece of `row` as a list of (path, set), the main one first."""
    if row['status'] in NO_PHOTO:
        return []
    paths = [(IMAGES / f"{row['code']}{ending}.jpg", photo_set) for ending, photo_set in SETS.items()]
    return [(path, photo_set) for path, photo_set in paths if path.exists()]


def main_picture(row):
    """Return the values of a piece that show its first photo."""
    found = files(row)
    if not found:
        return {}
    data = found[0][0].read_bytes()
    return {'image_1920': base64.b64encode(data), 'ic_main_photo_hash': _fingerprint(data)}


def set_up(company, specs, stock):
    """Add the photos that the pieces in `stock` (dict code -> product.template) lack; gives how many there are."""
    env = company.env
    photo_model = env['ic.photo'].with_context(ic_photo_stored=True, ic_photo_no_sync=True)
    have = {(photo.product_tmpl_id.id, photo.filename) for photo in _all(env, stock)}
    wanted = [
        (stock[row['code']], sequence, path, photo_set)
        for row in specs
        for sequence, (path, photo_set) in enumerate(files(row), 1)
        if (stock[row['code']].id, path.name) not in have
    ]
    with ThreadPoolExecutor(max_workers=4) as pool:
        made = list(pool.map(_make, [path for _piece, _sequence, path, _set in wanted]))
    photos = photo_model.create(
        [
            {
                'product_tmpl_id': piece.id,
                'set': photo_set,
                'sequence': sequence,
                'filename': path.name,
                **facts,
            }
            for (piece, sequence, path, photo_set), (facts, _files) in zip(wanted, made, strict=True)
        ]
    )
    _store(photos, [stored for _facts, stored in made])
    _tidy(wanted)
    # WebP takes a minute: in the background, also where everything else is done at once.
    photos.with_context(queue_job__no_delay=False)._ic_start_catching_up()
    return len(_all(env, stock))


def _all(env, stock):
    return env['ic.photo'].search([('product_tmpl_id', 'in', [piece.id for piece in stock.values()])])


def _fingerprint(data):
    return hashlib.sha256(data).hexdigest()[:24]


def _make(path):
    """Return (values of the photo, dict field -> bytes) of a picture file."""
    data = path.read_bytes()
    stored = {'original': data, 'delivery': data}
    with Image.open(io.BytesIO(data)) as image:
        width, height = image.size
        for name, side in SIZES.items():
            stored[name] = data if max(width, height) <= side else _smaller(image, side)
    facts = {
        'mimetype': 'image/jpeg',
        'size': len(data),
        'width': width,
        'height': height,
        'state': 'ready',
        'delivery_size': len(data),
        'delivery_width': width,
        'delivery_height': height,
        'delivery_hash': _fingerprint(data),
    }
    return facts, stored


def _smaller(image, side):
    ratio = side / max(image.size)
    small = image.resize([round(length * ratio) for length in image.size], Image.Resampling.LANCZOS, reducing_gap=2.0)
    buffer = io.BytesIO()
    small.save(buffer, 'JPEG', quality=86)
    return buffer.getvalue()


def _store(photos, stored):
    """Keep the files of the photos as they are. Odoo would shrink larger pictures, hence the context."""
    photos.env['ir.attachment'].with_context(image_no_postprocess=True).create(
        [
            {
                'name': name,
                'res_model': photos._name,
                'res_id': photo.id,
                'res_field': name,
                'type': 'binary',
                'raw': data,
                'mimetype': 'image/jpeg',
            }
            for photo, made in zip(photos, stored, strict=True)
            for name, data in made.items()
        ]
    )
    photos.invalidate_recordset()


def _tidy(wanted):
    """Let the main picture follow the photos, and drop the second pictures that an older demo kept beside them."""
    for piece in {piece for piece, *_rest in wanted}:
        piece.product_template_image_ids.filtered(lambda image: image.name == "Detail").unlink()
        piece._ic_sync_main_photo()
