// @ts-check
// Joins the page to the engine: connects when there is something to say, and stops calmly when it cannot.
"use strict";

(() => {
  /** Pause in which a page takes away what it showed at its last address, in milliseconds. */
  const SETTLE = 300;
  const scope = /** @type {{ duplexQuit?: () => void }} */ (globalThis);
  const api = globalThis.browser ?? chrome;
  let port = /** @type {chrome.runtime.Port | null} */ (null);
  let watcher = /** @type {Watcher | undefined} */ (undefined);
  let [url, over, owed] = ["", false, 0];
  // The fragment is part of the address only where a site routes by it.
  const address = () => (/#[!/]/.test(location.href) ? location.href : location.href.split("#")[0]);
  /** Sends a message; where it cannot be sent, the page is read anew. @param {object} message */
  const post = (message) => (port ? ((owed += "batch" in message || "hello" in message ? 1 : 0), port.postMessage(JSON.stringify(message))) : hello());
  const painter = createPainter(() => watcher, post);
  const faults = /** @type {Set<string>} */ (new Set());
  attempt.failed = (what) => faults.size < 20 && !faults.has(what) && (faults.add(what), port?.postMessage(JSON.stringify({ fault: what })));
  /** Takes away what was drawn and reads no more. */
  const rest = () => ((watcher = watcher?.stop()), painter.clear());
  /** Says hello; the engine answers with what to read. */
  function hello() {
    if (over || !api.runtime?.id) return quit();
    if (!port) {
      const opened = (port = api.runtime.connect({ name: "page" }));
      opened.onMessage.addListener((/** @type {string} */ text) => attempt(() => receive(JSON.parse(text))));
      opened.onDisconnect.addListener(() => {
        if (port === opened) port = null;
        // A worker that rests and an extension that is gone look alike for a moment; what is owed is asked for again, once.
        setTimeout(() => (api.runtime?.id ? owed > 0 && !port && (hello(), (owed = -99)) : quit()), SETTLE);
      });
    }
    [url, owed] = [address(), 0];
    post({ hello: { url: location.href, drawn: [...painter.drawn.keys()] } });
  }
  /** Starts anew when the page went to another address, or is full. @param {boolean} full @returns {boolean} whether it did */
  function moved(full) {
    if (over || (url === address() && !full)) return over;
    url = address();
    rest();
    setTimeout(hello, SETTLE);
    return true;
  }
  /** @param {ToPage} message @returns {boolean} whether this page is still being served */
  function receive({ plan, paint, card, jump, tell, reread, stop }) {
    if (over) return false;
    if (plan) {
      sheet.replaceSync(plan.style);
      (owed = Math.min(0, owed)), watcher?.stop();
      watcher = watch(plan, post, moved, painter.show);
      watcher.work();
    }
    if (paint) painter.paint(paint.verdicts, paint.hide_numbers), (owed = Math.max(0, owed - 1));
    if (card) painter.explain(card.key, card.view);
    if (jump) painter.jump(jump);
    if (tell) painter.tell(tell);
    if (reread) hello();
    if (stop) (owed = 0), rest();
    return true;
  }
  /** Rests for good. */
  function quit() {
    if (!over) console.info("Duplex has stopped on this page: the extension was updated or removed.");
    [over, port] = [true, null];
    rest();
  }
  scope.duplexQuit?.();
  scope.duplexQuit = quit;
  hello();
  for (const left of attempt(() => document.querySelectorAll("duplex-badge, duplex-fold, duplex-card, duplex-note, [data-duplex]")) ?? [])
    left.hasAttribute("data-duplex") ? left.removeAttribute("data-duplex") : left.remove();
  addEventListener("pageshow", ({ persisted }) => persisted && hello());
  // On a page of the extension's own, what the faces ask of the background is heard here too.
  api.runtime.onMessage.addListener((message, _sender, answer) => message.ask === undefined && answer(receive(message)));
})();
