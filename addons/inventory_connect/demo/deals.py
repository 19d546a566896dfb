"""Deals in flight in every pipeline of the store, and a few that were won and lost."""

from datetime import timedelta

from odoo import Command, fields

from .records import ensure, known, remember, rows

REASONS = {'price': "Too far apart on the price", 'elsewhere': "Bought elsewhere"}


def set_up(company, stock, customers, users):
    """Make the deals that are missing, with the course they took."""
    env = company.env
    pipelines = {
        pipeline.kind: pipeline
        for pipeline in env['ic.pipeline'].search([('company_id', '=', company.id)], order='sequence desc, id desc')
    }
    own = {'name': "Cornelia's Own", 'kind': 'other', 'visibility': 'private', 'color': 6, 'sequence': 90}
    pipelines['mine'] = ensure(
        env, 'ic.pipeline', 'pipeline_mine', {**own, 'company_id': company.id, 'user_id': users['dealer'].id}
    )
    for row in rows('deals'):
        if not known(env, f"deal_{row['code']}"):
            deal = _deal(company, row, pipelines[row['pipeline']], stock, customers, users)
            remember(deal, f"deal_{row['code']}")


def _deal(company, row, pipeline, stock, customers, users):
    stages = pipeline.stage_ids.sorted('sequence')
    reached = stages[: int(row['stage'])]
    pieces = [stock[code].id for code in row['pieces'].split(',') if code]
    deal = company.env['crm.lead'].create(
        {
            'name': row['title'],
            'type': 'opportunity',
            'company_id': company.id,
            'ic_pipeline_id': pipeline.id,
            'stage_id': reached.filtered(lambda stage: not stage.is_won)[-1].id,
            'partner_id': customers[row['customer']].id,
            'user_id': row['by'] and users[row['by']].id,
            'expected_revenue': float(row['value']),
            'priority': row['priority'],
            'description': row['note'],
            'ic_offered_ids': [Command.set(pieces)],
        }
    )
    if row['state'] == 'won':
        # sold at that time already, by an order of its own
        deal.with_context(ic_no_sale=True).action_set_won()
    elif row['state'] == 'lost':
        deal.action_set_lost(lost_reason_id=_reason(company.env, row['reason']).id)
    _date_back(deal, row, reached)
    return deal


def _reason(env, code):
    return ensure(env, 'crm.lost.reason', f'lost_reason_{code}', {'name': REASONS[code]})


def _date_back(deal, row, reached):
    """Let the deal have begun when it did, and have stood in each stage for its share of the time."""
    now = fields.Datetime.now()
    begun, closed = now - timedelta(days=int(row['days'])), row['closed'] and now - timedelta(days=int(row['closed']))
    stages = reached.filtered(lambda stage: not stage.is_won)
    # the later the stage, the longer it took
    shares = [number + 1 for number in range(len(stages))]
    length = ((closed or now) - begun) / sum(shares)
    logs, entered = deal.env['ic.stage.log'].sudo(), begun
    logs.search([('lead_id', '=', deal.id)]).unlink()
    for stage, share in zip(stages, shares, strict=True):
        left = entered + length * share
        is_last = stage == stages[-1]
        logs.create(
            {
                'lead_id': deal.id,
                'company_id': deal.company_id.id,
                'pipeline_id': deal.ic_pipeline_id.id,
                'stage_id': stage.id,
                'stage_name': stage.name,
                'user_id': (deal.user_id or deal.env.user).id,
                'entered_on': entered,
                'left_on': (closed or False) if is_last else left,
            }
        )
        entered = left
    deal.env.flush_all()
    deal.env.cr.execute(
        'UPDATE crm_lead SET create_date = %s, date_open = %s, date_closed = %s WHERE id = %s',
        [begun, begun, closed or None, deal.id],
    )
    deal.invalidate_recordset()
