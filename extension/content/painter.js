// @ts-check
// The painter: draws the engine's verdicts. Text of a page is only ever set as text.
"use strict";

/** Draws badges on the elements that a watcher knows. */
class Painter {
  /** @param {Watcher} watcher @param {(key: string) => void} ask */
  constructor(watcher, ask) {
    this.watcher = watcher;
    this.ask = ask;
    /** @type {Map<string, { badges: { label: string, text: object, reason: object }[], treatment: string }>} */
    this.verdicts = new Map();
  }
  show() {}
  paint(verdicts) {
    for (const verdict of verdicts) this.verdicts.set(verdict.key, verdict);
  }
  card() {}
  jump() {}
  clear() {
    this.verdicts.clear();
  }
}
