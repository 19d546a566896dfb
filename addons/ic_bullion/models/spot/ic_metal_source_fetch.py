from dataclasses import replace
from datetime import UTC, timedelta
from decimal import Decimal

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

from odoo.addons.ic_connect.errors import AuthError, ServiceError
from odoo.addons.ic_connect.prices import _limits
from odoo.addons.ic_connect.types import Money

from .ic_metal_price import PLACES

# After a failure it is asked again soon, then less and less often, at the latest after an hour.
SOON = timedelta(minutes=1)
LATEST = timedelta(hours=1)


class IcMetalSource(models.Model):
    """Asking a provider. The call comes first, before this transaction has written or locked anything; what is read
    is then judged against the last price, and taken, held or refused."""

    _inherit = 'ic.metal.source'

    next_on = fields.Datetime(string="Next Time", readonly=True, copy=False)

    # === ACTIONS === #

    def action_ic_fetch(self):
        """Ask now, on demand."""
        self.ensure_one()
        self.check_access('write')
        if self.state == 'draft':
            raise UserError(self.env._("%s: press Test first.", self.name))
        words = self._ic_fetch()
        return self._ic_notice(words, 'danger' if self.last_error else 'success')

    # === BUSINESS METHODS === #

    def _ic_fetch(self):
        """Ask for the latest prices and keep them. Runs as a job, or when a person presses the button.

        :return: what came of it, in words
        """
        self.ensure_one()
        if not self._ic_metals():
            return self.env._("%s: no metal is asked for.", self.name)
        try:
            answer = self._client().get_prices(self._ic_metals(), self.currency_id.name)
        except (ServiceError, UserError) as problem:
            return self._ic_failed(problem)
        return self._ic_take(answer)

    def _ic_fetch_history(self, first, last):
        """Ask for the prices of past days and add them; runs as a job.

        Days older than the newest price we have are history and price nothing. A newer one is judged like any price.
        """
        self.ensure_one()
        try:
            answer = self._client().get_history(self._ic_metals(), self.currency_id.name, first, last)
        except (ServiceError, UserError) as problem:
            return self._ic_failed(problem)
        newest = {metal: self._ic_last(metal) for metal in self._ic_metals()}
        past = [one for one in answer.prices if self._ic_is_past(one, newest.get(one.metal))]
        added = self._ic_add(past, 'day')
        words = self._ic_take(replace(answer, prices=tuple(one for one in answer.prices if one not in past)), old=True)
        return self.env._("%(added)s past days added. %(words)s", added=len(added), words=words)

    @api.model
    def _ic_is_past(self, price, newest):
        return bool(newest) and price.observed_at < newest.observed_at

    def _ic_take(self, answer, old=False):
        """Judge what a provider answered, and keep what can be kept.

        :param bool old: prices of past days: they may be as old as they are
        :return: what came of it, in words
        """
        self.ensure_one()
        taken, held, refused = self._ic_judged(answer.prices, old)
        refused = [*map(str, answer.refused), *refused]
        ticks = self._ic_add(taken, 'day' if old else 'tick')
        reviews = self.env['ic.metal.review'].sudo()
        reviews._ic_overtake(self, ticks)
        for price, verdict, last in held:
            reviews._ic_hold(self, price, verdict, last)
        words = self._ic_words(ticks, held, refused)
        self._ic_well(words, '\n'.join(refused))
        return words

    def _ic_judged(self, prices, old):
        """Return (prices to take, [(price, verdict, last price)] to hold, reasons of those refused)."""
        taken, held, refused = [], [], []
        rules = {'percent': Decimal(repr(self.jump_percent)), 'per_dollar': self._ic_per_dollar()}
        rules |= {'oldest': None} if old else {}
        own, newest = {}, {}
        now = fields.Datetime.now().replace(tzinfo=UTC)
        for stated in prices:
            price, metal = self._ic_tidied(stated), stated.metal
            if metal not in own:
                own[metal], newest[metal] = self._ic_last(metal, mine=True), self._ic_last(metal)
            verdict = _limits.judge(price, own[metal], now, beside=newest[metal], **rules)
            if verdict.decision == _limits.TAKE:
                taken.append(price)
                own[metal] = newest[metal] = price
            elif verdict.decision == _limits.HOLD:
                held.append((price, verdict, newest[metal]))
            elif verdict.decision == _limits.REFUSE:
                refused.append(verdict.reason)
        return taken, held, refused

    def _ic_last(self, metal, mine=False):
        """Return the last price we have of a metal as a service states it, None when there is none."""
        tick = self.env['ic.metal.price']._ic_latest(
            metal, self.currency_id, self.company_id, source=self if mine else None
        )
        return tick._ic_price() if tick else None

    def _ic_per_dollar(self):
        """Return how many units of the currency a dollar is by Odoo's rates, None where they do not say."""
        dollar = self.env.ref('base.USD', raise_if_not_found=False)
        if not dollar or not dollar.active or self.currency_id == dollar:
            return None
        company = self.company_id or self.env.company
        rate = dollar._get_conversion_rate(dollar, self.currency_id, company, fields.Date.context_today(self))
        return Decimal(repr(rate)) if rate and rate != 1.0 else None

    @api.model
    def _ic_tidied(self, price):
        """Return the price as the table keeps it: to the millionth and the second."""
        money = Money(price.price.amount.quantize(PLACES).normalize() + 0, price.price.currency)
        return replace(price, price=money, observed_at=price.observed_at.replace(microsecond=0))

    def _ic_add(self, prices, kind):
        ticks = self.env['ic.metal.price'].sudo()
        return ticks._ic_record(prices, self.provider, self.company_id, connection=self, kind=kind)

    def _ic_words(self, ticks, held, refused):
        labels = dict(ticks._fields['metal']._description_selection(self.env))
        parts = [f'{labels[one.metal]} {one.price:,.2f} {one.currency_id.name}' for one in ticks.sorted('id')]
        words = ', '.join(parts) if parts else self.env._("Nothing new")
        if held:
            words = self.env._("%(words)s; %(count)s held for a person", words=words, count=len(held))
        if refused:
            words = self.env._("%(words)s; %(count)s refused", words=words, count=len(refused))
        return f"{self.name}: {words}."

    def _ic_well(self, words, refusals=''):
        """Note that the provider answered."""
        now = fields.Datetime.now()
        facts = {'last_answer_on': now, 'last_words': words, 'last_error': False, 'failures': 0}
        self.sudo().write(facts | {'refusals': refusals or False, 'next_on': now + self._ic_interval()})

    def _ic_failed(self, problem):
        """Note that the provider could not be asked, and when it is tried again.

        :return: the failure in words
        """
        now, words = fields.Datetime.now(), str(problem)[:500]
        failures = self.failures + 1
        pause = getattr(problem, 'retry_after', None)
        wait = timedelta(seconds=pause) if pause else min(SOON * 2 ** min(failures - 1, 6), LATEST)
        facts = {'last_error': words, 'last_error_on': now, 'failures': failures, 'next_on': now + wait}
        if isinstance(problem, (AuthError, UserError)) and self.state == 'active':
            facts['state'] = 'broken'
        self.sudo().write(facts)
        if facts.get('state'):
            self._ic_tell(self.env._("The price source needs a person"), words)
        return words

    def _ic_tell(self, summary, words):
        """Ask who is responsible to look, once while it is open."""
        user = self.user_id
        if user and not self.activity_ids.filtered(lambda one: one.summary == summary and one.user_id == user):
            self.sudo().activity_schedule('mail.mail_activity_data_todo', summary=summary, note=words, user_id=user.id)

    # === CRON === #

    @api.model
    def _cron_fetch(self):
        """Queue a fetch for each source whose time has come; each waits once, however often this runs."""
        due = [('state', '=', 'active'), '|', ('next_on', '=', False), ('next_on', '<=', fields.Datetime.now())]
        for source in self.sudo().search(due, order='id'):
            source._ic_later('_ic_fetch')

    def _ic_later(self, method, *arguments, key=''):
        self.ensure_one()
        waiting = self.with_user(SUPERUSER_ID).with_delay(
            channel='root.ic_bullion',
            identity_key=f'ic.metal.source,{self.id},{method},{key}',
            description=f'{self.name}: {method.removeprefix("_ic_").replace("_", " ")} {key}'.strip(),
        )
        getattr(waiting, method)(*arguments)
