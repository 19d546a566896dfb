import { _t } from "@web/core/l10n/translation";

// How a scan went, as a mood that colour and sound follow.
export const MOODS = {
    found: "good",
    quantity: "good",
    arrived: "good",
    again: "again",
    elsewhere: "odd",
    unstocked: "odd",
    ambiguous: "odd",
    unknown: "bad",
    sold: "bad",
    checking: "quiet",
};

/** The outcome of a scan in two words. */
export function headline(scan) {
    const texts = {
        found: _t("Found"),
        quantity: _t("Counted"),
        arrived: _t("Came in while counting"),
        again: _t("Already counted"),
        elsewhere: _t("Belongs to another place"),
        unstocked: _t("Not in stock"),
        ambiguous: _t("Several pieces carry this code"),
        unknown: _t("Unknown code"),
        sold: _t("Sold already"),
        checking: _t("Checking"),
    };
    return texts[scan.outcome];
}

/** What to do with the piece in the hand, or where it belongs. */
export function advice(scan, offline) {
    if (scan.outcome === "found" && scan.place) {
        return _t("Belongs in %s", scan.place);
    }
    const texts = {
        again: scan.place ? _t("Scanned by %s", scan.place) : "",
        elsewhere: scan.place ? _t("The stock says %s", scan.place) : "",
        unstocked: _t("Known, but not in any place. It can be taken in at the end."),
        unknown: _t("Put it aside and look at it afterwards."),
        sold: _t("Put it aside: a customer has paid for it."),
        ambiguous: _t("Choose which one it is."),
        checking: offline ? _t("Kept until the connection is back") : "",
    };
    return texts[scan.outcome] || "";
}
