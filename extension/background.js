// @ts-check
// The background's bootstrap: hands messages to the engine and its answers back. It decides nothing.
import init, { Background, checked_settings } from "./engine/duplex.js";
import initRecord, { record, remember } from "./engine/record.js";

globalThis.browser ??= globalThis.chrome;
const api = globalThis.browser;
/** The page's files as the manifest names them; Firefox gives addresses, and takes only paths back. @param {string[]} [files] */
const paths = (files = []) => files.map((file) => new URL(file, location.origin).pathname.slice(1));
const [script] = api.runtime.getManifest().content_scripts ?? [];
const js = paths(script.js);
const css = paths(script.css);
/** What the engine carries beside its code. */
const data = api.runtime.getURL("engine/data.bin");

/** Ports of the pages that are being read, by `tab:frame`. @type {Map<string, chrome.runtime.Port>} */
const ports = new Map();

/** What the engine's work took since this worker was started, in milliseconds. */
const timing = { start: 0, messages: 0, total: 0, longest: 0 };

/**
 * Starts something at the first call. A start that failed is tried again at the next.
 * @template T
 * @param {() => Promise<T>} start
 */
function once(start) {
  /** @type {Promise<T> | undefined} */
  let started;
  const forget = () => void (started = undefined);
  const run = () => (started ??= start().catch((error) => {
    forget();
    fault("start", error);
    throw error;
  }));
  return Object.assign(run, { forget });
}

/** The engine, with the settings as they are stored; those that cannot be read are kept aside. */
const engine = once(async () => {
  const asked = performance.now();
  const [found, carried] = await Promise.all([stored(), fetch(data), init()]);
  const bytes = new Uint8Array(await carried.arrayBuffer());
  const background = Background.start(bytes, found.text, found.trouble);
  if (found.text !== undefined && background.broken()) await api.storage.local.set({ settings_broken: found.text }).catch(() => {});
  timing.start = performance.now() - asked;
  return background;
});

/** The record's own module: the first badges do not wait for it. */
const recorder = once(() => initRecord());

/** The stored settings, or why there are none. @returns {Promise<{ text?: string, trouble?: string }>} */
async function stored() {
  try {
    const { settings } = await api.storage.local.get("settings");
    return { text: typeof settings === "string" ? settings : JSON.stringify(settings) };
  } catch (error) {
    return { trouble: said(error) };
  }
}

/** Stores settings; what cannot be read is refused. @param {string} text */
const store = async (text) => api.storage.local.set({ settings: checked_settings(text) });

/** @param {any} error */
const said = (error) => String(error?.message ?? error);

/** What failed since the browser was started: what, how often, and when last. @type {Map<string, { times: number, last: number }>} */
const faults = new Map();
const MOST_FAULTS = 20;
const recalled = (api.storage.session?.get("faults") ?? Promise.resolve({})).then((kept) => {
  for (const [what, { times, last }] of /** @type {[string, { times: number, last: number }][]} */ (kept.faults ?? [])) {
    const since = faults.get(what);
    faults.set(what, { times: times + (since?.times ?? 0), last: since?.last ?? last });
  }
}, () => {});

/**
 * Takes down a fault, for the diagnostics: once, with how often it was met, and without what a page says, which errors quote.
 * @param {string} where
 * @param {unknown} error
 */
