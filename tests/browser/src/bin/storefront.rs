//! The pictures that the stores ask for beside the listings: exactly 1,280 by 800 pixels, in English and German.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use browser_tests::browser::{Browser, Kind, Setup};
use browser_tests::faces::{PATIENCE, drawn, open_feed, resize};
use browser_tests::options::Options;
use browser_tests::package::{Package, root};
use browser_tests::people::import;
use browser_tests::{Result, run_tool};
use thirtyfour::By;

const USAGE: &str = "usage: storefront [--out DIR]";

/// What both stores take.
const SIZE: (u32, u32) = (1280, 800);

/// Width and height of the whole popup; what is shown of it ends lower down than a browser would end it.
const POPUP: (u32, u32) = (380, 860);

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    run_tool("storefront", run()).await
}

async fn run() -> Result<()> {
    let options = Options::parse(std::env::args().skip(1), &["out"], &[])?;
    if !options.rest.is_empty() {
        return Err(USAGE.into());
    }
    let out = options
        .value("out")
        .map_or_else(|| root().join("docs/store"), PathBuf::from);
    std::fs::create_dir_all(&out)?;
    for language in ["en", "de"] {
        pictures(language, &out).await?;
    }
    Ok(())
}

async fn pictures(language: &str, out: &Path) -> Result<()> {
    let setup = Setup {
        language: language.into(),
        ..Setup::new(Kind::Chromium)
    };
    let package = Package::built(Kind::Chromium)?.with_open_roots()?;
    let browser = Browser::start(&setup, package).await?;
    let web = &browser.web;
    let path = |name: &str| out.join(format!("{name}.{language}.png"));
    let parts = tempfile::tempdir()?;
    let (_, tab) = open_feed(&browser).await?;
    resize(&browser, SIZE.0, SIZE.1).await?;
    let badge = drawn(web, "duplex-badge", ".pill.one-way").await?;
    let scroll = "arguments[0].scrollIntoView({block: 'start'}); scrollBy(0, -120);";
    web.execute(scroll, vec![badge.to_json()?]).await?;
    web.screenshot(&parts.path().join("feed.png")).await?;
    badge.click().await?;
    drawn(web, "duplex-card", "[role=dialog]").await?;
    // The card fades in.
    tokio::time::sleep(Duration::from_millis(500)).await;
    web.screenshot(&path("card")).await?;

    browser.open_page(&format!("popup.html?tab={tab}")).await?;
    let counts = By::Css("body[aria-busy=false] .counts");
    browser.wait_for(counts, PATIENCE).await?;
    resize(&browser, POPUP.0, POPUP.1).await?;
    tokio::time::sleep(Duration::from_millis(200)).await;
    web.screenshot(&parts.path().join("popup.png")).await?;
    // As it hangs below the toolbar, over the page that it is about.
    let over = parts.path().join("over.html");
    std::fs::write(
        &over,
        "<!doctype html><style>body{margin:0;background:url(feed.png)}img{position:fixed;right:24px;top:8px;
         height:760px;object-fit:cover;object-position:top;border-radius:10px;
         box-shadow:0 0 0 1px #0003,0 12px 40px #0005}</style><img src=popup.png>",
    )?;
    resize(&browser, SIZE.0, SIZE.1).await?;
    web.goto(format!("file://{}", over.display())).await?;
    web.screenshot(&path("popup")).await?;

    browser.open_page("report.html").await?;
    import(&browser, 24).await?;
    web.refresh().await?;
    let author = By::Css("body:not([aria-busy=true]) #people:not([hidden]) tbody a");
    browser.wait_for(author, PATIENCE).await?;
    resize(&browser, SIZE.0, SIZE.1).await?;
    tokio::time::sleep(Duration::from_millis(200)).await;
    web.screenshot(&path("report")).await?;
    browser.stop().await
}
