//! Measures what the extension costs: each figure beside a baseline from the same run.

pub mod cold;
pub mod engine;
pub mod feed;
pub mod peer;
pub mod popup;
pub mod processes;
pub mod record;
pub mod scroll;
pub mod size;

use serde::Serialize;

/// So often everything is measured; what counts is the median.
pub const ROUNDS: usize = 9;

/// One line of the bench.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    /// What was measured, with the browser it was measured in.
    pub name: String,
    /// The measured value.
    pub value: f64,
    /// Of value and baseline.
    pub unit: &'static str,
    /// What it is held against; absent where nothing is.
    pub baseline: Option<f64>,
    /// Value over baseline.
    pub ratio: Option<f64>,
}

impl Figure {
    /// A figure beside its baseline; no ratio where the baseline is nothing.
    pub fn new(name: impl Into<String>, value: f64, unit: &'static str, baseline: Option<f64>) -> Self {
        let ratio = baseline.filter(|b| *b > 0.0).map(|b| value / b);
        Self {
            name: name.into(),
            value: rounded(value),
            unit,
            baseline: baseline.map(rounded),
            ratio: ratio.map(rounded),
        }
    }
}

/// Three places after the point: more would only pretend.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// The middle of the values; 0 of none.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => 0.0,
        n if n % 2 == 1 => sorted[middle],
        _ => (sorted[middle - 1] + sorted[middle]) / 2.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_needs_a_baseline() {
        assert_eq!(Figure::new("a", 3.0, "ms", Some(2.0)).ratio, Some(1.5));
        assert_eq!(Figure::new("a", 3.0, "ms", Some(0.0)).ratio, None);
        assert_eq!(Figure::new("a", 3.0, "ms", None).ratio, None);
    }

    #[test]
    fn the_median_lies_in_the_middle() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
        assert_eq!(median(&[]), 0.0);
    }
}
