"""Many pieces and listings in a moment: one is made by the ORM, the rest are copies of its rows."""

import base64
import io

from PIL import Image


def copies(env, table, source, items, **changes):
    """Copy the row `source` of `table` once for each of `items` (a list of numbers); returns the new ids, in order.

    :param changes: SQL for columns that differ; `item` in it is the number of the list
    """
    env.flush_all()
    env.cr.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table])
    names = [name for (name,) in env.cr.fetchall() if name != 'id']
    columns = ', '.join(f'"{name}"' for name in names)
    values = ', '.join(changes.get(name, f'old."{name}"') for name in names)
    env.cr.execute(
        f"""INSERT INTO "{table}" ({columns})
            SELECT {values} FROM unnest(%s) WITH ORDINALITY AS listed(item, place), "{table}" old
             WHERE old.id = %s ORDER BY place RETURNING id""",
        [list(items), source],
    )
    return [row for (row,) in env.cr.fetchall()]


def picture():
    out = io.BytesIO()
    Image.new('RGB', (64, 64), '#6f6a5f').save(out, 'JPEG')
    return base64.b64encode(out.getvalue())


def bars(env, count, prefix):
    """Make `count` counted bars with five units each, `{prefix}-1` and so on. Returns their products."""
    piece = env['product.template'].create(
        {
            'ic_category': 'bullion',
            'ic_is_unique': False,
            'name': f"{prefix} bar",
            'default_code': f'{prefix}-1',
            'list_price': 100.0,
            'image_1920': picture(),
        }
    )
    piece._ic_receive(quantity=5.0)
    piece._ic_set_status('available', by_hand=False)
    product, numbers = piece.product_variant_id, range(2, count + 1)
    own = {'default_code': f"'{prefix}-' || item"}
    pieces = copies(env, 'product_template', piece.id, numbers, **own)
    products = copies(env, 'product_product', product.id, pieces, product_tmpl_id='item')
    env.cr.execute(
        """UPDATE product_product SET default_code = piece.default_code
             FROM product_template piece WHERE piece.id = product_tmpl_id AND product_product.id = ANY(%s)""",
        [products],
    )
    quants = env['stock.quant'].search([('product_id', '=', product.id), ('location_id.usage', '=', 'internal')])
    copies(env, 'stock_quant', quants.id, products, product_id='item')
    photos = (
        env['ir.attachment']
        .sudo()
        .search([('res_model', '=', 'product.template'), ('res_id', '=', piece.id), ('res_field', '!=', False)])
    )
    for photo in photos.ids:
        copies(env, 'ir_attachment', photo, pieces, res_id='item')
    env.invalidate_all()
    analyze(env)
    return product | product.browse(products)


def analyze(env):
    """What a database in use has done by itself long ago."""
    env.cr.commit()
    for table in ('product_template', 'product_product', 'stock_quant', 'ic_listing', 'ic_listing_mark', 'ic_claim',
                  'ic_claim_counter', 'ic_channel_item', 'ir_attachment', 'queue_job'):  # fmt: skip
        env.cr.execute(f'ANALYZE {table}')
    env.cr.commit()
