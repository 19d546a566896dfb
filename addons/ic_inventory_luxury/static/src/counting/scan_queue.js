import { browser } from "@web/core/browser/browser";
import { ConnectionLostError } from "@web/core/network/rpc";

const BATCH = 50;
const RETRY_MS = 2000;
const PREFIX = "ic_take_";

/** An id for one scan, unique over all browsers. Works without https too, where crypto.randomUUID does not exist. */
export function scanId() {
    const parts = window.crypto.getRandomValues(new Uint32Array(4));
    return Array.from(parts, (part) => part.toString(16).padStart(8, "0")).join("");
}

/**
 * Scans on their way to the server: kept in the browser until the server has answered, sent in order, one batch at a
 * time. A batch whose answer was lost is sent again; the server knows the ids and takes nothing twice.
 */
export class ScanQueue {
    /**
     * @param {number} takeId
     * @param {(ops: Object[]) => Promise<Object>} send
     * @param {{ onAnswer: Function, onChange: Function, onRefused: Function }} listeners
     */
    constructor(takeId, send, listeners) {
        this.send = send;
        this.listeners = listeners;
        this.offline = false;
        this.stopped = false;
        const tab = browser.sessionStorage.getItem("ic_tab") || scanId();
        browser.sessionStorage.setItem("ic_tab", tab);
        this.key = `${PREFIX}${takeId}_${tab}`;
        this.items = this.adopt(`${PREFIX}${takeId}_`);
        this.save();
    }

    /** Take over what earlier tabs of this browser could not send any more. */
    adopt(prefix) {
        const items = new Map();
        for (const key of Object.keys(browser.localStorage)) {
            if (!key.startsWith(prefix)) {
                continue;
            }
            for (const item of JSON.parse(browser.localStorage.getItem(key) || "[]")) {
                items.set(item.uid, item);
            }
            if (key !== this.key) {
                browser.localStorage.removeItem(key);
            }
        }
        return [...items.values()];
    }

    get length() {
        return this.items.length;
    }

    save() {
        if (this.items.length) {
            browser.localStorage.setItem(this.key, JSON.stringify(this.items));
        } else {
            browser.localStorage.removeItem(this.key);
        }
        this.listeners.onChange();
    }

    push(op) {
        this.items.push(op);
        this.save();
        this.flush();
    }

    async flush() {
        if (this.busy || this.stopped) {
            return;
        }
        browser.clearTimeout(this.timer);
        this.busy = true;
        try {
            while (this.items.length && !this.stopped) {
                const batch = this.items.slice(0, BATCH);
                const answer = await this.send(batch);
                this.offline = false;
                if (answer.state !== "counting") {
                    this.listeners.onAnswer(answer);
                    break; // what is left stays here until counting goes on
                }
                const done = new Set(batch.map((op) => op.uid));
                this.items = this.items.filter((op) => !done.has(op.uid));
                this.save();
                this.listeners.onAnswer(answer);
            }
        } catch (error) {
            this.fail(error);
        } finally {
            this.busy = false;
        }
    }

    fail(error) {
        if (error instanceof ConnectionLostError) {
            this.offline = true;
            this.listeners.onChange();
            this.timer = browser.setTimeout(() => this.flush(), RETRY_MS);
        } else {
            // The server refuses one of them: keep them, tell, and try again when something new is scanned.
            this.listeners.onRefused(error.data?.message || error.message);
        }
    }

    stop() {
        this.stopped = true;
        browser.clearTimeout(this.timer);
    }
}
