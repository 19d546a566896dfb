from odoo import api, models

from ..prefetch import read_apart

# Settings that every sale asks for. The others wait until one of them is asked for.
READ_WITH_COMPANY = frozenset({'ic_out_location_id', 'ic_spot_step'})
SETTINGS = 'ic_settings'


class ResCompany(models.Model):
    """Every request reads the store and the person at work; few read a setting of ours."""

    _inherit = 'res.company'

    @api.model
    def _post_model_setup__(self):
        """Override of `base` to read our settings as a group of their own."""
        result = super()._post_model_setup__()
        read_apart(self, SETTINGS, but=READ_WITH_COMPANY)
        return result


class ResUsers(models.Model):
    _inherit = 'res.users'

    @api.model
    def _post_model_setup__(self):
        """Override of `base` to read our preferences as a group of their own."""
        result = super()._post_model_setup__()
        read_apart(self, SETTINGS)
        return result
