import json

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL, split_every

from odoo.addons.ic_crm_pipelines.wishing.buckets import wish_keys

ROWS = 5000


def migrate(cr, version):
    """File wishes by the spans of their ceilings: by single bands, as they were, no piece finds them any more."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    for numbers in split_every(ROWS, env['ic.wish'].with_context(active_test=False).search([]).ids, list):
        rows = env.execute_query(SQL("SELECT id, facts FROM ic_wish WHERE id = ANY(%s) AND facts IS NOT NULL", numbers))
        keys = [json.dumps(wish_keys(facts)) for _number, facts in rows]
        env.cr.execute(
            SQL(
                """UPDATE ic_wish SET keys = new.keys FROM UNNEST(%s::int[], %s::jsonb[]) AS new (id, keys)
                    WHERE ic_wish.id = new.id AND ic_wish.keys IS DISTINCT FROM new.keys""",
                [number for number, _facts in rows],
                keys,
            )
        )
    env.invalidate_all()
