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
  let [url, over] = ["", false];
  // The fragment is part of the address only where a site routes by it.
  const address = () => (/#[!/]/.test(location.href) ? location.href : location.href.split("#")[0]);
  const painter = createPainter(() => watcher, post);
  /** Says hello; the engine answers with what to read. */
  function hello() {
    if (over) return;
    if (!api.runtime?.id) return quit();
    if (!port) {
      const opened = (port = api.runtime.connect({ name: "page" }));
      opened.onMessage.addListener((/** @type {string} */ text) => receive(JSON.parse(text)));
      opened.onDisconnect.addListener(() => {
        if (port === opened) port = null;
        // A worker that rests and an extension that is gone look alike for a moment.
        setTimeout(() => api.runtime?.id || quit(), SETTLE);
      });
    }
    url = address();
    post({ hello: { url: location.href, drawn: [...painter.drawn.keys()] } });
  }
  /** Sends a message; where it cannot be sent, the page is read anew. @param {object} message */
  function post(message) {
    if (port) port.postMessage(JSON.stringify(message));
    else hello();
  }
  /** Starts anew when the page went to another address. @returns {boolean} whether it did */
  function moved() {
    if (over || url === address()) return over;
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
      watcher?.stop();
      watcher = watch(plan, post, moved, painter.show);
      watcher.work();
    }
    if (paint) painter.paint(paint.verdicts, paint.hide_numbers);
    if (card) painter.explain(card.key, card.view);
    if (jump) painter.jump(jump);
    if (tell) painter.tell(tell);
    if (reread) hello();
    if (stop) rest();
    return true;
  }
  /** Takes away what was drawn and reads no more. */
  function rest() {
    watcher = watcher?.stop();
    painter.clear();
  }
  /** Rests for good. */
  function quit() {
    if (!over) console.info("Duplex has stopped on this page: the extension was updated or removed.");
    [over, port] = [true, null];
    rest();
  }
  scope.duplexQuit?.();
  scope.duplexQuit = quit;
  for (const left of document.querySelectorAll("duplex-badge, duplex-fold, duplex-card, duplex-note, [data-duplex]"))
    left.hasAttribute("data-duplex") ? left.removeAttribute("data-duplex") : left.remove();
  addEventListener("pageshow", ({ persisted }) => persisted && hello());
  // On a page of the extension's own, what the faces ask of the background is heard here too.
  api.runtime.onMessage.addListener((message, _sender, answer) => message.ask === undefined && answer(receive(message)));
  hello();
})();
