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
    'product_public_category',
    'product_public_category_product_template_rel',
    'product_tag',
    'product_tag_product_template_rel',
)
TABLE = """
    CREATE TABLE IF NOT EXISTS ic_shop_change (id bigserial PRIMARY KEY);
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
REMOVE = "DROP FUNCTION IF EXISTS ic_shop_changed() CASCADE; DROP TABLE IF EXISTS ic_shop_change"


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
        for table in COUNTED:
            self.env.cr.execute(SQL(TRIGGER % {'table': table}))
        return result

    # === BUSINESS METHODS === #

    @api.model
    def _ic_shop_epoch(self):
        """Return which changes this transaction sees: the same value means that everything counted is the same."""
        known = getattr(request, 'ic_shop_epoch', None) if request else None
        if known is None:
            self.env.flush_all()
            query = SQL("SELECT count(*), COALESCE(max(id), 0), COALESCE(sum(id), 0)::text FROM ic_shop_change")
            known = self.env.execute_query(query)[0]
            if request and request.httprequest.method == 'GET':
                request.ic_shop_epoch = known  # who only looks changes nothing
        return known

    @api.model
    def _ic_kept(self, key, make):
        """Return what `make` returned for `key` when nothing that the shop counts had changed since, else make it.

        Two transactions that see the same changes see the same products, so nothing kept is ever out of date. Keep
        only what the tables COUNTED decide: no claim, no price, no record.

        :param tuple key: what it is, with everything that it depends on
        """
        key = (self.env.cr.dbname, self._ic_shop_epoch(), *key)
        with _lock:
            found = _kept.get(key)
        if found is None:
            found = make()
            with _lock:
                _kept[key] = found
        return found

    @api.autovacuum
    def _gc_ic_shop_changes(self):
        """Forget all changes but the last: whoever counted before counts once more."""
        self.env.cr.execute("DELETE FROM ic_shop_change WHERE id < (SELECT max(id) FROM ic_shop_change)")


class ProductTemplate(models.Model):
    _inherit = 'product.template'

    @api.model
    def _ic_prices_moved(self, pieces):
        """Extend: where prices have moved, the filters count anew, though no row of a piece was written."""
        if pieces:
            self.env.cr.execute("INSERT INTO ic_shop_change DEFAULT VALUES")
        return super()._ic_prices_moved(pieces)
