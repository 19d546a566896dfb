from odoo import SUPERUSER_ID, api
from odoo.tools import split_every


def migrate(cr, version):
    """Write the public words of all pieces anew: they are kept as they are searched, and there are more of them."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    Piece = env['product.template'].with_context(active_test=False)
    for ids in split_every(1000, Piece.search([('ic_category', '!=', False)], order='id').ids):
        env.add_to_compute(Piece._fields['ic_public_search'], Piece.browse(ids))
        env.flush_all()
        env.invalidate_all()
