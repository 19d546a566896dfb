import { onWillStart, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { kanbanView } from "@web/views/kanban/kanban_view";

/** The connections page: a card per connection, and below them every service one can be made to. */
export class ChannelKanbanRenderer extends KanbanRenderer {
    static template = "ic_channels.ChannelKanbanRenderer";

    setup() {
        super.setup();
        this.orm = useService("orm");
        this.action = useService("action");
        this.gallery = useState({ services: [], mayAdd: false, busy: false });
        onWillStart(async () => {
            this.gallery.mayAdd = await user.hasGroup("ic_inventory_luxury.group_store_admin");
            if (this.gallery.mayAdd) {
                this.gallery.services = await this.orm.call("ic.channel", "ic_services", []);
            }
        });
    }

    async add(service) {
        if (this.gallery.busy) {
            return;
        }
        this.gallery.busy = true;
        try {
            await this.action.doAction(await this.orm.call("ic.channel", "ic_start", [service.code]));
        } finally {
            this.gallery.busy = false;
        }
    }
}

registry.category("views").add("ic_channel_kanban", { ...kanbanView, Renderer: ChannelKanbanRenderer });
