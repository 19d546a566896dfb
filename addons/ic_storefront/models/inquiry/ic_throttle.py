import ipaddress
from datetime import timedelta

from odoo import api, fields, models
from odoo.http import request
from odoo.tools import hmac

KEPT_HOURS = 48
EPOCH = fields.Datetime.to_datetime('2020-01-01')


class IcThrottle(models.Model):
    """How often somebody did something lately, counted in the database so that all workers count together.

    Who it was is not kept: the key is a keyed digest of the address, of what was done and of the slot of time, so rows
    of different hours cannot be told to be of the same visitor.
    """

    _name = 'ic.throttle'
    _description = "Count of Attempts"
    _log_access = False
    _rec_name = 'key'

    company_id = fields.Many2one('res.company', string="Store", required=True, index=True, ondelete='cascade')
    key = fields.Char(required=True, readonly=True)
    slot = fields.Datetime(string="Since", required=True, readonly=True, index=True)
    count = fields.Integer(string="Times", required=True, readonly=True)

    _once = models.UniqueIndex('(company_id, key)', "This is counted already.")

    # === BUSINESS METHODS === #

    @api.model
    def _ic_allows(self, company, what, who, limit, seconds, count=True):
        """Tell whether `who` may do `what` once more, and count it.

        One statement counts and reads, so workers that count at the same moment cannot both take the last turn. Who is
        over the limit is refused by reading alone: somebody who hammers writes nothing.

        :param str what: a short name of the deed
        :param str who: an address, an e-mail; stored as a keyed digest only
        :param int limit: how often within a slot of time
        :param int seconds: how long a slot is
        :param bool count: False only asks
        """
        slot = self._ic_slot(seconds)
        key = hmac(self.env(su=True), 'ic.throttle', f'{what}|{who}|{slot}')[:40]
        self.env.cr.execute('SELECT count FROM ic_throttle WHERE company_id = %s AND key = %s', [company.id, key])
        known = self.env.cr.fetchone()
        if known and known[0] >= limit:
            return False
        if not count:
            return True
        self.env.cr.execute(
            """
            INSERT INTO ic_throttle (company_id, key, slot, count) VALUES (%s, %s, %s, 1)
                ON CONFLICT (company_id, key) DO UPDATE SET count = ic_throttle.count + 1
            RETURNING count
            """,
            [company.id, key, slot],
        )
        return self.env.cr.fetchone()[0] <= limit

    @api.model
    def _ic_slot(self, seconds):
        """Return the beginning of the slot of `seconds` that holds this moment."""
        now = fields.Datetime.now()
        passed = int((now - EPOCH).total_seconds()) % seconds
        return (now - timedelta(seconds=passed)).replace(microsecond=0)

    @api.model
    def _ic_visitor(self):
        """Return what stands for the visitor of this request: his address; of IPv6 the network that one person has."""
        address = request.httprequest.remote_addr if request else ''
        try:
            known = ipaddress.ip_address(address or '')
        except ValueError:
            return address or 'nobody'
        if known.version == 6 and not known.ipv4_mapped:
            return str(ipaddress.ip_network((known, 64), strict=False))
        return str(getattr(known, 'ipv4_mapped', None) or known)

    @api.autovacuum
    def _ic_forget(self):
        """Delete what nobody asks for any more."""
        limit = fields.Datetime.now() - timedelta(hours=KEPT_HOURS)
        self.env.cr.execute('DELETE FROM ic_throttle WHERE slot < %s', [limit])
