// @ts-check
// The painter: draws the engine's verdicts. Text of a page is only ever set as text.
"use strict";

/**
 * @typedef {{ key: string, args?: string[] }} Message
 * @typedef {{ label: string, text: Message, reason: Message }} Badge
 * @typedef {{ key: string, badges: Badge[], treatment: string }} Verdict
 */

/** How often a badge that the page took away is put back. */
const PUT_BACK = 3;
const SHAPES = { ad: "▪", promo: "◆", "one-way": "▶", "two-way": "⇄", unanswered: "○", "unanswered-newcomer": "✶", "answered-by-others": "◐" };

/** The words of a message; where a translation lacks, its key in plain letters. @param {Message} message */
function words({ key, args = [] }) {
  const api = globalThis.browser ?? globalThis.chrome;
  return api.i18n.getMessage(key, args) || key.replace(/^[a-z]+_/, "").replaceAll("_", " ");
}

/**
 * An element with text and attributes.
 * @param {string} tag @param {Record<string, string>} [attributes] @param {(Node | string)[]} children
 */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** An element of ours with a closed shadow root. @param {string} tag @param {boolean} dark @param {Node[]} children */
function own(tag, dark, ...children) {
  const element = make(tag, { "data-duplex-own": "" });
  const root = element.attachShadow({ mode: "closed" });
  Painter.sheet ??= new CSSStyleSheet();
  if (!Painter.sheet.cssRules.length) Painter.sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [Painter.sheet];
  const body = make("div", { class: `${tag.slice(7)} ${dark ? "dark" : "light"}` }, ...children);
  root.append(body);
  return { element, body };
}

class Painter {
  /** @type {CSSStyleSheet | undefined} */
  static sheet;

  /** @param {Watcher} watcher @param {(key: string) => void} ask asks the engine for a card */
  constructor(watcher, ask) {
    this.watcher = watcher;
    this.ask = ask;
    /** @type {Map<string, Verdict>} */
    this.verdicts = new Map();
    /** What is drawn on which element. @type {Map<Element, { key: string, verdict: Verdict, badge?: HTMLElement, fold?: HTMLElement }>} */
    this.drawn = new Map();
    /** @type {Map<string, number>} */
    this.putBack = new Map();
    /** Folds that the reader opened. @type {Set<string>} */
    this.opened = new Set();
    this.card = new CardView(this);
  }

  /** @param {Verdict[]} verdicts @param {boolean} hideNumbers */
  paint(verdicts, hideNumbers) {
    document.documentElement.toggleAttribute("data-duplex-no-numbers", hideNumbers);
    this.dark = isDark();
    for (const verdict of verdicts) {
      this.verdicts.set(verdict.key, verdict);
      const element = this.watcher.element(verdict.key);
      if (element) this.draw(verdict.key, element);
    }
  }

  /** An element shows an item, perhaps another one than before. @param {string} key @param {Element} element @param {Rule} rule */
  show(key, element, rule) {
    if (rule.numbers) for (const count of element.querySelectorAll(rule.numbers)) count.setAttribute("data-duplex-number", "");
    const before = this.drawn.get(element);
    if (before && before.key !== key) this.erase(element);
    if (this.verdicts.has(key)) this.draw(key, element);
  }

  /** @param {string} key @param {Element} element */
  draw(key, element) {
    const verdict = this.verdicts.get(key);
    const before = this.drawn.get(element);
    if (!verdict || (before?.verdict === verdict && (before.badge?.isConnected ?? true))) return;
    if (before?.verdict === verdict) {
      const times = (this.putBack.get(key) ?? 0) + 1;
      this.putBack.set(key, times);
      if (times > PUT_BACK) return;
    }
    this.erase(element);
    if (!verdict.badges.length) return;
    const { element: badge } = own("duplex-badge", this.dark ?? false, ...verdict.badges.map((one) => this.pill(key, one)));
    this.drawn.set(element, { key, verdict, badge, fold: this.treat(key, element, verdict) });
    const anchor = this.watcher.reader?.anchor(element);
    if (anchor && anchor !== element) anchor.after(badge);
    else element.append(badge);
  }

  /** @param {string} key @param {Badge} badge */
  pill(key, badge) {
    const shape = make("span", { class: "shape", "aria-hidden": "true" }, SHAPES[/** @type {keyof SHAPES} */ (badge.label)] ?? "•");
    const label = `${words(badge.text)}: ${words(badge.reason)}`;
    const pill = make("button", { type: "button", class: `pill ${badge.label}`, "aria-label": label }, shape, words(badge.text));
    const open = (/** @type {Event} */ event) => {
      if (event.type === "click") event.preventDefault();
      event.stopPropagation();
      this.card.want(key, pill, event.type === "pointerenter");
    };
    for (const type of ["pointerenter", "focus", "click"]) pill.addEventListener(type, open);
    for (const type of ["pointerleave", "blur"]) pill.addEventListener(type, () => this.card.leave());
    return pill;
  }

  /** Dims, folds or hides. @param {string} key @param {Element} element @param {Verdict} verdict */
  treat(key, element, verdict) {
    if (verdict.treatment === "badge" || this.opened.has(key)) return undefined;
    element.setAttribute("data-duplex", verdict.treatment);
    if (verdict.treatment !== "fold") return undefined;
    const button = make("button", { type: "button", class: "show" }, words({ key: "fold_show" }));
    button.addEventListener("click", (event) => {
      event.preventDefault();
      event.stopPropagation();
      this.opened.add(key);
      this.erase(element);
      this.draw(key, element);
    });
    const line = make("span", {}, verdict.badges.map((badge) => `${words(badge.text)}: ${words(badge.reason)}`).join(" · "));
    const { element: fold } = own("duplex-fold", this.dark ?? false, line, button);
    element.prepend(fold);
    return fold;
  }

  /** @param {Element} element */
  erase(element) {
    const drawn = this.drawn.get(element);
    this.drawn.delete(element);
    drawn?.badge?.remove();
    drawn?.fold?.remove();
    element.removeAttribute("data-duplex");
  }

  /** Scrolls an item into view and focuses its badge. @param {string} key */
  jump(key) {
    const element = this.watcher.element(key);
    if (!element) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
    element.setAttribute("data-duplex-found", "");
    setTimeout(() => element.removeAttribute("data-duplex-found"), 2000);
  }

  /** Takes away everything that was drawn. */
  clear() {
    for (const element of [...this.drawn.keys()]) this.erase(element);
    this.verdicts.clear();
    this.putBack.clear();
    this.card.close();
    document.documentElement.removeAttribute("data-duplex-no-numbers");
  }
}

/** Whether the page is dark: by the nearest background that is not see-through, else by what it says of itself. */
function isDark() {
  for (const element of [document.body, document.documentElement]) {
    const [r, g, b, alpha = 1] = (element ? getComputedStyle(element).backgroundColor : "").match(/[\d.]+/g)?.map(Number) ?? [];
    if (r !== undefined && alpha > 0.5) return 0.2126 * r + 0.7152 * g + 0.0722 * b < 110;
  }
  return getComputedStyle(document.documentElement).colorScheme === "dark";
}
