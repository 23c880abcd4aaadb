// @ts-check
// The style of badge, card and folded line: one constructed sheet, which no policy of a page can refuse.
"use strict";

const STYLE = `
:host { all: initial; }
div { box-sizing: border-box; font: 13px/1.45 system-ui, sans-serif; text-align: start; }
.light { --ink: #1b1f27; --soft: #545c6b; --paper: #fff; --line: #d9dde5; --red: #a3230b; --amber: #7a4b00; --green: #0b6b3a; --blue: #1d4ed8; --violet: #6b2fb3; --tint: 9%; }
.dark { --ink: #eceff4; --soft: #a8b0bf; --paper: #1c2028; --line: #39404d; --red: #ff9b85; --amber: #f2c063; --green: #74d9a0; --blue: #9dbdff; --violet: #d0aeff; --tint: 16%; }
.badge { display: inline-flex; gap: 4px; margin-inline-start: 6px; vertical-align: middle; color: var(--ink); }
.pill { --tone: var(--soft); display: inline-flex; align-items: center; gap: 4px; margin: 0; padding: 1px 7px; border: 1px solid color-mix(in srgb, var(--tone) 55%, transparent); border-radius: 99px; background: color-mix(in srgb, var(--tone) var(--tint), var(--paper)); color: var(--tone); font: 600 11px/16px system-ui, sans-serif; letter-spacing: .01em; white-space: nowrap; }
button { cursor: pointer; }
button:focus-visible { outline: 2px solid var(--blue); outline-offset: 1px; }
.shape { font-size: 9px; }
.promo { --tone: var(--amber); } .one-way { --tone: var(--red); } .two-way { --tone: var(--green); }
.unanswered { --tone: var(--blue); } .unanswered-newcomer { --tone: var(--violet); }
.card { position: fixed; inset: auto; width: max-content; max-width: min(380px, 100vw - 16px); max-height: min(70vh, 520px); overflow: auto; margin: 0; padding: 14px 16px; border: 1px solid var(--line); border-radius: 12px; background: var(--paper); color: var(--ink); box-shadow: 0 10px 34px rgb(0 0 0 / .22), 0 1px 4px rgb(0 0 0 / .16); overflow-wrap: anywhere; }
.head { display: flex; flex-wrap: wrap; gap: 6px; }
p { margin: 8px 0 0; } .reason { font-weight: 600; }
ul { margin: 8px 0 0; padding-inline-start: 18px; }
.categories { display: flex; flex-wrap: wrap; gap: 4px; padding: 0; list-style: none; }
.categories li { padding: 0 7px; border-radius: 6px; background: color-mix(in srgb, var(--soft) 15%, transparent); font-size: 12px; }
blockquote { margin: 10px 0 0; padding-inline-start: 10px; border-inline-start: 3px solid var(--line); color: var(--soft); white-space: pre-line; max-height: 168px; overflow: auto; }
mark { background: color-mix(in srgb, var(--amber) 18%, transparent); color: var(--ink); border-bottom: 1px solid var(--amber); }
mark.s2 { border-bottom-width: 2px; } mark.s3 { border-bottom-width: 3px; font-weight: 600; }
mark.against { background: color-mix(in srgb, var(--green) 14%, transparent); border-bottom-color: var(--green); border-bottom-style: dotted; }
.score, .fact, .unknown, .signals { color: var(--soft); font-size: 12px; }
meter { display: block; width: 100%; height: 8px; margin-top: 4px; }
.foot { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 12px; }
.foot button, .show { padding: 3px 10px; border: 1px solid var(--line); border-radius: 7px; background: transparent; color: var(--ink); font: 12px/18px system-ui, sans-serif; }
.foot button:hover, .show:hover { background: color-mix(in srgb, var(--soft) 12%, transparent); }
.fold { display: flex; align-items: center; justify-content: space-between; gap: 10px; padding: 6px 12px; border: 1px dashed var(--line); border-radius: 8px; background: var(--paper); color: var(--soft); }
.fold span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
@media (forced-colors: active) { .pill, .card, .fold { border-color: CanvasText; } mark { background: Mark; color: MarkText; } }
@media print { .badge, .card { display: none; } }
`;
