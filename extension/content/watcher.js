// @ts-check
// The watcher: sees what is new or changed on the page, has it read in short slices, and sends batches.
// Nothing runs while nothing changes, and only what changed is looked at.
"use strict";

/** Longest slice and the pause that gathers changes (doubled up to the last while a page has no items), in milliseconds. */
var PACE = { slice: 5, gather: 80, rest: 1500 };
/** Items in the first batch, and in later ones. */
var BATCH = { first: 20, later: 50 };
var OURS = /^DUPLEX-/;

/** @typedef {{ rank: number, print: number, node: WeakRef<Element> }} Entry */

/** @typedef {InstanceType<typeof Watcher>} Watcher */
var Watcher = class Watcher {
  /** @param {(batch: object) => boolean} send @param {() => boolean} moved @param {(key: string, element: Element, rule: Rule) => void} show */
  constructor(send, moved, show) {
    this.send = send;
    this.moved = moved;
    this.show = show;
    /** What was read, by the item's own id. @type {Map<string, Entry>} */
    this.entries = new Map();
    this.observer = new MutationObserver((records) => {
      this.records.push(...records);
      this.schedule(this.pause);
    });
    this.stop();
  }

  stop() {
    this.observer.disconnect();
    this.reader = null;
    this.entries.clear();
    /** @type {WeakMap<Element, string>} */
    this.keys = new WeakMap();
    /** Places in document order. @type {WeakMap<Element, number>} */
    this.ranks = new WeakMap();
    /** @type {Set<Element>} */
    this.queue = new Set();
    /** @type {MutationRecord[]} */
    this.records = [];
    this.embedded = new WeakSet();
    this.pause = PACE.gather;
    /** Items that the engine was told are still to be read. */
    this.unread = 0;
    /** @type {{ page: (string | null)[], census: number[], print: number } | null} */
    this.told = null;
  }

  /** Reads the page from the beginning, what is on the screen first. @param {Plan} plan */
  start(plan) {
    this.stop();
    const reader = (this.reader = new Reader(plan));
    const found = reader.find(document);
    found.forEach((element, rank) => this.ranks.set(element, rank));
    const near = (/** @type {DOMRect} */ { top, bottom }) => bottom > -200 && top < innerHeight + 200;
    this.queue = new Set([...found.filter((element) => near(element.getBoundingClientRect())), ...found]);
    this.observer.observe(document, { childList: true, subtree: true, characterData: true, ...watched(plan) });
    this.work();
  }

  /** The element that shows an item now. @param {string} key */
  element(key) {
    const element = this.entries.get(key)?.node.deref();
    return element?.isConnected && this.keys.get(element) === key ? element : undefined;
  }

  /** @param {number} delay in milliseconds */
  schedule(delay) {
    if (this.scheduled) return;
    this.scheduled = true;
    const run = () => {
      this.scheduled = false;
      if (this.reader && !this.moved()) this.work();
    };
    setTimeout(() => requestIdleCallback(run, { timeout: 60 }), delay);
  }

  /** One slice: looks at the changes, reads, sends, and only then draws. */
  work() {
    const { reader } = this;
    if (!reader) return;
    const changed = this.look(reader);
    const end = performance.now() + PACE.slice;
    const most = this.told ? BATCH.later : BATCH.first;
    /** @type {RawItem[]} */
    const items = [];
    /** @type {[string, Element, Rule][]} */
    const seen = [];
    for (const element of this.queue) {
      this.queue.delete(element);
      const item = element.isConnected ? this.read(reader, element, seen) : null;
      if (item) items.push(item);
      if (items.length === most || performance.now() > end) break;
    }
    const quiet = !this.queue.size && (!this.told || this.unread > 0 || (changed && !this.entries.size));
    if (items.length || quiet) this.tell(reader, items);
    for (const show of seen) this.show(...show);
    if (this.queue.size) this.schedule(0);
  }

  /** Sends a batch; the page as a whole is read with the first and whenever the queue is empty. @param {Reader} reader @param {RawItem[]} items */
  tell(reader, items) {
    const { plan } = reader;
    const pending = this.queue.size;
    const settles = !pending && this.unread > 0;
    this.unread = pending;
    /** @type {string[]} */
    const embedded = [];
    if (!this.told || !pending) {
      const page = reader.page();
      const census = plan.census.map((css) => attempt(css, () => document.querySelectorAll(css).length) ?? 0);
      for (const script of (plan.embedded && attempt(plan.embedded, () => document.querySelectorAll(plan.embedded ?? ""))) || []) {
        if (!this.embedded.has(script)) embedded.push((script.textContent ?? "").slice(0, 500_000).toWellFormed());
        this.embedded.add(script);
      }
      const print = hash(JSON.stringify([page, census]));
      if (this.told?.print === print && !items.length && !embedded.length && !settles) return;
      this.told = { page, census, print };
    }
    const { page, census } = /** @type {NonNullable<Watcher["told"]>} */ (this.told);
    this.send({ type: "batch", items, page, pending, census, embedded });
  }

  /** Turns the changes gathered into elements to be read. @param {Reader} reader @returns {boolean} whether there were any of the page's */
  look(reader) {
    const { records } = this;
    this.records = [];
    const roots = new Set();
    const targets = new Set();
    for (const { target, addedNodes, removedNodes } of records) {
      const nodes = [...addedNodes, ...removedNodes];
      if (nodes.length && nodes.every((node) => OURS.test(node.nodeName)) && !removedNodes.length) continue;
      for (const node of addedNodes) if (node instanceof Element && !OURS.test(node.tagName)) roots.add(node);
      targets.add(target);
    }
    const fresh = new Set();
    for (const root of roots) if (root.isConnected) for (const element of reader.find(root)) fresh.add(element);
    for (const target of targets) {
      const around = reader.around(target);
      if (around?.isConnected) (this.ranks.has(around) ? this.queue : fresh).add(around);
    }
    const ordered = [...fresh].sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    for (const element of ordered) this.queue.add(element);
    this.rank(reader, ordered);
    if (this.entries.size || fresh.size) this.pause = PACE.gather;
    else if (records.length) this.pause = Math.min(this.pause * 2, PACE.rest);
    return targets.size > 0;
  }

  /** Gives items their places between those already placed. @param {Reader} reader @param {Element[]} items in document order */
  rank(reader, items) {
    /** @type {Element | null} */
    let last = null;
    for (let i = 0, end; i < items.length; i = end) {
      const before = neighbour(reader, items[i], "previousElementSibling");
      for (end = i + 1; end < items.length && neighbour(reader, items[end], "previousElementSibling") === items[end - 1]; ) end++;
      const after = neighbour(reader, items[end - 1], "nextElementSibling");
      const low = this.ranks.get(before ?? last ?? items[i]);
      const high = after && !items.includes(after, end) ? this.ranks.get(after) : undefined;
      const step = low !== undefined && high !== undefined && high > low ? (high - low) / (end - i + 1) : 1;
      const start = low ?? (high === undefined ? -1 : high - (end - i) - 1);
      for (let j = i; j < end; j++) this.ranks.set((last = items[j]), start + step * (j - i + 1));
    }
  }

  /** Reads an item; nothing comes back when the engine knows it already. @param {Reader} reader @param {Element} element @param {[string, Element, Rule][]} seen @returns {RawItem | null} */
  read(reader, element, seen) {
    const rule = reader.rule(element);
    if (!rule) return null;
    const { values, links } = reader.read(element, rule);
    const key = reader.id(element, rule) ?? standIn(rule, values);
    const known = this.entries.get(key);
    const shown = known?.node.deref();
    if (!known && (this.keys.get(element) ?? key) !== key) this.rank(reader, [element]);
    this.keys.set(element, key);
    const other = shown !== element && shown?.isConnected && this.keys.get(shown) === key ? shown : null;
    // Of two that show one item the first stays, unless it alone is hidden.
    if (other && (other.checkVisibility() || !element.checkVisibility())) return null;
    const inside = this.inside(reader, element, key);
    const print = hash(JSON.stringify([values, links, inside]));
    const rank = known?.rank ?? this.ranks.get(element) ?? this.entries.size;
    this.ranks.set(element, rank);
    this.entries.set(key, { rank, print, node: new WeakRef(element) });
    seen.push([key, element, rule]);
    return known?.print === print ? null : { r: reader.plan.rules.indexOf(rule), k: key, n: rank, in: inside, v: values, l: links };
  }

  /** Key of the nearest other item around it. @param {Reader} reader @param {Element} element @param {string} key */
  inside(reader, element, key) {
    for (let up = reader.around(element.parentElement); up; up = reader.around(up.parentElement)) {
      const rule = reader.rule(up);
      const other = this.keys.get(up) ?? (rule && (reader.id(up, rule) ?? standIn(rule, reader.read(up, rule).values)));
      if (other && other !== key) return other;
    }
  }
};

