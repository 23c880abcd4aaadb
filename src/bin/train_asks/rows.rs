//! Reads the rows to learn from, and says how much each counts.

use std::collections::HashMap;
use std::fs;

use duplex::values::{Kind, Subject};
use serde::Deserialize;

/// Whether somebody read the row for this judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trust {
    /// Read with our own definition in mind.
    Read,
    /// Labelled for another purpose.
    Doubtful,
}

/// A comment with its truth.
#[derive(Clone)]
pub(crate) struct Row {
    pub(crate) id: String,
    /// Where it comes from: rows of one source are held out together.
    pub(crate) source: String,
    pub(crate) lang: String,
    pub(crate) asks: bool,
    pub(crate) trust: Trust,
    /// Picked because a judge was unsure of it: good to learn from, harder than what people write.
    pub(crate) picked: bool,
    pub(crate) weight: f64,
    pub(crate) subject: Subject,
}

/// A line of a labelled file or a public set.
#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    lang: Option<String>,
    context: Option<String>,
    source: Option<String>,
    set: Option<String>,
    group: Option<String>,
    code: Option<String>,
    label: Option<u8>,
    replies_to: Option<String>,
}

/// How much a row counts: read with care, read in a hurry, invented, public with a doubtful label.
const READ: f64 = 1.0;
const HURRIED: f64 = 0.7;
const INVENTED: f64 = 0.8;
const DOUBTFUL: f64 = 0.5;
/// Public sets whose own label comes near to asking; of the others only the rows named in LABELS count.
const NEAR: &[&str] = &["yt_coding"];
/// Public sets that count as one place whatever their groups.
const ONE_PLACE: &[&str] = &["germeval_engaging", "c3", "ditto_de_bots"];
/// From here on the rows of one source share their say.
const SOURCE_SIZE: f64 = 60.0;

/// Reads all files. Rows of public sets count only where LABELS names them.
pub(crate) fn read(examples: &str, labels: &str, files: &[String]) -> Result<Vec<Row>, String> {
    let open = |path: &str| fs::read_to_string(path).map_err(|e| format!("{path}: {e}"));
    let labels = open(labels)?;
    let labels: HashMap<&str, (&str, bool)> = labels.lines().filter_map(label).collect();
    let mut rows = Vec::new();
    let mut posts: HashMap<String, String> = HashMap::new();
    for (number, line) in open(examples)?
        .lines()
        .enumerate()
        .filter(|(_, l)| !l.starts_with('#'))
    {
        let mut parts = line.splitn(3, '\t');
        let (Some(code), Some(lang), Some(text)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(format!(
                "{examples}: line {} is not code, language, text",
                number + 1
            ));
        };
        if code == "P" {
            posts.insert(lang.to_owned(), text.to_owned());
            continue;
        }
        let id = format!("invented-{number}");
        let mut row = row(id, "invented", lang, text, code, INVENTED);
        row.subject.post_text = posts.get(lang).filter(|post| !post.is_empty()).cloned();
        rows.push(row);
    }
    for file in files {
        for (number, text) in open(file)?.lines().enumerate() {
            let line: Line =
                serde_json::from_str(text).map_err(|e| format!("{file}: line {}: {e}", number + 1))?;
            rows.extend(labelled(line, &labels));
        }
    }
    let mut sizes: HashMap<String, f64> = HashMap::new();
    rows.iter()
        .filter(|r| r.trust == Trust::Read)
        .for_each(|r| *sizes.entry(r.source.clone()).or_default() += 1.0);
    for row in rows
        .iter_mut()
        .filter(|r| r.source != "invented" && r.trust == Trust::Read)
    {
        row.weight *= (SOURCE_SIZE / sizes[&row.source]).sqrt().min(1.0);
    }
    Ok(rows.into_iter().flat_map(twins).collect())
}

/// A line of LABELS: the row's id, its code, and whether it was picked, not drawn at random.
fn label(line: &str) -> Option<(&str, (&str, bool))> {
    let (id, rest) = line.split_once('\t')?;
    let (code, how) = rest.split_once('\t').unwrap_or((rest, ""));
    Some((id, (code, how != "drawn")))
}

/// A row twice where it answers another commenter: a flat page does not tell so.
fn twins(mut row: Row) -> Vec<Row> {
    if row.subject.parent_text.is_none() {
        return vec![row];
    }
    row.weight /= 2.0;
    let mut twin = row.clone();
    twin.subject.parent_text = None;
    vec![row, twin]
}

fn labelled(line: Line, labels: &HashMap<&str, (&str, bool)>) -> Option<Row> {
    let (mut trust, mut picked) = (Trust::Read, false);
    let (code, source, weight) = match line.code.as_deref() {
        Some(code) => (code, source_of(line.source.as_deref().unwrap_or_default()), READ),
        None => {
            let set = line.set.unwrap_or_default();
            let group: String = line.group.unwrap_or_default().chars().take(8).collect();
            let source = if ONE_PLACE.contains(&set.as_str()) {
                set.clone()
            } else {
                format!("{set}:{group}")
            };
            match labels.get(line.id.as_str()) {
                Some((code, of_choice)) => {
                    picked = *of_choice;
                    (*code, source, HURRIED)
                }
                None if NEAR.contains(&set.as_str()) => {
                    trust = Trust::Doubtful;
                    (if line.label? == 1 { "Q" } else { "0" }, source, DOUBTFUL)
                }
                None => return None,
            }
        }
    };
    if !matches!(code, "Q" | "S" | "0") {
        return None;
    }
    let mut row = row(
        line.id,
        &source,
        line.lang.as_deref().unwrap_or_default(),
        &line.text,
        code,
        weight,
    );
    row.trust = trust;
    row.picked = picked;
    row.subject.post_text = line.context;
    // What such an answer answers is not in the files; that it answers somebody else is.
    row.subject.parent_text = line.replies_to.filter(|to| to == "other_commenter");
    Some(row)
}

/// The blog, page, video or set a row comes from.
fn source_of(source: &str) -> String {
    if let Some((set, item)) = source.split_once("#video-") {
        return format!("{}:{item}", set.rsplit('/').next().unwrap_or(set));
    }
    if source.contains("germeval_engaging") {
        return "germeval_engaging".to_owned();
    }
    let end = if source.starts_with("github:") {
        source.find('@')
    } else {
        source.rfind(['#', ':'])
    };
    source[..end.unwrap_or(source.len())].to_owned()
}

fn row(id: String, source: &str, lang: &str, text: &str, code: &str, weight: f64) -> Row {
    let subject = Subject {
        kind: Kind::Comment,
        text: text.to_owned(),
        lang: (!lang.is_empty()).then(|| lang.to_owned()),
        ..Subject::default()
    };
    Row {
        id,
        source: source.to_owned(),
        lang: lang.to_owned(),
        asks: code != "0",
        trust: Trust::Read,
        picked: false,
        weight,
        subject,
    }
}

impl Row {
    /// The place whose people wrote it, and the language of what is invented.
    pub(crate) fn home(&self) -> (&str, &str) {
        let invented = self.source == "invented";
        (self.place(), if invented { self.lang.as_str() } else { "" })
    }

    /// The source, with all videos of one set taken as one place.
    pub(crate) fn place(&self) -> &str {
        match self.source.split_once(':') {
            Some((set, _)) if set != "github" => set,
            _ => &self.source,
        }
    }
}
