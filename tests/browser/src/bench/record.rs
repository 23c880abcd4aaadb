//! The record: a replay of many batches, each held against the first ones, and the report on what they left.

use std::time::Duration;

use serde_json::Value;
use thirtyfour::By;

use super::Figure;
use crate::Result;
use crate::browser::{Browser, Kind, Setup};
use crate::extension::Inside;
use crate::package::Package;

/// Items that are replayed.
const ITEMS: u32 = 100_000;
/// A task as long as this is felt, in milliseconds.
const FELT: f64 = 100.0;

/// An engine of its own in the extension's page: the same code on the same database as the background's.
const START: &str = "
    const done = arguments[arguments.length - 1];
    (async () => {
        const api = globalThis.browser ??= globalThis.chrome;
        const engine = await import(api.runtime.getURL('engine/duplex.js'));
        const record = await import(api.runtime.getURL('engine/record.js'));
        await Promise.all([engine.default(), record.default()]);
        const data = new Uint8Array(await (await fetch(api.runtime.getURL('engine/data.bin'))).arrayBuffer());
        window.bench = {record, background: engine.Background.start(data, JSON.stringify({retention_items: 1000000}))};
    })().then(() => done(null), error => done(String(error)));";

/// Replays batches `from` to `to`; each is a post with 19 comments on a page of its own. Answers milliseconds spent in
/// the record. One batch in five shows an old thread again, with answers that it had not before.
const REPLAY: &str = "
    const [from, to, done] = arguments;
    const { record, background } = window.bench;
    const fields = (by, text, depth) => [by, by, null, text, null, '2026-03-01T09:00:00', 'en', null, null, depth];
    const words = n => `Which bearing would you take for number ${n}, and how do you keep it clean in winter at ${n % 17}?`;
    (async () => {
        let spent = 0;
        for (let batch = from; batch < to; batch++) {
            const again = batch % 5 === 4 && batch > 20;
            const thread = again ? batch - 17 : batch;
            const post = fields(`author${thread % 1000}`, `${words(thread)} And what of ${thread * 7919}?`, null);
            const items = [[0, `p${thread}`, null, null, post, []]];
            for (let n = 0; n < 19; n++) {
                const own = again && n % 2;
                const by = own ? `author${thread % 1000}` : `asker${(thread * 19 + n) % 9000}`;
                items.push([1, `c${thread}-${n}`, items[n][1], null, fields(by, words(n), own ? '1' : '0'), []]);
            }
            background.receive(1, 0, JSON.stringify({hello: {url: `https://news.ycombinator.com/item?id=${thread}`}}));
            background.receive(1, 0, JSON.stringify({batch: {site: 'hackernews', items, pending: 0}}));
            const told = background.tell(1, 0);
            if (!told) throw new Error('nothing was told');
            const start = performance.now();
            if (!await record.remember(told, false)) throw new Error('nothing was remembered');
            spent += performance.now() - start;
        }
        return spent;
    })().then(done, error => done(String(error)));";

const COUNT: &str = "
    const done = arguments[arguments.length - 1];
    window.bench.record.record(JSON.stringify({state: {}})).then(done, error => done(String(error)));";

/// Notes the longest time between two turns of the page's event loop, in `longest`.
const WATCH: &str = "
    const { port1, port2 } = new MessageChannel();
    let last = performance.now();
    window.longest = 0;
    port1.onmessage = () => {
        const now = performance.now();
        window.longest = Math.max(window.longest, now - last);
        last = now;
        port2.postMessage(0);
    };
    port2.postMessage(0);";

/// Batches measured together: a thousand items.
const TOGETHER: u32 = 50;

/// What a batch of 20 costs at the end of the replay against its beginning, whether all was kept, and how long the report's
/// page was blocked.
pub async fn figures(kind: Kind) -> Result<Vec<Figure>> {
    let browser = Browser::start(&Setup::new(kind), Package::built(kind)?).await?;
    browser.web.set_script_timeout(Duration::from_secs(300)).await?;
    Inside::open(&browser, "options.html").await?;
    call(&browser, START, Vec::new()).await?;
    let mut costs = Vec::new();
    for from in (0..ITEMS / 20).step_by(TOGETHER as usize) {
        let spent = call(&browser, REPLAY, vec![from.into(), (from + TOGETHER).into()]).await?;
        costs.push(spent.as_f64().ok_or_else(|| format!("{kind}: {spent}"))? / f64::from(TOGETHER));
    }
    let state = call(&browser, COUNT, Vec::new()).await?;
    let state: Value = serde_json::from_str(state.as_str().unwrap_or("null"))?;
    let kept = state["items"]
        .as_f64()
        .ok_or_else(|| format!("{kind}: {state}"))?;
    // One thread in five is an old one that is seen again.
    let seen = f64::from(
        (0..ITEMS / 20)
            .filter(|batch| batch % 5 != 4 || *batch <= 20)
            .count() as u32
            * 20,
    );
    let (first, last) = (costs.first().copied(), costs.last().copied());
    let [opening, sorting, searching] = report_blocks(&browser).await?;
    browser.stop().await?;
    let block = |name: &str, value| Figure::new(format!("report_{name}_{kind}"), value, "ms", Some(FELT));
    Ok(vec![
        Figure::new(
            format!("record_batch_{kind}"),
            last.unwrap_or_default(),
            "ms",
            first,
        ),
        Figure::new(format!("record_items_{kind}"), kept, "items", Some(seen)),
        block("opening", opening),
        block("sorting", sorting),
        block("searching", searching),
    ])
}

/// The longest that the report's page was blocked while it opened, was sorted by each column, and was searched; in
/// milliseconds.
async fn report_blocks(browser: &Browser) -> Result<[f64; 3]> {
    browser.open_page("report.html").await?;
    let web = &browser.web;
    web.execute(WATCH, Vec::new()).await?;
    let table = By::Css("body:not([aria-busy=true]) tbody tr");
    browser.wait_for(table, Duration::from_secs(120)).await?;
    let longest = async || {
        tokio::time::sleep(Duration::from_millis(400)).await;
        let answer = web
            .execute(
                "const l = window.longest; window.longest = 0; return l",
                Vec::new(),
            )
            .await?;
        Ok::<f64, crate::Failure>(answer.json().as_f64().unwrap_or(f64::NAN))
    };
    let opening = longest().await?;
    let mut sorting: f64 = 0.0;
    for column in 1..=6 {
        let press =
            format!("setTimeout(() => document.querySelector('th:nth-child({column}) button').click())");
        web.execute(press, Vec::new()).await?;
        sorting = sorting.max(longest().await?);
    }
    let search = "setTimeout(() => {
        const box = document.querySelector('#search');
        box.value = 'asker77';
        box.dispatchEvent(new Event('input'));
    })";
    web.execute(search, Vec::new()).await?;
    Ok([opening, sorting, longest().await?])
}

async fn call(browser: &Browser, script: &str, arguments: Vec<Value>) -> Result<Value> {
    let answer = browser.web.execute_async(script, arguments).await?;
    match answer.json() {
        Value::String(text) if !text.starts_with('{') => Err(text.clone().into()),
        found => Ok(found.clone()),
    }
}
