"""Buttons are methods that anybody can call over RPC, also where no button is shown. Those below work on with rights of
their own, so each of them asks first whether its caller may change the record at all."""

from odoo import models


class IcChannel(models.Model):
    """Only who may change a connection makes it do something."""

    _inherit = 'ic.channel'

    # === ACTIONS === #

    def action_ic_connect(self):
        """Override to ask for the right to change the record first."""
        self.check_access('write')
        return super().action_ic_connect()

    def action_ic_test(self):
        """Override to ask for the right to change the record first."""
        self.check_access('write')
        return super().action_ic_test()

    def action_ic_authorize(self):
        """Override to ask for the right to change the record first."""
        self.check_access('write')
        return super().action_ic_authorize()

    def action_ic_disconnect(self):
        """Override to ask for the right to change the record first."""
        self.check_access('write')
        return super().action_ic_disconnect()

    def action_ic_read_items(self):
        """Override to ask for the right to change the record first."""
        self.check_access('write')
        return super().action_ic_read_items()

    def action_ic_sweep(self):
        """Override to ask for the right to change the record first."""
        self.check_access('write')
        return super().action_ic_sweep()


class IcChannelItem(models.Model):
    """Only who may change a match decides it."""

    _inherit = 'ic.channel.item'

    # === ACTIONS === #

    def action_ic_bind(self):
        """Override to ask for the right to change the record first."""
        self.check_access('write')
        return super().action_ic_bind()

    def action_ic_ignore(self):
        """Override to ask for the right to change the record first."""
        self.check_access('write')
        return super().action_ic_ignore()

    def action_ic_propose(self):
        """Override to ask for the right to change the record first."""
        self.check_access('write')
        return super().action_ic_propose()


class IcChannelOrder(models.Model):
    """Only who records sales decides about an order of a channel."""

    _inherit = 'ic.channel.order'

    # === ACTIONS === #

    def action_ic_apply(self):
        """Override to ask for the right to change the record first."""
        self.check_access('write')
        return super().action_ic_apply()

    def action_ic_ignore(self):
        """Override to ask for the right to change the record first."""
        self.check_access('write')
        return super().action_ic_ignore()


class IcChannelRefund(models.Model):
    """Only who records sales says what became of the goods."""

    _inherit = 'ic.channel.refund'

    # === ACTIONS === #

    def action_ic_back(self):
        """Override to ask for the right to change the record first."""
        self.check_access('write')
        return super().action_ic_back()

    def action_ic_kept(self):
        """Override to ask for the right to change the record first."""
        self.check_access('write')
        return super().action_ic_kept()


class IcChannelDrift(models.Model):
    """Only who manages the inventory says whose count is right."""

    _inherit = 'ic.channel.drift'

    # === ACTIONS === #

    def action_ic_ours(self):
        """Override to ask for the right to change the record first."""
        self.check_access('write')
        return super().action_ic_ours()

    def action_ic_theirs(self):
        """Override to ask for the right to change the record first."""
        self.check_access('write')
        return super().action_ic_theirs()


class IcChannelEvent(models.Model):
    """Only who may change a connection has its webhooks followed again."""

    _inherit = 'ic.channel.event'

    # === ACTIONS === #

    def action_ic_again(self):
        """Override to ask for the right to change the record first."""
        self.channel_id.check_access('write')
        return super().action_ic_again()
