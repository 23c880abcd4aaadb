// @ts-check
// The watcher: sees what is new or changed on the page, has it read in short slices, and sends batches.
"use strict";

/** Longest slice of work, in milliseconds; items in a batch; pause that gathers mutations, in milliseconds. */
const SLICE = 6;
const BATCH = 40;
const GATHER = 80;

/** @typedef {{ rank: number, print: string, node: WeakRef<Element> }} Entry */

class Watcher {
  /** @param {(batch: object) => boolean} send @param {(key: string, element: Element, rule: Rule) => void} seen */
  constructor(send, seen) {
    this.send = send;
    this.seen = seen;
    /** By the item's own id. @type {Map<string, Entry>} */
    this.entries = new Map();
    /** @type {WeakMap<Element, string>} */
    this.keys = new WeakMap();
    /** Places in document order. @type {WeakMap<Element, number>} */
    this.places = new WeakMap();
    /** @type {Set<Element>} */
    this.queue = new Set();
    /** @type {MutationRecord[]} */
    this.records = [];
    this.observer = new MutationObserver((records) => {
      this.records.push(...records);
      this.schedule(GATHER);
    });
    this.scheduled = false;
  }

  /** Reads the page from the beginning. @param {Plan} plan */
  start(plan) {
    this.stop();
    this.reader = new PlanReader(plan);
    this.sentEmbedded = new WeakSet();
    this.untold = true;
    this.enqueue(this.reader.find(document), 0);
    const onScreen = [...this.queue].filter((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return bottom > -200 && top < innerHeight + 200;
    });
    this.queue = new Set([...onScreen, ...this.queue]);
    this.observer.observe(document, { childList: true, subtree: true, characterData: true, ...watched(plan) });
    this.schedule(0);
  }

  stop() {
    this.observer.disconnect();
    this.reader = undefined;
    this.entries.clear();
    this.queue.clear();
    this.keys = new WeakMap();
    this.places = new WeakMap();
    this.records = [];
  }

  /** The element that shows an item now. @param {string} key */
  element(key) {
    const element = this.entries.get(key)?.node.deref();
    return element?.isConnected && this.keys.get(element) === key ? element : undefined;
  }

  /** @param {string} key */
  rank(key) {
    return this.entries.get(key)?.rank ?? 0;
  }

  /** The site's own reply control of an item. @param {string} key */
  control(key) {
    const element = this.element(key);
    return element && this.reader?.reply(element);
  }

  /** @param {number} delay */
  schedule(delay) {
    if (this.scheduled) return;
    this.scheduled = true;
    const run = () => {
      this.scheduled = false;
      this.work();
    };
    if (delay) setTimeout(() => requestIdleCallback(run, { timeout: 200 }), delay);
    else requestIdleCallback(run, { timeout: 50 });
  }

  /** One slice: look at mutations, read, send. */
  work() {
    const reader = this.reader;
    if (!reader) return;
    this.look(reader);
    const end = performance.now() + SLICE;
    const items = [];
    for (const element of this.queue) {
      this.queue.delete(element);
      const item = element.isConnected ? this.read(reader, element) : null;
      if (item) items.push(item);
      if (items.length === BATCH || performance.now() > end) break;
    }
    if (items.length || (this.untold && !this.queue.size)) this.tell(reader, items);
    if (this.queue.size) this.schedule(0);
  }

  /** @param {PlanReader} reader @param {RawItem[]} items */
  tell(reader, items) {
    const pending = this.queue.size;
    /** @type {string[]} */
    const embedded = [];
    for (const script of reader.plan.embedded ? document.querySelectorAll(reader.plan.embedded) : []) {
      if (this.sentEmbedded?.has(script)) continue;
      this.sentEmbedded?.add(script);
      embedded.push((script.textContent ?? "").slice(0, 500_000).toWellFormed());
    }
    const census = pending || this.entries.size ? [] : reader.plan.census.map((css) => document.querySelectorAll(css).length);
    if (!pending) this.untold = false;
    this.send({ type: "batch", items, page: reader.page(), pending, census, embedded });
  }

