// @ts-check
// The reader: finds items by the engine's plan and reads their fields. It knows no site and judges nothing.
"use strict";

/**
 * @typedef {{ go: "inside" | "outward" | "next" | "before", css: string }} Step
 * @typedef {{ steps: Step[], attr?: string, pattern?: string, all?: boolean, regex?: RegExp | null }} Take
 * @typedef {{ mode: "line" | "prose" | "flag", takes: Take[] }} Field
 * @typedef {{ select: string, quote?: string, skip?: string, id: Take[], fields: Field[], badge: Take[], reply: Take[], numbers?: string }} Rule
 * @typedef {{ site: string, rules: Rule[], page: Field[], embedded?: string, census: string[] }} Plan
 * @typedef {{ r: number, k: string, n: number, in?: string, v: (string | null)[], l?: string[] }} RawItem
 */

/** Longest values, in UTF-16 units. */
const LINE_LIMIT = 300;
const PROSE_LIMIT = 20_000;
const LINKS_LIMIT = 40;

const BLOCKS = new Set("ADDRESS ARTICLE BLOCKQUOTE DD DIV DL DT FIGCAPTION H1 H2 H3 H4 H5 H6 LI OL P PRE SECTION TABLE TD TR UL".split(" "));
const SILENT = new Set("SCRIPT STYLE NOSCRIPT TEMPLATE TEXTAREA SELECT".split(" "));
/** Elements of ours; their text is no page's text. */
const OURS = /^DUPLEX-/;

/** Reads items out of the document by one plan. */
class PlanReader {
  /** @param {Plan} plan */
  constructor(plan) {
    this.plan = plan;
    this.rules = plan.rules.filter((rule) => valid(rule.select));
    this.select = this.rules.map((rule) => rule.select).join(",");
  }

  /** Elements of items in `root`, in document order. @param {ParentNode} root @returns {Element[]} */
  find(root) {
    return this.select ? [...root.querySelectorAll(this.select)] : [];
  }

  /** @param {Element} element */
  isItem(element) {
    return this.select !== "" && element.matches(this.select);
  }

  /** The item around `node`, itself included. @param {Node} node @returns {Element | null} */
  around(node) {
    const element = node instanceof Element ? node : node.parentElement;
    return (this.select && element?.closest(this.select)) || null;
  }

  /** @param {Element} element */
  ruleOf(element) {
    return this.rules.find((rule) => element.matches(rule.select));
  }

  /** The item's own id. @param {Element} element @returns {string | null} */
  id(element) {
    const rule = this.ruleOf(element);
    return rule ? this.value(element, rule, { mode: "line", takes: rule.id }, []) : null;
  }

  /**
   * Reads an item; `key` and rank are set by the caller.
   * @param {Element} element
   * @returns {{ rule: number, values: (string | null)[], links: string[] } | null}
   */
  read(element) {
    const rule = this.ruleOf(element);
    if (!rule) return null;
    /** @type {string[]} */
    const links = [];
    const values = rule.fields.map((field) => this.value(element, rule, field, links));
    return { rule: this.plan.rules.indexOf(rule), values, links };
  }

  /** After which element the badge stands. @param {Element} element */
  anchor(element) {
    const rule = this.ruleOf(element);
    return rule && this.first(element, rule, rule.badge);
  }

  /** The site's own reply control. @param {Element} element */
  reply(element) {
    const rule = this.ruleOf(element);
    return rule && this.first(element, rule, rule.reply);
  }

  /** @param {Element} element @param {Rule} rule @param {Take[]} takes */
  first(element, rule, takes) {
    for (const take of takes) {
      try {
        const found = this.locate(element, rule, take);
        if (found) return found;
      } catch {
        // A selector that cannot be read was told of when its field was read.
      }
    }
    return undefined;
  }

  /** Values of the page's fields. */
  page() {
    return this.plan.page.map((field) => this.value(document.documentElement, null, field, []));
  }

  /**
   * @param {Element} item
   * @param {Rule | null} rule
   * @param {Field} field
   * @param {string[]} links
   * @returns {string | null}
   */
  value(item, rule, field, links) {
    for (const take of field.takes) {
      try {
        const found = this.take(item, rule, take, field.mode, links);
        if (found) return field.mode === "flag" ? "1" : found.toWellFormed();
      } catch (error) {
        console.debug("Duplex: a take cannot be read", take, error);
      }
    }
    return null;
  }

  /**
   * @param {Element} item
   * @param {Rule | null} rule
   * @param {Take} take
   * @param {Field["mode"]} mode
   * @param {string[]} links
   * @returns {string | null}
   */
  take(item, rule, take, mode, links) {
    const read = (/** @type {Element} */ element) => {
      if (take.attr) return matched(take, attribute(element, take.attr));
      if (mode === "flag" && !take.pattern) return "1";
      const text = mode === "prose" ? this.prose(element, rule, links) : collapse(element.textContent, LINE_LIMIT);
      return matched(take, text);
    };
    if (!take.all) {
      const element = this.locate(item, rule, take);
      return element && read(element);
    }
    const last = take.steps[take.steps.length - 1];
    const from = this.locate(item, rule, { steps: take.steps.slice(0, -1) });
    if (!from || !last) return null;
    const direct = take.steps.length === 1;
    const all = [...from.querySelectorAll(last.css)].filter((e) => !direct || this.owns(item, rule, take, e));
    return all.map(read).filter(Boolean).join("\n") || null;
  }

