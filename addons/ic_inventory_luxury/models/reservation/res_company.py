from datetime import datetime, time, timedelta

import pytz

from odoo import fields, models


class ResCompany(models.Model):
    """How this store puts pieces aside for clients."""

    _inherit = 'res.company'

    ic_hold_days = fields.Integer(
        string="Days of a Hold", default=3, help="How long a piece is held for a client unless somebody says otherwise."
    )
    ic_hold_remind_hours = fields.Integer(
        string="Remind before It Lapses", default=24, help="Hours before the end of a hold; 0 for no reminder."
    )
    ic_hold_remind_client = fields.Boolean(
        string="Write to the Client, Too", help="A courteous e-mail to the client with the reminder."
    )
    ic_hold_deposit_rule = fields.Selection(
        [
            ('credit', "Stays on the client's account"),
            ('refund', "Is refunded: the payment back is made ready"),
            ('keep', "Is kept by the house: an invoice for it is made ready"),
        ],
        string="Deposit of a Lapsed Hold",
        default='credit',
        required=True,
    )
    _ic_hold_days_sensible = models.Constraint('CHECK (ic_hold_days > 0)', "A hold lasts at least one day.")
    _ic_hold_remind_sensible = models.Constraint(
        'CHECK (ic_hold_remind_hours >= 0)', "Remind before It Lapses: give hours, or 0 for no reminder."
    )

    # === BUSINESS METHODS === #

    def _ic_hold_until(self, day=None):
        """Return the moment (UTC) at which a hold ends by default: six in the evening of its last day.

        :param date day: the last day; as many days from now as the store holds pieces by default
        """
        self.ensure_one()
        zone = pytz.timezone(self.env.context.get('tz') or self.env.user.tz or self.partner_id.tz or 'UTC')
        now = fields.Datetime.now()
        if not day:
            day = pytz.utc.localize(now).astimezone(zone).date() + timedelta(days=self.ic_hold_days)
        end = zone.localize(datetime.combine(day, time(18))).astimezone(pytz.utc).replace(tzinfo=None)
        if end <= now:  # said in the evening of that very day: until it is over
            end = zone.localize(datetime.combine(day, time(23, 59))).astimezone(pytz.utc).replace(tzinfo=None)
        return end


class ResConfigSettings(models.TransientModel):
    _inherit = 'res.config.settings'

    ic_hold_days = fields.Integer(related='company_id.ic_hold_days', readonly=False)
    ic_hold_remind_hours = fields.Integer(related='company_id.ic_hold_remind_hours', readonly=False)
    ic_hold_remind_client = fields.Boolean(related='company_id.ic_hold_remind_client', readonly=False)
    ic_hold_deposit_rule = fields.Selection(related='company_id.ic_hold_deposit_rule', readonly=False)
