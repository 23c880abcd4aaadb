// @ts-check
import init, { popup } from "./engine/faces.js";

globalThis.browser ??= globalThis.chrome;
await init();
popup();
