from lxml import html

from .common import PieceCase


class FacetCase(PieceCase):
    """Reads the filters of a page of the shop the way a visitor does."""

    def setUp(self):
        super().setUp()
        self.clear_the_shop()

    def shelf_url(self, category):
        """Return the address of the shelf of a category."""
        return self.website._ic_menu_url(self.env.ref(f'ic_storefront.public_category_{category}'))

    def shop(self, url, **params):
        """Return a page of the shop as a tree."""
        return html.fromstring(self.page(url, params=params))

    def shown(self, tree):
        """Return the ids of the pieces on a page."""
        return {int(number) for number in tree.xpath('//article/@data-piece-id')}

    def options(self, tree, code):
        """Return what a filter offers as dict of key to count; {} when it is not there."""
        return {
            field.get('value'): int(field.getparent().xpath('.//*[self::small or @class="ic-tick__count"]')[0].text)
            for field in tree.xpath(f'//form[@id="ic_facets"]//input[@name="{code}"][@type!="hidden"][@value!=""]')
        }

    def facets(self, tree):
        """Return the codes of the filters on a page, in order."""
        return tree.xpath('//form[@id="ic_facets"]//details/@data-facet')

    def sell(self, piece):
        """Sell a piece at a desk and hand it over."""
        order = self.env['sale.order'].create(
            {
                'partner_id': self.env['res.partner'].create({'name': "Ada Client"}).id,
                'order_line': [(0, 0, {'product_id': piece.product_variant_id.id})],
            }
        )
        order.action_confirm()
        self.assertEqual(piece.ic_status, 'sold')
