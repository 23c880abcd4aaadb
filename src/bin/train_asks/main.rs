//! Learns the weights of the reply judge.
//!
//! usage: `train_asks [--signals] EXAMPLES.tsv LABELS.tsv ROWS.jsonl...`
//!
//! EXAMPLES are invented comments (`code<TAB>lang<TAB>text`), LABELS name rows of public sets (`id<TAB>code`), ROWS are labelled
//! comments and public sets, one JSON object a line (`id`, `text`, `lang`, `context`, `source` or `group`, `code` or `label`).
//! Writes the weights file to standard output; with `--signals` the measured rows instead, one JSON object a line.
#![allow(clippy::print_stdout, reason = "the result of this tool is its output")]

mod fit;
mod rows;

use std::collections::BTreeMap;
use std::process::ExitCode;

use duplex::judge::asks::signals;

/// Strength of the pull to zero; chosen by leaving sources out.
const RIDGE: f64 = 3.0;
/// A signal that shows in fewer rows teaches nothing.
const SEEN_IN: usize = 8;

fn main() -> ExitCode {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    let only_signals = files.first().is_some_and(|f| f == "--signals");
    if only_signals {
        files.remove(0);
    }
    if files.len() < 3 {
        eprintln!("usage: train_asks [--signals] EXAMPLES.tsv LABELS.tsv ROWS.jsonl...");
        return ExitCode::from(2);
    }
    let rows = match rows::read(&files[0], &files[1], &files[2..]) {
        Ok(rows) => rows,
        Err(problem) => {
            eprintln!("train_asks: {problem}");
            return ExitCode::from(2);
        }
    };
    let measured: Vec<BTreeMap<&str, f64>> =
        rows.iter().map(|r| signals(&r.subject).into_iter().map(|s| (s.name, s.value)).collect()).collect();
    if only_signals {
        for (row, signals) in rows.iter().zip(&measured) {
            println!("{}", row.to_json(signals));
        }
        return ExitCode::SUCCESS;
    }
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    measured.iter().flat_map(BTreeMap::keys).for_each(|name| *seen.entry(name).or_default() += 1);
    let names: Vec<&str> = seen.iter().filter(|(_, n)| **n >= SEEN_IN).map(|(name, _)| *name).collect();
    let points: Vec<fit::Point> = rows
        .iter()
        .zip(&measured)
        .map(|(row, signals)| fit::Point {
            values: names.iter().enumerate().filter_map(|(at, n)| Some((at, *signals.get(n)?))).collect(),
            asks: row.asks,
            weight: row.weight,
        })
        .collect();
    let (prior, weights) = fit::logistic(&points, names.len(), RIDGE);
    println!("asks-prior\t{prior:.4}");
    for (name, weight) in names.iter().zip(weights) {
        println!("{name}\t{weight:.4}");
    }
    ExitCode::SUCCESS
}
