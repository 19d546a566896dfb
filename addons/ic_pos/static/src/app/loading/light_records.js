import { Base } from "@point_of_sale/app/models/related_models";
import { WithLazyGetterTrap } from "@point_of_sale/lazy_getter";
import { effect } from "@web/core/utils/reactive";

/**
 * Records that cost nothing until they are looked at.
 *
 * Odoo gives every record a cached, reactive getter for each property of its class when it is made: dozens of closures
 * for each of forty thousand records, of which a screen shows a hundred. Here a record gets such a getter the first
 * time that somebody reads the property; what is read and when it is computed anew stays the same.
 */
const SELF = Symbol("self");
const COMPUTING = Symbol("computing");
const handlers = new Map();

function gettersOf(Class) {
    const getters = new Map();
    const left = new Set(Class.excludedLazyGetters || []);
    for (let level = Class.prototype; level; level = Object.getPrototypeOf(level)) {
        for (const [name, { get }] of Object.entries(Object.getOwnPropertyDescriptors(level))) {
            const internal = name.startsWith("__") && name.endsWith("__");
            if (get && !internal && !left.has(name) && !getters.has(name)) {
                getters.set(name, { get, key: Symbol(name) });
            }
        }
    }
    return getters;
}

/** Keep the value of a getter until something it was computed from changes. */
function cache(record, key, getter) {
    effect(
        (observed) => {
            let known = false;
            let value;
            observed[key] = () => {
                if (!known) {
                    value = getter.call(observed);
                    known = true;
                }
                return value;
            };
        },
        [record]
    );
}

function handlerOf(Class) {
    let handler = handlers.get(Class);
    if (!handler) {
        const getters = gettersOf(Class);
        handler = {
            get(target, name, receiver) {
                const getter = getters.get(name);
                // While it is computed, the property itself leads to the plain getter.
                if (!getter || target[COMPUTING]?.has(name)) {
                    return Reflect.get(target, name, receiver);
                }
                const { get, key } = getter;
                if (!Object.hasOwn(target, key)) {
                    cache(target[SELF], key, get);
                }
                target[COMPUTING] ||= new Set();
                target[COMPUTING].add(name);
                try {
                    return receiver[key]();
                } finally {
                    target[COMPUTING].delete(name);
                }
            },
        };
        handlers.set(Class, handler);
    }
    return handler;
}

class LightRecord extends WithLazyGetterTrap {
    // The parent's constructor makes the getters, so it is not called: an object is given back instead.
    constructor({ traps }) {
        const target = Object.create(new.target.prototype);
        const handler = handlerOf(new.target);
        target[SELF] = new Proxy(target, traps ? { ...handler, ...traps } : handler);
        return target[SELF];
    }
}

// Asked of every record while it is loaded; what it is computed from never changes by itself.
Base.excludedLazyGetters = [...Base.excludedLazyGetters, "isSynced"];
Object.setPrototypeOf(Base, LightRecord);
Object.setPrototypeOf(Base.prototype, LightRecord.prototype);
