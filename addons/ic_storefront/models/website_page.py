from odoo import api, models

# Parts of a page that show what is in stock right now.
LIVE_MARKS = ('class="ic-home', 'data-piece-id=')


class WebsitePage(models.Model):
    _inherit = 'website.page'

    @api.model
    def _allow_cache_insertion(self, layout):
        """Override of `website` to not keep a page that shows pieces for an hour: what is sold must show as sold."""
        text = layout.decode() if isinstance(layout, bytes) else str(layout)
        return not any(mark in text for mark in LIVE_MARKS) and super()._allow_cache_insertion(layout)
