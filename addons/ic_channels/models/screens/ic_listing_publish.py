from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class IcListingPublish(models.TransientModel):
    """Publish many pieces on several channels: what can be published and what cannot is said before anything happens,
    and afterwards how far it has come."""

    _name = 'ic.listing.publish'
    _description = "Publish Pieces on Channels"

    product_ids = fields.Many2many('product.product', readonly=True)
    company_id = fields.Many2one('res.company', default=lambda self: self.env.company, readonly=True)
    line_ids = fields.One2many('ic.listing.publish.line', 'publish_id')
    problem_ids = fields.One2many('ic.listing.publish.problem', 'publish_id', readonly=True)
    is_started = fields.Boolean(readonly=True)
    state = fields.Selection(
        [('choose', "Choose"), ('running', "Running"), ('done', "Done")], compute='_compute_progress'
    )
    piece_count = fields.Integer(compute='_compute_piece_count')
    progress = fields.Float(compute='_compute_progress')
    total = fields.Integer(compute='_compute_progress')

    # === COMPUTE METHODS === #

    @api.depends('product_ids')
    def _compute_piece_count(self):
        for wizard in self:
            wizard.piece_count = len(wizard.product_ids)

    @api.depends('is_started', 'line_ids.listing_ids')
    def _compute_progress(self):
        for wizard in self:
            lines = wizard.line_ids
            wizard.total = sum(len(line.listing_ids) for line in lines)
            waiting = sum(line.waiting_count for line in lines)
            wizard.progress = 100.0 * (wizard.total - waiting) / wizard.total if wizard.total else 100.0
            wizard.state = 'choose' if not wizard.is_started else 'running' if waiting else 'done'

    # === ACTIONS === #

    @api.model
    def _ic_start(self, products):
        """Open the wizard for `products`: looks at each of them for every channel of the store, calls nobody."""
        self.env['ic.listing'].check_access('create')
        channels = self.env['ic.channel'].search(
            [('state', 'in', ('connected', 'paused')), ('company_id', '=', self.env.company.id)], order='sequence, id'
        )
        if not products:
            raise UserError(self.env._("Choose the pieces to publish first."))
        if not channels:
            raise UserError(self.env._("No channel is connected. A store admin connects one under Channels."))
        wizard = self.create({'product_ids': [Command.set(products.ids)]})
        for channel in channels:
            wizard._ic_look_at(channel)
        return wizard._ic_show()

    def action_ic_publish(self):
        """Create the listings of what can be published on the chosen channels; sending them follows by itself."""
        self.ensure_one()
        chosen = self.line_ids.filtered('chosen')
        if not chosen:
            raise UserError(self.env._("Choose at least one channel."))
        self.env['ic.listing'].check_access('create')
        (self.line_ids - chosen).unlink()
        for line in chosen:
            line._ic_publish()
        self.is_started = True
        return self._ic_show()

    def action_ic_listings(self):
        """Open the listings this is about."""
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_channels.ic_listing_action')
        return {**action, 'domain': [('id', 'in', self.line_ids.listing_ids.ids)], 'context': {}}

    # === BUSINESS METHODS === #

    def _ic_show(self):
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Publish on Channels"),
            'res_model': self._name,
            'res_id': self.id,
            'views': [(False, 'form')],
            'target': 'new',
        }

    def _ic_look_at(self, channel):
        """Write down how many of the pieces can be published on `channel`, and which cannot and why."""
        self.ensure_one()
        there, problems = self.env['ic.listing']._ic_publishable(self.product_ids, channel)
        self.env['ic.listing.publish.line'].create(
            {
                'publish_id': self.id,
                'channel_id': channel.id,
                'chosen': not self.line_ids,
                'ready_count': len(self.product_ids) - len(problems) - len(there),
                'there_count': len(there),
                'problem_count': len(problems),
            }
        )
        self.env['ic.listing.publish.problem'].create(
            [
                {'publish_id': self.id, 'channel_id': channel.id, 'product_id': product.id, 'why': why}
                for product, why in problems.items()
            ]
        )


