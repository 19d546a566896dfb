from odoo import api, fields, models
from odoo.tools import SQL

KINDS = [
    ('low_stock', "Low Stock"),
    ('zero_stock', "Out of Stock"),
    ('overdue', "Overdue Check-out"),
    ('lapsed_hold', "Client Hold Lapsed"),
    ('conflict', "Open Conflict"),
    ('ledger', "Ledger Difference"),
]
# Who may be told of a kind at all. A record of the store is never told to somebody who could not open it.
AUDIENCE = {
    'low_stock': 'ic_inventory_luxury.group_employee',
    'zero_stock': 'ic_inventory_luxury.group_employee',
    'overdue': 'ic_inventory_luxury.group_employee',
    'lapsed_hold': 'ic_inventory_luxury.group_employee',
    'conflict': 'ic_inventory_luxury.group_store_admin',
    'ledger': 'ic_inventory_luxury.group_store_admin',
}


class IcAlert(models.Model):
    """Something the house should know, told once to everybody who wants to hear of it.

    One row per occasion: the database refuses a second one for the same kind, record and occasion while the first is
    not over. When it is over (`_ic_clear`), the same may be told again the next time it happens.
    """

    _name = 'ic.alert'
    _description = "Alert"
    _order = 'raised_on desc, id desc'
    _rec_name = 'title'

    kind = fields.Selection(KINDS, required=True, readonly=True, index=True)
    title = fields.Char(required=True, readonly=True)
    words = fields.Text(string="What Happened", readonly=True)
    company_id = fields.Many2one('res.company', required=True, readonly=True, index=True, ondelete='cascade')
    product_tmpl_id = fields.Many2one(
        'product.template', string="Piece", readonly=True, index='btree_not_null', ondelete='cascade'
    )
    image_128 = fields.Image(related='product_tmpl_id.image_128')
    res_model = fields.Char(string="Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(string="Record", model_field='res_model', required=True, readonly=True)
    occasion = fields.Char(required=True, readonly=True, default='', help="What tells one time from the next.")
    raised_on = fields.Datetime(string="Since", required=True, readonly=True, index=True)
    state = fields.Selection([('open', "Open"), ('over', "Over")], required=True, readonly=True, index=True)
    over_on = fields.Datetime(string="Over Since", readonly=True)
    over_reason = fields.Char(string="Over Because", readonly=True)
    user_ids = fields.Many2many(
        'res.users', 'ic_alert_user_rel', 'alert_id', 'user_id', string="Told in the App", readonly=True
    )
    dismissed_user_ids = fields.Many2many(
        'res.users', 'ic_alert_dismissed_rel', 'alert_id', 'user_id', string="Dismissed By", readonly=True
    )
    mail_user_ids = fields.Many2many(
        'res.users', 'ic_alert_mail_rel', 'alert_id', 'user_id', string="Told by E-mail", readonly=True
    )
    mailed_on = fields.Datetime(string="E-mails Queued On", readonly=True)

    _once = models.UniqueIndex(
        "(kind, res_model, res_id, occasion) WHERE state = 'open'", "This has been told already and is not over yet."
    )

    # === BUSINESS METHODS === #

    @api.model
    def _ic_raise(self, kind, record, occasion='', words='', title=None, users=None):
        """Tell the house that something happened, once while it lasts. Costs nothing when it has been told already.

        Mail is not written here but by a job after the transaction, so that no sale waits for it.

        :param str kind: a value of `kind`
        :param record: the record it is about (one); it has a company, and opens when the alert is clicked
        :param str occasion: tells one time from the next on the same record while both may be open (a due date)
        :param str words: what happened, in a sentence; no amounts of money
        :param str title: by default the name of the record
        :param users: res.users who are told besides those whose preferences say so (who is responsible)
        :return: the new ic.alert, or an empty recordset when it has been told already
        """
        record.ensure_one()
        self = self.sudo()
        row = self.env.execute_query(
            SQL(
                """
                INSERT INTO ic_alert (kind, res_model, res_id, occasion, company_id, title, words, product_tmpl_id,
                                      state, raised_on, create_uid, create_date, write_uid, write_date)
                VALUES (%(kind)s, %(model)s, %(id)s, %(occasion)s, %(company)s, %(title)s, %(words)s, %(piece)s,
                        'open', %(now)s, %(user)s, %(now)s, %(user)s, %(now)s)
                ON CONFLICT (kind, res_model, res_id, occasion) WHERE state = 'open' DO NOTHING
                RETURNING id""",
                kind=kind,
                model=record._name,
                id=record.id,
                occasion=occasion or '',
                company=(record.company_id or self.env.company).id,
                title=title or record.sudo().with_context(display_default_code=False).display_name,
                words=words or None,
                piece=self._ic_piece_of(record).id or None,
                now=fields.Datetime.now(),
                user=self.env.uid,
            )
        )
        alert = self.browse([found for (found,) in row])
        if alert:
            alert._ic_tell(users)
        return alert

    @api.model
    def _ic_clear(self, kind, records, occasion=None, reason=None):
        """Say that what was told of `records` is over; the next time it happens is told again.

        :param str occasion: only this one; all open ones by default
        """
        domain = [('kind', '=', kind), ('res_model', '=', records._name), ('res_id', 'in', records.ids)]
        if occasion is not None:
            domain.append(('occasion', '=', occasion))
        over = self.sudo().search([*domain, ('state', '=', 'open')])
        over.write({'state': 'over', 'over_on': fields.Datetime.now(), 'over_reason': reason})
        return over

    @api.model
    def _ic_piece_of(self, record):
        if record._name == 'product.template':
            return record
        if record._name == 'product.product' or 'product_tmpl_id' in record._fields:
            return record.sudo().product_tmpl_id[:1]
        if 'product_id' in record._fields:
            return record.sudo().product_id.product_tmpl_id[:1]
        return self.env['product.template']

    def _ic_tell(self, users=None):
        """Put the alert into the lists of those who want it there; hand the mails of the others to a job."""
        self.ensure_one()
        audience = self._ic_audience() | (users or self.env['res.users']).sudo().filtered('active')
        ways = {user: user._ic_alert_way(self.kind) for user in audience}
        self.write(
            {
                'user_ids': [user.id for user, way in ways.items() if way in ('app', 'both')],
                'mail_user_ids': [user.id for user, way in ways.items() if way in ('email', 'both')],
            }
        )
        if self.mail_user_ids:
            self._ic_queue_mails()

    def _ic_audience(self):
        """Return who belongs to this store and may see what the alert is about."""
        self.ensure_one()
        group = self.env.ref(AUDIENCE[self.kind])
        return group.sudo().all_user_ids.filtered(
            lambda user: user.active and not user.share and self.company_id in user.company_ids
        )
