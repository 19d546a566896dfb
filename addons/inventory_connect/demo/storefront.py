"""The store's own pages: a cover, ways to reach it, and a wholesale catalog with a dealer who was let in."""

import base64
import io

from PIL import Image

from .records import HERE, ensure, known, remember

WORDS = (
    "Net prices in US dollars, wire within three days of confirmation.\n"
    "Insured shipping anywhere; viewings by appointment."
)
DEALER = {
    'name': "Marguerite Aldous",
    'email': "marguerite@aldousandsons.example",
    'phone': "+1 617 555 0117",
    'company_name': "Aldous & Sons",
}
ASKING = {
    'name': "Teodor Brandt",
    'business': "Brandt Uhren",
    'email': "teodor@brandt-uhren.example",
    'phone': "+49 30 5550 0184",
    'message': "We buy steel sports watches and are in New York twice a year. References on request.",
}
# What the cover shows, side by side.
COVER = ('w09', 'h06', 'j01', 'p06', 'w05')


def set_up(company):
    """Open both catalogs of the store. What somebody set already stays."""
    if known(company.env, 'store_pages'):
        return
    company.write(
        {
            'ic_store_slug': 'ostrander-pell',
            'ic_sells_retail': True,
            'ic_sells_wholesale': True,
            'ic_wholesale_access': 'accounts',
            'ic_wholesale_words': WORDS,
            'ic_store_cover': _cover(),
            'ic_whatsapp': "+1 212 555 0142",
            'ic_messenger': "ostranderpell",
            'social_instagram': "https://www.instagram.com/ostranderpell.example",
            'social_facebook': "https://www.facebook.com/ostranderpell.example",
        }
    )
    _dealer(company)
    remember(company, 'store_pages')


def _cover():
    """Return a wide picture of five pieces of the house, base64."""
    width, height, gap = 480, 960, 8
    cover = Image.new('RGB', (len(COVER) * (width + gap) - gap, height), 'white')
    for place, name in enumerate(COVER):
        with Image.open(HERE / 'images' / f'{name}.jpg') as picture:
            square = picture.convert('RGB').resize((height, height))
        left = (height - width) // 2
        cover.paste(square.crop((left, 0, left + width, height)), (place * (width + gap), 0))
    stream = io.BytesIO()
    cover.save(stream, 'JPEG', quality=86)
    return base64.b64encode(stream.getvalue())


def _dealer(company):
    """A dealer with an account who was let in, and one who asked."""
    env = company.env
    partner = ensure(env, 'res.partner', 'trade_partner', DEALER)
    if not known(env, 'user_trade'):
        users = env['res.users'].with_context(active_test=False)
        user = users.search([('login', '=', 'trade')], limit=1) or users.create(
            {
                'login': 'trade',
                'password': 'trade',
                'partner_id': partner.id,
                'group_ids': [(6, 0, env.ref('base.group_portal').ids)],
                'company_id': company.id,
                'company_ids': [(6, 0, company.ids)],
            }
        )
        remember(user, 'user_trade')
    access = {'company_id': company.id, 'name': DEALER['name'], 'business': DEALER['company_name']}
    access |= {'email': DEALER['email'], 'phone': DEALER['phone'], 'partner_id': partner.id}
    ensure(env, 'ic.wholesale.access', 'trade_access', {**access, 'state': 'approved'})
    ensure(env, 'ic.wholesale.access', 'trade_request', {**ASKING, 'company_id': company.id})
