from odoo import api, models
from odoo.fields import Domain


class ProductTemplate(models.Model):
    """What the cashier asks about a piece: what a scanned code is, and all there is to say when one is looked at."""

    _inherit = 'product.template'

    # === BUSINESS METHODS === #

    @api.model
    def ic_till_scan(self, config_id, code):
        """Tell a terminal what piece carries a code that it does not know.

        :param str code: as scanned: a SKU, a serial, a barcode, or the address in our QR codes
        :return: {'state': 'unknown'}; {'state': 'found', 'ids': [product.template ids to load]}; or
            {'state': 'gone', 'name': of the piece, 'where': in words what became of it}
        """
        config = self.env['pos.config'].browse(config_id)
        config.check_access('read')
        store = self.with_company(config.company_id)
        mine = Domain('company_id', 'in', [config.company_id.id, False])
        pieces = store._ic_pieces_of_code(code).filtered_domain(mine)
        if not pieces:
            return {'state': 'unknown'}
        offered = pieces.filtered_domain(Domain(store._load_pos_data_domain({}, config)))
        if offered:
            return {'state': 'found', 'ids': offered.ids}
        piece = pieces[0]
        return {'state': 'gone', 'name': piece.display_name, 'where': piece._ic_till_where(config)}

    def _ic_till_where(self, config):
        """Return in words why the piece is not on this terminal."""
        self.ensure_one()
        products = self.with_context(active_test=False).product_variant_id
        facts = config.sudo()._ic_terminal_facts(products.sudo()) if products else []
        if facts and facts[0]['where']:
            return facts[0]['where']
        if not self.active:
            return self.env._("Archived")
        if self.ic_status != 'available':
            return dict(self._selection_ic_status()).get(self.ic_status, '')
        return self.env._("Not offered at this terminal")

    def ic_till_info(self, config_id):
        """Return what the terminal shows of one piece: facts, photos, where it lies. Never what it cost.

        :return: dict with 'facts' ({'code', 'label', 'value'}), 'photos' (addresses), 'text', 'place', 'consignor'
        """
        self.ensure_one()
        self.env['pos.config'].browse(config_id).check_access('read')
        self.check_access('read')
        seen = {'ic_serial'}
        facts = [fact for fact in self._ic_card_facts('wholesale') if fact['code'] not in seen]
        return {
            'facts': facts,
            'photos': self._ic_till_photos(),
            'text': self.ic_retail_description or '',
            'place': self.sudo().ic_location_id.display_name or '',
            'consignor': self._ic_till_consignor(),
        }

    def _ic_till_photos(self):
        """Return the addresses of the photos that are ready; the main picture where there are none."""
        photos = self.sudo().ic_photo_ids.filtered(lambda photo: photo.state == 'ready')
        retail = photos.filtered(lambda photo: photo.set == 'retail') or photos
        if retail and self.env['ic.photo'].has_access('read'):
            return [f'/web/image/ic.photo/{photo.id}/medium' for photo in retail.sorted('sequence')]
        return [f'/web/image/product.template/{self.id}/image_1024'] if self.image_128 else []

    def _ic_till_consignor(self):
        """Return whose piece it is, to those who may know."""
        field = self._fields['ic_consignor_id']
        return self.ic_consignor_id.name or '' if self._has_field_access(field, 'read') else ''
