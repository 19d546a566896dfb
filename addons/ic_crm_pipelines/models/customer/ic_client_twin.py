from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL


class IcClientTwin(models.Model):
    """Two contacts with the same e-mail address or phone number: perhaps the same person, told by the database.

    Found anew at each look, so that the list cannot go stale. People of one house share its number: they are no twins,
    nor are contacts that somebody has told apart, nor the contacts of two stores.
    """

    _name = 'ic.client.twin'
    _description = "Perhaps the Same Client"
    _auto = False
    _order = 'same desc, id desc'
    _rec_name = 'partner_id'
    _depends = {
        'res.partner': [
            'active', 'type', 'company_id', 'commercial_partner_id', 'email_normalized', 'phone_sanitized',
            'partner_share',
        ],
        'ic.client.apart': ['first_id', 'second_id'],
    }  # fmt: skip

    partner_id = fields.Many2one('res.partner', string="Client", readonly=True)
    twin_id = fields.Many2one('res.partner', string="Perhaps the Same", readonly=True)
    company_id = fields.Many2one('res.company', string="Store", readonly=True)
    same = fields.Selection(
        [('phone', "Phone"), ('email', "E-mail"), ('email_phone', "E-mail and Phone")],
        string="They Share",
        readonly=True,
    )
    email = fields.Char(related='partner_id.email', string="E-mail")
    twin_email = fields.Char(related='twin_id.email', string="E-mail of the Other")
    phone = fields.Char(related='partner_id.phone')
    twin_phone = fields.Char(related='twin_id.phone', string="Phone of the Other")

    @property
    def _table_query(self):
        """Pairs, the older contact first. The number of a pair is made of both ids, so that it means the same pair at
        every look."""
        return SQL(
            """
            SELECT first_id::bigint * 4194304 + second_id AS id, first_id AS partner_id, second_id AS twin_id,
                   MIN(company_id) AS company_id,
                   CASE COUNT(*) WHEN 2 THEN 'email_phone' ELSE MIN(same) END AS same
              FROM (%(email)s UNION ALL %(phone)s) AS pair
             WHERE NOT EXISTS (SELECT 1 FROM ic_client_apart apart
                                WHERE apart.first_id = pair.first_id AND apart.second_id = pair.second_id)
             GROUP BY first_id, second_id""",
            email=self._ic_pairs('email', SQL("email_normalized")),
            phone=self._ic_pairs('phone', SQL("phone_sanitized")),
        )

    @api.model
    def _ic_pairs(self, name, column):
        return SQL(
            """
            SELECT one.id AS first_id, two.id AS second_id, %(name)s AS same,
                   COALESCE(one.company_id, two.company_id) AS company_id
              FROM res_partner one JOIN res_partner two ON two.%(column)s = one.%(column)s AND one.id < two.id
             WHERE one.%(column)s <> '' AND two.%(column)s <> '' AND one.active AND two.active
               AND one.partner_share AND two.partner_share AND one.type = 'contact' AND two.type = 'contact'
               AND one.commercial_partner_id <> two.commercial_partner_id
               AND (one.company_id = two.company_id OR one.company_id IS NULL OR two.company_id IS NULL)""",
            name=name,
            column=column,
        )

    # === ACTIONS === #

    def action_ic_merge(self):
        """Open Odoo's merge of contacts with the two, the older one to stay."""
        self.ensure_one()
        people = self._ic_people()
        wizard = self.env['base.partner.merge.automatic.wizard'].create(
            {'state': 'selection', 'partner_ids': [Command.set(people.ids)], 'dst_partner_id': people[0].id}
        )
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Merge Clients"),
            'res_model': wizard._name,
            'res_id': wizard.id,
            'view_mode': 'form',
            'target': 'new',
        }

    def action_ic_apart(self):
        """Remember that the two are different people; the pair is proposed no more."""
        self.check_access('read')
        if not self.env.user.has_group('ic_inventory_luxury.group_record_sales'):
            raise AccessError(self.env._("You may not tell clients apart. Ask your store admin."))
        self.env['ic.client.apart'].sudo()._ic_remember([pair._ic_people() for pair in self])
        return {'type': 'ir.actions.client', 'tag': 'soft_reload'}

    # === BUSINESS METHODS === #

    def _ic_people(self):
        """Return both contacts, the older first, or say that the pair is settled already."""
        self.ensure_one()
        if not self.exists():
            raise UserError(self.env._("Somebody has dealt with these two contacts already."))
        return self.partner_id | self.twin_id


class IcClientApart(models.Model):
    """Two contacts that share an address and are different people: told by a person, once."""

    _name = 'ic.client.apart'
    _description = "Not the Same Client"
    _rec_name = 'first_id'

    first_id = fields.Many2one('res.partner', string="Client", required=True, readonly=True, ondelete='cascade')
    second_id = fields.Many2one(
        'res.partner', string="Not the Same As", required=True, readonly=True, index=True, ondelete='cascade'
    )
    company_id = fields.Many2one(
        'res.company', string="Store", required=True, readonly=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one('res.users', string="Told By", readonly=True, default=lambda self: self.env.user)

    _once = models.UniqueIndex('(first_id, second_id)')

    # === BUSINESS METHODS === #

    @api.model
    def _ic_remember(self, pairs):
        """Note that the contacts of each pair are different people; noting it twice does nothing."""
        self.env.execute_query(
            SQL(
                """
                INSERT INTO ic_client_apart (first_id, second_id, company_id, user_id, create_uid, create_date)
                SELECT *, %(company)s, %(user)s, %(user)s, NOW() AT TIME ZONE 'UTC'
                  FROM UNNEST(%(first)s::int[], %(second)s::int[])
                ON CONFLICT (first_id, second_id) DO NOTHING
                RETURNING id""",
                first=[min(pair.ids) for pair in pairs],
                second=[max(pair.ids) for pair in pairs],
                company=self.env.company.id,
                user=self.env.uid,
            )
        )
        self.env['ic.client.twin'].invalidate_model()

    @api.model
    def _ic_hand_on(self, gone, stays):
        """Whoever is told apart from a contact that is merged away is told apart from the one that stays."""
        known = self.search(['|', ('first_id', '=', gone.id), ('second_id', '=', gone.id)])
        others = (known.first_id | known.second_id) - gone - stays
        if others:
            self._ic_remember([stays | other for other in others])
