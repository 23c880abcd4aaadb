// @ts-check
// The card: why an item carries its badges. One at a time, in the top layer.
"use strict";

/**
 * @typedef {{ signal: string, start: number, end: number, weight: number }} Reason
 * @typedef {{ key: string, badges: Badge[], categories: string[], quote: string, reasons: Reason[],
 *   score: [number, number] | null, facts: Message[], unknown: Message[] }} Card
 */

/** Milliseconds of hovering before the card opens, and before it closes. */
const INTENT = 220;
const LEAVE = 250;

class CardView {
  /** @param {Painter} painter */
  constructor(painter) {
    this.painter = painter;
    /** @type {{ key: string, pill: HTMLElement } | null} */
    this.wanted = null;
    /** @type {HTMLElement | null} */
    this.shown = null;
    this.timer = 0;
    addEventListener("keydown", (event) => event.key === "Escape" && this.close(), true);
  }

  /** @param {string} key @param {HTMLElement} pill @param {boolean} slowly */
  want(key, pill, slowly) {
    clearTimeout(this.timer);
    if (this.wanted?.pill === pill && this.shown) return;
    this.wanted = { key, pill };
    this.timer = setTimeout(() => this.painter.ask(key), slowly ? INTENT : 0);
  }

  leave() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.close(), LEAVE);
  }

  close() {
    clearTimeout(this.timer);
    this.shown?.remove();
    this.shown = null;
    this.wanted = null;
  }

  /** @param {Card} card */
  open(card) {
    const wanted = this.wanted;
    if (wanted?.key !== card.key || !wanted.pill.isConnected) return;
    this.shown?.remove();
    const { element, body } = own("duplex-card", this.painter.dark ?? false, ...this.content(card));
    body.setAttribute("role", "dialog");
    body.setAttribute("aria-label", words({ key: "card_why" }));
    element.setAttribute("popover", "manual");
    element.addEventListener("pointerenter", () => clearTimeout(this.timer));
    element.addEventListener("pointerleave", () => this.leave());
    document.documentElement.append(element);
    element.showPopover();
    this.shown = element;
    place(body, wanted.pill);
  }

  /** @param {Card} card */
  content(card) {
    const head = make("div", { class: "head" }, ...card.badges.map((badge) => make("span", { class: `pill ${badge.label}` }, words(badge.text))));
    const parts = [head, ...card.badges.map((badge) => make("p", { class: "reason" }, words(badge.reason)))];
    if (card.categories.length) {
      const names = card.categories.map((name) => make("li", {}, words({ key: `category_${name.replaceAll("-", "_")}` })));
      parts.push(make("ul", { class: "categories" }, ...names));
    }
    if (card.quote) parts.push(make("blockquote", {}, ...marked(card)));
    const whole = card.reasons.filter(({ start, end, signal }) => start === end && signal !== "prior");
    if (whole.length) parts.push(make("ul", { class: "signals" }, ...whole.slice(0, 6).map((reason) => make("li", {}, signalName(reason)))));
    if (card.score) {
      const [score, threshold] = card.score.map((share) => String(Math.round(share * 100)));
      const bar = make("meter", { min: "0", max: "100", value: score });
      parts.push(make("p", { class: "score" }, words({ key: "card_score", args: [score, threshold] }), bar));
    }
    parts.push(...card.facts.map((fact) => make("p", { class: "fact" }, words(fact))));
    if (card.unknown.length) {
      const lines = card.unknown.map((line) => make("li", {}, words(line)));
      parts.push(make("p", { class: "unknown" }, words({ key: "card_unknown" })), make("ul", { class: "unknown" }, ...lines));
    }
    parts.push(make("div", { class: "foot" }, ...this.actions(card.key)));
    return parts;
  }

  /** @param {string} key */
  actions(key) {
    const { watcher, verdicts } = this.painter;
    const action = (/** @type {string} */ name, /** @type {() => void} */ run) => {
      const button = make("button", { type: "button" }, words({ key: name }));
      button.addEventListener("click", run);
      return button;
    };
    const open = [...verdicts.values()].filter((v) => v.badges.some((b) => b.label.startsWith("unanswered")) && watcher.element(v.key));
    const next = open.sort((a, b) => watcher.rank(a.key) - watcher.rank(b.key)).find((v) => watcher.rank(v.key) > watcher.rank(key));
    const control = watcher.control(key);
    return [
      ...(next ? [action("card_next", () => this.painter.jump(next.key))] : []),
      ...(control instanceof HTMLElement ? [action("card_reply", () => control.focus())] : []),
      action("card_close", () => this.close()),
    ];
  }
}

/** @param {Reason} reason */
const signalName = ({ signal }) => words({ key: `signal_${signal.replaceAll("-", "_")}` });

/** The quote with the deciding words marked; the heavier, the stronger. @param {Card} card */
function marked({ quote, reasons }) {
  const spans = reasons.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start || b.weight - a.weight);
  const most = Math.max(...spans.map(({ weight }) => Math.abs(weight)), 0.01);
  /** @type {(Node | string)[]} */
  const parts = [];
  let at = 0;
  for (const reason of spans) {
    if (reason.start < at) continue;
    const strength = Math.ceil((Math.abs(reason.weight) / most) * 3);
    const kind = `${reason.weight < 0 ? "against" : "for"} s${strength}`;
    const title = `${signalName(reason)} ${reason.weight > 0 ? "+" : "−"}${Math.abs(reason.weight).toFixed(1)}`;
    parts.push(quote.slice(at, reason.start), make("mark", { class: kind, title }, quote.slice(reason.start, reason.end)));
    at = reason.end;
  }
  return [...parts, quote.slice(at)];
}

/** Beside the badge, inside the window, never over what it explains. @param {HTMLElement} body @param {HTMLElement} pill */
function place(body, pill) {
  const { top, bottom, left } = pill.getBoundingClientRect();
  const { width, height } = body.getBoundingClientRect();
  const below = bottom + 6 + height <= innerHeight || top < height + 6;
  body.style.setProperty("left", `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`);
  body.style.setProperty("top", `${Math.max(8, below ? Math.min(bottom + 6, innerHeight - height - 8) : top - height - 6)}px`);
}
