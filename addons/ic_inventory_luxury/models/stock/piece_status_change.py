from odoo import fields, models
from odoo.exceptions import UserError

from .piece_status import _DECIDED

# What a shop outside the house can be doing with a piece.
AT_SHOP = ('service', 'polish', 'at_refinish')


class ProductTemplate(models.Model):
    """Changing the status by hand: what is on offer, what the steps allow, what stock and sales forbid."""

    _inherit = 'product.template'

    ic_status_options = fields.Json(compute='_compute_ic_status_options')

    def _compute_ic_status_options(self):
        """What "Change Status" offers: a list of {code, label, note, ask}. What stock forbids is not offered."""
        steps = {company: self.env['ic.status.transition']._ic_steps(company) for company in self.company_id}
        pieces = self.filtered(lambda piece: piece.ic_category and piece.ids)
        facts = pieces._ic_stock_facts()
        for piece in self - pieces:
            piece.ic_status_options = []
        for piece in pieces:
            labels = dict(piece.with_company(piece.company_id)._selection_ic_status())
            piece.ic_status_options = [
                {
                    'code': step.to_status,
                    'label': labels[step.to_status],
                    'note': step.note or '',
                    'ask': step.reason_required,
                }
                for step in steps[piece.company_id][piece.ic_status]
                if step.with_env(self.env)._ic_may()
                and not piece._ic_objection(step.to_status, facts[piece.id], labels)
            ]

    # === ACTIONS === #

    def action_ic_set_status(self):
        """Set the status that the pressed button carries in its context."""
        self._ic_set_status(self.env.context.get('ic_status'))
        return True

    def action_ic_change_status(self):
        """Ask for the new status and the reason, for one piece or for all that are ticked."""
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.ic_status_change_action')
        wanted = self.env.context.get('ic_status')
        return dict(action, context={'default_piece_ids': self.ids, 'default_status': wanted})

    # === BUSINESS METHODS === #

    def _ic_set_status(self, new, reason=None, by_hand=True):
        """Set the status by hand, batch-safe. A status that needs the piece in the house receives it first, and the
        refinisher's one sends it there.

        :param str new: a value of `ic_status`
        :param str reason: why, for the status history
        :param bool by_hand: False at intake, where a piece starts in the status it comes with: no step is taken
        :raise UserError: when stock, sales or the steps of the store say otherwise; nothing is changed then
        """
        labels = dict(self._selection_ic_status())
        if new not in labels:
            raise UserError(self.env._("There is no status \"%s\".", new))
        facts = self._ic_stock_facts()
        for piece in self:
            objection = piece._ic_objection(new, facts[piece.id], labels)
            if objection:
                raise UserError(objection)
        if by_hand:
            self._ic_check_steps(new, reason, labels)
        free = self.filtered(lambda piece: not piece._ic_is_taken(facts[piece.id]))
        away = free.filtered(lambda piece: facts[piece.id]['on_hand'] > 0 >= facts[piece.id]['house'])
        arriving = free.filtered(lambda piece: new != 'incoming' and facts[piece.id]['on_hand'] <= 0)
        if new != 'at_refinish':
            (free - away).with_context(ic_decided=_DECIDED).write({'ic_status_choice': new})
        for company in arriving.company_id:
            own = arriving.filtered(lambda piece: piece.company_id == company)
            own._ic_put_in_stock(own._ic_receipt_location(company), 1.0)
        if new == 'at_refinish':
            (free - away)._ic_send_to_refinisher()
        away._ic_change_work(new)
        self._ic_sync_status(reason)

    def _ic_check_steps(self, new, reason, labels):
        """Refuse a step that the steps of the store do not have, saying which there are."""
        steps = {company: self.env['ic.status.transition']._ic_steps(company) for company in self.company_id}
        for piece in self.filtered(lambda piece: piece.ic_status not in (new, 'sold')):
            open_steps = steps[piece.company_id][piece.ic_status].with_env(self.env).filtered(lambda s: s._ic_may())
            step = open_steps.filtered(lambda step: step.to_status == new)
            if not step:
                raise UserError(piece._ic_no_step(new, steps[piece.company_id][piece.ic_status], open_steps, labels))
            if step.reason_required and not (reason or '').strip():
                raise UserError(
                    self.env._(
                        "%(piece)s: say why it becomes %(status)s. Use Change Status, which asks for the reason.",
                        piece=piece.display_name,
                        status=labels[new],
                    )
                )

    def _ic_no_step(self, new, steps, open_steps, labels):
        """Return the words for a step that does not exist or that is not for this user."""
        self.ensure_one()
        barred = steps.filtered(lambda step: step.to_status == new)
        possible = ', '.join(labels[step.to_status] for step in open_steps) or self.env._("nothing")
        if barred:
            return self.env._(
                "%(piece)s: only %(group)s may change it from %(old)s to %(new)s. You can choose: %(possible)s.",
                piece=self.display_name,
                group=barred.sudo().group_id.full_name,
                old=labels[self.ic_status],
                new=labels[new],
                possible=possible,
            )
        return self.env._(
            "%(piece)s cannot go from %(old)s to %(new)s. From %(old)s it can become: %(possible)s.",
            piece=self.display_name,
            old=labels[self.ic_status],
            new=labels[new],
            possible=possible,
        )

    def _ic_objection(self, new, facts, labels):
        """Return why stock or sales forbid this status, saying what to do instead; None when they do not."""
        self.ensure_one()
        names = {'piece': self.display_name, 'status': labels[new]}
        if self._ic_is_taken(facts):
            return None if new == 'sold' else self._ic_objection_sold(facts, names)
        if new == 'sold':
            return self.env._(
                "%(piece)s cannot be set to %(status)s by hand. Make a sales order (or sell it at the till or in "
                "the shop) and confirm it: the status follows by itself.",
                **names,
            )
        if new == self.ic_status:
            return None
        if facts['on_hand'] > 0:
            return self._ic_objection_there(new, facts, names)
        if facts['left'] and new != 'incoming' and self.ic_status != 'incoming':
            return self.env._(
                "%(piece)s has left the stock, so it cannot become %(status)s. If it was found, receive it again; if "
                "it is gone for good, archive it.",
                **names,
            )
        if new != 'incoming' and not self.ic_is_unique:
            return self.env._("%(piece)s is not in stock. Receive it first and enter how many came in.", **names)
        return None

    def _ic_objection_sold(self, facts, names):
        return self.env._(
            "%(piece)s is sold (%(order)s) and cannot become %(status)s. Cancel that order, or receive the piece back "
            "with a return of its delivery.",
            order=self._ic_order_names().get(self.id) or self.env._("delivered"),
            **names,
        )

    def _ic_objection_there(self, new, facts, names):
        """What may not be chosen for a piece that we have, in the house or away."""
        if new == 'incoming':
            return self.env._(
                "%(piece)s is in stock, so it cannot become %(status)s. Use Hold, or move it out of stock first.",
                **names,
            )
        if facts['house'] <= 0 and not (facts['at_shop'] and new in AT_SHOP):
            return self.env._(
                "%(piece)s is out of the house (%(where)s), so it cannot become %(status)s. Check it in first.",
                where=facts['where'],
                **names,
            )
        if new == 'at_refinish' and facts['house'] > 0 and not self.ic_is_unique:
            return self.env._(
                "%(piece)s has a quantity. Use Send to Shop and say how many go.",
                **names,
            )
        return None
