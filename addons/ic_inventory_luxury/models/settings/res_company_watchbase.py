from odoo import fields, models

from odoo.addons.ic_connect import registry


class ResCompany(models.Model):
    """A store's subscription to WatchBase."""

    _inherit = 'res.company'

    # Sealed (ic.secret); nobody but the server's own code reads it.
    ic_watchbase_key_sealed = fields.Char(string="WatchBase Key (sealed)", groups='base.group_system', copy=False)

    def _ic_watchbase(self):
        """Return the WatchBase client of this store, None when it has no key."""
        self.ensure_one()
        sealed = self.sudo().ic_watchbase_key_sealed
        if not sealed:
            return None
        return registry.get('catalogs', 'watchbase')(key=self.env['ic.secret']._unseal(sealed))
