//! Logistic regression over sparse rows: AdaGrad, L2, fixed order, so that equal inputs give equal weights.

use duplex::judge::model::Model;
use duplex::judge::{signals, wording};

use super::rows::{Row, WORDING_SCALE};

const ROUNDS: usize = 30;
const RATE: f32 = 0.12;

/// L2 penalty of wording slots and of named signals; chosen on left-out sources.
const WORDING_PENALTY: f32 = 4.0;
const NAMED_PENALTY: f32 = 10.0;

/// Weights: named signals, wording slots, and last the prior.
pub(crate) fn fit(rows: &[&Row]) -> Vec<f32> {
    let named = signals::names().len();
    let size = named + wording::SLOTS;
    let (strong, light) = (WORDING_PENALTY, NAMED_PENALTY);
    let mut weights = vec![0f32; size + 1];
    let mut squares = vec![1e-3f32; size + 1];
    // How often a feature is seen, so that a sparse step pays its whole share of the penalty.
    let mut seen = vec![0f32; size];
    for row in rows {
        for &(at, _) in &row.features {
            seen[at as usize] += 1.0;
        }
    }
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut random = 0x2545_F491_4F6C_DD1Du64;
    for _ in 0..ROUNDS {
        for i in (1..order.len()).rev() {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            order.swap(i, (random % (i as u64 + 1)) as usize);
        }
        for &i in &order {
            let row = rows[i];
            let odds: f32 = weights[size]
                + row
                    .features
                    .iter()
                    .map(|&(at, v)| weights[at as usize] * v)
                    .sum::<f32>();
            let target = if row.promo { 0.97 } else { 0.03 };
            let error = (1.0 / (1.0 + (-odds).exp()) - target) * row.weight;
            for &(at, value) in &row.features {
                let at = at as usize;
                let l2 = if at < named { light } else { strong };
                let slope = error * value + l2 * weights[at] / seen[at];
                squares[at] += slope * slope;
                weights[at] -= RATE * slope / squares[at].sqrt();
            }
            squares[size] += error * error;
            weights[size] -= RATE * error / squares[size].sqrt();
        }
    }
    // A slot seen once is chance.
    for at in named..size {
        if seen[at] < 2.0 {
            weights[at] = 0.0;
        }
    }
    weights
}

/// Log-odds of one row.
pub(crate) fn score(weights: &[f32], row: &Row) -> f64 {
    let prior = weights.last().copied().unwrap_or(0.0);
    f64::from(
        prior
            + row
                .features
                .iter()
                .map(|&(at, v)| weights[at as usize] * v)
                .sum::<f32>(),
    )
}

/// Folds the calibration in and quantises the wording table.
pub(crate) fn to_model(weights: &[f32], slope: f64, shift: f64) -> Model {
    let named = signals::names().len();
    let slope = slope as f32;
    let table = &weights[named..named + wording::SLOTS];
    let most = table.iter().fold(1e-6f32, |m, w| m.max(w.abs()));
    let unit = most / 127.0;
    Model {
        prior: weights[weights.len() - 1] * slope + shift as f32,
        signals: weights[..named].iter().map(|w| w * slope).collect(),
        step: unit * slope * WORDING_SCALE,
        wording: table.iter().map(|w| (w / unit).round() as i8).collect(),
    }
}
