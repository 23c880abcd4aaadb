//! Trains the weights of the judge of promotion on labelled rows.
//!
//! usage: train TEXT_FOLDER WEIGHTS_FILE \[--ours FOLDER\] \[--set NAME=NUMBER\]...

#[path = "training/mod.rs"]
mod training;

use std::path::Path;
use std::process::ExitCode;

use training::{choice::Choice, cross, fit, measure, rows};

const USAGE: &str = "usage: train TEXT_FOLDER WEIGHTS_FILE [--ours FOLDER] [--set NAME=NUMBER]...";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("train: {error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> rows::Outcome<()> {
    let (mut plain, mut choice) = (Vec::new(), Choice::default());
    let mut ours = concat!(env!("CARGO_MANIFEST_DIR"), "/training").to_string();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--set" => choice.set(&arguments.next().ok_or(USAGE)?)?,
            "--ours" => ours = arguments.next().ok_or(USAGE)?,
            _ => plain.push(argument),
        }
    }
    let [folder, file] = plain.as_slice() else {
        return Err(USAGE.into());
    };
    let rows = rows::read(Path::new(folder), Path::new(&ours), &choice)?;
    let fold = rows::folds(&rows, "source");
    let scores = cross::held_out(&rows, &fold, &choice);
    let (slope, shift) = measure::calibrate(&rows, &scores);
    let all: Vec<&rows::Row> = rows.iter().collect();
    let model = fit::to_model(&fit::fit(&all, &choice), slope, shift);
    std::fs::write(file, model.to_bytes())?;
    eprintln!("{} rows, slope {slope:.3}, shift {shift:.3}", rows.len());
    Ok(())
}
