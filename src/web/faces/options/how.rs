//! How detection works: each signal and each kind of promotion with an example and its weight in the shipped model.

use web_sys::Element;

use super::super::ask::ask;
use super::super::dom::{fill, make, put, set};
use super::super::texts::say;
use super::told;
use crate::values::{How, fixed, read};

/// Shows the tables.
pub(super) async fn show() {
    let answer = ask("how", &[]).await;
    let how: How = match answer.and_then(|text| read(&text)) {
        Ok(how) => how,
        Err(error) => return told("popup_error", &[error]),
    };
    let mut parts = Vec::new();
    for (asks, title) in [(false, "options_how_promo"), (true, "options_how_asks")] {
        let body = make("tbody", "searched", "");
        for family in how.families.iter().filter(|family| family.asks == asks) {
            put(&body, &[&row(&family.key, &family.example, &family.signals)]);
        }
        parts.push(table(title, &body));
    }
    let body = make("tbody", "searched", "");
    for line in &how.categories {
        put(&body, &[&row(&line.key, &line.example, &line.signals)]);
    }
    parts.push(table("options_how_categories", &body));
    fill("how", &parts.iter().collect::<Vec<_>>());
}

fn table(title: &str, body: &Element) -> Element {
    let (table, head, line) = (make("table", "", ""), make("thead", "", ""), make("tr", "", ""));
    for key in ["options_how_signal", "options_how_example", "options_how_weight"] {
        let cell = make("th", "", &say(key));
        set(&cell, "scope", "col");
        put(&line, &[&cell]);
    }
    put(&head, &[&line]);
    put(&table, &[&make("caption", "", &say(title)), &head, body]);
    // A table may be wider than a small screen: it is scrolled, by keys too.
    let frame = make("div", "scrolled", "");
    set(&frame, "tabindex", "0");
    set(&frame, "role", "region");
    set(&frame, "aria-label", &say(title));
    put(&frame, &[&table]);
    frame
}

fn row(key: &str, example: &str, signals: &[(String, f64)]) -> Element {
    let row = make("tr", "", "");
    let name = make("th", "", &say(key));
    set(&name, "scope", "row");
    let example = make("td", "", example);
    set(&example, "lang", "en");
    let weights = make("td", "", "");
    if let Some((_, strongest)) = signals.first() {
        put(&weights, &[&make("b", "", &signed(*strongest))]);
    }
    let all = make("details", "note", "");
    put(&all, &[&make("summary", "", &signals.len().to_string())]);
    let lines: Vec<String> = signals
        .iter()
        .map(|(name, weight)| format!("{name} {}", signed(*weight)))
        .collect();
    let lines = make("pre", "", &lines.join("\n"));
    set(&lines, "lang", "en");
    put(&all, &[&lines]);
    put(&weights, &[&all]);
    put(&row, &[&name, &example, &weights]);
    row
}

pub(super) fn signed(weight: f64) -> String {
    let sign = if weight < 0.0 { "−" } else { "+" };
    format!("{sign}{}", fixed(weight.abs(), 2))
}
