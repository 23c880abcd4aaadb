//! Shows the extension on its own demo feed: prints what it found, saves screenshots, and with a display stays open.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use browser_tests::audit::{Dump, Item};
use browser_tests::browser::{Browser, Kind, Setup};
use browser_tests::extension::Inside;
use browser_tests::options::Options;
use browser_tests::package::{Package, root};
use browser_tests::{Result, run_tool};
use thirtyfour::By;

const USAGE: &str = "usage: demo [--browser chromium|firefox] [--out DIR]";

/// The page of the package that holds the feed.
const PAGE: &str = "welcome.html";

/// How long the feed may take to be read and painted.
const PATIENCE: Duration = Duration::from_secs(30);

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    run_tool("demo", run()).await
}

async fn run() -> Result<()> {
    let options = Options::parse(std::env::args().skip(1), &["browser", "out"], &[])?;
    if !options.rest.is_empty() {
        return Err(USAGE.into());
    }
    let kind = options.value("browser").unwrap_or("chromium").parse::<Kind>()?;
    let out = options
        .value("out")
        .map_or_else(|| root().join("target/demo"), PathBuf::from);
    std::fs::create_dir_all(&out)?;
    let mut stdout = io::stdout();
    for (dark, scheme) in [(false, "light"), (true, "dark")] {
        let setup = Setup {
            dark,
            ..Setup::new(kind)
        };
        let dump = picture(&setup, &out, scheme).await?;
        if !dark {
            stdout.write_all(found(&dump).as_bytes())?;
        }
    }
    writeln!(stdout, "\nscreenshots: {}", out.display())?;
    if ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some())
    {
        writeln!(stdout, "close the browser to end")?;
        show(&Setup {
            window: true,
            ..Setup::new(kind)
        })
        .await?;
    }
    Ok(())
}

/// Takes the three screenshots in one colour scheme and answers what the engine read.
async fn picture(setup: &Setup, out: &Path, scheme: &str) -> Result<Dump> {
    let browser = Browser::start(setup, Package::built(setup.kind)?).await?;
    let feed = Inside::open(&browser, PAGE).await?;
    let tab = feed.own_tab().await?;
    let dump = feed
        .wait_for_dump(tab, PATIENCE, |answer: &Result<Dump>| {
            answer.as_ref().is_ok_and(|dump| dump.settled)
        })
        .await?;
    if dump.items.is_empty() {
        return Err("nothing was read on the demo feed".into());
    }
    let badge = browser.wait_for(By::Css("duplex-badge"), PATIENCE).await?;
    let save = |name: &str| out.join(format!("{name}-{scheme}.png"));
    browser.web.screenshot(&save("feed")).await?;
    badge.scroll_into_view().await?;
    browser
        .web
        .action_chain()
        .move_to_element_center(&badge)
        .perform()
        .await?;
    browser.wait_for(By::Css("duplex-card"), PATIENCE).await?;
    // The card fades in.
    tokio::time::sleep(Duration::from_millis(500)).await;
    browser.web.screenshot(&save("card")).await?;
    browser.open_page(&format!("popup.html?tab={tab}")).await?;
    // The popup asks the background when it opens; it is filled when nothing in it is busy.
    let body = browser
        .wait_for(By::Css("body:not([aria-busy=true]) main"), PATIENCE)
        .await?;
    body.screenshot(&save("popup")).await?;
    browser.stop().await?;
    Ok(dump)
}

/// Opens the feed in a window and waits until the reader closes it.
async fn show(setup: &Setup) -> Result<()> {
    let browser = Browser::start(setup, Package::built(setup.kind)?).await?;
    browser.open_page(PAGE).await?;
    while browser.web.windows().await.is_ok_and(|open| !open.is_empty()) {
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    Ok(())
}

/// Counts by kind and badge, then the marked items in a line each.
fn found(dump: &Dump) -> String {
    let mut counts = BTreeMap::<(&str, &str), usize>::new();
    for item in &dump.items {
        *counts
            .entry((
                &item.kind,
                item.label.as_deref().or(item.state.as_deref()).unwrap_or("-"),
            ))
            .or_default() += 1;
    }
    let mut text = format!("layout {}: {} items\n", dump.layout, dump.items.len());
    for ((kind, label), count) in counts {
        text.push_str(&format!("{count:4}  {kind:<8} {label}\n"));
    }
    text.push('\n');
    for Item {
        label,
        author,
        text_start,
        ..
    } in &dump.items
    {
        if let Some(label) = label {
            text.push_str(&format!(
                "{label:<22} {:<18} {text_start}\n",
                author.as_deref().unwrap_or("?")
            ));
        }
    }
    text
}