function fault(where, error) {
  const words = String(error).replace(/"[^"]*("|$)|`[^`]*(`|$)/g, "…");
  const what = `${where}: ${words.slice(0, 160)}`;
  const { times } = faults.get(what) ?? { times: 0 };
  faults.delete(what);
  faults.set(what, { times: times + 1, last: Date.now() });
  while (faults.size > MOST_FAULTS) faults.delete([...faults.keys()][0]);
  recalled.then(() => api.storage.session?.set({ faults: [...faults] })).catch(() => {});
}

/** Pages at which the engine broke down; they are read no more. @type {WeakSet<chrome.runtime.Port>} */
const refused = new WeakSet();

/**
 * Whether the engine itself broke down, by a fault of its own or for want of memory: then the next call starts another, and
 * the page that it broke down at is left alone.
 * @param {unknown} error
 * @param {chrome.runtime.Port} port
 */
function isBroken(error, port) {
  const { name } = /** @type {Error} */ (error) ?? {};
  // The last two are a stack that overflowed, in Chromium and in Firefox.
  if (!["RuntimeError", "RangeError", "InternalError"].includes(name)) return false;
  engine.forget();
  refused.add(port);
  port.postMessage('{"stop":{}}');
  // The others are read anew by the new one.
  for (const [id, other] of ports) if (other !== port) send(id, ['{"reread":true}']);
  return true;
}

/**
 * @param {string} id
 * @param {string[]} messages
 */
function send(id, messages) {
  for (const message of messages) ports.get(id)?.postMessage(message);
}

/** What the toolbar shows, by tab: it is told only what is new. @type {Map<number, string>} */
const shown = new Map();

/**
 * Shows in the toolbar how a tab stands, and keeps the picture of its page for the popup's first paint.
 * @param {number} tabId
 * @param {Background} background
 */
function mark(tabId, background) {
  const state = background.state(tabId);
  const count = state === "absent" ? 0 : background.count(tabId);
  const print = `${state} ${count}`;
  if (shown.get(tabId) === print) return;
  shown.set(tabId, print);
  const title = api.i18n.getMessage(`toolbar_${state}`, [String(count)]);
  const icons = [16, 32].map((size) => [size, `/icons/${state}-${size}.png`]);
  // A tab that has just been closed has no toolbar any more.
  const gone = () => {};
  api.action.setBadgeText({ tabId, text: count ? String(count) : "" }).catch(gone);
  api.action.setTitle({ tabId, title }).catch(gone);
  api.action.setIcon({ tabId, path: Object.fromEntries(icons) }).catch(gone);
  api.action.setBadgeBackgroundColor({ tabId, color: "#1f4fd1" }).catch(gone);
  const summary = background.ask("summary", tabId, 0);
  if (summary) api.storage.session?.set({ [`summary:${tabId}`]: summary }).catch(gone);
}

api.runtime.onConnect.addListener((port) => {
  const tab = port.sender?.tab?.id;
  if (port.name !== "page" || tab === undefined) return;
  const frame = port.sender?.frameId ?? 0;
  const id = `${tab}:${frame}`;
  ports.set(id, port);
  /** @param {string} text */
  const take = async (text) => {
    const background = await engine();
    const hidden = port.sender?.tab?.incognito !== false;
    const from = performance.now();
    const answers = background.receive(tab, frame, text, hidden);
    const took = performance.now() - from;
    timing.messages += 1;
    timing.total += took;
    timing.longest = Math.max(timing.longest, took);
    send(id, answers);
    await keep(id, background);
    mark(tab, background);
    if (waiting.has(tab) && background.is_read(tab)) waiting.get(tab)?.(), waiting.delete(tab);
    const told = background.tell(tab, frame);
    if (!told) return;
    await recorder();
    const answer = await remember(told, hidden);
    if (answer) send(id, background.learn(tab, frame, answer));
    mark(tab, background);
  };
  port.onMessage.addListener((/** @type {string} */ text) => {
    if (refused.has(port)) return;
    if (text.startsWith('{"fault"')) return fault("page", JSON.parse(text).fault);
    take(text).catch((error) => {
      if (isBroken(error, port)) fault("engine", error);
      // A page that is gone cannot be answered; that is no fault.
      else if (ports.get(id) === port) fault("background", error);
    });
  });
  port.onDisconnect.addListener(async () => {
    if (ports.get(id) !== port) return;
    ports.delete(id);
    const background = await engine();
    background.forget(tab, frame);
    if (frame) return;
    shown.delete(tab);
    api.storage.session?.remove(`summary:${tab}`).catch(() => {});
    mark(tab, background);
  });
});

api.runtime.onMessage.addListener((message, sender, answer) => {
  if (sender.id !== api.runtime.id || typeof message?.ask !== "string") return;
  reply(message).then(answer, (error) => {
    fault(message.ask, error);
    answer({ error: said(error) });
  });
  return true;
});

/**
 * Puts settings in force on all pages.
 * @param {Background} background
 * @param {string} text
 */
function apply(background, text) {
  for (const { id, messages } of JSON.parse(background.apply(text))) {
    send(id.join(":"), messages.map(JSON.stringify));
    mark(id[0], background);
  }
}

/**
 * Puts in force and stores what the reader changed on a page.
 * @param {string} id
 * @param {Background} background
 */
async function keep(id, background) {
  const text = background.take_changed();
  if (!text) return;
  apply(background, text);
  await store(text).catch((error) => send(id, background.not_saved(said(error))));
}

/**
 * Does what a shortcut, the menu or the popup says: goes to the next item, or pauses.
 * @param {string} what
 * @param {number} [tab]
 */
async function run(what, tab = -1) {
  const background = await engine();
  if (background.state(tab) === "absent" && !(await readAgain(tab))) return { error: "no-access" };
  const id = `${tab}:0`;
  send(id, what === "pause" ? background.toggle_pause(tab) : background.go(tab, what === "next-promo" ? "promo" : "unanswered"));
  await keep(id, background);
  return { ok: true };
}

/** Those who wait until a tab's page is read. @type {Map<number, () => void>} */
const waiting = new Map();
/** So long is waited for a page that never comes to rest, in milliseconds. */
const READING = 3000;

/** Has a page read again and waits until it is. @param {number} tab @returns {Promise<boolean>} whether there is one */
async function readAgain(tab) {
  const read = new Promise((done) => {
    waiting.set(tab, () => done(true));
    setTimeout(done, READING, true);
  });
  return (await reread(tab)) && read;
}

/** Has a page read again that a stopped worker has forgotten. @param {number} tab @returns {Promise<boolean>} whether there is one */
const reread = (tab) => api.tabs.sendMessage(tab, { reread: true }, { frameId: 0 }).catch(() => false);

/**
 * Answers a face of the extension.
 * @param {{ ask: string, tab?: number, key?: string, question?: string, least?: number, what?: string, settings?: object, text?: string }} message
 */
async function reply(message) {
  const { ask, tab = -1 } = message;
  if (ask === "record") {
    const { question = "" } = message;
    await recorder();
    const answer = await record(question);
    if (/^{"(forget|import)"/.test(question)) (await engine()).unlearn();
    return { text: answer };
  }
  const background = await engine();
  if (ask === "diagnostics") return diagnostics(background);
  if (ask === "jump") return api.tabs.sendMessage(tab, { jump: message.key }, { frameId: 0 });
  if (ask === "enable") return enable(tab);
  if (ask === "check-site") return JSON.parse(background.check_site(message.text ?? ""));
  if (ask === "report") {
    const [{ result }] = await api.scripting.executeScript({ target: { tabId: tab }, func: outline });
    return { report: background.layout_report(tab, JSON.stringify(result ?? [])) };
  }
  if (ask === "save") {
    const text = JSON.stringify(message.settings);
    await store(text);
    apply(background, text);
    return { ok: true };
  }
  if (ask === "run") return run(message.what ?? "", tab);
  const known = background.ask(ask, tab, message.least ?? 0);
  if (known !== undefined) return JSON.parse(known);
  // A worker that was stopped has forgotten the page: ask the page to be read again.
  return { error: (await reread(tab)) ? "starting" : "no-access" };
}

/** What the background knows of its own state. @param {Background} background */
async function diagnostics(background) {
  await recalled;
  const { permissions = [], origins = [] } = await api.permissions.getAll();
  const named = script?.matches ?? [];
  const granted = named.filter((pattern) => origins.includes(pattern)).length;
  const beyond = origins.filter((origin) => !named.includes(origin)).length;
  return {
    faults: [...faults].map(([what, { times, last }]) => [what, times, last]),
    permissions,
    hosts: [named.length, granted, beyond],
    timing: [timing.start, timing.messages, timing.total / (timing.messages || 1), timing.longest],
    test: JSON.parse(background.ask("self-test", -1, 0) ?? "null"),
  };
}

/** Runs in the page: counts its elements by tag, role and names of attributes, and gives nothing else. */
function outline() {
  const counts = /** @type {Map<string, number>} */ (new Map());
  for (const element of document.body.querySelectorAll("*")) {
    if (/^duplex-/.test(element.localName)) continue;
    const shape = JSON.stringify([element.localName, element.getAttribute("role") ?? "", element.getAttributeNames().sort()]);
    counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
  return [...counts].map(([shape, count]) => [...JSON.parse(shape), count]);
}

/** Starts Duplex on the granted sites beyond the named ones, now and from now on. */
async function registerGranted() {
  const { origins = [] } = await api.permissions.getAll();
  const named = new Set(api.runtime.getManifest().content_scripts?.flatMap((entry) => entry.matches ?? []));
  const matches = origins.filter((origin) => !named.has(origin) && /^(https?|\*):/.test(origin));
  await api.scripting.unregisterContentScripts({ ids: ["granted"] }).catch(() => {});
  if (!matches.length) return;
  await api.scripting.registerContentScripts([{ id: "granted", matches, js, css, runAt: "document_idle" }]);
}

/** @param {number} tabId */
async function enable(tabId) {
  await registerGranted();
  await inject(tabId);
  return { ok: true };
}

/** @param {number} tabId */
async function inject(tabId) {
  await api.scripting.insertCSS({ target: { tabId }, files: css });
  await api.scripting.executeScript({ target: { tabId }, files: js });
}

api.runtime.onInstalled.addListener(async ({ reason }) => {
  await registerGranted();
  makeMenus();
  // Pages that are open already are read too; those that may not be touched refuse.
  for (const { id } of await api.tabs.query({ url: script.matches })) if (id !== undefined) inject(id).catch(() => {});
  if (reason === "install") api.tabs.create({ url: api.runtime.getURL("welcome.html") });
});
api.runtime.onStartup.addListener(registerGranted);
api.permissions.onAdded.addListener(registerGranted);
api.permissions.onRemoved.addListener(registerGranted);

const MENU = ["next-unanswered", "next-promo", "pause"];

/** The same entries on the toolbar's button and on pages that are read. */
function makeMenus() {
  const menus = api.contextMenus;
  // Firefox for Android has none.
  if (!menus) return;
  menus.removeAll(() => {
    for (const what of MENU) {
      const title = api.i18n.getMessage(`menu_${what.replace("-", "_")}`);
      menus.create({ id: `action:${what}`, title, contexts: ["action"] });
      menus.create({ id: `page:${what}`, title, contexts: ["page"], documentUrlPatterns: script.matches });
    }
  });
}
api.contextMenus?.onClicked.addListener(({ menuItemId }, tab) => void run(String(menuItemId).split(":")[1], tab?.id));
api.commands?.onCommand.addListener((command, tab) => void run(command, tab?.id));
