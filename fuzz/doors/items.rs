//! Items as a page sends them, in any order and of any content.
//!
//! The input is text. Its first line is the page's address. Each line after it is an item: rule, key, key before, key
//! around, links (with blanks between), then the values of its fields, all with tabs between; `␤` in a value is a line
//! break. An empty line sends what was gathered. A line that begins with `{` is a message as it is; one that begins
//! with `[` holds the page's own values.

use std::collections::BTreeSet;

use duplex::engine::Engine;
use duplex::judge::judge;
use duplex::values::{Act, Batch, FromPage, Kind, RawItem, Settings, Subject, ToPage, read};

/// 2026-01-20, in milliseconds since 1970.
const NOW: f64 = 1_768_867_200_000.0;
const PAGE: (i32, i64) = (1, 0);
/// Cards are asked for one at a time, by a person.
const CARDS: usize = 3;

pub fn open(bytes: &[u8]) {
    let input = String::from_utf8_lossy(bytes);
    let mut lines = input.lines();
    let url = lines.next().unwrap_or_default();
    let messages = messages(lines);
    let texts: BTreeSet<&String> = messages.iter().flat_map(texts).collect();
    for text in texts {
        spans_lie_on_characters(text);
    }
    let (one, other) = (answers(url, &messages), answers(url, &messages));
    assert!(one == other, "the same messages were answered otherwise");
}

/// Everything that an engine says of a page and its items.
fn answers(url: &str, messages: &[FromPage]) -> String {
    let mut engine = Engine::new(Settings::default());
    let hello = FromPage::Hello {
        url: url.to_owned(),
        drawn: vec!["1".to_owned()],
    };
    let mut site = site_in(&engine.receive(PAGE, hello, NOW));
    let mut said = String::new();
    for message in messages {
        let mut message = message.clone();
        if let FromPage::Batch(batch) = &mut message
            && batch.site.is_empty()
            && let Some(site) = &site
        {
            batch.site.clone_from(site);
        }
        let answers = engine.receive(PAGE, message, NOW);
        site = site_in(&answers).or(site);
        said += &serde_json::to_string(&answers).expect("answers are JSON");
    }
    let told = engine.tell(PAGE, NOW);
    said += &format!("{:?}", told.seen);
    let audit = engine.audit(PAGE.0);
    for item in audit.iter().flat_map(|audit| &audit.items) {
        if let Some(parent) = item.parent_index {
            assert!(
                audit.iter().any(|audit| parent < audit.items.len()),
                "a parent that is not there"
            );
        }
    }
    for item in audit.iter().flat_map(|audit| &audit.items).take(CARDS) {
        let key = item.key.clone();
        let card = engine.receive(PAGE, FromPage::Card { key: key.clone() }, NOW);
        said += &serde_json::to_string(&card).expect("a card is JSON");
    }
    if let Some(first) = audit.iter().flat_map(|audit| &audit.items).next() {
        for does in [
            Act::Wrong,
            Act::Trust,
            Act::FilterAuthor,
            Act::FilterSuch,
            Act::Undo,
            Act::Next,
        ] {
            let key = first.key.clone();
            let done = engine.receive(PAGE, FromPage::Act { key, does }, NOW);
            said += &serde_json::to_string(&done).expect("answers are JSON");
        }
    }
    said + &format!(
        "{audit:?}{:?}{:?}",
        engine.summary(PAGE.0),
        engine.counts_at(PAGE.0, 0.3)
    )
}

fn site_in(answers: &[ToPage]) -> Option<String> {
    answers.iter().rev().find_map(|answer| match answer {
        ToPage::Plan(plan) => Some(plan.site.clone()),
        _ => None,
    })
}

fn messages<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<FromPage> {
    let mut messages = Vec::new();
    let mut batch = Batch::default();
    for line in lines {
        if line.is_empty() {
            messages.push(FromPage::Batch(std::mem::take(&mut batch)));
        } else if line.starts_with('{') {
            messages.extend(read::<FromPage>(line));
        } else if let Some(values) = line.strip_prefix('[') {
            batch.page = Some(values.split('\t').map(value).collect());
        } else {
            batch.items.push(item(line));
        }
    }
    messages.push(FromPage::Batch(batch));
    messages
}

fn item(line: &str) -> RawItem {
    let mut parts = line.split('\t');
    let mut next = || parts.next().and_then(value);
    RawItem {
        rule: next().and_then(|rule| rule.parse().ok()).unwrap_or_default(),
        key: next().unwrap_or_default(),
        after: next(),
        inside: next(),
        links: next().map_or_else(Vec::new, |links| links.split(' ').map(str::to_owned).collect()),
        values: parts.map(value).collect(),
    }
}

fn value(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.replace('␤', "\n"))
}

fn texts(message: &FromPage) -> impl Iterator<Item = &String> {
    let items = match message {
        FromPage::Batch(batch) => &batch.items[..],
        _ => &[],
    };
    items.iter().flat_map(|item| item.values.iter().flatten())
}

fn spans_lie_on_characters(text: &str) {
    for kind in [Kind::Post, Kind::Comment] {
        let subject = Subject {
            kind,
            text: text.to_owned(),
            post_text: Some("Which oil is right for an old lathe?".to_owned()),
            links: vec![text.to_owned()],
            ..Subject::default()
        };
        let judgement = judge(&subject);
        assert!((0.0..=1.0).contains(&judgement.promo), "{}", judgement.promo);
        assert!(judgement.asks.is_none_or(|asks| (0.0..=1.0).contains(&asks)));
        let mut borders = vec![0];
        for c in text.chars() {
            borders.push(borders[borders.len() - 1] + c.len_utf16() as u32);
        }
        for reason in &judgement.reasons {
            let on_border = |at| borders.binary_search(&at).is_ok();
            assert!(
                reason.start <= reason.end && on_border(reason.start) && on_border(reason.end),
                "{reason:?} is not on characters of the text"
            );
            assert!(reason.weight.is_finite(), "{reason:?}");
        }
    }
}
