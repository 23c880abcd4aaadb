// @ts-check
import init, { options } from "./engine/faces.js";

globalThis.browser ??= globalThis.chrome;
await init();
options();
