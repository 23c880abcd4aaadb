// @ts-check
// The card, and the elements of ours that lead to it. The engine makes what they show; page text is only ever set as text.
"use strict";

/** Pause before a hovered badge opens the card, and before a card that was left closes, in milliseconds. */
var INTENT = { open: 250, close: 220 };
/** Closed shadow roots by their host. */
var roots = /** @type {WeakMap<Element, ShadowRoot>} */ (new WeakMap());
/** Texts by their keys: asking the browser each time is slow. */
var said = /** @type {Record<string, string>} */ ({});
/** The looks of all shadow roots. */
var sheet = new CSSStyleSheet();

/** Builds what the engine made. @param {View} view @returns {Element} */
function build({ tag, attrs = [], words = [], nodes = [] }) {
  const drawing = tag === "svg" || tag === "path";
  const element = document.createElementNS(`http://www.w3.org/${drawing ? "2000/svg" : "1999/xhtml"}`, tag);
  for (const [name, value] of attrs) element.setAttribute(name, say(value));
  element.append(say(words), ...nodes.map(build));
  return element;
}

/** Words in the reader's language; a missing text is named by its key. @param {Part[]} parts */
function say(parts) {
  const { i18n } = globalThis.browser ?? chrome;
  const words = (/** @type {Message} */ { key, args }) => (said[`${key}|${args}`] ??= i18n?.getMessage(key, args) || key.split("_").slice(1).join(" "));
  return parts.map((part) => (typeof part === "string" ? part : words(part))).join("");
}

/** Focuses the first button in an element of ours. @param {Element | undefined} host */
function focusFirst(host) {
  if (host) roots.get(host)?.querySelector("button")?.focus({ preventScroll: true });
}

/** One card at a time. @param {(key: string) => void} ask @param {(act: string, key: string) => void} does what a button says */
function createCard(ask, does) {
  /** The item explained, the badge that it hangs on, the card, and the note of what happened. */
  let [key, timer] = ["", 0];
  let [badge, host, note] = /** @type {(HTMLElement | undefined)[]} */ ([]);
  /** Runs the last of what was wanted, after a pause. @param {() => void} run @param {number} pause in milliseconds */
  const soon = (run, pause) => (clearTimeout(timer), (timer = setTimeout(run, pause)));
  const leave = () => soon(() => host?.matches(":hover, :focus-within") || badge?.matches(":hover, :focus") || close(), INTENT.close);
  /** Takes an element of ours away; the focus in it goes back to the badge. @param {HTMLElement | undefined} old */
  const drop = (old) => {
    const inside = old?.matches(":focus-within");
    old?.remove();
    // Coming back is no wish to see the card again.
    if (inside) badge?.focus(), (key = "");
  };
  const close = () => (drop(host), clearTimeout(timer), void ([host, key] = [undefined, ""]));
  /** Asks for an item's card; if it is open, moves the focus into it. @param {string} wanted @param {HTMLElement} at @param {boolean} [enter] */
  const open = (wanted, at, enter) => {
    if (host && key === wanted) return clearTimeout(timer), void (enter && focusFirst(host));
    close();
    [key, badge] = [wanted, at];
    ask(key);
  };
  /** An element of ours: its badges open the card, its buttons do what their `act` says. @param {"badge" | "fold" | "card" | "note"} kind @param {string} of @param {View[]} views @param {string} tone */
  const shell = (kind, of, views, tone) => {
    const made = document.createElement(`duplex-${kind}`);
    if (made.matches(":defined")) throw new Error("an element that the page defines could look into ours");
    const root = made.attachShadow({ mode: "closed" });
    roots.set(made, root);
    root.adoptedStyleSheets = [sheet];
    root.append(...views.map(build));
    made.setAttribute("of", kind);
    made.setAttribute("tone", tone);
    /** @param {string} type @param {(at: HTMLElement | null, act: string, event: any) => void} run */
    const on = (type, run) =>
      root.addEventListener(type, (event) => {
        const at = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[act]"));
        run(at, at?.getAttribute("act") ?? "", event);
      });
    on("pointerover", (at, act, { pointerType }) => {
      if (at && act === "card" && pointerType !== "touch") soon(() => open(of, at), INTENT.open);
      else if (kind === "card") clearTimeout(timer);
    });
    on("focusin", (at, act) => (at && act === "card" ? open(of, at) : clearTimeout(timer)));
    on("click", (at, act) => at && (act === "card" ? open(of, at, true) : does(act, of)));
    for (const type of ["pointerout", "focusout"]) on(type, leave);
    for (const type of ["click", "pointerdown", "mousedown", "keydown"]) made.addEventListener(type, (event) => event.stopPropagation());
    made.addEventListener("click", (event) => event.preventDefault());
    if (kind !== "card" && kind !== "note") return made;
    made.setAttribute("popover", "manual");
    document.documentElement.append(made);
    made.showPopover({ source: kind === "card" ? badge : undefined });
    return made;
  };
  /** Draws the card beside its badge; the style sheet places it. @param {string} of @param {View} view @param {string} tone @param {boolean} answers whether the site has a reply control here */
  const draw = (of, view, tone, answers) => {
    if (of !== key || !badge?.isConnected) return;
    host?.remove();
    host = shell("card", key, [view], tone);
    if (!answers) roots.get(host)?.querySelector("[act=reply]")?.remove();
  };
  /** Says for a while what happened. @param {View} view @param {string} tone */
  const tell = (view, tone) => {
    drop(note);
    note = shell("note", "", [view], tone);
    note.addEventListener("animationend", () => drop(note));
    focusFirst(note);
  };
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !(host ?? note)?.isConnected) return;
    event.stopPropagation();
    host ? close() : drop(note);
  }, true);
  /** `again` asks once more where the worker was stopped before it answered. */
  return { shell, draw, tell, close, again: () => key && !host && ask(key), isOf: (/** @type {string} */ other) => key === other };
}
