//! Pictures of every face, light and dark, in German, 360 px wide, right to left, at twice the size and in forced
//! colours, on one page that shows them all.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use browser_tests::browser::{Browser, Kind, Setup};
use browser_tests::faces::{PATIENCE, drawn, open_feed, resize};
use browser_tests::options::Options;
use browser_tests::package::{Package, root};
use browser_tests::people::import;
use browser_tests::{Result, run_tool};
use serde_json::json;
use thirtyfour::By;

const USAGE: &str = "usage: screenshots [--out DIR] [--only LOOK]";

/// Tallest picture of a page, in pixels.
const TALL: u64 = 7000;

/// The look from right to left: the page is turned by hand, as no language of the faces is written so.
const RTL: &str = "rtl";

/// The look of a reader whose system chooses the colours.
const FORCED: &str = "forced";

/// One look at the faces: name, browser, dark, language, width. Firefox speaks the language that it was built in.
type Look = (&'static str, Kind, bool, &'static str, u32);

const LOOKS: [Look; 8] = [
    ("light", Kind::Chromium, false, "en", 1000),
    ("dark", Kind::Chromium, true, "en", 1000),
    ("german", Kind::Chromium, false, "de", 1000),
    ("narrow", Kind::Chromium, false, "en", 360),
    (RTL, Kind::Chromium, false, "en", 1000),
    // A window of 1,000 pixels at 200 %.
    ("zoomed", Kind::Chromium, false, "en", 500),
    (FORCED, Kind::Chromium, true, "en", 1000),
    ("firefox", Kind::Firefox, false, "en", 1000),
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    run_tool("screenshots", run()).await
}

async fn run() -> Result<()> {
    let options = Options::parse(std::env::args().skip(1), &["out", "only"], &[])?;
    if !options.rest.is_empty() {
        return Err(USAGE.into());
    }
    let out = options
        .value("out")
        .map_or_else(|| root().join("target/screenshots"), PathBuf::from);
    std::fs::create_dir_all(&out)?;
    let mut sheet = String::from(
        "<!doctype html><meta charset=utf-8><title>Faces</title><style>img{max-width:32%;vertical-align:top;border:1px solid #888;margin:3px}</style>",
    );
    for look in LOOKS {
        if options.value("only").is_some_and(|only| only != look.0) {
            continue;
        }
        sheet.push_str(&format!("<h2>{}</h2>", look.0));
        for name in pictures(look, &out).await? {
            sheet.push_str(&format!("<img src=\"{name}\" alt=\"{name}\">"));
        }
    }
    std::fs::write(out.join("index.html"), sheet)?;
    use std::io::Write;
    writeln!(std::io::stdout(), "{}", out.join("index.html").display())?;
    Ok(())
}

/// Takes the pictures of one look and answers their names.
async fn pictures((look, kind, dark, language, width): Look, out: &Path) -> Result<Vec<String>> {
    let setup = Setup {
        dark,
        language: language.into(),
        size: (width.max(500), 900),
        ..Setup::new(kind)
    };
    let package = Package::built(kind)?.with_open_roots()?;
    let browser = Browser::start(&setup, package).await?;
    let web = &browser.web;
    let mut names = Vec::new();
    let mut name = |face: &str| {
        let name = format!("{look}-{face}.png");
        names.push(name.clone());
        out.join(name)
    };
    let (_, tab) = open_feed(&browser).await?;
    resize(&browser, width, 900).await?;
    turn(&browser, look).await?;
    web.screenshot(&name("feed")).await?;
    let badge = drawn(web, "duplex-badge", ".pill.one-way").await?;
    badge.scroll_into_view().await?;
    badge.click().await?;
    drawn(web, "duplex-card", "[role=dialog]").await?;
    // The card fades in.
    tokio::time::sleep(Duration::from_millis(500)).await;
    web.screenshot(&name("card")).await?;
    drawn(web, "duplex-card", "[act=filter_such]")
        .await?
        .click()
        .await?;
    drawn(web, "duplex-fold", ".why").await?;
    tokio::time::sleep(Duration::from_millis(300)).await;
    web.screenshot(&name("folded")).await?;
    drawn(web, "duplex-note", "[act=undo]").await?.click().await?;
    drawn(web, "duplex-badge", ".pill.one-way").await?;

    browser.open_page(&format!("popup.html?tab={tab}")).await?;
    let counts = By::Css("body[aria-busy=false] .counts");
    browser.wait_for(counts, PATIENCE).await?;
    turn(&browser, look).await?;
    tall(&browser, width.min(380), &name("popup")).await?;
    for (page, ready) in [
        ("options.html", "body[aria-busy=false] #how table"),
        ("welcome.html", "#access p"),
        ("report.html", "body[aria-busy=false]"),
    ] {
        browser.open_page(page).await?;
        browser.wait_for(By::Css(ready), PATIENCE).await?;
        turn(&browser, look).await?;
        let face = page.trim_end_matches(".html");
        let face = if face == "report" { "report-empty" } else { face };
        tall(&browser, width, &name(face)).await?;
    }
    import(&browser, 24).await?;
    web.refresh().await?;
    let author = By::Css("body:not([aria-busy=true]) #people:not([hidden]) tbody a");
    let author = browser.wait_for(author, PATIENCE).await?;
    turn(&browser, look).await?;
    tall(&browser, width, &name("report")).await?;
    author.click().await?;
    browser.wait_for(By::Css("#one svg.plot"), PATIENCE).await?;
    tall(&browser, width, &name("author")).await?;
    browser.stop().await?;
    Ok(names)
}

/// Writes the page from right to left or in the system's colours, where that is the look.
async fn turn(browser: &Browser, look: &str) -> Result<()> {
    if look == FORCED {
        let forced = json!({"features": [{"name": "forced-colors", "value": "active"}]});
        let tools = browser.web.cdp();
        tools.send_raw("Emulation.setEmulatedMedia", forced).await?;
    }
    if look == RTL {
        let script = "document.documentElement.dir = 'rtl'";
        browser.web.execute(script, Vec::new()).await?;
    }
    Ok(())
}

/// A picture of a whole page, as tall as it is.
async fn tall(browser: &Browser, width: u32, path: &Path) -> Result<()> {
    resize(browser, width, 900).await?;
    let height = "return document.documentElement.scrollHeight";
    let height = browser.web.execute(height, Vec::new()).await?;
    let height = height.json().as_u64().unwrap_or(900).clamp(200, TALL) as u32;
    resize(browser, width, height).await?;
    tokio::time::sleep(Duration::from_millis(200)).await;
    browser.web.screenshot(path).await?;
    resize(browser, 1000, 900).await
}
