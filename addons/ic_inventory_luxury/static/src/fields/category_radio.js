import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { session } from "@web/session";
import { RadioField, radioField } from "@web/views/fields/radio/radio_field";

/** Offers the categories that the current company carries, in catalog order, and always the one that is chosen already. */
export class CategoryRadioField extends RadioField {
    get items() {
        const active = session.ic_categories?.[user.activeCompany?.id];
        if (!active) {
            return super.items;
        }
        const place = ([code]) => (active.includes(code) ? active.indexOf(code) : active.length);
        return super.items
            .filter(([code]) => active.includes(code) || code === this.value)
            .sort((a, b) => place(a) - place(b));
    }
}

registry.category("fields").add("ic_category_radio", {
    ...radioField,
    component: CategoryRadioField,
    additionalClasses: ["o_field_radio"],
});
