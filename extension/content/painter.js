// @ts-check
// The painter: draws the engine's verdicts on the elements that show their items now.
"use strict";

/**
 * @typedef {{ key: string, args?: string[] }} Message
 * @typedef {{ label: string, text: Message, reason: Message }} Badge
 * @typedef {{ key: string, badges: Badge[], treatment: string }} Verdict
 * @typedef {{ signal: string, start: number, end: number, weight: number }} Reason
 * @typedef {{ key: string, badges: Badge[], categories: string[], quote: string, reasons: Reason[], score: [number, number] | null, facts: Message[], unknown: Message[] }} Card
 * @typedef {{ element: Element, rule: Rule, print: string, host: HTMLElement, put: number, lifted?: boolean }} Drawn
 */

var Painter = class Painter {
  /** @param {Watcher} watcher @param {(key: string) => void} ask */
  constructor(watcher, ask) {
    this.watcher = watcher;
    /** @type {Map<string, Verdict>} */
    this.verdicts = new Map();
    /** @type {Map<string, Drawn>} */
    this.drawn = new Map();
    /** The key that an element was last drawn for. @type {WeakMap<Element, string>} */
    this.owner = new WeakMap();
    this.card = new CardView(ask, (key, to) => (to === "next" ? this.next(key) : this.reply(key)), (key) => !!this.control(key));
    this.tone = "light";
    this.numbers = false;
  }

  /** @param {Verdict[]} verdicts @param {boolean} numbers whether the counts are hidden */
  paint(verdicts, numbers) {
    for (const verdict of verdicts) this.verdicts.set(verdict.key, verdict);
    const changed = numbers !== this.numbers;
    const keys = [...(changed ? this.watcher.entries.keys() : verdicts.map(({ key }) => key))];
    const first = keys.map((key) => this.watcher.element(key)).find(Boolean);
    if (first) this.tone = tone(first);
    this.numbers = numbers;
    if (changed) document.documentElement.toggleAttribute("data-duplex-numbers", numbers);
    for (const key of keys) {
      const element = this.watcher.element(key);
      const rule = element && this.watcher.reader?.rule(element);
      if (rule) this.show(key, element, rule);
    }
  }

  /** Draws what is known of an item. @param {string} key @param {Element} element @param {Rule} rule */
  show(key, element, rule) {
    const before = this.owner.get(element);
    if (before !== undefined && before !== key) this.take(before);
    if (this.numbers && rule.numbers) {
      for (const count of attempt(rule.numbers, () => element.querySelectorAll(rule.numbers ?? "")) ?? []) count.setAttribute("data-duplex-number", "");
    }
    const verdict = this.verdicts.get(key);
    const old = this.drawn.get(key);
    if (!verdict || (!old && !verdict.badges.length)) return;
    const print = JSON.stringify(verdict) + this.tone;
    const same = old?.element === element && old.print === print;
    if (same && (old.host.isConnected || old.put >= 3)) return;
    if (old) this.take(key);
    if (!verdict.badges.length) return;
    for (const copy of element.querySelectorAll("duplex-badge, duplex-fold")) if (!roots.has(copy)) copy.remove();
    const { host, root } = shell("badge", this.tone);
    root.append(...verdict.badges.map((badge) => this.pill(badge, key)));
    const drawn = { element, rule, print, host, put: same ? old.put + 1 : 0, lifted: old?.lifted };
    this.drawn.set(key, drawn);
    this.owner.set(element, key);
    const anchor = this.find(drawn, rule.badge);
    if (!anchor || anchor === element) element.prepend(host);
    else if (/^(T[DHR]|LI|D[DT]|H[1-6])$/.test(anchor.tagName)) anchor.append(host);
    else anchor.after(host);
    this.treat(drawn, verdict);
  }

  /** @param {Drawn} drawn @param {Take[]} takes */
  find({ element, rule }, takes) {
    const { reader } = this.watcher;
    return reader && takes.map((take) => attempt(take, () => reader.locate(reader.place(element, rule), take)[0])).find(Boolean);
  }

  /** Dims, folds or hides an item; items within it are left as they are. @param {Drawn} drawn @param {Verdict} verdict */
  treat(drawn, { key, badges, treatment }) {
    const { element } = drawn;
    if (!["dim", "fold", "hide"].includes(treatment) || drawn.lifted) return;
    for (const child of element.children) child.toggleAttribute("data-duplex-keep", !!this.watcher.reader?.find(child).length);
    element.setAttribute("data-duplex", treatment);
    if (treatment !== "fold") return;
    const { host, root } = shell("fold", this.tone);
    const show = make("button", "act", say("fold_show"));
    show.onclick = () => {
      drawn.lifted = true;
      this.untreat(element);
      roots.get(drawn.host)?.querySelector("button")?.focus();
    };
    root.append(...badges.map((badge) => this.pill(badge, key)), make("span", "why", badges.map(({ reason }) => say(reason)).join(" · ")), show);
    element.prepend(host);
  }

  /** @param {Element} element */
  untreat(element) {
    element.removeAttribute("data-duplex");
    for (const child of [...element.children]) child.localName === "duplex-fold" ? child.remove() : child.removeAttribute("data-duplex-keep");
  }

  /** Takes away what was drawn for a key. @param {string} key */
  take(key) {
    const drawn = this.drawn.get(key);
    if (!drawn) return;
    drawn.host.remove();
    this.untreat(drawn.element);
    this.owner.delete(drawn.element);
    this.drawn.delete(key);
    if (this.card.key === key) this.card.close();
  }

  /** @param {Badge} badge @param {string} key */
  pill(badge, key) {
    const pill = face("button", badge);
    const open = () => this.card.want(key, pill, this.tone);
    pill.setAttribute("aria-haspopup", "dialog");
    pill.setAttribute("aria-label", `${say(badge.text)}: ${say(badge.reason)}`);
    pill.addEventListener("pointerenter", ({ pointerType }) => pointerType !== "touch" && this.card.soon(open, 250));
    pill.onpointerleave = pill.onblur = () => this.card.leave();
    pill.onfocus = open;
    pill.onclick = () => (this.card.host && this.card.key === key ? this.card.enter() : open());
    pill.addEventListener("keydown", ({ key: pressed }) => pressed === "Escape" && this.card.close());
    return pill;
  }

  /** Shows an item and puts the focus on its badge. @param {string} key */
  jump(key) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.watcher.element(key)?.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
    const host = this.drawn.get(key)?.host;
    if (host) roots.get(host)?.querySelector("button")?.focus({ preventScroll: true });
  }

  /** Jumps to the next unanswered comment in the page's order; after the last, to the first. @param {string} key */
  next(key) {
    const rank = (/** @type {string} */ k) => this.watcher.entries.get(k)?.rank ?? 0;
    const open = [...this.drawn.keys()].filter((k) => this.verdicts.get(k)?.badges.some(({ label }) => label.startsWith("unanswered")) && this.watcher.element(k));
    open.sort((a, b) => rank(a) - rank(b));
    const next = open.find((k) => rank(k) > rank(key)) ?? open[0];
    this.card.close();
    if (next) this.jump(next);
  }

  /** The site's own reply control of an item. @param {string} key */
  control(key) {
    const drawn = this.drawn.get(key);
    return drawn && this.find(drawn, drawn.rule.reply);
  }

  /** Focuses the site's own reply control; never clicks or writes. @param {string} key */
  reply(key) {
    const control = this.control(key);
    this.card.close();
    control?.scrollIntoView({ block: "center" });
    if (control instanceof HTMLElement) control.focus({ preventScroll: true });
  }

  clear() {
    for (const key of [...this.drawn.keys()]) this.take(key);
    this.verdicts.clear();
    this.card.close();
    this.numbers = false;
    document.documentElement.removeAttribute("data-duplex-numbers");
  }
};
