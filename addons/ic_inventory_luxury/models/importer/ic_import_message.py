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
            'brand_created': self.env._('was added to the brands of this store'),
            'duplicate_key': self.env._('stands in row %(extra)s as well; only that row was taken'),
            'duplicate_row': self.env._('The row is identical to row %(extra)s and was taken once.'),
            'duplicate_serial': self.env._('is the serial number of %(extra)s already'),
            'duplicate_sku': self.env._('is the SKU of %(extra)s already'),
            'kept_edit': self.env._('was changed in the list, but %(extra)s was edited here since; your edit was kept'),
            'refused': self.env._('The piece was refused: %(extra)s'),
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
