"""The two shops: ours, and one of Odoo's own modules with the same products, attributes and stock."""

import base64
import io

from PIL import Image

from .goods import pieces
from .rows import Copier

SEEDS = 2000
SHELVES = {
    'watch': "Watches",
    'handbag': "Handbags",
    'sneaker': "Sneakers",
    'apparel': "Apparel",
    'accessory': "Accessories",
    'jewelry': "Jewelry",
    'bullion': "Bullion",
    'artwork': "Art",
}
STORY = "A crisp example with sharp lines, from its first owner, with what came with it. Photographed in daylight."
# word of a piece -> our field, where it is not ic_<category>_<word>
FIELDS = {
    ('watch', 'case'): 'ic_watch_case_size',
    ('watch', 'material'): 'ic_watch_case_material',
    ('handbag', 'hardware'): 'ic_bag_hardware_color',
    ('handbag', 'condition'): 'ic_bag_grade',
    ('handbag', 'size'): 'ic_bag_size',
    ('handbag', 'color'): 'ic_bag_color',
    ('handbag', 'leather'): 'ic_bag_leather',
    ('sneaker', 'shoe'): 'ic_sneaker_size',
    ('apparel', 'garment'): 'ic_apparel_type',
    ('apparel', 'letter'): 'ic_apparel_size',
    ('accessory', 'kind'): 'ic_accessory_type',
    ('jewelry', 'jewel'): 'ic_jewel_type',
    ('jewelry', 'metal'): 'ic_jewel_metal',
    ('jewelry', 'tone'): 'ic_jewel_tone',
    ('artwork', 'medium'): 'ic_art_medium',
    ('artwork', 'height'): 'ic_art_height',
    ('artwork', 'year'): 'ic_art_date_text',
}
GENERAL = {'model': 'ic_model', 'reference': 'ic_reference', 'year': 'ic_year', 'color': 'ic_colorway'}
OF_STONE = {'carat', 'color', 'clarity', 'shape'}
NOT_ATTRIBUTES = {'reference', 'year', 'carat', 'height', 'weight'}  # in stock Odoo these stay in the name


def picture():
    """Return a JPEG, base64."""
    stream = io.BytesIO()
    Image.new('RGB', (1000, 1250), (30, 60, 50)).save(stream, 'JPEG')
    return base64.b64encode(stream.getvalue())


def common(env, spec, number):
    """Return the values a product has on both sides."""
    return {
        'name': spec['name'],
        'list_price': spec['price'],
        'default_code': f'B-{number:05d}',
        'company_id': env.company.id,
    }


def dress(products):
    """Give all products the picture of the first, as rows: making it anew for each takes longer than all the rest."""
    env = products.env
    products[0].image_1920 = picture()
    env.flush_all()
    env.cr.execute("SELECT * FROM ir_attachment LIMIT 0")
    names = [column.name for column in env.cr.description if column.name != 'id']
    env.cr.execute(
        f"""INSERT INTO ir_attachment ({', '.join(f'"{name}"' for name in names)})
            SELECT {', '.join('product.id' if name == 'res_id' else f'old."{name}"' for name in names)}
              FROM ir_attachment old, unnest(%s) product(id)
             WHERE old.res_model = 'product.template' AND old.res_id = %s AND old.res_field IS NOT NULL""",
        [products[1:].ids, products[0].id],
    )
    env.invalidate_all()


def furnish(env, ours, seeds=SEEDS):
    """Fill the shop of one side with `seeds` products, each with one unit in stock and a picture."""
    env = env(context={**env.context, 'tracking_disable': True, 'queue_job__no_delay': True})
    website = env['website'].get_current_website()
    website.write({'shop_ppg': 24, 'shop_ppr': 4})
    env['product.template'].search([('is_published', '=', True)]).is_published = False
    specs = pieces(seeds)
    products = (Ours(env) if ours else Stock(env)).make(specs)
    dress(products)
    for start in range(0, len(products), 250):
        products[start : start + 250].write({'is_published': True})
    env.flush_all()
    return products


