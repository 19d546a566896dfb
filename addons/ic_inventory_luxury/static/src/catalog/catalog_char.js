import { AutoComplete } from "@web/core/autocomplete/autocomplete";
import { registry } from "@web/core/registry";
import { useChildRef, useService } from "@web/core/utils/hooks";
import { CharField, charField } from "@web/views/fields/char/char_field";
import { useInputField } from "@web/views/fields/input_field_hook";

// A text box that proposes what the catalog has for the chosen brand: models, or references. What is typed stays what
// is typed; a proposal is only taken when it is picked.
export class CatalogCharField extends CharField {
    static template = "ic_inventory_luxury.CatalogCharField";
    static components = { ...CharField.components, AutoComplete };

    setup() {
        super.setup();
        this.orm = useService("orm");
        this.inputRef = useChildRef();
        useInputField({
            getValue: () => this.props.record.data[this.props.name] || "",
            parse: (value) => this.parse(value),
            ref: this.inputRef,
        });
    }

    get sources() {
        return [{ options: (request) => this.suggest(request), optionSlot: "catalogOption" }];
    }

    async suggest(request) {
        const { ic_brand_id: brand, ic_category: category } = this.props.record.data;
        const found = await this.orm.silent.call("product.template", "ic_suggest", [
            this.props.name,
            request,
            brand ? brand.id : false,
            category || false,
        ]);
        return found.map((one) => ({
            label: one.label,
            data: one,
            onSelect: () => this.props.record.update({ [this.props.name]: one.value }),
        }));
    }
}

registry.category("fields").add("ic_catalog_char", { ...charField, component: CatalogCharField });
