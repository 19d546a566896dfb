from odoo.tests import tagged

from .common import LocalOnlyCase

EDIT = """
const wait = (what, check) => new Promise((resolve, reject) => {
    const end = Date.now() + 90000;
    (function look() {
        let found;
        try { found = check(); } catch { found = null; }
        if (found) { resolve(found); }
        else if (Date.now() > end) { reject(new Error('waited in vain for ' + what)); }
        else { setTimeout(look, 100); }
    })();
});
(async () => {
    const page = () => document.querySelector('.o_website_preview iframe, iframe.o_iframe').contentDocument;
    const save = () => document.querySelector('.o-snippets-top-actions button[data-action="save"]');
    const editable = '#wrapwrap.odoo-editor-editable, .o_editable .ic-hero__lead, .ic-hero__text.o_editable';
    await wait('the builder', () => save() && page().querySelector(editable));
    const text = await wait('the words', () => page().querySelector('.ic-hero__lead'));
    const range = page().createRange();
    range.selectNodeContents(text);
    const selection = page().getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    text.closest('[contenteditable="true"]').focus();
    page().execCommand('insertText', false, 'Edited in the builder, %(mark)s.');
    await wait('the edited words', () => page().querySelector('.ic-hero__lead').textContent.includes('%(mark)s'));
    const button = await wait('the save button', () => save() && !save().disabled && save());
    button.click();
    await wait('the end of saving', () => !save());
    await wait('the saved page', () => page().querySelector('.ic-hero__lead').textContent.includes('%(mark)s'));
    console.log('test successful');
})().catch((error) => console.error(error.message));
"""


@tagged('post_install', '-at_install')
class TestBuilder(LocalOnlyCase):
    def test_the_builder_opens_edits_and_saves_without_another_host(self):
        dealer = self.make_dealer('ic_test_designer')
        self.make_watch()
        self.run_in_browser(
            self.website.get_client_action_url('/', mode_edit=True),
            EDIT % {'mark': 'mark7431'},
            login=dealer.login,
            timeout=240,
        )
        self.assert_local(seen_at_least=('website_builder_assets', '/ic_storefront/static/fonts/'))
        self.authenticate(None, None)
        html = self.page('/')
        self.assertIn('Edited in the builder, mark7431.', html)
        self.assertIn('New arrivals', html)
