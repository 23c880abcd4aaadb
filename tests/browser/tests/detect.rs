//! What a page can learn of Duplex, and whether it can steer it. In both browsers; `docs/RELIABILITY.md` says the same
//! in words: where it marks something, a page sees that a badge is there, and nothing of what it says.

use browser_tests::Result;
use browser_tests::feed::{Post, TALK, home};
use browser_tests::hostile::{HOME, faults, open};
use browser_tests::server::Page;
use browser_tests::stage::{Stage, in_both};
use serde_json::{Value, json};

/// Looks for traces and sets traps, as a page's own script. Chromium's driver leaves names of its own.
const SPY: &str = "
    window.heard = [];
    for (const type of ['message', 'messageerror', 'securitypolicyviolation', 'error', 'unhandledrejection', 'storage', 'focusin', 'duplex'])
        addEventListener(type, event => heard.push(type + ' ' + (event.data ?? event.blockedURI ?? event.message ?? '')), true);
    window.called = [];
    const trap = (of, name) => { const own = of[name]; of[name] = function (...given) { called.push(name); return own.apply(this, given); }; };
    for (const name of ['attachShadow', 'setAttribute', 'matches', 'closest', 'prepend', 'after', 'querySelectorAll', 'getBoundingClientRect']) trap(Element.prototype, name);
    for (const name of ['createElement', 'createElementNS', 'querySelectorAll']) trap(Document.prototype, name);
    for (const name of ['addEventListener', 'dispatchEvent']) trap(EventTarget.prototype, name);
    for (const name of ['requestIdleCallback', 'getComputedStyle', 'fetch']) trap(window, name);
    trap(console, 'debug'); trap(console, 'info');
    window.globals = () => [...Object.getOwnPropertyNames(window), ...Object.getOwnPropertyNames(document), ...Object.getOwnPropertyNames(Element.prototype)].filter(name => !/cdc_|^ret_nodes|^se_/.test(name)).sort().join();
    window.databases = async () => JSON.stringify([await indexedDB.databases(), {...localStorage}, {...sessionStorage}, document.cookie, await caches.keys()]);
    window.sheets = document.styleSheets.length;
    window.before = '';
    before = globals();";

/// Everything that it finds, as a list; empty: nothing.
const FOUND: &str = "
    const found = [...heard, ...called];
    const known = new Set(before.split(','));
    found.push(...globals().split(',').filter(name => !known.has(name)).map(name => 'the name ' + name));
    if (document.styleSheets.length !== sheets || document.adoptedStyleSheets.length) found.push('style sheets');
    if (performance.getEntries().some(entry => /-extension:/.test(entry.name))) found.push('performance entries');
    for (const badge of document.querySelectorAll('duplex-badge')) {
        if (badge.shadowRoot || badge.textContent || badge.innerHTML || badge.tabIndex >= 0) found.push('inside of a badge');
        found.push(...badge.getAttributeNames().map(name => name + '=' + badge.getAttribute(name)).filter(a => !['of=badge', 'tone=light'].includes(a)));
    }
    return found;";

#[test]
fn a_page_with_a_badge_learns_that_it_is_there_and_nothing_else() {
    in_both(|kind| async move {
        let stage = Stage::open(kind, &["x.com"]).await?;
        open(&stage, SPY).await?;
        stage.find("duplex-badge").await?;
        assert_eq!(stage.run(FOUND).await?, json!([]));
        let stored = stage
            .browser
            .web
            .execute_async("databases().then(arguments[0])", Vec::new())
            .await?;
        assert_eq!(stored.json(), "[[],{},{},\"\",[]]");
        stage.close().await
    });
}

#[test]
fn a_page_without_a_badge_stays_as_it_was_to_the_last_byte() {
    in_both(|kind| async move {
        let stage = Stage::open(kind, &["x.com"]).await?;
        let posts = [1, 2, 3].map(|id| Post {
            id,
            author: "Ada Brook",
            text: TALK,
        });
        let script = format!(
            "window.whole = () => document.documentElement.outerHTML; window.first = ''; window.changes = 0; {SPY} first = whole();
            new MutationObserver(all => changes += all.length).observe(document, {{childList: true, subtree: true, attributes: true}});"
        );
        let dump = stage
            .show(HOME, Page::html(home(&posts, "", &script)).with_policy(None))
            .await?;
        assert_eq!(dump.items.len(), 3);
        assert_eq!(stage.run(FOUND).await?, json!([]));
        assert_eq!(
            stage.run("return [whole() === first, changes]").await?,
            json!([true, 0])
        );
        stage.close().await
    });
}

