import re

from odoo import api, fields, models
from odoo.http import request
from odoo.tools import hmac

# Who calls himself so is a program: crawlers, and the previews that messengers make of an address.
ROBOT = re.compile(
    r'bot\b|bot/|crawl|spider|slurp|preview|facebookexternalhit|facebookcatalog|^whatsapp|telegram|skypeuri|embedly|'
    r'curl|wget|python|java/|go-http|okhttp|libwww|httpclient|scan|monitor|lighthouse|headless',
    re.IGNORECASE,
)


class IcShareVisit(models.Model):
    """Looks at a share link: one row per device and day, counted by the database.

    A device is known for the day it looks, by a keyed digest of address, browser and day: no address is kept, and what
    it does tomorrow cannot be told to be the same device. After that day even the digests go: one row per day is left.
    """

    _name = 'ic.share.visit'
    _description = "Looks at a Share Link"
    _order = 'day desc, id desc'
    _rec_name = 'day'
    _log_access = False

    link_id = fields.Many2one('ic.share.link', required=True, readonly=True, index=True, ondelete='cascade')
    company_id = fields.Many2one('res.company', string="Store", readonly=True, index=True)
    day = fields.Date(required=True, readonly=True, index=True)
    kind = fields.Selection([('person', "People"), ('robot', "Robots")], string="Who", required=True, readonly=True)
    visitor = fields.Char(required=True, readonly=True, groups='base.group_system')
    views = fields.Integer(required=True, readonly=True, aggregator='sum')
    visitors = fields.Integer(required=True, readonly=True, aggregator='sum')
    first_on = fields.Datetime(string="First", required=True, readonly=True, aggregator='min')
    last_on = fields.Datetime(string="Last", required=True, readonly=True, aggregator='max')

    _once = models.UniqueIndex('(link_id, day, kind, visitor)', "This is counted already.")

    # === BUSINESS METHODS === #

    @api.model
    def _ic_note(self, link):
        """Count a look of the visitor of this request, unless he belongs to the house."""
        if self.env.user._is_internal():
            return
        agent = request.httprequest.headers.get('User-Agent', '')
        kind = 'robot' if not agent or ROBOT.search(agent) or request.httprequest.method == 'HEAD' else 'person'
        now = fields.Datetime.now()
        who = f"{self.env['ic.throttle']._ic_visitor()}|{agent}|{now.date()}|{link.id}"
        visitor = hmac(self.env(su=True), 'ic.share.visit', who)[:24]
        self.env.cr.execute(
            """
            INSERT INTO ic_share_visit (link_id, company_id, day, kind, visitor, views, visitors, first_on, last_on)
                 VALUES (%s, %s, %s, %s, %s, 1, 1, %s, %s)
                ON CONFLICT (link_id, day, kind, visitor)
                DO UPDATE SET views = ic_share_visit.views + 1, last_on = EXCLUDED.last_on
            """,
            [link.id, link.company_id.id or None, now.date(), kind, visitor, now, now],
        )

    @api.model
    def _ic_totals(self, links):
        """Return dict of the id of a link to its counts: views, visitors, robots, first, last (of people)."""
        totals = {}
        rows = self._read_group(
            [('link_id', 'in', links.ids)],
            ['link_id', 'kind'],
            ['views:sum', 'visitors:sum', 'first_on:min', 'last_on:max'],
        )
        for link, kind, views, visitors, first, last in rows:
            known = totals.setdefault(link.id, {'robots': 0})
            if kind == 'robot':
                known['robots'] = views
            else:
                known.update({'views': views, 'visitors': visitors, 'first': first, 'last': last})
        return totals

    @api.autovacuum
    def _ic_fold(self):
        """Make one row per link and day of the days before yesterday, so that no device is told apart any more."""
        self.env.cr.execute(
            """
            WITH gone AS (
                DELETE FROM ic_share_visit WHERE visitor <> '' AND day < %s RETURNING *
            )
            INSERT INTO ic_share_visit (link_id, company_id, day, kind, visitor, views, visitors, first_on, last_on)
                 SELECT link_id, MIN(company_id), day, kind, '', SUM(views), SUM(visitors), MIN(first_on), MAX(last_on)
                   FROM gone
               GROUP BY link_id, day, kind
            ON CONFLICT (link_id, day, kind, visitor) DO UPDATE
                    SET views = ic_share_visit.views + EXCLUDED.views,
                        visitors = ic_share_visit.visitors + EXCLUDED.visitors,
                        first_on = LEAST(ic_share_visit.first_on, EXCLUDED.first_on),
                        last_on = GREATEST(ic_share_visit.last_on, EXCLUDED.last_on)
            """,
            [fields.Date.subtract(fields.Date.today(), days=1)],
        )
        self.invalidate_model()
