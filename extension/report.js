// @ts-check
import init, { report } from "./engine/faces.js";

globalThis.browser ??= globalThis.chrome;
await init();
report();
