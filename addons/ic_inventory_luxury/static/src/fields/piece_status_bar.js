import { registry } from "@web/core/registry";
import { StatusBarField, statusBarField } from "@web/views/fields/statusbar/statusbar_field";

// A refused status (Sold by hand, Available for a sold piece ...) must not stay on the form as if it were true.
export class PieceStatusBar extends StatusBarField {
    async selectItem(item) {
        const { name, record } = this.props;
        const before = record.data[name];
        const wasDirty = await record.isDirty();
        try {
            await super.selectItem(item);
        } catch (error) {
            if (wasDirty) {
                await record.update({ [name]: before });
            } else {
                await record.discard();
            }
            throw error;
        }
    }
}

registry.category("fields").add("ic_piece_status_bar", { ...statusBarField, component: PieceStatusBar });
