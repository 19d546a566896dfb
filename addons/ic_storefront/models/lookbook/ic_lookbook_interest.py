from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, email_normalize

from odoo.addons.queue_job.exception import RetryableJobError

# A client taps through the pieces: the house hears of it when he has been still for so many seconds, or after so many
# at the latest.
QUIET, PATIENCE = 60, 600


class IcLookbookInterest(models.Model):
    """The client's word on a piece of his lookbook: wanted, or not any more. One row per piece, whoever taps first."""

    _name = 'ic.lookbook.interest'
    _description = "Interest in a Piece of a Lookbook"
    _order = 'changed_on desc, id desc'
    _rec_name = 'product_tmpl_id'

    lookbook_id = fields.Many2one('ic.lookbook', required=True, readonly=True, index=True, ondelete='cascade')
    company_id = fields.Many2one('res.company', required=True, readonly=True, index=True)
    line_id = fields.Many2one('ic.lookbook.line', required=True, readonly=True, ondelete='cascade')
    product_tmpl_id = fields.Many2one(
        'product.template', string="Piece", required=True, readonly=True, index=True, ondelete='cascade'
    )
    wanted = fields.Boolean(string="Interested", readonly=True, default=True)
    told = fields.Boolean(string="As Last Told", readonly=True, help="What the house has been told of last.")
    taps = fields.Integer(readonly=True, default=1, help="How often the client changed his mind, the first included.")
    first_on = fields.Datetime(string="First", required=True, readonly=True)
    changed_on = fields.Datetime(string="Last", required=True, readonly=True)
    lead_id = fields.Many2one('crm.lead', string="Opportunity", readonly=True, ondelete='set null')

    _once = models.UniqueIndex('(line_id)', "The client's word on this piece is there already.")

    @api.model
    def _ic_set(self, line, wanted):
        """Write down that the client wants the piece of `line`, or not any more.

        :return: whether that is news; the same tap again, or from another tab, is none
        """
        now = fields.Datetime.now()
        row = self.env.execute_query(
            SQL(
                """INSERT INTO ic_lookbook_interest
                          (lookbook_id, company_id, line_id, product_tmpl_id, wanted, told, taps, first_on, changed_on)
                   SELECT %(lookbook)s, %(company)s, %(line)s, %(piece)s, TRUE, FALSE, 1, %(now)s, %(now)s
                    WHERE %(wanted)s OR EXISTS (SELECT FROM ic_lookbook_interest WHERE line_id = %(line)s)
                   ON CONFLICT (line_id) DO UPDATE
                      SET wanted = %(wanted)s, taps = ic_lookbook_interest.taps + 1, changed_on = EXCLUDED.changed_on
                    WHERE ic_lookbook_interest.wanted IS DISTINCT FROM %(wanted)s
                   RETURNING id""",
                lookbook=line.lookbook_id.id,
                company=line.company_id.id,
                line=line.id,
                piece=line.product_tmpl_id.id,
                wanted=bool(wanted),
                now=now,
            )
        )
        line.invalidate_recordset(['interest_ids', 'is_wanted'])
        self.browse([found for (found,) in row]).invalidate_recordset()
        return bool(row)

    def _ic_price_words(self):
        """Return the price the client saw, in words."""
        price, _struck = self.line_id._ic_price()
        return self.lookbook_id.currency_id._ic_price_tag(price) if price else self.env._("price on request")


class IcLookbookLine(models.Model):
    _inherit = 'ic.lookbook.line'

    interest_ids = fields.One2many('ic.lookbook.interest', 'line_id', readonly=True, copy=False)
    is_wanted = fields.Boolean(string="Interested", compute='_compute_is_wanted', compute_sudo=True)

    @api.depends('interest_ids.wanted')
    def _compute_is_wanted(self):
        for line in self:
            line.is_wanted = any(line.interest_ids.mapped('wanted'))


