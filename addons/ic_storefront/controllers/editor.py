from odoo.http import route

from odoo.addons.website.controllers.main import Website


class Editor(Website):
    @route()
    def google_font_metadata(self):
        """Override of `website`: no list of fonts is fetched from another host."""
        return {'familyMetadataList': []}
