from odoo import api, fields, models


class IcConditionMap(models.Model):
    """What a marketplace makes of a condition of ours: its word for it, or that it does not take such a piece.

    Rows without a company are shipped; a company's own row for the same marketplace and condition wins.
    """

    _name = 'ic.condition.map'
    _description = "Condition on a Marketplace"
    _order = 'marketplace, category_id, sequence, id'

    marketplace = fields.Char(
        required=True, index=True, help="Code of the marketplace in small letters, e.g. stockx, goat."
    )
    category_id = fields.Many2one('ic.category', required=True, index=True, ondelete='cascade')
    condition = fields.Char(
        required=True, help="Our code: ds, vnds, 9, 8, 7, 6 for sneakers; ds_defects for new with defects."
    )
    accepted = fields.Boolean(
        default=True, help="Off: the marketplace does not take such a piece, it must not be sent."
    )
    value = fields.Char(string="Their Word", help="What to send or choose there.")
    needs_own_box = fields.Boolean(help="Only pairs in their original box with its lid.")
    note = fields.Char(help="Why, or where this comes from.")
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one('res.company', index=True, help="Leave empty for all companies.")

    _unique_rule = models.UniqueIndex(
        '(COALESCE(company_id, 0), marketplace, category_id, condition)',
        "This marketplace has a word for this condition already.",
    )

    @api.model
    def _ic_lookup(self, marketplace, category_code, condition, company):
        """Return the row that holds for `company`, or an empty recordset where nothing is known."""
        return self.search(
            [
                ('marketplace', '=', marketplace),
                ('category_id.code', '=', category_code),
                ('condition', '=', condition),
                ('company_id', 'in', (company.id, False)),
            ]
        ).sorted(lambda row: not row.company_id)[:1]
