//! Pages that changed under the reader: whatever is lost ends as unknown or unrecognised, never as an accusation.

#![allow(clippy::unwrap_used, clippy::print_stdout)] // A page that cannot be prepared should fail there and then.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use browser_tests::Result;
use browser_tests::audit::{self, Dump, Item, Line};
use browser_tests::browser::{Browser, Kind, Setup};
use browser_tests::extension::Inside;
use browser_tests::mutate::Mutation;
use browser_tests::package::Package;
use browser_tests::pages::{Entry, Folder};
use browser_tests::server::{Page, Server, host};
use serde_json::json;

/// The fixtures of all sites.
fn fixtures() -> Vec<(Folder, Entry)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../pages");
    let mut folders: Vec<_> = std::fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    let folders = folders.iter().filter(|folder| folder.join("pages.json").exists());
    let opened = folders.map(|folder| Folder::open_below(folder.parent().unwrap(), folder).unwrap());
    opened
        .flat_map(|folder| {
            let entries = folder.entries.clone();
            entries.into_iter().map(move |entry| (folder.clone(), entry))
        })
        .collect()
}

/// A folder of pages in the order given, each under the address it has.
fn folder(pages: &[(String, &Entry, Vec<u8>)]) -> (tempfile::TempDir, Folder) {
    let place = tempfile::Builder::new()
        .prefix("duplex-mutants-")
        .tempdir()
        .unwrap();
    let mut list = Vec::new();
    for (name, entry, page) in pages {
        std::fs::write(place.path().join(name), page).unwrap();
        list.push(json!({"path": name, "url": entry.url, "lang": entry.lang, "site": entry.site}));
    }
    std::fs::write(place.path().join("pages.json"), json!(list).to_string()).unwrap();
    let folder = Folder::open(place.path()).unwrap();
    (place, folder)
}

async fn read(folder: &Folder, kind: Kind) -> Result<BTreeMap<String, Line>> {
    let mut lines = BTreeMap::new();
    audit::run(folder, kind, |line| {
        lines.insert(line.path().to_owned(), line.clone());
        Ok(())
    })
    .await?;
    Ok(lines)
}

fn accused(line: &Line) -> impl Iterator<Item = &Item> {
    line.items().iter().filter(|item| {
        item.state.as_deref() == Some("unanswered") || item.label.as_deref() == Some("one_way")
    })
}

/// Accusations that the page itself, unchanged, does not bear out; and pages that could not be read.
fn wrongs(before: &Line, name: &str, after: &Line) -> Vec<String> {
    if let Line::Failed { error, .. } = after {
        return vec![format!("{name}: {error}")];
    }
    let borne_out = |item: &&Item| accused(before).any(|known| known.text_start == item.text_start);
    accused(after)
        .filter(|item| !borne_out(item))
        .map(|item| format!("{name}: {:?} of {:?} is accused", item.text_start, item.author))
        .collect()
}

async fn nobody_is_accused(kind: Kind, mutations: &[Mutation]) -> Result<()> {
    let fixtures = fixtures();
    let name = |index: usize, mutation: &str| format!("{index:03}-{mutation}.html");
    let page = |(folder, entry): &(Folder, Entry)| folder.page(entry).unwrap();
    let whole: Vec<_> = fixtures
        .iter()
        .enumerate()
        .map(|(index, fixture)| (name(index, "whole"), &fixture.1, page(fixture)))
        .collect();
    let (_place, pages) = folder(&whole);
    let before = read(&pages, kind).await?;
    let mut mutants = Vec::new();
    for (index, fixture) in fixtures.iter().enumerate() {
        let items = before[&name(index, "whole")].items();
        assert!(
            !items.is_empty(),
            "{}: nothing was read of the page as it is",
            fixture.1.path
        );
        let answers = items.iter().filter(|item| item.op && item.kind == "comment");
        let answers: Vec<&str> = answers.map(|item| item.text_start.as_str()).collect();
        let text = String::from_utf8(page(fixture))?;
        // Where nothing is ever said for certain there is little to lose: one mutation each, in turn.
        let certain =
            |item: &Item| matches!(item.state.as_deref(), Some("unanswered" | "answered_by_others"));
        let chosen = if items.iter().any(certain) {
            mutations
        } else {
            &mutations[index % mutations.len()..][..1]
        };
        for mutation in chosen {
            let mutant = mutation.apply(&text, &answers);
            if mutant != text {
                let name = name(index, &format!("{mutation:?}").replace(['(', ')'], ""));
                mutants.push((name, &fixture.1, mutant.into_bytes()));
            }
        }
    }
    let (_place, pages) = folder(&mutants);
    let after = read(&pages, kind).await?;
    let wrongs: Vec<String> = mutants
        .iter()
        .flat_map(|(name, entry, _)| {
            let whole = &before[&format!("{}-whole.html", &name[..3])];
            wrongs(whole, &format!("{} {name}", entry.path), &after[name])
        })
        .collect();
    println!("{} pages, {} mutants", fixtures.len(), mutants.len());
    assert!(wrongs.is_empty(), "in {kind}:\n{}", wrongs.join("\n"));
    Ok(())
}

