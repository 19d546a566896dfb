from odoo import api, fields, models

from .lapsing import fetch_as_stored


class IcReservation(models.Model):
    """What happens by the clock: the reminder before the end, and what is told and done once it has lapsed."""

    _inherit = 'ic.reservation'

    reminded_on = fields.Datetime(readonly=True, copy=False)
    lapse_told_on = fields.Datetime(readonly=True, copy=False)

    # === BUSINESS METHODS === #

    def _ic_wake(self):
        """Have the cron look at these holds when their reminder is due and when they end."""
        cron = self.env.ref('ic_inventory_luxury.ir_cron_follow_holds', raise_if_not_found=False)
        if cron:
            now = fields.Datetime.now()
            moments = {hold.until for hold in self} | {hold._ic_remind_at() for hold in self}
            cron.sudo()._trigger(at=[moment for moment in moments if moment and moment > now])

    def _ic_remind_at(self):
        """Return the moment of the reminder, None when the store wants none."""
        self.ensure_one()
        hours = self.company_id.ic_hold_remind_hours
        return fields.Datetime.subtract(self.until, hours=hours) if hours else None

    def _ic_remind(self):
        """Tell whoever is responsible, once, that these holds end soon; the client too where the store does so."""
        template = self.env.ref('ic_inventory_luxury.mail_template_hold_ends', raise_if_not_found=False)
        for hold in self:
            hold.reminded_on = fields.Datetime.now()
            hold.activity_schedule(
                'mail.mail_activity_data_todo',
                date_deadline=fields.Date.context_today(hold, hold.until),
                user_id=hold.user_id.id,
                summary=self.env._("Hold ends: %s", hold.partner_id.display_name),
                note=self.env._(
                    "%(pieces)s: held until %(until)s. Sell, extend or release it.",
                    pieces=hold.piece_names,
                    until=hold._ic_until_words(),
                ),
            )
            if hold.company_id.ic_hold_remind_client and hold.partner_id.email and template:
                template.with_context(lang=hold.partner_id.lang).send_mail(hold.id, force_send=False)

    def _ic_tell_lapse(self):
        """Write down that these holds have lapsed, let the pieces go back to what they were, and tell it once."""
        fetch_as_stored(self, 'state')
        for hold in self:
            hold.lapse_told_on = fields.Datetime.now()
            lapsed = hold.line_ids.filtered(lambda line: line.state in ('held', 'lent', 'lapsed'))
            self.env['ic.claim']._ic_of(hold)._ic_release(self.env._("Its time was up"), 'expired')
            lapsed._ic_follow()
            hold._ic_follow_lines()
            hold._ic_sync_pieces(self.env._("Hold lapsed"))
            if hold.state != 'lapsed':
                continue
            hold.activity_ids.unlink()
            hold._ic_follow_deposit_rule()
            self.env['ic.alert']._ic_raise(
                'lapsed_hold',
                hold,
                occasion=fields.Datetime.to_string(hold.until),
                words=self.env._(
                    "The hold for %(client)s has lapsed: %(pieces)s can be sold again.",
                    client=hold.partner_id.display_name,
                    pieces=hold.piece_names,
                ),
                users=hold.user_id,
            )

    # === CRON === #

    @api.model
    def _cron_follow_holds(self):
        """Remind and tell. Nobody waits for it to buy: a lapsed hold keeps nothing from anybody."""
        lapsed = self.sudo().search([('state', '=', 'lapsed'), ('lapse_told_on', '=', False)])
        waiting = self.sudo().search([('state', '=', 'active'), ('reminded_on', '=', False)])
        now = fields.Datetime.now()
        due = waiting.filtered(lambda hold: (hold._ic_remind_at() or hold.until) <= now)
        for company in (lapsed | due).company_id:
            lapsed.filtered(lambda hold, company=company: hold.company_id == company).with_company(
                company
            )._ic_tell_lapse()
            due.filtered(lambda hold, company=company: hold.company_id == company).with_company(company)._ic_remind()
