/** @odoo-module ignore **/
// What a browser adds to the page of a lookbook. Without it everything still works: taps are forms, photos scroll, and
// a photo opens in a tab of its own. It asks nobody but the house.
(() => {
    "use strict";
    const main = document.querySelector("main[data-address]");
    if (!main) {
        return;
    }
    const { address, live } = main.dataset;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

    // === I am interested ===
    const words = (form, name) => {
        const source = form.querySelector(`.lb-tap__${name}`);
        return source ? source.content.textContent.trim() : "";
    };
    async function tap(form) {
        const button = form.querySelector("button");
        if (button.getAttribute("aria-busy") === "true") {
            return;
        }
        button.setAttribute("aria-busy", "true");
        try {
            const answer = await fetch(form.action, {
                method: "POST",
                body: new URLSearchParams(new FormData(form)),
                headers: { Accept: "application/json" },
            });
            if (!answer.ok) {
                throw new Error(String(answer.status));
            }
            const { wanted, house } = await answer.json();
            form.elements.want.value = wanted ? "0" : "1";
            button.setAttribute("aria-pressed", String(wanted));
            form.querySelector(".lb-tap__said").textContent = words(form, house ? "house" : wanted ? "yes" : "no");
            document
                .querySelectorAll(`.lb-thread__item[data-piece="${form.dataset.piece}"]`)
                .forEach((item) => item.classList.toggle("lb-thread__item--wanted", wanted));
        } catch {
            form.submit(); // the long way, which also tells what is wrong
        } finally {
            button.removeAttribute("aria-busy");
        }
    }
    document.addEventListener("submit", (event) => {
        const form = event.target.closest(".lb-tap");
        if (form && window.fetch) {
            event.preventDefault();
            tap(form);
        }
    });

    // === Photos ===
    for (const gallery of document.querySelectorAll(".lb-gallery")) {
        const strip = gallery.querySelector(".lb-gallery__strip");
        const count = gallery.querySelector(".lb-gallery__count span");
        if (!strip || !count) {
            continue;
        }
        const place = () => Math.round(Math.abs(strip.scrollLeft) / strip.clientWidth);
        const step = (by) => {
            const slide = strip.children[Math.min(Math.max(place() + by, 0), strip.children.length - 1)];
            const left = slide.offsetLeft - strip.offsetLeft;
            strip.scrollTo({ left, behavior: still ? "auto" : "smooth" });
        };
        const buttons = [-1, 1].map((by) => {
            const button = document.createElement("button");
            button.type = "button";
            button.tabIndex = -1; // the strip itself takes the arrow keys
            button.setAttribute("aria-hidden", "true");
            button.className = `lb-gallery__step lb-gallery__step--${by < 0 ? "back" : "on"}`;
            button.textContent = by < 0 ? "‹" : "›";
            button.addEventListener("click", () => step(by));
            gallery.append(button);
            return button;
        });
        const follow = () => {
            count.textContent = String(place() + 1);
            buttons[0].disabled = place() === 0;
            buttons[1].disabled = place() === strip.children.length - 1;
        };
        strip.addEventListener("scroll", follow, { passive: true });
        follow();
    }
    const zoom = document.createElement("dialog");
    if (zoom.showModal) {
        zoom.className = "lb-zoom";
        const image = zoom.appendChild(document.createElement("img"));
        const close = zoom.appendChild(document.createElement("button"));
        close.type = "button";
        close.textContent = "×";
        close.setAttribute("aria-label", document.documentElement.lang.startsWith("en") ? "Close" : "×");
        zoom.addEventListener("click", () => zoom.close());
        document.body.append(zoom);
        document.addEventListener("click", (event) => {
            const link = event.target.closest(".lb-gallery__strip a");
            if (!link || event.metaKey || event.ctrlKey) {
                return;
            }
            event.preventDefault();
            image.src = link.href;
            image.alt = link.querySelector("img").alt;
            zoom.showModal();
        });
    }

    // === What came into view ===
    const pieces = [...document.querySelectorAll(".lb-piece")];
    const items = new Map([...document.querySelectorAll(".lb-thread__item")].map((item) => [item.dataset.piece, item]));
    const seen = new Set();
    const waiting = new Map();
    let fresh = [];
    let sending = 0;
    function send() {
        clearTimeout(sending);
        if (fresh.length && live) {
            navigator.sendBeacon(`${address}/seen`, new URLSearchParams({ lines: fresh.join(",") }));
        }
        fresh = [];
    }
    function note(id) {
        if (!seen.has(id)) {
            seen.add(id);
            fresh.push(id);
            clearTimeout(sending);
            sending = setTimeout(send, 1500);
        }
    }
    if ("IntersectionObserver" in window) {
        const watch = new IntersectionObserver(
            (entries) => {
                for (const { target, isIntersecting } of entries) {
                    const id = target.dataset.piece;
                    clearTimeout(waiting.get(id));
                    if (isIntersecting) {
                        // a second is a look; less is scrolling past
                        waiting.set(id, setTimeout(() => note(id), 1000));
                        items.forEach((item, key) => item.setAttribute("aria-current", String(key === id)));
                    }
                }
            },
            { rootMargin: "-35% 0px -35% 0px" }
        );
        pieces.forEach((piece) => watch.observe(piece));
        // on a phone the thread would lie over the words of the cover
        const thread = document.querySelector(".lb-thread");
        const cover = document.querySelector(".lb-cover");
        if (thread && cover) {
            new IntersectionObserver(
                ([{ isIntersecting }]) => thread.classList.toggle("lb-thread--away", isIntersecting),
                { rootMargin: "0px 0px -25% 0px" }
            ).observe(cover);
        }
    }
    document.addEventListener("visibilitychange", () => document.hidden && send());
    window.addEventListener("pagehide", send);
})();
