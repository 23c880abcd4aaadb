//! Our own small pages in the shape of each site, under their real host names and the strictest policy, in both browsers.

use std::collections::BTreeMap;
use std::path::Path;

use browser_tests::Result;
use browser_tests::audit::{self, Item, Line};
use browser_tests::browser::Kind;
use browser_tests::package::root;
use browser_tests::pages::Folder;
use browser_tests::stage::in_both;

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
