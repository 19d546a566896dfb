from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

# What of a contact that is merged away is noted down where the one that stays has something else.
KEPT = ('name', 'email', 'phone', 'street', 'street2', 'zip', 'city', 'function', 'comment')


class IcClientMerge(models.Model):
    """That two contacts became one: who did it, when, and what the one that is gone was called.

    The database itself lets the history of the stock follow: it is append-only for everybody else.
    """

    _name = 'ic.client.merge'
    _description = "Merge of Clients"
    _order = 'id desc'
    _rec_name = 'gone_name'

    gone_id = fields.Integer(string="Number of the Contact", required=True, readonly=True, aggregator=None)
    gone_name = fields.Char(string="Merged Away", required=True, readonly=True)
    partner_id = fields.Many2one('res.partner', string="Into", readonly=True, index=True, ondelete='cascade')
    company_id = fields.Many2one(
        'res.company', string="Store", required=True, readonly=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one('res.users', string="By", readonly=True, default=lambda self: self.env.user)

    def init(self):
        """Have the events of the stock ledger follow the contact that stays."""
        result = super().init()
        self.env.cr.execute(
            """
            CREATE OR REPLACE FUNCTION ic_client_merge_follow() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                UPDATE ic_stock_event SET partner_id = NEW.partner_id WHERE partner_id = NEW.gone_id;
                RETURN NULL;
            END $$;
            DROP TRIGGER IF EXISTS ic_client_merge_follow ON ic_client_merge;
            CREATE TRIGGER ic_client_merge_follow AFTER INSERT ON ic_client_merge
                FOR EACH ROW EXECUTE FUNCTION ic_client_merge_follow();
            """
        )
        return result


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Odoo's merge of contacts, for clients: under lock, within a store, with everything of ours."""

    _inherit = 'base.partner.merge.automatic.wizard'

    @api.model
    def _get_fk_on(self, table):
        """Override of `base` to leave the stock ledger alone: it follows by itself, see ic.client.merge."""
        return [found for found in super()._get_fk_on(table) if found[0] not in ('ic_stock_event', 'ic_client_apart')]

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        """Override of `base` to hold both contacts for as long as it takes, to keep stores apart, and to merge
        contacts that share a phone number only, if they are proposed."""
        people = self.env['res.partner'].browse(partner_ids).exists()
        self._ic_check_merge(people)
        self.env.flush_all()
        # Nobody writes an order for a contact that is about to go: he waits, and then finds it gone.
        self.env.execute_query(SQL("SELECT id FROM res_partner WHERE id = ANY(%s) ORDER BY id FOR UPDATE", people.ids))
        shared = not all(people.mapped('company_id'))
        proposed = extra_checks and self._ic_are_proposed(people)
        result = super()._merge(partner_ids, dst_partner, extra_checks=extra_checks and not proposed)
        left = people.exists()
        if shared and len(left) == 1 and left.company_id:
            left.company_id = False  # orders of other stores came along
        return result

    def _update_foreign_keys(self, src_partners, dst_partner):
        """Override of `base` to note what would be lost, and who did it."""
        self._ic_note_lost(src_partners, dst_partner)
        self.env['ic.client.merge'].sudo().create(
            [
                {'gone_id': gone.id, 'gone_name': gone.display_name or str(gone.id), 'partner_id': dst_partner.id}
                for gone in src_partners
            ]
        )
        for gone in src_partners:
            self.env['ic.client.apart'].sudo()._ic_hand_on(gone, dst_partner)
        return super()._update_foreign_keys(src_partners, dst_partner)

    # === BUSINESS METHODS === #

    @api.model
    def _ic_check_merge(self, people):
        if not (self.env.su or self.env.user.has_groups('base.group_system,ic_inventory_luxury.group_store_admin')):
            raise AccessError(self.env._("Only a store admin merges clients: it cannot be undone."))
        stores = people.company_id
        if len(stores) > 1:
            raise UserError(
                self.env._(
                    "%(one)s belongs to %(store)s, and another one of them to %(other)s: clients of two stores stay "
                    "apart.",
                    one=people.filtered(lambda person: person.company_id == stores[0])[0].display_name,
                    store=stores[0].display_name,
                    other=stores[1].display_name,
                )
            )

    @api.model
    def _ic_are_proposed(self, people):
        """Tell whether each of `people` is proposed as the same as another one of them."""
        pairs = self.env['ic.client.twin'].search([('partner_id', 'in', people.ids), ('twin_id', 'in', people.ids)])
        return bool(people) and people <= (pairs.partner_id | pairs.twin_id)

    @api.model
    def _ic_note_lost(self, gone, stays):
        """Write a note on the contact that stays with what the others said differently."""
        labels = stays.fields_get(KEPT, ['string'])
        for person in gone:
            lines = [
                f"{labels[name]['string']}: {person[name]}"
                for name in KEPT
                if person[name] and stays[name] and person[name] != stays[name]
            ]
            if lines:
                head = self.env._("Merged from another contact of the same client, which said:")
                self.env['ic.client.note'].sudo().create(
                    {
                        'partner_id': stays.id,
                        'company_id': (stays.company_id or person.company_id or self.env.company).id,
                        'user_id': self.env.uid,
                        'body': '\n'.join([head, *lines]),
                    }
                )
