import os

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import config

from odoo.addons.ic_connect import seal


class IcSecret(models.AbstractModel):
    """The one way in which a credential is stored: sealed, under a key that is not in the database.

    The key is IC_SECRET_KEY of the environment, or `ic_secret_key` of the configuration file.
    """

    _name = 'ic.secret'
    _description = "Sealing of Credentials"

    @api.model
    def _keys(self):
        return os.environ.get('IC_SECRET_KEY') or config.get('ic_secret_key') or ''

    @api.model
    def _seal(self, text):
        """Return `text` sealed, ready to be stored.

        :raises UserError: when this installation has no key
        """
        try:
            return seal.seal(text, self._keys())
        except seal.NoKey as problem:
            raise UserError(
                self.env._(
                    "This installation has no key to seal credentials with (%s); nothing was stored. Whoever runs the "
                    "server sets IC_SECRET_KEY in its environment, or ic_secret_key in its configuration file; the "
                    "installation guide shows how a key is made.",
                    problem,
                )
            ) from None

    @api.model
    def _unseal(self, token):
        """Return what was sealed.

        :raises UserError: when the key is missing or another one
        """
        try:
            return seal.unseal(token, self._keys())
        except seal.SealError as problem:
            raise UserError(
                self.env._(
                    "A stored credential cannot be opened (%s). Enter it again in the settings, or give the server the "
                    "key that sealed it.",
                    problem,
                )
            ) from None

    @api.model
    def _ic_reseal(self):
        """Seal everything that is stored sealed with the newest key, after a key was put in front of the old one.

        Addons that keep credentials of their own extend it.

        :return: number of values sealed anew
        :raises UserError: when one cannot be opened; nothing is changed then
        """
        stores = self.env['res.company'].sudo().search([('ic_watchbase_key_sealed', '!=', False)], order='id')
        for store in stores:
            store.ic_watchbase_key_sealed = self._ic_anew(store.ic_watchbase_key_sealed)
        return len(stores)

    @api.model
    def _ic_anew(self, token):
        """Return what was sealed as `token`, sealed with the newest key."""
        return self._seal(self._unseal(token))
