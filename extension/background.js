// @ts-check
// The background's bootstrap: hands messages to the engine and its answers back. It decides nothing.
import init, { Background, record, remember, store_settings } from "./engine/duplex.js";

globalThis.browser ??= globalThis.chrome;
const api = globalThis.browser;
/** The page's files as the manifest names them; Firefox gives addresses, and takes only paths back. @param {string[]} [files] */
const paths = (files = []) => files.map((file) => new URL(file, location.origin).pathname.slice(1));
const [script] = api.runtime.getManifest().content_scripts ?? [];
const js = paths(script.js);
const css = paths(script.css);

/** Ports of the pages that are being read, by `tab:frame`. @type {Map<string, chrome.runtime.Port>} */
const ports = new Map();

/** @type {Promise<Background> | undefined} */
let started;

/** The engine; the first call starts it. A start that failed is tried again at the next call. */
function engine() {
  started ??= init().then(() => Background.start()).catch((error) => {
    started = undefined;
    throw error;
  });
  return started;
}

/**
 * @param {string} id
 * @param {string[]} messages
 */
function send(id, messages) {
  for (const message of messages) ports.get(id)?.postMessage(message);
}

/**
 * @param {number} tabId
 * @param {Background} background
 */
function showCount(tabId, background) {
  const count = background.count(tabId);
  api.action.setBadgeText({ tabId, text: count ? String(count) : "" }).catch(() => {});
}

api.runtime.onConnect.addListener((port) => {
  const tab = port.sender?.tab?.id;
  if (port.name !== "page" || tab === undefined) return;
  const frame = port.sender?.frameId ?? 0;
  const id = `${tab}:${frame}`;
  ports.set(id, port);
  port.onMessage.addListener(async (/** @type {string} */ text) => {
    const background = await engine();
    send(id, background.receive(tab, frame, text));
    showCount(tab, background);
    const told = background.tell(tab, frame);
    if (!told) return;
    const answer = await remember(told, port.sender?.tab?.incognito !== false);
    if (answer) send(id, background.learn(tab, frame, answer));
    showCount(tab, background);
  });
  port.onDisconnect.addListener(async () => {
    if (ports.get(id) !== port) return;
    ports.delete(id);
    (await engine()).forget(tab, frame);
  });
});

api.runtime.onMessage.addListener((message, sender, answer) => {
  if (sender.id !== api.runtime.id || typeof message?.ask !== "string") return;
  reply(message).then(answer, (error) => answer({ error: String(error?.message ?? error) }));
  return true;
});

/**
 * Answers a face of the extension.
 * @param {{ ask: string, tab?: number, key?: string, question?: string, settings?: object, text?: string }} message
 */
async function reply(message) {
  const background = await engine();
  const { ask, tab = -1 } = message;
  if (ask === "record") {
    const { question = "" } = message;
    const answer = await record(question);
    if (/^{"(forget|import)"/.test(question)) background.unlearn();
    return { text: answer };
  }
  if (ask === "jump") return api.tabs.sendMessage(tab, { jump: message.key }, { frameId: 0 });
  if (ask === "enable") return enable(tab);
  if (ask === "check-site") return JSON.parse(background.check_site(message.text ?? ""));
  if (ask === "report") {
    const [{ result }] = await api.scripting.executeScript({ target: { tabId: tab }, func: outline });
    return { report: background.layout_report(tab, JSON.stringify(result ?? [])) };
  }
  if (ask === "save") {
    const text = JSON.stringify(message.settings);
    await store_settings(text);
    for (const { id, messages } of JSON.parse(background.apply(text))) send(id.join(":"), messages.map(JSON.stringify));
    return { ok: true };
  }
  const known = background.ask(ask, tab);
  if (known !== undefined) return JSON.parse(known);
  // A worker that was stopped has forgotten the page: ask the page to be read again.
  const asked = await api.tabs.sendMessage(tab, { reread: true }, { frameId: 0 }).catch(() => undefined);
  return { error: asked ? "starting" : "no-access" };
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
  // Pages that are open already are read too; those that may not be touched refuse.
  for (const { id } of await api.tabs.query({ url: script.matches })) if (id !== undefined) inject(id).catch(() => {});
  if (reason === "install") api.tabs.create({ url: api.runtime.getURL("welcome.html") });
});
api.runtime.onStartup.addListener(registerGranted);
api.permissions.onAdded.addListener(registerGranted);
api.permissions.onRemoved.addListener(registerGranted);
