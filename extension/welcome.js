// @ts-check
import init, { welcome } from "./engine/duplex.js";

globalThis.browser ??= globalThis.chrome;
await init();
welcome();