#[tokio::test(flavor = "current_thread")]
async fn nobody_is_accused_in_chromium() -> Result<()> {
    nobody_is_accused(Kind::Chromium, &Mutation::ALL).await
}

/// Both browsers run one engine and one shim; here a part of the mutations shows that they read alike.
#[tokio::test(flavor = "current_thread")]
async fn nobody_is_accused_in_firefox() -> Result<()> {
    use Mutation::{Collapse, Cut, DropTestIds, RenameAllClasses};
    nobody_is_accused(Kind::Firefox, &[Collapse, Cut, DropTestIds, RenameAllClasses]).await
}

/// What the places of a virtual list hold moves on by one place, as when it scrolls; the elements stay.
const RECYCLE: &str = "
    const places = [...document.querySelectorAll(arguments[0])];
    const held = places.map(place => place.innerHTML);
    places.forEach((place, index) => { place.innerHTML = held[(index + 1) % held.length]; });";

/// Lists whose elements are used again: page, address, places.
const LISTS: [(&str, &str, &str); 2] = [
    (
        "x/status_de.html",
        "https://x.com/milahorn/status/21",
        "[data-testid=cellInnerDiv]",
    ),
    (
        "mastodon/thread_de.html",
        "https://weben.example/@runa/901",
        ".scrollable > [tabindex='-1']",
    ),
];

fn texts(items: &[Item]) -> Vec<String> {
    let mut texts: Vec<String> = items.iter().map(|item| item.text_start.clone()).collect();
    texts.sort();
    texts
}

/// Elements that show another item by now carry nothing of the item before.
#[tokio::test(flavor = "current_thread")]
async fn recycled_elements_accuse_nobody_in_chromium() -> Result<()> {
    let server = Server::start()?;
    let package = Package::built(Kind::Chromium)?.with_hosts(LISTS.map(|(_, url, _)| host(url)))?;
    let quiet = package.quiet_page().to_owned();
    let setup = Setup {
        server: Some(server.port()),
        ..Setup::new(Kind::Chromium)
    };
    let browser = Browser::start(&setup, package).await?;
    let page = browser.web.window().await?;
    let inside = Inside::open(&browser, &quiet).await?;
    for (path, url, places) in LISTS {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../pages").join(path);
        server.serve(url, Page::html(std::fs::read(file)?));
        browser.web.switch_to_window(page.clone()).await?;
        browser.web.goto(url).await?;
        let tab = inside.enter().await?;
        let patience = Duration::from_secs(20);
        let whole = |dump: &Result<Dump>| {
            dump.as_ref()
                .is_ok_and(|dump| dump.settled && dump.items.len() > 4)
        };
        let before: Dump = inside.wait_for_dump(tab, patience, whole).await?;
        browser.web.switch_to_window(page.clone()).await?;
        browser.web.execute(RECYCLE, vec![json!(places)]).await?;
        inside.enter().await?;
        // The engine looks at the changes a moment later; then it knows the same items, each of them once.
        tokio::time::sleep(Duration::from_secs(1)).await;
        let after: Dump = inside.wait_for_dump(tab, patience, whole).await?;
        assert_eq!(texts(&before.items), texts(&after.items), "{path}");
        let accused = |dump: &Dump| -> Vec<String> {
            let items = dump
                .items
                .iter()
                .filter(|item| item.state.as_deref() == Some("unanswered"));
            items.map(|item| item.text_start.clone()).collect()
        };
        let known = accused(&before);
        for text in accused(&after) {
            assert!(known.contains(&text), "{path}: {text} is accused");
        }
    }
    browser.stop().await
}
