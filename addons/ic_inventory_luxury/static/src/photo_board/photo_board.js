import { Component, onWillDestroy, onWillStart, onWillUpdateProps, useRef, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useFileViewer } from "@web/core/file_viewer/file_viewer_hook";
import { useService } from "@web/core/utils/hooks";
import { useSortable } from "@web/core/utils/sortable_owl";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { PhotoUploader } from "./photo_uploader";

const SETS = ["retail", "in_hand"];
const POLL_MS = 1500;
// After so long the background is busy or switched off, and waiting further should be a choice.
const SLOW_AFTER_POLLS = 12;

/** The two photo sets of a piece: drop files in, drag to sort, drag across to move. Everything also by keyboard. */
export class PhotoBoard extends Component {
    static template = "ic_inventory_luxury.PhotoBoard";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.viewer = useFileViewer();
        this.root = useRef("root");
        this.state = useState({
            retail: [],
            in_hand: [],
            publish_error: "",
            max_bytes: 50 * 1024 * 1024,
            can_edit: true,
            over: "",
            said: "",
            slow: false,
        });
        this.uploader = new PhotoUploader({
            onPhoto: (photo) => this.onPhoto(photo),
            onIdle: () => this.load(),
        });
        this.uploads = useState(this.uploader.uploads);
        this.changes = 0;
        this.polls = 0;
        useSortable({
            ref: this.root,
            enable: () => this.canEdit,
            elements: ".o_ic_photo_sortable",
            groups: ".o_ic_photo_tiles",
            connectGroups: true,
            ignore: "button, a",
            cursor: "grabbing",
            placeholderClasses: ["o_ic_photo_placeholder"],
            onDrop: (params) => this.onSorted(params),
        });
        onWillStart(() => this.load());
        onWillUpdateProps((next) => {
            if (next.record.resId !== this.resId) {
                this.clear();
                return this.load(next.record.resId);
            }
        });
        onWillDestroy(() => clearTimeout(this.timer));
    }

    get resId() {
        return this.props.record.resId;
    }

    get canEdit() {
        return this.state.can_edit && !this.props.readonly;
    }

    get sets() {
        return [
            { code: "retail", title: _t("Retail"), hint: _t("Staged pictures. They go to the shop and to every channel.") },
            { code: "in_hand", title: _t("In-hand"), hint: _t("The piece as it is, for dealers and careful buyers.") },
        ];
    }

    get mainId() {
        const ready = [...this.state.retail, ...this.state.in_hand].find((photo) => photo.state === "ready");
        return ready?.id;
    }

    uploadsOf(code) {
        return this.uploads.filter((upload) => upload.set === code);
    }

    isEmpty(code) {
        return !this.state[code].length && !this.uploadsOf(code).length;
    }

    other(code) {
        return SETS.find((set) => set !== code);
    }

    titleOf(code) {
        return this.sets.find((set) => set.code === code).title;
    }

    // ---- what the server knows ----

    clear() {
        clearTimeout(this.timer);
        Object.assign(this.state, { retail: [], in_hand: [], publish_error: "", slow: false });
        this.polls = 0;
    }

    async load(resId = this.resId) {
        if (!resId) {
            return;
        }
        const changes = this.changes;
        const board = await this.orm.silent.call("product.template", "ic_photo_board", [[resId]]);
        // What was asked before the user moved something must not put it back.
        if (changes === this.changes) {
            this.apply(board);
        }
    }

    apply(board) {
        const before = this.mainId;
        const pending = this.hasPending;
        Object.assign(this.state, board);
        this.state.slow = this.hasPending && this.polls >= SLOW_AFTER_POLLS;
        this.poll();
        if (before !== this.mainId || (pending && !this.hasPending)) {
            this.refreshForm();
        }
    }

    /** Look again while something is being processed, less often the longer it takes. */
    poll() {
        clearTimeout(this.timer);
        if (this.hasPending) {
            this.timer = setTimeout(() => this.load(), Math.min(POLL_MS * (1 + this.polls / 10), 6000));
            this.polls++;
        } else {
            this.polls = 0;
        }
    }

    get hasPending() {
        return SETS.some((code) => this.state[code].some((photo) => photo.state === "pending"));
    }

    /** Show the new main picture in the form, unless that would throw away what the user is typing. */
    async refreshForm() {
        if (this.mounted && this.resId && !(await this.props.record.isDirty())) {
            await this.props.record.load();
        }
    }

    get mounted() {
        return Boolean(this.root.el);
    }

    // ---- files in ----

    onDragOver(ev, code) {
        if (this.canEdit && ev.dataTransfer?.types.includes("Files")) {
            ev.preventDefault();
            ev.dataTransfer.dropEffect = "copy";
            this.state.over = code;
        }
    }

    onDragLeave(ev) {
        if (!ev.currentTarget.contains(ev.relatedTarget)) {
            this.state.over = "";
        }
    }

    onDropFiles(ev, code) {
        this.state.over = "";
        if (this.canEdit && ev.dataTransfer?.files.length) {
            ev.preventDefault();
            ev.stopPropagation();
            return this.addFiles([...ev.dataTransfer.files], code);
        }
    }

    async onPick(ev, code) {
        const files = [...ev.target.files];
        ev.target.value = "";
        await this.addFiles(files, code);
    }

    async addFiles(files, code) {
        // Photos belong to a piece, so a new one is saved first; the form says what is missing.
        if (!files.length || (!this.resId && !(await this.props.record.save()))) {
            return;
        }
        const known = [...this.state.retail, ...this.state.in_hand].map((photo) => photo.sequence);
        const first = Math.max(0, this.lastSequence || 0, ...known) + 1;
        this.lastSequence = first + files.length - 1;
        files.forEach((file, index) =>
            this.uploader.add(
                file,
                { product_tmpl_id: this.resId, photo_set: code, sequence: first + index },
                this.state.max_bytes
            )
        );
        this.say(_t("Uploading %(count)s photos to %(set)s", { count: files.length, set: this.titleOf(code) }));
    }

    onPhoto(photo) {
        this.changes++;
        const photos = this.state[photo.set].filter((other) => other.id !== photo.id);
        this.state[photo.set] = [...photos, photo].sort((a, b) => a.sequence - b.sequence || a.id - b.id);
        this.polls = 0;
        this.poll();
    }

    // ---- order ----

    onSorted({ element, previous, parent }) {
        const id = Number(element.dataset.id);
        const code = (parent || element.closest(".o_ic_photo_tiles")).dataset.set;
        const place = previous?.dataset.id
            ? this.state[code].filter((photo) => photo.id !== id).findIndex((photo) => photo.id === Number(previous.dataset.id)) + 1
            : 0;
        return this.move(id, code, place);
    }

    /** Put photo `id` into set `code` at `place` (0 is first), on screen at once and then on the server. */
    async move(id, code, place) {
        const from = SETS.find((set) => this.state[set].some((photo) => photo.id === id));
        const photo = this.state[from].find((one) => one.id === id);
        const before = { retail: this.state.retail, in_hand: this.state.in_hand };
        this.state[from] = this.state[from].filter((one) => one.id !== id);
        const target = [...this.state[code]];
        place = Math.max(0, Math.min(place, target.length));
        target.splice(place, 0, { ...photo, set: code });
        this.state[code] = target;
        this.say(
            _t("%(file)s is now photo %(place)s of %(count)s in %(set)s", {
                file: photo.filename,
                place: place + 1,
                count: target.length,
                set: this.titleOf(code),
            })
        );
        const change = ++this.changes;
        try {
            const board = await this.orm.call("product.template", "ic_photo_arrange", [
                [this.resId],
                Object.fromEntries(SETS.map((set) => [set, this.state[set].map((one) => one.id)])),
            ]);
            if (change === this.changes) {
                this.apply(board);
                await this.refreshForm();
            }
        } catch (error) {
            Object.assign(this.state, before);
            throw error;
        }
    }

    shift(photo, by) {
        const place = this.state[photo.set].findIndex((one) => one.id === photo.id) + by;
        if (place >= 0 && place < this.state[photo.set].length) {
            return this.move(photo.id, photo.set, place).then(() => this.focus(photo.id));
        }
    }

    swapSet(photo) {
        const code = this.other(photo.set);
        return this.move(photo.id, code, this.state[code].length).then(() => this.focus(photo.id));
    }

    focus(id) {
        this.root.el?.querySelector(`[data-id="${id}"]`)?.focus();
    }

    onTileKey(ev, photo) {
        if (ev.target !== ev.currentTarget) {
            return;
        }
        const keys = { Enter: () => this.open(photo) };
        if (this.canEdit) {
            keys.Delete = () => this.remove(photo);
            keys.Backspace = keys.Delete;
            if (ev.altKey || ev.ctrlKey) {
                keys.ArrowLeft = () => this.shift(photo, -1);
                keys.ArrowRight = () => this.shift(photo, 1);
                keys.ArrowUp = keys.ArrowDown = () => this.swapSet(photo);
            }
        }
        if (keys[ev.key]) {
            ev.preventDefault();
            ev.stopPropagation();
            keys[ev.key]();
        }
    }

    // ---- one photo ----

    open(photo) {
        const files = [...this.state.retail, ...this.state.in_hand]
            .filter((one) => one.state === "ready")
            .map((one) => ({
                id: one.id,
                name: one.filename,
                displayName: one.filename,
                isImage: true,
                isViewable: true,
                defaultSource: one.large,
                downloadUrl: one.original,
            }));
        const file = files.find((one) => one.id === photo.id);
        if (file) {
            this.viewer.open(file, files);
        }
    }

    remove(photo) {
        this.dialog.add(ConfirmationDialog, {
            title: _t("Delete this photo?"),
            body: _t("%s and its original are deleted for good.", photo.filename),
            confirmLabel: _t("Delete"),
            confirmClass: "btn-danger",
            confirm: async () => {
                this.changes++;
                await this.orm.unlink("ic.photo", [photo.id]);
                this.say(_t("%s was deleted", photo.filename));
                await this.load();
                await this.refreshForm();
            },
            cancel: () => this.focus(photo.id),
        });
    }

    async process(photo) {
        this.changes++;
        photo.state = "pending";
        this.state.slow = false;
        await this.orm.silent.call("ic.photo", "action_ic_process", [[photo.id]]);
        await this.load();
        await this.refreshForm();
    }

    /** Tell readers of the screen what happened. */
    say(text) {
        this.state.said = text;
    }
}

registry.category("view_widgets").add("ic_photo_board", {
    component: PhotoBoard,
    additionalClasses: ["o_ic_photo_board_widget"],
});
