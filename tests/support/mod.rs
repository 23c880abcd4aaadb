//! An engine with a thread open, for tests of what it answers.

#![allow(dead_code)] // Each test file uses its part.

use duplex::engine::Engine;
use duplex::sites::ItemRule;
use duplex::values::{Batch, FromPage, Label, RawItem, Settings, ToPage, Treatment, Treatments};

/// 2026-01-20, in milliseconds since 1970.
pub(crate) const NOW: f64 = 1_768_867_200_000.0;
/// The page's tab and frame.
pub(crate) const PAGE: (i32, i64) = (7, 0);
/// Its address.
pub(crate) const THREAD: &str = "https://news.ycombinator.com/item?id=1";

/// A raw item of the rule at `rule` with named values; keys count up in document order.
pub(crate) fn raw(rule: u32, key: &str, values: &[(&str, &str)]) -> RawItem {
    let value = |name: &&str| {
        values
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| (*v).to_owned())
    };
    RawItem {
        rule,
        key: key.into(),
        after: key
            .parse()
            .ok()
            .filter(|n| *n > 1)
            .map(|n: u32| (n - 1).to_string()),
        values: ItemRule::FIELDS.iter().map(value).collect(),
        ..RawItem::default()
    }
}

/// A comment at a depth.
pub(crate) fn comment(key: &str, by: &str, depth: &str, text: &str) -> RawItem {
    let values = [
        ("author", by),
        ("handle", by),
        ("depth", depth),
        ("text", text),
        ("time", "2026-01-02T10:00:00"),
    ];
    raw(1, key, &values)
}

/// The post of the thread.
pub(crate) fn post(by: &str, text: &str) -> RawItem {
    raw(
        0,
        "1",
        &[
            ("author", by),
            ("handle", by),
            ("text", text),
            ("time", "2026-01-01T10:00:00"),
        ],
    )
}

/// An engine with a page open.
pub(crate) fn open(url: &str) -> (Engine, Vec<ToPage>) {
    let mut engine = Engine::new(Settings::default());
    let answers = engine.receive(PAGE, hello(url), NOW);
    (engine, answers)
}

/// A page's first message.
pub(crate) fn hello(url: &str) -> FromPage {
    FromPage::Hello {
        url: url.into(),
        drawn: Vec::new(),
    }
}

/// Items as the shim sends them; `pending`: how many are still to come.
pub(crate) fn read(engine: &mut Engine, items: Vec<RawItem>, pending: u32) -> Vec<ToPage> {
    engine.receive(
        PAGE,
        FromPage::Batch(Batch {
            site: "hackernews".into(),
            items,
            pending,
            ..Batch::default()
        }),
        NOW,
    )
}

/// A comment's words that ask for a reply.
pub(crate) const QUESTION: &str = "How do you restore it from a backup when the disk is full?";

/// What is done with one kind, chosen by the reader.
pub(crate) fn chosen(label: Label, treatment: Treatment) -> Treatments {
    let mut treatments = Treatments::default();
    treatments.set(label, Some(treatment));
    treatments
}
