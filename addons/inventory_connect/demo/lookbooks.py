"""Two lookbooks worth looking at: watches and a bag for a client, stock for a dealer."""

from datetime import timedelta

from odoo import Command, fields

from .records import known, remember

BOOKS = {
    'lookbook_rosalind': {
        'name': "Gold, to be worn",
        'client': 'c02',
        'by': 'storeadmin',
        'audience': 'retail',
        'days': 12,
        'intro': (
            "On Thursday you said: something for every day that does not look like every day.\n\n"
            "I have put aside what came to mind. The first is the one I would show you first, too."
        ),
        'pieces': (
            ('w10', 0, "Full set, as you like them. The strap makes it the most comfortable gold watch there is."),
            ('w06', -1500, "Ask me to lay it beside the Daytona. For you I can do a little better than the tag."),
            ('j02', 0, "Not on your list, I know. Look at it in the evening."),
            ('h02', 0, ""),
            ('w09', 0, "Quieter than the others, and the one you will have forgotten you are wearing."),
        ),
        'wanted': ('w06', 'j02'),
    },
    'lookbook_halden': {
        'name': "Steel, before the weekend",
        'client': 't01',
        'by': 'storeadmin',
        'audience': 'wholesale',
        'days': 0,
        'intro': "As agreed, before any of it goes on the site. Serial numbers and in-hand photos are inside.",
        'pieces': (
            ('w01', 0, "Full set, clasp unpolished. +1 s/d on the timegrapher."),
            ('w05', 0, ""),
            ('w02', -300, "No papers; serial checked, clear."),
            ('w07', 0, ""),
        ),
        'wanted': (),
    },
}


def set_up(company, stock, customers, users):
    """Make the lookbooks that are missing; gives all of them as ic.lookbook records."""
    books = company.env['ic.lookbook']
    for code, row in BOOKS.items():
        books += known(company.env, code) or remember(_book(company, row, stock, customers, users), code)
    return books


def _book(company, row, stock, customers, users):
    env, now = company.env, fields.Datetime.now()
    pieces = [(stock[code], change, note) for code, change, note in row['pieces'] if code in stock]
    price = 'ic_wholesale_price' if row['audience'] == 'wholesale' else 'list_price'
    book = env['ic.lookbook'].create(
        {
            'name': row['name'],
            'company_id': company.id,
            'user_id': users[row['by']].id,
            'partner_id': customers[row['client']].id,
            'audience': row['audience'],
            'lang': 'en_US',
            'intro': row['intro'],
            'expires_on': (now + timedelta(days=row['days'])).replace(hour=22, minute=0) if row['days'] else False,
            'line_ids': [
                Command.create(
                    {
                        'product_tmpl_id': piece.id,
                        'sequence': place,
                        'price_override': piece[price] + change if change else 0.0,
                        'note': note or False,
                    }
                )
                for place, (piece, change, note) in enumerate(pieces, 1)
            ],
        }
    )
    book.action_share()
    _looked_at(book, [stock[code] for code in row['wanted'] if code in stock])
    return book


def _looked_at(book, wanted):
    """Let the client have looked at the lookbook, and marked what he would like to have."""
    views, client = book.env['ic.lookbook.view'], 'a1b2c3d4e5f60718293a'
    views._ic_count(book, book.line_ids.browse(), client, 'client')
    views._ic_count(book, book._ic_lines()[:4], client, 'client')
    views._ic_count(book, book.line_ids.browse(), '0918273645f6e5d4c3b2', 'house')
    lines = book.line_ids.filtered(lambda line: line.product_tmpl_id in wanted)
    for line in lines:
        book.env['ic.lookbook.interest']._ic_set(line, True)
    book.invalidate_recordset()
    if lines:
        book._ic_tell_interest()
