// Filled in by the connection's "Script to Paste". Once it is connected you may empty both: they are kept elsewhere.
const IC_ADDRESS = '';
const IC_SECRET = '';

/**
 * Inventory Connect for Google Sheets: tells your store when somebody changes a quantity in this sheet.
 *
 * Paste it into Extensions > Apps Script of the spreadsheet, save, reload the spreadsheet, open the tab with your
 * pieces, and choose Inventory Connect > Connect in the menu. The guide is in docs/services/google_sheets.md.
 *
 * A sheet does not say what changed. The script therefore keeps a picture of all SKUs and quantities and, whenever
 * anything happens, sends the differences. What could not be sent is kept and tried again every five minutes. Address,
 * secret and picture are stored as properties of the person who connected it: no cell holds them, and the other people
 * with access to the sheet do not see them.
 */

const IC_SKU = 'sku';
const IC_QUANTITY = 'quantity';
const IC_BATCH = 100; // SKUs in one message
const IC_TRIES = 3; // of sending a message, before it waits for the next round
const IC_CHUNK = 8000; // characters in one property; Google allows 9 kB
const IC_ENTRIES = ['icOnChange', 'icOnEdit', 'icSweep'];

/** Adds the menu. Runs by itself when the spreadsheet is opened. */
function onOpen() {
  SpreadsheetApp.getUi()
    .createMenu('Inventory Connect')
    .addItem('Connect…', 'icConnect')
    .addItem('Send changes now', 'icSweep')
    .addItem('Status', 'icStatus')
    .addItem('Disconnect', 'icDisconnect')
    .addToUi();
}

/** Asks for address and secret, and begins to watch the tab that is open. */
function icConnect() {
  const ui = SpreadsheetApp.getUi();
  const address = IC_ADDRESS || icAsk_(ui, 'Webhook address', 'Copy it from the connection in Inventory Connect.');
  if (!address) {
    return;
  }
  if (!/^https:\/\/[^\s]+$/.test(address)) {
    ui.alert('The address must begin with https://');
    return;
  }
  const given = IC_SECRET || icAsk_(ui, 'Script secret', 'Paste the one you have. Leave it empty to make a new one.');
  if (given === null) {
    return;
  }
  const secret = given || (Utilities.getUuid() + Utilities.getUuid()).replace(/-/g, '');
  icForget_();
  const sheet = SpreadsheetApp.getActiveSheet();
  icStore_().setProperties({ address: address, secret: secret, tab: String(sheet.getSheetId()) });
  icKeep_('picture', icRead_());
  icWatch_();
  ui.alert(
    given
      ? 'Connected: ' + sheet.getName()
      : 'Connected: ' + sheet.getName() + '. Enter this as Script secret of the connection, it is not shown again:\n\n' + secret
  );
}

/** Stops watching and forgets everything; the cells stay as they are. */
function icDisconnect() {
  icUnwatch_();
  icForget_();
  SpreadsheetApp.getUi().alert('Disconnected.');
}

/** Shows how it goes. */
function icStatus() {
  const store = icStore_();
  const waiting = icLoad_('queue').size + (icText_('pending') ? 1 : 0);
  SpreadsheetApp.getUi().alert(
    !store.getProperty('address')
      ? 'Not connected.'
      : 'Last sent: ' + (store.getProperty('sent') || 'never') + '\nWaiting: ' + waiting +
        '\nLast problem: ' + (store.getProperty('problem') || 'none')
  );
}

/** Entry of the installable trigger "on change"; it does not say which cell. */
function icOnChange(event) {
  if (!event || event.changeType !== 'FORMAT') {
    icSweep();
  }
}

/** Entry of the installable trigger "on edit". */
function icOnEdit() {
  icSweep();
}

/** Finds what changed since the last time, and sends it. Also runs every five minutes. */
function icSweep() {
  const store = icStore_();
  if (!store.getProperty('address')) {
    return;
  }
  const lock = LockService.getUserLock();
  if (!lock.tryLock(20000)) {
    return; // another run is at it; the next one finds the rest
  }
  try {
    icNotice_();
    icSend_();
  } catch (problem) {
    store.setProperty('problem', String((problem && problem.message) || problem).slice(0, 500));
  } finally {
    lock.releaseLock();
  }
}

/** Puts the differences between picture and sheet into the queue. */
function icNotice_() {
  const before = icLoad_('picture');
  const now = icRead_();
  const at = new Date().toISOString();
  const queue = icLoad_('queue');
  let found = false;
  const note = function (sku, previous, quantity) {
    const waiting = queue.get(sku);
    queue.set(sku, { previous: waiting ? waiting.previous : previous, quantity: quantity, at: at });
    found = true;
  };
  now.forEach(function (quantity, sku) {
    if (!before.has(sku) || before.get(sku) !== quantity) {
      note(sku, before.has(sku) ? before.get(sku) : null, quantity);
    }
  });
  before.forEach(function (previous, sku) {
    if (!now.has(sku)) {
      note(sku, previous, null);
    }
  });
  if (found) {
    icKeep_('queue', queue); // first: a stop in between finds the same differences again, it loses none
    icKeep_('picture', now);
  }
}

/** Sends the queue, message by message; stops at one that is not taken. */
function icSend_() {
  for (;;) {
    if (!icText_('pending') && !icPack_()) {
      return;
    }
    const pending = icText_('pending');
    if (!icPost_(pending)) {
      return;
    }
    icErase_('pending');
    const store = icStore_();
    store.setProperty('sent', new Date().toISOString());
    store.deleteProperty('problem');
  }
}