  /**
   * Follows a take's steps.
   * @param {Element} item
   * @param {Rule | null} rule
   * @param {Take} take
   * @returns {Element | null}
   */
  locate(item, rule, take) {
    /** @type {Element | null} */
    let element = item;
    for (const [index, { go, css }] of take.steps.entries()) {
      if (!element) return null;
      if (go === "inside") element = index === 0 ? this.inside(item, rule, take, css) : element.querySelector(css);
      else if (go === "outward") element = element.closest(css);
      else element = sibling(element, go, css);
    }
    return element;
  }

  /**
   * The first match inside the item that is its own: not in a nested item, not in a quoted part.
   * @param {Element} item
   * @param {Rule | null} rule
   * @param {Take} take
   * @param {string} css
   */
  inside(item, rule, take, css) {
    if (css === ":scope" || (css.startsWith(":scope") && !/[\s>+~]/.test(css.slice(6)))) {
      return item.matches(css) || item.matches(css.slice(6) || "*") ? item : null;
    }
    const first = item.querySelector(css);
    if (!first || this.owns(item, rule, take, first)) return first;
    for (const element of item.querySelectorAll(css)) if (this.owns(item, rule, take, element)) return element;
    return null;
  }

  /**
   * @param {Element} item
   * @param {Rule | null} rule
   * @param {Take} take
   * @param {Element} element
   */
  owns(item, rule, take, element) {
    if (!rule) return true;
    if (this.around(element) !== item) return false;
    if (!rule.quote || take.steps[0]?.css === rule.quote) return true;
    const quote = element.closest(rule.quote);
    return !quote || quote === item || !item.contains(quote);
  }

  /**
   * Text with its line breaks, and the addresses it links to.
   * @param {Element} element
   * @param {Rule | null} rule
   * @param {string[]} links
   */
  prose(element, rule, links) {
    if (!element.firstElementChild) return collapse(element.textContent, PROSE_LIMIT, true);
    const out = { text: "" };
    const leftOut = [rule?.skip, rule?.quote && !element.closest(rule.quote) ? rule.quote : ""].filter(Boolean).join(",");
    this.walk(element, leftOut, out, links);
    return collapse(out.text, PROSE_LIMIT, true);
  }

  /**
   * @param {Element} top
   * @param {string} leftOut
   * @param {{ text: string }} out
   * @param {string[]} links
   */
  walk(top, leftOut, out, links) {
    const walker = document.createTreeWalker(top, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
      if (!(node instanceof Element)) return NodeFilter.FILTER_ACCEPT;
      const silent = SILENT.has(node.tagName) || OURS.test(node.tagName) || this.isItem(node);
      return silent || (leftOut && node.matches(leftOut)) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
    });
    /** @type {Element | null} */
    let block = null;
    while (walker.nextNode() && out.text.length < PROSE_LIMIT * 2) {
      const node = walker.currentNode;
      if (!(node instanceof Element)) {
        if (block && !block.contains(node)) {
          out.text += "\n";
          block = null;
        }
        out.text += node.nodeValue;
      } else if (node.tagName === "BR") out.text += "\n";
      else if (node.tagName === "IMG") out.text += node.getAttribute("alt")?.slice(0, 16) ?? "";
      else if (BLOCKS.has(node.tagName)) {
        out.text += "\n";
        block = node;
      }
      if (node instanceof HTMLAnchorElement && links.length < LINKS_LIMIT && /^https?:/.test(node.href)) links.push(node.href);
    }
    if (top instanceof HTMLAnchorElement && /^https?:/.test(top.href)) links.push(top.href);
  }
}

/** @param {string} css */
function valid(css) {
  try {
    return document.createDocumentFragment().querySelector(css) === null;
  } catch {
    console.debug("Duplex: not a selector", css);
    return false;
  }
}

/**
 * @param {Element} element
 * @param {string} name
 * @returns {string | null}
 */
function attribute(element, name) {
  if (name === "location") return location.href;
  if (name === "href" && "href" in element && typeof element.href === "string") return element.href;
  return collapse(element.getAttribute(name), PROSE_LIMIT);
}

/**
 * @param {Take} take
 * @param {string | null} text
 */
function matched(take, text) {
  if (!text || !take.pattern) return text || null;
  take.regex ??= new RegExp(take.pattern, "u");
  const match = take.regex.exec(text);
  return match && (match[1] ?? match[0]).trim();
}

/**
 * @param {string | null} text
 * @param {number} limit
 * @param {boolean} [lines] keep line breaks
 */
function collapse(text, limit, lines = false) {
  if (!text) return "";
  const cut = text.length > limit * 4 ? text.slice(0, limit * 4) : text;
  const clean = lines ? cut.replace(/[^\S\n]+/g, " ").replace(/ ?\n\s*/g, "\n") : cut.replace(/\s+/g, " ");
  return clean.trim().slice(0, limit);
}

/**
 * @param {Element} element
 * @param {"next" | "before"} go
 * @param {string} css
 */
function sibling(element, go, css) {
  const step = go === "next" ? "nextElementSibling" : "previousElementSibling";
  for (let other = element[step]; other; other = other[step]) if (other.matches(css)) return other;
  return null;
}
