import hashlib
import json
from decimal import Decimal

from odoo import api, fields, models
from odoo.tools.misc import limited_field_access_token

from odoo.addons.ic_connect.types import Listing, Money


class IcListing(models.Model):
    """The page of a piece on a channel: exactly what leaves the house, made in one place.

    Only what is named here is sent: retail title, text, price, retail photos and the facts a shopper reads. Notes,
    costs, owners and wholesale figures are not read at all.
    """

    _inherit = 'ic.listing'

    # === BUSINESS METHODS === #

    def _ic_status_wanted(self):
        """Return what the page should be: 'live', 'sold', 'draft', or '' where it should not be there at all."""
        self.ensure_one()
        channel, piece = self.channel_id, self.product_tmpl_id
        if self._ic_block():
            return ''
        if piece.ic_category and piece.ic_status == 'sold':
            if channel.sold_rule == 'end':
                return ''
            return 'sold' if channel.sold_rule == 'archive' and channel.keeps_sold else 'live'
        return 'live'

    def _ic_page(self, status, quantity=0):
        """Return the Listing (the dataclass) the channel should show.

        :param str status: 'live' or 'sold'
        :param int quantity: units, for the very first push
        """
        self.ensure_one()
        piece = self.product_tmpl_id.sudo().with_company(self.company_id)
        price, currency = self._ic_price()
        base = piece.get_base_url()
        return Listing(
            sku=self.product_id.default_code or f'IC{self.product_id.id}',
            title=self.product_id.with_context(display_default_code=False).display_name,
            price=Money(price, currency.name),
            quantity=quantity,
            description=piece.ic_retail_description or '',
            photos=self._ic_photo_urls(piece, base),
            attributes=self._ic_page_facts(piece),
            remote_id=self.remote_id or '',
            status=status,
            brand=piece.ic_brand_id.name or '',
            category=dict(piece._fields['ic_category']._description_selection(self.env)).get(piece.ic_category, ''),
            barcode=self.product_id.barcode or '',
            inquire_url=base + (piece.website_url if 'website_url' in piece._fields else f'/odoo/product/{piece.id}'),
            location_id=next(iter(self._ic_allot(0)), ''),
        )

    @staticmethod
    def _ic_photo_urls(piece, base):
        """Return the addresses of the retail photos; of the main picture where it was set without any photo.

        The main picture's address lets its bearer in for some weeks: a service fetches it once, when it is pushed.
        """
        photos = [base + photo['url'] for photo in piece._ic_gallery('retail') if photo['set'] == 'retail']
        if not photos and not piece.ic_photo_ids and piece.image_128:
            token = limited_field_access_token(piece, 'image_1920', scope='binary')
            name = f'{piece.id}-{(piece.ic_picture_checksum or "")[:12]}.jpg'  # another picture has another address
            photos = [f'{base}/web/image/product.template/{piece.id}/image_1920/{name}?access_token={token}']
        return tuple(photos)

    def _ic_page_facts(self, piece):
        """Return {label: text} of what a shopper reads."""
        return {str(fact['label']): str(fact['value']) for fact in piece._ic_card_facts('retail')}

    def _ic_price(self):
        """Return (Decimal, currency): the channel's pricelist where it has one, else the retail price. Both of this
        moment, where the price of the piece follows something."""
        self.ensure_one()
        product, pricelist = self.product_id.sudo().with_company(self.company_id), self.channel_id.pricelist_id
        currency = pricelist.currency_id or product.currency_id
        if pricelist:
            price = pricelist._get_product_price(product, 1.0)
        else:
            price = product._price_compute('list_price', company=self.company_id)[product.id]
        return Decimal(str(currency.round(price))), currency

    def _ic_page_problem(self):
        """Return why the page cannot be shown, in words, before anybody is called; '' when it can."""
        self.ensure_one()
        piece = self.product_tmpl_id
        problem = piece.sudo()._ic_publish_error() if piece.ic_category else ''
        if problem:
            return problem
        if self._ic_price()[0] <= 0:
            return self.env._("No price")
        if not self.product_id.default_code:
            return self.env._("No SKU")
        return ''

    @staticmethod
    def _ic_fingerprint(page):
        """Return the fingerprint of a page: what makes pushing it again needless. Counts are not part of it."""
        facts = {name: getattr(page, name) for name in page.__slots__ if name not in ('quantity', 'remote_id')}
        facts['photos'] = [url.partition('?')[0] for url in page.photos]  # a renewed key is no other picture
        return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()


class ProductTemplate(models.Model):
    _inherit = 'product.template'

    ic_picture_checksum = fields.Char(
        string="Checksum of the Main Picture", compute='_compute_ic_picture_checksum', compute_sudo=True
    )

    # === COMPUTE METHODS === #

    @api.depends('image_1920')
    def _compute_ic_picture_checksum(self):
        """A field, so that the pictures of a hundred pages are looked up at once."""
        pictures = self.env['ir.attachment'].search(
            [('res_model', '=', self._name), ('res_id', 'in', self.ids), ('res_field', '=', 'image_1920')]
        )
        found = {picture.res_id: picture.checksum for picture in pictures}
        for piece in self:
            piece.ic_picture_checksum = found.get(piece._origin.id)
