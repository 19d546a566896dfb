from odoo import api, fields, models


class CrmLead(models.Model):
    _inherit = 'crm.lead'

    ic_share_link_id = fields.Many2one(
        'ic.share.link', string="Share Link", readonly=True, copy=False, index='btree_not_null', ondelete='set null'
    )

    # === BUSINESS METHODS === #

    @api.model
    def _ic_prepare_inquiry(self, piece, values, origin):
        """Override of `ic_storefront` to remember by which share link the person came."""
        prepared = super()._ic_prepare_inquiry(piece, values, origin)
        record = origin.get('record')
        if record and record._name == 'ic.share.link':
            prepared['ic_share_link_id'] = record.id
        return prepared