def multiply(env, ours, total):
    """Copy what `furnish` made until there are `total` products."""
    cr, table = env.cr, 'product_template'
    where = "old.default_code LIKE 'B-_____' AND old.is_published"
    cr.execute(f"SELECT count(*) FROM {table} old WHERE {where}")
    copier = Copier(cr, total // cr.fetchone()[0] - 1)
    code = "default_code || '-' || map.n"
    own = {
        'default_code': f'old.{code}',
        'list_price': 'round(old.list_price * (0.7 + 0.06 * (map.n * 7 % 11)))',
        'publish_date': "old.publish_date - map.n * interval '1 hour'",
    }
    if ours:
        own['ic_serial'] = "old.ic_serial || '-' || map.n"
        own['ic_year'] = 'CASE WHEN old.ic_year > 0 THEN old.ic_year - map.n % 10 END'
        for name in ('ic_search_text', 'ic_public_search'):
            own[name] = f'replace(old.{name}, lower(old.default_code), lower(old.{code}))'
    copier.copy(table, where, **own)
    copier.copy('product_product', parents={'product_tmpl_id': table}, default_code=f'old.{code}')
    copier.attachments('product.template', table)
    copier.link('product_public_category_product_template_rel', {'product_template_id': table})
    variant = {'product_id': 'product_product'}
    copier.copy('stock_lot', parents=variant, name="old.name || '-' || map.n")
    copier.copy('stock_quant', parents={**variant, 'lot_id': 'stock_lot'})
    if ours:
        copier.copy('ic_claim_counter', parents={**variant, 'product_tmpl_id': table})
        copier.copy('ic_stone', parents={'product_tmpl_id': table})
        copier.copy('ic_photo', parents={'product_tmpl_id': table})
        copier.attachments('ic.photo', 'ic_photo')
    else:
        lines = {'product_tmpl_id': table}
        copier.copy('product_template_attribute_line', parents=lines)
        name = 'product_attribute_value_product_template_attribute_line_rel'
        copier.link(name, {'product_template_attribute_line_id': 'product_template_attribute_line'})
        copier.copy(
            'product_template_attribute_value',
            parents={**lines, 'attribute_line_id': 'product_template_attribute_line'},
        )
        values = {'product_template_attribute_value_id': 'product_template_attribute_value'}
        copier.link('product_variant_combination', {'product_product_id': 'product_product', **values})
    env.invalidate_all()


def analyze(env):
    """Do what a database in use has done by itself long ago."""
    env.cr.commit()
    env.cr.execute('ANALYZE')
    env.cr.commit()


class Ours:
    """Makes pieces."""

    def __init__(self, env):
        self.env = env
        env.company.ic_category_ids = env['ic.category'].search([])
        self.brands, self.makers = {}, {}
        self.fineness = {
            metal: env['ic.fineness'].search([('metal', '=', metal)], limit=1).id
            for metal in ('gold', 'silver', 'platinum')
        }

    def make(self, specs):
        pieces = self.env['product.template'].browse()
        for start in range(0, len(specs), 250):
            batch = specs[start : start + 250]
            made = self.env['product.template'].create(
                [self.values(spec, start + place) for place, spec in enumerate(batch)]
            )
            made.filtered('ic_is_unique')._ic_set_status('available')
            for bar in made.filtered(lambda piece: not piece.ic_is_unique):
                bar._ic_receive(quantity=5.0)
            pieces += made
        return pieces

    def values(self, spec, number):
        category, words = spec['category'], spec['words']
        values = {
            **common(self.env, spec, number),
            'ic_category': category,
            'ic_retail_description': STORY,
        }
        if category not in ('bullion',):
            values['ic_serial'] = f'SN{number:06d}' if category in ('watch', 'handbag') else False
        for word, value in words.items():
            if word == 'brand':
                values['ic_brand_id'] = self.brand(value)
            elif category == 'jewelry' and word in OF_STONE:
                continue
            else:
                name = FIELDS.get((category, word)) or GENERAL.get(word) or f'ic_{category}_{word}'
                values[name] = value
        getattr(self, f'_{category}', lambda values, words: None)(values, words)
        kinds = {'integer': int, 'float': float}
        fields = self.env['product.template']._fields
        return {
            name: kinds[fields[name].type](float(value))
            if isinstance(value, str) and fields[name].type in kinds
            else value
            for name, value in values.items()
        }

    def brand(self, name):
        if name not in self.brands:
            brand = self.env['ic.brand'].search([('name', '=ilike', name)], limit=1)
            if not brand:
                code = f'Z{len(self.brands):03d}'
                brand = brand.create({'name': name, 'code': code})
            self.brands[name] = brand.id
        return self.brands[name]

    def maker(self, model, name):
        if (model, name) not in self.makers:
            record = self.env[model].search([('name', '=ilike', name)], limit=1)
            self.makers[model, name] = (record or record.create({'name': name})).id
        return self.makers[model, name]

    def _sneaker(self, values, words):
        values['ic_sneaker_size_system'] = 'm_us'

    def _apparel(self, values, words):
        values['ic_apparel_size_kind'] = 'alpha'

    def _jewelry(self, values, words):
        stone = {
            'type': 'diamond',
            'origin': 'natural',
            'is_center': True,
            'carat': float(words['carat']),
            'shape': words['shape'],
        }
        values['ic_stone_ids'] = [(0, 0, {**stone, 'color': words['color'], 'clarity': words['clarity']})]

    def _bullion(self, values, words):
        values.update(
            {
                'ic_bullion_unit': 'g',
                'ic_bullion_basis': 'gross',
                'ic_fineness_id': self.fineness[words['metal']],
                'ic_is_unique': False,
                'ic_mint_id': self.maker('ic.mint', words['mint']),
            }
        )
        values.pop('ic_bullion_mint')

    def _artwork(self, values, words):
        values['ic_art_artist_id'] = self.maker('ic.artist', words['artist'])
        values.pop('ic_artwork_artist')


class Stock:
    """Makes products with attributes."""

    def __init__(self, env):
        self.env = env
        self.attributes, self.known = {}, {}
        self.location = env['stock.warehouse'].search([('company_id', '=', env.company.id)], limit=1).lot_stock_id
        self.shelves = {
            code: env['product.public.category'].create({'name': name}).id for code, name in SHELVES.items()
        }

    def make(self, specs):
        products = self.env['product.template'].browse()
        for start in range(0, len(specs), 250):
            batch = specs[start : start + 250]
            products += products.create([self.values(spec, start + place) for place, spec in enumerate(batch)])
        variants = products.product_variant_ids
        lots = self.env['stock.lot'].create(
            [{'name': f'L-{product.id}', 'product_id': product.id} for product in variants]
        )
        self.env['stock.quant'].create(
            [
                {'product_id': lot.product_id.id, 'lot_id': lot.id, 'location_id': self.location.id, 'quantity': 1}
                for lot in lots
            ]
        )
        return products

    def values(self, spec, number):
        words = {word: value for word, value in spec['words'].items() if word not in NOT_ATTRIBUTES}
        return {
            **common(self.env, spec, number),
            'is_storable': True,
            'tracking': 'serial',
            'allow_out_of_stock_order': False,
            'description_sale': STORY,
            'public_categ_ids': [(6, 0, [self.shelves[spec['category']]])],
            'attribute_line_ids': [
                (0, 0, {'attribute_id': self.attribute(word), 'value_ids': [(6, 0, [self.value(word, value)])]})
                for word, value in words.items()
            ],
        }

    def attribute(self, word):
        if word not in self.attributes:
            attribute = self.env['product.attribute'].create({'name': word.title(), 'create_variant': 'no_variant'})
            self.attributes[word] = attribute.id
        return self.attributes[word]

    def value(self, word, value):
        if (word, value) not in self.known:
            values = {'name': value, 'attribute_id': self.attribute(word)}
            self.known[word, value] = self.env['product.attribute.value'].create(values).id
        return self.known[word, value]


def _attributes(env, **wanted):
    """Return the part of the address with which Odoo's shop filters by these values of attributes."""
    chosen = []
    for name, values in wanted.items():
        found = env['product.attribute.value'].search([('attribute_id.name', '=', name), ('name', 'in', values)])
        chosen.append(f'attribute_values={found.attribute_id.id}-{",".join(map(str, found.ids))}')
    return '&'.join(chosen)


def pages(env, ours):
    """Return the pages that are measured, as dict of name -> (address, JSON to send or None)."""
    website = env['website'].get_current_website()
    piece = env['product.template'].search(
        [('is_published', '=', True), ('name', 'ilike', 'Submariner'), ('default_code', 'like', 'B-')],
        limit=1,
        order='id',
    )
    if ours:
        shelf = website._ic_menu_url(env.ref('ic_storefront.public_category_watch'))
        chosen = 'brand=rolex&condition=very-good&material=steel'
        filled = 'brand=rolex&condition=very-good,good&material=steel,yellow-gold,white-gold'
    else:
        category = env['product.public.category'].search([('name', '=', SHELVES['watch'])], limit=1, order='id desc')
        shelf = f'/shop/category/{env["ir.http"]._slug(category)}'
        chosen = _attributes(env, Brand=['Rolex'], Condition=['very_good'], Material=['steel'])
        several = {'Condition': ['very_good', 'good'], 'Material': ['steel', 'yellow_gold', 'white_gold']}
        filled = _attributes(env, Brand=['Rolex'], **several)
    suggest = {'search_type': 'products', 'term': 'submarnier', 'order': 'name asc', 'limit': 5}
    suggest['options'] = {
        'displayImage': True, 'displayDescription': False, 'displayExtraLink': True, 'displayDetail': True,
        'allowFuzzy': True,
    }  # fmt: skip
    call = {'jsonrpc': '2.0', 'method': 'call', 'params': suggest}
    return {
        'list, all': ('/shop', None),
        'list, all, page 5': ('/shop/page/5', None),
        'list, all, after a change': ('/shop', None),
        'list, a shelf': (shelf, None),
        'list, three filters': (f'{shelf}?{chosen}', None),
        # The one above finds 4 pieces among 2,000: how it grows tells of cards. This one fills a page of either size.
        'list, three filters, filled': (f'{shelf}?{filled}', None),
        'search with a typo': ('/shop?search=submarnier', None),
        'search of two words': ('/shop?search=rolex+submariner', None),
        'suggestions with a typo': ('/website/snippet/autocomplete', call),
        'piece page': (piece.website_url, None),
    }
