// @ts-check
// The painter: draws the engine's verdicts on the elements that show their items now.
"use strict";

/** So often a badge is put back that the page took away. */
var PATIENCE = 3;

/** @param {() => Watcher | undefined} watcher that of the plan in force @param {(message: object) => void} post to the engine */
function createPainter(watcher, post) {
  /** How items with badges look, by their keys; those that look alike share it. */
  const verdicts = /** @type {Map<string, Look>} */ (new Map());
  const [looks, lifted] = [/** @type {Map<string, Look>} */ (new Map()), /** @type {Set<string>} */ (new Set())];
  const drawn = /** @type {Map<string, Drawn>} */ (new Map());
  /** The key that an element was last drawn for. */
  const owner = /** @type {WeakMap<Element, string>} */ (new WeakMap());
  const card = createCard((key) => post({ card: { key } }), act);
  let [tone, numbers] = ["light", false];
  /** @param {Painted[]} changed @param {boolean} hide whether the counts are hidden */
  function paint(changed, hide) {
    for (const { key, ...look } of changed) look.badges ? verdicts.set(key, shared(look)) : (verdicts.delete(key), take(key));
    // What the page took away is let go; if it comes back it is drawn anew.
    for (const [key, { element }] of drawn) if (!element.isConnected) take(key);
    const all = hide !== numbers;
    const keys = all ? [...(watcher()?.entries.keys() ?? [])] : changed.map(({ key }) => key);
    const first = keys.map((key) => watcher()?.element(key)).find(Boolean);
    if (first) tone = toneOf(first);
    if (all) numbers = document.documentElement.toggleAttribute("data-duplex-numbers", hide);
    for (const key of keys) {
      const element = watcher()?.element(key);
      const rule = element && watcher()?.reader.ruleOf(element);
      if (rule) show(key, element, rule);
    }
    if (!watcher()?.queue.size) card.again();
  }
  const shared = (/** @type {Look} */ look, print = JSON.stringify(look)) => looks.get(print) ?? (looks.set(print, look), look);
  /** Draws what is known of an item. @param {string} key @param {Element} element @param {Rule} rule */
  function show(key, element, rule) {
    const before = owner.get(element);
    if (before !== undefined && before !== key) take(before);
    if (numbers && rule.numbers) for (const count of element.querySelectorAll(rule.numbers)) count.setAttribute("data-duplex-number", "");
    const [look, old] = [verdicts.get(key), drawn.get(key)];
    if (!look?.badges) return take(key);
    const same = old?.element === element && old.look === look && old.tone === tone;
    if (same && (old.host.isConnected || old.put >= PATIENCE)) return;
    take(key);
    for (const copy of element.querySelectorAll("duplex-badge, duplex-fold")) if (!roots.has(copy)) copy.remove();
    const host = card.shell("badge", key, look.badges, tone);
    drawn.set(key, { element, rule, look, tone, host, put: same ? old.put + 1 : 0 });
    owner.set(element, key);
    const anchor = find(key, rule.badge);
    if (!anchor || anchor === element) element.prepend(host);
    else if (/^(T[DHR]|LI|D[DT]|H[1-6])$/.test(anchor.tagName)) anchor.append(host);
    else anchor.after(host);
    if (!lifted.has(key)) treat(element, key, look);
  }
  /** What a rule's takes find in an item that is drawn. @param {string} key @param {Take[] | undefined} takes */
  function find(key, takes) {
    const [reader, is] = [watcher()?.reader, drawn.get(key)];
    return reader && is && takes?.map((take) => reader.locate(reader.place(is.element, is.rule), take)[0]).find(Boolean);
  }
  /** Dims, folds or hides an item; items within it are left as they are. @param {Element} element @param {string} key @param {Look} look */
  function treat(element, key, { treatment, fold }) {
    if (!["dim", "fold", "hide"].includes(treatment)) return;
    if (fold) element.prepend(card.shell("fold", key, fold, tone));
    for (const child of element.children) child.toggleAttribute("data-duplex-keep", !!watcher()?.reader.find(child).length);
    element.setAttribute("data-duplex", treatment);
  }
  function untreat(/** @type {Element} */ element) {
    element.removeAttribute("data-duplex");
    for (const child of [...element.children]) child.localName === "duplex-fold" ? child.remove() : child.removeAttribute("data-duplex-keep");
  }
  /** Takes away what was drawn for a key. @param {string} key */
  function take(key) {
    const old = drawn.get(key);
    if (!old) return;
    old.host.remove();
    untreat(old.element);
    owner.delete(old.element);
    drawn.delete(key);
    if (card.isOf(key)) card.close();
  }
  function clear() {
    for (const key of [...drawn.keys()]) take(key);
    for (const known of [verdicts, lifted]) known.clear();
    card.close();
    numbers = document.documentElement.toggleAttribute("data-duplex-numbers", false);
  }
  /** Does what a button of ours says: here, where it is about the page; the rest is the engine's. @param {string} does @param {string} key */
  function act(does, key) {
    const is = drawn.get(key);
    card.close();
    if (does === "reply") return goTo(find(key, is?.rule.reply));
    if (does !== "show" || !is) return post({ act: { key, does } });
    lifted.add(key);
    untreat(is.element);
    focusFirst(is.host);
  }
  /** Shows an item and puts the focus on its badge. @param {string} key */
  const jump = (key) => (goTo(watcher()?.element(key)), focusFirst(drawn.get(key)?.host));
  const explain = (/** @type {string} */ key, /** @type {View} */ view) => card.draw(key, view, tone, !!find(key, drawn.get(key)?.rule.reply));
  return { paint, show, clear, jump, explain, tell: (/** @type {View} */ view) => card.tell(view, tone), drawn };
}

/** Scrolls to an element of the page and focuses it where it can be; never clicks or writes. @param {Element | null | undefined} element */
function goTo(element) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element?.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  if (element instanceof HTMLElement) element.focus({ preventScroll: true });
}

/** Whether the page is light or dark where an element stands. @param {Element} element */
function toneOf(element) {
  for (let at = /** @type {Element | null} */ (element); at; at = up.call(at)) {
    const [r, g, b, a = 1] = getComputedStyle(at).backgroundColor.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0, 0];
    if (a > 0.5) return 0.299 * r + 0.587 * g + 0.114 * b < 128 ? "dark" : "light";
  }
  return getComputedStyle(document.documentElement).colorScheme === "dark" ? "dark" : "light";
}
