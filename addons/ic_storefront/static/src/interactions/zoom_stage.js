const MOST = 5;
const STEP = 2.5;
const SWIPE = 50;
const STILL = 10;
const DOUBLE = 300;

/** A picture that can be zoomed: pinch, wheel, double tap, click with a mouse; dragged while zoomed, swiped while not. */
export class ZoomStage {
    /**
     * @param {HTMLElement} el holds the picture and nothing else
     * @param {Object} does listen(el, name, run, options), onSwipe(-1 or 1), onDismiss(), onZoom(boolean)
     */
    constructor(el, does) {
        this.el = el;
        this.img = el.querySelector("img");
        this.does = does;
        this.fingers = new Map();
        this.lastTap = 0;
        this.img.draggable = false;
        does.listen(el, "pointerdown", (ev) => this.onDown(ev));
        does.listen(el, "pointermove", (ev) => this.onMove(ev));
        does.listen(el, "pointerup", (ev) => this.onUp(ev));
        does.listen(el, "pointercancel", (ev) => this.fingers.delete(ev.pointerId));
        does.listen(el, "wheel", (ev) => this.onWheel(ev), { passive: false });
        this.reset();
    }

    reset() {
        Object.assign(this, { scale: 1, x: 0, y: 0 });
        this.draw();
    }

    toggle(at) {
        if (this.scale > 1) {
            this.reset();
        } else {
            this.zoomBy(STEP, at);
        }
    }

    /** Zooms by a factor and keeps what is under `at` ({x, y} in the window; the middle if not given) where it is. */
    zoomBy(factor, at) {
        const box = this.el.getBoundingClientRect();
        const middle = { x: box.left + box.width / 2, y: box.top + box.height / 2 };
        const scale = Math.min(Math.max(this.scale * factor, 1), MOST);
        const fromX = (at || middle).x - middle.x;
        const fromY = (at || middle).y - middle.y;
        this.x = fromX - ((fromX - this.x) * scale) / this.scale;
        this.y = fromY - ((fromY - this.y) * scale) / this.scale;
        this.scale = scale;
        this.draw();
    }

    draw() {
        const mostX = (this.el.clientWidth * (this.scale - 1)) / 2;
        const mostY = (this.el.clientHeight * (this.scale - 1)) / 2;
        this.x = Math.min(Math.max(this.x, -mostX), mostX);
        this.y = Math.min(Math.max(this.y, -mostY), mostY);
        this.img.style.transform =
            this.scale > 1 ? `translate(${this.x}px, ${this.y}px) scale(${this.scale})` : "";
        this.does.onZoom(this.scale > 1);
    }

    pinch() {
        const [one, two] = [...this.fingers.values()];
        return {
            distance: Math.hypot(one.x - two.x, one.y - two.y),
            at: { x: (one.x + two.x) / 2, y: (one.y + two.y) / 2 },
        };
    }

    onDown(ev) {
        this.fingers.set(ev.pointerId, { x: ev.clientX, y: ev.clientY });
        this.start = this.fingers.size === 1 ? { x: ev.clientX, y: ev.clientY } : null;
        this.el.classList.add("ic-lightbox__stage--held");
    }

    onMove(ev) {
        const before = this.fingers.get(ev.pointerId);
        if (!before) {
            return;
        }
        const was = this.fingers.size === 2 && this.pinch();
        this.fingers.set(ev.pointerId, { x: ev.clientX, y: ev.clientY });
        if (was) {
            const { distance, at } = this.pinch();
            this.zoomBy(distance / (was.distance || 1), at);
        } else if (this.scale > 1) {
            this.x += ev.clientX - before.x;
            this.y += ev.clientY - before.y;
            this.draw();
        }
    }

    onUp(ev) {
        this.fingers.delete(ev.pointerId);
        this.el.classList.remove("ic-lightbox__stage--held");
        if (!this.start || this.fingers.size) {
            return;
        }
        const moved = { x: ev.clientX - this.start.x, y: ev.clientY - this.start.y };
        this.start = null;
        if (Math.max(Math.abs(moved.x), Math.abs(moved.y)) < STILL) {
            this.onTap(ev);
        } else if (this.scale === 1 && Math.abs(moved.x) > SWIPE && Math.abs(moved.x) > Math.abs(moved.y)) {
            this.does.onSwipe(moved.x < 0 ? 1 : -1);
        } else if (this.scale === 1 && moved.y > 2 * SWIPE) {
            this.does.onDismiss();
        }
    }

    /** A click of a mouse zooms at once; a finger has to tap twice, since one tap is how a finger looks around. */
    onTap(ev) {
        const double = ev.timeStamp - this.lastTap < DOUBLE;
        this.lastTap = double ? 0 : ev.timeStamp;
        if (double || ev.pointerType === "mouse") {
            this.lastTap = 0;
            this.toggle({ x: ev.clientX, y: ev.clientY });
        }
    }

    onWheel(ev) {
        ev.preventDefault();
        this.zoomBy(ev.deltaY < 0 ? 1.2 : 1 / 1.2, { x: ev.clientX, y: ev.clientY });
    }
}
