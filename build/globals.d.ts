// What the shim finds beside the DOM: Firefox's name for the extension API.
declare const browser: typeof chrome;
