"""Time of the search box of pieces against Odoo's own product search box, on the same 50,000 pieces in one run.

Feed it to a shell on a database that has the suite: `make bench ARGS=search`. The pieces are written by SQL from a few
real ones, with other words, references, serials and SKUs each; nothing is kept, everything is rolled back.
IC_BENCH_PIECES (default 50000) sets how many. Both boxes answer the same queries through the call that the list
makes (`web_search_read`, 80 records, the number of all), each query repeated and the shortest time kept.
"""

import os
import random
import statistics
import time

PIECES = int(os.environ.get('IC_BENCH_PIECES', '50000'))
REPEATS = int(os.environ.get('IC_BENCH_REPEATS', '5'))
MAKERS = {
    'rolex': ("Submariner", "Daytona", "Datejust", "GMT-Master II", "Explorer", "Sky-Dweller", "Yacht-Master"),
    'omega': ("Speedmaster", "Seamaster", "Constellation", "De Ville"),
    'patek_philippe': ("Nautilus", "Aquanaut", "Calatrava", "Twenty~4"),
    'audemars_piguet': ("Royal Oak", "Royal Oak Offshore", "Code 11.59"),
    'cartier': ("Santos", "Tank", "Panthère", "Ballon Bleu"),
}
NICKNAMES = ("Hulk", "Pepsi", "Batman", "Panda", "Root Beer", "Smurf", "Kermit", "Starbucks")
DIALS = ("Black", "Champagne", "Silver sunburst", "Olive green", "Mother of pearl", "Salmon", "Ice blue")
STORIES = (
    "A crisp example with sharp lugs, serviced by the maker, with its box and papers from the first owner.",
    "Unpolished case, tropical dial, original bracelet with little stretch; an honest watch from an estate.",
    "New and unworn, full stickers, complete set with warranty card; keeps time within two seconds a day.",
)
QUERIES = (
    "Submariner",
    "ROL-{reference}",
    "{serial}",
    "{reference}",
    "rolex hulk",
    "Royal Oak",
    "ap royal oak",
    "tropical estate nautilus",
    "submarnier",
    "daytnoa pepsi",
    "nothing like that",
)
STOCK_BOX = ['|', '|', '|', ('default_code', 'ilike', 0), ('product_variant_ids.default_code', 'ilike', 0)] + [
    ('name', 'ilike', 0),
    ('barcode', 'ilike', 0),
]


def samples(env, chance):
    """Yield (brand id, values) without end."""
    brands = {code: env.ref(f'ic_inventory_luxury.brand_{code}') for code in MAKERS}
    number = 0
    while True:
        number += 1
        maker = chance.choice(list(MAKERS))
        yield {
            'ic_brand_id': brands[maker].id,
            'ic_category': 'watch',
            'ic_model': chance.choice(MAKERS[maker]),
            'ic_reference': f'{chance.randint(1000, 139999)}{chance.choice(("", "LN", "LV", "A", "-010"))}',
            'ic_nickname': chance.choice(NICKNAMES) if chance.random() < 0.1 else False,
            'ic_serial': f'{chance.choice("ABCKLMRVZ")}{number:07d}',
            'ic_watch_dial': chance.choice(DIALS),
            'ic_retail_description': chance.choice(STORIES),
            'ic_internal_notes': f'Lot {number} of the autumn sale.',
        }


def column_names(env, table, without):
    """Return the columns of `table` but those of `without`, quoted, separated by commas."""
    env.cr.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table])
    return ', '.join(f'"{name}"' for (name,) in env.cr.fetchall() if name not in without)


def fill(env, target):
    """Make pieces up to `target`: a thousand by the ORM, the rest by copying their rows with other codes."""
    source = samples(env, random.Random(19))
    pieces = env['product.template'].create([next(source) for _n in range(1000)])
    env.flush_all()
    own = ('id', 'ic_serial', 'default_code', 'ic_import_key', 'ic_search_text', 'ic_reference')
    columns = column_names(env, 'product_template', own)
    copies = target // len(pieces) - 1
    env.cr.execute(
        f"""INSERT INTO product_template ({columns}, ic_serial, default_code, ic_reference, ic_search_text)
            SELECT {columns}, ic_serial || '-' || n, default_code || '-' || n, ic_reference || n,
                   replace(replace(ic_search_text, lower(ic_serial), lower(ic_serial) || ' ' || n),
                           lower(ic_reference), lower(ic_reference) || n)
              FROM product_template, generate_series(1, %s) n WHERE id = ANY(%s)""",
        [copies, pieces.ids],
    )
    variant_columns = column_names(env, 'product_product', ('id', 'product_tmpl_id', 'default_code'))
    env.cr.execute(
        f"""INSERT INTO product_product ({variant_columns}, product_tmpl_id, default_code)
            SELECT {variant_columns}, t.id, t.default_code
              FROM product_template t, (SELECT * FROM product_product WHERE product_tmpl_id = %s) first
             WHERE t.ic_category IS NOT NULL
               AND NOT EXISTS (SELECT FROM product_product p WHERE p.product_tmpl_id = t.id)""".replace(
            f'SELECT {variant_columns}', 'SELECT ' + ', '.join(f'first.{name}' for name in variant_columns.split(', '))
        ),
        [pieces[0].id],
    )
    env.cr.execute('ANALYZE product_template')
    env.cr.execute('ANALYZE product_product')
    env.invalidate_all()
    return pieces[0]


def seconds(env, domain):
    """Return (shortest time of the list's call, how many records it found)."""
    best = None
    for _turn in range(REPEATS):
        env.invalidate_all()
        env.cr.cache.clear()  # a new request starts without what the last one found out
        start = time.perf_counter()
        found = env['product.template'].web_search_read(domain, {'name': {}, 'default_code': {}}, limit=80)
        best = min(best or 9e9, time.perf_counter() - start)
    return best, found['length']


def main(env):
    first = fill(env, PIECES)
    count = env['product.template'].search_count([('ic_category', '!=', False)])
    print(f'pieces                       {count}, best of {REPEATS}')
    print(f'{"query":28} {"stock":>9} {"found":>6} {"ours":>9} {"found":>6}  ratio')
    ratios, worst = [], 0
    for query in QUERIES:
        text = query.format(reference=first.ic_reference, serial=first.ic_serial)
        stock, stock_found = seconds(env, [(t[0], t[1], text) if len(t) == 3 else t for t in STOCK_BOX])
        ours, found = seconds(env, [('ic_search', 'ilike', text)])
        ratios.append(ours / stock)
        worst = max(worst, ours / stock)
        print(f'{text:28} {stock * 1000:6.0f} ms {stock_found:6} {ours * 1000:6.0f} ms {found:6}  {ours / stock:.3f}')
    print(f'ratio                        median {statistics.median(ratios):.3f}, worst {worst:.3f}')
    env.cr.rollback()


main(env)
