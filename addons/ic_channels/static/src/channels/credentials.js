import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { formatDate } from "@web/core/l10n/dates";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { x2ManyField } from "@web/views/fields/x2many/x2many_field";

/** The credentials of a connection as a plain form. What is stored is never shown; what is typed replaces it. */
export class Credentials extends Component {
    static template = "ic_channels.Credentials";
    static props = { ...standardFieldProps, "*": true };

    get rows() {
        return this.props.record.data[this.props.name].records;
    }

    setOn(row) {
        return row.data.set_on ? formatDate(row.data.set_on) : "";
    }

    onChange(row, ev) {
        return row.update({ entry: ev.target.value || false });
    }
}

registry.category("fields").add("ic_credentials", {
    ...x2ManyField,
    component: Credentials,
    supportedTypes: ["one2many"],
});
