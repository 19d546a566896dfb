import json
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.lru import LRU

from ...wishing.buckets import lookup_keys, plain_keys
from ...wishing.likeness import accepted_colors, accepted_materials
from ...wishing.scoring import score
from .ic_wish import LIVE
from .ic_wish_piece import OFFERED

# What wishes say, by their kinds; some kilobytes each.
_KINDS = LRU(5000)
# So many wishes are compared with the stock while somebody waits; more of them by the job.
AT_ONCE = 5


class IcWish(models.Model):
    """New wishes against the stock."""

    _inherit = 'ic.wish'

    def _ic_look(self, cause):
        """Look for pieces: at once for a few wishes, in the background for many."""
        if len(self) <= AT_ONCE:
            self._ic_match_stock(cause)
        else:
            self.env['ic.wish.mark']._ic_mark(wishes=self, cause=cause)

    def _ic_match_stock(self, cause):
        """Compare each wish with the pieces that are filed under its keys. Returns the new matches."""
        Match = self.env['ic.wish.match'].sudo()
        live = self.sudo().filtered(lambda wish: wish.state in LIVE and wish.keys)
        rows, fitting = [], {}
        for wish in live:
            fitting[wish] = set()
            for piece_id, facts in wish._ic_candidates():
                outcome = score(wish.facts, facts)
                if not outcome.refused:
                    fitting[wish].add(piece_id)
                    rows.append((wish.id, piece_id, wish.company_id.id, outcome, cause))
        free = Match._ic_free_pieces(self.env['product.template'].browse({row[1] for row in rows}))
        found = Match._ic_store([row for row in rows if row[1] in free.ids])
        for wish in live:
            wish.match_ids.filtered(lambda match: match.product_tmpl_id.id not in fitting[wish])._ic_lapse()
        return found

    def _ic_candidates(self):
        """Return [(piece id, facts)] of the pieces on offer that are filed under a key of this wish."""
        self.ensure_one()
        facts = self.facts
        self.env['product.template'].flush_model(['ic_status', 'active', 'list_price'])
        return self.env.execute_query(
            SQL(
                """
                SELECT piece.product_tmpl_id, piece.facts
                  FROM ic_wish_piece piece JOIN product_template product ON product.id = piece.product_tmpl_id
                 WHERE piece.company_id = %s AND piece.keys ?| %s AND product.active AND product.ic_status IN %s
                   AND (%s = 0 OR product.list_price <= %s)
                   AND (%s = 0 OR (piece.facts->>'brand')::int = %s)""",
                self.company_id.id,
                plain_keys(facts),
                OFFERED,
                facts['price_max'],
                facts['price_max'],
                facts['brand'],
                facts['brand'],
            )
        )


