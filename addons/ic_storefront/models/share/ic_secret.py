from odoo import api, models


class IcSecret(models.AbstractModel):
    _inherit = 'ic.secret'

    @api.model
    def _ic_reseal(self):
        """Override of `ic_inventory_luxury` to seal the addresses of share links anew as well."""
        count = super()._ic_reseal()
        links = self.env['ic.share.link'].sudo().search([('sealed', '!=', False)], order='id')
        for link in links.with_context(ic_share_inside=True):
            link.sealed = self._ic_anew(link.sealed)
        return count + len(links)
