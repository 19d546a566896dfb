import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { browser } from "@web/core/browser/browser";
import { deserializeDateTime, serializeDateTime } from "@web/core/l10n/dates";
import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** The share links of a piece: copy, QR code, WhatsApp, until when, for whom, a new address, who looked. */
export class ShareBoard extends Component {
    static template = "ic_storefront.ShareBoard";
    static components = { DateTimeInput };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.state = useState({ links: [], can_edit: false, price: {}, codes: {}, said: "", busy: false });
        onWillStart(() => this.load());
        onWillUpdateProps((next) => {
            if (next.record.resId !== this.resId) {
                this.state.codes = {};
                return this.load(next.record.resId);
            }
        });
    }

    get resId() {
        return this.props.record.resId;
    }

    get kinds() {
        return {
            retail: { title: _t("Retail link"), hint: _t("Staged photos first. Shows the retail price.") },
            in_hand: { title: _t("In-hand link"), hint: _t("The photos of the piece as it is first.") },
        };
    }

    get states() {
        return { on: _t("On"), off: _t("Off"), expired: _t("Expired") };
    }

    get canShare() {
        return Boolean(browser.navigator.share);
    }

    expiry(link) {
        return link.expires_on ? deserializeDateTime(link.expires_on) : false;
    }

    priceOf(link) {
        return _t("Shows %s", this.state.price[link.audience]);
    }

    async load(resId = this.resId) {
        if (resId) {
            Object.assign(this.state, await this.orm.silent.call("product.template", "ic_share_board", [[resId]]));
        }
    }

    async act(method, ...args) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        try {
            Object.assign(this.state, await this.orm.call("product.template", method, [[this.resId], ...args]));
        } finally {
            this.state.busy = false;
        }
    }

    make(kind) {
        return this.act("ic_share_make", kind);
    }

    change(link, vals) {
        return this.act("ic_share_change", link.id, vals);
    }

    onExpiry(link, moment) {
        return this.change(link, { expires_on: moment ? serializeDateTime(moment) : false });
    }

    onAudience(link, audience) {
        if (audience === link.audience) {
            return;
        }
        if (audience === "retail") {
            return this.change(link, { audience });
        }
        this.dialog.add(ConfirmationDialog, {
            title: _t("Show the wholesale price?"),
            body: _t("Everybody who has this address sees the wholesale price from now on."),
            confirmLabel: _t("Show it"),
            confirm: () => this.change(link, { audience }),
            cancel: () => {},
        });
    }

    regenerate(link) {
        this.dialog.add(ConfirmationDialog, {
            title: _t("Make a new address?"),
            body: _t("Whoever has the address of today sees nothing from now on, its photos included. This cannot be undone."),
            confirmLabel: _t("Make a new address"),
            confirm: async () => {
                delete this.state.codes[link.kind];
                await this.act("ic_share_regenerate", link.id);
                this.say(_t("New address made. The old one is closed."));
            },
            cancel: () => {},
        });
    }

    async copy(link) {
        try {
            await browser.navigator.clipboard.writeText(link.url);
        } catch {
            // No clipboard without a secure connection: the address is selected instead.
            document.getElementById(`ic_share_url_${link.kind}`)?.select();
            this.say(_t("Press Ctrl+C to copy the address."));
            return;
        }
        this.say(_t("Address copied."));
    }

    share(link) {
        return browser.navigator.share({ title: this.props.record.data.name, url: link.url }).catch(() => {});
    }

    async code(link) {
        if (this.state.codes[link.kind]) {
            delete this.state.codes[link.kind];
            return;
        }
        const picture = await this.orm.call("product.template", "ic_share_code", [[this.resId], link.id]);
        this.state.codes[link.kind] = picture;
    }

    say(text) {
        this.state.said = text;
        this.notification.add(text, { type: "success" });
    }
}

registry.category("view_widgets").add("ic_share_board", {
    component: ShareBoard,
    additionalClasses: ["o_ic_share_board_widget"],
});
