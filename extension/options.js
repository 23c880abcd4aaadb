// @ts-check
import init, { options } from "./engine/duplex.js";

globalThis.browser ??= globalThis.chrome;
await init();
options();
