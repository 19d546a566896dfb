from odoo import models


class PosSession(models.Model):
    """The rows of pieces on the wire: what they all have in common once, the rest as bare lists."""

    _inherit = 'pos.session'

    def load_data(self, models_to_load):
        """Override of `point_of_sale` to pack the pieces for a terminal that can unpack them.

        See `static/src/app/loading/packed_pieces.js`. Anybody else gets the rows as they are.
        """
        response = super().load_data(models_to_load)
        if self.env.context.get('ic_pack') and {'product.template', 'product.product'} <= response.keys():
            response['ic.packed'] = self._ic_take_pieces(response)
        return response

    def _ic_take_pieces(self, response):
        """Take the pieces out of the rows in `response` and return them packed."""
        templates = response['product.template']
        pieces = [row for row in templates if row.get('ic_category') and len(row['product_variant_ids']) == 1]
        taken = {row['id'] for row in pieces}
        response['product.template'] = [row for row in templates if row['id'] not in taken]
        response['product.product'] = [
            row for row in response['product.product'] if row['product_tmpl_id'] not in taken
        ]
        return self._ic_pack(pieces)

    @staticmethod
    def _ic_pack(rows):
        """Return {'common': values that all rows share, 'names': of the other values, 'rows': lists of those}.

        The display name is the name; a value that is not there is sent as null.
        """
        names = sorted({name for row in rows for name in row} - {'display_name'})
        common, first = {}, rows[0] if rows else {}
        for name in names:
            value = first.get(name)
            if all(name in row and row[name] == value for row in rows):
                common[name] = value
        names = [name for name in names if name not in common]
        return {'common': common, 'names': names, 'rows': [[row.get(name) for name in names] for row in rows]}
