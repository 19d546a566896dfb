from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import float_compare


class ProductTemplate(models.Model):
    """What of a piece may leave the house, what it is when it comes back, and its way to the refinisher."""

    _inherit = 'product.template'

    def _ic_take(self, facts, quantity):
        """Return [(quant, quantity)] of the units in the house that may go out; refuse when there are too few."""
        self.ensure_one()
        if facts['house'] <= 0 or float_compare(facts['house'], quantity, precision_digits=4) < 0:
            raise UserError(self._ic_not_here(facts, quantity))
        quants = self.env['stock.quant'].search(
            [
                ('product_id', '=', self.product_variant_id.id),
                ('location_id.usage', '=', 'internal'),
                ('location_id.ic_is_away', 'not in', [True]),
                ('quantity', '>', 0),
            ]
        )
        found = self._ic_pick(quants.sorted(lambda quant: (quant.reserved_quantity, quant.id)), quantity)
        if float_compare(sum(taken for _quant, taken in found), quantity, precision_digits=4) < 0:
            raise UserError(self._ic_not_here(facts, quantity))
        return found

    @api.model
    def _ic_pick(self, quants, quantity):
        """Take `quantity` from `quants` in their order; returns [(quant, quantity)]."""
        found, wanted = [], quantity
        for quant in quants:
            taken = min(quant.quantity, wanted)
            if taken > 0:
                found.append((quant, taken))
                wanted -= taken
        return found

    def _ic_not_here(self, facts, quantity):
        self.ensure_one()
        if facts['away'] > 0 and facts['house'] <= 0:
            return self.env._(
                "%(piece)s is out of the house already (%(where)s). Check it in first.",
                piece=self.display_name,
                where=facts['where'],
            )
        if facts['house'] <= 0:
            return self.env._("%s is not in the house. Receive it first.", self.display_name)
        return self.env._(
            "%(piece)s: %(quantity)g asked for, %(house)g in the house.",
            piece=self.display_name,
            quantity=quantity,
            house=facts['house'],
        )

    def _ic_reserve_waiting(self):
        """Reserve the pieces of `self`, which are back, for the deliveries that wait for them."""
        waiting = (
            self.env['stock.move']
            .sudo()
            .search(
                [
                    ('product_id', 'in', self.product_variant_ids.ids),
                    ('state', 'in', ('confirmed', 'partially_available')),
                    ('location_dest_id.usage', '=', 'customer'),
                ]
            )
        )
        waiting._action_assign()

    def _ic_choice_to_keep(self):
        """Return the status to go back to after the work, when what was chosen last was the way to the shop."""
        self.ensure_one()
        if self.ic_status_choice not in ('service', 'polish', 'send_refinish', 'at_refinish'):
            return None
        log = (
            self.env['ic.status.log']
            .sudo()
            .search(
                [('product_tmpl_id', '=', self.id), ('to_status', 'in', ('available', 'hold', 'awaiting_photos'))],
                limit=1,
            )
        )
        return log.to_status or 'hold'

    def _ic_check_return(self, status):
        """Refuse a status after the return that the store's steps do not have."""
        labels = dict(self._selection_ic_status())
        if status not in ('available', 'hold', 'awaiting_photos', 'service', 'polish'):
            raise UserError(self.env._("A piece that comes back cannot become %s.", labels.get(status, status)))
        self._ic_check_steps(status, self.env._("Back"), labels)

    def _ic_send_to_refinisher(self):
        """Send the pieces of `self` to the refinisher of their company, as one trip each."""
        for company in self.company_id:
            shop = self.env['ic.service.shop']._ic_refinisher(company)
            self.env['ic.checkout'].sudo()._ic_send_out(
                self.filtered(lambda piece: piece.company_id == company),
                shop.location_id,
                {
                    'kind': 'service',
                    'work': 'refinish',
                    'shop_id': shop.id,
                    'user_id': self.env.uid,
                    'date_due': shop._ic_due(),
                },
            )

    def _ic_change_work(self, status):
        """Note what the shop does now with the pieces of `self`, which are there."""
        work = {'service': 'service', 'polish': 'polish', 'at_refinish': 'refinish'}.get(status)
        trips = (
            self.env['ic.checkout']
            .sudo()
            .search([('product_tmpl_id', 'in', self.ids), ('state', '=', 'out'), ('kind', '=', 'service')])
        )
        if work:
            trips.work = work
