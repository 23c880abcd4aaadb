//! Scores every row by weights that never saw its fold.

use super::choice::Choice;
use super::fit;
use super::rows::Row;

/// Log-odds of every row, left out with its fold; rows without a fold always train and score 0.
pub(crate) fn held_out(rows: &[Row], fold: &[Option<usize>], choice: &Choice) -> Vec<f64> {
    let folds = fold.iter().flatten().max().map_or(0, |m| m + 1);
    let mut scores = vec![0.0; rows.len()];
    let train = |half: usize| {
        (0..folds)
            .filter(|f| f % 2 == half)
            .map(|f| {
                let train: Vec<&Row> = rows
                    .iter()
                    .zip(fold)
                    .filter(|(_, r)| **r != Some(f))
                    .map(|(r, _)| r)
                    .collect();
                (f, fit::fit(&train, choice))
            })
            .collect::<Vec<_>>()
    };
    let results = std::thread::scope(|scope| {
        let halves = [scope.spawn(|| train(0)), scope.spawn(|| train(1))];
        halves
            .into_iter()
            .flat_map(|h| h.join().unwrap_or_default())
            .collect::<Vec<_>>()
    });
    for (f, weights) in results {
        for (i, row) in rows.iter().enumerate().filter(|(i, _)| fold[*i] == Some(f)) {
            scores[i] = fit::score(&weights, row);
        }
    }
    scores
}
