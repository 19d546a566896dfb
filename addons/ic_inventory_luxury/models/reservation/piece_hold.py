from odoo import api, fields, models
from odoo.tools import SQL

# What a hold for a client hides: a piece that is at a shop or still to come says so, held or not.
HELD_STATUSES = ('available', 'awaiting_photos', 'hold')


class ProductTemplate(models.Model):
    """A piece that is held for a client: Hold for everybody else, on every channel."""

    _inherit = 'product.template'

    ic_reservation_line_ids = fields.One2many(
        'ic.reservation.line', 'product_tmpl_id', string="Holds", readonly=True, groups='base.group_user'
    )
    ic_reservation_id = fields.Many2one(
        'ic.reservation', string="Held with", compute='_compute_ic_reservation', compute_sudo=True,
        groups='base.group_user',
    )  # fmt: skip
    ic_reservation_count = fields.Integer(
        compute='_compute_ic_reservation', compute_sudo=True, groups='base.group_user'
    )
    ic_hold_words = fields.Char(
        string="Held for", compute='_compute_ic_reservation', compute_sudo=True, groups='base.group_user'
    )

    @api.depends('ic_reservation_line_ids.state', 'ic_reservation_line_ids.reservation_id.until')
    def _compute_ic_reservation(self):
        for piece in self:
            lines = piece.ic_reservation_line_ids
            live = lines.filtered(lambda line: line.standing in ('held', 'lent')).reservation_id
            piece.ic_reservation_id = live[:1]
            piece.ic_reservation_count = len(lines.reservation_id)
            piece.ic_hold_words = '; '.join(hold._ic_words() for hold in live)

    # === ACTIONS === #

    def action_ic_hold_for_client(self):
        """Ask for whom and until when the chosen pieces are put aside."""
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.ic_reservation_wizard_action')
        return dict(action, context={'default_piece_ids': self.ids})

    def action_ic_reservations(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.ic_reservation_action')
        domain = [('line_ids.product_tmpl_id', '=', self.id)]
        return dict(action, domain=domain, display_name=self.display_name, context={})

    def action_ic_open_hold(self):
        """Open the hold that keeps this piece."""
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'res_model': 'ic.reservation',
            'res_id': self.ic_reservation_id.id,
            'views': [(False, 'form')],
        }

    # === BUSINESS METHODS === #

    def _ic_held_for(self, partner):
        """Tell whether nothing but a hold for the person behind `partner` keeps this piece from being sold."""
        self.ensure_one()
        piece = self.sudo()
        if piece.ic_status != 'hold' or piece.ic_hold_back != 'available':
            return False
        person = self.env['ic.claim']._ic_person(partner)
        holds = piece.ic_reservation_line_ids.filtered(lambda line: line.standing in ('held', 'lent')).reservation_id
        return bool(person) and bool(holds) and holds.partner_id.commercial_partner_id == person

    def _ic_is_available_to(self, partner):
        """Tell whether the person behind `partner` can buy the piece now: anybody can, or it is held for him."""
        return self._ic_is_available() or self._ic_held_for(partner)

    def _ic_stock_facts(self):
        """Override of our own to add the holds for clients that live now.

        Adds to each dict: 'client_held' (units held for clients) and 'client_until' (the moment from which, as time
        passes, a unit is free again; None when nothing keeps them all, or for good).
        """
        facts = super()._ic_stock_facts()
        self.env['ic.reservation.line'].flush_model(['state', 'taken_by', 'product_tmpl_id'])
        for fact in facts.values():
            fact.update(client_held=0.0, client_until=None)
        held = self.filtered(lambda piece: facts[piece.id]['held'] > 0)
        for piece_id, units, until in self.env.execute_query(held._ic_client_query()) if held else ():
            fact = facts[piece_id]
            fact['client_held'] += float(units)
            fact.setdefault('client_ends', []).append((until, float(units)))
        for fact in facts.values():
            ends, left = fact.pop('client_ends', ()), self._ic_free_in_house(fact)
            for until, units in ends:
                left += units
                if left > 0 >= self._ic_free_in_house(fact) and until:
                    fact['client_until'] = until
                    break
        return facts

    @api.model
    def _ic_free_in_house(self, fact):
        """Return the units in the house that are neither sold nor held for a client."""
        return fact['house'] - fact['promised'] - fact['client_held']

    def _ic_client_query(self):
        """Live holds for clients, the one that ends first first."""
        return SQL(
            """
            SELECT product_tmpl_id, quantity - fulfilled, expires_at
              FROM ic_claim
             WHERE state = 'held' AND kind IN ('client', 'checkout', 'till') AND product_tmpl_id IN %s
               AND (expires_at IS NULL OR expires_at > %s)
               AND (kind = 'client' OR EXISTS (
                    SELECT 1 FROM ic_reservation_line line
                     WHERE line.taken_by = ic_claim.owner AND line.state = 'lent'
                       AND line.product_tmpl_id = ic_claim.product_tmpl_id))
             ORDER BY expires_at NULLS LAST, id""",
            tuple(self.ids),
            fields.Datetime.now(),
        )

    def _ic_decide_status(self, facts):
        """Override of our own: what is held for clients shows Hold."""
        status = super()._ic_decide_status(facts)
        held = facts['client_held'] > 0 and self._ic_free_in_house(facts) <= 0
        return 'hold' if held and facts['house'] > 0 and status in HELD_STATUSES else status

    def _ic_objection_there(self, new, facts, names):
        """Override of our own: a piece held for a client is freed by releasing the hold."""
        if new in ('available', 'awaiting_photos') and self.ic_status == 'hold' and facts['client_held'] > 0:
            hold = self.sudo().ic_reservation_id
            if hold:
                return self.env._(
                    "%(piece)s is held for %(client)s until %(until)s, so it cannot become %(status)s. Release that "
                    "hold first (%(hold)s).",
                    client=hold.partner_id.display_name,
                    until=hold._ic_until_words(),
                    hold=hold.name,
                    **names,
                )
        return super()._ic_objection_there(new, facts, names)

    def _ic_sale_warning(self):
        """Override of our own to say for whom a piece is held."""
        hold = self.sudo().ic_reservation_id
        if hold and self.ic_status == 'hold':
            return self.env._("%(piece)s: %(words)s.", piece=self.display_name, words=hold._ic_words())
        return super()._ic_sale_warning()
