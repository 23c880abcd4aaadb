//! The report on a large record in real browsers: it is sorted and searched, and looked at.

#![allow(clippy::unwrap_used)] // What is missing should fail there and then.

use std::path::PathBuf;
use std::time::Duration;

use browser_tests::Result;
use browser_tests::browser::{Browser, Kind, Setup};
use browser_tests::extension::Inside;
use browser_tests::faces::accessibility;
use browser_tests::package::{Package, root};
use browser_tests::people::import;
use serde_json::Value;
use thirtyfour::By;

const PATIENCE: Duration = Duration::from_secs(120);
fn pictures() -> Result<PathBuf> {
    let folder = root().join("target/report");
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
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
