// @ts-check
import init, { popup } from "./engine/duplex.js";

globalThis.browser ??= globalThis.chrome;
await init();
popup();
