from base64 import b64decode

from reportlab.lib.pagesizes import A4, LETTER

from odoo import models

from ...papers import Lookbook, Page, render_lookbook

LETTER_COUNTRIES = ('US', 'CA', 'MX')
DELIVERY_SIDE = 2400


class IcLookbook(models.Model):
    """The lookbook on paper: the same pieces, prices and words as on its page."""

    _inherit = 'ic.lookbook'

    # === BUSINESS METHODS === #

    def _ic_pdf(self):
        """Return the PDF (bytes) as the client gets it: nothing that the page does not show."""
        self.ensure_one()
        book = self._ic_for_client()
        page = book._ic_page('')
        pagesize = LETTER if book.company_id.country_id.code in LETTER_COUNTRIES else A4
        return render_lookbook(book._ic_paper(page), pagesize)

    def _ic_paper(self, page):
        """Return the `Lookbook` to print, of what `_ic_page` returned."""
        house = page['house']
        count = len(page['pieces'])
        meta = self.env._("1 piece") if count == 1 else self.env._("%s pieces", count)
        if page['until']:
            meta = self.env._("%(count)s  ·  open until %(date)s", count=meta, date=page['until'])
        return Lookbook(
            house=house['name'],
            house_lines=[part for part in (house['name'], house['place'], house['phone'], house['email']) if part],
            title=page['title'],
            dealer=page['dealer'],
            words={
                'closing': self.env._("With pleasure, in person or by telephone."),
                'no_photo': self.env._("A photo follows"),
            },
            eyebrow=self.env._("Chosen for %s", page['client']) if page['client'] else '',
            intro='\n\n'.join(page['intro']),
            meta=meta,
            cover=self._ic_print_cover(),
            pages=[chapter['line']._ic_paper_page(chapter) for chapter in page['pieces']],
        )

    def _ic_print_cover(self):
        """Return the function that gives the bytes of the cover, or None."""
        if self.cover_image:
            return lambda: b64decode(self.cover_image)
        photo = self._ic_cover_photo()
        if photo:
            return photo._ic_print_bytes
        line = self._ic_lines().filtered(lambda line: not line.product_tmpl_id._ic_web_gated())[:1]
        return line._ic_own_picture if line.product_tmpl_id.image_1920 else None


class IcLookbookLine(models.Model):
    _inherit = 'ic.lookbook.line'

    def _ic_paper_page(self, chapter):
        """Return the `Page` of this piece. A work behind a notice is printed as its notice: paper asks nobody first."""
        notice = '\n'.join(chapter['notices'])
        price = chapter['price']
        if not price and chapter['standing'] not in ('sold', 'gone'):
            price = self.env._("Price on request")
        facts = [(fact['label'], fact['value']) for fact in chapter['facts']]
        facts += [(self.env._("Certificate"), report['name']) for report in chapter['certificates']]
        return Page(
            numeral=chapter['numeral'],
            maker=chapter['maker'],
            title=chapter['title'],
            sub=chapter['sub'],
            note=chapter['note'],
            price=price,
            struck=chapter['struck'],
            standing=chapter['standing_words'],
            highlights=[(fact['label'], fact['value']) for fact in chapter['highlights']],
            facts=facts,
            text='\n'.join(chapter['text']),
            notice=notice if chapter['gated'] else '',
            photos=[] if chapter['gated'] else self._ic_print_photos(),
        )

    def _ic_print_photos(self):
        """Return functions that give the bytes of the photos to print, the first as fine as there is."""
        photos = self.product_tmpl_id._ic_gallery_photos(self.lookbook_id.audience)[:3]
        if photos:
            return [lambda photo=photo: photo._ic_print_bytes() for photo in photos]
        return [self._ic_own_picture] if self.product_tmpl_id.image_1920 else []


class IcPhoto(models.Model):
    _inherit = 'ic.photo'

    def _ic_print_bytes(self):
        """Return the bytes to print from: the original where it is finer than what is shown on screens.

        Whoever prints makes a new picture of it: what the camera wrote into the file stays in the house.
        """
        self.ensure_one()
        photo = self.sudo()
        finer = max(photo.width, photo.height) > DELIVERY_SIDE
        return (finer and photo._ic_bytes('original')) or photo._ic_bytes('delivery')
