from odoo.tests import tagged

from .common import LocalOnlyCase

WAIT = """
const wait = (what, check) => new Promise((resolve, reject) => {
    const end = Date.now() + 20000;
    (function look() {
        let found;
        try { found = check(); } catch { found = null; }
        if (found) { resolve(found); }
        else if (Date.now() > end) { reject(new Error('waited in vain for ' + what)); }
        else { setTimeout(look, 50); }
    })();
});
const one = (selector) => document.querySelector(selector);
"""
# A phone: the drawer opens, and its button says how many pieces a tick will show.
DRAWER = (
    WAIT
    + """
(async () => {
    const panel = one('.ic-facets__panel');
    const shown = () => getComputedStyle(panel).visibility === 'visible';
    await wait('the script', () => one('.ic-facets--live'));
    if (shown()) { throw new Error('the drawer is open'); }
    one('.ic-facets__opener').click();
    await wait('the drawer', shown);
    const button = one('.ic-facets__foot button');
    const words = () => button.textContent.split(/\\s+/).join(' ').trim();
    if (words() !== 'Show 3 pieces') { throw new Error(words()); }
    one('input[name="brand"][value="zqomega"]').click();
    await wait('the count', () => words() === 'Show 1 piece');
    const address = panel.getAttribute('action') + '?brand=zqomega';
    const page = await fetch(address).then((answer) => answer.text());
    const chips = new DOMParser().parseFromString(page, 'text/html').querySelectorAll('.ic-chip');
    if (chips.length !== 1) { throw new Error('chips: ' + chips.length); }
    console.log('test successful');
})().catch((error) => console.error(error.message));
"""
)


@tagged('post_install', '-at_install')
class TestFacetDrawer(LocalOnlyCase):
    browser_size = '390x844'

    def test_filter_on_a_phone(self):
        self.clear_the_shop()
        omega = self.env['ic.brand'].create({'name': "Zqomega", 'code': 'ZQO'})
        for number, brand in enumerate((self.rolex, self.rolex, omega)):
            self.make_watch(ic_serial=f'DRAWER{number}', ic_brand_id=brand.id)
        shelf = self.website._ic_menu_url(self.env.ref('ic_storefront.public_category_watch'))
        self.run_in_browser(shelf, DRAWER)
        self.assert_local(seen_at_least=('/web/assets/',))
