"""The database writes down by itself what happens to claims, statuses and conflicts."""

from odoo import models

CLAIM = """
    CREATE OR REPLACE FUNCTION ic_claim_tell() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        held_before numeric := 0; promised_before numeric := 0;
        held_after numeric := 0; promised_after numeric := 0;
        what text; units numeric; moment timestamp := date_trunc('second', clock_timestamp() AT TIME ZONE 'UTC');
    BEGIN
        IF NEW.state = 'held' THEN held_after := NEW.quantity - NEW.fulfilled; END IF;
        IF NEW.state = 'committed' THEN promised_after := NEW.quantity - NEW.fulfilled; END IF;
        units := NEW.quantity;
        IF TG_OP = 'INSERT' THEN
            what := CASE NEW.state WHEN 'held' THEN 'taken' WHEN 'committed' THEN 'kept' WHEN 'done' THEN 'handed'
                                   ELSE NEW.state END;
        ELSE
            IF OLD.state = 'held' THEN held_before := OLD.quantity - OLD.fulfilled; END IF;
            IF OLD.state = 'committed' THEN promised_before := OLD.quantity - OLD.fulfilled; END IF;
            IF NEW.returned > OLD.returned THEN
                what := 'back'; units := NEW.returned - OLD.returned;
            ELSIF NEW.fulfilled > OLD.fulfilled THEN
                what := 'handed'; units := NEW.fulfilled - OLD.fulfilled;
            ELSIF NEW.state IN ('released', 'expired') AND NEW.state <> OLD.state THEN
                what := NEW.state; units := OLD.quantity - OLD.fulfilled;
            ELSIF NEW.state = 'committed' AND OLD.state = 'held' THEN
                what := 'kept'; units := promised_after;
            ELSIF NEW.quantity < OLD.quantity THEN
                what := 'shrank'; units := OLD.quantity - NEW.quantity;
            ELSIF NEW.quantity > OLD.quantity THEN
                what := 'grew'; units := NEW.quantity - OLD.quantity;
            ELSIF held_after = held_before AND promised_after = promised_before THEN
                RETURN NULL;
            ELSE
                what := 'closed';
            END IF;
        END IF;
        -- A hold counts for nothing from the moment its time is up, whenever somebody tidies up after it.
        IF what = 'expired' THEN
            moment := GREATEST(date_trunc('second', NEW.taken_on), LEAST(moment, date_trunc('second', NEW.expires_at)));
        END IF;
        INSERT INTO ic_stock_event (date, user_id, company_id, product_tmpl_id, topic, change, held, promised,
                                    quantity, kind, source, owner, reference, partner_id, expires_at, reason, claim_id)
        VALUES (moment, COALESCE(NEW.write_uid, NEW.user_id), NEW.company_id, NEW.product_tmpl_id, 'claim', what,
                held_after - held_before, promised_after - promised_before, units, NEW.kind, NEW.source,
                NEW.owner, NEW.reference, NEW.partner_id, CASE WHEN NEW.state = 'held' THEN NEW.expires_at END,
                CASE WHEN NEW.ended_on IS NOT NULL THEN NEW.end_reason END, NEW.id);
        RETURN NULL;
    END $$;
    DROP TRIGGER IF EXISTS ic_claim_tell ON ic_claim;
    CREATE TRIGGER ic_claim_tell AFTER INSERT OR UPDATE OF state, quantity, fulfilled, returned ON ic_claim
        FOR EACH ROW EXECUTE FUNCTION ic_claim_tell();
"""
STATUS = """
    CREATE OR REPLACE FUNCTION ic_status_log_tell() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO ic_stock_event (date, user_id, company_id, product_tmpl_id, topic, change, reason, reference,
                                    held, promised, status_log_id)
        VALUES (NEW.date, NEW.user_id, NEW.company_id, NEW.product_tmpl_id, 'status', 'status', NEW.reason, NEW.origin,
                0, 0, NEW.id);
        RETURN NULL;
    END $$;
    DROP TRIGGER IF EXISTS ic_status_log_tell ON ic_status_log;
    CREATE TRIGGER ic_status_log_tell AFTER INSERT ON ic_status_log
        FOR EACH ROW EXECUTE FUNCTION ic_status_log_tell();
"""
CONFLICT = """
    CREATE OR REPLACE FUNCTION ic_conflict_tell() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO ic_stock_event (date, user_id, company_id, product_tmpl_id, topic, change, quantity, kind, owner,
                                    reference, held, promised, conflict_id)
        VALUES (date_trunc('second', clock_timestamp() AT TIME ZONE 'UTC'), COALESCE(NEW.write_uid, NEW.create_uid),
                NEW.company_id, NEW.product_tmpl_id, 'conflict', NEW.state, NEW.quantity, NEW.kind, NEW.owner, NEW.name,
                0, 0, NEW.id);
        RETURN NULL;
    END $$;
    DROP TRIGGER IF EXISTS ic_conflict_told ON ic_conflict;
    CREATE TRIGGER ic_conflict_told AFTER INSERT ON ic_conflict
        FOR EACH ROW EXECUTE FUNCTION ic_conflict_tell();
    DROP TRIGGER IF EXISTS ic_conflict_settled ON ic_conflict;
    CREATE TRIGGER ic_conflict_settled AFTER UPDATE OF state ON ic_conflict
        FOR EACH ROW WHEN (NEW.state IS DISTINCT FROM OLD.state) EXECUTE FUNCTION ic_conflict_tell();
"""


class IcClaim(models.Model):
    _inherit = 'ic.claim'

    def init(self):
        """Extend to let the ledger tell every change of a claim."""
        result = super().init()
        self.env.cr.execute(CLAIM)
        return result


class IcStatusLog(models.Model):
    _inherit = 'ic.status.log'

    def init(self):
        """Extend to let the ledger tell every change of a status."""
        result = super().init()
        self.env.cr.execute(STATUS)
        return result


class IcConflict(models.Model):
    _inherit = 'ic.conflict'

    def init(self):
        """Extend to let the ledger tell every conflict and how it ended."""
        result = super().init()
        self.env.cr.execute(CONFLICT)
        return result
