import { Component, onWillStart, onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { useDropdownState } from "@web/core/dropdown/dropdown_hooks";
import { deserializeDateTime, formatDateTime } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";

const INTERVAL = 60000;

/** The bell in the top bar: what waits for this person, opened or dismissed with one click. */
export class AlertBell extends Component {
    static template = "ic_inventory_luxury.AlertBell";
    static components = { Dropdown };
    static props = [];

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dropdown = useDropdownState();
        this.state = useState({ shown: false, count: 0, lines: [] });
        onWillStart(() => this.look());
        // No screen waits for the bell: it looks by itself while somebody is there to see it.
        const timer = browser.setInterval(() => document.visibilityState === "visible" && this.look(), INTERVAL);
        onWillUnmount(() => browser.clearInterval(timer));
        useBus(this.env.bus, "ACTION_MANAGER:UI-UPDATED", () => this.stale && this.look());
    }

    async look() {
        this.stale = false;
        try {
            Object.assign(this.state, await this.orm.silent.call("ic.alert", "ic_bell", []));
        } catch {
            // Without the server there is nothing new to tell; the next look comes in a minute.
        }
    }

    moment(date) {
        return formatDateTime(deserializeDateTime(date), { showSeconds: false });
    }

    async open(line) {
        this.dropdown.close();
        this.stale = true;
        const action = await this.orm.call("ic.alert", "action_open", [[line.id]]);
        return this.action.doAction(action);
    }

    async dismiss(line) {
        await this.orm.call("ic.alert", "action_dismiss", [[line.id]]);
        return this.look();
    }

    all() {
        this.dropdown.close();
        this.stale = true;
        return this.action.doAction("ic_inventory_luxury.ic_alert_action", { clearBreadcrumbs: true });
    }
}

registry
    .category("systray")
    .add("ic_inventory_luxury.AlertBell", { Component: AlertBell }, { sequence: 22 });
