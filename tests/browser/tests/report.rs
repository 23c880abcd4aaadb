//! The report on a large record in real browsers: it is sorted and searched, and looked at.

#![allow(clippy::unwrap_used)] // What is missing should fail there and then.

use std::path::PathBuf;
use std::time::Duration;

use browser_tests::Result;
use browser_tests::browser::{Browser, Kind, Setup};
use browser_tests::extension::Inside;
use browser_tests::faces::accessibility;
use browser_tests::package::{Package, root};
use serde_json::{Value, json};
use thirtyfour::By;

const PATIENCE: Duration = Duration::from_secs(120);
const DAY: f64 = 86_400_000.0;

const NAMES: [&str; 12] = [
    "Ada Brook",
    "Bram Voss",
    "Chiara Lenti",
    "Dilan Kaya",
    "Esra Öz",
    "Femke de Wit",
    "Gil Amar",
    "Hanne Petersen",
    "Ines Faro",
    "Jonas Weil",
    "Kofi Mensah",
    "Lúcia Prado",
];
const SITES: [&str; 4] = ["x", "mastodon", "hackernews", "linkedin"];

/// A record of so many authors with two posts each and a few comments; the first is the reader and has forty posts.
fn file(authors: u32, now: f64) -> String {
    let today = (now / DAY) as u32;
    let (mut people, mut items) = (Vec::new(), Vec::new());
    let id = |n: u32| format!("{}\nperson{n}", SITES[n as usize % 4]);
    for n in 0..authors {
        let name = format!("{} {}", NAMES[n as usize % 12], n / 12 + 1);
        let link = format!("https://people.example/{n}");
        people.push(
            json!({"id": id(n), "site": SITES[n as usize % 4], "name": name, "handle": format!("person{n}"),
            "link": link, "own": n == 0, "first": now - f64::from(n % 170) * DAY, "last": today - n % 90}),
        );
        let posts = if n < 3 { 40 } else { 1 + n % 2 };
        for p in 0..posts {
            let post = format!("{}\np{n}-{p}", SITES[n as usize % 4]);
            let written = now - f64::from(p) * 14.0 * DAY - f64::from(n % 13) * DAY;
            let promo = (n + p) % 5 < n % 4;
            let kinds = if promo {
                json!(["sale", "webinar"])
            } else {
                json!([])
            };
            items.push(
                json!({"i": post, "b": id(n), "f": written, "l": today - n % 90, "w": written, "a": written,
                "x": {"p": {"promo": promo, "kinds": kinds}}}),
            );
            let comments = if n < 3 { 4 } else { n % 4 };
            for c in 0..comments {
                let state = [
                    "answered",
                    "answered",
                    "unanswered",
                    "answered_by_others",
                    "unknown",
                ][((n * 7 + p * 3 + c) % 5) as usize];
                let waits = state.starts_with("unanswered") || state.ends_with("others");
                let (page, start) = if waits {
                    (
                        "https://pond.example/thread/7",
                        "Which of the two would you take if the ground is wet all winter?",
                    )
                } else {
                    ("", "")
                };
                items.push(json!({"i": format!("{}\nc{n}-{p}-{c}", SITES[n as usize % 4]), "b": id((n + c + 4) % authors),
                    "f": written, "l": today - n % 90, "w": written + DAY, "a": written,
                    "x": {"c": {"p": post, "q": true, "s": state, "k": written, "m": c == 1, "n": c == 0 && n % 200 < 3,
                        "u": page, "t": start}}}));
            }
        }
    }
    json!({"duplex_record": 1, "authors": people, "items": items}).to_string()
}

fn now() -> f64 {
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    now.as_secs_f64() * 1000.0
}