/// Files of the package that somebody might ask for.
const FILES: [&str; 7] = [
    "manifest.json",
    "content/page.css",
    "content/card.js",
    "icons/16.png",
    "engine/duplex_bg.wasm",
    "engine/data.bin",
    "popup.html",
];

#[test]
fn no_file_of_the_package_can_be_had_even_by_its_address() {
    in_both(|kind| async move {
        let stage = Stage::open(kind, &["x.com"]).await?;
        open(&stage, "").await?;
        stage.find("duplex-badge").await?;
        let own = stage.browser.page_url("");
        // An address of an extension that is not there.
        let absent = match own.rsplit_once("://") {
            Some((scheme, id)) => format!("{scheme}://{}", id.replace(['a', '6'], "b")),
            None => return Err(format!("{own} is no address").into()),
        };
        for file in FILES {
            let of_ours = tried(&stage, &format!("{own}{file}")).await?;
            let of_none = tried(&stage, &format!("{absent}{file}")).await?;
            assert_eq!(of_ours, of_none, "{file} differs from what is not there");
            assert!(!of_ours.to_string().contains("loaded"), "{file}: {of_ours}");
        }
        stage.close().await
    });
}

/// What comes of loading an address in the ways that a page has.
async fn tried(stage: &Stage, url: &str) -> Result<Value> {
    let script = "
        const [url, done] = arguments;
        const by = tag => new Promise(end => {
            const element = document.createElement(tag);
            element.onload = () => end(tag + ' loaded'); element.onerror = () => end(tag + ' failed');
            if (tag === 'link') { element.rel = 'stylesheet'; element.href = url; } else element.src = url;
            document.body.append(element);
        });
        Promise.all([fetch(url).then(() => 'fetch loaded', error => 'fetch ' + error.name), by('img'), by('script'), by('link'),
            import(url).then(() => 'import loaded', error => 'import ' + error.name)]).then(done);";
    let answer = stage.browser.web.execute_async(script, vec![url.into()]).await?;
    Ok(answer.json().clone())
}

#[test]
fn a_page_cannot_press_our_buttons_or_speak_to_the_engine() {
    in_both(|kind| async move {
        let stage = Stage::open(kind, &["x.com"]).await?;
        open(&stage, "").await?;
        stage.find("duplex-badge").await?;
        let settings: Value = stage.inside().ask(&json!({"ask": "settings"})).await?;
        stage.to_page().await?;
        let id = stage.browser.extension_host();
        let steer = "
            const [id] = arguments, badge = document.querySelector('duplex-badge');
            for (const type of ['pointerover', 'pointerenter', 'mouseover', 'focusin', 'focus', 'pointerdown', 'mousedown', 'click', 'keydown'])
                badge.dispatchEvent(new (type.startsWith('key') ? KeyboardEvent : PointerEvent)(type, {bubbles: true, composed: true, key: 'Enter', pointerType: 'mouse'}));
            badge.click(); badge.focus();
            const messages = [{act: {key: '2', does: 'filter_author'}}, {hello: {url: 'https://a.example/', drawn: []}}, {stop: {}}, {ask: 'save', settings: {paused: true}}, {fault: 'said by a page'}];
            for (const message of messages) {
                postMessage(message, '*'); postMessage(JSON.stringify(message), '*');
                dispatchEvent(new MessageEvent('message', {data: message})); document.dispatchEvent(new CustomEvent('duplex', {detail: message}));
                try { chrome.runtime.sendMessage(id, message); chrome.runtime.connect(id, {name: 'page'}).postMessage(message); } catch {}
                try { browser.runtime.sendMessage(id, message); } catch {}
            }
            window.duplexQuit?.();
            return typeof duplexQuit;";
        let reached = stage.browser.web.execute(steer, vec![id.into()]).await?;
        assert_eq!(reached.json(), "undefined");
        // One more post is read and marked as ever: so much time has passed that an answer would have come.
        stage
            .run("const copy = document.querySelectorAll('article')[1].cloneNode(true); copy.querySelector('duplex-badge').remove();
                copy.querySelectorAll('a').forEach(a => a.href = a.getAttribute('href').replace(/2/g, '3')); document.getElementById('feed').append(copy);")
            .await?;
        stage
            .until("return document.querySelectorAll('duplex-badge').length === 2")
            .await?;
        assert_eq!(
            stage
                .run("return document.querySelectorAll('duplex-card, duplex-note').length")
                .await?,
            0
        );
        let after: Value = stage.inside().ask(&json!({"ask": "settings"})).await?;
        assert_eq!(settings, after);
        assert_eq!(faults(&stage).await?, Vec::new());
        stage.close().await
    });
}
