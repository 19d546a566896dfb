import { Activity } from "@mail/core/web/activity";
import { ActivityListPopoverItem } from "@mail/core/web/activity_list_popover_item";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

/** The year of the day that stands for "no date". */
const NEVER = 9999;

const isNever = (activity) => activity.date_deadline?.year === NEVER;

patch(Activity.prototype, {
    get icNoDate() {
        return isNever(this.props.activity);
    },
});

patch(ActivityListPopoverItem.prototype, {
    get delayLabel() {
        return isNever(this.props.activity) ? _t("No date") : super.delayLabel;
    },
});
