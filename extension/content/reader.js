// @ts-check
// The reader: finds items by the engine's plan and reads their fields. It knows no site and judges nothing.
// Top-level names are `var` and `function`, so that a second injection replaces the first instead of failing.
"use strict";

/** Longest values, in UTF-16 units, most addresses kept of one item, and most items of one page. */
var LIMITS = { line: 300, prose: 20_000, source: 500_000, links: 40, items: 20_000 };
/** Elements whose text begins and ends a line. */
var BLOCKS = new Set("ADDRESS ARTICLE BLOCKQUOTE DD DIV DL DT FIGCAPTION H1 H2 H3 H4 H5 H6 LI OL P PRE SECTION TABLE TR UL".split(" "));

/** Does what a page can spoil, and tells what failed. @template T @param {() => T} run @returns {T | undefined} */
function attempt(run) {
  try { return run(); } catch (error) { attempt.failed(String(error)); }
}
attempt.failed = (/** @type {string} */ _what) => {};
/** The node around a node: in a form, controls may go by the names of its properties. */
var up = /** @type {(this: Node) => Element | null} */ (Object.getOwnPropertyDescriptor(Node.prototype, "parentElement")?.get);

/** Reads items by one plan. @param {Plan} plan */
function createReader({ select, rules, page }) {
  /** Siblings that did not match, by selector, and where the way from a sibling led: before an item there may be a whole feed. */
  const passed = /** @type {Record<string, WeakSet<Element>>} */ ({});
  let ways = /** @type {Record<string, Map<Element, Element | null>>} */ ({});
  /** What changed, and what is around it, is no longer known not to match. @param {Node | null} node */
  const changed = (node) => { for (ways = {}; node; node = up.call(node)) for (const css in passed) passed[css].delete(/** @type {Element} */ (node)); };
  /** Items in `root`, itself included, in document order. @param {Document | Element} root */
  const find = (root) => {
    const inside = [...root.querySelectorAll(select)];
    return root instanceof Element && root.matches(select) ? [root, ...inside] : inside;
  };
  /** The item around a node, itself included. @param {Node | null} node */
  const around = (node) => (node instanceof Element ? node : node?.parentElement)?.closest(select) ?? null;
  const ruleOf = (/** @type {Element} */ element) => rules.find((rule) => element.matches(rule.select));
  /** An item while it is read: whether it may hold items or quotes, and the links met. @param {Element} item @param {Rule} [rule] @returns {Place} */
  const place = (item, rule) => ({ item, rule, nested: !!rule, quoting: !!rule?.quote, links: [], first: new Map() });
  /** All fields of an item, in the plan's order, and its key: its own id, or else its first lines. @param {Element} item @param {Rule} rule */
  const read = (item, rule) => {
    const whole = place(item, rule);
    [whole.nested, whole.quoting] = [!!item.querySelector(select), !!rule.quote && !!item.querySelector(rule.quote)];
    const values = rule.fields.map((field) => value(whole, field));
    const names = rule.identity.map((index) => values[index]?.slice(0, 80) ?? "");
    return { key: id(whole) ?? `~${names.join("|")}`.toWellFormed(), values, links: whole.links };
  };
  const id = (/** @type {Place} */ place) => value(place, { mode: "line", takes: place.rule?.id ?? [] });
  const keyOf = (/** @type {Element} */ item, rule = ruleOf(item)) => rule && (id(place(item, rule)) ?? read(item, rule).key);
  /** The fields of the page as a whole. @param {boolean} census whether what a generic reader would find is counted too */
  const readPage = (census) => page.map((field) => (census || field.mode !== "count" ? value(place(document.documentElement), field) : null));
  /** The first take that yields something. @param {Place} place @param {Field} field @returns {string | null} */
  const value = (place, { mode, takes }) => {
    for (const take of takes) {
      const joined = attempt(() => {
        const found = locate(place, take).map((element) => text(place, take, mode, element));
        return mode === "count" ? String(found.length) : found.filter(Boolean).join(mode === "source" ? "\0" : "\n");
      });
      if (joined) return mode === "flag" ? "1" : joined.toWellFormed();
    }
    return null;
  };
  const text = (/** @type {Place} */ place, /** @type {Take} */ take, /** @type {Mode} */ mode, /** @type {Element} */ element) => {
    if (mode === "source") return element.textContent?.slice(0, LIMITS.source);
    if (take.attr) return matched(take, attribute(element, take.attr));
    if (mode === "prose") return matched(take, prose(place, element));
    return mode === "line" || take.pattern ? matched(take, tidy(element.textContent, LIMITS.line)) : "1";
  };
  const sibling = (/** @type {Element} */ from, /** @type {"next" | "before"} */ go, /** @type {string} */ css) => {
    const way = go === "next" ? "nextElementSibling" : "previousElementSibling";
    const [barren, led] = [(passed[css] ??= new WeakSet()), (ways[go + css] ??= new Map())];
    let [to, known] = [from[way], /** @type {Element | null | undefined} */ (undefined)];
    for (; to && known === undefined && (barren.has(to) || !to.matches(css)); to = to[way]) known = led.get(barren.add(to) && to);
    return led.set(from, (to = known === undefined ? to : known)), to;
  };
  /** Follows a take's steps; more than one element only where it takes all. @param {Place} place @param {Take} take @returns {Element[]} */
  const locate = (place, take) => {
    let from = /** @type {Element | null} */ (place.item);
    for (const [index, { go, css }] of take.steps.entries()) {
      if (!from) return [];
      const start = /** @type {Element} */ (from);
      const all = () => [...start.querySelectorAll(css)].filter((element) => owns(place, take, start, element));
      if (go === "outward") from = start.closest(css);
      else if (go !== "inside") from = sibling(start, go, css);
      else if (take.all && index === take.steps.length - 1) return all();
      else if (!css.startsWith(":scope") || !start.matches(css)) {
        from = (start === place.item && place.first.get(css)) || start.querySelector(css);
        if (from && start === place.item) place.first.set(css, from);
        if (from && !owns(place, take, start, from)) from = all()[0] ?? null;
      }
    }
    return from ? [from] : [];
  };
  /** Whether what was found inside an item is its own: not of an item within, not in a quoted part.
   * Outside of the item there is nothing to own; a take that begins at the quote may read it; copies of the item are itself.
   * @param {Place} place @param {Take} take @param {Element} from @param {Element} element */
  const owns = ({ item, rule, nested, quoting }, take, from, element) => {
    if (!rule || (!nested && !quoting) || !item.contains(from)) return true;
    const mark = (/** @type {Element} */ e, /** @type {Take} */ t) => (t.attr && !t.steps.length ? matched(t, attribute(e, t.attr)) : null);
    let owner = nested ? around(element) : item;
    while (owner !== item) {
      const inner = owner;
      if (!inner || !rule.id.some((t) => mark(item, t) && mark(item, t) === mark(inner, t))) return false;
      owner = around(up.call(inner));
    }
    const quote = quoting && rule.quote && take.steps[0]?.css !== rule.quote && element.closest(rule.quote);
    return !quote || quote === item || !item.contains(quote);
  };
  /** Text with its line breaks, without furniture; the addresses that it links to are added to the item's. @param {Place} place @param {Element} top */
  const prose = ({ rule, links }, top) => {
    const link = (/** @type {Element} */ e) => {
      const href = e.tagName === "A" && links.length < LIMITS.links ? attribute(e, "href") : "";
      if (href.startsWith("http")) links.push(href);
    };
    link(top);
    const whole = top.textContent ?? "";
    const keep = top.tagName === "PRE" || (whole.includes("\n") && /pre|break/.test(getComputedStyle(top).whiteSpace));
    if (!top.firstElementChild) return tidy(whole, LIMITS.prose, keep);
    const silent = rule?.silent[rule.quote && top.closest(rule.quote) ? 1 : 0] ?? "script,style";
    // Most texts are words and links on one line, and need no walk.
    if (!top.querySelector(`${silent},br,img,${[...BLOCKS]}`)) return top.querySelectorAll("a").forEach(link), tidy(whole, LIMITS.prose, keep);
    let found = "";
    const walk = (/** @type {Element} */ element, /** @type {boolean} */ breaks) => {
      for (let node = element.firstChild; node && found.length < LIMITS.prose * 2; node = node.nextSibling) {
        const words = (node.nodeType === 3 && node.nodeValue?.slice(0, LIMITS.prose * 4)) || "";
        found += breaks ? words : words.replace(/\s+/g, " ");
        if (!(node instanceof Element)) continue;
        const { tagName } = node;
        const edge = BLOCKS.has(tagName) || tagName === "BR" ? "\n" : "";
        found += edge;
        if (tagName === "BR" || node.matches(silent)) continue;
        if (tagName === "IMG") found += (node.getAttribute("alt") ?? "").slice(0, 16);
        link(node);
        walk(node, breaks || tagName === "PRE");
        found += edge;
      }
    };
    walk(top, keep);
    return tidy(found, LIMITS.prose, true);
  };
  return { changed, select, rules, find, around, ruleOf, place, read, keyOf, readPage, locate };
}

function attribute(/** @type {Element} */ element, /** @type {string} */ name) {
  if (name === "location") return location.href;
  if (name === "href" && "href" in element && typeof element.href === "string") return element.href.slice(0, LIMITS.prose);
  return tidy(element.getAttribute(name), LIMITS.prose);
}

/** The pattern's first group, or else the whole match. @param {Take} take @param {string} text */
function matched(take, text) {
  if (!text || !take.pattern) return text;
  const match = (take.regex ??= new RegExp(take.pattern, "u")).exec(text);
  return match && (match[1] ?? match[0]).trim();
}

/** Text with its blanks collapsed: on one line, or with its line breaks. @param {string | null} text @param {number} limit @param {boolean} [breaks] */
function tidy(text, limit, breaks) {
  const cut = (text ?? "").slice(0, limit * 4);
  return (breaks ? cut.replace(/[^\S\n]+/g, " ").replace(/ ?\n\s*/g, "\n") : cut.replace(/\s+/g, " ")).trim().slice(0, limit);
}
