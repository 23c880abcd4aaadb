//! Our own small pages in the shape of each site, under their real host names and the strictest policy, in both browsers.

use std::collections::BTreeMap;
use std::path::Path;

use browser_tests::Result;
use browser_tests::audit::{self, Item, Line};
use browser_tests::browser::Kind;
use browser_tests::faces::settings;
use browser_tests::package::root;
use browser_tests::pages::Folder;
use browser_tests::server::Page;
use browser_tests::stage::{Stage, in_both};
use serde_json::json;
use thirtyfour::{By, WebElement};

/// All fixture folders as one, with what must be read of each page.
fn fixtures() -> Result<(Folder, BTreeMap<String, Vec<Item>>)> {
    let top = root().join("tests/pages");
    let mut all = Folder {
        path: top.clone(),
        entries: Vec::new(),
    };
    let mut expected = BTreeMap::new();
    for site in std::fs::read_dir(&top)? {
        let folder = Folder::open_below(&top, &site?.path())?;
        for entry in &folder.entries {
            let items = folder.expected(entry)?;
            let items = items.ok_or_else(|| format!("{} has no .expect.json", entry.path))?;
            expected.insert(entry.path.clone(), items);
        }
        all.entries.extend(folder.entries);
    }
    Ok((all, expected))
}

/// Items as expectations name them: badges depend on the models, which have measurements of their own.
fn without_labels(items: &[Item]) -> Vec<Item> {
    let plain = |item: &Item| Item {
        label: None,
        ..item.clone()
    };
    items.iter().map(plain).collect()
}

#[test]
fn every_fixture_is_read_as_it_should_be() {
    let (folder, expected) = fixtures().unwrap_or_else(|error| panic!("{error}"));
    assert!(folder.entries.len() >= 15, "where are the fixtures?");
    in_both(|kind| {
        let (folder, expected) = (folder.clone(), expected.clone());
        async move {
            let mut wrong = String::new();
            audit::run(&folder, kind, |line| {
                wrong += &difference(line, &expected[line.path()]);
                Ok(())
            })
            .await?;
            if wrong.is_empty() {
                Ok(())
            } else {
                Err(wrong.into())
            }
        }
    });
}

/// What differs between a page as read and as expected, in words.
fn difference(line: &Line, expected: &[Item]) -> String {
    let (path, layout, items) = match line {
        Line::Failed { path, error } => return format!("\n{path}: {error}"),
        Line::Read {
            path, layout, items, ..
        } => (path, layout, without_labels(items)),
    };
    let mut wrong = String::new();
    // The page around a Disqus frame is of no site that is known by name.
    let wanted_layout = if path.starts_with("generic/") || path == "disqus/blog_de.html" {
        "generic"
    } else {
        "recognised"
    };
    if layout != wanted_layout {
        wrong += &format!("\n{path}: layout {layout}");
    }
    if items.len() != expected.len() {
        wrong += &format!("\n{path}: {} items, not {}", items.len(), expected.len());
    }
    for (index, (got, wanted)) in items.iter().zip(expected).enumerate() {
        if got != wanted {
            wrong += &format!("\n{path}, item {index}:\n  read     {got:?}\n  expected {wanted:?}");
        }
    }
    wrong
}

/// The captured pages beside the checkout, where they are: the marks of the first six sites.
#[test]
fn captured_pages_are_read_alike_and_nobody_is_accused() {
    const SIX: [&str; 6] = ["x", "mastodon", "linkedin", "wordpress", "hackernews", "bluesky"];
    let captured = root().join("../shared/pages");
    if !captured.join("pages.json").exists() {
        eprintln!("no captured pages at {}: nothing measured", captured.display());
        return;
    }
    let read = |kind: Kind| captured_lines(&captured, &SIX, kind);
    let results = std::sync::Mutex::new(Vec::new());
    in_both(|kind| {
        let (read, results) = (read(kind), &results);
        async move {
            let lines = read.await?;
            results
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner)
                .push(lines);
            Ok(())
        }
    });
    let results = results.into_inner().unwrap_or_default();
    assert_eq!(results[0], results[1], "the browsers differ");
    let folder = some_sites(&captured, &SIX).unwrap_or_else(|error| panic!("{error}"));
    let (_, all) =
        browser_tests::table::by_site(&folder, &results[0]).unwrap_or_else(|error| panic!("{error}"));
    let share = |share: browser_tests::score::Share| share.value().unwrap_or(0.0);
    assert!(share(all.found) >= 0.95, "{all:?}");
    assert!(share(all.invented) <= 0.02, "{all:?}");
    assert!(share(all.parent) >= 0.95, "{all:?}");
    assert_eq!(all.accused, 0, "{all:?}");
}

async fn captured_lines(captured: &Path, sites: &[&str], kind: Kind) -> Result<Vec<Line>> {
    let folder = some_sites(captured, sites)?;
    let mut lines = Vec::new();
    audit::run(&folder, kind, |line| {
        lines.push(line.clone());
        Ok(())
    })
    .await?;
    Ok(lines)
}

fn some_sites(captured: &Path, sites: &[&str]) -> Result<Folder> {
    let mut folder = Folder::open(captured)?;
    folder
        .entries
        .retain(|entry| sites.contains(&entry.site.as_str()));
    Ok(folder)
}

