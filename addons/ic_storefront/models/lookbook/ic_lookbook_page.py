from odoo import fields, models
from odoo.tools import format_date

NUMERALS = ('I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII')


class IcLookbook(models.Model):
    """What the page and the PDF of a lookbook show, in the client's language: the two only lay it out."""

    _inherit = 'ic.lookbook'

    # === BUSINESS METHODS === #

    def _ic_for_client(self):
        """Return the lookbook as it is read for its client: as superuser of its store, in his language."""
        self.ensure_one()
        return (
            self.sudo()
            .with_company(self.company_id)
            .with_context(lang=self.lang, allowed_company_ids=self.company_id.ids)
        )

    def _ic_page(self, address):
        """Return everything on the page.

        :param str address: of the page, below which its pictures are
        :return: dict, see the keys below; `pieces` as `_ic_chapter` returns them
        """
        self.ensure_one()
        chapters = [
            line._ic_chapter(NUMERALS[place], address) for place, line in enumerate(self._ic_lines()[: len(NUMERALS)])
        ]
        return {
            'lookbook': self,
            'address': address,
            'title': self.name,
            'client': self.client_name or '',
            'intro': [part.strip() for part in (self.intro or '').split('\n\n') if part.strip()],
            'dealer': self.user_id.name,
            'house': self._ic_house(),
            'until': self._ic_until_words(),
            'pieces': chapters,
            'cover': self._ic_cover_picture(address),
            'lang': (self.lang or 'en_US').replace('_', '-'),
            'dir': 'rtl' if self._ic_is_rtl() else 'ltr',
        }

    def _ic_house(self):
        """Return how the house signs: name, address line, ways to reach it."""
        company = self.company_id
        place = ', '.join(part for part in (company.street, company.city) if part)
        return {
            'name': company.name,
            'place': place,
            'email': self.user_id.email or company.email or '',
            'phone': self.user_id.phone or company.phone or '',
            'site': company.website or '',
        }

    def _ic_buttons(self):
        """Return the ways to reach the house, as `res.company._ic_contact_buttons` does."""
        return self.company_id._ic_contact_buttons(self.audience, subject=self.name)

    def _ic_mail_cover(self):
        """Return the full address of the cover for an e-mail, '' when there is none."""
        self.ensure_one()
        cover = self._ic_for_client()._ic_cover_picture(self.url) if self.url else {}
        return cover.get('src', '')

    def _ic_until_words(self):
        """Return the last day in words, '' when the page stays open."""
        return format_date(self.env, self._ic_until_day(), date_format='d MMMM y') if self.expires_on else ''

    def _ic_until_day(self):
        """Return the last day on which the page is open, in the time zone of the house."""
        zone = self.company_id.partner_id.tz or self.user_id.tz or 'UTC'
        return fields.Datetime.context_timestamp(self.with_context(tz=zone), self.expires_on).date()

    def _ic_is_rtl(self):
        return self.env['res.lang']._get_data(code=self.lang).direction == 'rtl'


class IcLookbookLine(models.Model):
    _inherit = 'ic.lookbook.line'

    def _ic_chapter(self, numeral, address):
        """Return what the page shows of this piece, as superuser in the client's language."""
        self.ensure_one()
        piece, lookbook = self.product_tmpl_id, self.lookbook_id
        facts = piece._ic_web_facts(lookbook.audience)
        highlights = piece._ic_web_highlights(facts)
        price, struck = self._ic_price()
        standing = self.standing
        return {
            'line': self,
            'id': self.id,
            'numeral': numeral,
            'maker': piece._ic_web_maker().get('name', ''),
            'title': piece._ic_web_title(),
            'sub': ' · '.join(piece._ic_web_sub()),
            'note': (self.note or '').strip(),
            'text': [part.strip() for part in (piece.ic_retail_description or '').split('\n') if part.strip()],
            'highlights': highlights,
            'facts': [fact for fact in facts if fact not in highlights],
            'certificates': piece._ic_web_certificates(),
            'notices': piece._ic_web_notices(),
            'gated': piece._ic_web_gated(),
            'sku': piece.default_code or '',
            'price': lookbook.currency_id._ic_price_tag(price) if price and standing not in ('sold', 'gone') else '',
            'struck': lookbook.currency_id._ic_price_tag(struck) if struck and standing not in ('sold', 'gone') else '',
            'standing': standing,
            'standing_words': self._ic_words_for_client(standing),
            'wanted': self.is_wanted,
            'pictures': self._ic_pictures(address),
        }

    def _ic_words_for_client(self, standing):
        """Return how the piece stands, as the client is told; '' where there is nothing to say."""
        return {
            'yours': self.env._("Reserved for you"),
            'reserved': self.env._("Reserved at the moment"),
            'arriving': self.env._("Arriving soon"),
            'preparing': self.env._("Being prepared"),
            'sold': self.env._("Sold since"),
            'gone': self.env._("No longer available"),
        }.get(standing, '')
