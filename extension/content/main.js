// @ts-check
// Joins the page to the engine: connects when there is something to say, and stops calmly when it cannot.
"use strict";

(() => {
  const scope = /** @type {{ duplexQuit?: () => void }} */ (globalThis);
  const api = globalThis.browser ?? chrome;
  /** Pause in which a page takes away what it showed at its last address, in milliseconds. */
  const SETTLE = 300;
  /** @type {chrome.runtime.Port | null} */
  let port = null;
  let url = "";
  let wanted = "";
  let over = false;

  // The fragment is part of the address only where a site routes by it.
  const address = () => (/#[!/]/.test(location.href) ? location.href : location.href.split("#")[0]);
  const watcher = new Watcher(post, moved, (key, element, rule) => painter.show(key, element, rule));
  const painter = new Painter(watcher, (key) => {
    wanted = key;
    post({ type: "card", key });
  });

  /** Says hello; the engine answers with what to read. */
  function hello() {
    if (over) return;
    try {
      if (!api.runtime?.id) return quit();
      if (!port) {
        const opened = (port = api.runtime.connect({ name: "page" }));
        opened.onMessage.addListener(receive);
        opened.onDisconnect.addListener(() => {
          if (port === opened) port = null;
          // A worker that rests and an extension that is gone look alike for a moment.
          setTimeout(() => api.runtime?.id || quit(), SETTLE);
        });
      }
      url = address();
      port.postMessage(JSON.stringify({ type: "hello", url: location.href }));
    } catch {
      quit();
    }
  }

  /** @param {object} message @returns {boolean} whether it could be sent; if not, the page will be read anew */
  function post(message) {
    const open = !!port;
    if (open) port?.postMessage(JSON.stringify(message));
    else hello();
    return open;
  }

  /** Starts anew when the page went to another address. @returns {boolean} whether it did */
  function moved() {
    if (url === address() || over) return over;
    url = address();
    watcher.stop();
    painter.clear();
    setTimeout(hello, SETTLE);
    return true;
  }

  /** @param {string} text */
  function receive(text) {
    const message = JSON.parse(text);
    if (over) return;
    if (message.type === "probe") {
      const present = (/** @type {string} */ css) => attempt(css, () => document.querySelector(css) !== null);
      post({ type: "probed", found: [...message.selectors.keys()].filter((index) => present(message.selectors[index])) });
    } else if (message.type === "plan") watcher.start(message);
    else if (message.type === "paint") {
      painter.paint(message.verdicts, message.hide_numbers);
      if (wanted && !watcher.queue.size) post({ type: "card", key: wanted });
    } else if (message.type === "card") {
      wanted = "";
      painter.card.draw(message);
    } else if (message.type === "stop") {
      watcher.stop();
      painter.clear();
    }
  }

  /** Takes away what was drawn, and rests for good. */
  function quit() {
    if (!over) console.info("Duplex has stopped on this page: the extension was updated or removed.");
    over = true;
    port = null;
    watcher.stop();
    painter.clear();
  }

  scope.duplexQuit?.();
  scope.duplexQuit = quit;
  for (const left of document.querySelectorAll("duplex-badge, duplex-fold, duplex-card")) left.remove();
  for (const left of document.querySelectorAll("[data-duplex]")) left.removeAttribute("data-duplex");
  for (const type of ["popstate", "hashchange", "pageshow"]) addEventListener(type, () => url && moved());
  globalThis.navigation?.addEventListener("navigatesuccess", () => url && moved());
  api.runtime.onMessage.addListener((message, _sender, answer) => {
    if (over || !(message?.jump || message?.reread)) return;
    if (message.jump) painter.jump(message.jump);
    else hello();
    answer(true);
  });
  hello();
})();