/// A page in no shape that anything shipped knows.
const NOTES: &str = r#"<!doctype html><title>Tide table</title><div class="top"><h1>Tide table for March</h1><b>Jorun</b></div>
    <div class="note" data-n="1"><b>Aila</b><span>Is the table for the old harbour or for the new one?</span></div>
    <div class="note" data-n="2"><b>Jorun</b><span>For the new one.</span></div>"#;

/// A description of it.
const DESCRIPTION: &str = r#"{ "site": "tides", "name": "Tides", "checked": "2026-11",
  "hosts": ["tides.example"],
  "posts": [{ "select": ".top", "author": "b", "text": "h1" }],
  "comments": [{ "select": ".note", "id": "@data-n", "author": "b", "text": "span" }] }"#;

#[test]
fn a_description_of_the_readers_own_is_checked_kept_and_read_by() {
    in_both(|kind| async move {
        let stage = Stage::open(kind, &["tides.example"]).await?;
        let page = Page::html(NOTES);
        let dump = stage.show("https://tides.example/march", page).await?;
        assert!(dump.items.is_empty(), "{dump:?}");

        open_options(&stage).await?;
        // What is wrong is said with its place, and nothing of it is kept.
        for (mistake, place) in [
            (
                ("\"text\": \"span\"", "\"text\": \"span:not(b\""),
                "comments[0].text",
            ),
            (("\"hosts\": [", "\"hosts\": [1,"), "hosts"),
            (("\"text\": \"h1\" }]", "\"text\": \"h1\" }"), "line 4"),
        ] {
            let bad = DESCRIPTION.replace(mistake.0, mistake.1);
            assert_ne!(bad, DESCRIPTION);
            describe(&stage, &bad).await?;
            press(&stage, "#own-site-buttons .primary").await?;
            let said = stage.find("#own-site-said .wrong").await?.text().await?;
            assert!(said.contains(place), "{kind}: {said} instead of {place}");
            assert_eq!(
                settings(&stage.browser.web).await?["own_sites"],
                json!([]),
                "{kind}"
            );
            describe(&stage, "").await?;
        }
        let selected = "const field = document.getElementById('own-site');
            return field.value.slice(field.selectionStart, field.selectionEnd).includes('posts')";
        describe(
            &stage,
            &DESCRIPTION.replace("\"select\": \".top\",", "\"select\": .top,"),
        )
        .await?;
        press(&stage, "#own-site-buttons button").await?;
        stage.until(selected).await?;

        // Checking keeps nothing; adding does, and the open page is read anew.
        describe(&stage, DESCRIPTION).await?;
        press(&stage, "#own-site-buttons button").await?;
        stage
            .until(
                "return /Tides.*tides[.]example/.test(document.getElementById('own-site-said').textContent)",
            )
            .await?;
        assert_eq!(
            settings(&stage.browser.web).await?["own_sites"],
            json!([]),
            "{kind}"
        );
        press(&stage, "#own-site-buttons .primary").await?;
        stage
            .until("return !!document.querySelector('#own-sites li b')")
            .await?;
        assert_eq!(stage.find("#own-sites li b").await?.text().await?, "Tides");
        let dump = stage
            .dump_when("read by the description", |dump| dump.items.len() == 3)
            .await?;
        assert_eq!(dump.layout, "recognised");
        let authors: Vec<_> = dump.items.iter().map(|item| item.author.as_deref()).collect();
        assert_eq!(authors, [Some("Jorun"), Some("Aila"), Some("Jorun")]);

        // One of the same name takes the place of the other; taken out, it is read by no more.
        open_options(&stage).await?;
        describe(&stage, &DESCRIPTION.replace("Tides", "Tide tables")).await?;
        press(&stage, "#own-site-buttons .primary").await?;
        stage
            .until("return document.querySelector('#own-sites li b')?.textContent === 'Tide tables'")
            .await?;
        assert_eq!(
            settings(&stage.browser.web).await?["own_sites"]
                .as_array()
                .map(Vec::len),
            Some(1)
        );
        press(&stage, "#own-sites li button:last-of-type").await?;
        stage
            .until("return !document.querySelector('#own-sites li')")
            .await?;
        stage
            .dump_when("read as before", |dump| dump.items.is_empty() && dump.settled)
            .await?;
        stage.close().await
    });
}

/// Opens the options and waits until they can be used; what asks for a reading closes them again.
async fn open_options(stage: &Stage) -> Result<()> {
    stage.open_face("options.html").await?;
    let ready = "body[aria-busy=false] #own-site-buttons .primary";
    stage.find(ready).await.map(|_| ())
}

/// Types a description into the field of the options.
async fn describe(stage: &Stage, text: &str) -> Result<()> {
    let field: WebElement = stage.find("#own-site").await?;
    field.clear().await?;
    stage
        .run("document.getElementById('own-site-said').replaceChildren()")
        .await?;
    Ok(field.send_keys(text).await?)
}

async fn press(stage: &Stage, css: &str) -> Result<()> {
    let button = stage.browser.web.find(By::Css(css)).await?;
    button.scroll_into_view().await?;
    Ok(button.click().await?)
}
