//! The faces as a person meets them: what is drawn in a page is pressed, what has fields is typed into.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::{WebDriver, WebElement};

use crate::Result;
use crate::audit::Dump;
use crate::browser::{Browser, Kind};
use crate::extension::Inside;
use crate::package::tools;

/// How long something may take to appear.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// The page of the package that holds the demo feed.
pub const FEED: &str = "welcome.html";

/// An element inside a shadow root of ours; needs a package with open roots.
const INSIDE: &str = "
    for (const host of document.querySelectorAll(arguments[0])) {
        const found = host.shadowRoot?.querySelector(arguments[1]);
        if (found) return found;
    }
    return null;";

/// Brings the page's own tab to the front and closes what the extension opened uninvited: without it nothing there
/// gets the focus.
const TO_THE_FRONT: &str = "
    const api = globalThis.browser ?? globalThis.chrome;
    const done = arguments[0];
    (async () => {
        const here = await api.tabs.getCurrent();
        for (const tab of await api.tabs.query({}))
            if (tab.id !== here.id && (tab.url ?? tab.pendingUrl ?? '').startsWith(api.runtime.getURL('')))
                await api.tabs.remove(tab.id);
        await api.tabs.update(here.id, {active: true});
        await api.windows.update(here.windowId, {focused: true});
    })().then(() => done(null), error => done(String(error)));";

/// Opens the demo feed and waits until it is read and painted. Answers its tab.
pub async fn open_feed(browser: &Browser) -> Result<(Inside<'_>, i64)> {
    let feed = Inside::open(browser, FEED).await?;
    let tab = feed.own_tab().await?;
    let settled = |answer: &Result<Dump>| answer.as_ref().is_ok_and(|dump| dump.settled);
    feed.wait_for_dump::<Dump>(tab, PATIENCE, settled).await?;
    browser.web.execute_async(TO_THE_FRONT, Vec::new()).await?;
    drawn(&browser.web, "duplex-badge", "button").await?;
    if browser.kind() == Kind::Chromium {
        // Without a screen no window has the focus of the system.
        let command = "Emulation.setFocusEmulationEnabled";
        browser
            .web
            .cdp()
            .send_raw(command, json!({"enabled": true}))
            .await?;
    }
    until(
        &browser.web,
        "the feed has the focus",
        "return document.hasFocus()",
    )
    .await?;
    Ok((feed, tab))
}

/// The first element that matches within an element of ours, once there is one.
pub async fn drawn(web: &WebDriver, host: &str, inside: &str) -> Result<WebElement> {
    let start = Instant::now();
    loop {
        let found = web.execute(INSIDE, vec![host.into(), inside.into()]).await?;
        if !found.json().is_null() {
            return Ok(found.element()?);
        }
        if start.elapsed() > PATIENCE {
            return Err(format!("{host} {inside} was not drawn").into());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Waits until a script answers true.
pub async fn until(web: &WebDriver, what: &str, script: &str) -> Result<()> {
    let start = Instant::now();
    while web.execute(script, Vec::new()).await?.json() != true {
        if start.elapsed() > PATIENCE {
            return Err(format!("it did not come to this: {what}").into());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

/// The settings in force, asked from the page that is driven: one of the extension's own.
pub async fn settings(web: &WebDriver) -> Result<Value> {
    ask(web, json!({"ask": "settings"}))
        .await
        .map(|answer| answer["settings"].clone())
}

/// One question to the background, asked from the page that is driven.
pub async fn ask(web: &WebDriver, message: Value) -> Result<Value> {
    let script = "
        const api = globalThis.browser ?? globalThis.chrome;
        const [message, done] = arguments;
        api.runtime.sendMessage(JSON.parse(message))
            .then(answer => done(JSON.stringify(answer ?? null)), error => done(JSON.stringify({error: String(error)})));";
    let answer = web
        .execute_async(script, vec![message.to_string().into()])
        .await?;
    Ok(serde_json::from_str(answer.json().as_str().unwrap_or("null"))?)
}

/// What axe-core finds on the page that is driven, with its impact; nothing is the aim.
pub async fn accessibility(web: &WebDriver) -> Result<Vec<String>> {
    let path = tools().join("npm/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&path)
        .map_err(|error| format!("{}, run ./build.sh setup: {error}", path.display()))?;
    let script = format!(
        "const done = arguments[arguments.length - 1];
        {axe};
        const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
        window.axe.run(document, {{runOnly: rules, resultTypes: ['violations']}}).then(
            found => done(found.violations.flatMap(rule => rule.nodes.map(node =>
                `${{rule.impact}}: ${{rule.id}}: ${{node.target}}: ${{node.html}} ${{node.failureSummary}}`))),
            error => done(['axe failed: ' + error]));"
    );
    Ok(web.execute_async(script, Vec::new()).await?.convert()?)
}

/// Shows pages in a window of this size, smaller than a real window can be. Chromium only; elsewhere nothing changes.
pub async fn resize(browser: &Browser, width: u32, height: u32) -> Result<()> {
    if browser.kind() == Kind::Chromium {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        let command = "Emulation.setDeviceMetricsOverride";
        browser.web.cdp().send_raw(command, size).await?;
    }
    Ok(())
}
