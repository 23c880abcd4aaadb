//! Texts and files: site descriptions, embedded JSON, settings, the record's file, the model's file.

use duplex::embedded;
use duplex::engine::Engine;
use duplex::judge::model::Model;
use duplex::record::{self, Shelf};
use duplex::sites;
use duplex::text::hash_bytes;
use duplex::values::{FromPage, Out, Put, Settings, ToPage, Value};

/// 2026-01-20, in milliseconds since 1970.
const NOW: f64 = 1_768_867_200_000.0;

/// A description of the reader's own: refused with words, or good enough to read a page by.
pub fn sites(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let parsed = sites::parse_own(&text);
    let Ok(site) = parsed else {
        assert!(parsed.is_err_and(|why| !why.is_empty()), "refused without a word");
        return;
    };
    let host = site.hosts[0].replace('*', "a");
    let mut engine = Engine::new(Settings {
        own_sites: vec![text.into_owned()],
        ..Settings::default()
    });
    let url = format!("https://{host}/");
    let hello = FromPage::Hello {
        url,
        drawn: Vec::new(),
    };
    let answers = engine.receive((1, 0), hello, NOW);
    assert!(
        matches!(&answers[..], [ToPage::Plan(plan)] if plan.site == site.site),
        "{host} is not read by its own description"
    );
}

/// JSON-LD of a page: items in bounded number, with parents that were read before them.
pub fn embedded(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let texts: Vec<String> = text.split('\0').map(str::to_owned).collect();
    let items = embedded::items(&texts);
    assert!(items.len() <= 2_000, "{} items", items.len());
    for (at, item) in items.iter().enumerate() {
        let before = &items[..at];
        assert!(
            !before.iter().any(|other| other.key == item.key),
            "{} twice",
            item.key
        );
        let known = |parent: &String| items.iter().any(|other| other.key == *parent);
        assert!(
            item.parent.as_ref().is_none_or(known),
            "a parent that is not there"
        );
    }
    assert_eq!(items, embedded::items(&texts));
}

/// Settings: refused with words, or written and read back as they are.
pub fn settings(bytes: &[u8]) {
    let Ok(settings) = Settings::read(&String::from_utf8_lossy(bytes)) else {
        return;
    };
    let written = Out::text(&settings);
    let again = Settings::read(&written).expect("what is written can be read");
    assert!(alike(&json(&again), &json(&settings)), "{written}");
    let mut weighed = settings.clone();
    weighed.weigh_answers(NOW);
    Engine::own_sites(&settings);
    let mut engine = Engine::new(settings);
    let url = "https://news.ycombinator.com/item?id=1".to_owned();
    engine.receive(
        (1, 0),
        FromPage::Hello {
            url,
            drawn: Vec::new(),
        },
        NOW,
    );
    engine.set_settings(weighed, NOW);
    engine.summary(1);
}

/// The record's file: refused with words, or counted anew, written and read back as it is.
pub fn record(bytes: &[u8]) {
    let Ok(shelf) = record::read_file(&String::from_utf8_lossy(bytes)) else {
        return;
    };
    let again = record::read_file(&write(&shelf)).expect("what is written can be read");
    assert_same(&shelf, &again);
    assert_same(&again.clone().merged(shelf.clone()), &again);
    let mut shelf = shelf;
    record::csv(&authors(&shelf));
    for stale in shelf.stale(20_000, 2, 100) {
        shelf.forget_row(&stale);
    }
    for author in authors(&shelf) {
        shelf.forget_author(&author.id);
        assert!(shelf.author(&author.id).is_none(), "an author was not forgotten");
    }
}

fn authors(shelf: &Shelf) -> Vec<record::Author> {
    let mut authors: Vec<_> = shelf.authors().cloned().collect();
    authors.sort_by(|a, b| a.id.cmp(&b.id));
    authors
}

fn rows(shelf: &Shelf) -> Vec<record::Row> {
    let mut rows: Vec<_> = shelf.rows().cloned().collect();
    rows.sort_by(|a, b| a.id.cmp(&b.id));
    rows
}

fn assert_same(one: &Shelf, other: &Shelf) {
    assert!(alike(&json(&rows(one)), &json(&rows(other))), "other rows");
    assert!(
        alike(&json(&authors(one)), &json(&authors(other))),
        "other authors"
    );
}

fn json(value: &dyn Put) -> Value {
    Value::read(&Out::text(value)).expect("what is written is JSON")
}

/// The same but for the last bit of floats: the JSON reader in use does not promise that one.
fn alike(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => (one - other).abs() <= one.abs() * 1e-15,
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| alike(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let mut pairs = one.iter().zip(other);
            one.len() == other.len() && pairs.all(|(one, other)| one.0 == other.0 && alike(&one.1, &other.1))
        }
        _ => one == other,
    }
}

fn write(shelf: &Shelf) -> String {
    let mut out = record::write_head(&authors(shelf));
    for (at, row) in rows(shelf).iter().enumerate() {
        record::write_row(&mut out, row, at == 0);
    }
    out + record::write_tail()
}

/// The model's file: refused, or written back as the same bytes. Tried as it is and with its hash put right, so that
/// what lies behind the hash is reached too.
pub fn model(bytes: &[u8]) {
    let body = &bytes[..bytes.len().saturating_sub(4)];
    let mended = [body, &hash_bytes(body).to_le_bytes()].concat();
    for file in [bytes, &mended] {
        let count = file.get(4..8).and_then(|count| count.try_into().ok());
        for signals in [
            duplex::judge::signals::names().len(),
            count.map_or(0, u32::from_le_bytes) as usize,
        ] {
            if let Some(model) = Model::from_bytes(file, signals) {
                assert!(
                    model.to_bytes() == file,
                    "the model's file is not written as it was read"
                );
            }
        }
    }
}
