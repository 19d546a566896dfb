import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Component, onMounted, onWillUnmount } from "@odoo/owl";

const INTERVAL = 1500;

/**
 * Progress of a running import. Reloads the record while rows are being taken, so that the bar and the counts move;
 * the counts are sums over finished chunks, so polling costs one small query.
 */
export class ImportProgress extends Component {
    static template = "ic_inventory_luxury.ImportProgress";
    static props = { ...standardFieldProps };

    setup() {
        onMounted(() => {
            this.timer = setInterval(() => this.reload(), INTERVAL);
        });
        onWillUnmount(() => clearInterval(this.timer));
    }

    get percent() {
        return Math.min(100, Math.round(this.props.record.data[this.props.name] || 0));
    }

    get running() {
        return this.props.record.data.state === "running";
    }

    async reload() {
        const { record } = this.props;
        if (!this.running || this.loading || !record.resId || (await record.isDirty())) {
            return;
        }
        this.loading = true;
        try {
            await record.load();
        } finally {
            this.loading = false;
        }
    }
}

registry.category("fields").add("ic_import_progress", {
    component: ImportProgress,
    supportedTypes: ["float"],
});
