from threading import Lock

from odoo import api, models
from odoo.http import request
from odoo.tools import SQL
from odoo.tools.lru import LRU

# One store of eight shelves needs some twenty without filters; the rest are the filters people choose most.
_kept = LRU(256)
_lock = Lock()

# What the filters of the shop count, and what decides which products are counted.
COUNTED = (
    'product_template',
    'product_template_attribute_line',
    'product_alternative_rel',
    'product_public_category',
    'product_public_category_product_template_rel',
    'product_tag',
    'product_tag_product_template_rel',
)
# A change of these alone leaves all counts as they are that do not ask for a price.
PRICES = ('list_price', 'ic_wholesale_price')
BESIDE = ('write_uid', 'write_date')
# So many pieces of one statement are compared with what they were; more than that count as changed.
COMPARED = 50
TABLE = """
    CREATE TABLE IF NOT EXISTS ic_shop_change (id bigserial PRIMARY KEY);
    ALTER TABLE ic_shop_change ADD COLUMN IF NOT EXISTS of_price boolean NOT NULL DEFAULT false;
    ALTER TABLE ic_shop_change ADD COLUMN IF NOT EXISTS was jsonb;
    CREATE OR REPLACE FUNCTION ic_shop_changed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO ic_shop_change DEFAULT VALUES;
        RETURN NULL;
    END $$;
"""
TRIGGER = """
    DROP TRIGGER IF EXISTS ic_shop_changed ON %(table)s;
    CREATE TRIGGER ic_shop_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %(table)s
        FOR EACH STATEMENT EXECUTE FUNCTION ic_shop_changed();
"""
# Pieces are written all day long, their prices above all: there it says whether anything else has changed, and if not,
# which pieces they are and between what their prices were. Whether a price has changed at all is looked at first: to
# compare everything else costs as much as the writing itself, and a sale changes no price.
PIECES = """
    CREATE OR REPLACE FUNCTION ic_shop_piece_changed() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        beside CONSTANT text[] := %(beside)s;
        many boolean;
    BEGIN
        SELECT count(*) > %(compared)s INTO many FROM (SELECT FROM after LIMIT %(compared)s + 1) few;
        IF many OR EXISTS (SELECT FROM after LEFT JOIN before USING (id) WHERE %(same_prices)s) THEN
            INSERT INTO ic_shop_change DEFAULT VALUES;
        ELSIF EXISTS (
            SELECT FROM after LEFT JOIN before USING (id)
             WHERE to_jsonb(after) - beside IS DISTINCT FROM to_jsonb(before) - beside)
        THEN
            INSERT INTO ic_shop_change DEFAULT VALUES;
        ELSE
            INSERT INTO ic_shop_change (of_price, was)
            SELECT true, jsonb_build_object('ids', COALESCE(jsonb_agg(id), '[]'), %(ranges)s) FROM before;
        END IF;
        RETURN NULL;
    END $$;
    DROP TRIGGER IF EXISTS ic_shop_changed ON product_template;
    CREATE TRIGGER ic_shop_changed AFTER INSERT OR DELETE OR TRUNCATE ON product_template
        FOR EACH STATEMENT EXECUTE FUNCTION ic_shop_changed();
    DROP TRIGGER IF EXISTS ic_shop_piece_changed ON product_template;
    CREATE TRIGGER ic_shop_piece_changed AFTER UPDATE ON product_template
        REFERENCING OLD TABLE AS before NEW TABLE AS after
        FOR EACH STATEMENT EXECUTE FUNCTION ic_shop_piece_changed();
"""
RANGE = "'%(name)s', CASE WHEN bool_and(%(name)s IS NOT NULL) THEN jsonb_build_array(min(%(name)s), max(%(name)s)) END"
REMOVE = """
    DROP FUNCTION IF EXISTS ic_shop_changed() CASCADE;
    DROP FUNCTION IF EXISTS ic_shop_piece_changed() CASCADE;
    DROP TABLE IF EXISTS ic_shop_change
"""
# Number, highest and sum of the changes that a transaction sees; and of those that were not of prices alone.
SEEN = """
    SELECT count(*), COALESCE(max(id), 0), COALESCE(sum(id), 0)::text,
           count(*) FILTER (WHERE NOT of_price),
           COALESCE(max(id) FILTER (WHERE NOT of_price), 0),
           COALESCE(sum(id) FILTER (WHERE NOT of_price), 0)::text
      FROM ic_shop_change
"""
# What of the changes up to one is still seen, and what the later ones say.
SINCE = """
    SELECT count(*) FILTER (WHERE id <= %(last)s),
           COALESCE(sum(id) FILTER (WHERE id <= %(last)s), 0)::text,
           jsonb_agg(was) FILTER (WHERE id > %(last)s)
      FROM ic_shop_change
"""


