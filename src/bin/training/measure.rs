//! Ranking, precision and calibration of scores against labels.

use std::collections::BTreeMap;

use super::choice::Choice;
use super::rows::{Part, Row};

/// Chance that a promotional row scores above another; ties count half.
pub(crate) fn auc(scored: &[(f64, bool)]) -> f64 {
    let mut order = scored.to_vec();
    order.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below, mut wins, mut at) = (0.0, 0.0, 0);
    while at < order.len() {
        let mut end = at;
        while end < order.len() && order[end].0 == order[at].0 {
            end += 1;
        }
        let yes = order[at..end].iter().filter(|o| o.1).count() as f64;
        let no = (end - at) as f64 - yes;
        wins += yes * (below + no / 2.0);
        below += no;
        at = end;
    }
    wins / (below * (scored.len() as f64 - below))
}

/// Slope and shift that make log-odds honest (Platt), every language counting alike.
pub(crate) fn calibrate(rows: &[Row], scores: &[f64], choice: &Choice) -> (f64, f64) {
    let (mut slope, mut shift) = (1.0, 0.0);
    let mut size: BTreeMap<&str, f64> = BTreeMap::new();
    for row in rows.iter().filter(|r| r.part == Part::Labelled) {
        *size.entry(&row.lang).or_default() += 1.0;
    }
    let weight = |r: &Row| 1.0 / size.get(r.lang.as_str()).map_or(1.0, |n| n.sqrt());
    for _ in 0..200 {
        let mut g = [0.0; 2];
        let mut h = [1e-9, 0.0, 1e-9];
        for (row, s) in rows.iter().zip(scores).filter(|(r, _)| r.part == Part::Labelled) {
            let p = 1.0 / (1.0 + (-(slope * s + shift)).exp());
            let (w, e) = (weight(row), p - f64::from(u8::from(row.promo)));
            let v = (p * (1.0 - p)).max(1e-4) * w;
            g = [g[0] + w * e * s, g[1] + w * e];
            h = [h[0] + v * s * s, h[1] + v * s, h[2] + v];
        }
        let det = h[0] * h[2] - h[1] * h[1];
        slope -= 0.5 * (h[2] * g[0] - h[1] * g[1]) / det;
        shift -= 0.5 * (h[0] * g[1] - h[1] * g[0]) / det;
    }
    (slope, shift - f64::from(choice.caution))
}

/// Mean distance of ten equal-count bins from their share of promotional rows.
pub(crate) fn calibration_error(scored: &[(f64, bool)]) -> f64 {
    let mut order = scored.to_vec();
    order.sort_by(|a, b| a.0.total_cmp(&b.0));
    (0..10)
        .map(|b| {
            let part = &order[b * order.len() / 10..(b + 1) * order.len() / 10];
            part.iter()
                .map(|(p, y)| p - f64::from(u8::from(*y)))
                .sum::<f64>()
                .abs()
        })
        .sum::<f64>()
        / order.len() as f64
}

/// Precision and recall of a threshold.
pub(crate) fn at(scored: &[(f64, bool)], threshold: f64) -> (f64, f64) {
    let told = scored.iter().filter(|s| s.0 >= threshold).count() as f64;
    let right = scored.iter().filter(|s| s.0 >= threshold && s.1).count() as f64;
    let yes = scored.iter().filter(|s| s.1).count() as f64;
    (right / told, right / yes)
}

/// Highest recall of any threshold that keeps this precision.
pub(crate) fn recall_at(scored: &[(f64, bool)], precision: f64) -> f64 {
    let mut order = scored.to_vec();
    order.sort_by(|a, b| b.0.total_cmp(&a.0));
    let yes = order.iter().filter(|s| s.1).count() as f64;
    let (mut right, mut best) = (0.0, 0.0f64);
    for (told, (_, promo)) in order.iter().enumerate() {
        right += f64::from(u8::from(*promo));
        if right / (told as f64 + 1.0) >= precision {
            best = best.max(right / yes);
        }
    }
    best
}
