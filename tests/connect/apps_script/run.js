// Runs google_sheets.gs with small stand-ins for what Google gives a script, and prints what it did.
//
//   node run.js google_sheets.gs < story.json
//
// The story is a list of steps: {"cells": [[...]]} is what a person leaves behind in the sheet, {"call": "icSweep", "with": [...]}
// runs a function, {"answers": [200, 500, "down"]} is what the store answers next (200 when nothing is said), {"type": [...]} what
// a person types into the prompts (null is Cancel), {"busy": true} means that another run holds the lock.
// Prints {posts, alerts, menu, triggers, properties, sleeps, results}.
'use strict';

const crypto = require('crypto');
const fs = require('fs');
const vm = require('vm');

const state = { posts: [], alerts: [], menu: [], triggers: [], sleeps: [], results: [] };
const properties = new Map();
let cells = [[]];
let answers = [];
let typed = [];
let busy = false;
let ids = 0;

const sheet = {
  getSheetId: () => 7,
  getName: () => 'Stock',
  getDataRange: () => ({ getValues: () => cells.map((row) => row.map((cell) => (cell && cell.date ? new sandbox.Date(cell.date) : cell))) }),
};
const book = { getId: () => 'book-1', getSheets: () => [sheet] };
const ui = {
  Button: { OK: 'OK', CANCEL: 'CANCEL' },
  ButtonSet: { OK_CANCEL: 'OK_CANCEL' },
  alert: (text) => state.alerts.push(text),
  prompt: () => {
    const text = typed.shift();
    return { getSelectedButton: () => (text === null ? 'CANCEL' : 'OK'), getResponseText: () => text };
  },
  createMenu: (name) => {
    const menu = { addItem: (label, handler) => (state.menu.push([label, handler]), menu), addToUi: () => state.menu.unshift(name) };
    return menu;
  },
};
const store = {
  getProperty: (name) => (properties.has(name) ? properties.get(name) : null),
  setProperty(name, value) {
    if (Buffer.byteLength(String(value)) > 9 * 1024) {
      throw new Error('Argument too large: value');
    }
    properties.set(name, String(value));
  },
  setProperties: (facts) => Object.entries(facts).forEach(([name, value]) => store.setProperty(name, value)),
  deleteProperty: (name) => properties.delete(name),
  deleteAllProperties: () => properties.clear(),
};

function trigger(handler) {
  const facts = { handler, getHandlerFunction: () => handler };
  const builder = {
    forSpreadsheet: () => builder,
    timeBased: () => builder,
    onChange: () => ((facts.kind = 'change'), builder),
    onEdit: () => ((facts.kind = 'edit'), builder),
    everyMinutes: (minutes) => ((facts.kind = minutes + ' minutes'), builder),
    create: () => state.triggers.push(facts),
  };
  return builder;
}

const sandbox = {
  SpreadsheetApp: { getUi: () => ui, getActiveSheet: () => sheet, getActiveSpreadsheet: () => book },
  PropertiesService: { getUserProperties: () => store },
  LockService: { getUserLock: () => ({ tryLock: () => !busy, releaseLock() {} }) },
  ScriptApp: {
    newTrigger: trigger,
    getProjectTriggers: () => [...state.triggers],
    deleteTrigger: (one) => state.triggers.splice(state.triggers.indexOf(one), 1),
  },
  Utilities: {
    Charset: { UTF_8: 'utf8' },
    getUuid: () => '00000000-0000-4000-8000-' + String(++ids).padStart(12, '0'),
    sleep: (milliseconds) => state.sleeps.push(milliseconds),
    // Google gives signed bytes.
    computeHmacSha256Signature: (text, key, charset) =>
      Array.from(new Int8Array(crypto.createHmac('sha256', Buffer.from(key, charset)).update(text, charset).digest())),
  },
  UrlFetchApp: {
    fetch(url, options) {
      state.posts.push({ url, method: options.method, type: options.contentType, body: options.payload });
      const answer = answers.length ? answers.shift() : 200;
      if (answer === 'down') {
        throw new Error('Address unavailable: ' + url);
      }
      return { getResponseCode: () => answer };
    },
  },
};

vm.createContext(sandbox);
vm.runInContext(fs.readFileSync(process.argv[2], 'utf8'), sandbox, { filename: 'google_sheets.gs' });
sandbox.Date = vm.runInContext('Date', sandbox);

for (const step of JSON.parse(fs.readFileSync(0, 'utf8'))) {
  if (step.cells) cells = step.cells;
  if (step.answers) answers = step.answers;
  if (step.type) typed = step.type;
  if (step.forget) properties.delete(step.forget);
  busy = Boolean(step.busy);
  if (step.call) state.results.push(sandbox[step.call](...(step.with || [])) ?? null);
}

state.triggers = state.triggers.map((one) => [one.handler, one.kind]);
process.stdout.write(JSON.stringify({ ...state, properties: Object.fromEntries(properties) }));
