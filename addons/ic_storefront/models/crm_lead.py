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
        name = 'inquiry_received' if self.ic_origin else 'inquiry'
        template = self.env.ref(f'ic_storefront.mail_template_{name}', raise_if_not_found=False)
        if template and (self.company_id.email or self.user_id.email):
            layout = None if self.ic_origin else 'mail.mail_notification_light'
            template.send_mail(self.id, email_layout_xmlid=layout)
