//! Measures the judge of promotion on rows that its weights did not see.
//!
//! usage: evaluate TEXT_FOLDER \[--by source|lang|platform|row\] \[--ours FOLDER\] \[--set NAME=NUMBER\]... \[--brief\] \[--errors N \[LANG\]\]

#[path = "training/mod.rs"]
mod training;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use training::rows::{Part, Row};
use training::{choice::Choice, cross, measure, rows};

const USAGE: &str = "usage: evaluate TEXT_FOLDER [--by source|lang|platform|row] [--ours FOLDER] [--set NAME=NUMBER]... [--brief] [--errors N [LANG]]";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("evaluate: {error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> rows::Outcome<()> {
    let (mut folder, mut choice, mut by) = (None, Choice::default(), "source".to_string());
    let (mut brief, mut errors, mut lang) = (false, None, None);
    let mut ours = concat!(env!("CARGO_MANIFEST_DIR"), "/training").to_string();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--set" => choice.set(&arguments.next().ok_or(USAGE)?)?,
            "--ours" => ours = arguments.next().ok_or(USAGE)?,
            "--by" => by = arguments.next().ok_or(USAGE)?,
            "--brief" => brief = true,
            "--errors" => errors = Some(arguments.next().ok_or(USAGE)?.parse::<usize>()?),
            _ if folder.is_none() => folder = Some(argument),
            _ if errors.is_some() => lang = Some(argument),
            _ => return Err(USAGE.into()),
        }
    }
    let rows = rows::read(Path::new(&folder.ok_or(USAGE)?), Path::new(&ours), &choice)?;
    let scores = cross::held_out(&rows, &rows::folds(&rows, &by), &choice);
    let (slope, shift) = measure::calibrate(&rows, &scores);
    let judged: Vec<(&Row, f64)> = rows
        .iter()
        .zip(&scores)
        .map(|(row, s)| (row, 1.0 / (1.0 + (-(slope * s + shift)).exp())))
        .collect();
    match (errors, brief) {
        (Some(n), _) => show_errors(&judged, n, lang.as_deref()),
        (None, true) => one_line(&judged),
        (None, false) => table(&judged),
    }
    Ok(())
}

fn scored<'a>(judged: &'a [(&Row, f64)], fits: impl Fn(&Row) -> bool + 'a) -> Vec<(f64, bool)> {
    judged
        .iter()
        .filter(|(row, _)| fits(row))
        .map(|(row, p)| (*p, row.promo))
        .collect()
}

fn text_alone(row: &Row) -> bool {
    row.part == Part::Labelled && !row.with_context
}

const LANGS: &[&str] = &["en", "de", "es", "fr", "it", "nl", "pt"];

/// Ranking alone, on one line, for comparing choices.
fn one_line(judged: &[(&Row, f64)]) {
    let all = scored(judged, text_alone);
    let mut line = format!("all {:.3}", measure::auc(&all));
    for lang in LANGS {
        let part = scored(judged, |r| text_alone(r) && r.lang == *lang);
        line += &format!(" {lang} {:.3}", measure::auc(&part));
    }
    let context = scored(judged, |r| r.part == Part::Labelled && r.with_context);
    let videos = scored(judged, |r| r.part == Part::Public);
    line += &format!(
        " context {:.3} videos {:.3}",
        measure::auc(&context),
        measure::auc(&videos)
    );
    line += &format!(" r@p85 {:.3}", measure::recall_at(&all, 0.85));
    say(&line);
}

fn table(judged: &[(&Row, f64)]) {
    let mut groups: BTreeMap<String, Vec<(f64, bool)>> = BTreeMap::new();
    for (row, p) in judged {
        let set = match row.part {
            Part::Public => "public",
            Part::Labelled if row.with_context => "context",
            Part::Labelled => "text",
            Part::Extra | Part::Invented => continue,
        };
        let mut add = |name: String| groups.entry(name).or_default().push((*p, row.promo));
        add(format!("{set} all"));
        add(format!("{set} {}", row.lang));
        if set == "text" {
            add(format!("platform {}", row.platform));
        }
    }
    for (name, scored) in groups {
        let (precision, recall) = measure::at(&scored, duplex::judge::THRESHOLD);
        say(&format!(
            "{name:22} n {:5} pos {:5} auc {:.3} precision {precision:.3} recall {recall:.3} r@p85 {:.3} ece {:.3}",
            scored.len(),
            scored.iter().filter(|s| s.1).count(),
            measure::auc(&scored),
            measure::recall_at(&scored, 0.85),
            measure::calibration_error(&scored),
        ));
    }
}

/// The worst errors, for reading.
fn show_errors(judged: &[(&Row, f64)], n: usize, lang: Option<&str>) {
    let mut order: Vec<_> = judged
        .iter()
        .filter(|(r, _)| text_alone(r) && lang.is_none_or(|l| r.lang == l))
        .collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    let show = |(row, p): &(&Row, f64)| {
        let text: String = row.subject.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text: String = text.chars().take(300).collect();
        say(&format!("{p:.2} {} {} | {text}", row.category, row.source));
    };
    say("called promotional:");
    order
        .iter()
        .filter(|(r, _)| !r.promo)
        .take(n)
        .for_each(|j| show(j));
    say("missed:");
    order
        .iter()
        .rev()
        .filter(|(r, _)| r.promo)
        .take(n)
        .for_each(|j| show(j));
}

fn say(line: &str) {
    use std::io::Write;
    // A closed pipe ends the table, not the program.
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}
