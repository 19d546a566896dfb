from datetime import timedelta
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

STATES = [
    ('draft', "Draft"),
    ('quoted', "Quoted"),
    ('accepted', "Accepted"),
    ('received', "Received"),
    ('paid', "Paid"),
    ('cancel', "Cancelled"),
]
METHODS = [('cash', "Cash"), ('check', "Check"), ('wire', "Bank Transfer"), ('other', "Other")]
# What the machine writes and nobody types: a bid is worth money.
FACTS = {
    'state',
    'quoted_at',
    'valid_until',
    'accepted_on',
    'received_on',
    'bill_id',
    'problem',
    'picking_id',
    'identity_words',
    'name',
}
DONE = ('accepted', 'received', 'paid')
IDENTITY = 'ic_bullion.group_seller_identity'


class IcBuyback(models.Model):
    """What the house buys from somebody who comes in with metal: a bid that holds for minutes, goods, money.

    Who takes a step locks the row first; whoever wanted the same step at the same moment is sent back by the database,
    comes again and finds it done.
    """

    _name = 'ic.buyback'
    _description = "Buy-back"
    _inherit = ['mail.thread', 'mail.activity.mixin']
    _order = 'id desc'
    _check_company_auto = True

    name = fields.Char(string="Number", required=True, readonly=True, copy=False, default="New")
    state = fields.Selection(
        STATES, required=True, readonly=True, default='draft', copy=False, tracking=True, index=True
    )
    company_id = fields.Many2one(
        'res.company', required=True, index=True, default=lambda self: self.env.company, ondelete='restrict'
    )
    currency_id = fields.Many2one(related='company_id.currency_id')
    partner_id = fields.Many2one(
        'res.partner', string="Seller", required=True, index=True, ondelete='restrict', check_company=True
    )
    user_id = fields.Many2one(
        'res.users', string="Bought By", required=True, default=lambda self: self.env.user, ondelete='restrict'
    )
    line_ids = fields.One2many('ic.buyback.line', 'buyback_id', string="Goods", copy=True)
    location_id = fields.Many2one(
        'stock.location',
        string="Goes To",
        required=True,
        check_company=True,
        default=lambda self: self._default_location_id(),
        domain="[('usage', '=', 'internal')]",
        ondelete='restrict',
    )
    # The bid
    quoted_at = fields.Datetime(string="Quoted On", readonly=True, copy=False)
    valid_until = fields.Datetime(string="Holds Until", readonly=True, copy=False)
    is_lapsed = fields.Boolean(string="Lapsed", compute='_compute_is_lapsed')
    fine_ounces = fields.Float(digits=(16, 6), compute='_compute_totals', store=True)
    metal_value = fields.Monetary(string="Worth at Spot", compute='_compute_totals', store=True)
    amount_total = fields.Monetary(string="We Pay", compute='_compute_totals', store=True)
    spread = fields.Monetary(
        string="Below Spot", compute='_compute_totals', store=True, help="What the metal is worth over what is paid."
    )
    # Who the seller is
    identity_id = fields.Many2one(
        'ic.seller.identity',
        string="Identity Document",
        check_company=True,
        copy=False,
        ondelete='restrict',
        groups=IDENTITY,
        domain="[('partner_id', '=', partner_id)]",
    )
    identity_state = fields.Selection(
        [('missing', "No document yet"), ('expired', "Document has expired"), ('fine', "Document seen")],
        string="Identity",
        compute='_compute_identity_state',
    )
    identity_words = fields.Char(string="Document Seen", readonly=True, copy=False)
    declaration = fields.Text(default=lambda self: self.env.company.ic_buyback_declaration)
    signature = fields.Binary(string="Seller's Signature", attachment=True, copy=False)
    # Goods and money
    accepted_on = fields.Datetime(readonly=True, copy=False)
    received_on = fields.Datetime(readonly=True, copy=False)
    picking_id = fields.Many2one(
        'stock.picking', string="Receipt", readonly=True, copy=False, index='btree_not_null', ondelete='restrict'
    )
    payment_method = fields.Selection(METHODS, required=True, default='wire')
    journal_id = fields.Many2one(
        'account.journal',
        string="Paid From",
        check_company=True,
        domain="[('type', 'in', ('bank', 'cash'))]",
        ondelete='restrict',
        help="The cash box or bank account. Empty: the first one that goes with the method.",
    )
    payment_reference = fields.Char(copy=False, help="Number of the check, reference of the transfer.")
    bill_id = fields.Many2one('account.move', readonly=True, copy=False, index='btree_not_null', ondelete='restrict')
    problem = fields.Char(string="Why Not Booked", readonly=True, copy=False)
    note = fields.Text(string="Internal Note")

    _bill_once = models.UniqueIndex("(bill_id) WHERE bill_id IS NOT NULL", "A bill is of one purchase only.")
    _picking_once = models.UniqueIndex(
        "(picking_id) WHERE picking_id IS NOT NULL", "A receipt is of one purchase only."
    )

    # === DEFAULTS === #

    def _default_location_id(self):
        warehouse = self.env['stock.warehouse'].sudo().search([('company_id', '=', self.env.company.id)], limit=1)
        return warehouse.lot_stock_id

    # === COMPUTE METHODS === #

    @api.depends('line_ids.total', 'line_ids.metal_value', 'line_ids.fine_ounces', 'line_ids.quantity')
    def _compute_totals(self):
        for buyback in self:
            lines = buyback.line_ids
            buyback.fine_ounces = float(sum((line._ic_fine_ounces() * line.quantity for line in lines), Decimal(0)))
            buyback.metal_value = sum(lines.mapped('metal_value'))
            buyback.amount_total = sum(lines.mapped('total'))
            buyback.spread = buyback.metal_value - buyback.amount_total if buyback.amount_total else 0.0

    @api.depends('state', 'valid_until')
    def _compute_is_lapsed(self):
        now = fields.Datetime.now()
        for buyback in self:
            buyback.is_lapsed = bool(buyback.state == 'quoted' and buyback.valid_until and buyback.valid_until <= now)

    @api.depends('partner_id', 'company_id')
    def _compute_identity_state(self):
        for buyback in self:
            identity = buyback.sudo().identity_id
            if not identity or identity.partner_id != buyback.partner_id:
                buyback.identity_state = 'missing'
            else:
                buyback.identity_state = 'expired' if identity.is_expired else 'fine'

    # === ONCHANGE === #

    @api.onchange('partner_id', 'company_id')
    def _onchange_partner_id(self):
        """Take the document that was seen last."""
        if not self.env.user.has_group(IDENTITY):
            return
        for buyback in self.filtered('partner_id'):
            domain = [('partner_id', '=', buyback.partner_id.id), ('company_id', '=', buyback.company_id.id)]
            buyback.identity_id = self.env['ic.seller.identity'].search(domain, limit=1)

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base` to number what is bought, and to let nobody state a bid."""
        for vals in vals_list:
            self._ic_check_facts(vals, keep=('name', 'state'))
            company = self.env['res.company'].browse(vals.get('company_id') or self.env.company.id)
            sequence = self.env['ir.sequence'].sudo().with_company(company)
            if vals.get('name', "New") == "New":
                vals['name'] = sequence.next_by_code('ic.buyback') or "New"
            if not self.env.su:
                vals['state'] = 'draft'
        return super().create(vals_list)

    def write(self, vals):
        """Override of `base`: what is agreed is not changed any more."""
        self._ic_check_facts(vals)
        fixed = {'partner_id', 'company_id', 'line_ids'} & vals.keys()
        if fixed and not self.env.su:
            for buyback in self.filtered(lambda buyback: buyback.state in DONE):
                raise UserError(self.env._("%s is agreed: seller and goods stay as they are.", buyback.name))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        for buyback in self.filtered(lambda buyback: buyback.state not in ('draft', 'cancel')):
            raise UserError(self.env._("%s is more than a draft. Cancel it.", buyback.name))

    def _ic_check_facts(self, vals, keep=()):
        """Refuse what only the course of things may write."""
        typed = (FACTS & vals.keys()) - set(keep)
        if typed and not self.env.su:
            raise AccessError(self.env._("%s is not typed: it follows from the buttons.", ', '.join(sorted(typed))))

    # === ACTIONS === #

    def action_quote(self):
        """Bid by the rules at the newest prices; the bid holds for as long as the store says."""
        self._ic_lock()
        for buyback in self:
            if buyback.state not in ('draft', 'quoted'):
                raise UserError(self.env._("%s is past its bid.", buyback.name))
            if not buyback.line_ids:
                raise UserError(self.env._("%s: enter what is offered first.", buyback.name))
            now, again = fields.Datetime.now(), buyback.state == 'quoted'
            for line in buyback.line_ids:
                line._ic_quote(now, again=again)
            until = now + timedelta(minutes=buyback.company_id.ic_bid_minutes)
            buyback.sudo().write({'state': 'quoted', 'quoted_at': now, 'valid_until': until})
        return True

    def action_accept(self):
        """Take the seller's yes, once, while the bid holds. A second yes at the same moment changes nothing."""
        self._ic_lock()
        now = fields.Datetime.now()
        for buyback in self.filtered(lambda buyback: buyback.state not in DONE):
            buyback._ic_check_acceptable(now)
            words = buyback.sudo().identity_id._ic_hint() if buyback.sudo().identity_id else False
            buyback.sudo().write({'state': 'accepted', 'accepted_on': now, 'identity_words': words})
        return True

    def action_draft(self):
        """Back to the beginning: the goods can be changed, the bid is gone."""
        self._ic_lock()
        for buyback in self:
            if buyback.state not in ('quoted', 'cancel'):
                raise UserError(self.env._("%s is agreed or still a draft.", buyback.name))
            buyback.sudo().write({'state': 'draft', 'quoted_at': False, 'valid_until': False})
            buyback.line_ids.sudo()._ic_forget_quote()
        return True

    def action_cancel(self):
        self._ic_lock()
        for buyback in self.filtered(lambda buyback: buyback.state != 'cancel'):
            if buyback.state in ('received', 'paid'):
                raise UserError(
                    self.env._("%s: the goods are in the house. Return them with the receipt instead.", buyback.name)
                )
            buyback.sudo().write({'state': 'cancel', 'valid_until': False})
        return True

    # === BUSINESS METHODS === #

    def _ic_lock(self):
        """Lock the rows; who comes second at the same moment fails here, is tried again and reads what was done."""
        self.check_access('write')
        self.flush_recordset()
        if self.ids:
            self.env.cr.execute(SQL("SELECT id FROM ic_buyback WHERE id IN %s ORDER BY id FOR UPDATE", tuple(self.ids)))
        self.invalidate_recordset()

    def _ic_check_acceptable(self, now):
        """Refuse a bid that does not hold, or a seller who has not shown who he is."""
        self.ensure_one()
        if self.state != 'quoted':
            raise UserError(self.env._("%s has no bid: press Quote.", self.name))
        if self.valid_until <= now:
            until = fields.Datetime.context_timestamp(self, self.valid_until)
            raise UserError(
                self.env._(
                    "The bid of %(name)s held until %(time)s. Quote again: the metal may have moved.",
                    name=self.name,
                    time=f'{until:%H:%M}',
                )
            )
        if self.company_id.ic_buyback_needs_identity and self.identity_state != 'fine':
            label = dict(self._fields['identity_state']._description_selection(self.env))[self.identity_state]
            raise UserError(
                self.env._(
                    "%(name)s, %(seller)s: %(what)s. Enter a document that is valid.",
                    name=self.name,
                    seller=self.partner_id.name,
                    what=label,
                )
            )