  /** Turns the mutations gathered into elements to be read. @param {PlanReader} reader */
  look(reader) {
    const records = this.records;
    this.records = [];
    for (const { target, addedNodes } of records) {
      if (target instanceof Element && target.closest("[data-duplex-own]")) continue;
      let ours = addedNodes.length > 0;
      for (const node of addedNodes) {
        if (!(node instanceof Element) || !OURS.test(node.tagName)) ours = false;
        if (!(node instanceof Element) || !node.isConnected || OURS.test(node.tagName)) continue;
        const items = reader.find(node);
        if (reader.isItem(node)) items.unshift(node);
        if (items.length) this.enqueue(items);
      }
      const around = ours ? null : reader.around(target);
      if (around) this.queue.add(around);
    }
    if (records.length && !this.entries.size && !this.queue.size) this.untold = true;
  }

  /** @param {Element[]} items in document order @param {number} [from] place of the first, where known */
  enqueue(items, from) {
    const { reader } = this;
    if (!reader || !items.length) return;
    const place = (/** @type {Element | null} */ element) => (element ? this.places.get(element) : undefined);
    const before = from ?? place(neighbour(reader, items[0], "previousElementSibling"));
    const after = from === undefined ? place(neighbour(reader, items[items.length - 1], "nextElementSibling")) : undefined;
    for (const [index, element] of items.entries()) {
      let rank = (before ?? 0) + 1 + index;
      if (before !== undefined && after !== undefined) rank = before + ((after - before) * (index + 1)) / (items.length + 1);
      else if (after !== undefined) rank = after - (items.length - index);
      this.places.set(element, rank);
      this.queue.add(element);
    }
  }

  /** @param {PlanReader} reader @param {Element} element @returns {RawItem | null} */
  read(reader, element) {
    const read = reader.read(element);
    const rule = reader.ruleOf(element);
    if (!read || !rule) return null;
    const key = this.key(reader, element, read.values);
    const known = this.entries.get(key);
    const shown = known?.node.deref();
    if (shown && shown !== element && shown.isConnected && this.keys.get(shown) === key && shown.checkVisibility()) return null;
    const around = this.inside(reader, element, key);
    const print = JSON.stringify([read.values, read.links, around]);
    const rank = known?.rank ?? this.places.get(element) ?? 0;
    this.places.set(element, rank);
    this.keys.set(element, key);
    this.entries.set(key, { rank, print, node: new WeakRef(element) });
    this.seen(key, element, rule);
    return known?.print === print ? null : { r: read.rule, k: key, n: rank, in: around, v: read.values, l: read.links };
  }

  /** @param {PlanReader} reader @param {Element} element @param {(string | null)[]} [values] */
  key(reader, element, values) {
    const id = reader.id(element);
    if (id) return id;
    const words = (values ?? reader.read(element)?.values ?? []).filter((value) => value && value !== "1");
    return `~${words.map((value) => value?.slice(0, 80)).slice(0, 5).join("|")}`;
  }

  /** Key of the nearest other item around it. @param {PlanReader} reader @param {Element} element @param {string} key */
  inside(reader, element, key) {
    for (let up = element.parentElement && reader.around(element.parentElement); up; up = up.parentElement && reader.around(up.parentElement)) {
      const other = this.keys.get(up) ?? this.key(reader, up);
      if (other !== key) return other;
    }
    return undefined;
  }
}

/**
 * The item before or after in document order, looked for among siblings and outwards.
 * @param {PlanReader} reader
 * @param {Element} from
 * @param {"previousElementSibling" | "nextElementSibling"} way
 * @returns {Element | null}
 */
function neighbour(reader, from, way) {
  let steps = 400;
  for (let up = /** @type {Element | null} */ (from); up; up = up.parentElement) {
    for (let other = up[way]; other && steps-- > 0; other = other[way]) {
      const inside = reader.find(other);
      if (inside.length) return inside[way === "previousElementSibling" ? inside.length - 1 : 0];
      if (reader.isItem(other)) return other;
    }
    if (way === "previousElementSibling" && up.parentElement && reader.isItem(up.parentElement)) return up.parentElement;
  }
  return null;
}

/** Attributes whose change may change an id or a flag. @param {Plan} plan @returns {MutationObserverInit} */
function watched(plan) {
  const attributes = plan.rules.flatMap((rule) => rule.id.flatMap((take) => take.attr ?? []));
  const attributeFilter = attributes.filter((name) => !["location", "class"].includes(name));
  return attributeFilter.length ? { attributes: true, attributeFilter } : {};
}
