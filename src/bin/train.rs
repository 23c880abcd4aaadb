//! Trains the weights on labelled rows, or measures them on left-out sources.
//!
//! usage: train TEXT_FOLDER WEIGHTS_FILE     train on everything, write the weights
//!        train TEXT_FOLDER --cross \[FIELD\]  leave out one fold of FIELD (source, lang, platform, row) at a time

#[path = "training/fit.rs"]
mod fit;
#[path = "training/measure.rs"]
mod measure;
#[path = "training/rows.rs"]
mod rows;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        [folder, "--cross", field] => cross(folder, field),
        [folder, "--cross"] => cross(folder, "source"),
        [folder, file] => train(folder, file),
        _ => Err("usage: train TEXT_FOLDER WEIGHTS_FILE | TEXT_FOLDER --cross [FIELD]".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("train: {error}");
            ExitCode::from(2)
        }
    }
}

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Log-odds of every row, judged by weights that never saw its fold.
fn held_out(rows: &[rows::Row], fold: &[usize]) -> Vec<f64> {
    let folds = fold.iter().max().map_or(0, |m| m + 1);
    let mut scores = vec![0.0; rows.len()];
    let results: Vec<(usize, Vec<f32>)> = std::thread::scope(|scope| {
        let halves: Vec<_> = (0..2)
            .map(|half| {
                scope.spawn(move || {
                    (0..folds)
                        .filter(|f| f % 2 == half)
                        .map(|f| {
                            let train: Vec<&rows::Row> = rows
                                .iter()
                                .zip(fold)
                                .filter(|(_, r)| **r != f)
                                .map(|(r, _)| r)
                                .collect();
                            (f, fit::fit(&train))
                        })
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        halves
            .into_iter()
            .flat_map(|h| h.join().unwrap_or_default())
            .collect()
    });
    for (f, weights) in results {
        for (i, row) in rows.iter().enumerate().filter(|(i, _)| fold[*i] == f) {
            scores[i] = fit::score(&weights, row);
        }
    }
    scores
}

fn cross(folder: &str, field: &str) -> Outcome {
    let rows = rows::read(std::path::Path::new(folder))?;
    let fold = rows::folds(&rows, field);
    let scores = held_out(&rows, &fold);
    measure::table(&rows, &scores);
    Ok(())
}

fn train(folder: &str, file: &str) -> Outcome {
    let rows = rows::read(std::path::Path::new(folder))?;
    let fold = rows::folds(&rows, "source");
    let scores = held_out(&rows, &fold);
    let (slope, shift) = measure::calibrate(&rows, &scores);
    let all: Vec<&rows::Row> = rows.iter().collect();
    let model = fit::to_model(&fit::fit(&all), slope, shift);
    std::fs::write(file, model.to_bytes())?;
    eprintln!("{} rows, slope {slope:.3}, shift {shift:.3}", rows.len());
    Ok(())
}
