from collections import defaultdict

from odoo import api, fields, models


class IcStatusTransition(models.Model):
    """One step that people may take by hand: from one status to another, who may, and whether they say why.

    Sold is not among them: it comes and goes with sales. What stock says (a piece that is not there cannot be
    Available) holds whatever stands here. Rows without a company are shipped and hold for every store that has no
    rows of its own; a store with rows of its own goes by those alone.
    """

    _name = 'ic.status.transition'
    _description = "Status Change Allowed by Hand"
    _order = 'sequence, id'

    from_status = fields.Selection(selection='_selection_status', string="From", required=True, index=True)
    to_status = fields.Selection(selection='_selection_status', string="To", required=True)
    group_id = fields.Many2one(
        'res.groups', string="Who May", ondelete='restrict', help="Leave empty if everybody who works on pieces may."
    )
    reason_required = fields.Boolean(
        string="Ask Why", help="On: whoever changes the status has to say why; it stands in the history."
    )
    note = fields.Char(string="When", translate=True, help="Shown beside the choice: when to take this step.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        'res.company',
        index=True,
        default=lambda self: self.env.company,
        help="Empty: shipped rows, for every store without rows of its own.",
    )

    _not_by_hand = models.Constraint(
        "CHECK (from_status <> 'sold' AND to_status <> 'sold')",
        "Sold comes and goes with sales, returns and cancellations: nobody chooses it, so it needs no step.",
    )
    _two_statuses = models.Constraint("CHECK (from_status <> to_status)", "From and To must be two statuses.")
    _unique_step = models.UniqueIndex(
        '(COALESCE(company_id, 0), from_status, to_status)', "This step is in the list already."
    )

    @api.model
    def _selection_status(self):
        return self.env['product.template']._selection_ic_status()

    @api.depends('from_status', 'to_status')
    def _compute_display_name(self):
        labels = dict(self._selection_status())
        for step in self:
            step.display_name = f"{labels.get(step.from_status, '')} → {labels.get(step.to_status, '')}"

    # === ACTIONS === #

    def action_ic_steps(self):
        """Open the steps that hold in the current store: its own, or the shipped ones to look at."""
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.ic_status_transition_action')
        company = self.env.company
        own = bool(self.with_context(active_test=False).search_count([('company_id', '=', company.id)], limit=1))
        context = {'ic_own_steps': own, 'create': own, 'edit': own, 'delete': own}
        domain = [('company_id', '=', own and company.id)]
        return dict(action, domain=domain, context=context, target='main')

    def action_ic_own_steps(self):
        """Give the current store rows of its own, copied from the shipped ones, to change as it likes."""
        self.check_access('create')
        company = self.env.company
        if not self.with_context(active_test=False).search_count([('company_id', '=', company.id)], limit=1):
            for step in self.search([('company_id', '=', False)]):
                step.copy({'company_id': company.id})
        return self.action_ic_steps()

    def action_ic_shipped_steps(self):
        """Go back to the shipped rows: the store's own are removed."""
        self.with_context(active_test=False).search([('company_id', '=', self.env.company.id)]).unlink()
        return self.action_ic_steps()

    # === BUSINESS METHODS === #

    @api.model
    def _ic_steps(self, company):
        """Return a dict from status -> steps (records in order) that hold in `company`, for whoever asks."""
        every = self.sudo().with_context(active_test=False).search([('company_id', 'in', (company.id, False))])
        steps = every.filtered('company_id') or every
        result = defaultdict(self.sudo().browse)
        for step in steps.filtered('active'):
            result[step.from_status] += step
        return result

    def _ic_may(self):
        """Tell whether the current user may take this step."""
        self.ensure_one()
        return self.env.su or not self.group_id or self.group_id.id in self.env.user._get_group_ids()
