// @ts-check
// The looks of everything that is drawn: one sheet for all shadow roots, and a shape for each label. Data only.
"use strict";

/** Colours keep WCAG AA contrast in light and dark; the host's `tone` follows the page, not the system. */
var STYLE = `
:host{all:initial!important;color-scheme:light!important;pointer-events:auto!important;color:var(--ink)!important;
font:500 11px/15px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif!important;
--ink:light-dark(#1f2937,#e8ebf0);--soft:light-dark(#596273,#a3adbc);--paper:light-dark(#fff,#1c2027);--edge:light-dark(#d9dee6,#3a424e);
--wash:light-dark(#f4f6f9,#272d36);--glow:light-dark(#fff1c2,#54430f);--focus:light-dark(#2563eb,#7fb0ff)}
:host([tone=dark]){color-scheme:dark!important}
:host([of=badge]){display:inline-flex!important;flex:none!important;flex-wrap:wrap!important;gap:4px!important;margin:-1px 6px!important;vertical-align:middle!important;position:relative!important;z-index:1!important}
:host([of=fold]){display:flex!important;align-items:center!important;gap:8px!important;padding:6px 12px!important;white-space:nowrap!important;overflow:hidden!important}
:host([of=card]){position:fixed!important;inset:var(--top) auto auto var(--left)!important;max-width:calc(100vw - 16px)!important}
:host([of=card]:not(:popover-open)){display:none!important}
.pill{all:unset;box-sizing:border-box;display:inline-flex;align-items:center;gap:4px;height:17px;padding:0 7px 0 6px;border:1px solid var(--line);border-radius:9px;
background:var(--fill);color:var(--text);white-space:nowrap;cursor:default;font:500 11px/15px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;font-variant-numeric:tabular-nums}
button.pill{cursor:pointer;transition:border-color .12s}button.pill:hover{border-color:var(--text)}
button:focus-visible{outline:2px solid var(--focus);outline-offset:1px}svg{width:9px;height:9px;flex:none;overflow:visible}
.ad{--text:light-dark(#4a5568,#c5cedb);--fill:light-dark(#f1f4f8,#2a313c);--line:light-dark(#cfd7e2,#475263)}
.promo{--text:light-dark(#8a3f0a,#f5c66b);--fill:light-dark(#fff5dc,#352a12);--line:light-dark(#efd08d,#6a5221)}
.one-way{--text:light-dark(#a11b2b,#ff9ea4);--fill:light-dark(#ffefef,#3a1b20);--line:light-dark(#f3bcc0,#75343c)}
.two-way{--text:light-dark(#17653a,#7fdca3);--fill:light-dark(#e9f8ef,#15301f);--line:light-dark(#a8dcbc,#2c6040)}
.unanswered{--text:light-dark(#1d4fa8,#9cc2ff);--fill:light-dark(#ecf3ff,#182a47);--line:light-dark(#b4cdf6,#355588)}
.unanswered-newcomer{--text:light-dark(#6b2fa3,#d5b3ff);--fill:light-dark(#f6efff,#2c1f42);--line:light-dark(#d6bff2,#5b4287)}
.answered-by-others{--text:light-dark(#14605f,#7cd8d3);--fill:light-dark(#e6f7f6,#12302f);--line:light-dark(#a3d8d5,#2a605d)}
.why{color:var(--soft);font-weight:400;font-size:12px;overflow:hidden;text-overflow:ellipsis}
.act{all:unset;box-sizing:border-box;padding:3px 9px;border:1px solid var(--edge);border-radius:7px;background:var(--wash);color:var(--ink);font:500 12px/16px system-ui,sans-serif;cursor:pointer;white-space:nowrap}
.act:hover{border-color:var(--soft)}
.box{box-sizing:border-box;width:360px;max-width:100%;max-height:min(70vh,520px);overflow:auto;overscroll-behavior:contain;padding:12px 14px;border:1px solid var(--edge);
border-radius:10px;background:var(--paper);box-shadow:0 1px 2px #0001,0 8px 28px #0003;font-size:13px;font-weight:400;line-height:19px}
.box>*{margin:0 0 9px}.box>:last-child{margin:0}.row{display:flex;flex-wrap:wrap;gap:5px}.tag{padding:0 7px;border-radius:5px;background:var(--wash);color:var(--soft);font-size:12px;line-height:17px}
.lead{font-weight:500}.soft{color:var(--soft);font-size:12px;line-height:17px}h2{font:600 12px/17px system-ui,sans-serif;color:var(--soft);margin-bottom:2px}ul{padding:0;padding-inline-start:16px}
blockquote{padding:7px 10px;border-inline-start:3px solid var(--edge);border-radius:4px;background:var(--wash);white-space:pre-wrap;overflow-wrap:anywhere;max-height:190px;overflow:auto}
mark{background:var(--glow);color:inherit;border-radius:2px;text-decoration:underline solid currentColor 1px;text-underline-offset:3px}
mark.w2{text-decoration-thickness:2px}mark.w3{text-decoration-thickness:3px;font-weight:600}mark.no{background:none;text-decoration-style:dotted}.foot{border-top:1px solid var(--edge);padding-top:10px}
@media (forced-colors:active){.pill,.act,.box{border-color:ButtonText}}
@media (prefers-reduced-motion:no-preference){.box{animation:in .12s ease-out}@keyframes in{from{opacity:0;transform:translateY(3px)}}}
@media print{:host{display:none!important}}`;

/** Shape of each label: a filled path, and one that is drawn as a line. @type {Record<string, [string, string?]>} */
var SHAPES = {
  ad: ["M3 3h6v6H3z"], promo: ["M6 .8L11.2 6 6 11.2.8 6z"], "one-way": ["M2 1l9 5-9 5z"],
  "two-way": ["", "M1 3.8h9M7.4 1.2L10 3.8 7.4 6.4M11 8.4H2M4.6 5.8L2 8.4 4.6 11"], unanswered: ["", "M6 1.5a4.5 4.5 0 1 0 .01 0z"],
  "unanswered-newcomer": ["", "M6 .8v10.4M1.5 3.4l9 5.2M10.5 3.4l-9 5.2"], "answered-by-others": ["M6 1.5a4.5 4.5 0 0 1 0 9z", "M6 1.5a4.5 4.5 0 1 0 .01 0z"],
};
