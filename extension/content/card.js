// @ts-check
// The card that says why, and the parts that badges and cards are made of. A page's text is only ever set as text.
"use strict";

/** Closed shadow roots by their host. @type {WeakMap<Element, ShadowRoot>} */
var roots = new WeakMap();
/** @type {CSSStyleSheet | undefined} */
var sheet;

/** An element of ours with its closed shadow root. @param {"badge" | "fold" | "card"} kind @param {string} tone */
function shell(kind, tone) {
  const host = document.createElement(`duplex-${kind}`);
  const root = host.attachShadow({ mode: "closed" });
  if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  host.setAttribute("of", kind);
  host.setAttribute("tone", tone);
  for (const type of ["click", "pointerdown", "mousedown", "keydown"]) host.addEventListener(type, (event) => event.stopPropagation());
  host.addEventListener("click", (event) => event.preventDefault());
  roots.set(host, root);
  return { host, root };
}

/** @param {string} tag @param {string} name @param {(string | Node)[]} content */
function make(tag, name, ...content) {
  const element = document.createElement(tag);
  element.className = name;
  element.append(...content);
  return element;
}

/** A message in the reader's language. @param {string | Message} message */
function say(message) {
  const { key, args } = typeof message === "string" ? { key: message, args: [] } : message;
  return (globalThis.browser ?? chrome).i18n?.getMessage(key, args) || key.split("_").slice(1).join(" ");
}

/** A badge's shape and words. @param {string} tag @param {Badge} badge */
function face(tag, { label, text }) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 12 12");
  svg.setAttribute("aria-hidden", "true");
  for (const [index, d] of (SHAPES[label] ?? []).entries()) {
    const path = document.createElementNS(svg.namespaceURI, "path");
    for (const [name, value] of Object.entries({ d, fill: index ? "none" : "currentColor", stroke: index ? "currentColor" : "none", "stroke-width": "1.6" })) path.setAttribute(name, value);
    svg.append(path);
  }
  return make(tag, `pill ${label}`, svg, say(text));
}

/** Whether the page is light or dark where an element stands. @param {Element} element */
function tone(element) {
  for (let up = /** @type {Element | null} */ (element); up; up = up.parentElement) {
    const [r, g, b, a = 1] = getComputedStyle(up).backgroundColor.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0, 0];
    if (a > 0.5) return 0.299 * r + 0.587 * g + 0.114 * b < 128 ? "dark" : "light";
  }
  return getComputedStyle(document.documentElement).colorScheme === "dark" ? "dark" : "light";
}

