// @ts-check
// The reader: finds items by the engine's plan and reads their fields. It knows no site and judges nothing.
// Top-level names are `var` and `function`, so that a second injection replaces the first instead of failing.
"use strict";

/**
 * @typedef {{ go: "inside" | "outward" | "next" | "before", css: string }} Step
 * @typedef {{ steps: Step[], attr?: string, pattern?: string, all?: boolean, regex?: RegExp }} Take
 * @typedef {{ mode: "line" | "prose" | "flag", takes: Take[] }} Field
 * @typedef {{ select: string, quote?: string, skip?: string, id: Take[], fields: Field[], badge: Take[], reply: Take[], numbers?: string }} Rule
 * @typedef {{ site: string, rules: Rule[], page: Field[], embedded?: string, census: string[] }} Plan
 * @typedef {{ r: number, k: string, n: number, in?: string, v: (string | null)[], l?: string[] }} RawItem
 * @typedef {{ item: Element, rule: Rule | null, nested: boolean, quoting: boolean, links: string[] }} Place
 */

/** Longest values, in UTF-16 units, and most addresses kept of one item. */
var LIMITS = { line: 300, prose: 20_000, links: 40 };
/** Elements whose text begins and ends a line. */
var BLOCKS = new Set("ADDRESS ARTICLE BLOCKQUOTE DD DIV DL DT FIGCAPTION H1 H2 H3 H4 H5 H6 LI OL P PRE SECTION TABLE TR UL".split(" "));
/** Elements without words of the author; ours among them. */
var SILENT = "script,style,noscript,template,textarea,select,duplex-badge,duplex-fold,duplex-card";
/** Takes and selectors that failed; told once, and not tried again. @type {Set<unknown>} */
var broken = new Set();

/** Reads items out of the document by one plan. */
/** @typedef {InstanceType<typeof Reader>} Reader */
var Reader = class Reader {
  /** @param {Plan} plan */
  constructor(plan) {
    this.plan = plan;
    this.rules = plan.rules.filter((rule) => valid(rule.select));
    this.select = this.rules.map((rule) => rule.select).join(",");
    /** What is left out of a rule's prose: without the quoted parts, and with them. @type {Map<Rule | null, string[]>} */
    this.silent = new Map();
    for (const rule of [null, ...this.rules]) {
      const all = [SILENT, this.select, rule?.skip].filter((css) => css && valid(css));
      this.silent.set(rule, [[...all, rule?.quote].filter((css) => css && valid(css)).join(","), all.join(",")]);
    }
  }

  /** Items in `root`, itself included, in document order. @param {Document | Element} root @returns {Element[]} */
  find(root) {
    if (!this.select) return [];
    const inside = [...root.querySelectorAll(this.select)];
    return root !== document && /** @type {Element} */ (root).matches(this.select) ? [/** @type {Element} */ (root), ...inside] : inside;
  }

  /** The item around a node, itself included. @param {Node | null} node @returns {Element | null} */
  around(node) {
    const element = node?.nodeType === 1 ? /** @type {Element} */ (node) : node?.parentElement;
    return (this.select && element?.closest(this.select)) || null;
  }

  /** @param {Element} element */
  rule(element) {
    return this.rules.find((rule) => element.matches(rule.select)) ?? null;
  }

  /** @param {Element} item @param {Rule | null} rule @returns {Place} */
  place(item, rule) {
    const has = (/** @type {string | undefined} */ css) => !!css && !!attempt(css, () => item.querySelector(css) !== null);
    return { item, rule, nested: !!rule && has(this.select), quoting: has(rule?.quote), links: [] };
  }

  /** The item's own id. @param {Element} item @param {Rule | null} [rule] @returns {string | null} */
  id(item, rule = this.rule(item)) {
    return rule && this.value({ ...this.place(item, rule), quoting: !!rule.quote }, { mode: "line", takes: rule.id });
  }

  /** All fields of an item, in the plan's order. @param {Element} item @param {Rule} rule */
  read(item, rule) {
    const place = this.place(item, rule);
    return { values: rule.fields.map((field) => this.value(place, field)), links: place.links };
  }

  /** The fields of the page as a whole. */
  page() {
    const place = this.place(document.documentElement, null);
    return this.plan.page.map((field) => this.value(place, field));
  }

  /** The first take that yields something. @param {Place} place @param {Field} field @returns {string | null} */
  value(place, { mode, takes }) {
    for (const take of takes) {
      const found = attempt(take, () => this.take(place, take, mode));
      if (found) return mode === "flag" ? "1" : found.toWellFormed();
    }
    return null;
  }

  /** @param {Place} place @param {Take} take @param {Field["mode"]} mode @returns {string | null} */
  take(place, take, mode) {
    const found = this.locate(place, take);
    if (mode === "flag" && !take.attr && !take.pattern) return found.length ? "1" : null;
    const read = (/** @type {Element} */ e) =>
      matched(take, take.attr ? attribute(e, take.attr) : mode === "prose" ? this.prose(place, e) : line(e.textContent, LIMITS.line));
    return found.length < 2 ? found[0] && read(found[0]) : found.map(read).filter(Boolean).join("\n");
  }

  /** Follows a take's steps; more than one element only where it takes all. @param {Place} place @param {Take} take @returns {Element[]} */
  locate(place, take) {
    /** @type {Element | null} */
    let from = place.item;
    for (const [index, { go, css }] of take.steps.entries()) {
      if (!from) return [];
      if (go === "outward") from = from.closest(css);
      else if (go !== "inside") from = sibling(from, go, css);
      else if (take.all && index === take.steps.length - 1) return this.all(place, take, from, css);
      else if (css.startsWith(":scope") && from.matches(css)) continue;
      else {
        /** @type {Element | null} */
        const first = from.querySelector(css);
        from = !first || this.owns(place, take, from, first) ? first : (this.all(place, take, from, css)[0] ?? null);
      }
    }
    return from ? [from] : [];
  }

  /** @param {Place} place @param {Take} take @param {Element} from @param {string} css */
  all(place, take, from, css) {
    return [...from.querySelectorAll(css)].filter((element) => this.owns(place, take, from, element));
  }

  /**
   * Whether what was found inside an item is its own: not of an item within, not in a quoted part.
   * Outside of the item there is nothing to own; a take that begins at the quote may read it; copies of the item are itself.
   * @param {Place} place @param {Take} take @param {Element} from @param {Element} element
   */
  owns({ item, rule, nested, quoting }, take, from, element) {
    if (!rule || (!nested && !quoting) || !item.contains(from)) return true;
    for (let owner = nested ? this.around(element) : item; owner !== item; owner = this.around(owner.parentElement)) {
      const id = (/** @type {Element} */ e, /** @type {Take} */ t) => (t.attr && !t.steps.length ? matched(t, attribute(e, t.attr)) : null);
      if (!owner || !rule.id.some((t) => id(item, t) && id(item, t) === id(/** @type {Element} */ (owner), t))) return false;
    }
    const quote = quoting && rule.quote && take.steps[0]?.css !== rule.quote && element.closest(rule.quote);
    return !quote || quote === item || !item.contains(quote);
  }

  /** Text with its line breaks, without furniture; the addresses that it links to are added to the item's. @param {Place} place @param {Element} top */
  prose(place, top) {
    const { rule, links } = place;
    const link = (/** @type {Element} */ e) => {
      const href = e.tagName === "A" && links.length < LIMITS.links ? attribute(e, "href") : null;
      if (href?.startsWith("http")) links.push(href);
    };
    link(top);
    const whole = top.textContent ?? "";
    const keep = whole.includes("\n") && /pre|break/.test(getComputedStyle(top).whiteSpace);
    if (!top.firstElementChild) return line(whole, LIMITS.prose, keep);
    const silent = this.silent.get(rule)?.[rule?.quote && top.closest(rule.quote) ? 1 : 0] || SILENT;
    let text = "";
    const walk = (/** @type {Element} */ element, /** @type {boolean} */ breaks) => {
      for (let node = element.firstChild; node && text.length < LIMITS.prose * 2; node = node.nextSibling) {
        if (node.nodeType === 3) text += breaks ? node.nodeValue : (node.nodeValue ?? "").replace(/\s+/g, " ");
        if (node.nodeType !== 1) continue;
        const inner = /** @type {Element} */ (node);
        const { tagName } = inner;
        const block = BLOCKS.has(tagName);
        if (block || tagName === "BR") text += "\n";
        if (tagName === "BR" || inner.matches(silent)) continue;
        if (tagName === "IMG") text += (inner.getAttribute("alt") ?? "").slice(0, 16);
        link(inner);
        walk(inner, breaks || tagName === "PRE");
        if (block) text += "\n";
      }
    };
    walk(top, keep || top.tagName === "PRE");
    return line(text, LIMITS.prose, true);
  }
};

