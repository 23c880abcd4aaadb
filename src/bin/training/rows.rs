//! Labelled rows as features, and the folds that leave whole sources out.

use std::collections::{BTreeMap, HashSet};
use std::io::Read;
use std::path::Path;

use duplex::judge::{signals, wording};
use duplex::text::Text;
use duplex::values::Subject;

/// One labelled row, read.
pub(crate) struct Row {
    /// Place and value of every feature; named signals first, then wording slots.
    pub(crate) features: Vec<(u32, f32)>,
    /// Promotional.
    pub(crate) promo: bool,
    /// How much it counts.
    pub(crate) weight: f32,
    /// Rows with an author's context come twice; the second has the context.
    pub(crate) with_context: bool,
    /// Not of the labelled sets: trains, but is measured apart.
    pub(crate) public: bool,
    pub(crate) lang: String,
    pub(crate) platform: String,
    /// Whole collection.
    pub(crate) source: String,
}

/// How strongly wording may speak, against one named signal.
pub(crate) const WORDING_SCALE: f32 = 3.0;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Reads all labelled posts, and the public sets that fit, under `folder`.
pub(crate) fn read(folder: &Path) -> Outcome<Vec<Row>> {
    let mut files: Vec<_> = std::fs::read_dir(folder.join("labelled"))?
        .filter_map(|e| e.ok().map(|e| e.path()))
        .collect();
    files.retain(|p| {
        p.file_name()
            .is_some_and(|n| n.to_string_lossy().starts_with("promo_"))
    });
    files.push(folder.join("public/youtube_spam.jsonl.gz"));
    files.sort();
    let (mut rows, mut seen) = (Vec::new(), HashSet::new());
    for file in files {
        for line in text_of(&file)?.lines() {
            add(&serde_json::from_str(line)?, &mut rows, &mut seen);
        }
    }
    balance(&mut rows);
    Ok(rows)
}

fn text_of(file: &Path) -> Outcome<String> {
    if file.extension().is_some_and(|e| e == "gz") {
        let mut child = std::process::Command::new("gzip")
            .arg("-dc")
            .arg(file)
            .stdout(std::process::Stdio::piped())
            .spawn()?;
        let mut text = String::new();
        if let Some(out) = child.stdout.as_mut() {
            out.read_to_string(&mut text)?;
        }
        child.wait()?;
        return Ok(text);
    }
    Ok(std::fs::read_to_string(file)?)
}

fn add(line: &serde_json::Value, rows: &mut Vec<Row>, seen: &mut HashSet<String>) {
    let get = |name: &str| line.get(name).and_then(|v| v.as_str()).unwrap_or("").to_string();
    let promo = match (
        get("code").as_str(),
        line.get("label").and_then(serde_json::Value::as_i64),
    ) {
        ("P", _) | (_, Some(1)) => true,
        ("N" | "0", _) | (_, Some(0)) => false,
        _ => return,
    };
    let text = get("text");
    if !seen.insert(
        text.split_whitespace()
            .map(str::to_lowercase)
            .collect::<Vec<_>>()
            .join(" "),
    ) {
        return;
    }
    let public = !get("set").is_empty();
    let lang = get("lang");
    let source = if public {
        format!("{} {}", get("set"), get("group"))
    } else {
        get("source").split([' ', ':']).next().unwrap_or("").to_string() + " " + &lang
    };
    let mut subject: Subject = Subject {
        text,
        ..Subject::default()
    };
    let kind = line
        .get("author_kind")
        .and_then(|v| serde_json::from_value(v.clone()).ok());
    let twice = kind.is_some();
    for with_context in [false, true] {
        if with_context && !twice {
            continue;
        }
        if with_context {
            subject.author_kind = kind;
            subject.author_about = Some(get("author_about")).filter(|a| !a.is_empty());
        }
        let weight = if twice { 0.5 } else { 1.0 };
        rows.push(Row {
            features: features(&subject),
            promo,
            weight,
            with_context,
            public,
            lang: lang.clone(),
            platform: get("platform"),
            source: source.clone(),
        });
    }
}

/// The features of one subject, by the judge's own code.
fn features(subject: &Subject) -> Vec<(u32, f32)> {
    let text = Text::read(&subject.text);
    let mut out: Vec<(u32, f32)> = signals::signals(subject, &text)
        .iter()
        .map(|s| (s.id as u32, s.value))
        .collect();
    let base = signals::names().len() as u32;
    let mut slots: BTreeMap<usize, f32> = BTreeMap::new();
    let n = wording::wording(&text, |slot, _| *slots.entry(slot).or_default() += 1.0);
    let unit = WORDING_SCALE / (n.max(1) as f32).sqrt();
    out.extend(
        slots
            .into_iter()
            .map(|(slot, count)| (base + slot as u32, count * unit)),
    );
    out
}

/// A source counts with the root of its size times a constant, so that none dominates.
fn balance(rows: &mut [Row]) {
    let mut size: BTreeMap<String, f32> = BTreeMap::new();
    for row in rows.iter() {
        *size.entry(row.source.clone()).or_default() += row.weight;
    }
    for row in rows.iter_mut() {
        let n = size.get(&row.source).copied().unwrap_or(1.0);
        row.weight *= (40.0 / n.max(40.0)).sqrt();
    }
}

/// A fold for every row: equal values of `field` share one; at most 14 folds, evenly filled.
pub(crate) fn folds(rows: &[Row], field: &str) -> Vec<usize> {
    let mut sizes: BTreeMap<String, usize> = BTreeMap::new();
    let value = |i: usize, r: &Row| match field {
        "lang" => r.lang.clone(),
        "platform" => r.platform.clone(),
        "row" => ((i / 2) % 10).to_string(),
        _ => r.source.clone(),
    };
    for (i, row) in rows.iter().enumerate() {
        *sizes.entry(value(i, row)).or_default() += 1;
    }
    let mut order: Vec<_> = sizes.into_iter().collect();
    order.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let mut filled = [0usize; 14];
    let mut place: BTreeMap<String, usize> = BTreeMap::new();
    for (name, size) in order {
        let least = (0..14).min_by_key(|f| filled[*f]).unwrap_or(0);
        filled[least] += size;
        place.insert(name, least);
    }
    rows.iter()
        .enumerate()
        .map(|(i, r)| place.get(&value(i, r)).copied().unwrap_or(0))
        .collect()
}
