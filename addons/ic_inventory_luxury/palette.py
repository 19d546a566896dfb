"""The colors of the suite: what a color number on a tag, a stage or a card looks like.

Odoo keeps a number from 0 to 11; which color that is says `static/src/scss/palette.scss`, once for all screens. This
list is the same one for code that has to name a color (choosing, papers, e-mails); a test holds them together.
"""

# Name as Odoo's own color chooser calls it, and the color.
PALETTE = (
    ('No color', '#9a938a'),
    ('Red', '#a23b3b'),
    ('Orange', '#b8692e'),
    ('Yellow', '#c19a3f'),
    ('Cyan', '#5f8fae'),
    ('Purple', '#7d5a83'),
    ('Almond', '#b98a72'),
    ('Teal', '#3f8581'),
    ('Blue', '#2f4a7f'),
    ('Raspberry', '#a2446b'),
    ('Green', '#4f7d55'),
    ('Violet', '#6b5b95'),
)
