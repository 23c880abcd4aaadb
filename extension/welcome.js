// @ts-check
import init, { welcome } from "./engine/faces.js";

globalThis.browser ??= globalThis.chrome;
await init();
welcome();
