from odoo import api, fields, models
from odoo.exceptions import UserError

from .ic_reservation_line import OPEN
from .lapsing import fetch_as_stored


class IcReservation(models.Model):
    """The course of a hold: put aside, prolonged, sold, let go."""

    _inherit = 'ic.reservation'

    # === ACTIONS === #

    def action_hold(self):
        """Put the pieces of these drafts aside, all or none."""
        self.check_access('write')
        for hold in self:
            if hold.state != 'draft':
                raise UserError(self.env._("%s is no draft any more.", hold.name))
            hold._ic_hold()
        return True

    def action_extend(self):
        """Ask until when and why."""
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.ic_reservation_extend_action')
        return dict(action, context={'default_reservation_ids': self.ids})

    def action_release(self):
        """Let the pieces go before the time is up."""
        self.check_access('write')
        running = self.filtered(lambda hold: hold.state == 'active')
        if not running:
            raise UserError(self.env._("Nothing to release: what you chose is not on hold."))
        running._ic_release(self.env._("Released by %s", self.env.user.name))
        return True

    def action_sell(self):
        """Open the sale order for the client, made from this hold."""
        self.ensure_one()
        self.check_access('write')
        if self.state not in ('active', 'lapsed'):
            raise UserError(self.env._("%s cannot be sold: it is not on hold.", self.name))
        order = self.order_id.filtered(lambda order: order.state in ('draft', 'sent'))
        if not order:
            order = self.env['sale.order'].with_company(self.company_id).create(self._prepare_order_values())
            self.sudo().order_id = order
        return self.action_open_order()

    def action_open_order(self):
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'res_model': 'sale.order',
            'res_id': self.order_id.id,
            'views': [(False, 'form')],
        }

    def action_open_piece(self):
        """Open the piece, or the list of them."""
        self.ensure_one()
        pieces = self.line_ids.product_tmpl_id
        if len(pieces) != 1:
            action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.product_piece_action')
            return dict(action, domain=[('id', 'in', pieces.ids)], context={}, display_name=self.name)
        return {
            'type': 'ir.actions.act_window',
            'res_model': 'product.template',
            'res_id': pieces.id,
            'views': [(self.env.ref('ic_inventory_luxury.product_piece_view_form').id, 'form')],
        }

    # === BUSINESS METHODS === #

    def _ic_hold(self):
        """Take the claims of this draft and make its deposit ready.

        :raise UserError: naming the piece and who has it; nothing is taken then
        """
        self.ensure_one()
        if not self.line_ids:
            raise UserError(self.env._("Choose at least one piece to hold."))
        self._ic_check_until(self.until)
        hold = self.sudo()
        hold._ic_take_claims({line._ic_product(): line.quantity for line in hold.line_ids})
        hold.write({'state': 'active', 'date_start': fields.Datetime.now()})
        hold.line_ids.state = 'held'
        hold._ic_sync_pieces(self.env._("On hold for %s", self.partner_id.display_name))
        hold._ic_prepare_deposit()
        hold._ic_wake()

    def _ic_check_until(self, until):
        if not until or until <= fields.Datetime.now():
            raise UserError(self.env._("Until: choose a moment that is still to come."))

    def _ic_take_claims(self, wants):
        self.ensure_one()
        self.env['ic.claim']._ic_take(
            wants,
            self,
            kind='client',
            source='backend',
            state='held',
            until=self.until,
            partner=self.partner_id,
            reference=self.name,
        )

    def _ic_extend(self, until, reason=None):
        """Hold these pieces until another moment; what has lapsed is taken anew if it is still free.

        :param datetime until: the new end, UTC
        :raise UserError: when a piece is gone meanwhile, saying where; nothing is changed then
        """
        self._ic_check_until(until)
        for hold in self.sudo():
            if hold.state not in ('active', 'lapsed'):
                raise UserError(self.env._("%s is neither on hold nor lapsed: there is nothing to extend.", hold.name))
            again = hold.state == 'lapsed'
            lines = hold.line_ids.filtered(
                lambda line, again=again: line.state in (('held', 'lapsed', 'lent') if again else OPEN)
            )
            self.env['ic.reservation.extension'].sudo().create(
                {
                    'reservation_id': hold.id,
                    'user_id': self.env.uid,
                    'old_until': hold.until,
                    'new_until': until,
                    'reason': reason,
                }
            )
            fetch_as_stored(hold, 'state')
            hold.write(
                {'until': until, 'state': 'active', 'date_end': False, 'lapse_told_on': False, 'reminded_on': False}
            )
            lines.filtered(lambda line: line.state == 'lapsed').write({'state': 'held', 'taken_by': False})
            hold._ic_take_claims({line._ic_product(): line.quantity for line in lines if line.state == 'held'})
            lines._ic_follow()
            hold._ic_sync_pieces(self.env._("On hold for %s", hold.partner_id.display_name))
            hold._ic_wake()
            self.env['ic.alert']._ic_clear('lapsed_hold', hold, reason=self.env._("Extended"))

    def _ic_release(self, reason):
        """Let go of the pieces of these holds."""
        for hold in self.sudo():
            hold.line_ids.filtered(lambda line: line.state == 'lent').state = 'released'
            self.env['ic.claim']._ic_of(hold)._ic_release(reason)
            hold.line_ids.filtered(lambda line: line.state in (*OPEN, 'released'))._ic_follow()
            hold._ic_sync_pieces(reason)
            hold._ic_cancel_open_deposit()

    def _ic_follow_lines(self):
        """Bring the state of these holds in line with their pieces."""
        if not self:
            return
        fetch_as_stored(self, 'state')
        for hold in self.filtered(lambda hold: hold.state in ('active', 'lapsed')):
            states = set(hold.line_ids.mapped('state'))
            if states & set(OPEN):
                continue
            state = 'sold' if 'sold' in states else 'lapsed' if 'lapsed' in states else 'cancelled'
            if state != hold.state:
                hold.write({'state': state, 'date_end': fields.Datetime.now()})
                hold.activity_ids.unlink()
        self.env.flush_all()
        self.invalidate_recordset(['state'])

    def _ic_sync_pieces(self, reason):
        for hold in self:
            hold.line_ids.product_tmpl_id._ic_sync_status(reason, origin=hold.name)

    def _prepare_order_values(self):
        return {
            'partner_id': self.partner_id.id,
            'company_id': self.company_id.id,
            'user_id': self.user_id.id,
            'origin': self.name,
            'order_line': [
                fields.Command.create(
                    {
                        'product_id': line._ic_product().id,
                        'product_uom_qty': line.quantity,
                        'price_unit': line.price,
                    }
                )
                for line in self.line_ids
                if line.standing in ('held', 'lent', 'lapsed')
            ],
        }

    @api.model
    def _ic_person_holds(self, partner):
        """Return the holds that run for the person behind `partner`."""
        person = self.env['ic.claim']._ic_person(partner)
        if not person:
            return self.browse()
        return self.search([('partner_id.commercial_partner_id', '=', person.id), ('state', '=', 'active')])
