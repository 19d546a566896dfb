# Run in an Odoo shell: stores with a secret in every place that has any, and what a stranger could find of it.
# The last line printed is what to look for, as JSON.
import base64
import io
import json

from PIL import Image

from odoo.addons.ic_inventory_luxury.models.photo.ic_photo import IcPhoto  # noqa: F401 - fails early without our addons

env = env(context={'tracking_disable': True, 'no_reset_password': True, 'lang': 'en_US', 'queue_job__no_delay': True})  # noqa: F821
company = env['res.company'].search([], order='id', limit=1)
categories = env['ic.category'].search([])
GPS = {1: 'N', 2: (40.0, 45.0, 53.0), 3: 'W', 4: (73.0, 58.0, 10.0)}


def picture(color, secret=''):
    """A photo as base64, with the place where it was taken and a word that nobody is to read."""
    out, exif = io.BytesIO(), Image.Exif()
    if secret:
        exif[0x010E] = secret
        exif.get_ifd(0x8825).update(GPS)
    Image.new('RGB', (320, 400), color).save(out, 'JPEG', exif=exif)
    return base64.b64encode(out.getvalue())


def piece(store, number, published, **more):
    """A piece whose every private field holds a secret."""
    values = {
        'company_id': store.id,
        'list_price': 64000 + number,
        'ic_wholesale_price': 31415.93,
        'standard_price': 27182.81,
        'ic_minimum_price': 29979.24,
        'ic_serial': f'CANARYSERIAL{number}',
        'ic_internal_notes': 'CANARYNOTE bought from a friend',
        'ic_territory': 'CANARYTERRITORY',
        'description': 'CANARYSTOCKNOTE',
        'description_purchase': 'CANARYPURCHASE',
        'ic_reference': f'REF{number}',
        **more,
    }
    made = env['product.template'].create(values)
    photos = env['ic.photo'].create(
        [
            {
                'product_tmpl_id': made.id,
                'set': code,
                'filename': f'CANARYFILE{number}.jpg',
                'original': picture(color, 'CANARYEXIF'),
            }
            for code, color in (('retail', '#6f6a5f'), ('in_hand', '#b0a48a'))
        ]
    )
    photos._ic_make_derivatives()
    if made.ic_is_unique:
        made._ic_set_status('available')
    else:
        made.action_ic_receive()
    if published:
        made.is_published = True
    return made


def of_each(store, start, published):
    """One piece of every category."""
    private = {
        'watch': {'ic_watch_condition': 'very_good'},
        'sneaker': {'ic_sneaker_storage': 'CANARYSTORAGE'},
        'accessory': {'ic_accessory_type': 'belt'},
        'jewelry': {'ic_jewel_hallmark': 'CANARYHALLMARK'},
        'bullion': {'ic_bullion_metal': 'gold'},
        'artwork': {'ic_art_catalog_number': 'CANARYCATALOG'},
    }
    model = 'CANARYHIDDEN' if not published else 'Stranger'
    return [
        piece(store, start + place, published, ic_category=code, ic_model=model, **private.get(code, {}))
        for place, code in enumerate(categories.mapped('code'))
    ]


company.write({'ic_category_ids': [(6, 0, categories.ids)], 'ic_store_slug': 'stranger'})
company.write({'ic_sells_wholesale': True, 'ic_wholesale_access': 'token'})
company.action_ic_wholesale_link()
second = env['res.company'].create({'name': "Second Stranger House", 'ic_sells_wholesale': True})
second.ic_category_ids = [(6, 0, categories.ids)]
if not env['stock.warehouse'].search_count([('company_id', '=', second.id)], limit=1):
    env['stock.warehouse'].create({'name': "Second", 'code': 'SEC', 'company_id': second.id})
shown = of_each(company, 1, True)
hidden = of_each(company, 101, False)
brand = env['ic.brand'].search([], limit=1)
shown[0].ic_brand_id = brand
away = piece(second, 301, True, ic_category='watch', ic_model='Second')
consignor = env['res.partner'].create({'name': "CANARYCONSIGNOR", 'email': 'canaryconsignor@x.example'})
terms = {'ic_consignor_id': consignor.id, 'ic_consignment_type': 'percent', 'ic_consignment_percent': 70}
shown.append(piece(company, 51, True, ic_category='handbag', ic_model='Stranger', **terms))
portal = env['res.users'].create(
    {
        'name': "Stranger with an account",
        'login': 'stranger',
        'password': 'stranger',
        'email': 'stranger@x.example',
        'group_ids': [(6, 0, env.ref('base.group_portal').ids)],
    }
)
env.cr.commit()
print(
    json.dumps(
        {
            'seeds': [one.website_url for one in shown],
            'stores': [company.ic_store_slug, second.ic_store_slug],
            'shown': [one.id for one in shown],
            'hidden': [one.id for one in hidden],
            'variants': [one.product_variant_id.id for one in shown],
            'photos': [photo.id for one in shown[::4] + hidden[::4] for photo in one.ic_photo_ids],
            'hidden_photos': [[photo.id, photo.delivery_hash] for one in hidden for photo in one.ic_photo_ids],
            'away': away.id,
        }
    )
)
