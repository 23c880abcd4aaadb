//! Learns the weights of the reply judge, and measures it.
//!
//! usage: `train_asks weights|evaluate|rows EXAMPLES.tsv LABELS.tsv ROWS.jsonl...`
//!
//! EXAMPLES are invented comments (`code<TAB>lang<TAB>text`; code `P` gives the post of the comments that follow in its
//! language), LABELS name rows of public sets (`id<TAB>code`), ROWS are labelled comments and public sets, one JSON object a
//! line (`id`, `text`, `lang`, `context`, `source` or `group`, `code` or `label`).
//!
//! `weights` writes the weights file to standard output. `evaluate` leaves out one source at a time, judges it by what the
//! others teach and prints the figures; `rows` prints what it judged: id, source, language, truth, chance, whether picked.
#![allow(clippy::print_stdout, reason = "the result of this tool is its output")]

mod figures;
mod fit;
mod learn;
mod rows;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::process::ExitCode;

use duplex::judge::asks::{Signal, signals};
use figures::Judged;
use fit::{Fit, Point};
use learn::{KINDS, learn};
use rows::{Row, Trust};

/// A signal that shows in fewer rows, or a word in fewer places, teaches nothing. All videos of one set are one place;
/// so are the invented comments of one language.
const SEEN_IN_ROWS: usize = 6;
const WORDS_IN_SOURCES: usize = 4;
/// A word whose weight is smaller is not shipped.
const WORD_MATTERS: f64 = 0.08;

const USAGE: &str = "usage: train_asks weights|evaluate|rows EXAMPLES.tsv LABELS.tsv ROWS.jsonl...";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match &arguments[..] {
        [what, examples, labels, files @ ..] if !files.is_empty() => {
            rows::read(examples, labels, files).and_then(|rows| work(what, &rows))
        }
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("train_asks: {problem}");
            ExitCode::from(2)
        }
    }
}

fn work(what: &str, rows: &[Row]) -> Result<(), String> {
    let (names, points) = measure(rows);
    let place = |name: &str| names.iter().position(|n| n == name);
    let kinds = KINDS.map(place);
    let [Some(short), Some(long), Some(article)] = kinds else {
        return Err("no row stands under a post".to_owned());
    };
    let kinds = [short, long, article];
    let teach = |counts: &dyn Fn(&Row) -> bool| {
        let mut fit = learn(rows, &points, names.len(), kinds, counts);
        for (name, weight) in names.iter().zip(&mut fit.weights) {
            if is_word(name) && weight.abs() < WORD_MATTERS {
                *weight = 0.0;
            }
        }
        fit
    };
    let held_out = || held_out(rows, &points, teach);
    match what {
        "weights" => {
            let fit = teach(&|_| true);
            println!("asks-prior\t{:.4}", fit.prior);
            for (name, weight) in names.iter().zip(&fit.weights) {
                if !is_word(name) || *weight != 0.0 {
                    println!("{name}\t{weight:.3}");
                }
            }
        }
        "evaluate" => {
            let told = |row: &&Row| row.subject.parent_text.is_some();
            let told: HashSet<&str> = rows.iter().filter(told).map(|row| row.id.as_str()).collect();
            let judged: Vec<Judged> = held_out()
                .into_iter()
                .map(|(row, chance)| Judged {
                    groups: groups(row, told.contains(row.id.as_str())),
                    text: &row.subject.text,
                    chance,
                    asks: row.asks,
                })
                .collect();
            figures::print(&judged);
        }
        "rows" => {
            for (row, chance) in held_out() {
                let asks = u8::from(row.asks);
                let picked = if row.picked { "picked" } else { "" };
                println!(
                    "{}\t{}\t{}\t{asks}\t{chance:.4}\t{picked}",
                    row.id, row.source, row.lang
                );
            }
        }
        _ => return Err(USAGE.to_owned()),
    }
    Ok(())
}

/// What the sources of comments under videos begin with.
const VIDEOS: [&str; 4] = ["yt_coding", "youtube_spam", "pages/tiktok", "github:daviiiddvt"];

/// The lines of the table in which a row counts: its language, and its kind of place. A row that answers another
/// commenter (`twin`) stands there without that knowledge; with it, it counts in a line of its own.
fn groups(row: &Row, twin: bool) -> Vec<String> {
    let source = row.source.as_str();
    let tongue = match row.lang.as_str() {
        "en" | "de" => row.lang.as_str(),
        _ => "others",
    };
    let knowing = format!("pages, knowing whom they answer {tongue}");
    if row.subject.parent_text.is_some() {
        return vec![knowing];
    }
    if source == "invented" {
        return vec![format!("invented {}", row.lang)];
    }
    let place = match source.split_once(['/', ':']) {
        Some(("pages", page)) => format!("pages: {}", page.split('/').next().unwrap_or(page)),
        Some(("github", _)) => "blogs".to_owned(),
        _ => row.place().to_owned(),
    };
    if row.picked {
        return vec![format!("picked as hard: {place} {}", row.lang)];
    }
    let mut groups = vec![format!("all {tongue}"), format!("{place} {}", row.lang)];
    if VIDEOS.iter().any(|place| source.starts_with(place)) {
        groups.push(format!("video comments {tongue}"));
    }
    if source.starts_with("pages/") {
        groups.push(format!("pages {tongue}"));
        groups.extend((!twin).then_some(knowing));
    }
    groups
}

fn is_word(name: &str) -> bool {
    name.starts_with("asks-word-")
}

/// The signals that show often enough, and the rows as points over them.
fn measure(rows: &[Row]) -> (Vec<String>, Vec<Point>) {
    let measured: Vec<Vec<Signal>> = rows.iter().map(|r| signals(&r.subject)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut sources: HashMap<&str, HashSet<(&str, &str)>> = HashMap::new();
    for (row, list) in rows.iter().zip(&measured) {
        for signal in list {
            *counts.entry(&signal.name).or_default() += 1;
            if is_word(&signal.name) {
                sources.entry(&signal.name).or_default().insert(row.home());
            }
        }
    }
    let names: Vec<String> = counts
        .iter()
        .filter(|(name, count)| {
            **count >= SEEN_IN_ROWS && sources.get(*name).is_none_or(|s| s.len() >= WORDS_IN_SOURCES)
        })
        .map(|(name, _)| (*name).to_owned())
        .collect();
    let places: HashMap<&str, usize> = names
        .iter()
        .enumerate()
        .map(|(at, name)| (name.as_str(), at))
        .collect();
    let points = rows
        .iter()
        .zip(&measured)
        .map(|(row, list)| Point {
            values: list
                .iter()
                .filter_map(|s| Some((*places.get(s.name.as_ref())?, s.value)))
                .collect(),
            asks: row.asks,
            weight: row.weight,
        })
        .collect();
    (names, points)
}

/// The rows somebody read, each judged by what the other sources teach.
fn held_out<'a>(
    rows: &'a [Row],
    points: &[Point],
    teach: impl Fn(&dyn Fn(&Row) -> bool) -> Fit,
) -> Vec<(&'a Row, f64)> {
    let read = |row: &Row| row.trust == Trust::Read;
    let sources: BTreeSet<&str> = rows
        .iter()
        .filter(|r| read(r))
        .map(|r| r.source.as_str())
        .collect();
    let mut judged = Vec::new();
    for source in sources {
        let fit = teach(&|row: &Row| row.source != source);
        let own = rows
            .iter()
            .zip(points)
            .filter(|(r, _)| r.source == source && read(r));
        judged.extend(own.map(|(row, point)| (row, fit.chance(&point.values))));
    }
    judged
}
