//! Logistic regression with a ridge, by Newton's method.

/// One measured row.
pub(crate) struct Point {
    /// Which signals it shows, and how much.
    pub(crate) values: Vec<(usize, f64)>,
    /// The truth.
    pub(crate) asks: bool,
    /// How much it counts.
    pub(crate) weight: f64,
}

/// The prior and the weight of each of `width` signals. The prior is not pulled to zero.
pub(crate) fn logistic(points: &[Point], width: usize, ridge: f64) -> (f64, Vec<f64>) {
    let size = width + 1;
    let mut weights = vec![0.0; size];
    for _ in 0..30 {
        let mut gradient = vec![0.0; size];
        let mut curve = vec![vec![0.0; size]; size];
        for at in 0..width {
            gradient[at] = -ridge * weights[at];
            curve[at][at] = ridge;
        }
        curve[width][width] = 1e-6;
        for point in points {
            let with_prior = || point.values.iter().copied().chain([(width, 1.0)]);
            let score: f64 = with_prior().map(|(at, value)| weights[at] * value).sum();
            let chance = 1.0 / (1.0 + (-score).exp());
            let miss = point.weight * (f64::from(u8::from(point.asks)) - chance);
            let bend = point.weight * chance * (1.0 - chance);
            for (at, value) in with_prior() {
                gradient[at] += miss * value;
                for (other, second) in with_prior() {
                    curve[at][other] += bend * value * second;
                }
            }
        }
        let step = solve(curve, gradient);
        step.iter().zip(&mut weights).for_each(|(s, w)| *w += s);
        if step.iter().all(|s| s.abs() < 1e-7) {
            break;
        }
    }
    let prior = weights.pop().unwrap_or(0.0);
    (prior, weights)
}

/// Solves `matrix * x = right` for a symmetric, positive matrix, by elimination.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    for at in 0..size {
        let (above, below) = matrix.split_at_mut(at + 1);
        let pivot = &above[at];
        for (offset, row) in below.iter_mut().enumerate() {
            let factor = row[at] / pivot[at];
            if factor != 0.0 {
                row[at..].iter_mut().zip(&pivot[at..]).for_each(|(r, p)| *r -= factor * p);
                right[at + 1 + offset] -= factor * right[at];
            }
        }
    }
    for at in (0..size).rev() {
        let known: f64 = (at + 1..size).map(|other| matrix[at][other] * right[other]).sum();
        right[at] = (right[at] - known) / matrix[at][at];
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_that_tells_gets_a_weight() {
        let points: Vec<Point> = (0..40)
            .map(|n| Point { values: if n % 2 == 0 { vec![(0, 1.0)] } else { vec![(1, 1.0)] }, asks: n % 2 == 0, weight: 1.0 })
            .collect();
        let (_, weights) = logistic(&points, 3, 0.5);
        assert!(weights[0] > 1.0 && weights[1] < -1.0);
        assert_eq!(weights[2], 0.0);
    }
}