/** Makes the next message out of the queue. It keeps its id until it is taken, so it counts once. */
function icPack_() {
  const queue = icLoad_('queue');
  const changes = [];
  queue.forEach(function (change, sku) {
    if (changes.length < IC_BATCH) {
      changes.push({ sku: sku, quantity: change.quantity, previous: change.previous, at: change.at });
    }
  });
  if (!changes.length) {
    return false;
  }
  const book = SpreadsheetApp.getActiveSpreadsheet();
  const payload = { id: Utilities.getUuid(), spreadsheet: book.getId(), sheet: icTab_().getName(), changes: changes };
  icKeepText_('pending', JSON.stringify(payload));
  changes.forEach(function (change) {
    queue.delete(change.sku);
  });
  icKeep_('queue', queue);
  return true;
}

/** Sends one message, signed in its body: a web app of Google would not see headers either. */
function icPost_(payload) {
  const store = icStore_();
  for (let attempt = 1; attempt <= IC_TRIES; attempt++) {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const body = { timestamp: timestamp, payload: payload, signature: icSign_(timestamp + '.' + payload) };
    let said;
    try {
      const answer = UrlFetchApp.fetch(store.getProperty('address'), {
        method: 'post',
        contentType: 'application/json',
        payload: JSON.stringify(body),
        muteHttpExceptions: true,
        followRedirects: false,
      });
      const code = answer.getResponseCode();
      if (code >= 200 && code < 300) {
        return true;
      }
      said = 'the store answers ' + code;
    } catch (problem) {
      said = 'the store cannot be reached';
    }
    store.setProperty('problem', new Date().toISOString() + ' ' + said);
    if (attempt < IC_TRIES) {
      Utilities.sleep(1000 * attempt * attempt);
    }
  }
  return false;
}

function icSign_(text) {
  const bytes = Utilities.computeHmacSha256Signature(text, icStore_().getProperty('secret'), Utilities.Charset.UTF_8);
  return bytes
    .map(function (byte) {
      return ('0' + (byte & 255).toString(16)).slice(-2); // Google's bytes run from -128 to 127
    })
    .join('');
}

/** Returns a Map of SKU to quantity; null where that is no whole number, or where two rows share the SKU. */
function icRead_() {
  const rows = icTab_().getDataRange().getValues();
  const heads = rows[0].map(function (cell) {
    return icWord_(cell).toLowerCase();
  });
  const sku = heads.indexOf(IC_SKU);
  const quantity = heads.indexOf(IC_QUANTITY);
  if (sku < 0 || quantity < 0) {
    throw new Error('Row 1 needs the headings SKU and Quantity.');
  }
  const found = new Map();
  rows.slice(1).forEach(function (row) {
    const name = icWord_(row[sku]);
    if (name) {
      found.set(name, found.has(name) ? null : icNumber_(row[quantity]));
    }
  });
  return found;
}

function icTab_() {
  const id = icStore_().getProperty('tab');
  const tab = SpreadsheetApp.getActiveSpreadsheet()
    .getSheets()
    .find(function (sheet) {
      return String(sheet.getSheetId()) === id;
    });
  if (!tab) {
    throw new Error('The tab that was connected is gone.');
  }
  return tab;
}

function icWord_(cell) {
  return cell === null || cell === undefined ? '' : String(cell).trim();
}

function icNumber_(cell) {
  const text = icWord_(cell);
  const number = Number(text);
  return text !== '' && !(cell instanceof Date) && Number.isInteger(number) ? number : null;
}

function icAsk_(ui, title, text) {
  const answer = ui.prompt(title, text, ui.ButtonSet.OK_CANCEL);
  return answer.getSelectedButton() === ui.Button.OK ? answer.getResponseText().trim() : null;
}

/** Installs the triggers; simple ones could not send anything. */
function icWatch_() {
  icUnwatch_();
  const book = SpreadsheetApp.getActiveSpreadsheet();
  ScriptApp.newTrigger('icOnChange').forSpreadsheet(book).onChange().create();
  ScriptApp.newTrigger('icOnEdit').forSpreadsheet(book).onEdit().create();
  ScriptApp.newTrigger('icSweep').timeBased().everyMinutes(5).create();
}

function icUnwatch_() {
  ScriptApp.getProjectTriggers().forEach(function (trigger) {
    if (IC_ENTRIES.indexOf(trigger.getHandlerFunction()) >= 0) {
      ScriptApp.deleteTrigger(trigger);
    }
  });
}

function icStore_() {
  return PropertiesService.getUserProperties();
}

function icForget_() {
  icStore_().deleteAllProperties();
}

/** Keeps a Map. */
function icKeep_(name, map) {
  icKeepText_(name, JSON.stringify(Array.from(map)));
}

function icLoad_(name) {
  return new Map(JSON.parse(icText_(name) || '[]'));
}

/** Keeps a text in as many properties as it takes; letters beyond ASCII are escaped, so that a letter is a byte. */
function icKeepText_(name, text) {
  const plain = text.replace(/[^ -~]/g, function (letter) {
    return '\\u' + ('000' + letter.charCodeAt(0).toString(16)).slice(-4);
  });
  const store = icStore_();
  const had = Number(store.getProperty(name) || 0);
  const parts = {};
  const count = Math.ceil(plain.length / IC_CHUNK);
  for (let part = 0; part < count; part++) {
    parts[name + '.' + part] = plain.slice(part * IC_CHUNK, (part + 1) * IC_CHUNK);
  }
  parts[name] = String(count);
  store.setProperties(parts);
  for (let part = count; part < had; part++) {
    store.deleteProperty(name + '.' + part);
  }
}

function icText_(name) {
  const store = icStore_();
  const count = Number(store.getProperty(name) || 0);
  let text = '';
  for (let part = 0; part < count; part++) {
    text += store.getProperty(name + '.' + part);
  }
  return text;
}

function icErase_(name) {
  icKeepText_(name, '');
}
