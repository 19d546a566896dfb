import { Component, onWillStart, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";

/** The red counter beside the clock: how many conflicts wait. Nothing is shown while there is none. */
export class ConflictCounter extends Component {
    static template = "ic_inventory_luxury.ConflictCounter";
    static props = {};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ count: 0 });
        const count = () => this.count();
        onWillStart(count);
        this.env.services.bus_service.subscribe("ic_conflict", count);
        // after a tablet slept, what was told in the meantime is not told again
        useBus(this.env.services.bus_service, "BUS:RECONNECT", count);
    }

    async count() {
        try {
            this.state.count = (await this.orm.silent.call("ic.conflict", "ic_open_count", [])) || 0;
        } catch {
            this.state.count = 0;
        }
    }

    open() {
        this.action.doAction("ic_inventory_luxury.ic_conflict_action", { clearBreadcrumbs: true });
    }
}

registry.category("systray").add("ic_inventory_luxury.conflicts", { Component: ConflictCounter }, { sequence: 22 });
