from odoo import models


class CrmLead(models.Model):
    """An opportunity that a tap in a lookbook makes: the house hears of the whole burst by one e-mail instead."""

    _inherit = 'crm.lead'

    def _ic_notify_store(self):
        """Override of `ic_storefront`: one e-mail tells of all the pieces that were tapped."""
        return None if self.env.context.get('ic_lookbook_tap') else super()._ic_notify_store()

    def _ic_thank(self):
        """Override of `ic_storefront`: the page itself thanked the client."""
        return None if self.env.context.get('ic_lookbook_tap') else super()._ic_thank()
