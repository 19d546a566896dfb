import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** What to do next with a new connection: steps, those that are done ticked off, the present one with its button. */
export class ChannelGuide extends Component {
    static template = "ic_channels.ChannelGuide";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
    }

    get steps() {
        return this.props.record.data[this.props.name] || [];
    }

    async run(step) {
        const { record } = this.props;
        if (!(await record.save())) {
            return;
        }
        const action = await this.orm.call("ic.channel", step.action, [[record.resId]]);
        if (action) {
            await this.action.doAction(action);
        }
    }
}

registry.category("fields").add("ic_channel_guide", {
    component: ChannelGuide,
    supportedTypes: ["json"],
});
