from collections import defaultdict

from odoo import api, models
from odoo.exceptions import ValidationError


def serial_key(serial):
    """Return a serial as the database compares it: without blanks, in capitals."""
    return (serial or '').replace(' ', '').upper()


class ProductTemplate(models.Model):
    """Refuse a serial or SKU that another piece has, naming that piece.

    The unique indexes hold the rule whatever happens; these checks come first so that the message can say which
    piece it is. Two people saving at the very same moment get the message of the index.
    """

    _inherit = 'product.template'

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `product` to check serials and SKUs first."""
        pieces = [vals for vals in vals_list if self._ic_category_of(vals)]
        self._ic_check_serials(
            [
                (
                    vals.get('company_id') or self.env.company.id,
                    self._ic_category_of(vals),
                    vals.get('ic_brand_id') or False,
                    serial_key(vals.get('ic_serial')),
                )
                for vals in pieces
                if vals.get('ic_is_unique', True)
            ]
        )
        self._ic_check_skus(
            [(vals.get('company_id') or self.env.company.id, vals.get('default_code')) for vals in pieces]
        )
        return super().create(vals_list)

    def write(self, vals):
        """Override of `product` to check serials and SKUs first."""
        if {'ic_serial', 'ic_brand_id', 'ic_category', 'company_id', 'active', 'ic_is_unique'} & vals.keys():
            self._ic_check_serials(
                [
                    (value('company_id'), value('ic_category'), value('ic_brand_id'), serial_key(value('ic_serial')))
                    for value in map(self._ic_after(vals), self)
                    if value('ic_category') and value('ic_is_unique') and value('active')
                ]
            )
        if {'default_code', 'company_id', 'ic_category'} & vals.keys():
            self._ic_check_skus(
                [
                    (value('company_id'), value('default_code'))
                    for value in map(self._ic_after(vals), self)
                    if value('ic_category')
                ]
            )
        return super().write(vals)

    # === BUSINESS METHODS === #

    @api.model
    def _ic_after(self, vals):
        """Return a function piece -> (function name -> value of that field once `vals` are written)."""

        def of(piece):
            def value(name):
                if name in vals:
                    return vals[name]
                return piece[name].id if piece._fields[name].type == 'many2one' else piece[name]

            return value

        return of

    def _ic_check_serials(self, wanted):
        """Refuse serials used by pieces outside `self` or twice in `wanted`.

        :param wanted: list of (company id, category, brand id or False, serial key)
        """
        wanted = [key for key in wanted if key[3]]
        if not wanted:
            return
        self._ic_refuse_twice([key[3] for key in wanted] if len(set(wanted)) < len(wanted) else [])
        self.flush_model(['company_id', 'ic_category', 'ic_brand_id', 'ic_serial', 'active', 'ic_is_unique'])
        self.env.cr.execute(
            """
            SELECT id, company_id, ic_category, ic_brand_id, UPPER(REPLACE(ic_serial, ' ', ''))
              FROM product_template
             WHERE UPPER(REPLACE(ic_serial, ' ', '')) = ANY(%s) AND company_id = ANY(%s)
               AND ic_category IS NOT NULL AND ic_is_unique AND active AND NOT id = ANY(%s)
        """,
            [list({key[3] for key in wanted}), list({key[0] for key in wanted}), self.ids],
        )
        for piece_id, company_id, category, brand_id, serial in self.env.cr.fetchall():
            if (company_id, category, brand_id or False, serial) in wanted:
                other = self.browse(piece_id).sudo()
                raise ValidationError(
                    self.env._(
                        "The serial number %(serial)s belongs to %(piece)s (%(status)s) already. Open that piece, or "
                        "archive it if you are taking the same piece in once more.",
                        serial=other.ic_serial,
                        piece=other.display_name,
                        status=dict(self._selection_ic_status()).get(other.ic_status, ''),
                    )
                )

    def _ic_check_skus(self, wanted):
        """Refuse SKUs used by pieces outside `self` or twice in `wanted`, a list of (company id, SKU)."""
        wanted = [(company_id, (sku or '').strip()) for company_id, sku in wanted if (sku or '').strip()]
        if not wanted:
            return
        self._ic_refuse_twice([sku for _company, sku in wanted] if len(set(wanted)) < len(wanted) else [])
        others = (
            self.sudo()
            .with_context(active_test=False)
            .search(
                [
                    ('default_code', 'in', [sku for _company, sku in wanted]),
                    ('ic_category', '!=', False),
                    ('company_id', 'in', [company_id for company_id, _sku in wanted]),
                    ('id', 'not in', self.ids),
                ]
            )
        )
        for other in others:
            if (other.company_id.id, other.default_code) in wanted:
                raise ValidationError(
                    self.env._(
                        "The SKU %(sku)s belongs to %(piece)s already. Leave the SKU empty to get a new one.",
                        sku=other.default_code,
                        piece=other.name,
                    )
                )

    @api.model
    def _ic_refuse_twice(self, texts):
        counts = defaultdict(int)
        for text in texts:
            counts[text] += 1
        twice = next((text for text, count in counts.items() if count > 1), None)
        if twice:
            raise ValidationError(self.env._("%s is given to two pieces at once.", twice))
