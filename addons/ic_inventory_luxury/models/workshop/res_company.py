from odoo import fields, models


class ResCompany(models.Model):
    _inherit = 'res.company'

    ic_out_location_id = fields.Many2one(
        'stock.location',
        string="Checked Out",
        copy=False,
        domain="[('usage', '=', 'internal'), ('company_id', '=', id)]",
        help="Where pieces are in the books while somebody has them. Made when the first piece is checked out.",
    )

    def _ic_out_location(self):
        """Return the place for what is checked out, made on demand.

        It and the service shops lie beside the warehouses, not in them: what is there stays in stock and in the
        valuation, but no delivery, website or till can take it. Of two people who need it first at the same moment
        one is retried: both write to the company.
        """
        self.ensure_one()
        company = self.sudo()
        if not company.ic_out_location_id:
            Location = self.env['stock.location'].sudo().with_company(self)
            outside = Location.create(
                {'name': self.env._("Out of the House"), 'usage': 'view', 'company_id': self.id, 'location_id': False}
            )
            company.ic_out_location_id = Location.create(
                {
                    'name': self.env._("Checked Out"),
                    'usage': 'internal',
                    'ic_kind': 'off_site',
                    'company_id': self.id,
                    'location_id': outside.id,
                }
            )
        return company.ic_out_location_id

    def _ic_outside(self):
        """Return the place under which the service shops of the company lie."""
        out = self._ic_out_location()
        return out.location_id or out
