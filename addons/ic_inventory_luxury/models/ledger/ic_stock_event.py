from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import sql


class IcStockEvent(models.Model):
    """What happened to a piece without moving it: promised, released, its status changed, a conflict.

    Written by the database itself (`event_triggers.py`), whoever changes a claim and however. It draws its ids from
    the sequence of the ledger entries, so that the ids of both tell which came first within one second.
    """

    _name = 'ic.stock.event'
    _description = "Ledger Event"
    _order = 'id desc'
    _log_access = False

    date = fields.Datetime(required=True, readonly=True)
    user_id = fields.Many2one('res.users', string="By", readonly=True, ondelete='set null')
    company_id = fields.Many2one('res.company', required=True, readonly=True, index=True, ondelete='cascade')
    product_tmpl_id = fields.Many2one(
        'product.template', string="Piece", required=True, readonly=True, index=True, ondelete='cascade'
    )
    topic = fields.Selection(
        [('claim', "Promise"), ('status', "Status"), ('conflict', "Conflict")], required=True, readonly=True
    )
    change = fields.Char(required=True, readonly=True, help="What happened, as a code.")
    held = fields.Float(string="Change of Held", digits='Product Unit', readonly=True)
    promised = fields.Float(string="Change of Promised", digits='Product Unit', readonly=True)
    quantity = fields.Float(digits='Product Unit', readonly=True)
    kind = fields.Char(readonly=True)
    source = fields.Char(readonly=True)
    owner = fields.Char(readonly=True)
    reference = fields.Char(readonly=True)
    partner_id = fields.Many2one('res.partner', readonly=True, ondelete='set null')
    expires_at = fields.Datetime(readonly=True)
    reason = fields.Char(readonly=True)
    claim_id = fields.Many2one('ic.claim', readonly=True, ondelete='cascade')
    conflict_id = fields.Many2one('ic.conflict', readonly=True, ondelete='cascade')
    status_log_id = fields.Many2one('ic.status.log', readonly=True, ondelete='cascade')

    def init(self):
        """Share the sequence of the ledger, refuse changes, and tell what was there before this table was."""
        result = super().init()
        self.env.cr.execute(
            """
            CREATE OR REPLACE FUNCTION ic_stock_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                -- Only what the database does itself may pass: a deleted piece takes its history along.
                IF pg_trigger_depth() = 1 THEN
                    RAISE EXCEPTION 'The stock ledger is append-only: % refused', TG_OP
                          USING ERRCODE = 'check_violation';
                END IF;
                RETURN NULL;
            END $$;
            DROP TRIGGER IF EXISTS ic_stock_event_append_only ON ic_stock_event;
            CREATE TRIGGER ic_stock_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ic_stock_event
                FOR EACH STATEMENT EXECUTE FUNCTION ic_stock_event_refuse();
            """
        )
        if sql.table_exists(self.env.cr, 'ic_stock_entry'):
            self.env.cr.execute(
                "ALTER TABLE ic_stock_event ALTER COLUMN id SET DEFAULT nextval('ic_stock_entry_id_seq')"
            )
            self._ic_tell_earlier()
        return result

    # === CRUD === #

    def write(self, vals):  # pylint: disable=method-required-super
        """What happened stays as it happened."""
        raise UserError(self.env._("The stock ledger is append-only. Correct the stock; the ledger follows."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The stock ledger is append-only. Correct the stock; the ledger follows."))

    # === BUSINESS METHODS === #

    @api.model
    def _ic_tell_earlier(self):
        """Write the events of status changes and claims from before there was this table."""
        if sql.table_exists(self.env.cr, 'ic_status_log'):
            self.env.cr.execute(
                """
                INSERT INTO ic_stock_event (date, user_id, company_id, product_tmpl_id, topic, change, reason,
                                            reference, held, promised, status_log_id)
                SELECT date, user_id, company_id, product_tmpl_id, 'status', 'status', reason, origin, 0, 0, id
                  FROM ic_status_log log
                 WHERE NOT EXISTS (SELECT 1 FROM ic_stock_event told WHERE told.status_log_id = log.id)
                 ORDER BY id"""
            )
        if sql.table_exists(self.env.cr, 'ic_claim'):
            self.env.cr.execute(
                """
                INSERT INTO ic_stock_event (date, user_id, company_id, product_tmpl_id, topic, change, kind, source,
                                            owner, reference, partner_id, expires_at, quantity, held, promised,
                                            claim_id)
                SELECT taken_on, user_id, company_id, product_tmpl_id, 'claim',
                       CASE state WHEN 'done' THEN 'handed' WHEN 'committed' THEN 'kept' ELSE 'taken' END, kind, source,
                       owner, reference, partner_id, expires_at, quantity,
                       CASE state WHEN 'held' THEN quantity - fulfilled ELSE 0 END,
                       CASE state WHEN 'committed' THEN quantity - fulfilled ELSE 0 END, id
                  FROM ic_claim claim
                 WHERE NOT EXISTS (SELECT 1 FROM ic_stock_event told WHERE told.claim_id = claim.id)
                 ORDER BY id"""
            )
