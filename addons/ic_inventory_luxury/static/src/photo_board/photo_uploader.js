import { _t } from "@web/core/l10n/translation";
import { reactive } from "@odoo/owl";

const UPLOAD_URL = "/ic/photo/upload";
// Enough to keep a line busy, few enough to leave the browser's six connections free for the rest of the page.
const PARALLEL = 3;

let nextKey = 1;

/** Send one file as a plain form: no base64, and the browser tells how far it is. */
function send(file, fields, onProgress) {
    return new Promise((resolve, reject) => {
        const form = new FormData();
        form.append("csrf_token", odoo.csrf_token);
        for (const [name, value] of Object.entries(fields)) {
            form.append(name, value);
        }
        form.append("file", file, file.name);
        const request = new XMLHttpRequest();
        request.upload.addEventListener("progress", (ev) => {
            if (ev.lengthComputable) {
                onProgress(ev.loaded / ev.total);
            }
        });
        request.addEventListener("load", () => {
            let answer = null;
            try {
                answer = JSON.parse(request.responseText);
            } catch {
                answer = null;
            }
            if (request.status === 200 && answer?.photo) {
                resolve(answer.photo);
            } else if (answer?.error) {
                reject(new Error(answer.error));
            } else if (request.status === 413) {
                reject(new Error(_t("%s is too large.", file.name)));
            } else {
                reject(new Error(_t("%s was not taken. Reload the page, you may have to sign in again.", file.name)));
            }
        });
        request.addEventListener("error", () =>
            reject(new Error(_t("%s did not get through. Check the connection.", file.name)))
        );
        request.open("POST", UPLOAD_URL);
        request.send(form);
    });
}

/** Sends files a few at a time and keeps a list of what is under way, in `uploads`, for tiles to show. */
export class PhotoUploader {
    constructor({ onPhoto, onIdle }) {
        this.onPhoto = onPhoto;
        this.onIdle = onIdle;
        this.waiting = [];
        this.running = 0;
        this.uploads = reactive([]);
    }

    /** Queue `file` for a piece; returns at once. `fields`: product_tmpl_id, photo_set, sequence. */
    add(file, fields, maxBytes) {
        this.uploads.push({
            key: `upload_${nextKey++}`,
            set: fields.photo_set,
            name: file.name,
            progress: 0,
            state: "waiting",
            error: "",
            preview: /^image\/(jpeg|png|webp|avif)$/.test(file.type) ? URL.createObjectURL(file) : "",
        });
        const upload = this.uploads.at(-1);
        if (file.size > maxBytes) {
            this.refuse(
                upload,
                _t("%(file)s is larger than %(limit)s MB. Export it a little smaller.", {
                    file: file.name,
                    limit: Math.round(maxBytes / 1048576),
                })
            );
        } else if (!file.size) {
            this.refuse(upload, _t("%s is empty: it holds no data. Copy it from the camera again.", file.name));
        } else {
            this.waiting.push({ upload, file, fields });
            this.next();
        }
    }

    dismiss(upload) {
        if (upload.preview) {
            URL.revokeObjectURL(upload.preview);
        }
        const place = this.uploads.findIndex((other) => other.key === upload.key);
        if (place >= 0) {
            this.uploads.splice(place, 1);
        }
    }

    refuse(upload, text) {
        upload.state = "refused";
        upload.error = text;
    }

    async next() {
        if (this.running >= PARALLEL || !this.waiting.length) {
            return;
        }
        const { upload, file, fields } = this.waiting.shift();
        this.running++;
        upload.state = "sending";
        try {
            const photo = await send(file, fields, (part) => {
                upload.progress = Math.round(part * 100);
                if (part === 1) {
                    upload.state = "checking";
                }
            });
            this.dismiss(upload);
            this.onPhoto(photo);
        } catch (error) {
            this.refuse(upload, error.message);
        }
        this.running--;
        if (!this.running && !this.waiting.length) {
            this.onIdle();
        }
        this.next();
    }
}
