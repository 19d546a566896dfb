"""The artists of the demo in the shop: pages with biographies, and an entry in the menu. All of them are invented."""

from .records import known, remember

BIOGRAPHIES = {
    'hale': "Rosalind Hale has painted the high desert around Taos for five decades, always at noon, when the land has "
    "no shadow to hide in.\nShe grinds her own reds from clay that she collects within a day's walk of the studio. "
    "Her work is in private collections on three continents. (Invented for this demo.)",
    'okafor': "Daniel Okafor-Wren works in Glasgow between a foundry and a print shop, and lets each correct the "
    "other: the prints have the weight of bronze, the bronzes the edge of a cut line.\nHe shows seldom and in "
    "small rooms. (Invented for this demo.)",
    'ellery': "A weaver whose hangings follow the colours of a dry river through the year. She taught three "
    "generations at the art centre of her town to dye with what grows along the banks.\nThe family asks that her "
    "name be used with care, and is glad that the work is seen. (Invented for this demo.)",
    'marchetti': "Sofia Marchetti-Lund photographs northern shores with a plate camera that was her grandfather's. One "
    "exposure a day, printed by her own hand in small editions. (Invented for this demo.)",
    'arden': "Michael Arden Pryce prints and paints the ridges west of his town, from one window, in all weathers.\nHe "
    "works with the art centre there and gives it the first print of every edition. (Invented for this demo.)",
}


def set_up(company):
    """Publish the artists once; what somebody writes or takes down later stays."""
    env = company.env
    if known(env, 'artists_published'):
        return
    for code, text in BIOGRAPHIES.items():
        artist = known(env, f'artist_{code}')
        if artist:
            artist.write({'is_published': True, 'biography': text})
    website = env['website'].search([('company_id', '=', company.id)], limit=1)
    art = website.menu_id.child_id.filtered(lambda menu: '/shop/category/art-' in (menu.url or ''))[:1]
    menu = env['website.menu'].create(
        {
            'name': "Artists",
            'url': '/artists',
            'parent_id': (art or website.menu_id).parent_id.id or website.menu_id.id,
            'website_id': website.id,
            'sequence': (art.sequence or 80) + 1,
        }
    )
    remember(menu, 'artists_published')
