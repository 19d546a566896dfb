import json
from contextlib import suppress

from psycopg2.errors import ForeignKeyViolation

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.lru import LRU

from ...wishing.buckets import wish_keys, wish_kind

# What kinds of wishes say, by their codes; some kilobytes each.
_FACTS = LRU(5000)


class IcWishKind(models.Model):
    """What is wished for, but for price and years: hundreds want the same watch and differ by what they would pay and
    from which year on. A piece looks for kinds, which are few, and each is scored once. Kept by the system."""

    _name = 'ic.wish.kind'
    _description = "Kind of Wish"
    _rec_name = 'code'
    _log_access = False

    company_id = fields.Many2one('res.company', required=True, readonly=True, ondelete='cascade')
    code = fields.Char(required=True, readonly=True, help="Made of what the wish says, so that the same has one code.")
    facts = fields.Json(readonly=True)
    keys = fields.Json(readonly=True)

    _once = models.UniqueIndex('(company_id, code)')
    _keys = models.Index("USING gin (ic_wish_keys(keys)) WITH (fastupdate=off)")

    def _auto_init(self):
        """Override of `base` to have the keys as an array of texts before they are indexed so.

        An index of texts answers "any of these" by itself. One of jsonb does not: the database would read every kind it
        finds and compare its keys with those that are looked for. The cost is set high, and the function is none for
        parallel plans, as no plan is good that calls it: neither reading all kinds nor starting helpers for it.
        """
        self.env.cr.execute(
            """
            CREATE OR REPLACE FUNCTION ic_wish_keys(keys jsonb) RETURNS text[]
            LANGUAGE sql IMMUTABLE STRICT COST 1000 AS $$
                SELECT ARRAY(SELECT jsonb_array_elements_text(
                    CASE WHEN jsonb_typeof(keys) = 'array' THEN keys ELSE '[]'::jsonb END))
            $$"""
        )
        return super()._auto_init()

    # === BUSINESS METHODS === #

    @api.model
    def _ic_file(self, company, said):
        """Return the kinds for these facts of wishes of `company`, a record each; those that are new are noted.

        The rows are held against `_gc_unused` until a wish names them: who reads of a kind that is gone by now is
        told by the database, and Odoo tries again.

        :param list said: facts as `ic.wish._ic_said` returns them
        """
        rows = {wish_kind(one): one for one in said}
        codes = sorted(rows)  # in one order, so that two who file the same do not wait for each other
        self.env.execute_query(
            SQL(
                """
                INSERT INTO ic_wish_kind (company_id, code, facts, keys)
                SELECT %s, code, facts, keys FROM UNNEST(%s::varchar[], %s::jsonb[], %s::jsonb[])
                    AS new (code, facts, keys)
                ON CONFLICT (company_id, code) DO NOTHING
                RETURNING id""",
                company.id,
                codes,
                [json.dumps(rows[code]) for code in codes],
                [json.dumps(wish_keys(rows[code])) for code in codes],
            )
        )
        found = dict(
            self.env.execute_query(
                SQL(
                    "SELECT code, id FROM ic_wish_kind WHERE company_id = %s AND code = ANY(%s) FOR KEY SHARE",
                    company.id,
                    codes,
                )
            )
        )
        return [self.browse(found[wish_kind(one)]) for one in said]

    @api.model
    def _ic_facts_of(self, numbers):
        """Return dict code -> facts of these kinds, to be read only.

        A code names what the kind says, so that what is kept of it here is true for ever and for every database.

        :param dict numbers: code -> id of a kind
        """
        kept = {code: _FACTS.get(code) for code in numbers}
        new = [number for code, number in numbers.items() if kept[code] is None]
        if new:
            for code, facts in self.env.execute_query(
                SQL("SELECT code, facts FROM ic_wish_kind WHERE id = ANY(%s)", new)
            ):
                kept[code] = _FACTS[code] = facts
        return kept

    @api.autovacuum
    def _gc_unused(self):
        """Forget the kinds that no wish names any more."""
        with suppress(ForeignKeyViolation), self.env.cr.savepoint(flush=False):  # named meanwhile: the next time
            self.env.cr.execute(
                """
                DELETE FROM ic_wish_kind WHERE id IN (
                    SELECT id FROM ic_wish_kind kind
                     WHERE NOT EXISTS (SELECT FROM ic_wish WHERE kind_id = kind.id)
                     LIMIT 10000 FOR UPDATE SKIP LOCKED)"""
            )
            self.invalidate_model()
