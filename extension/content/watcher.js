// @ts-check
// The watcher: sees what is new or changed on the page, has it read in short slices, and sends batches.
// Nothing runs while nothing changes, and only what changed is looked at.
"use strict";

/** Longest slice and the pause that gathers changes (doubled up to the last while a page has no items), in milliseconds. */
var PACE = { slice: 5, gather: 80, rest: 1500 };
/** Items in the first batch, and in later ones. */
var BATCH = { first: 20, later: 50 };
/** So many siblings are looked at for the item before, at most. */
var REACH = 300;
var OURS = /^DUPLEX-/;

/** Watches the page by a plan, and reads what is on the screen first. @param {Plan} plan @param {(batch: object) => void} send
 * @param {(full: boolean) => boolean} moved whether the page went to another address, or is begun anew as it is full @param {(key: string, element: Element, rule: Rule) => void} show */
function watch(plan, send, moved, show) {
  const reader = createReader(plan);
  /** What was read, by the item's own key; state never hangs on a node, because feeds recycle them. */
  const entries = /** @type {Map<string, Entry>} */ (new Map());
  const keys = /** @type {WeakMap<Element, string>} */ (new WeakMap());
  let records = /** @type {MutationRecord[]} */ ([]);
  /** What the engine was told of the page as a whole, and how many items it was told are still to be read. */
  let [told, unread, writing] = ["", 0, 0];
  const near = (/** @type {DOMRect} */ { top, bottom }) => bottom > -200 && top < innerHeight + 200;
  const found = reader.find(document);
  /** Too much to be read; a part would be misunderstood. */
  const large = found.length > LIMITS.items && (attempt.failed("a page has too many items to be read"), true);
  let [pause, scheduled, over] = [PACE.gather, false, large];
  const queue = new Set(large ? [] : [...found.filter((element) => near(element.getBoundingClientRect())), ...found]);
  const schedule = (/** @type {number} in milliseconds */ delay) => void (scheduled ||= !!setTimeout(() => requestIdleCallback(run, { timeout: 60 }), delay));
  const run = () => {
    scheduled = false;
    // A feed that is scrolled for days is begun anew with what it shows then.
    if (!moved(entries.size + queue.size > LIMITS.items) && !over) attempt(work);
  };
  /** One slice: looks at the changes, reads, sends, and only then draws. */
  const work = () => {
    const [changed, end] = [look(), performance.now() + PACE.slice];
    const items = /** @type {RawItem[]} */ ([]);
    const seen = /** @type {[string, Element, Rule][]} */ ([]);
    for (const element of queue) {
      queue.delete(element);
      const item = element.isConnected && attempt(() => read(element, seen));
      if (item) items.push(item);
      if (items.length === (told ? BATCH.later : BATCH.first) || performance.now() > end) break;
    }
    if (items.length || (!queue.size && (!told || unread > 0 || (changed && !entries.size)))) tell(items);
    for (const drawn of seen) attempt(() => show(...drawn));
    if (queue.size) schedule(0);
  };
  /** Sends a batch; the page as a whole is read with the first and whenever the queue is empty. @param {RawItem[]} items */
  const tell = (items) => {
    const pending = queue.size;
    const page = told && pending ? undefined : reader.readPage(!entries.size);
    const print = page ? JSON.stringify(page) : told;
    const news = print === told ? undefined : page;
    if (items.length || news || (unread > 0 && !pending)) send({ batch: { site: plan.site, items, pending, page: news } });
    [told, unread] = [print, pending];
  };
  /** Turns the changes gathered into elements to be read. @returns {boolean} whether there were any of the page's */
  const look = () => {
    const targets = new Set(records.map(({ target }) => target));
    const fresh = new Set(records.flatMap(({ addedNodes }) => [...addedNodes]));
    if (entries.size) pause = PACE.gather;
    else if (records.length) pause = Math.min(pause * 2, PACE.rest);
    records = [];
    targets.forEach(reader.changed);
    for (const root of fresh)
      if (root instanceof Element && root.isConnected && !OURS.test(root.tagName)) for (const element of reader.find(root)) queue.add(element);
    for (const around of [...targets].map(reader.around)) if (around?.isConnected) queue.add(around);
    return targets.size > 0;
  };
  /** Reads an item; nothing comes back when the engine knows it already. @param {Element} element @param {[string, Element, Rule][]} seen @returns {RawItem | null} */
  const read = (element, seen) => {
    const rule = reader.ruleOf(element);
    if (!rule) return null;
    const { key, values, links } = reader.read(element, rule);
    const known = entries.get(key);
    const shown = known?.node.deref();
    keys.set(element, key);
    const other = shown !== element && shown?.isConnected && keyOf(shown) === key ? shown : null;
    // Of two that show one item the first stays, unless it alone is hidden.
    if (other && (other.checkVisibility() || !element.checkVisibility())) return null;
    const inside = holder(element, key);
    const after = before(element) ?? known?.after;
    const print = hash(JSON.stringify([values, links, inside, after]));
    entries.set(key, { print, after, node: new WeakRef(element) });
    seen.push([key, element, rule]);
    return known?.print === print ? null : [reader.rules.indexOf(rule), key, after, inside, values, links];
  };
  /** An item's key; what waits in the queue may show another item by now. @param {Element} element */
  const keyOf = (element) => (queue.has(element) ? undefined : keys.get(element)) ?? reader.keyOf(element);
  /** Key of the nearest other item around an element. @param {Element} element @param {string} key */
  const holder = (element, key) => {
    for (let outer = reader.around(up.call(element)); outer; outer = reader.around(up.call(outer))) {
      const other = keyOf(outer);
      if (other && other !== key) return other;
    }
  };
  /** Key of the item before an element in document order, sought among siblings and outwards. @param {Element} from */
  const before = (from) => {
    let steps = REACH;
    for (let inner = /** @type {Element | null} */ (from), outer; inner; inner = outer) {
      for (let other = inner.previousElementSibling; other && steps-- > 0; other = other.previousElementSibling) {
        const last = reader.find(other).at(-1);
        if (last) return keyOf(last);
      }
      outer = up.call(inner);
      if (outer?.matches(reader.select)) return keyOf(outer);
    }
  };
  /** The element that shows an item now. @param {string} key */
  const element = (key) => {
    const shown = entries.get(key)?.node.deref();
    return shown?.isConnected && keys.get(shown) === key ? shown : undefined;
  };
  /** Whether the page changed something, rather than we. @param {MutationRecord} record */
  const foreign = ({ addedNodes, removedNodes }) => !addedNodes.length || removedNodes.length > 0 || [...addedNodes].some((node) => !OURS.test(node.nodeName));
  const observer = new MutationObserver((fresh) => (records.push(...fresh.filter(foreign)), records.length && schedule(pause)));
  observer.observe(document, { childList: true, subtree: true, characterData: true, attributeFilter: plan.watch });
  /** Sends what the reader writes once they rest, where they want to know how it reads. @param {Event} event */
  const drafted = (event) => {
    const box = /** @type {any} */ (event.composedPath()[0]).closest?.("textarea, [contenteditable]");
    const tellIt = () => send({ draft: { text: (box.value ?? box.innerText).slice(0, LIMITS.prose).toWellFormed(), reply: !!reader.around(box) } });
    clearTimeout(writing), box && (writing = setTimeout(() => attempt(tellIt), PACE.rest));
  };
  if (plan.drafts) addEventListener("input", drafted, true);
  /** Looks and reads no more. */
  const stop = () => void ((over = true), observer.disconnect(), clearTimeout(writing), removeEventListener("input", drafted, true));
  return { reader, entries, queue, element, work: run, stop };
}

/** 32 bits that tell one version of an item from another (FNV-1a). @param {string} text */
function hash(text) {
  let bits = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) bits = Math.imul(bits ^ text.charCodeAt(i), 0x01000193);
  return bits;
}
