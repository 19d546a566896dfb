import { browser } from "@web/core/browser/browser";

// [frequency in Hz, start in ms, length in ms]
const TONES = {
    good: [[880, 0, 70], [1320, 70, 90]],
    again: [[520, 0, 110]],
    odd: [[620, 0, 120], [440, 130, 160]],
    bad: [[220, 0, 180], [180, 190, 260]],
};
const BUZZ = { good: 30, again: 60, odd: [60, 50, 60], bad: [140, 60, 140] };
let context = null;

/** Tell by ear and hand how a scan went; the eyes are on the tray. Silent where the browser allows no sound. */
export function signal(mood) {
    browser.navigator.vibrate?.(BUZZ[mood]);
    const Audio = window.AudioContext;
    if (!Audio) {
        return;
    }
    context ||= new Audio();
    if (context.state === "suspended") {
        context.resume();
    }
    for (const [frequency, start, length] of TONES[mood]) {
        const oscillator = context.createOscillator();
        const volume = context.createGain();
        const begin = context.currentTime + start / 1000;
        oscillator.frequency.value = frequency;
        oscillator.type = mood === "bad" ? "square" : "sine";
        volume.gain.setValueAtTime(0.12, begin);
        volume.gain.exponentialRampToValueAtTime(0.001, begin + length / 1000);
        oscillator.connect(volume).connect(context.destination);
        oscillator.start(begin);
        oscillator.stop(begin + length / 1000);
    }
}
