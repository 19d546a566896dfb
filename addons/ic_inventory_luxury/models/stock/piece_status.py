from collections import defaultdict

from odoo import api, fields, models

# Statuses that are only true while the piece is in the house, or at least ours to fetch.
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
        help="Where the piece stands. It follows stock and sales by itself; choose the rest with Change Status.",
    )
    ic_status_choice = fields.Char(
        copy=False, readonly=True, groups='base.group_user', help="The status the dealer chose last."
    )
    ic_left_stock_on = fields.Date(
        string="Left the Stock",
        copy=False,
        readonly=True,
        index='btree_not_null',
        groups='base.group_user',
        help="The day the piece left the stock without a sale: not found in a count, scrapped, given back.",
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
                pieces._ic_set_status(status, self.env._("Taken in"), by_hand=False)
        return records

    def write(self, vals):
        """Override of `product` to let a status set by hand go through `_ic_set_status`."""
        if self.env.context.get('ic_decided') is _DECIDED:
            return super().write(vals)
        vals = dict(vals)
        vals.pop('ic_status_choice', None)
        vals.pop('ic_left_stock_on', None)
        status = vals.pop('ic_status', None)
        fresh = self.filtered(lambda record: not record.ic_category) if vals.get('ic_category') else self.browse()
        result = super().write(vals)
        if fresh:
            fresh._ic_sync_status(self.env._("Became a piece"))
        if status:
            self.filtered('ic_category')._ic_set_status(status)
        return result

    # === ACTIONS === #

    def action_ic_status_log(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.ic_status_log_action')
        return dict(action, domain=[('product_tmpl_id', '=', self.id)], display_name=self.display_name)

    # === BUSINESS METHODS === #

    def _ic_is_available(self):
        """Tell whether the piece can be sold to anybody right now."""
        self.ensure_one()
        return self.ic_status == 'available'

    def _ic_is_taken(self, facts):
        """Tell whether sales and deliveries have taken all there is. One rule for unique and counted pieces."""
        return bool(facts['promised'] > 0 or facts['delivered'] > 0) and facts['on_hand'] - facts['promised'] <= 0

    def _ic_decide_status(self, facts):
        """Return the status that follows from stock, sales and the dealer's choice. The only place that decides."""
        self.ensure_one()
        choice = self.ic_status_choice or 'incoming'
        if self._ic_is_taken(facts):
            return 'sold'
        if facts['on_hand'] <= 0:
            return 'hold' if facts['left'] and choice != 'incoming' else 'incoming'
        if facts['house'] <= 0:
            return facts['away_status']  # all there is is at a shop or checked out
        if choice == 'incoming':
            return 'available' if self.image_128 else 'awaiting_photos'
        if choice == 'at_refinish' or choice == 'available' and facts['house'] - facts['promised'] <= 0:
            return 'hold'  # it came back; or what is left in the house is promised
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
            vals = piece._ic_status_changes(facts[piece.id])
            if 'ic_status' in vals:
                before[piece] = piece.ic_status
            if vals:
                changes[tuple(vals.items())] += piece
        for vals, changed in changes.items():
            # The history tells every change with its document; the chatter what people chose.
            changed.sudo().with_context(ic_decided=_DECIDED, mail_notrack=True).write(dict(vals))
        pieces._ic_log_status(before, reason, origin)

    def _ic_status_changes(self, facts):
        """Return what to write on this piece so that its status columns agree with `facts`."""
        status, vals = self._ic_decide_status(facts), {}
        if status != self.ic_status:
            vals['ic_status'] = status
        if facts['house'] > 0 and self.ic_status_choice in (False, 'incoming') and status != 'sold':
            vals['ic_status_choice'] = status
        if facts['on_hand'] > 0 and not self.ic_in_stock_since:
            vals['ic_in_stock_since'] = fields.Date.context_today(self)
        if facts['left'] != bool(self.ic_left_stock_on):
            vals['ic_left_stock_on'] = facts['left'] and fields.Date.context_today(self)
        return vals

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
