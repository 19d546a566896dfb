from markupsafe import Markup

from odoo import api, fields, models

from ...importing.columns import MODULES, TARGETS, template_example, template_header, template_targets
from ...importing.guide import guide_rows


class IcImport(models.Model):
    """What a list of the category may say, shown before there is a file: the same table that reads it."""

    _inherit = 'ic.import'

    guide = fields.Html(compute='_compute_guide', sanitize=False)
    active_categories = fields.Json(
        compute='_compute_active_categories', help="Categories that the store carries; others are not offered."
    )

    @api.depends('category')
    def _compute_guide(self):
        for record in self:
            record.guide = record._render_guide() if record.category in MODULES else False

    @api.depends('company_id')
    def _compute_active_categories(self):
        for record in self:
            active = (record.company_id or self.env.company)._ic_active_categories()
            # A list that came in while its category was on stays readable as what it is.
            record.active_categories = [*active, *([record.category] if record.category not in active else [])]

    def _render_guide(self):
        """Return the columns of our template as a table, without those that the user may not see."""
        secret = {TARGETS[code].column for code in self._secret_targets()}
        head = (
            self.env._("Column"),
            self.env._("What it is"),
            self.env._("How it is read"),
            self.env._("Also recognised as"),
            self.env._("Example"),
        )
        body = Markup().join(
            Markup(
                '<tr><td><code class="text-reset">%s</code></td><td>%s</td><td class="text-muted">%s</td>'
                '<td class="text-muted small">%s</td><td>%s</td></tr>'
            )
            % row
            for row in guide_rows(self.category)
            if row[0] not in secret
        )
        return Markup(
            '<div class="table-responsive"><table class="table table-sm align-top"><thead><tr>%s</tr></thead>'
            '<tbody>%s</tbody></table></div>'
        ) % (Markup().join(Markup('<th>%s</th>') % text for text in head), body)

    @api.model
    def _template_lines(self, category):
        """Return our template of `category`: its header and the example row, without what the user may not see."""
        secret = self._secret_targets()
        shown = [True, *(target.code not in secret for target in template_targets(category))]
        return [
            [cell for cell, show in zip(line, shown) if show]
            for line in (template_header(category), template_example(category))
        ]
