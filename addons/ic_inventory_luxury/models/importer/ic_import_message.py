from odoo import api, models


class IcImport(models.Model):
    """What the report says about a row, in words."""

    _inherit = 'ic.import'

    @api.model
    def _note_templates(self):
        """Return a dict note code -> text, in the language of the user."""
        return {
            'negative': self.env._('is negative; a price or number cannot be'),
            'not_a_number': self.env._('is not a number that can be read with certainty'),
            'on_request': self.env._('is not a price; the price was left empty'),
            'not_a_year': self.env._('is not a plausible year; it was left empty'),
            'not_a_date': self.env._('is not a date that can be read; it was left empty'),
            'not_yes_no': self.env._('is neither yes nor no; it was left empty'),
            'not_in_list': self.env._('is not in the list of this field'),
            'implausible': self.env._('is outside what is plausible; it was left empty'),
            'formula': self.env._('is a spreadsheet formula; it was stored as plain text'),
            'unknown_currency': self.env._('is not a currency'),
            'no_rate': self.env._('is a currency without an exchange rate; enter one'),
            'required': self.env._('is empty but required'),
            'unknown_category': self.env._('is not a category'),
            'other_category': self.env._('is another category; import it with a list of its own'),
            'short': self.env._('The row has fewer cells than the heading; the missing ones were taken as empty.'),
            'long': self.env._(
                'The row has more cells than the heading, so its values may have slipped. Check separators and quotes.'
            ),
            'huge': self.env._('A cell holds more than 100,000 characters. Probably a quote is not closed.'),
            'broken': self.env._('The row cannot be read: a quote is not closed.'),
            'undecodable': self.env._('holds characters that the encoding of the file does not know'),
            'recognised': self.env._('recognised from title: %(extra)s'),
            'ambiguous': self.env._('not certain, left empty: %(extra)s'),
            'serial_letter': self.env._('recognised from title: serial letter (kept in the text only)'),
            'brand_unknown': self.env._(
                'is not a known brand and was left empty. Add the brand or this spelling of it, then import again'
            ),
            'brand_proposal': self.env._(
                'is not a known brand; did you mean %(extra)s? Add this spelling to the brand and import again'
            ),
            'brand_alias': self.env._('is another spelling of %(extra)s and was read as that'),
            'brand_created': self.env._('was added to the brands of this store'),
            'duplicate_key': self.env._('stands in row %(extra)s as well; only that row was taken'),
            'duplicate_row': self.env._('The row is identical to row %(extra)s and was taken once.'),
            'duplicate_serial': self.env._('is the serial number of %(extra)s already'),
            'duplicate_sku': self.env._('is the SKU of %(extra)s already'),
            'kept_edit': self.env._('was changed in the list, but %(extra)s was edited here since; your edit was kept'),
            'refused': self.env._('The piece was refused: %(extra)s'),
            'not_a_name': self.env._('is not a name; a collaboration was not added'),
            'not_a_size': self.env._('is not a size that can be read with certainty; it was left empty'),
            'not_dimensions': self.env._('is not a measure such as 40 x 30 cm; it was left empty'),
            'several_sizes': self.env._('names several parts of different size; enter the size by hand'),
            'no_unit': self.env._('has no unit; it was left empty'),
            'not_a_purity': self.env._('is not a fineness such as .9999, 999.9 or 22k; it was left empty'),
            'not_standard': self.env._('is no standard fineness of this metal; known are: %(extra)s'),
            'no_metal': self.env._('needs the metal beside it; it was left empty'),
            'no_purity': self.env._('does not say the purity; it was kept as text'),
            'contradiction': self.env._('says something else than the column "%(extra)s", which counts'),
            'photos_kept': self.env._('was kept with the row; pictures are not fetched'),
            'other_shoe': self.env._('is no sneaker'),
            'system_assumed': self.env._('has no size system; it was taken as a US men\'s size'),
            'youth_system': self.env._(
                'is marked as a youth size, but youth sizes are US sizes; the mark was left out'
            ),
            'worn_deadstock': self.env._('times worn contradicts the condition deadstock'),
            'kind_of_size': self.env._('is not of the kind of size that the list says; it was taken as free text'),
            'other_type': self.env._('is not shown for this kind of accessory (%(extra)s); it was kept all the same'),
            'stones_unread': self.env._('names no stone that is known; it is kept in the original row only'),
            'origin_assumed': self.env._(
                'is a diamond without origin; it was taken as natural, as the trade understands the word. Check it'
            ),
            'no_laboratory': self.env._('has no laboratory; it was entered as that of another one'),
            'no_report_number': self.env._('is a laboratory without a report number; no certificate was made'),
            'edition_number': self.env._('is a number beyond the size of the edition'),
            'quantity_of_one': self.env._('is a quantity, but a piece with a serial or certificate is one of one'),
            'no_place': self.env._('is not one place of this store; write its whole name, such as WH/Stock/Safe 1'),
            'no_contact': self.env._('is no contact of this store; create it first. A consigned piece needs its owner'),
            'namesakes_contact': self.env._('is the name of several contacts; write the e-mail address instead'),
            'no_consignor': self.env._('Terms of a consignment without a consignor.'),
            'two_terms': self.env._('has a share and a fixed amount; keep one'),
            'catalog_unknown': self.env._(
                'is not in the catalog; it was kept in the title only. Add it, then import again'
            ),
            'catalog_proposal': self.env._(
                'is not in the catalog; did you mean %(extra)s? Add this spelling there and import again'
            ),
            'ambiguous_name': self.env._('could be one of: %(extra)s; it was left empty'),
            'namesakes': self.env._('is the name of several artists in the catalog; it was left empty'),
            'artist_created': self.env._('was added to the artists of this store'),
            'brand_of_silhouette': self.env._('is not the maker of this silhouette; the brand was set to %(extra)s'),
            'no_name': self.env._('Nothing in the row says what the piece is.'),
        }

    @api.model
    def _note_text(self, note, templates):
        """Return one note as a sentence: Column "price", value "-5": is negative ..."""
        text = templates[note.code]
        if '%(extra)s' in text:
            text = text % {'extra': note.extra}
        if note.column and note.value:
            return self.env._(
                'Column "%(column)s", value "%(value)s": %(text)s', column=note.column, value=note.value, text=text
            )
        if note.column:
            return self.env._('Column "%(column)s": %(text)s', column=note.column, text=text)
        return text
