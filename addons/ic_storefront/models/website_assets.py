from odoo import models

REMOTE_FONT_KEYS = ('google-fonts', 'google-local-fonts')


class WebsiteAssets(models.AbstractModel):
    _inherit = 'website.assets'

    def make_scss_customization(self, url, values):
        """Override of `website` to ignore fonts of another host: neither a visitor nor this server asks for one."""
        if any(values.get(key) not in (None, 'null') for key in REMOTE_FONT_KEYS):
            values = {key: 'null' if key in REMOTE_FONT_KEYS else value for key, value in values.items()}
        return super().make_scss_customization(url, values)
