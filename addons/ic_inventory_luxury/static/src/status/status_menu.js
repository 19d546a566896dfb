import { Component } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

// "Change Status": exactly the steps the store's own table and the stock allow from here, with what each is for.
export class StatusMenu extends Component {
    static template = "ic_inventory_luxury.StatusMenu";
    static components = { Dropdown, DropdownItem };
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
    }

    get options() {
        return this.props.record.data[this.props.name] || [];
    }

    get current() {
        const { data, fields } = this.props.record;
        const found = fields.ic_status.selection.find(([code]) => code === data.ic_status);
        return found ? found[1] : "";
    }

    async choose(option) {
        const { record } = this.props;
        if ((await record.isDirty()) && !(await record.save())) {
            return;
        }
        const context = { ic_status: option.code };
        if (option.ask) {
            const ask = await this.orm.call("product.template", "action_ic_change_status", [[record.resId]], {
                context,
            });
            await this.action.doAction(ask, { onClose: () => record.load() });
            return;
        }
        await this.orm.call("product.template", "action_ic_set_status", [[record.resId]], { context });
        await record.load();
    }
}

registry.category("fields").add("ic_status_menu", {
    component: StatusMenu,
    supportedTypes: ["json"],
    fieldDependencies: [{ name: "ic_status", type: "selection" }],
});
