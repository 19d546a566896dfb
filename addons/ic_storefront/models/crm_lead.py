from odoo import fields, models


class CrmLead(models.Model):
    _inherit = 'crm.lead'

    ic_piece_id = fields.Many2one(
        'product.template',
        string="Piece",
        index='btree_not_null',
        ondelete='set null',
        check_company=True,
        domain=[('ic_category', '!=', False)],
        help="The piece the customer asks about.",
    )
    ic_piece_url = fields.Char(string="Piece in the Shop", related='ic_piece_id.website_url')

    # === BUSINESS METHODS === #

    def _ic_notify_store(self):
        """Put an e-mail to the store into the queue. The visitor does not wait for a mail server."""
        self.ensure_one()
        template = self.env.ref('ic_storefront.mail_template_inquiry', raise_if_not_found=False)
        if template and self.company_id.email:
            template.send_mail(self.id, email_layout_xmlid='mail.mail_notification_light')
