import hashlib
import re

from odoo import api, fields, models
from odoo.tools import SQL

# Who calls himself so is a machine: crawlers, and the previews that messengers make of an address.
ROBOT = re.compile(
    r'bot\b|bot/|crawl|spider|slurp|preview|facebookexternalhit|whatsapp|telegram|skypeuri|embedly|curl|wget|python|'
    r'java/|go-http|okhttp|libwww|scan|monitor|lighthouse',
    re.IGNORECASE,
)
# Who comes back within so many minutes has not been away.
SAME_VISIT = 30


class IcLookbookView(models.Model):
    """Who looked at a lookbook, or at one piece of it: one row per device and thing, counted in the database.

    A device is known by a one-way fingerprint of this lookbook's secret, address and browser; nothing is stored on it,
    and no address is kept.
    """

    _name = 'ic.lookbook.view'
    _description = "Look at a Lookbook"
    _order = 'last_on desc, id desc'
    _rec_name = 'lookbook_id'

    lookbook_id = fields.Many2one('ic.lookbook', required=True, readonly=True, index=True, ondelete='cascade')
    company_id = fields.Many2one('res.company', required=True, readonly=True, index=True)
    line_id = fields.Many2one(
        'ic.lookbook.line', string="Piece", readonly=True, index='btree_not_null', ondelete='cascade'
    )
    visitor = fields.Char(string="Device", required=True, readonly=True)
    kind = fields.Selection(
        [('client', "Client"), ('house', "The House"), ('robot', "Robot")], required=True, readonly=True, index=True
    )
    first_on = fields.Datetime(string="First", required=True, readonly=True)
    last_on = fields.Datetime(string="Last", required=True, readonly=True)
    count = fields.Integer(string="Looks", required=True, readonly=True, default=1)

    _once = models.UniqueIndex('(lookbook_id, COALESCE(line_id, 0), visitor, kind)', "This is counted already.")

    # === BUSINESS METHODS === #

    @api.model
    def _ic_kind(self, user, agent):
        """Return who is looking: 'house', 'robot' or 'client'.

        :param user: res.users of the request
        :param str agent: what the browser calls itself
        """
        if user._is_internal():
            return 'house'
        return 'robot' if not agent or ROBOT.search(agent) else 'client'

    @api.model
    def _ic_visitor(self, lookbook, address, agent):
        """Return the fingerprint of a device for this lookbook; it tells nothing about it elsewhere."""
        secret = lookbook.sudo().token_seed or ''
        return hashlib.sha256(f'{secret}|{address}|{agent}'.encode()).hexdigest()[:20]

    @api.model
    def _ic_count(self, lookbook, lines, visitor, kind):
        """Count a look of `visitor` at the page (`lines` empty) or at pieces of it; a reload is not another look."""
        now = fields.Datetime.now()
        for line_id in lines.ids or [None]:
            self.env.cr.execute(
                SQL(
                    """INSERT INTO ic_lookbook_view
                              (lookbook_id, company_id, line_id, visitor, kind, first_on, last_on, count)
                       VALUES (%(lookbook)s, %(company)s, %(line)s, %(visitor)s, %(kind)s, %(now)s, %(now)s, 1)
                       ON CONFLICT (lookbook_id, COALESCE(line_id, 0), visitor, kind) DO UPDATE
                          SET last_on = EXCLUDED.last_on,
                              count = ic_lookbook_view.count
                                      + (ic_lookbook_view.last_on < %(before)s)::integer""",
                    lookbook=lookbook.id,
                    company=lookbook.company_id.id,
                    line=line_id,
                    visitor=visitor,
                    kind=kind,
                    now=now,
                    before=fields.Datetime.subtract(now, minutes=SAME_VISIT),
                )
            )
        lookbook.invalidate_recordset(['view_ids', 'view_count', 'last_viewed_on'])
        if kind == 'client' and not lines:
            lookbook._ic_seen_first(now)


class IcLookbook(models.Model):
    """What came of a lookbook, in figures."""

    _inherit = 'ic.lookbook'

    view_ids = fields.One2many('ic.lookbook.view', 'lookbook_id', string="Looks", readonly=True, copy=False)
    first_viewed_on = fields.Datetime(string="First Look", readonly=True, copy=False)
    last_viewed_on = fields.Datetime(string="Last Look", compute='_compute_views', compute_sudo=True)
    view_count = fields.Integer(string="Looks of the Client", compute='_compute_views', compute_sudo=True)
    device_count = fields.Integer(string="Devices", compute='_compute_views', compute_sudo=True)
    house_view_count = fields.Integer(string="Looks of the House", compute='_compute_views', compute_sudo=True)
    robot_view_count = fields.Integer(string="Looks of Robots", compute='_compute_views', compute_sudo=True)

    @api.depends('view_ids.count', 'view_ids.last_on')
    def _compute_views(self):
        rows = self.env['ic.lookbook.view']._read_group(
            [('lookbook_id', 'in', self.ids), ('line_id', '=', False)],
            ['lookbook_id', 'kind'],
            ['count:sum', '__count', 'last_on:max'],
        )
        found = {(lookbook.id, kind): figures for lookbook, kind, *figures in rows}
        for lookbook in self:
            key = lookbook._origin.id
            looks, devices, last = found.get((key, 'client'), (0, 0, False))
            lookbook.view_count, lookbook.device_count, lookbook.last_viewed_on = looks, devices, last
            lookbook.house_view_count = found.get((key, 'house'), (0,))[0]
            lookbook.robot_view_count = found.get((key, 'robot'), (0,))[0]

    def action_views(self):
        """List who looked at what."""
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_storefront.ic_lookbook_view_action')
        return dict(action, domain=[('lookbook_id', '=', self.id)], display_name=self.display_name)

    def _ic_seen_first(self, now):
        """Note the first look of the client, once; addons that act on it extend this."""
        self.ensure_one()
        self.env.cr.execute(
            SQL("UPDATE ic_lookbook SET first_viewed_on = %s WHERE id = %s AND first_viewed_on IS NULL", now, self.id)
        )
        if not self.env.cr.rowcount:
            return False
        self.invalidate_recordset(['first_viewed_on'])
        lookbook = self.with_context(lang=self.user_id.lang)  # the house reads it, not the client
        lookbook.message_post(
            body=lookbook.env._("%s has opened the lookbook for the first time.", self.client_name),
            author_id=self.env.ref('base.partner_root').id,
        )
        return True


class IcLookbookLine(models.Model):
    _inherit = 'ic.lookbook.line'

    view_ids = fields.One2many('ic.lookbook.view', 'line_id', string="Looks", readonly=True, copy=False)
    view_count = fields.Integer(string="Looked At", compute='_compute_view_count', compute_sudo=True)

    @api.depends('view_ids.count')
    def _compute_view_count(self):
        rows = self.env['ic.lookbook.view']._read_group(
            [('line_id', 'in', self.ids), ('kind', '=', 'client')], ['line_id'], ['count:sum']
        )
        found = {line.id: count for line, count in rows}
        for line in self:
            line.view_count = found.get(line._origin.id, 0)
