"""The shop of the store: name, logo, language, guest checkout, the page About."""

from . import artists
from .records import HERE, ensure, known, picture, remember
from .store import NAME


def set_up(company):
    """Dress the website of the company as the shop of the store."""
    env = company.env
    website = env['website'].search([('company_id', '=', company.id)], limit=1) or env['website'].search([], limit=1)
    website.write(
        {
            'name': NAME,
            'company_id': company.id,
            'logo': picture('logo_line.png'),
            'favicon': picture('favicon.png'),
            'default_lang_id': env.ref('base.lang_en').id,
            'account_on_checkout': 'optional',
            'configurator_done': True,
        }
    )
    _about(website)
    artists.set_up(company)


def _about(website):
    env = website.env
    if known(env, 'about_page'):
        return
    image = ensure(
        env,
        'ir.attachment',
        'about_picture',
        {'name': "about.jpg", 'datas': picture('w30_detail.jpg'), 'public': True, 'mimetype': 'image/jpeg'},
    )
    arch = (HERE / 'data' / 'about.xml').read_text(encoding='utf-8').replace('ABOUT_PICTURE', f'/web/image/{image.id}')
    page = env['website.page'].create(
        {
            'name': "About",
            'url': '/about',
            'website_id': website.id,
            'is_published': True,
            'type': 'qweb',
            'key': 'inventory_connect.demo_about',
            'arch': arch,
        }
    )
    remember(page, 'about_page')
    last = website.menu_id.child_id.sorted('sequence')[-1:]
    remember(
        env['website.menu'].create(
            {
                'name': "About",
                'url': '/about',
                'page_id': page.id,
                'parent_id': website.menu_id.id,
                'website_id': website.id,
                'sequence': (last.sequence or 10) - 1,
            }
        ),
        'about_menu',
    )
