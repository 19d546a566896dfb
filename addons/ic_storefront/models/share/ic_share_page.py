from odoo import models

RELATED = 4


class IcShareLink(models.Model):
    """What the page of a share link shows. The page only lays out what these methods return."""

    _inherit = 'ic.share.link'

    # === BUSINESS METHODS === #

    def _ic_page_values(self, token):
        """Return the values of the page.

        :param str token: the secret in the address, which the addresses of pictures and papers begin with
        """
        self.ensure_one()
        piece, door = self.product_tmpl_id, f'/share/{token}'
        gone = self._ic_is_gone()
        facts = [] if gone else piece._ic_web_facts(self.audience)
        highlights = piece._ic_web_highlights(facts)
        sets = self._ic_sets(door)
        return {
            'link': self,
            'piece': piece,
            'door': door,
            'page_url': f'{self._ic_base()}{door}',
            'company': self.company_id or self.env['website'].get_current_website().sudo().company_id,
            'audience': self.audience,
            'gone': gone,
            'state': 'gone' if gone else piece._ic_web_state(),
            'sets': sets,
            'cover': self._ic_cover(sets),
            'price': None if gone else piece._ic_web_price_of(self.audience),
            'highlights': highlights,
            'facts': [] if gone else piece._ic_web_rest(facts),
            'certificates': [] if gone else self._ic_papers(door),
            'related': self._ic_related() if gone else [],
        }

    def _ic_is_gone(self):
        """Tell whether the piece cannot be had any more: sold, or taken out of the stock list."""
        self.ensure_one()
        piece = self.product_tmpl_id
        return not piece.active or piece._ic_web_state() == 'sold'

    def _ic_sets(self, door):
        """Return the pictures by photo set, the set of the link first; a set without photos is left out.

        So an empty kind falls back to the other one, and where both have photos the page lets choose.
        """
        piece = self.product_tmpl_id

        def address(photo, size):
            return f'{door}/photo/{photo.id}/{photo.delivery_hash}/{size}'

        sets = piece._ic_web_sets('retail' if self.kind == 'retail' else 'wholesale', address=address)
        if not sets and piece.image_1920:
            sets = {'retail': [self._ic_only_picture(door)]}
        return sets

    def _ic_only_picture(self, door):
        """Return the picture of a piece that has no photos, in the shape of `_ic_web_gallery`."""
        piece = self.product_tmpl_id
        urls = {size: f'{door}/image/{size}' for size in (512, 1024, 1920)}
        return {
            'src': urls[1024],
            'srcset': ', '.join(f'{url} {size}w' for size, url in urls.items()),
            'large': urls[1920],
            'small': urls[512],
            'width': 1024,
            'height': 1280,
            'alt': piece.name,
        }

    def _ic_cover(self, sets):
        """Return the address of the picture that a messenger shows with the link; '' where a notice comes first."""
        pictures = next(iter(sets.values()), [])
        if not pictures or self.product_tmpl_id._ic_web_sensitive():
            return ''
        return f"{self._ic_base()}{pictures[0]['src']}"

    def _ic_papers(self, door):
        """Return the certificates: name, where to verify it, its photo and its PDF behind this door."""
        piece = self.product_tmpl_id
        known = [
            {
                'name': report.display_name,
                'number': report.number,
                'date': report.date,
                'url': report.url,
                'note': report.url_note,
                'photo': f'{door}/report/{report.id}/photo' if report.photo else '',
                'pdf': f'{door}/report/{report.id}/pdf' if report.file else '',
            }
            for report in piece.ic_certificate_ids
        ]
        names = {paper['name'] for paper in known}
        others = [{'photo': '', 'pdf': '', 'date': False, **paper} for paper in piece._ic_web_certificates()]
        return known + [paper for paper in others if paper['name'] not in names]

    def _ic_related(self):
        """Return pieces of the shop that resemble this one, as dicts of name, maker, url and picture."""
        website = self.env['website'].get_current_website()
        if website.sudo().company_id != self.company_id:
            return []
        found = website._ic_related_pieces(self.product_tmpl_id, RELATED)
        return [
            {
                'name': piece._ic_web_title(),
                'maker': (piece._ic_web_maker() or {}).get('name', ''),
                'url': piece.website_url,
                'picture': (not piece._ic_web_sensitive() and piece._ic_web_gallery()[:1]) or [],
            }
            for piece in found
        ]
