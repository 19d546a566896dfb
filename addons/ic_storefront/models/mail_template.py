from odoo import models


class MailTemplate(models.Model):
    _inherit = 'mail.template'

    def _generate_template_attachments(self, res_ids, render_fields, render_results=None):
        """Override of `mail` to leave out PDF reports where the server cannot make any.

        Without wkhtmltopdf the confirmation of a sale would never be sent at all.
        """
        if self.env.context.get('ic_no_pdf'):
            render_fields = [name for name in render_fields if name != 'report_template_ids']
        return super()._generate_template_attachments(res_ids, render_fields, render_results=render_results)
