from odoo import api, fields, models


class IcChannel(models.Model):
    """What to do next with a new connection, one step after the other, and where each of them stands."""

    _inherit = 'ic.channel'

    guide = fields.Json(compute='_compute_guide')

    # === COMPUTE METHODS === #

    @api.depends('state', 'shadow', 'item_count', 'proposal_count', 'listing_count', 'credential_ids.set_on')
    @api.depends_context('lang')
    def _compute_guide(self):
        for channel in self:
            steps = channel._ic_guide_steps() if channel.shadow and channel.state in ('draft', 'connected') else []
            current = next((number for number, step in enumerate(steps) if not step['done']), None)
            channel.guide = [{**step, 'now': number == current} for number, step in enumerate(steps)]

    # === BUSINESS METHODS === #

    def _ic_guide_steps(self):
        """Return the steps from a new connection to one that sends: list of dicts."""
        self.ensure_one()
        steps = [self._ic_guide_credentials(), self._ic_guide_connect()]
        if self._service().supports('list_items'):
            steps += [self._ic_guide_catalog(), self._ic_guide_proposals()]
        return [*steps, self._ic_guide_shadow(), self._ic_guide_live()]

    def _ic_guide_credentials(self):
        rows = self.sudo().credential_ids.filtered(lambda row: row.is_required and not row.is_kept)
        missing = rows.filtered(lambda row: not row.set_on)
        words = self.env._("Still to enter: %s.", ', '.join(missing.mapped('label'))) if missing else ''
        return self._ic_step(
            'key', self.env._("Enter the credentials"), words or self.env._("Stored, sealed."), not missing
        )

    def _ic_guide_connect(self):
        done = self.state == 'connected'
        words = self.env._("One harmless call proves them. Nothing is changed there.")
        if done:
            words = self.env._("Connected as %s.", self.account or self.service_name)
        return self._ic_step('plug', self.env._("Connect"), words, done)

    def _ic_guide_catalog(self):
        done = bool(self.items_read_on)
        words = self.env._("What is on the channel already is read, nothing is written.")
        if done:
            words = self.env._("%s things read.", self.item_count)
        return self._ic_step(
            'book', self.env._("Read the catalog"), words, done, 'action_ic_read_items', self.env._("Read Catalog")
        )

    def _ic_guide_proposals(self):
        done = bool(self.items_read_on) and not self.proposal_count
        words = self.env._("Say which of your pieces each of them is. The SKU proposes, you decide.")
        if self.proposal_count:
            words = self.env._("%s wait for your decision. The SKU proposes, you decide.", self.proposal_count)
        elif done:
            words = self.env._("Nothing waits for a decision.")
        return self._ic_step(
            'link', self.env._("Decide what is what"), words, done, 'action_ic_open_proposals', self.env._("Decide")
        )

    def _ic_guide_shadow(self):
        """What would be sent: read it before anything is."""
        title = self.env._("Look at what would be sent")
        if not self.listing_count:
            words = self.env._("Choose pieces in their list and click Publish on Channels. Nothing is sent yet.")
            return self._ic_step('eye', title, words, False, 'action_ic_open_pieces', self.env._("Choose Pieces"))
        words = self.env._("Every listing says what it would send. Read them.")
        return self._ic_step('eye', title, words, False, 'action_ic_open_listings', self.env._("Look at Listings"))

    def _ic_guide_live(self):
        words = self.env._("When all is right, click Go Live above. From then on it is sent.")
        return self._ic_step('bolt', self.env._("Go live"), words, False)

    def _ic_step(self, icon, title, words, done, action='', button=''):
        return {'icon': icon, 'title': title, 'words': words, 'done': done, 'action': action, 'button': button}
