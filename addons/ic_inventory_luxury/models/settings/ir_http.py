from odoo import models


class IrHttp(models.AbstractModel):
    _inherit = 'ir.http'

    def session_info(self):
        """Override of `web` to tell the client which categories each company of the user carries."""
        result = super().session_info()
        if self.env.user._is_internal():
            companies = self.env['res.company'].browse(self.env.user._get_company_ids())
            result['ic_categories'] = {company.id: company._ic_active_categories() for company in companies}
        return result
