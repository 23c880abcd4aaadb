//! The texts: every key in every language, every used key there, no text in the pages themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

const LANGUAGES: [&str; 7] = ["en", "de", "es", "fr", "pt_PT", "it", "nl"];

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn messages(language: &str) -> BTreeMap<String, Value> {
    serde_json::from_str(&read(&format!("extension/_locales/{language}/messages.json")))
        .unwrap_or_else(|e| panic!("{language}: {e}"))
}

fn placeholders(message: &Value) -> BTreeSet<String> {
    message["placeholders"]
        .as_object()
        .map(|named| named.keys().cloned().collect())
        .unwrap_or_default()
}

#[test]
fn every_language_has_every_key_with_the_same_placeholders() {
    let english = messages("en");
    for language in LANGUAGES {
        let other = messages(language);
        let keys = |m: &BTreeMap<String, Value>| m.keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(keys(&english), keys(&other), "{language}");
        for (key, message) in &other {
            assert_eq!(
                placeholders(message),
                placeholders(&english[key]),
                "{language}: {key}"
            );
            let text = message["message"].as_str().unwrap_or_default();
            assert!(!text.trim().is_empty(), "{language}: {key} is empty");
            for name in placeholders(message) {
                assert!(
                    text.contains(&format!("${}$", name.to_uppercase())),
                    "{language}: {key} lacks {name}"
                );
            }
        }
    }
}

/// Files of `folder` itself with this ending.
fn files(folder: &str, ending: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    names
        .filter(|name| name.ends_with(ending))
        .map(|name| format!("{folder}/{name}"))
        .collect()
}

/// Words of `text` in quotes that look like keys.
fn quoted_keys(text: &str) -> BTreeSet<String> {
    let families = [
        "badge_",
        "reason_",
        "category_",
        "fact_",
        "unknown_",
        "fold_",
        "card_",
        "treatment_",
        "popup_",
        "options_",
        "welcome_",
        "report_",
        "record_",
        "signal_",
        "note_",
        "toolbar_",
        "menu_",
        "filters_",
    ];
    text.split('"')
        .skip(1)
        .step_by(2)
        .filter(|word| {
            families
                .iter()
                .any(|family| word.starts_with(family) && word.len() > family.len())
        })
        .filter(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_key_that_is_used_is_there() {
    let english = messages("en");
    let mut sources: Vec<String> = [
        "verdict.rs",
        "card.rs",
        "acts.rs",
        "views/card.rs",
        "views/words.rs",
        "views/note.rs",
    ]
    .iter()
    .map(|file| format!("src/engine/{file}"))
    .collect();
    sources.push("src/web/background.rs".into());
    for (folder, ending) in [
        ("src/web/faces", ".rs"),
        ("extension", ".html"),
        ("extension/content", ".js"),
    ] {
        sources.extend(files(folder, ending));
    }
    let mut seen = 0;
    for source in sources {
        for key in quoted_keys(&read(&source)) {
            assert!(english.contains_key(&key), "{source}: {key} is in no language");
            seen += 1;
        }
    }
    assert!(seen > 60, "only {seen} keys were found");
}

#[test]
fn pages_hold_no_text_of_their_own() {
    for page in ["popup", "options", "report"] {
        let html = read(&format!("extension/{page}.html"));
        let body = html.split("<body").nth(1).unwrap_or_default();
        for piece in body.split('>').skip(1) {
            let text = piece.split('<').next().unwrap_or_default().trim();
            assert!(text.is_empty() || text == "Duplex", "{page}.html: {text}");
        }
    }
}
