//! What badges do to the layout of a page: nothing beyond the line that they stand in. Measured in both browsers.

use std::path::Path;

use browser_tests::Result;
use browser_tests::browser::Kind;
use browser_tests::package::root;
use browser_tests::pages::{Entry, Folder};
use browser_tests::server::Page;
use browser_tests::stage::{Stage, host_of, in_both};

/// Most that a badge adds, in pixels: its own line, where none of the page's is beside it, and the line that it splits.
/// Fixtures have no style sheets; on a page with its own it adds nothing.
const LINE: f64 = 19.0 + 18.0;

/// Takes the badges away and puts them back, all in one go, and compares: how many badges there are, by how much at
/// most a single one lets what follows it move down, and whether anything that lies above the first one moves.
const MEASURE: &str = "
    const badges = [...document.querySelectorAll('duplex-badge')];
    const rest = [...document.body.querySelectorAll('*')].filter(e => !e.localName.startsWith('duplex-'));
    const tops = () => rest.map(e => e.getBoundingClientRect()).map(r => [r.top, r.height, r.width]);
    const measured = () => {
        const all = tops();
        return [all, Math.max(0, ...all.map(([top, tall]) => top + tall))];
    };
    const before = measured();
    const places = badges.map(b => [b, b.parentNode, b.nextSibling]);
    for (const b of badges) b.remove();
    const without = measured();
    for (const [b, parent, next] of places.reverse()) parent.insertBefore(b, next);
    const first = badges.length ? Math.min(...badges.map(b => b.getBoundingClientRect().top)) : 0;
    let above = 0;
    rest.forEach((e, i) => {
        const [top, tall, wide] = before[0][i];
        if (wide && tall && top + tall < first - 40) above = Math.max(above, Math.abs(top - without[0][i][0]));
    });
    return [badges.length, badges.length ? (before[1] - without[1]) / badges.length : 0, above];";

/// What the badges of a page do to its layout.
#[derive(Debug)]
struct Shift {
    badges: u64,
    /// Pixels that the page grew by for each badge.
    growth: f64,
    /// Pixels that something above the first badge moved by.
    above: f64,
}

async fn shift(stage: &Stage, folder: &Folder, entry: &Entry) -> Result<Shift> {
    stage.show(&entry.url, Page::html(folder.page(entry)?)).await?;
    let found = stage.run(MEASURE).await?;
    let number = |index: usize| found[index].as_f64().unwrap_or(f64::NAN);
    Ok(Shift {
        badges: number(0) as u64,
        growth: number(1),
        above: number(2),
    })
}

/// Holds the badges of these pages against the promise; at least one page must have some.
async fn hold(kind: Kind, folder: &Folder, entries: &[&Entry]) -> Result<()> {
    let hosts: Vec<&str> = entries.iter().map(|entry| host_of(&entry.url)).collect();
    let stage = Stage::open(kind, &hosts).await?;
    let mut badges = 0;
    for entry in entries {
        let shift = shift(&stage, folder, entry).await?;
        eprintln!("{}: {shift:?}", entry.path);
        badges += shift.badges;
        if shift.growth > LINE || shift.above > 0.5 || shift.growth.is_nan() {
            return Err(format!("{} shifts: {shift:?}", entry.path).into());
        }
    }
    if badges == 0 {
        return Err("no page had a badge".into());
    }
    stage.close().await
}

#[test]
fn badges_move_nothing_beyond_their_own_line() {
    let pages = root().join("tests/pages");
    in_both(|kind| {
        let pages = pages.clone();
        async move {
            let mut folder = Folder::open_below(&pages, &pages.join("x"))?;
            for site in ["linkedin", "mastodon", "wordpress", "hackernews", "bluesky"] {
                folder
                    .entries
                    .extend(Folder::open_below(&pages, &pages.join(site))?.entries);
            }
            hold(kind, &folder, &folder.entries.iter().collect::<Vec<_>>()).await
        }
    });
}

#[test]
fn on_captured_pages_too() {
    let pages = root().join("../shared/pages");
    if !Path::new(&pages).join("pages.json").exists() {
        eprintln!("no captured pages beside the checkout: nothing was held against them");
        return;
    }
    in_both(|kind| {
        let pages = pages.clone();
        async move {
            let folder = Folder::open(&pages)?;
            let wanted = ["linkedin", "mastodon", "hackernews", "wordpress"];
            let entries: Vec<&Entry> = wanted
                .iter()
                .filter_map(|site| folder.entries.iter().find(|entry| entry.site.starts_with(site)))
                .collect();
            hold(kind, &folder, &entries).await
        }
    });
}
