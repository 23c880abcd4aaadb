//! From navigation to the first badge, with the background stopped before.

use std::time::{Duration, Instant};

use super::{Figure, ROUNDS, feed, median};
use crate::Result;
use crate::browser::{Browser, Kind, Setup};
use crate::extension::Inside;
use crate::package::Package;
use crate::server::Server;

/// How long the first badge may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Time from navigation to the first badge, beside the same page's DOMContentLoaded.
pub async fn figures(kind: Kind) -> Result<Vec<Figure>> {
    let server = Server::start()?;
    server.serve(feed::URL, feed::page());
    server.serve(
        "https://blank.example/",
        crate::server::Page::html("<title>blank</title>"),
    );
    let setup = Setup {
        server: Some(server.port()),
        ..Setup::new(kind)
    };
    let package = Package::built(kind)?;
    let (quiet, id) = (package.quiet_page().to_owned(), package.firefox_id().to_owned());
    let browser = Browser::start(&setup, package).await?;
    let page = browser.web.window().await?;
    browser.web.goto("https://blank.example/").await?;
    let inside = Inside::open(&browser, &quiet).await?;
    inside.enter().await?;
    let own = browser.web.window().await?;
    browser.web.switch_to_window(own).await?;
    browser.web.close_window().await?;
    browser.web.switch_to_window(page).await?;
    let (mut badges, mut loaded) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        browser.web.goto("https://blank.example/").await?;
        stop_background(&browser, &id).await?;
        browser.web.goto(feed::URL).await?;
        let start = Instant::now();
        let badge = loop {
            let answer = browser.web.execute("return feed.badge", Vec::new()).await?;
            match answer.json().as_f64() {
                Some(time) => break time,
                None if start.elapsed() > PATIENCE => return Err("no badge after a cold start".into()),
                None => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        };
        badges.push(badge);
        let script = "return performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd";
        let answer = browser.web.execute(script, Vec::new()).await?;
        loaded.push(answer.json().as_f64().unwrap_or_default());
    }
    browser.stop().await?;
    let name = format!("cold_first_badge_{kind}");
    Ok(vec![Figure::new(
        name,
        median(&badges),
        "ms",
        Some(median(&loaded)),
    )])
}

/// Stops the extension's background as the browser does it when it rests.
async fn stop_background(browser: &Browser, id: &str) -> Result<()> {
    match browser.kind() {
        Kind::Chromium => {
            for command in ["enable", "stopAllWorkers", "disable"] {
                browser.dev_tools(&format!("ServiceWorker.{command}")).await?;
            }
        }
        Kind::Firefox => {
            let script = "const [id, done] = arguments;
                WebExtensionPolicy.getByID(id).extension.terminateBackground({ignoreDevToolsAttached: true}).then(() => done(true), e => done(String(e)));";
            browser.in_window(script, vec![id.into()]).await?;
        }
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    Ok(())
}
