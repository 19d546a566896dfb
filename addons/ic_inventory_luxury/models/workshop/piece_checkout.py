from odoo import api, fields, models


class ProductTemplate(models.Model):
    """The trips of a piece, on its form and in its lists."""

    _inherit = 'product.template'

    ic_checkout_ids = fields.One2many(
        'ic.checkout', 'product_tmpl_id', string="Check-outs", copy=False, groups='base.group_user'
    )
    ic_checkout_id = fields.Many2one(
        'ic.checkout', string="Out", compute='_compute_ic_checkout', compute_sudo=True, groups='base.group_user'
    )
    ic_checkout_count = fields.Integer(compute='_compute_ic_checkout', compute_sudo=True, groups='base.group_user')
    ic_checkout_holder = fields.Char(
        string="Who Has It", compute='_compute_ic_checkout', compute_sudo=True, groups='base.group_user'
    )
    ic_checkout_words = fields.Char(compute='_compute_ic_checkout', compute_sudo=True, groups='base.group_user')
    ic_checkout_overdue = fields.Boolean(compute='_compute_ic_checkout', compute_sudo=True, groups='base.group_user')

    @api.depends('ic_checkout_ids.state', 'ic_checkout_ids.date_due', 'ic_checkout_ids.holder')
    def _compute_ic_checkout(self):
        for piece in self:
            trips = piece.ic_checkout_ids
            open_trips = trips.filtered(lambda trip: trip.state == 'out')
            piece.ic_checkout_id = open_trips[:1]
            piece.ic_checkout_count = len(trips)
            piece.ic_checkout_holder = ', '.join(dict.fromkeys(trip.holder or trip.name for trip in open_trips))
            piece.ic_checkout_words = '; '.join(trip._ic_words() for trip in open_trips)
            piece.ic_checkout_overdue = any(trip.is_overdue for trip in open_trips)

    # === ACTIONS === #

    def action_ic_check_out(self):
        """Ask who gets the chosen pieces, until when and what for."""
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.ic_checkout_wizard_action')
        kind = self.env.context.get('ic_kind', 'approval')
        title = self.env._("Send to Shop") if kind == 'service' else self.env._("Check Out")
        return dict(action, name=title, context={'default_piece_ids': self.ids, 'default_kind': kind})

    def action_ic_check_in(self):
        """Take the chosen pieces back in."""
        trips = self.env['ic.checkout'].search([('product_tmpl_id', 'in', self.ids), ('state', '=', 'out')])
        return trips.action_check_in()

    def action_ic_checkouts(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.ic_checkout_action')
        return dict(action, domain=[('product_tmpl_id', '=', self.id)], display_name=self.display_name, context={})


class IcCheckout(models.Model):
    _inherit = 'ic.checkout'

    def _ic_words(self):
        """Return in words where the piece is: "On approval with Sarah Whitfield since 3 May, due 10 May"."""
        self.ensure_one()
        who = self.holder or self.env._("somebody")
        since = fields.Datetime.context_timestamp(self, self.date_out).date()
        sentences = {
            'service': self.env._("At %(who)s (%(work)s)", who=who, work=self._ic_label('work') or ''),
            'approval': self.env._("On approval with %s", who),
            'show': self.env._("At a show with %s", who),
            'branch': self.env._("At the branch %s", who),
        }
        words = sentences.get(self.kind) or self.env._("Checked out to %s", who)
        words = self.env._("%(words)s since %(since)s", words=words, since=self._ic_day(since))
        if self.date_due:
            words = self.env._("%(words)s, due back %(due)s", words=words, due=self._ic_day(self.date_due))
        return words

    def _ic_day(self, day):
        return day.strftime(self.env['res.lang']._get_data(code=self.env.lang or 'en_US').date_format or '%Y-%m-%d')

    def _ic_label(self, name):
        return dict(self._fields[name]._description_selection(self.env)).get(self[name])
