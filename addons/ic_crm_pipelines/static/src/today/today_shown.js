import { Component } from "@odoo/owl";
import { deserializeDate, deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { dayWords, hourWords } from "./task_line";

/** What the Today view shows of its state (`board` as the server answers it): blocks of tasks, and words. */
export class TodayShown extends Component {
    /** The blocks of the page: a heading and its tasks. A section of many days is one block per day. */
    get blocks() {
        const blocks = [];
        for (const section of this.state.board.sections) {
            if (section.key === "dated") {
                const days = new Map();
                for (const task of section.tasks) {
                    days.has(task.day) ? days.get(task.day).push(task) : days.set(task.day, [task]);
                }
                for (const [day, tasks] of days) {
                    blocks.push({ key: day, title: dayWords(day, this.state.board.today), small: this.longDay(day), tasks });
                }
                const last = blocks.at(-1);
                if (section.more && last) {
                    last.more = section;
                }
            } else if (section.tasks.length) {
                blocks.push({
                    key: section.key,
                    title: { overdue: _t("Overdue"), none: _t("No date"), done: _t("Done") }[section.key],
                    small: String(section.count),
                    tasks: section.tasks,
                    more: section.more && section,
                });
            }
        }
        return blocks;
    }

    get flat() {
        return this.state.board ? this.blocks.flatMap((block) => block.tasks) : [];
    }

    get isQuiet() {
        return !this.state.board.sections.some((section) => section.key !== "done" && section.tasks.length);
    }

    get quietWords() {
        const { text, pipelines, mine, period } = this.state;
        if (text || pipelines.length || mine) {
            return [_t("Nothing here with these filters"), _t("Take a filter away to see more.")];
        }
        if (period === "today") {
            return [_t("Nothing left for today"), _t("A good moment to call somebody who does not expect it.")];
        }
        return [_t("Nothing planned"), _t("Write the first task in the line above.")];
    }

    get greeting() {
        return deserializeDate(this.state.board.today).toLocaleString({ weekday: "long", day: "numeric", month: "long" });
    }

    get whose() {
        if (this.state.mine || !this.state.board.sees_all) {
            return _t("Your tasks");
        }
        return this.state.board.stores ? _t("Everybody's tasks, all stores") : _t("Everybody's tasks");
    }

    longDay(day) {
        const words = dayWords(day, this.state.board.today);
        const long = deserializeDate(day).toLocaleString({ weekday: "long", day: "numeric", month: "long" });
        return words === long ? "" : long;
    }

    lateWords(task) {
        const today = deserializeDate(this.state.board.today);
        const days = Math.round(today.diff(deserializeDate(task.day), "days").days);
        return days === 1 ? _t("Yesterday") : _t("%s days late", days);
    }

    hour(task) {
        return hourWords(task.time);
    }

    doneWords(task) {
        if (!task.done_at) {
            return _t("Done");
        }
        const at = deserializeDateTime(task.done_at).toLocaleString({ dateStyle: "medium", timeStyle: "short" });
        return _t("%(who)s, %(when)s", { who: task.done_by || "", when: at });
    }

    isLate(task) {
        return !task.done && task.day && task.day < this.state.board.today;
    }

    isDone(task) {
        return Boolean(task.done || this.state.done_now[task.id]);
    }

    checkWords(task) {
        return this.isDone(task) ? _t("Open again: %s", task.title) : _t("Complete: %s", task.title);
    }

    dayButtonWords(task) {
        return _t("Another day: %s", task.title);
    }

    pipeline(task) {
        return this.state.board.pipelines.find((pill) => pill.id && pill.id === task.pipeline);
    }
}
