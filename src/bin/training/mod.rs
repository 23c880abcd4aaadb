//! Training and measuring the judge of promotion: all that `train` and `evaluate` do.

mod beliefs;
mod choice;
mod cross;
mod files;
mod fit;
mod measure;
mod report;
mod rows;

use std::path::Path;
use std::process::ExitCode;

use choice::Choice;
use rows::Row;

const USAGE: &str = "usage: train TEXT_FOLDER WEIGHTS_FILE [--ours FOLDER] [--set NAME=NUMBER]...
       evaluate TEXT_FOLDER [--by source|lang|platform|row] [--brief] [--scores] [--errors N [LANG|public]] [--ours FOLDER] [--set NAME=NUMBER]...";

/// What the arguments say.
struct Orders {
    plain: Vec<String>,
    ours: String,
    by: String,
    brief: bool,
    scores: bool,
    errors: Option<usize>,
    choice: Choice,
}

/// Runs `train` or `evaluate` with the process's arguments.
pub(crate) fn command(name: &str) -> ExitCode {
    match orders().and_then(|orders| run(name, &orders)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{name}: {error}");
            ExitCode::from(2)
        }
    }
}

fn orders() -> rows::Outcome<Orders> {
    let mut orders = Orders {
        plain: Vec::new(),
        ours: concat!(env!("CARGO_MANIFEST_DIR"), "/training").to_string(),
        by: "source".to_string(),
        brief: false,
        scores: false,
        errors: None,
        choice: Choice::default(),
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(USAGE);
        match argument.as_str() {
            "--set" => orders.choice.set(&value()?)?,
            "--ours" => orders.ours = value()?,
            "--by" => orders.by = value()?,
            "--scores" => orders.scores = true,
            "--brief" => orders.brief = true,
            "--errors" => orders.errors = Some(value()?.parse()?),
            _ => orders.plain.push(argument),
        }
    }
    Ok(orders)
}

fn run(name: &str, orders: &Orders) -> rows::Outcome<()> {
    let folder = orders.plain.first().ok_or(USAGE)?;
    let second = orders.plain.get(1);
    let rows = rows::read(Path::new(folder), Path::new(&orders.ours), &orders.choice)?;
    let fold = rows::folds(&rows, &orders.by);
    let scores = cross::held_out(&rows, &fold, &orders.choice);
    let (slope, shift) = measure::calibrate(&rows, &scores, &orders.choice);
    if name == "train" {
        let all: Vec<&Row> = rows.iter().collect();
        let model = fit::to_model(&fit::fit(&all, &orders.choice), slope, shift);
        std::fs::write(second.ok_or(USAGE)?, model.to_bytes())?;
        eprintln!("{} rows, slope {slope:.3}, shift {shift:.3}", rows.len());
        return Ok(());
    }
    let judged: Vec<(&Row, f64)> = rows
        .iter()
        .zip(&scores)
        .map(|(row, s)| (row, duplex::judge::model::probability(slope * s + shift)))
        .collect();
    if orders.scores {
        report::scores(&judged);
        return Ok(());
    }
    match (orders.errors, orders.brief) {
        (Some(n), _) => report::show_errors(&judged, n, second.map(String::as_str)),
        (None, true) => report::one_line(&judged),
        (None, false) => report::table(&judged),
    }
    Ok(())
}
