from odoo import api, models

# Who sees whose stock it is. Odoo's own option "Consignment" shows the owners to everybody who works with the stock.
GROUPS = 'ic_inventory_luxury.group_view_payouts,stock.group_tracking_owner'
OWNERS = {
    'stock.quant': ('owner_id',),
    'stock.move.line': ('owner_id',),
    'stock.move': ('restrict_partner_id',),
}
# Whoever holds this object works with the stock. No request can send it.
_INSIDE = object()


def _asked(records):
    """Return `records` in an environment that answers a person and does no work; the system may know everything."""
    if records.env.su:
        return records
    return records.with_context(ic_owner_asked=True)


class IcOwnerSecrecy(models.AbstractModel):
    """The owner of stock is the consignor: what a person asks for must not name him to who may not see payouts.

    A group on the field would not do: reserving and delivering read the owner as the person at work. So every public
    method that answers with data answers in an environment in which the owner is closed.
    """

    _name = 'ic.owner.secrecy'
    _description = "Owner of Stock, Kept Secret"

    @api.model
    def _has_field_access(self, field, operation):
        """Override of `base` to close the owner to questions of those who may not see payouts."""
        if (
            self.env.context.get('ic_owner_asked')
            and self.env.context.get('ic_owner_work') is not _INSIDE
            and field.name in OWNERS.get(self._name, ())
            and not self.env.su
            and not self.env.user.has_groups(GROUPS)
        ):
            return False
        return super()._has_field_access(field, operation)

    def read(self, fields=None, load='_classic_read'):
        """Override of `base` to keep the owner secret."""
        return super(IcOwnerSecrecy, _asked(self)).read(fields=fields, load=load)

    def web_read(self, specification):
        """Override of `web` to keep the owner secret."""
        return super(IcOwnerSecrecy, _asked(self)).web_read(specification)

    @api.model
    def search_read(self, *args, **kwargs):
        """Override of `base` to keep the owner secret."""
        return super(IcOwnerSecrecy, _asked(self)).search_read(*args, **kwargs)

    @api.model
    def web_search_read(self, *args, **kwargs):
        """Override of `web` to keep the owner secret."""
        return super(IcOwnerSecrecy, _asked(self)).web_search_read(*args, **kwargs)

    @api.model
    def formatted_read_group(self, *args, **kwargs):
        """Override of `web` to keep the owner secret."""
        return super(IcOwnerSecrecy, _asked(self)).formatted_read_group(*args, **kwargs)

    @api.model
    def formatted_read_grouping_sets(self, *args, **kwargs):
        """Override of `web` to keep the owner secret."""
        return super(IcOwnerSecrecy, _asked(self)).formatted_read_grouping_sets(*args, **kwargs)

    @api.model
    def search_count(self, *args, **kwargs):
        """Override of `base` to keep the owner secret."""
        return super(IcOwnerSecrecy, _asked(self)).search_count(*args, **kwargs)

    @api.model
    def search(self, *args, **kwargs):
        """Override of `base` to keep the owner secret."""
        return super(IcOwnerSecrecy, _asked(self)).search(*args, **kwargs).with_env(self.env)

    @api.model
    def name_search(self, *args, **kwargs):
        """Override of `base` to keep the owner secret."""
        return super(IcOwnerSecrecy, _asked(self)).name_search(*args, **kwargs)

    def export_data(self, fields_to_export):
        """Override of `base` to keep the owner secret."""
        return super(IcOwnerSecrecy, _asked(self)).export_data(fields_to_export)


class StockQuant(models.Model):
    _name = 'stock.quant'
    _inherit = ['stock.quant', 'ic.owner.secrecy']

    def _gather(self, *args, **kwargs):
        """Override of `stock`, which looks for the stock of one owner as the person at work, as in a count."""
        worker = self.with_context(ic_owner_work=_INSIDE)
        return super(StockQuant, worker)._gather(*args, **kwargs).with_env(self.env)

    @api.depends_context('uid')
    def _compute_display_name(self):
        """Override of `stock`, which ends the name of a quant with its owner."""
        if self.env.su or self.env.user.has_groups(GROUPS):
            return super()._compute_display_name()
        super(StockQuant, self.with_context(formatted_display_name=True))._compute_display_name()
        return None


class StockMoveLine(models.Model):
    _name = 'stock.move.line'
    _inherit = ['stock.move.line', 'ic.owner.secrecy']

    def _free_reservation(self, *args, **kwargs):
        """Override of `stock`, which looks for reservations of the same owner as the person at work."""
        worker = self.with_context(ic_owner_work=_INSIDE)
        return super(StockMoveLine, worker)._free_reservation(*args, **kwargs)

    def get_move_line_quant_match(self, *args, **kwargs):
        """Override of `stock`, which matches by owner and answers with none."""
        worker = self.with_context(ic_owner_work=_INSIDE)
        return super(StockMoveLine, worker).get_move_line_quant_match(*args, **kwargs)


class StockMove(models.Model):
    _name = 'stock.move'
    _inherit = ['stock.move', 'ic.owner.secrecy']