/** Whether the browser understands a selector. @param {string} css @returns {boolean} */
function valid(css) {
  return attempt(css, () => document.createDocumentFragment().querySelector(css) === null) ?? false;
}

/** Runs what a broken selector or pattern may stop; the rest goes on. @template T @param {unknown} what @param {() => T} run @returns {T | null} */
function attempt(what, run) {
  if (broken.has(what)) return null;
  try {
    return run();
  } catch (error) {
    console.debug("Duplex: not readable", JSON.stringify(what), String(error));
    broken.add(what);
    return null;
  }
}

/** @param {Element} element @param {string} name @returns {string | null} */
function attribute(element, name) {
  if (name === "location") return location.href;
  if (name === "href" && "href" in element && typeof element.href === "string") return element.href;
  return line(element.getAttribute(name), LIMITS.prose);
}

/** @param {Take} take @param {string | null} text @returns {string | null} */
function matched(take, text) {
  if (!text || !take.pattern) return text || null;
  take.regex ??= attempt(take.pattern, () => new RegExp(take.pattern ?? "", "u")) ?? new RegExp(take.pattern);
  const match = take.regex.exec(text);
  return match && ((match[1] ?? match[0]).trim() || null);
}

/** Text with its blanks collapsed: on one line, or with its line breaks. @param {string | null} text @param {number} limit @param {boolean} [breaks] */
function line(text, limit, breaks) {
  if (!text) return "";
  const cut = text.length > limit * 4 ? text.slice(0, limit * 4) : text;
  return (breaks ? cut.replace(/[^\S\n]+/g, " ").replace(/ ?\n\s*/g, "\n") : cut.replace(/\s+/g, " ")).trim().slice(0, limit);
}

/** @param {Element} element @param {"next" | "before"} go @param {string} css */
function sibling(element, go, css) {
  const way = go === "next" ? "nextElementSibling" : "previousElementSibling";
  for (let other = element[way]; other; other = other[way]) if (other.matches(css)) return other;
  return null;
}
