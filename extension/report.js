// @ts-check
import init, { report } from "./engine/duplex.js";

globalThis.browser ??= globalThis.chrome;
await init();
report();
