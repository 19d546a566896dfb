import { Component, onWillUnmount, useState, xml } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** How long a bid still holds, second by second. When the time is over the form is read again. */
export class Countdown extends Component {
    static template = xml`
        <span class="o_ic_countdown" role="timer"
            t-att-class="{'o_ic_countdown_short': state.left !== null and state.left &lt; 60, 'o_ic_countdown_over': state.left === 0}"
            t-out="words"/>`;
    static props = { ...standardFieldProps };

    setup() {
        this.state = useState({ left: this.left });
        const timer = setInterval(() => this.tick(), 1000);
        onWillUnmount(() => clearInterval(timer));
    }

    get left() {
        const until = this.props.record.data[this.props.name];
        return until ? Math.max(Math.ceil((until.toMillis() - Date.now()) / 1000), 0) : null;
    }

    get words() {
        const { left } = this.state;
        if (left === null) {
            return "";
        }
        if (!left) {
            return _t("The bid has lapsed");
        }
        const seconds = String(left % 60).padStart(2, "0");
        return _t("Holds for %s", `${Math.floor(left / 60)}:${seconds}`);
    }

    async tick() {
        const before = this.state.left;
        this.state.left = this.left;
        if (before && this.state.left === 0 && !(await this.props.record.isDirty())) {
            await this.props.record.load();
        }
    }
}

registry.category("fields").add("ic_countdown", { component: Countdown, supportedTypes: ["datetime"] });
