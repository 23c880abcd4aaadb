// @ts-check
// The card that says why, and the style of everything that is drawn. A page's text is only ever set as text.
"use strict";

var STYLE = `
:host{all:initial!important;font:500 11px/15px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif!important;color-scheme:light!important;
--ink:#1f2937;--soft:#596273;--paper:#fff;--edge:#d9dee6;--wash:#f4f6f9;--hl:#fff1c2;--focus:#2563eb;color:var(--ink)!important;pointer-events:auto!important}
:host([tone=dark]){color-scheme:dark!important;--ink:#e8ebf0;--soft:#a3adbc;--paper:#1c2027;--edge:#3a424e;--wash:#272d36;--hl:#54430f;--focus:#7fb0ff}
:host([of=badge]){display:inline-flex!important;flex:none!important;flex-wrap:wrap!important;gap:4px!important;margin:-1px 6px!important;vertical-align:middle!important;position:relative!important;z-index:1!important}
:host([of=fold]){display:flex!important;align-items:center!important;gap:8px!important;padding:6px 12px!important;white-space:nowrap!important;overflow:hidden!important}
:host([of=card]){position:fixed!important;margin:0!important;padding:0!important;border:0!important;inset:auto;background:none!important;overflow:visible!important;max-width:calc(100vw - 16px)!important}
:host([of=card]:not(:popover-open)){display:none!important}
.pill{all:unset;box-sizing:border-box;display:inline-flex;align-items:center;gap:4px;height:17px;padding:0 7px 0 6px;border:1px solid var(--b);border-radius:9px;background:var(--f);color:var(--t);white-space:nowrap;cursor:default;font:inherit;font-variant-numeric:tabular-nums}
button.pill{cursor:pointer;transition:border-color .12s}button.pill:hover{border-color:var(--t)}
button:focus-visible{outline:2px solid var(--focus);outline-offset:1px}
svg{width:9px;height:9px;flex:none;overflow:visible}
.ad{--t:#4a5568;--f:#f1f4f8;--b:#cfd7e2}.promo{--t:#8a3f0a;--f:#fff5dc;--b:#efd08d}.one-way{--t:#a11b2b;--f:#ffefef;--b:#f3bcc0}.two-way{--t:#17653a;--f:#e9f8ef;--b:#a8dcbc}
.unanswered{--t:#1d4fa8;--f:#ecf3ff;--b:#b4cdf6}.unanswered-newcomer{--t:#6b2fa3;--f:#f6efff;--b:#d6bff2}.answered-by-others{--t:#14605f;--f:#e6f7f6;--b:#a3d8d5}
:host([tone=dark]) :is(.ad){--t:#c5cedb;--f:#2a313c;--b:#475263}:host([tone=dark]) :is(.promo){--t:#f5c66b;--f:#352a12;--b:#6a5221}
:host([tone=dark]) :is(.one-way){--t:#ff9ea4;--f:#3a1b20;--b:#75343c}:host([tone=dark]) :is(.two-way){--t:#7fdca3;--f:#15301f;--b:#2c6040}
:host([tone=dark]) :is(.unanswered){--t:#9cc2ff;--f:#182a47;--b:#355588}:host([tone=dark]) :is(.unanswered-newcomer){--t:#d5b3ff;--f:#2c1f42;--b:#5b4287}
:host([tone=dark]) :is(.answered-by-others){--t:#7cd8d3;--f:#12302f;--b:#2a605d}
.why{color:var(--soft);font-weight:400;font-size:12px;overflow:hidden;text-overflow:ellipsis}
.act{all:unset;box-sizing:border-box;padding:3px 9px;border:1px solid var(--edge);border-radius:7px;background:var(--wash);color:var(--ink);font:500 12px/16px system-ui,sans-serif;cursor:pointer;white-space:nowrap}.act:hover{border-color:var(--soft)}
.box{box-sizing:border-box;width:360px;max-width:100%;max-height:min(70vh,520px);overflow:auto;overscroll-behavior:contain;padding:12px 14px;border:1px solid var(--edge);border-radius:10px;background:var(--paper);box-shadow:0 1px 2px #0001,0 8px 28px #0003;font-size:13px;font-weight:400;line-height:19px}
.box>*{margin:0 0 9px}.box>:last-child{margin:0}.row{display:flex;flex-wrap:wrap;gap:5px}.tag{padding:0 7px;border-radius:5px;background:var(--wash);color:var(--soft);font-size:12px}
.lead{font-weight:500}.soft{color:var(--soft);font-size:12px;line-height:17px}h2{font:600 12px/17px system-ui,sans-serif;margin:0;color:var(--soft)}ul{padding:0 0 0 16px;margin:0}
blockquote{padding:7px 10px;border-inline-start:3px solid var(--edge);border-radius:0 6px 6px 0;background:var(--wash);white-space:pre-wrap;overflow-wrap:anywhere;max-height:190px;overflow:auto}
mark{background:var(--hl);color:inherit;border-radius:2px;text-decoration:underline solid currentColor 1px;text-underline-offset:3px}mark.w2{text-decoration-thickness:2px}mark.w3{text-decoration-thickness:3px;font-weight:600}mark.no{background:none;text-decoration-style:dotted}
.foot{border-top:1px solid var(--edge);padding-top:10px}
@media (forced-colors:active){.pill,.act,.box{border-color:ButtonText}}
@media (prefers-reduced-motion:no-preference){.box{animation:in .12s ease-out}@keyframes in{from{opacity:0;transform:translateY(3px)}}}
@media print{:host{display:none!important}}`;

/** Shape of each label: a filled path, and one that is drawn as a line. @type {Record<string, [string, string?]>} */
var SHAPES = {
  ad: ["M3 3h6v6H3z"], promo: ["M6 .8L11.2 6 6 11.2.8 6z"], "one-way": ["M2 1l9 5-9 5z"],
  "two-way": ["", "M1 3.8h9M7.4 1.2L10 3.8 7.4 6.4M11 8.4H2M4.6 5.8L2 8.4 4.6 11"], unanswered: ["", "M6 1.5a4.5 4.5 0 1 0 .01 0z"],
  "unanswered-newcomer": ["", "M6 .8v10.4M1.5 3.4l9 5.2M10.5 3.4l-9 5.2"], "answered-by-others": ["M6 1.5a4.5 4.5 0 0 1 0 9z", "M6 1.5a4.5 4.5 0 1 0 .01 0z"],
};
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

/** @param {string} tag @param {string} name @param {string | Node} [content] */
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
    Object.assign(this, { ask, go, answers });
    this.key = "";
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
    Object.assign(this, { key, pill, tone });
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
      ...(card.quote ? [make("blockquote", "", ...quote(card))] : []),
      ...list("", whole.map(signal)),
      ...(card.score ? [make("p", "soft", say({ key: "card_score", args: card.score.map(percent) }))] : []),
      ...list("soft", card.facts.map(say)),
      ...(card.unknown.length ? [make("h2", "", say("card_unknown")), ...list("soft", card.unknown.map(say))] : []),
      make("div", "row foot", act("next"), ...(this.answers(card.key) ? [act("reply")] : [])));
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
    this.host.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
    this.host.style.top = `${Math.max(8, below ? Math.min(at.bottom + 6, innerHeight - height - 8) : at.top - height - 6)}px`;
  }
};
