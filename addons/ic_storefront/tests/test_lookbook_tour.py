from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import LocalOnlyCase
from .lookbook_case import LookbookCase

STRANGER = """
    const wait = (what, check) => new Promise((resolve, reject) => {
        const end = Date.now() + 20000;
        (function look() {
            const found = check();
            if (found) { resolve(found); }
            else if (Date.now() > end) { reject(new Error('waited in vain: ' + what)); }
            else { setTimeout(look, 80); }
        })();
    });
    (async () => {
        const form = document.querySelectorAll('.lb-tap')[1];
        const button = form.querySelector('button');
        form.scrollIntoView();
        button.click();
        await wait('noted', () => button.getAttribute('aria-pressed') === 'true');
        if (!form.querySelector('.lb-tap__said').textContent.includes('will be in touch')) {
            throw new Error('no word of thanks');
        }
        if (form.elements.want.value !== '0') { throw new Error('a second tap would not take it back'); }
        document.querySelector('.lb-gallery__strip a').click();
        await wait('zoom', () => document.querySelector('.lb-zoom[open] img').naturalWidth > 0);
        document.querySelector('.lb-zoom').close();
        window.scrollTo(0, 0);
        document.querySelectorAll('.lb-piece')[0].scrollIntoView();
        await new Promise((resolve) => setTimeout(resolve, 4000));
        const wide = [...document.querySelectorAll('body *')].filter(
            (node) => !node.closest('.lb-gallery') && node.getBoundingClientRect().right > innerWidth + 1);
        if (wide.length) { throw new Error('wider than the screen: ' + wide[0].className); }
        if ([...document.images].some((image) => !image.getAttribute('width') && !image.closest('dialog'))) {
            throw new Error('an image without its size moves the page');
        }
        console.log('test successful');
    })();
"""


@tagged('post_install', '-at_install')
class TestLookbookTour(LookbookCase, LocalOnlyCase):
    """In Chromium: the dealer makes a lookbook, a stranger opens and taps, the dealer hears of it."""

    browser_size = '390x844'

    def test_a_stranger_taps(self):
        book = self.make_book()
        self.add_photo(self.pieces[0])
        book.action_share()
        self.run_in_browser(self.path(book), STRANGER)
        self.assert_local(seen_at_least=('/interest/', '/seen', 'lookbook.js', '/photo/'))
        self.env.invalidate_all()
        self.assertEqual(book.interest_ids.line_id, book._ic_lines()[1])
        self.assertEqual(book.view_count, 1)
        self.assertGreaterEqual(book._ic_lines()[0].view_count, 1)
        book.tapped_on = fields.Datetime.now() - timedelta(minutes=5)
        mails = self.mails()
        book._ic_tell_interest()
        self.assertIn("Model 1", (self.mails() - mails).subject)


@tagged('post_install', '-at_install')
class TestLookbookBackendTour(LookbookCase, LocalOnlyCase):
    browser_size = '1440x900'

    def test_make_drag_and_open(self):
        book = self.make_book(partner_id=False, client_name=False)
        self.start_tour(f'/odoo/lookbooks/{book.id}', 'ic_lookbook', login='look_dealer', timeout=180)
        self.env.invalidate_all()
        self.assertEqual(book.client_name, "Ada Byron")
        self.assertEqual(book.state, 'shared')
        self.assertEqual(book._ic_lines().product_tmpl_id, self.pieces[1:2] + self.pieces[:1] + self.pieces[2:])
