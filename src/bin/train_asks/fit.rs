//! Logistic regression with a ridge, by Newton's method; each step is solved by conjugate gradients.

/// One measured row.
pub(crate) struct Point {
    /// Which signals it shows, and how much.
    pub(crate) values: Vec<(usize, f64)>,
    /// The truth.
    pub(crate) asks: bool,
    /// How much it counts.
    pub(crate) weight: f64,
}

/// What was learnt.
#[derive(Clone)]
pub(crate) struct Fit {
    pub(crate) prior: f64,
    pub(crate) weights: Vec<f64>,
}

impl Fit {
    /// The log-odds that a row asks.
    pub(crate) fn score(&self, values: &[(usize, f64)]) -> f64 {
        let said = values.iter().map(|&(at, value)| self.weights[at] * value);
        self.prior + said.sum::<f64>()
    }

    /// The chance that a row asks.
    pub(crate) fn chance(&self, values: &[(usize, f64)]) -> f64 {
        1.0 / (1.0 + (-self.score(values)).exp())
    }

    /// Learns from `points` over `width` signals, starting from `self`. The prior is hardly pulled to zero.
    pub(crate) fn learn(&mut self, points: &[&Point], ridge: f64) {
        for _ in 0..25 {
            let width = self.weights.len();
            let mut slope: Vec<f64> = self.weights.iter().map(|w| -ridge * w).chain([0.0]).collect();
            let mut bends = Vec::with_capacity(points.len());
            for point in points {
                let chance = self.chance(&point.values);
                let miss = point.weight * (f64::from(u8::from(point.asks)) - chance);
                bends.push(point.weight * chance * (1.0 - chance));
                point
                    .values
                    .iter()
                    .for_each(|&(at, value)| slope[at] += miss * value);
                slope[width] += miss;
            }
            let step = solve(&slope, |direction| {
                let mut out: Vec<f64> = direction.iter().map(|d| ridge * d).collect();
                out[width] = 1e-6 * direction[width];
                for (point, bend) in points.iter().zip(&bends) {
                    let along: f64 = direction[width]
                        + point
                            .values
                            .iter()
                            .map(|&(at, value)| direction[at] * value)
                            .sum::<f64>();
                    point
                        .values
                        .iter()
                        .for_each(|&(at, value)| out[at] += bend * along * value);
                    out[width] += bend * along;
                }
                out
            });
            self.weights.iter_mut().zip(&step).for_each(|(w, s)| *w += s);
            self.prior += step[width];
            if step.iter().all(|s| s.abs() < 1e-4) {
                break;
            }
        }
    }
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(l, r)| l * r).sum()
}

/// Solves `bend(x) = right` for a symmetric positive `bend`, by conjugate gradients.
fn solve(right: &[f64], bend: impl Fn(&[f64]) -> Vec<f64>) -> Vec<f64> {
    let mut x = vec![0.0; right.len()];
    let mut rest = right.to_vec();
    let mut direction = rest.clone();
    let mut size = dot(&rest, &rest);
    let enough = size * 1e-10 + 1e-20;
    for _ in 0..200 {
        if size < enough {
            break;
        }
        let bent = bend(&direction);
        let far = size / dot(&direction, &bent);
        for at in 0..x.len() {
            x[at] += far * direction[at];
            rest[at] -= far * bent[at];
        }
        let next = dot(&rest, &rest);
        direction
            .iter_mut()
            .zip(&rest)
            .for_each(|(d, r)| *d = r + next / size * *d);
        size = next;
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_that_tells_gets_a_weight() {
        let points: Vec<Point> = (0..40)
            .map(|n| Point {
                values: vec![(n % 2, 1.0)],
                asks: n % 2 == 0,
                weight: 1.0,
            })
            .collect();
        let mut fit = Fit {
            prior: 0.0,
            weights: vec![0.0; 3],
        };
        fit.learn(&points.iter().collect::<Vec<_>>(), 0.5);
        assert!(fit.weights[0] > 1.0 && fit.weights[1] < -1.0);
        assert_eq!(fit.weights[2], 0.0);
        assert!(fit.chance(&[(0, 1.0)]) > 0.9);
    }
}
