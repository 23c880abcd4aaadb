//! A record of invented people, so that the report has something to tell.

use std::time::Duration;

use serde_json::{Value, json};

use crate::Result;
use crate::browser::Browser;

/// How long a record may take to be taken in.
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
        .unwrap_or_default();
    now.as_secs_f64() * 1000.0
}

/// Replaces the record by one of so many authors; driven must be a page of the extension.
pub async fn import(browser: &Browser, authors: u32) -> Result<()> {
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