/** The quote with the words that decided marked, the stronger the heavier. @param {Card} card */
function quote({ quote, reasons }) {
  const spans = reasons.filter(({ start, end }) => end > start && end <= quote.length);
  const cuts = [...new Set([0, quote.length, ...spans.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  return cuts.slice(1).map((end, index) => {
    const over = spans.filter((span) => span.start <= cuts[index] && span.end >= end).sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
    const text = quote.slice(cuts[index], end);
    if (!over.length) return text;
    const weight = Math.abs(over[0].weight);
    const mark = make("mark", over[0].weight < 0 ? "no" : weight >= 1.5 ? "w3" : weight >= 0.7 ? "w2" : "", text);
    mark.title = over.map(signal).join(", ");
    return mark;
  });
}

/** @param {Reason} reason */
function signal({ signal: name }) {
  const key = `signal_${name.replaceAll("-", "_")}`;
  const text = say(key);
  return text === key.split("_").slice(1).join(" ") ? name.replaceAll("-", " ") : text;
}

var CardView = class CardView {
  /** @param {(key: string) => void} ask @param {(key: string, to: "next" | "reply") => void} go @param {(key: string) => boolean} answers */
  constructor(ask, go, answers) {
    this.ask = ask;
    this.go = go;
    this.answers = answers;
    this.key = "";
    this.tone = "light";
    /** The badge that is explained, and the card. @type {HTMLElement | undefined} */
    this.pill = undefined;
    /** @type {HTMLElement | null} */
    this.host = null;
    document.addEventListener("scroll", () => this.host && this.put(), { capture: true, passive: true });
  }

  /** Runs the last of what was wanted, after a pause. @param {() => void} run @param {number} pause in milliseconds */
  soon(run, pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(run, pause);
  }

  leave() {
    this.soon(() => this.host?.matches(":hover, :focus-within") || this.pill?.matches(":hover, :focus") || this.close(), 220);
  }

  /** Asks for an item's card. @param {string} key @param {HTMLElement} pill @param {string} tone */
  want(key, pill, tone) {
    clearTimeout(this.timer);
    if (key === this.key && this.host) return;
    this.key = key;
    this.pill = pill;
    this.tone = tone;
    this.ask(key);
  }

  close() {
    clearTimeout(this.timer);
    const inside = this.host?.matches(":focus-within");
    this.host?.remove();
    this.host = null;
    this.key = "";
    if (inside) this.pill?.focus();
    if (inside) this.close();
  }

  /** @param {Card} card */
  draw(card) {
    if (card.key !== this.key || !this.pill?.isConnected) return;
    this.host?.remove();
    const { host, root } = shell("card", this.tone);
    this.host = host;
    const list = (/** @type {string} */ name, /** @type {string[]} */ lines) => (lines.length ? [make("ul", name, ...lines.map((text) => make("li", "", text)))] : []);
    const percent = (/** @type {number} */ p) => String(Math.round(p * 100));
    const whole = card.reasons.filter(({ start, end }) => end <= start);
    const act = (/** @type {"next" | "reply"} */ to) => {
      const button = make("button", "act", say(`card_${to}`));
      button.onclick = () => this.go(card.key, to);
      return button;
    };
    const box = make("div", "box",
      make("div", "row", ...card.badges.map((badge) => face("span", badge)), ...card.categories.map((name) => make("span", "tag", say(`category_${name.replaceAll("-", "_")}`)))),
      ...card.badges.map((badge) => make("p", "lead", say(badge.reason))),
      ...(card.quote ? [Object.assign(make("blockquote", "", ...quote(card)), { dir: "auto" })] : []),
      ...list("", whole.map(signal)),
      ...(card.score ? [make("p", "soft", say({ key: "card_score", args: card.score.map(percent) }))] : []),
      ...list("soft", card.facts.map(say)),
      ...(card.unknown.length ? [make("h2", "", say("card_unknown")), ...list("soft", card.unknown.map(say))] : []),
      make("div", "row foot", act("next"), ...(this.answers(card.key) ? [act("reply")] : [])));
    box.dir = say("@@bidi_dir") === "rtl" ? "rtl" : "ltr";
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", card.badges.map((badge) => say(badge.text)).join(", "));
    host.onpointerleave = () => this.leave();
    host.onpointerenter = () => clearTimeout(this.timer);
    host.addEventListener("focusout", () => this.leave());
    host.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    root.append(box);
    host.setAttribute("popover", "manual");
    document.documentElement.append(host);
    host.showPopover();
    this.put();
  }

  /** Moves the focus into the card. */
  enter() {
    if (this.host) roots.get(this.host)?.querySelector("button")?.focus();
  }

  /** Puts the card below or above its badge, inside the window. */
  put() {
    const at = this.pill?.getBoundingClientRect();
    if (!this.host || !at || at.bottom < 0 || at.top > innerHeight) return this.close();
    const { width, height } = this.host.getBoundingClientRect();
    const left = getComputedStyle(/** @type {HTMLElement} */ (this.pill)).direction === "rtl" ? at.right - width : at.left;
    const below = at.bottom + 6 + height <= innerHeight - 8 || at.top < innerHeight - at.bottom;
    this.host.style.setProperty("--left", `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`);
    this.host.style.setProperty("--top", `${Math.max(8, below ? Math.min(at.bottom + 6, innerHeight - height - 8) : at.top - height - 6)}px`);
  }
};
