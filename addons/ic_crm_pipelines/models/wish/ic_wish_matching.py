import json
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ...wishing.buckets import lookup_keys, plain_keys
from ...wishing.likeness import accepted_colors, accepted_materials
from ...wishing.scoring import judge_kind, judge_terms, score
from .ic_wish import COMPARED, LIVE
from .ic_wish_piece import OFFERED

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
        live = self.sudo().filtered(lambda wish: wish.state in LIVE and wish.kind_id.keys)
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
        self.env['ic.wish'].flush_model(['state', *COMPARED])
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
        pieces saves next to nothing. Price and years the database has compared; what is left to say of them is whether
        the wish names any.
        """
        found, rows, judged = [], self.env.execute_query(self._ic_narrow(piece.company_id, facts)), {}
        kinds = self.env['ic.wish.kind']._ic_facts_of({code: number for _wishes, number, code, _price, _years in rows})
        for wishes, _number, code, has_price, has_years in rows:
            if code not in judged:
                judged[code] = judge_kind(kinds[code], facts)
            terms = {'price_max': (facts['price'] or 1.0) if has_price else 0.0}
            terms.update(year_from=int(has_years), year_to=0)
            outcome = judge_terms(judged[code], terms, facts)
            if not outcome.refused:
                found += [(wish, outcome) for wish in wishes]
        return found

    @api.model
    def _ic_narrow(self, company, facts):
        """Return the query for the wishes that may fit: what is asked for exactly is compared here already.

        It finds the kinds, some dozens, and goes from each to its wishes; said as a plain join, the database might
        read all wishes instead. Its columns, a row for each kind and whether price and years are named: ids of the
        wishes, id of the kind, its code, whether they have a ceiling, whether they have years.
        """
        return SQL(
            """
            SELECT found.wishes, kind.id, kind.code, found.has_price, found.has_years
              FROM ic_wish_kind kind CROSS JOIN LATERAL (
                    SELECT ARRAY_AGG(id) AS wishes, COALESCE(ceiling, 0) > 0 AS has_price,
                           COALESCE(year_from, 0) > 0 OR COALESCE(year_to, 0) > 0 AS has_years
                      FROM ic_wish WHERE kind_id = kind.id AND state IN %s AND %s
                     GROUP BY has_price, has_years) AS found
             WHERE kind.company_id = %s AND ic_wish_keys(kind.keys) && %s::text[] AND %s""",
            LIVE,
            self._ic_terms_fit(facts),
            company.id,
            lookup_keys(facts, accepted_colors),
            self._ic_kind_fits(facts),
        )

    @api.model
    def _ic_terms_fit(self, facts):
        """Return the condition on price and years of wishes."""
        fits = [SQL("TRUE")]
        if facts['price']:
            fits.append(SQL("(ceiling IS NULL OR ceiling = 0 OR ceiling >= %s)", facts['price'] - 0.005))
        if facts['year']:
            slack = 2 if facts['year_about'] else 0
            fits.append(SQL("COALESCE(year_from, 0) <= %s", facts['year'] + slack))
            fits.append(SQL("COALESCE(NULLIF(year_to, 0), 9999) >= %s", facts['year'] - slack))
        return SQL(" AND ").join(fits)

    @api.model
    def _ic_kind_fits(self, facts):
        """Return the condition on what a kind of wish says."""
        fits = [SQL("TRUE")]
        for name, accepted in (('colors', accepted_colors), ('materials', accepted_materials)):
            there = facts[name] or (facts['maybe_colors'] if name == 'colors' else [])
            if there:
                fits.append(SQL("(kind.facts->%s = '[]'::jsonb OR kind.facts->%s ?| %s)", name, name, accepted(there)))
        for name in ('box', 'papers'):
            if facts[name] is False:
                fits.append(SQL("kind.facts->%s <> 'true'::jsonb", name))
        return SQL(" AND ").join(fits)

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
