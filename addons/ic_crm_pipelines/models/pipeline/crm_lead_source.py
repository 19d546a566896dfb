from contextlib import contextmanager

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError


class CrmLead(models.Model):
    """One click makes a deal of a wish match, inquiry, customer or piece; the second click opens the same one."""

    _inherit = 'crm.lead'

    ic_source_key = fields.Char(
        string="Made From", readonly=True, copy=False, help="The record of which one click made this deal."
    )

    # Two clicks at the same moment find no deal of each other: that there is one only, the database says.
    _ic_one_per_source = models.UniqueIndex(
        "(company_id, ic_source_key) WHERE ic_source_key IS NOT NULL AND active"
        " AND COALESCE(won_status, 'pending') = 'pending'",
        "There is an open deal of this already. Go on with that one, or close it first.",
    )

    # === CRUD METHODS === #

    def write(self, vals):
        """Override of `crm` to let go of a piece once its buyer is known: the next click is about somebody else."""
        if vals.get('partner_id'):
            named = self.filtered(lambda lead: (lead.ic_source_key or '').startswith('product.template,'))
            if named:
                super(CrmLead, named).write({'ic_source_key': False})
        return super().write(vals)

    # === BUSINESS METHODS === #

    @api.model
    def _ic_open_from(self, source, values=None):
        """Return the open deal of `source`; make it where there is none.

        :param source: one record: ic.wish.match, crm.lead (an inquiry), res.partner or product.template
        :param dict values: what the deal gets besides when it is made
        :return: crm.lead
        :raises ConcurrencyError: somebody clicked at the same moment; Odoo tries again and finds that deal
        """
        source.ensure_one()
        if source._name == 'crm.lead':
            return source._ic_take_up(values)
        prepared = self._ic_values_from(source)
        prepared.update(values or {}, type='opportunity', ic_source_key=f'{source._name},{source.id}')
        company = prepared.setdefault('company_id', self.env.company.id)
        found = self.sudo().search(
            [
                ('company_id', '=', company),
                ('ic_source_key', '=', prepared['ic_source_key']),
                ('won_status', '=', 'pending'),
            ],
            limit=1,
        )
        if found:
            found = found.with_env(self.env)
            found.check_access('read')
            return found
        with self._ic_one_click():
            return self.create(prepared)

    @contextmanager
    def _ic_one_click(self):
        try:
            with self.env.cr.savepoint():
                yield
                self.env.flush_all()
        except UniqueViolation as error:
            raise ConcurrencyError("Somebody made a deal of it at the same moment") from error

    @api.model
    def _ic_values_from(self, source):
        """Return the values of the deal that one click makes of `source`."""
        makers = {
            'res.partner': '_ic_values_from_partner',
            'product.template': '_ic_values_from_piece',
            'ic.wish.match': '_ic_values_from_match',
        }
        if source._name not in makers:
            raise UserError(self.env._("No deal can be made of %s.", source.display_name))
        source.check_access('read')
        return getattr(self, makers[source._name])(source)

    @api.model
    def _ic_values_from_partner(self, partner):
        return {
            'name': self.env._("Deal with %s", partner.name),
            'partner_id': partner.id,
            'company_id': (partner.company_id or self.env.company).id,
            'user_id': self.env.uid,
        }

    @api.model
    def _ic_values_from_piece(self, piece):
        return {
            'name': piece.name,
            'company_id': (piece.company_id or self.env.company).id,
            'user_id': self.env.uid,
            'expected_revenue': piece.list_price,
            'ic_offered_ids': [fields.Command.set(piece.ids)],
        }

    @api.model
    def _ic_values_from_match(self, match):
        match._ic_check_free()
        values = match._ic_lead_values()
        pipeline = self.env['ic.pipeline']._ic_default(match.company_id)
        if values.get('user_id') not in pipeline._ic_visible_users().ids:
            # who noted the wish may not sell; who clicks does
            values['user_id'] = self.env.uid
        return values

    def _ic_take_up(self, values=None):
        """Take up an inquiry: make it a deal of the person who clicks, about the piece that was asked for."""
        self.ensure_one()
        taken = dict(values or {})
        if not self.user_id:
            taken['user_id'] = self.env.uid
        piece = self.ic_piece_id if 'ic_piece_id' in self._fields else None
        if piece and not self.ic_offered_ids:
            taken['ic_offered_ids'] = [fields.Command.link(piece.id)]
        if self.type == 'lead':
            self.convert_opportunity(self.partner_id)
        if taken:
            self.write(taken)
        return self

    def _ic_action(self):
        """Return the action that opens this deal."""
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'res_model': 'crm.lead',
            'res_id': self.id,
            'views': [(self.env.ref('crm.crm_lead_view_form').id, 'form')],
        }

    def action_ic_take_up(self):
        """Take up an inquiry by one click."""
        return self._ic_open_from(self)._ic_action()


class ResPartner(models.Model):
    _inherit = 'res.partner'

    def action_ic_open_deal(self):
        """Open the deal of this customer; begin one where there is none."""
        return self.env['crm.lead']._ic_open_from(self)._ic_action()


class ProductTemplate(models.Model):
    _inherit = 'product.template'

    def action_ic_open_deal(self):
        """Begin a deal about this piece, or open the one begun for which no customer is chosen yet."""
        return self.env['crm.lead']._ic_open_from(self)._ic_action()
