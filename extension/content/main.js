// @ts-check
// Joins reader and painter to the engine. Connects when there is something to say, stops calmly when it cannot.
"use strict";

(() => {
  const api = globalThis.browser ?? globalThis.chrome;
  /** @type {chrome.runtime.Port | null} */
  let port = null;
  let url = "";
  /** @type {string | null} */
  let wanted = null;

  const watcher = new Watcher(send, (key, element, rule) => painter.show(key, element, rule));
  const painter = new Painter(watcher, (key) => {
    wanted = key;
    post({ type: "card", key });
  });

  /** Says hello; the engine answers with what to read. */
  function open() {
    try {
      const opened = api.runtime.connect({ name: "page" });
      opened.onMessage.addListener(receive);
      opened.onDisconnect.addListener(() => {
        if (port === opened) port = null;
        if (!api.runtime?.id) quit();
      });
      port = opened;
      url = address();
      port.postMessage(JSON.stringify({ type: "hello", url: location.href }));
    } catch {
      quit();
    }
  }

  /** @param {object} message @returns {boolean} whether it could be sent; if not, everything will be read anew */
  function post(message) {
    if (!port) {
      open();
      return false;
    }
    port.postMessage(JSON.stringify(message));
    return true;
  }

  /** @param {object} batch */
  function send(batch) {
    if (url !== address()) {
      painter.clear();
      watcher.stop();
      port?.disconnect();
      port = null;
    }
    return post(batch);
  }

  const address = () => location.href.split("#")[0];

  /** @param {string} text */
  function receive(text) {
    const message = JSON.parse(text);
    if (message.type === "probe") {
      const found = [...message.selectors.keys()].filter((index) => valid(message.selectors[index]) && document.querySelector(message.selectors[index]));
      post({ type: "probed", found });
    } else if (message.type === "plan") watcher.start(message);
    else if (message.type === "paint") {
      painter.paint(message.verdicts, message.hide_numbers);
      if (wanted && watcher.entries.has(wanted) && !watcher.queue.size) post({ type: "card", key: wanted });
    } else if (message.type === "card") {
      if (wanted === message.key) painter.card.open(message);
      wanted = null;
    } else if (message.type === "stop") {
      watcher.stop();
      painter.clear();
    }
  }

  /** The extension was updated or removed: take away what was drawn, and rest. */
  function quit() {
    port = null;
    watcher.stop();
    painter.clear();
  }

  api.runtime.onMessage.addListener((message, _sender, answer) => {
    if (message?.jump) painter.jump(message.jump);
    else if (message?.reread) open();
    else return;
    answer(true);
  });
  for (const left of document.querySelectorAll("duplex-badge, duplex-card, duplex-fold")) left.remove();
  open();
})();