class IcWishMatch(models.Model):
    """New and changed pieces against the wishes.

    The database finds the wishes that are filed under a key of the piece and that nothing exact contradicts; the few
    that are left are scored.
    """

    _inherit = 'ic.wish.match'

    # === BUSINESS METHODS === #

    @api.model
    def _ic_match_pieces(self, pieces, causes=None):
        """Compare `pieces` with the wishes of their stores. Returns the new matches.

        :param dict causes: piece id -> why it is looked at
        """
        pieces = pieces.sudo().filtered(lambda piece: piece.ic_category and piece.company_id)
        facts = self.env['ic.wish.piece'].sudo()._ic_note(pieces)
        self.env['ic.wish'].flush_model()
        free, rows, fitting = self._ic_free_pieces(pieces), [], {}
        for piece in pieces:
            fits = dict(self._ic_wishes_for(piece, facts[piece]))
            fitting[piece] = set(fits)
            if piece in free:
                cause = (causes or {}).get(piece.id, 'change')
                rows += [(wish_id, piece.id, piece.company_id.id, one, cause) for wish_id, one in fits.items()]
        found = self.sudo()._ic_store(rows)
        waiting = self.sudo().search([('product_tmpl_id', 'in', pieces.ids), ('state', '=', 'new')])
        waiting.filtered(lambda match: match.wish_id.id not in fitting[match.product_tmpl_id])._ic_lapse()
        return found

    @api.model
    def _ic_wishes_for(self, piece, facts):
        """Return [(wish id, Outcome)] of the wishes that a piece with these facts meets.

        Asked piece by piece, also in bulk: the time goes into finding the wishes, so that one query for a hundred
        pieces saves next to nothing.

        Hundreds want the same watch and differ by what they would pay and from which year on. That the database has
        compared; what is left of them is the same, and is scored once.
        """
        found, rows = [], self.env.execute_query(self._ic_narrow(piece.company_id, facts))
        kinds = self._ic_kinds({kind: one for _numbers, one, kind, _price, _years in rows})
        for numbers, _one, kind, has_price, has_years in rows:
            wish = dict(kinds[kind], price_max=(facts['price'] or 1.0) if has_price else 0.0)
            wish.update(year_from=int(has_years), year_to=0)
            outcome = score(wish, facts)
            if not outcome.refused:
                found += [(number, outcome) for number in numbers]
        return found

    @api.model
    def _ic_kinds(self, examples):
        """Return dict kind -> facts of the wishes of that kind, to be read only.

        A kind is named by what it says, so that what is kept of it here is true for ever and for every database.

        :param dict examples: kind -> id of a wish of that kind
        """
        kept = {kind: _KINDS.get(kind) for kind in examples}
        new = [one for kind, one in examples.items() if kept[kind] is None]
        if new:
            rows = self.env.execute_query(SQL("SELECT kind, facts FROM ic_wish WHERE id = ANY(%s)", new))
            for kind, facts in rows:
                kept[kind] = _KINDS[kind] = facts
        return kept

    @api.model
    def _ic_narrow(self, company, facts):
        """Return the query for the wishes that may fit, those that say the same but for price and years in one row:
        what is asked for exactly is compared here already.

        Its columns: ids of the wishes, one of them, their kind, whether they have a ceiling, whether they have years.
        """
        where = [
            SQL("company_id = %s", company.id),
            SQL("state IN %s", LIVE),
            SQL("ic_wish_keys(keys) && %s::text[]", lookup_keys(facts, accepted_colors)),
        ]
        if facts['price']:
            where.append(SQL("(ceiling IS NULL OR ceiling = 0 OR ceiling >= %s)", facts['price'] - 0.005))
        if facts['year']:
            slack = 2 if facts['year_about'] else 0
            where.append(SQL("COALESCE(year_from, 0) <= %s", facts['year'] + slack))
            where.append(SQL("COALESCE(NULLIF(year_to, 0), 9999) >= %s", facts['year'] - slack))
        if facts['size_mm']:
            where.append(SQL("COALESCE(size_from, 0) <= %s", facts['size_mm'] + 0.65))
            where.append(SQL("COALESCE(NULLIF(size_to, 0), 999) >= %s", facts['size_mm'] - 0.65))
        for name, accepted in (('colors', accepted_colors), ('materials', accepted_materials)):
            there = facts[name] or (facts['maybe_colors'] if name == 'colors' else [])
            if there:
                where.append(SQL("(facts->%s = '[]'::jsonb OR facts->%s ?| %s)", name, name, accepted(there)))
        for name in ('box', 'papers'):
            if facts[name] is False:
                where.append(SQL("%s IS NOT TRUE", SQL.identifier(name)))
        return SQL(
            """
            SELECT ARRAY_AGG(id), MIN(id), kind, COALESCE(ceiling, 0) > 0 AS has_price,
                   COALESCE(year_from, 0) > 0 OR COALESCE(year_to, 0) > 0 AS has_years
              FROM ic_wish WHERE %s GROUP BY kind, has_price, has_years""",
            SQL(" AND ").join(where),
        )

    @api.model
    def _ic_store(self, rows):
        """Write matches, each once; return those that are new, of which everybody who wants is told once.

        :param rows: list of (wish id, piece id, company id, Outcome, cause). A match that a person has dealt with
            stays as he left it; one that had ceased to fit comes back to the list.
        """
        if not rows:
            return self.browse()
        now, columns = fields.Datetime.now(), list(zip(*rows))
        found = self.env.execute_query(
            SQL(
                """
                INSERT INTO ic_wish_match (wish_id, product_tmpl_id, company_id, score, reasons, cause, state, found_on,
                                           user_id, create_uid, create_date, write_uid, write_date)
                SELECT new.wish_id, new.piece_id, new.company_id, new.score, new.reasons, new.cause, 'new', %(now)s,
                       wish.user_id, %(user)s, %(now)s, %(user)s, %(now)s
                  FROM UNNEST(%(wishes)s::int[], %(pieces)s::int[], %(companies)s::int[], %(scores)s::int[],
                              %(reasons)s::jsonb[], %(causes)s::varchar[])
                       AS new (wish_id, piece_id, company_id, score, reasons, cause)
                  JOIN ic_wish wish ON wish.id = new.wish_id
                ON CONFLICT (wish_id, product_tmpl_id) DO UPDATE
                   SET score = EXCLUDED.score, reasons = EXCLUDED.reasons, state = 'new', write_date = %(now)s
                 WHERE ic_wish_match.state = 'lapsed'
                    OR ic_wish_match.state = 'new' AND ic_wish_match.reasons IS DISTINCT FROM EXCLUDED.reasons
                RETURNING id, xmax = 0""",
                now=now,
                user=self.env.uid,
                wishes=list(columns[0]),
                pieces=list(columns[1]),
                companies=list(columns[2]),
                scores=[one.score for one in columns[3]],
                reasons=[json.dumps(one.reasons) for one in columns[3]],
                causes=list(columns[4]),
            )
        )
        self.invalidate_model()
        self.env['ic.wish'].invalidate_model(['match_ids', 'match_count'])
        new = self.browse([number for number, inserted in found if inserted])
        if new:
            new._ic_found()
        return new

    def _ic_found(self):
        """Called once for each match when it is found: the event. Extend it to tell other systems."""
        self.wish_id.filtered(lambda wish: wish.state == 'open').write({'state': 'matched'})
        # Read for all at once: raising an alert writes, and what was read before would be read anew for each.
        told = [(match, match.display_name, match.score, match.reason or '', match.wish_id.user_id) for match in self]
        for match, title, points, why, user in told:
            words = self.env._("%(score)s of 100: %(why)s", score=points, why=why)
            self.env['ic.alert']._ic_raise('wish_match', match, words=words, title=title, users=user)

    @api.autovacuum
    def _gc_lapsed(self):
        """Forget after a year what nobody has looked at and what fits no more."""
        old = fields.Datetime.now() - timedelta(days=365)
        self.search([('state', '=', 'lapsed'), ('write_date', '<', old)], limit=10000).unlink()