class IcListingPublishLine(models.TransientModel):
    """One channel of a publication: what can be done there, and how far it has come."""

    _name = 'ic.listing.publish.line'
    _description = "Channel of a Publication"

    publish_id = fields.Many2one('ic.listing.publish', required=True, ondelete='cascade')
    channel_id = fields.Many2one('ic.channel', required=True, readonly=True, ondelete='cascade')
    is_shadow = fields.Boolean(related='channel_id.shadow')
    chosen = fields.Boolean(string="Publish Here")
    ready_count = fields.Integer(string="Can Be Published", readonly=True)
    there_count = fields.Integer(string="There Already", readonly=True)
    problem_count = fields.Integer(string="Cannot Be", readonly=True)
    listing_ids = fields.Many2many('ic.listing', readonly=True)
    done_count = fields.Integer(string="Done", compute='_compute_counts')
    waiting_count = fields.Integer(string="Waiting", compute='_compute_counts')
    failed_count = fields.Integer(string="Failed", compute='_compute_counts')
    words = fields.Char(string="What Is Going On", compute='_compute_counts')

    # === COMPUTE METHODS === #

    @api.depends('listing_ids')
    def _compute_counts(self):
        marks = self.env['ic.listing.mark'].sudo()
        marks = marks.search([('listing_id', 'in', self.listing_ids.ids), ('kind', '=', 'content')])
        for line in self:
            listings = line.listing_ids.sudo()
            marked = listings & marks.listing_id
            failed = listings.filtered(lambda one: one.state in ('failed', 'missing'))
            line.failed_count = len(failed)
            line.waiting_count = len(marked - failed)
            line.done_count = len(listings - failed - marked)
            line.words = line._ic_words()

    # === BUSINESS METHODS === #

    def _ic_words(self):
        self.ensure_one()
        if self.channel_id.state != 'connected':
            return self.env._("Paused: it is sent when the channel is resumed.")
        if self.channel_id.shadow:
            return self.env._("Shadow mode: nothing is sent, each listing says what would be.")
        if self.waiting_count:
            return self.env._("Being sent.")
        return self.env._("Some could not be sent: open them.") if self.failed_count else self.env._("All sent.")

    def _ic_publish(self):
        """Create the missing listings and switch those on again that were switched off."""
        self.ensure_one()
        problems = self.publish_id.problem_ids.filtered(lambda one: one.channel_id == self.channel_id)
        products = self.publish_id.product_ids - problems.product_id
        listings = self.env['ic.listing']
        new = listings._ic_list(products, self.channel_id)
        there = listings.search([('channel_id', '=', self.channel_id.id), ('product_id', 'in', products.ids)])
        off = there.filtered(lambda one: not one.is_wanted)
        off.action_ic_publish()
        self.listing_ids = new | off or there


class IcListingPublishProblem(models.TransientModel):
    """A piece that cannot be published on a channel, and why: known before anybody is called."""

    _name = 'ic.listing.publish.problem'
    _description = "What Cannot Be Published"
    _order = 'channel_id, why, id'

    publish_id = fields.Many2one('ic.listing.publish', required=True, ondelete='cascade')
    channel_id = fields.Many2one('ic.channel', required=True, readonly=True, ondelete='cascade')
    product_id = fields.Many2one('product.product', string="Piece", required=True, readonly=True, ondelete='cascade')
    why = fields.Char(string="Why Not", required=True, readonly=True)


class IcListing(models.Model):
    _inherit = 'ic.listing'

    # === BUSINESS METHODS === #

    @api.model
    def _ic_publishable(self, products, channel):
        """Look which of `products` can be published on `channel`, without calling anybody.

        :return: (products that are there already, {product: why it cannot be published})
        """
        known = self.sudo().search([('channel_id', '=', channel.id), ('product_id', 'in', products.ids)])
        there = known.filtered(lambda one: one.is_wanted and one.state not in ('failed', 'missing')).product_id
        problems = {product: channel._ic_why_not(product) for product in products - there}
        return there, {product: why for product, why in problems.items() if why}


class IcChannel(models.Model):
    _inherit = 'ic.channel'

    # === BUSINESS METHODS === #

    def _ic_why_not(self, product):
        """Return why `product` cannot be listed here, in words, or ''. Asks what a listing of it would ask itself."""
        self.ensure_one()
        if product.company_id and product.company_id != self.company_id:
            return self.env._("It belongs to another store")
        if not product._ic_is_claimed():
            return self.env._("It may be oversold: give it a category, or switch Never Oversell on")
        if product.ic_status == 'sold':
            return self.env._("Sold")
        listing = self.env['ic.listing'].sudo().new({'channel_id': self.id, 'product_id': product.id})
        return listing._ic_block() or listing._ic_unpriced_words() or listing._ic_page_problem()
