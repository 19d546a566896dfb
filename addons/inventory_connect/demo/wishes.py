"""What customers look for: wishes taken by staff and left on the site, and what was done with the matches."""

from datetime import timedelta

from odoo import fields

from .records import known, remember, rows


def set_up(company, customers, users):
    """Note the wishes that are missing, compare everything, and deal with a few matches."""
    env = company.env
    now = fields.Datetime.now()
    missing = [row for row in rows('wishes') if not known(env, f"wish_{row['code']}")]
    for row in missing:
        wish = env['ic.wish'].create(
            {
                'company_id': company.id,
                'text': row['text'],
                'source': row['source'],
                'partner_id': row['customer'] and customers[row['customer']].id,
                **({} if row['customer'] else {name: row[key] for name, key in _STRANGER}),
                'user_id': users[row['by']].id if row['by'] else False,
                'consent': row['consent'],
                'consent_on': now - timedelta(days=int(row['days_ago'])),
                'consent_text': company.ic_wish_consent if row['consent'] == 'site' else False,
                'expires_on': fields.Date.today() + timedelta(days=company.ic_wish_days - int(row['days_ago'])),
            }
        )
        remember(wish, f"wish_{row['code']}")
    env['ic.wish.mark']._ic_mark(pieces=env['product.template'].search([('ic_category', '!=', False)]))
    env['ic.wish.mark']._cron_match()
    for row in missing:
        if row['done'] == 'dismiss':
            matches = known(env, f"wish_{row['code']}").match_ids
            matches._ic_done('dismissed', "Dismissed", dismiss_reason='has_one', dismiss_note="Bought one in Geneva.")


_STRANGER = (('contact_name', 'name'), ('email', 'email'), ('phone', 'phone'))
