import { Component } from "@odoo/owl";
import { CopyButton } from "@web/core/copy_button/copy_button";
import { _t } from "@web/core/l10n/translation";
import { formatDateTime } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** A moment as people say it: "3 minutes ago". */
export class Ago extends Component {
    static template = "ic_channels.Ago";
    static props = { ...standardFieldProps };

    get moment() {
        return this.props.record.data[this.props.name];
    }

    get words() {
        return this.moment ? this.moment.toRelative() : _t("never");
    }

    get exact() {
        return this.moment ? formatDateTime(this.moment) : "";
    }
}

/** A long text to be copied whole: a script, the body of a webhook. */
export class CopyText extends Component {
    static template = "ic_channels.CopyText";
    static components = { CopyButton };
    static props = { ...standardFieldProps };

    get text() {
        return this.props.record.data[this.props.name] || "";
    }

    get copied() {
        return _t("Copied");
    }

    get label() {
        return _t("Copy");
    }
}

registry.category("fields").add("ic_ago", { component: Ago, supportedTypes: ["datetime"] });
registry.category("fields").add("ic_copy_text", { component: CopyText, supportedTypes: ["text", "char"] });
