import { registry } from "@web/core/registry";
import { FloatField, floatField } from "@web/views/fields/float/float_field";
import { IntegerField, integerField } from "@web/views/fields/integer/integer_field";
import { MonetaryField, monetaryField } from "@web/views/fields/monetary/monetary_field";

// Numbers of which zero means "not known": shown blank, so that a form does not claim a year 0 or a case of 0 mm.

export class BlankIntegerField extends IntegerField {
    get formattedValue() {
        return this.value ? super.formattedValue : "";
    }
}

export class BlankFloatField extends FloatField {
    get formattedValue() {
        return this.value ? super.formattedValue : "";
    }
}

export class BlankMonetaryField extends MonetaryField {
    get formattedValue() {
        return this.value ? super.formattedValue : "";
    }
}

registry.category("fields").add("ic_blank_integer", { ...integerField, component: BlankIntegerField });
registry.category("fields").add("ic_blank_float", { ...floatField, component: BlankFloatField });
registry.category("fields").add("ic_blank_monetary", { ...monetaryField, component: BlankMonetaryField });