/** A key for an item without an id: its first lines and how its text begins. @param {Rule} rule @param {(string | null)[]} values */
function standIn(rule, values) {
  const of = (/** @type {Field["mode"]} */ mode) => values.filter((value, i) => value && rule.fields[i].mode === mode);
  return `~${[...of("line").slice(0, 3), ...of("prose").slice(0, 1)].map((value) => value?.slice(0, 80)).join("|")}`.toWellFormed();
}

/**
 * The nearest item before or after in document order, sought among siblings and outwards.
 * @param {Reader} reader @param {Element} from @param {"previousElementSibling" | "nextElementSibling"} way @returns {Element | null}
 */
function neighbour(reader, from, way) {
  const back = way === "previousElementSibling";
  const inside = back ? null : from.querySelector(reader.select);
  if (inside) return inside;
  let steps = 300;
  for (let up = /** @type {Element | null} */ (from); up; up = up.parentElement) {
    for (let other = up[way]; other && steps-- > 0; other = other[way]) {
      const found = reader.find(other);
      if (found.length) return found[back ? found.length - 1 : 0];
    }
    if (back && up.parentElement?.matches(reader.select)) return up.parentElement;
  }
  return null;
}

/** 32 bits that tell one version of an item from another (FNV-1a). @param {string} text */
function hash(text) {
  let bits = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) bits = Math.imul(bits ^ text.charCodeAt(i), 0x01000193);
  return bits;
}

/** Attributes whose change may change what is read; not those that change with every hover. @param {Plan} plan @returns {MutationObserverInit} */
function watched(plan) {
  const names = new Set();
  for (const take of plan.rules.flatMap((rule) => [...rule.id, ...rule.fields.flatMap((field) => field.takes)])) {
    for (const [, name] of `[${take.attr ?? ""}] ${take.steps.map((step) => step.css).join(" ")}`.matchAll(/\[([\w-]+)/g)) names.add(name);
  }
  for (const name of ["location", "class", "style", "role", "tabindex", "src", "rel"]) names.delete(name);
  return names.size ? { attributes: true, attributeFilter: [...names] } : {};
}
