from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.workshop.ic_checkout import KINDS
from ..models.workshop.ic_service_shop import WORK


class IcCheckoutWizard(models.TransientModel):
    """Take pieces out of the house: to whom, what for, until when. One number and one transfer for all of them."""

    _name = 'ic.checkout.wizard'
    _description = "Check Out"

    piece_ids = fields.Many2many('product.template', string="Pieces", required=True)
    company_id = fields.Many2one('res.company', compute='_compute_company_id')
    kind = fields.Selection(KINDS, string="To", required=True, default='approval')
    shop_id = fields.Many2one(
        'ic.service.shop', string="Service Shop", domain="[('company_id', '=', company_id)]", ondelete='cascade'
    )
    shop_text = fields.Char(string="Another Shop", help="A shop you use once: it is not added to the list.")
    work = fields.Selection(WORK, compute='_compute_work', store=True, readonly=False)
    partner_id = fields.Many2one('res.partner', string="Who Gets It")
    purpose = fields.Char()
    note = fields.Text(string="Notes")
    date_due = fields.Date(string="Due Back", compute='_compute_date_due', store=True, readonly=False)
    user_id = fields.Many2one('res.users', string="Responsible", required=True, default=lambda self: self.env.user)
    currency_id = fields.Many2one(related='company_id.currency_id')
    estimate = fields.Monetary(string="Cost Estimate", groups='ic_inventory_luxury.group_view_cost')
    quantity = fields.Float(default=1.0)
    ask_quantity = fields.Boolean(compute='_compute_company_id')

    @api.depends('piece_ids')
    def _compute_company_id(self):
        for wizard in self:
            wizard.company_id = wizard.piece_ids.company_id[:1] or self.env.company
            wizard.ask_quantity = any(not piece.ic_is_unique for piece in wizard.piece_ids)

    @api.depends('shop_id', 'kind')
    def _compute_work(self):
        """Propose what the shop usually does."""
        for wizard in self:
            wizard.work = (wizard.shop_id.kind or wizard.work or 'service') if wizard.kind == 'service' else False

    @api.depends('shop_id', 'kind')
    def _compute_date_due(self):
        """Propose how long the shop usually takes; elsewhere a week."""
        today = fields.Date.context_today(self)
        for wizard in self:
            days = 14 if wizard.kind == 'service' else 7
            usual = wizard.kind == 'service' and wizard.shop_id._ic_due()
            wizard.date_due = usual or fields.Date.add(today, days=days)

    # === ACTIONS === #

    def action_check_out(self):
        self.ensure_one()
        self.env['ic.checkout'].check_access('create')
        if len(self.piece_ids.company_id) != 1:
            raise UserError(self.env._("Check out the pieces of one company at a time."))
        if self.date_due and self.date_due < fields.Date.context_today(self):
            raise UserError(self.env._("Due Back: %s is over. Choose today or a later day.", self.date_due))
        place, values = self._shop_values() if self.kind == 'service' else self._person_values()
        values.update(
            kind=self.kind, purpose=self.purpose, note=self.note, date_due=self.date_due, user_id=self.user_id.id
        )
        trips = self.env['ic.checkout']._ic_send_out(self.piece_ids, place, values, self.quantity)
        if self.kind == 'service' and self._may_see_cost() and self.estimate:
            trips.estimate = self.estimate / len(trips)
        return self._after(trips)

    def _may_see_cost(self):
        return self.env.user.has_group('ic_inventory_luxury.group_view_cost')

    def _shop_values(self):
        """Return (place, values): the shop of the list, also when its name was typed, or the typed one."""
        text = ' '.join((self.shop_text or '').split())
        shop = self.env['ic.service.shop']._ic_named(self.company_id, text) or ('' if text else self.shop_id)
        if not shop and not text:
            raise UserError(self.env._("Service Shop: choose one of the list, or type the name of another shop."))
        if not self.work:
            raise UserError(self.env._("Work: say what the shop shall do."))
        if shop:
            return shop.sudo().location_id, {'shop_id': shop.id, 'work': self.work}
        return self.env['ic.service.shop']._ic_other_place(self.company_id), {'shop_text': text, 'work': self.work}

    def _person_values(self):
        if not self.partner_id:
            raise UserError(self.env._("Who Gets It: choose or enter the person or firm that takes the pieces."))
        self._refuse_sold()
        return self.company_id._ic_out_location(), {'partner_id': self.partner_id.id}

    def _refuse_sold(self):
        """A sold piece does not go on approval to anybody but its buyer."""
        if self.kind != 'approval':
            return
        for piece in self.piece_ids.filtered(lambda piece: piece.ic_status == 'sold' and piece.ic_is_unique):
            buyer = piece.sudo().ic_sale_order_id.partner_id.commercial_partner_id
            if buyer != self.partner_id.commercial_partner_id:
                raise UserError(
                    self.env._(
                        "%(piece)s is sold (%(order)s): it cannot go on approval to %(person)s.",
                        piece=piece.display_name,
                        order=piece.sudo().ic_sale_order_id.name or self.env._("delivered"),
                        person=self.partner_id.display_name,
                    )
                )

    def _after(self, trips):
        """Show what just went out when it is more than one piece."""
        if len(trips) == 1:
            return {'type': 'ir.actions.act_window_close'}
        return trips[:1].action_together()
