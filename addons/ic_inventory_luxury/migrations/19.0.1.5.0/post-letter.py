from markupsafe import Markup

from odoo import SUPERUSER_ID, api

# What the letter said of every piece, also of one that was only missing, or of an order that was cancelled.
UNTRUE = (
    "is one of a kind, and another client had bought it moments before you. I cannot give it to you, and I would "
    "rather tell you myself at once."
)
TRUE = Markup('<t t-out="object._ic_letter_reason()"/>')


def migrate(cr, version):
    """Let the letter of apology say what happened. A sentence that the store wrote anew is its own and stays."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    letter = env.ref('ic_inventory_luxury.mail_template_conflict_apology', raise_if_not_found=False)
    if letter and UNTRUE in (letter.body_html or ''):
        letter.body_html = letter.body_html.replace(UNTRUE, TRUE)
