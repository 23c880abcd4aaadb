//! The layout's own rules: floors, file sizes, where hosts and markup may be named.

#![allow(clippy::unwrap_used)] // A test that cannot read the tree should fail there and then.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below `folder` that end in one of `endings`.
fn files(folder: &str, endings: &[&str]) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            open.extend(
                entries
                    .map(|entry| entry.unwrap().path())
                    .filter(|p| !p.ends_with("target")),
            );
        } else if endings
            .iter()
            .any(|ending| path.to_string_lossy().ends_with(ending))
        {
            let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            found.push((path.strip_prefix(root()).unwrap().to_owned(), text));
        }
    }
    assert!(!found.is_empty(), "no {endings:?} below {folder}");
    found.sort();
    found
}

/// Lines of `text` that are code, not comment.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.starts_with("//"))
}

#[test]
fn every_rust_file_says_what_it_is_and_stays_short() {
    for (path, text) in files("src", &[".rs"]).into_iter().chain(files("tests", &[".rs"])) {
        assert!(
            text.starts_with("//! "),
            "{}: does not begin with //!",
            path.display()
        );
        let lines = text.lines().count();
        assert!(lines <= 400, "{}: {lines} lines", path.display());
    }
}

#[test]
fn floors_import_only_what_lies_below() {
    let below: &[(&str, &[&str])] = &[
        ("src/values", &[]),
        ("src/text", &["values"]),
        ("src/judge", &["values", "text", "judge"]),
        ("src/threads", &["values", "threads"]),
        ("src/sites", &["values", "sites"]),
        ("src/embedded", &["values", "embedded"]),
        ("src/record", &["values", "text", "threads", "record"]),
        (
            "src/engine",
            &[
                "values", "text", "judge", "threads", "sites", "embedded", "record", "engine",
            ],
        ),
    ];
    let floors = [
        "values", "text", "judge", "threads", "sites", "embedded", "record", "engine", "web",
    ];
    for (folder, allowed) in below.iter().filter(|(folder, _)| root().join(folder).exists()) {
        for (path, text) in files(folder, &[".rs"]) {
            for line in code(&text) {
                for floor in floors.iter().filter(|floor| !allowed.contains(floor)) {
                    let names = [format!("crate::{floor}::"), format!("crate::{floor};")];
                    let own = folder.ends_with(floor);
                    assert!(
                        own || !names.iter().any(|n| line.contains(n)),
                        "{}: {line}",
                        path.display()
                    );
                }
            }
        }
    }
}

#[test]
fn only_the_browser_floor_knows_the_browser() {
    for (path, text) in files("src", &[".rs"])
        .into_iter()
        .filter(|(path, _)| !path.starts_with("src/web"))
    {
        for name in ["web_sys", "js_sys", "wasm_bindgen", "gloo"] {
            assert!(
                !code(&text).any(|line| line.contains(name)),
                "{}: names {name}",
                path.display()
            );
        }
    }
}

/// The background starts often: what its modules do not need would be loaded each time.
#[test]
fn the_wasm_modules_stay_light() {
    let judging = fs::read_to_string(root().join("src/web/background.rs")).unwrap();
    for word in ["async ", "Promise", "JsFuture", "web::record"] {
        assert!(!judging.contains(word), "the judging module knows {word}");
    }
    // Generated readers and writers take some kilobytes for each shape; `src/values` has one reader and one writer.
    for folder in ["src/record", "src/web/record", "src/web/faces"] {
        for (path, text) in files(folder, &[".rs"]) {
            assert!(
                !code(&text).any(|line| line.contains("serde")),
                "{}: serde",
                path.display()
            );
        }
    }
}

#[test]
fn the_shim_is_short_knows_no_site_and_makes_no_markup_of_text() {
    let shim = files("extension/content", &[".js"]);
    let lines: usize = shim.iter().map(|(_, text)| text.lines().count()).sum();
    assert!(lines < 600, "the shim has {lines} lines");
    for (path, text) in files("extension", &[".js"]) {
        assert!(
            text.starts_with("// @ts-check"),
            "{}: without @ts-check",
            path.display()
        );
        for word in [
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "fetch(",
            "XMLHttp",
        ] {
            // The package's own data is all that is fetched.
            let text = text.replace("fetch(data)", "");
            assert!(!text.contains(word), "{}: {word}", path.display());
        }
        for site in duplex::sites::all().iter().flat_map(|site| &site.hosts) {
            assert!(
                !text.contains(site.trim_start_matches("*.")),
                "{}: names {site}",
                path.display()
            );
        }
    }
    for (path, text) in files("src/web", &[".rs"]) {
        for word in ["set_inner_html", "insert_adjacent_html", "set_outer_html"] {
            assert!(!text.contains(word), "{}: {word}", path.display());
        }
    }
}

#[test]
fn the_policy_allows_no_network_and_nothing_is_web_accessible() {
    let manifest: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(root().join("manifest.json")).unwrap()).unwrap();
    let policy = manifest["content_security_policy"]["extension_pages"]
        .as_str()
        .unwrap();
    assert!(policy.starts_with("default-src 'none';"), "{policy}");
    assert!(
        policy.contains("connect-src 'self';") && policy.contains("form-action 'none'"),
        "{policy}"
    );
    assert!(!policy.contains("http") && !policy.contains('*'), "{policy}");
    assert!(manifest.get("web_accessible_resources").is_none());
    let permissions: Vec<&str> = manifest["permissions"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|p| p.as_str())
        .collect();
    assert_eq!(permissions, ["storage", "scripting", "activeTab", "contextMenus"]);
}

#[test]
fn pages_of_the_extension_load_only_their_own_files() {
    for (path, text) in files("extension", &[".html"]) {
        for word in [
            "src=\"http",
            "href=\"//",
            "src=\"//",
            "<script>",
            " onclick",
            " style=\"",
            "<style",
        ] {
            assert!(!text.contains(word), "{}: {word}", path.display());
        }
    }
}
