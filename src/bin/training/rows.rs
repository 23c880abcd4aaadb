//! Labelled rows as features, and the folds that leave whole sources out.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use duplex::judge::{signals, wording};
use duplex::text::Text;
use duplex::values::Subject;

use super::choice::Choice;
use super::files;

/// Where a row comes from, and so what it may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The labelled posts of our definition: measured.
    Labelled,
    /// A public set with its own labels: trains, measured apart.
    Public,
    /// Rows of public sets labelled by us: train, not measured.
    Extra,
    /// Invented posts: train in every fold, not measured.
    Invented,
}

/// One labelled row, read.
pub(crate) struct Row {
    /// Place and value of every named signal.
    pub(crate) named: Vec<(u32, f32)>,
    /// Place and value of every wording slot.
    pub(crate) slots: Vec<(u32, f32)>,
    /// Promotional.
    pub(crate) promo: bool,
    /// How much it counts.
    pub(crate) weight: f32,
    /// Rows with an author's context come twice; the second has the context.
    pub(crate) with_context: bool,
    /// Where it comes from.
    pub(crate) part: Part,
    /// BCP 47 language.
    pub(crate) lang: String,
    /// Platform.
    pub(crate) platform: String,
    /// Whole collection.
    pub(crate) source: String,
    /// The labeller's category, empty when none.
    pub(crate) category: String,
    /// What was judged.
    pub(crate) subject: Subject,
}

/// A row before it is read.
#[derive(Default)]
pub(crate) struct Raw {
    pub(crate) promo: bool,
    pub(crate) lang: String,
    pub(crate) platform: String,
    pub(crate) source: String,
    pub(crate) category: String,
    pub(crate) subject: Subject,
}

pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Reads all labelled posts and the public rows under `folder`, and the labels by id and invented posts in `ours`.
pub(crate) fn read(folder: &Path, ours: &Path, choice: &Choice) -> Outcome<Vec<Row>> {
    let (mut rows, mut seen) = (Vec::new(), HashSet::new());
    let mut add = |part: Part, raws: Vec<Raw>| {
        for raw in raws {
            let key: Vec<String> = raw
                .subject
                .text
                .split_whitespace()
                .map(str::to_lowercase)
                .collect();
            if seen.insert(key.join(" ")) {
                push(part, raw, &mut rows);
            }
        }
    };
    add(Part::Labelled, files::labelled(folder)?);
    add(Part::Public, files::public(folder)?);
    add(Part::Extra, files::extra(folder, ours)?);
    add(Part::Invented, files::invented(ours)?);
    balance(&mut rows, choice);
    Ok(rows)
}

fn push(part: Part, raw: Raw, rows: &mut Vec<Row>) {
    let with = raw.subject;
    let without = Subject {
        author_kind: None,
        author_about: None,
        ..with.clone()
    };
    let twice = with != without;
    for (with_context, subject) in [(false, without), (true, with)] {
        if with_context && !twice {
            continue;
        }
        let (named, slots) = features(&subject);
        rows.push(Row {
            named,
            slots,
            promo: raw.promo,
            weight: if twice { 0.5 } else { 1.0 },
            with_context,
            part,
            lang: raw.lang.clone(),
            platform: raw.platform.clone(),
            source: raw.source.clone(),
            category: raw.category.clone(),
            subject,
        });
    }
}

type Features = Vec<(u32, f32)>;

/// The features of one subject, by the judge's own code.
fn features(subject: &Subject) -> (Features, Features) {
    let text = Text::read(&subject.text);
    let named = signals::signals(subject, &text)
        .iter()
        .map(|s| (s.id as u32, s.value))
        .collect();
    let mut slots: BTreeMap<usize, f32> = BTreeMap::new();
    let n = wording::wording(&text, |slot, _| *slots.entry(slot).or_default() += 1.0);
    let unit = 1.0 / (n.max(1) as f32).sqrt();
    (
        named,
        slots.into_iter().map(|(s, c)| (s as u32, c * unit)).collect(),
    )
}

/// A source counts with the root of its size times a constant, so that none dominates.
fn balance(rows: &mut [Row], choice: &Choice) {
    let mut size: BTreeMap<String, f32> = BTreeMap::new();
    for row in rows.iter() {
        *size.entry(row.source.clone()).or_default() += row.weight;
    }
    for row in rows.iter_mut() {
        let n = size.get(&row.source).copied().unwrap_or(1.0);
        let full = choice.source;
        row.weight *= match row.part {
            Part::Invented => choice.invented,
            Part::Extra => choice.extra,
            Part::Public => choice.public * (full / n.max(full)).sqrt(),
            Part::Labelled => (full / n.max(full)).sqrt(),
        };
    }
}

/// Folds that leave whole values of `field` out.
const FOLDS: usize = 14;

/// A fold for every row: equal values of `field` share one, folds evenly filled; `None` for rows that always train.
pub(crate) fn folds(rows: &[Row], field: &str) -> Vec<Option<usize>> {
    let mut sizes: BTreeMap<String, usize> = BTreeMap::new();
    // A row and its copy with context stay together, also when rows are dealt out one by one.
    let mut number = 0usize;
    let values: Vec<String> = rows
        .iter()
        .map(|row| {
            number += usize::from(!row.with_context);
            match field {
                "lang" => row.lang.clone(),
                "platform" => row.platform.clone(),
                "row" => (number % 10).to_string(),
                _ => row.source.clone(),
            }
        })
        .collect();
    for (row, value) in rows.iter().zip(&values) {
        if row.part != Part::Invented {
            *sizes.entry(value.clone()).or_default() += usize::from(row.part != Part::Extra);
        }
    }
    let mut order: Vec<_> = sizes.into_iter().collect();
    order.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let mut filled = [0usize; FOLDS];
    let mut place: BTreeMap<String, usize> = BTreeMap::new();
    for (name, size) in order {
        let least = (0..FOLDS).min_by_key(|f| filled[*f]).unwrap_or(0);
        filled[least] += size;
        place.insert(name, least);
    }
    rows.iter()
        .zip(&values)
        .map(|(r, v)| (r.part != Part::Invented).then(|| place.get(v).copied().unwrap_or(0)))
        .collect()
}
