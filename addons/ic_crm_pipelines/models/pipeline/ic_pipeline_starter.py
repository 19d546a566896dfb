from odoo import api, fields, models

from .ic_pipeline import SELLERS

# Code of the pipeline's kind -> visibility, color, stages; all but the last are open, the last is won.
# Sales and repairs are shared, so that whoever stands in the shop can answer; prices for the trade, what is promised to
# owners and whom a client trusts with a search are each person's own, and the store admin's.
SHAPES = {
    'retail': ('store', 4),
    'wholesale': ('staff', 2),
    'consignor': ('staff', 8),
    'sourcing': ('staff', 3),
    'repair': ('store', 10),
}
STAGE_COLORS = (4, 3, 2, 8, 11, 10)


class IcPipeline(models.Model):
    """The pipelines a store begins with."""

    _inherit = 'ic.pipeline'

    # === BUSINESS METHODS === #

    @api.model
    def _ic_starter_words(self):
        """Return what the starters are called, and their stages: dict kind -> (name, [stages before won], won)."""
        _ = self.env._
        return {
            'retail': (
                _("Retail Sales"),
                [_("New Inquiry"), _("In Conversation"), _("Viewing"), _("Offer Made")],
                _("Sold"),
            ),
            'wholesale': (_("Wholesale Offers"), [_("Offered"), _("Negotiating"), _("Agreed")], _("Sold")),
            'consignor': (
                _("Consignors"),
                [_("First Contact"), _("Pieces Seen"), _("Terms Offered"), _("Agreement Out")],
                _("Signed"),
            ),
            'sourcing': (_("Sourcing"), [_("Requested"), _("Searching"), _("Found"), _("Offered")], _("Sold")),
            'repair': (
                _("Repairs"),
                [_("Taken In"), _("Estimate Out"), _("Approved"), _("In the Workshop"), _("Ready")],
                _("Handed Back"),
            ),
        }

    @api.model
    def _ic_make_starters(self, companies):
        """Give each of these stores its pipelines; one that has any, even put away, is left alone."""
        pipelines = self.sudo().with_context(active_test=False)
        known = pipelines.search([('company_id', 'in', companies.ids)]).company_id
        made = self.browse()
        for company in companies - known:
            for number, (kind, (name, stages, won)) in enumerate(self._ic_starter_words().items(), start=1):
                visibility, color = SHAPES[kind]
                pipeline = pipelines.create(
                    {
                        'name': name,
                        'kind': kind,
                        'company_id': company.id,
                        'visibility': visibility,
                        'color': color,
                        'sequence': number * 10,
                        'user_id': False,
                        'stage_ids': self._ic_stage_commands(stages, won),
                    }
                )
                made |= pipeline
        return made.with_env(self.env)

    @api.model
    def _ic_make_missing(self):
        """Give every store its pipelines, and the stages of the time before there were any to the first of them."""
        companies = self.env['res.company'].sudo().search([('active', '=', True)], order='id')
        self._ic_make_starters(companies)
        self._ic_adopt_stages(companies[:1])

    @api.model
    def _ic_adopt_stages(self, company):
        """Make Odoo's own stages, which would show on every board, stages of the sales of one store, with their cards.

        Cards of other stores that stand there go on at the same place of their own pipeline.
        """
        pipeline = self._ic_default(company).sudo()
        for number in range(4):
            stage = self.env.ref(f'crm.stage_lead{number + 1}', raise_if_not_found=False)
            if not stage or stage.sudo().ic_pipeline_id or stage.sudo().team_ids:
                continue
            stage = stage.sudo()
            strangers = stage._ic_cards().filtered(lambda lead: lead.ic_pipeline_id not in (self.browse(), pipeline))
            for other, cards in strangers.grouped('ic_pipeline_id').items():
                cards.with_context(tracking_disable=True).write({'stage_id': other._ic_nth_stage(stage, number).id})
            twin = pipeline._ic_nth_stage(stage, number)
            twin._ic_cards().with_context(tracking_disable=True).write({'stage_id': stage.id})
            kept = {name: twin[name] for name in ('name', 'sequence', 'color', 'fold')}
            twin.unlink()
            stage.write({**kept, 'ic_pipeline_id': pipeline.id})

    def _ic_nth_stage(self, stage, number):
        """Return the stage of this pipeline at the place `number`, won where `stage` is."""
        self.ensure_one()
        own = self.stage_ids.filtered(lambda other: other.is_won == stage.is_won).sorted('sequence')
        return own[min(number, len(own) - 1)]

    def _ic_make_stages(self, names, won=None):
        """Add stages to this pipeline."""
        self.ensure_one()
        self.write({'stage_ids': self._ic_stage_commands(names, won or self.env._("Won"))})

    @api.model
    def _ic_stage_commands(self, names, won):
        """Return the commands that make the stages `names` and, folded at the end of the board, `won`."""
        values = [
            {'name': name, 'sequence': 10 * number, 'color': STAGE_COLORS[(number - 1) % len(STAGE_COLORS)]}
            for number, name in enumerate(names, start=1)
        ]
        values.append({'name': won, 'sequence': 100, 'color': 10, 'is_won': True, 'fold': True})
        return [(0, 0, stage) for stage in values]

    @api.model
    def _ic_default(self, company, kind='retail'):
        """Return the pipeline in which a deal of this kind begins in `company`.

        It is one the person sees: that of the kind, else the first shared one, else any. A store without one gets the
        starters, so that there is always one.
        """
        # As a field of the store it is read once for all the deals that one transaction hands out.
        pipelines = company.sudo().ic_pipeline_ids.filtered('active').sorted()
        if not pipelines:
            pipelines = self._ic_make_starters(company).sudo() or self.sudo().with_context(active_test=False).search(
                [('company_id', '=', company.id)]
            )
        shared = pipelines.filtered(lambda pipeline: pipeline.visibility != 'private')
        found = shared.filtered(lambda pipeline: pipeline.kind == kind) or shared or pipelines
        return found[:1].with_env(self.env)


class ResCompany(models.Model):
    _inherit = 'res.company'

    ic_pipeline_ids = fields.One2many('ic.pipeline', 'company_id', string="Pipelines", groups=SELLERS)

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base` to give a new store its pipelines."""
        companies = super().create(vals_list)
        self.env['ic.pipeline']._ic_make_starters(companies)
        return companies
