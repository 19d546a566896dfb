from odoo.tests import new_test_user, tagged

from .share_case import ShareCase

WAIT = """
    const wait = (check) => new Promise((resolve, reject) => {
        const end = Date.now() + 30000;
        (function look() {
            const found = check();
            if (found) { resolve(found); }
            else if (Date.now() > end) { reject(new Error('waited in vain: ' + check)); }
            else { setTimeout(look, 60); }
        })();
    });
    const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
"""


@tagged('post_install', '-at_install')
class TestShareTour(ShareCase):
    """From the panel of a piece to the lead: a seller makes a link, a stranger opens it, looks and asks."""

    def test_link_stranger_toggle_inquiry(self):
        self.add_photo('retail', (200, 10, 10))
        self.add_photo('in_hand', (10, 200, 10))
        seller = new_test_user(
            self.env,
            'ic_share_tour',
            groups='ic_inventory_luxury.group_employee,ic_inventory_luxury.group_manage_inventory,'
            'ic_inventory_luxury.group_record_sales',
            password='ic_share_tour',
        )
        seller.tour_enabled = False
        self.browser_js(
            f'/odoo/action-ic_inventory_luxury.product_piece_action/{self.piece.id}',
            f"""{WAIT}
            (async () => {{
                const card = await wait(() => document.querySelector('.o_ic_share_card[data-kind=in_hand]'));
                card.scrollIntoView();
                (await wait(() => card.querySelector('.o_ic_share_make'))).click();
                const input = await wait(() => card.querySelector('input'));
                if (!/\\/share\\/[\\w-]{{32}}$/.test(input.value)) {{ throw new Error(input.value); }}
                card.querySelector('.o_ic_share_copy').click();
                await wait(() => document.querySelector('.o_notification'));
                [...card.querySelectorAll('button')].find((button) => button.textContent.includes('QR')).click();
                const code = await wait(() => card.querySelector('figure img'));
                await wait(() => code.complete && code.naturalWidth > 200);
                const old = input.value;
                card.querySelector('.o_ic_share_regenerate').click();
                (await wait(() => document.querySelector('.modal .btn-primary'))).click();
                await wait(() => card.querySelector('input') && card.querySelector('input').value !== old);
                console.log('test successful');
            }})();
            """,
            login='ic_share_tour',
            timeout=120,
        )
        links = self.piece.ic_share_link_ids
        self.assertEqual(sorted(links.mapped('state')), ['on', 'revoked'])
        link = links.filtered(lambda link: link.state == 'on')
        self.assertEqual((link.user_id, link.audience), (seller, 'wholesale'))
        self.logout()
        self.browser_js(
            self.path(link),
            f"""{WAIT}
            (async () => {{
                const shown = () => [...document.querySelectorAll('.ic-gallery__set')]
                    .filter((set) => set.offsetParent !== null).map((set) => set.dataset.set).join();
                await wait(() => shown() === 'in_hand');
                document.querySelector('label[for=photo-set-retail]').click();
                await wait(() => shown() === 'retail');
                const picture = await wait(() => document.querySelector('.ic-gallery__set--retail img'));
                await wait(() => picture.complete && picture.naturalWidth > 0);
                const script = '@ic_storefront/interactions/inquiry';
                await wait(() => window.odoo && odoo.loader && odoo.loader.modules.get(script));
                const form = document.querySelector('.ic-inquiry__form');
                await wait(() => form.hasAttribute('novalidate'));
                document.querySelector("a[href='#ic-inquiry-form']").click();
                await wait(() => document.querySelector('.ic-inquiry').open);
                form.elements.name.value = 'Ada Visitor';
                form.elements.email.value = 'ada@example.com';
                form.elements.message.value = 'May I see it on Thursday?';
                await pause(3500);
                await wait(() => {{
                    const button = form.querySelector('button');
                    if (!form.hidden && !button.disabled) {{ button.click(); }}
                    return form.hidden;
                }});
                if (document.querySelector('.ic-inquiry__thanks').hidden) {{ throw new Error('no thanks'); }}
                console.log('test successful');
            }})();
            """,
            ready="!!document.querySelector('.ic-gallery')",
            timeout=90,
        )
        lead = self.env['crm.lead'].search([('ic_piece_id', '=', self.piece.id)])
        self.assertEqual((lead.ic_share_link_id, lead.email_from, lead.ic_origin), (link, 'ada@example.com', 'share'))
        self.assertIn("May I see it on Thursday?", lead.description)
        link.invalidate_recordset()
        # Chromium without a window says so, and counts as a program.
        self.assertEqual(link.view_count + link.robot_count, 1)
