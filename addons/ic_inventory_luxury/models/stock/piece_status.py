from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError

from .locks import lock_pieces

# Statuses that are only true while the piece is in the house.
IN_HOUSE = ('awaiting_photos', 'available', 'hold', 'service', 'polish', 'send_refinish')
# Whoever holds this object may write the status columns. No client can send it, so every change is decided here.
_DECIDED = object()


class ProductTemplate(models.Model):
    """The status of a piece. Stock is what is true, the status is what people see.

    The dealer's own choice is kept beside the status: `_ic_decide_status` combines it with stock and sales, and
    `_ic_sync_status` writes and logs the outcome. Every path that moves stock or sells ends in `_ic_sync_status`.
    """

    _inherit = 'product.template'

    ic_status = fields.Selection(
        selection='_selection_ic_status',
        string="Status",
        default=False,
        copy=False,
        tracking=True,
        index='btree_not_null',
        group_expand='_group_expand_ic_status',
        help="Where the piece stands. It follows stock and sales by itself; choose the rest with the buttons.",
    )
    ic_status_choice = fields.Char(
        copy=False, readonly=True, groups='base.group_user', help="The status the dealer chose last."
    )
    ic_status_log_ids = fields.One2many('ic.status.log', 'product_tmpl_id', string="Status History", readonly=True)
    ic_status_log_count = fields.Integer(compute='_compute_ic_status_log_count')

    @api.model
    def _selection_ic_status(self):
        refinisher = self.env.company.sudo().ic_refinisher_name or self.env._("Refinisher")
        return [
            ('incoming', self.env._("Incoming")),
            ('awaiting_photos', self.env._("Awaiting Photos")),
            ('available', self.env._("Available")),
            ('hold', self.env._("Hold")),
            ('sold', self.env._("Sold")),
            ('service', self.env._("Service")),
            ('polish', self.env._("Polish")),
            ('send_refinish', self.env._("Send to %s", refinisher)),
            ('at_refinish', self.env._("At %s", refinisher)),
        ]

    @api.model
    def _group_expand_ic_status(self, statuses, domain):
        return [code for code, _label in self._selection_ic_status()]

    def _compute_ic_status_log_count(self):
        counts = dict(
            self.env['ic.status.log']._read_group(
                [('product_tmpl_id', 'in', self.ids)], ['product_tmpl_id'], ['__count']
            )
        )
        for piece in self:
            piece.ic_status_log_count = counts.get(piece, 0)

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `product` to start pieces as Incoming and to reach a wished status the proper way."""
        wished = []
        for vals in vals_list:
            wished.append(vals.pop('ic_status', None) if self._ic_category_of(vals) else None)
            vals.pop('ic_status_choice', None)
            if self._ic_category_of(vals):
                vals.update(ic_status='incoming', ic_status_choice='incoming')
        records = super().create(vals_list)
        by_status = defaultdict(self.browse)
        for record, status in zip(records, wished):
            if record.ic_category:
                by_status[status or 'incoming'] += record
        for status, pieces in by_status.items():
            if status == 'incoming':
                pieces._ic_log_status(dict.fromkeys(pieces, False), self.env._("Taken in"))
            else:
                pieces._ic_set_status(status, self.env._("Taken in"))
        return records

    def write(self, vals):
        """Override of `product` to let a status set by hand go through `_ic_set_status`."""
        if self.env.context.get('ic_decided') is _DECIDED:
            return super().write(vals)
        vals = dict(vals)
        vals.pop('ic_status_choice', None)
        status = vals.pop('ic_status', None)
        fresh = self.filtered(lambda record: not record.ic_category) if vals.get('ic_category') else self.browse()
        result = super().write(vals)
        if fresh:
            fresh._ic_sync_status(self.env._("Became a piece"))
        if status:
            self.filtered('ic_category')._ic_set_status(status)
        return result

    # === ACTIONS === #

    def action_ic_set_status(self):
        """Set the status that the pressed button carries in its context."""
        self._ic_set_status(self.env.context.get('ic_status'))
        return True

    def action_ic_status_log(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.ic_status_log_action')
        return dict(action, domain=[('product_tmpl_id', '=', self.id)], display_name=self.display_name)

    # === BUSINESS METHODS === #

    def _ic_is_available(self):
        """Tell whether the piece can be sold to anybody right now."""
        self.ensure_one()
        return self.ic_status == 'available'

    def _ic_set_status(self, new, reason=None):
        """Set the status by hand, batch-safe. A status that needs the piece in the house receives it first.

        :param str new: a value of `ic_status`
        :param str reason: why, for the status history
        :raise UserError: when stock or sales say otherwise; nothing is changed then
        """
        labels = dict(self._selection_ic_status())
        if new not in labels:
            raise UserError(self.env._("There is no status \"%s\".", new))
        facts = self._ic_stock_facts()
        for piece in self:
            piece._ic_check_choice(new, facts[piece.id], labels)
        arriving = self.filtered(lambda piece: new in IN_HOUSE and facts[piece.id]['on_hand'] <= 0)
        choosing = self.filtered(lambda piece: not piece._ic_is_taken(facts[piece.id]))
        choosing.with_context(ic_decided=_DECIDED).write({'ic_status_choice': new})
        for company in arriving.company_id:
            own = arriving.filtered(lambda piece: piece.company_id == company)
            own._ic_put_in_stock(own._ic_receipt_location(company), 1.0)
        self._ic_sync_status(reason)

    def _ic_check_choice(self, new, facts, labels):
        """Refuse a choice that contradicts stock or sales, saying what to do instead."""
        self.ensure_one()
        if self._ic_is_taken(facts):
            if new != 'sold':
                raise UserError(
                    self.env._(
                        "%(piece)s is sold (%(order)s) and cannot become %(status)s. Cancel that order, or receive the "
                        "piece back with a return of its delivery.",
                        piece=self.display_name,
                        order=facts['orders'] or self.env._("delivered"),
                        status=labels[new],
                    )
                )
        elif new == 'sold':
            raise UserError(
                self.env._(
                    "%(piece)s cannot be set to %(status)s by hand. Make a sales order (or sell it at the till or in "
                    "the shop) and confirm it: the status follows by itself.",
                    piece=self.display_name,
                    status=labels[new],
                )
            )
        elif new == 'incoming' and facts['on_hand'] > 0:
            raise UserError(
                self.env._(
                    "%(piece)s is in stock, so it cannot become %(status)s. Use Hold, or move it out of stock first.",
                    piece=self.display_name,
                    status=labels[new],
                )
            )
        elif new in IN_HOUSE and facts['on_hand'] <= 0 and not self.ic_is_unique:
            raise UserError(
                self.env._(
                    "%(piece)s is not in stock. Receive it first and enter how many came in.", piece=self.display_name
                )
            )

    def _ic_check_promises(self, orders):
        """Refuse what `orders` (being confirmed) promise beyond what there is.

        The pieces are locked by writing to them: under REPEATABLE READ the loser of two concurrent confirmations
        fails there, is retried by Odoo on fresh data and then meets the refusal.

        :raise UserError: naming the piece and the order that took it
        """
        lock_pieces(self)
        facts = self._ic_stock_facts()
        for piece in self:
            fact = facts[piece.id]
            gone = fact['delivered'] > 0 or (not piece.ic_is_unique and fact['on_hand'] > 0)
            capacity = max(fact['on_hand'], 0.0 if gone else 1.0 if piece.ic_is_unique else fact['promised'])
            if fact['promised'] > capacity:
                takers = [name for name in fact['orders'].split(', ') if name and name not in orders.mapped('name')]
                raise UserError(piece._ic_refusal(takers, capacity))

    def _ic_refusal(self, takers, capacity):
        self.ensure_one()
        if takers:
            return self.env._(
                "%(piece)s was sold with %(orders)s already. Remove it from this order, or cancel %(orders)s first.",
                piece=self.display_name,
                orders=', '.join(takers),
            )
        if self.ic_is_unique and self.ic_status != 'sold':
            return self.env._("%s is one of one: this order cannot sell it more than once.", self.display_name)
        return self.env._(
            "%(piece)s: only %(quantity)g left to sell.", piece=self.display_name, quantity=max(capacity, 0)
        )

    def _ic_is_taken(self, facts):
        """Tell whether sales and deliveries have taken all there is. One rule for unique and counted pieces."""
        return bool(facts['promised'] > 0 or facts['delivered'] > 0) and facts['on_hand'] - facts['promised'] <= 0

    def _ic_decide_status(self, facts):
        """Return the status that follows from stock, sales and the dealer's choice. The only place that decides."""
        self.ensure_one()
        if self._ic_is_taken(facts):
            return 'sold'
        choice = self.ic_status_choice or 'incoming'
        if choice == 'incoming' and facts['on_hand'] > 0:
            return 'available' if self.image_128 else 'awaiting_photos'
        if choice in IN_HOUSE and facts['on_hand'] <= 0:
            return 'incoming'
        return choice

    def _ic_sync_status(self, reason=None, origin=None, choice=None):
        """Bring the status of the pieces of `self` in line with stock, sales and choice; log what changes.

        :param str reason: why, for the status history
        :param str origin: the document that caused the change
        :param str choice: a status that events chose in the dealer's place (Hold for a returned piece)
        """
        pieces = self.filtered('ic_category')
        if choice:
            pieces.sudo().with_context(ic_decided=_DECIDED).write({'ic_status_choice': choice})
        facts = pieces._ic_stock_facts()
        changes, before = defaultdict(self.browse), {}
        for piece in pieces:
            status, on_hand = piece._ic_decide_status(facts[piece.id]), facts[piece.id]['on_hand'] > 0
            vals = {}
            if status != piece.ic_status:
                vals['ic_status'] = status
                before[piece] = piece.ic_status
            if on_hand and piece.ic_status_choice in (False, 'incoming') and status != 'sold':
                vals['ic_status_choice'] = status
            if on_hand and not piece.ic_in_stock_since:
                vals['ic_in_stock_since'] = fields.Date.context_today(piece)
            if vals:
                changes[tuple(vals.items())] += piece
        for vals, changed in changes.items():
            changed.sudo().with_context(ic_decided=_DECIDED).write(dict(vals))
        pieces._ic_log_status(before, reason, origin)

    def _ic_log_status(self, before, reason, origin=None):
        """Write the status history. `before`: dict piece -> status it had."""
        self.env['ic.status.log'].sudo().create(
            [
                {
                    'product_tmpl_id': piece.id,
                    'company_id': piece.company_id.id,
                    'from_status': status,
                    'to_status': piece.ic_status,
                    'user_id': self.env.uid,
                    'reason': reason,
                    'origin': origin,
                }
                for piece, status in before.items()
            ]
        )
