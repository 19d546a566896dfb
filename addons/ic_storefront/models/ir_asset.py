from odoo import models

# Files of Odoo whose stylesheet fetches something from another host -> our own file in their place.
LOCAL_FILES = {
    'web/static/fonts/fonts.scss': 'ic_storefront/static/src/scss/unicode_fonts.scss',
}
# Named in a manifest of Odoo, but left out of some builds for its licence. An absent file is an error on every page.
OPTIONAL_FILES = ('mail/static/lib/selfie_segmentation/selfie_segmentation.js',)


class IrAsset(models.Model):
    _inherit = 'ir.asset'

    def _get_asset_paths(self, bundle, assets_params):
        """Override of `base` to serve from here what Odoo would fetch from another host, in every bundle."""
        paths = []
        for path, full_path, *rest in super()._get_asset_paths(bundle, assets_params):
            local = LOCAL_FILES.get(path.lstrip('/'))
            if local:
                paths += [(*found, rest[0], found_time) for *found, found_time in self._ic_local_paths(local)]
            elif full_path or not path.lstrip('/').startswith(OPTIONAL_FILES):
                paths.append((path, full_path, *rest))
        return paths

    def _ic_local_paths(self, path):
        return self._get_paths(path, self._get_installed_addons_list())
