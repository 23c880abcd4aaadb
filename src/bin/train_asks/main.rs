//! Learns the weights of the reply judge.
//!
//! usage: `train_asks [--leave-out] EXAMPLES.tsv LABELS.tsv ROWS.jsonl...`
//!
//! EXAMPLES are invented comments (`code<TAB>lang<TAB>text`), LABELS name rows of public sets (`id<TAB>code`), ROWS are labelled
//! comments and public sets, one JSON object a line (`id`, `text`, `lang`, `context`, `source` or `group`, `code` or `label`).
//! Writes the weights file to standard output. With `--leave-out` each source is judged by what the others teach, and the
//! result is one line a row: id, source, language, truth, chance.
#![allow(clippy::print_stdout, reason = "the result of this tool is its output")]

mod fit;
mod rows;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::process::ExitCode;

use duplex::judge::asks::{Signal, signals};
use fit::{Fit, Point};
use rows::{Row, Trust};

/// Strength of the pull to zero; chosen by leaving sources out.
const RIDGE: f64 = 3.0;
/// A signal that shows in fewer rows, or a word in fewer places, teaches nothing. All videos of one set are one place.
const SEEN_IN_ROWS: usize = 6;
const WORDS_IN_SOURCES: usize = 6;
/// A doubtful row that says "does not ask" against this chance is left out.
const CONTRADICTED: f64 = 0.5;
/// Added to the prior: left-out sources, blogs above all, ask more often than the others foretell. Chosen by leaving sources out.
const LIFT: f64 = 0.3;
/// A word whose weight is smaller is not shipped.
const WORD_MATTERS: f64 = 0.02;

fn main() -> ExitCode {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    let leave_out = files.first().is_some_and(|f| f == "--leave-out");
    if leave_out {
        files.remove(0);
    }
    if files.len() < 3 {
        eprintln!("usage: train_asks [--leave-out] EXAMPLES.tsv LABELS.tsv ROWS.jsonl...");
        return ExitCode::from(2);
    }
    let rows = match rows::read(&files[0], &files[1], &files[2..]) {
        Ok(rows) => rows,
        Err(problem) => {
            eprintln!("train_asks: {problem}");
            return ExitCode::from(2);
        }
    };
    let (names, points) = measure(&rows);
    if leave_out {
        judge_by_the_others(&rows, &points, names.len());
    } else {
        let fit = learn(&rows, &points, names.len(), |_| true);
        println!("asks-prior\t{:.4}", fit.prior);
        for (name, weight) in names.iter().zip(&fit.weights) {
            if !is_word(name) || weight.abs() >= WORD_MATTERS {
                println!("{name}\t{weight:.3}");
            }
        }
    }
    ExitCode::SUCCESS
}

fn is_word(name: &str) -> bool {
    name.starts_with("asks-word-")
}

/// The signals that show often enough, and the rows as points over them.
fn measure(rows: &[Row]) -> (Vec<String>, Vec<Point>) {
    let measured: Vec<Vec<Signal>> = rows.iter().map(|r| signals(&r.subject)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut sources: HashMap<&str, HashSet<&str>> = HashMap::new();
    for (row, list) in rows.iter().zip(&measured) {
        for signal in list {
            *counts.entry(&signal.name).or_default() += 1;
            if is_word(&signal.name) {
                sources.entry(&signal.name).or_default().insert(row.place());
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

/// Learns first from the rows somebody read, then also from the doubtful ones that are not plainly contradicted.
fn learn(rows: &[Row], points: &[Point], width: usize, counts: impl Fn(&Row) -> bool) -> Fit {
    let mut fit = Fit {
        prior: 0.0,
        weights: vec![0.0; width],
    };
    let chosen = |trust: &dyn Fn(&Row, &Point) -> bool| -> Vec<&Point> {
        rows.iter()
            .zip(points)
            .filter(|(r, p)| counts(r) && trust(r, p))
            .map(|(_, p)| p)
            .collect()
    };
    let read = chosen(&|row, _| row.trust == Trust::Read);
    fit.learn(&read, RIDGE);
    let first = fit.clone();
    let all = chosen(&|row, point| {
        row.trust == Trust::Read || row.asks || first.chance(&point.values) < CONTRADICTED
    });
    fit.learn(&all, RIDGE);
    fit.prior += LIFT;
    fit
}

/// Leaves out one source at a time and prints what the others make of it.
fn judge_by_the_others(rows: &[Row], points: &[Point], width: usize) {
    let sources: BTreeSet<&str> = rows
        .iter()
        .filter(|r| r.trust == Trust::Read)
        .map(|r| r.source.as_str())
        .collect();
    for source in sources {
        let fit = learn(rows, points, width, |row| row.source != source);
        for (row, point) in rows
            .iter()
            .zip(points)
            .filter(|(r, _)| r.source == source && r.trust == Trust::Read)
        {
            let chance = fit.chance(&point.values);
            println!(
                "{}\t{}\t{}\t{}\t{chance:.4}",
                row.id,
                row.source,
                row.lang,
                u8::from(row.asks)
            );
        }
    }
}
