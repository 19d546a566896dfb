import base64
import io

from PIL import Image

from odoo.tests import tagged

from .common import LocalOnlyCase
from .test_facet_drawer import WAIT

STEPS = (
    WAIT
    + """
(async () => {
    const is = (what, found, expected) => {
        if (String(found) !== String(expected)) { throw new Error(`${what}: ${found}, not ${expected}`); }
    };
    const set = one('.ic-gallery__set--retail');
    const place = () => set.querySelector('.ic-gallery__place').textContent;
    await wait('the script', () => !set.querySelector('.ic-gallery__arrow--next').hidden);
    // The strip: thumbnails, arrows, keys.
    set.querySelectorAll('.ic-gallery__thumb')[2].click();
    await wait('the third photo', () => place() === '3');
    is('marked', set.querySelector('.ic-gallery__thumb[aria-current]').getAttribute('aria-label'), 'Photo 3');
    set.querySelector('.ic-gallery__arrow--next').click();
    await wait('the first again', () => place() === '1');
    const track = set.querySelector('.ic-gallery__track');
    track.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
    await wait('the second', () => place() === '2');
    is('focus', document.activeElement, set.querySelectorAll('.ic-gallery__link')[1]);
    // The switch between the sets, a plain radio button.
    const held = one('.ic-gallery__set--in_hand');
    is('in hand', getComputedStyle(held).display, 'none');
    one('.ic-gallery__radio--in_hand').click();
    await wait('the other set', () => getComputedStyle(held).display === 'grid');
    is('staged', getComputedStyle(set).display, 'none');
    one('.ic-gallery__radio--retail').click();
    // Full size: keys, wheel, double tap, pinch, drag, swipe.
    set.querySelector('.ic-gallery__link').click();
    const box = await wait('the dialog', () => one('dialog.ic-lightbox[open]'));
    const stage = box.querySelector('.ic-lightbox__stage');
    const img = stage.querySelector('img');
    const count = () => box.querySelector('.ic-lightbox__count').textContent;
    const scale = () => Number((img.style.transform.match(/scale\\(([\\d.]+)\\)/) || [0, 1])[1]);
    const key = (name) => box.dispatchEvent(
        new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
    const at = (type, x, y, id = 1, pointerType = 'touch') => stage.dispatchEvent(
        new PointerEvent(type, { clientX: x, clientY: y, pointerId: id, pointerType, bubbles: true }));
    is('first', count(), '1 / 3');
    key('ArrowRight');
    is('after the key', count(), '2 / 3');
    key('+');
    is('after plus', scale(), 1.5);
    key('0');
    is('after zero', scale(), 1);
    stage.dispatchEvent(new WheelEvent('wheel', { deltaY: -100, clientX: 300, clientY: 300, cancelable: true }));
    is('after the wheel', scale(), 1.2);
    key('0');
    at('pointerdown', 100, 300); at('pointerdown', 200, 300, 2);
    at('pointermove', 50, 300); at('pointermove', 250, 300, 2);
    is('after the pinch', scale(), 2);
    at('pointerup', 50, 300); at('pointerup', 250, 300, 2);
    const before = img.style.transform;
    at('pointerdown', 200, 300); at('pointermove', 150, 300); at('pointerup', 150, 300);
    if (img.style.transform === before) { throw new Error('a zoomed photo does not move'); }
    is('no swipe while zoomed', count(), '2 / 3');
    key('0');
    at('pointerdown', 200, 300); at('pointerup', 200, 300);
    is('one tap', scale(), 1);
    at('pointerdown', 200, 300); at('pointerup', 200, 300);
    is('two taps', scale(), 2.5);
    key('0');
    at('pointerdown', 300, 300); at('pointermove', 200, 300); at('pointerup', 200, 300);
    is('after the swipe', count(), '3 / 3');
    at('pointerdown', 200, 200); at('pointermove', 200, 400); at('pointerup', 200, 400);
    await wait('the dialog to close', () => !box.open);
    console.log('test successful');
})().catch((error) => console.error(error.message));
"""
)


def photo(place):
    """Return a JPEG of its own color, base64."""
    stream = io.BytesIO()
    Image.new('RGB', (400, 500), (60 * place, 90, 120)).save(stream, 'JPEG')
    return base64.b64encode(stream.getvalue())


@tagged('post_install', '-at_install')
class TestGallery(LocalOnlyCase):
    """The pictures of a piece in a real browser: strip, sets, full size, zoom."""

    browser_size = '390x844'

    def test_the_pictures_by_hand(self):
        piece = self.make_watch()
        sets = ('retail', 'retail', 'retail', 'in_hand')
        self.env['ic.photo'].create(
            [
                {'product_tmpl_id': piece.id, 'set': code, 'filename': f'{place}.jpg', 'sequence': place,
                 'original': photo(place)}
                for place, code in enumerate(sets)
            ]
        )._ic_make_derivatives()  # fmt: skip
        self.run_in_browser(piece.website_url, STEPS)
        self.assert_local(seen_at_least=('/web/assets/',))