class IcLookbook(models.Model):
    """The client taps; the house hears of it once per burst, by e-mail and as an opportunity."""

    _inherit = 'ic.lookbook'

    interest_ids = fields.One2many('ic.lookbook.interest', 'lookbook_id', readonly=True, copy=False)
    interest_count = fields.Integer(
        string="Pieces Wanted", compute='_compute_interest_count', compute_sudo=True, search='_search_interest_count'
    )
    tapped_on = fields.Datetime(string="Last Tap", readonly=True, copy=False)
    told_on = fields.Datetime(string="House Last Told", readonly=True, copy=False)

    @api.depends('interest_ids.wanted')
    def _compute_interest_count(self):
        rows = self.env['ic.lookbook.interest']._read_group(
            [('lookbook_id', 'in', self.ids), ('wanted', '=', True)], ['lookbook_id'], ['__count']
        )
        found = {lookbook.id: count for lookbook, count in rows}
        for lookbook in self:
            lookbook.interest_count = found.get(lookbook._origin.id, 0)

    @api.model
    def _search_interest_count(self, operator, value):
        if (operator, value) != ('>', 0):
            return NotImplemented
        return [('interest_ids.wanted', '=', True)]

    # === ACTIONS === #

    def action_interests(self):
        """List the pieces the client has marked."""
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_storefront.ic_lookbook_interest_action')
        return dict(action, domain=[('lookbook_id', '=', self.id)], display_name=self.display_name)

    # === BUSINESS METHODS === #

    def _ic_tap(self, line, wanted):
        """Take a tap of the client on "I am interested", and have the house told when he has finished tapping.

        The row of the lookbook is written first. So a tap and the job that tells of taps cannot pass each other: the
        later of the two fails, begins anew and sees what the other did.

        :return: whether that is news
        """
        self.ensure_one()
        self.env.cr.execute(SQL("UPDATE ic_lookbook SET tapped_on = %s WHERE id = %s", fields.Datetime.now(), self.id))
        self.invalidate_recordset(['tapped_on'])
        if not self.env['ic.lookbook.interest']._ic_set(line, wanted):
            return False
        self.with_delay(
            eta=QUIET,
            description=self.env._("Interest in a lookbook: %s", self.display_name),
            identity_key=f'ic_lookbook_interest,{self.id}',
        )._ic_tell_interest()
        return True

    def _ic_tell_interest(self):
        """Tell the house what the client wants since it was told last: one e-mail, and one opportunity per piece.

        Who tapped and took it back meanwhile has said nothing.
        """
        self.ensure_one()
        self = self.sudo().with_company(self.company_id).with_context(lang=self.user_id.lang)
        now = fields.Datetime.now()
        self.env.cr.execute(SQL("UPDATE ic_lookbook SET told_on = %s WHERE id = %s", now, self.id))
        self.invalidate_recordset()
        changes = self.interest_ids.filtered(lambda interest: interest.wanted != interest.told)
        if not changes:
            return False
        self._ic_wait_for_quiet(changes, now)
        changes = changes.sorted(lambda interest: (interest.line_id.sequence, interest.id))
        wanted = changes.filtered('wanted')
        for interest in wanted:
            interest.lead_id = self._ic_make_lead(interest) or interest.lead_id
        for interest in changes - wanted:
            if interest.lead_id:
                interest.lead_id.message_post(body=self.env._("The client has taken his interest back."))
        self._ic_notify(wanted, changes - wanted)
        for interest in changes:
            interest.told = interest.wanted
        return True

    def _ic_wait_for_quiet(self, changes, now):
        """Send the job back into the queue while the client is still tapping.

        :raise RetryableJobError: when he tapped a moment ago and has not kept us waiting for long
        """
        if self.env.context.get('queue_job__no_delay') or not self.tapped_on:
            return
        still = (now - self.tapped_on).total_seconds()
        since = now - min(changes.mapped('changed_on'))
        if still < QUIET and since < timedelta(seconds=PATIENCE):
            raise RetryableJobError("The client is still tapping", seconds=QUIET - int(still), ignore_retry=True)

    def _ic_notify(self, wanted, withdrawn):
        """Put the e-mail to the dealer into the queue and note it beside the lookbook."""
        self.ensure_one()
        names = [interest.product_tmpl_id.name for interest in wanted]
        gone = [interest.product_tmpl_id.name for interest in withdrawn]
        words = []
        if names:
            words.append(
                self.env._("%(client)s is interested in: %(pieces)s.", client=self.client_name, pieces=', '.join(names))
            )
        if gone:
            words.append(self.env._("Taken back: %s.", ', '.join(gone)))
        self.message_post(body=' '.join(words), author_id=self.env.ref('base.partner_root').id)
        template = self.env.ref('ic_storefront.mail_template_lookbook_interest', raise_if_not_found=False)
        if template and (self.user_id.email or self.company_id.email):
            template.with_context(lang=self.user_id.lang, ic_wanted=wanted.ids, ic_withdrawn=withdrawn.ids).send_mail(
                self.id, force_send=False, email_values={'message_type': 'user_notification'}
            )

    def _ic_told_now(self, key):
        """Return the interests that the e-mail under way tells of; all wanted ones in a preview of the template."""
        ids = self.env.context.get(key)
        if ids is None:
            return self.interest_ids.filtered('wanted') if key == 'ic_wanted' else self.interest_ids.browse()
        return self.interest_ids.browse(ids)

    def _ic_told_subject(self):
        """Return the rest of the subject of the e-mail to the dealer."""
        wanted = self._ic_told_now('ic_wanted')
        if not wanted:
            return self.env._("no longer interested")
        names = wanted.mapped('product_tmpl_id.name')
        if len(names) == 1:
            return names[0]
        return self.env._("%(first)s and %(count)s more", first=names[0], count=len(names) - 1)

    def _ic_backend_url(self):
        """Return the address at which the lookbook opens in the backend."""
        self.ensure_one()
        return f'{self.get_base_url()}/odoo/lookbooks/{self.id}'

    def _ic_make_lead(self, interest):
        """Return the opportunity for the piece of `interest`: the one this client has open already, or a new one."""
        if interest.lead_id.ic_inquiry_open:
            return interest.lead_id
        leads = self.env['crm.lead'].sudo().with_context(ic_lookbook_tap=True, mail_auto_subscribe_no_notify=True)
        values = {
            'name': self.client_name,
            'email': self.client_email if email_normalize(self.client_email or '') else '',
            'phone': self.client_phone or '',
            'message': self.env._("Interested, in the lookbook %s.", self.name),
        }
        origin = {
            'source': 'lookbook',
            'audience': self.audience,
            'name': self.name,
            'record': self,
            'company': self.company_id,
        }
        if leads._ic_inquiry_problem(leads._ic_clean_inquiry(values)):
            # Known by name only: nothing tells this person from another, so the lookbook itself does.
            lead = interest.lead_id or leads.create(
                leads._ic_prepare_inquiry(interest.product_tmpl_id, leads._ic_clean_inquiry(values), origin)
            )
        else:
            lead = leads._ic_inquire(interest.product_tmpl_id, values, origin)
        price, _struck = interest.line_id._ic_price()
        lead.write({'user_id': self.user_id.id, **({'expected_revenue': price} if price else {})})
        if self.partner_id and not lead.partner_id:
            lead.partner_id = self.partner_id
        return lead