class Website(models.Model):
    """Tells whether anything has changed that the shop counts, so that nobody counts twice.

    The database writes a row for each statement that changes one of those tables, whoever makes it. Nobody waits for
    anybody: each transaction adds rows of its own, and they show when it is committed.
    """

    _inherit = 'website'

    def init(self):
        """Extend to let the database write down what changes."""
        result = super().init()
        self.env.cr.execute(TABLE)
        for table in COUNTED[1:]:
            self.env.cr.execute(SQL(TRIGGER % {'table': table}))
        parts = {
            'beside': 'ARRAY[%s]' % ', '.join(f"'{name}'" for name in (*PRICES, *BESIDE)),
            'compared': COMPARED,
            'same_prices': ' AND '.join(f'after.{name} IS NOT DISTINCT FROM before.{name}' for name in PRICES),
            'ranges': ', '.join(RANGE % {'name': name} for name in PRICES),
        }
        self.env.cr.execute(SQL(PIECES % parts))
        return result

    # === BUSINESS METHODS === #

    @api.model
    def _ic_shop_epoch(self, of_price=True):
        """Return which changes this transaction sees: the same value means that everything counted is the same.

        :param bool of_price: whether a new price is a change
        """
        looks = request and request.httprequest.method == 'GET'  # who only looks changes nothing
        known = getattr(request, 'ic_shop_epoch', None) if looks else None
        if known is None:
            self.env.flush_all()
            known = self.env.execute_query(SQL(SEEN))[0]
            if looks:
                request.ic_shop_epoch = known
        return known[:3] if of_price else known[3:]

    @api.model
    def _ic_kept(self, key, make, of_price=True):
        """Return what `make` returned for `key` when nothing that the shop counts had changed since, else make it.

        Two transactions that see the same changes see the same products, so nothing kept is ever out of date. Keep
        only what the tables COUNTED decide: no claim, no price, no record.

        :param tuple key: what it is, with everything that it depends on
        :param bool of_price: False where no price has a say in it, so that it outlives new prices
        """
        key = (self.env.cr.dbname, self._ic_shop_epoch(of_price), *key)
        with _lock:
            found = _kept.get(key)
        if found is None:
            found = make()
            with _lock:
                _kept[key] = found
        return found

    @api.model
    def _ic_followed(self, key, make, follow):
        """Return what `make` returned for `key`, brought up to date where nothing but prices has changed since.

        :param tuple key: what it is, with everything that it depends on
        :param follow: takes what was kept and the changes of prices since, as list of dicts: ids of the pieces, and for
            each of PRICES the lowest and highest of what it was, or None. Returns what it is now, None to make it anew
        """
        key, epoch = (self.env.cr.dbname, self._ic_shop_epoch(of_price=False), 'followed', *key), self._ic_shop_epoch()
        with _lock:
            kept_epoch, found = _kept.get(key) or (None, None)
        if kept_epoch != epoch:
            changes = self._ic_prices_since(kept_epoch) if kept_epoch else None
            found = follow(found, changes) if changes else None
            if found is None:
                found = make()
            with _lock:
                _kept[key] = epoch, found
        return found

    @api.model
    def _ic_prices_since(self, epoch):
        """Return what the changes of prices since `epoch` say, see `_ic_followed`; None where they do not say all."""
        count, last, total = epoch
        seen, seen_total, later = self.env.execute_query(SQL(SINCE, last=last))[0]
        whole = (seen, seen_total) == (count, total) and later and all(later)
        return later if whole else None

    @api.autovacuum
    def _gc_ic_shop_changes(self):
        """Forget all changes before this one: whoever counted before counts once more.

        The row that stays is a new one that nobody has seen, of no kind that some do not ask for: what is left could
        otherwise look like what there was long ago.
        """
        self.env.cr.execute("INSERT INTO ic_shop_change DEFAULT VALUES RETURNING id")
        self.env.cr.execute("DELETE FROM ic_shop_change WHERE id < %s", self.env.cr.fetchone())


class ProductTemplate(models.Model):
    _inherit = 'product.template'

    @api.model
    def _ic_prices_moved(self, pieces):
        """Extend: where prices have moved, what asks for them counts anew, though no row of a piece was written."""
        if pieces:
            self.env.cr.execute("INSERT INTO ic_shop_change (of_price) VALUES (true)")
        return super()._ic_prices_moved(pieces)