fn pictures() -> Result<PathBuf> {
    let folder = root().join("target/report");
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

async fn import(browser: &Browser, authors: u32) -> Result<()> {
    let question = json!({"import": {"file": file(authors, now()), "replace": true}}).to_string();
    let send = "
        const done = arguments[arguments.length - 1];
        const api = globalThis.browser ?? globalThis.chrome;
        api.runtime.sendMessage({ask: 'record', question: arguments[0]}).then(answer => done(answer.text), error => done(String(error)));";
    browser.web.set_script_timeout(PATIENCE).await?;
    let answer = browser.web.execute_async(send, vec![question.into()]).await?;
    let state: Value = serde_json::from_str(answer.json().as_str().unwrap_or("null"))?;
    if state["authors"] != json!(authors) {
        return Err(format!("not taken in: {}", answer.json()).into());
    }
    Ok(())
}

async fn opened(browser: &Browser) -> Result<()> {
    browser
        .wait_for(
            By::Css("body:not([aria-busy=true]) #people:not([hidden]) tbody tr"),
            PATIENCE,
        )
        .await?;
    Ok(())
}

#[tokio::test]
async fn the_table_is_sorted_searched_and_led_by_the_reader() -> Result<()> {
    for kind in Kind::BOTH {
        let browser = Browser::start(&Setup::new(kind), Package::built(kind)?).await?;
        Inside::open(&browser, "options.html").await?;
        import(&browser, 1_000).await?;
        browser.open_page("report.html").await?;
        opened(&browser).await?;
        let run = async |script: &str| {
            Ok::<Value, browser_tests::Failure>(browser.web.execute(script, Vec::new()).await?.json().clone())
        };
        assert_eq!(
            run("return document.querySelectorAll('tbody tr').length").await?,
            50
        );
        assert_eq!(
            run("return document.querySelector('tbody tr').className").await?,
            "own"
        );
        let sorted = "
            document.querySelector('th:nth-child(1) button').click();
            const names = [...document.querySelectorAll('tbody tr:not(.own) a')].map(a => a.textContent.toLowerCase());
            return [document.activeElement.textContent, names.every((name, i) => !i || names[i - 1] <= name)].join();";
        assert_eq!(run(sorted).await?, "Author,true");
        run("document.querySelector('#pages button:last-child').click()").await?;
        let page = run("return document.querySelector('#pages span').textContent").await?;
        assert_eq!(page, "51 to 100 of 1,000");
        browser
            .web
            .find(By::Css("#search"))
            .await?
            .send_keys("lúcia prado 70")
            .await?;
        let start = std::time::Instant::now();
        while run("return document.querySelectorAll('tbody tr').length").await? != 1 {
            assert!(start.elapsed() < PATIENCE, "{kind}: not found");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        browser.stop().await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_report_is_looked_at_in_both_schemes_wide_and_narrow() -> Result<()> {
    let folder = pictures()?;
    for (kind, dark, language, size) in [
        (Kind::Chromium, false, "en", (1100, 1000)),
        (Kind::Chromium, true, "de", (500, 1000)),
        (Kind::Firefox, true, "en", (1100, 1000)),
        (Kind::Firefox, false, "de", (500, 1000)),
    ] {
        let setup = Setup {
            dark,
            language: language.into(),
            size,
            ..Setup::new(kind)
        };
        let browser = Browser::start(&setup, Package::built(kind)?).await?;
        let name = |what: &str| {
            folder.join(format!(
                "{kind}-{what}-{}.png",
                if dark { "dark" } else { "light" }
            ))
        };
        browser.open_page("report.html").await?;
        browser
            .wait_for(
                By::Css("body:not([aria-busy=true]) #nothing:not([hidden])"),
                PATIENCE,
            )
            .await?;
        narrow(&browser, size).await?;
        browser.web.screenshot(&name("empty")).await?;
        import(&browser, 400).await?;
        browser.web.refresh().await?;
        opened(&browser).await?;
        narrow(&browser, size).await?;
        let wider = "return document.documentElement.scrollWidth > document.documentElement.clientWidth";
        assert_eq!(
            browser.web.execute(wider, Vec::new()).await?.json(),
            false,
            "{kind} {size:?}"
        );
        browser.web.screenshot(&name("table")).await?;
        assert_eq!(accessibility(&browser.web).await?, [""; 0], "{kind}, table");
        browser
            .web
            .execute(
                "document.querySelector('#waiting-part').scrollIntoView()",
                Vec::new(),
            )
            .await?;
        browser.web.screenshot(&name("waiting")).await?;
        browser
            .web
            .execute("document.querySelector('tbody a').click()", Vec::new())
            .await?;
        browser.wait_for(By::Css("#one svg.plot"), PATIENCE).await?;
        assert_eq!(
            browser.web.execute(wider, Vec::new()).await?.json(),
            false,
            "{kind} {size:?}"
        );
        browser.web.screenshot(&name("author")).await?;
        assert_eq!(accessibility(&browser.web).await?, [""; 0], "{kind}, author");
        browser
            .web
            .execute("document.querySelector('figure').scrollIntoView()", Vec::new())
            .await?;
        browser.web.screenshot(&name("plots")).await?;
        browser.stop().await?;
    }
    Ok(())
}

/// Windows do not go below 500 pixels: the page is held to the 360 of a phone instead.
async fn narrow(browser: &Browser, size: (u32, u32)) -> Result<()> {
    if size.0 < 600 {
        let hold = "document.documentElement.style.width = '360px'; document.documentElement.style.overflow = 'hidden'";
        browser.web.execute(hold, Vec::new()).await?;
    }
    Ok(())
}
