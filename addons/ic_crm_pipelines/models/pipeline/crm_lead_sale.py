from odoo import Command, fields, models
from odoo.exceptions import UserError


class CrmLead(models.Model):
    """A deal that is won turns into a sale order that claims its pieces; both happen, or neither."""

    _inherit = 'crm.lead'

    ic_makes_sale = fields.Boolean(related='ic_pipeline_id.makes_sale')

    # === CRUD METHODS === #

    def write(self, vals):
        """Override of `crm` to sell what is won, whichever way it is: by the button, by dragging, by the interface."""
        open_before = self.filtered(lambda lead: lead.won_status != 'won') if 'stage_id' in vals else self.browse()
        result = super().write(vals)
        open_before.filtered(lambda lead: lead.won_status == 'won')._ic_sell()
        return result

    # === ACTIONS === #

    def action_set_won_rainbowman(self):
        """Override of `crm` to ask first where it is not plain what was sold and to whom."""
        self.ensure_one()
        if self._ic_must_ask() and not self.env.context.get('ic_no_sale'):
            return {
                'type': 'ir.actions.act_window',
                'name': self.env._("Won"),
                'res_model': 'ic.lead.won',
                'views': [(False, 'form')],
                'target': 'new',
                'context': {'default_lead_id': self.id},
            }
        return super().action_set_won_rainbowman()

    def action_ic_reopen(self):
        """Put a closed deal back on the board: lost ones where they were, won ones in the stage before."""
        lost = self.filtered(lambda lead: lead.won_status == 'lost')
        if lost:
            lost.action_restore()
        for lead in self.filtered(lambda lead: lead.won_status == 'won'):
            sold = lead.order_ids.filtered(lambda order: order.state == 'sale')
            if sold:
                raise UserError(
                    self.env._("%(order)s is confirmed. Cancel it first, then open the deal again.", order=sold[0].name)
                )
            stages = lead._ic_open_stages()
            stays = lead.sudo().ic_stay_ids.filtered(lambda stay, stages=stages: stay.stage_id in stages).sorted('id')
            lead.write({'stage_id': (stays[-1:].stage_id or stages[:1]).id, 'probability': 50})
            lead.action_set_automated_probability()
        return True

    def action_ic_open_pipeline(self):
        """Open the settings of the pipeline whose board is shown."""
        pipeline_id = self.env.context.get('ic_pipeline_id') or self[:1].ic_pipeline_id.id
        return {
            'type': 'ir.actions.act_window',
            'res_model': 'ic.pipeline',
            'res_id': pipeline_id,
            'views': [(False, 'form')],
        }

    def action_ic_open_closed(self):
        """Open the deals of this board that were won or lost."""
        pipeline_id = self.env.context.get('ic_pipeline_id') or self[:1].ic_pipeline_id.id
        return self.env['ic.pipeline'].browse(pipeline_id).action_open_closed()

    # === BUSINESS METHODS === #

    def _ic_open_stages(self):
        self.ensure_one()
        return self.ic_pipeline_id.sudo().stage_ids.filtered(lambda stage: not stage.is_won)

    def _ic_must_ask(self):
        """Return whether winning leaves a question: which pieces, who buys, or what when one of them is gone."""
        self.ensure_one()
        pieces = self.ic_offered_ids
        if not self.ic_makes_sale or not pieces or self.order_ids.filtered(lambda order: order.state != 'cancel'):
            return False
        return len(pieces) > 1 or not self.partner_id or pieces.ic_offer_state != 'free'

    def _ic_sell(self):
        """Confirm the sale order of each of these won deals; write it first where there is none.

        :raises UserError: naming the piece and where it went; nothing is written then, and the deal stays open
        """
        if self.env.context.get('ic_no_sale'):
            return
        for lead in self.filtered('ic_makes_sale'):
            orders = lead.order_ids.filtered(lambda order: order.state != 'cancel')
            if orders.filtered(lambda order: order.state == 'sale'):
                continue
            if len(orders) > 1:
                raise UserError(
                    self.env._(
                        "%(deal)s has the quotations %(quotations)s. Confirm the one that was accepted; "
                        "the deal is won with it.",
                        deal=lead.name,
                        quotations=', '.join(orders.mapped('name')),
                    )
                )
            if not orders and len(lead.ic_offered_ids) > 1:
                raise UserError(
                    self.env._(
                        "%s is about several pieces. Open it and press Won: there you say what was sold.", lead.name
                    )
                )
            order = orders or (lead.ic_offered_ids and lead._ic_make_order(lead.ic_offered_ids))
            if order:
                order._ic_confirm_won()

    def _ic_make_order(self, pieces):
        """Write the quotation of this deal for `pieces`, at the price tier of its pipeline."""
        self.ensure_one()
        if not self.user_id:
            # who wins a deal that nobody had taken is who sold it
            self.user_id = self.env.user
        if not self.partner_id:
            self._handle_partner_assignment(create_missing=True)
        if not self.partner_id:
            raise UserError(self.env._("Customer: choose who buys %s.", pieces[:1].display_name))
        values = {
            key.removeprefix('default_'): value for key, value in self._prepare_opportunity_quotation_context().items()
        }
        company = self.company_id or self.ic_pipeline_id.company_id
        orders = self.env['sale.order'].with_company(company).with_context(ic_price_tier=self.ic_pipeline_id.price_tier)
        order = orders.create({**values, 'company_id': company.id})
        order.write({'order_line': [Command.create(self._ic_line_values(piece, order)) for piece in pieces]})
        return order.with_env(self.env)

    def _ic_line_values(self, piece, order):
        """Return the values of the line that sells `piece`; a retail price is left to the pricelist of the client."""
        values = {'product_id': piece.product_variant_id.id, 'product_uom_qty': 1.0}
        amount = self.ic_pipeline_id.price_tier == 'wholesale' and piece._ic_price_for('wholesale')
        if amount:
            values['price_unit'] = order.company_id.currency_id._convert(
                amount, order.currency_id, order.company_id, fields.Date.context_today(self)
            )
        return values


class SaleOrder(models.Model):
    _inherit = 'sale.order'

    def action_confirm(self):
        """Override of `sale` to win the deal whose pieces are sold by its order."""
        result = super().action_confirm()
        for order in self.filtered(lambda order: order.state == 'sale'):
            lead = order.sudo().opportunity_id
            pieces = order.order_line.product_id.product_tmpl_id & lead.ic_offered_ids
            if pieces and lead.ic_makes_sale and lead.active and lead.won_status == 'pending':
                lead.with_context(ic_no_sale=True).action_set_won()
        return result

    def _ic_confirm_won(self):
        """Confirm the order of a deal that is won; it claims the pieces."""
        self.ensure_one()
        self.action_confirm()
        if self.state != 'sale':
            raise UserError(self.env._("%s could not be confirmed. Open it and look why.", self.name))
