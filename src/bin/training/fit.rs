//! Logistic regression over sparse rows: AdaGrad, L2, fixed order, so that equal inputs give equal weights.

use duplex::judge::model::Model;
use duplex::judge::{signals, wording};

use super::beliefs::BELIEFS;
use super::choice::Choice;
use super::rows::Row;

/// Weights as trained, before calibration.
#[derive(Default)]
pub(crate) struct Weights {
    prior: f32,
    named: Part,
    slots: Part,
}

/// One group of weights under one penalty.
#[derive(Default)]
struct Part {
    weights: Vec<f32>,
    /// What each weight is drawn to.
    belief: Vec<f32>,
    squares: Vec<f32>,
    /// Rows that hold each feature: a sparse step pays its whole share of the penalty.
    seen: Vec<f32>,
    penalty: f32,
    /// What a feature's value is multiplied by.
    scale: f32,
    /// Most that a weight may be.
    most: f32,
}

impl Part {
    fn new<'a>(size: usize, penalty: f32, scale: f32, rows: impl Iterator<Item = &'a [(u32, f32)]>) -> Self {
        let mut seen = vec![0f32; size];
        for &(at, _) in rows.flatten() {
            seen[at as usize] += 1.0;
        }
        Self {
            weights: vec![0.0; size],
            belief: vec![0.0; size],
            squares: vec![1e-3; size],
            seen,
            penalty,
            scale,
            most: f32::INFINITY,
        }
    }

    fn odds(&self, features: &[(u32, f32)]) -> f32 {
        let sum: f32 = features
            .iter()
            .map(|&(at, v)| self.weights[at as usize] * v)
            .sum();
        sum * self.scale
    }

    fn step(&mut self, features: &[(u32, f32)], error: f32, rate: f32) {
        for &(at, value) in features {
            let at = at as usize;
            let slope = error * value * self.scale
                + self.penalty * (self.weights[at] - self.belief[at]) / self.seen[at];
            self.squares[at] += slope * slope;
            let weight = self.weights[at] - rate * slope / self.squares[at].sqrt();
            self.weights[at] = weight.clamp(-self.most, self.most);
        }
    }
}

type Features = Vec<(u32, f32)>;

/// Xorshift: the same numbers in every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Leaves this share of the features out, so that no few of them carry a row; the others count for them.
    fn thin(&mut self, features: &[(u32, f32)], dropped: f32, out: &mut Features) {
        out.clear();
        for &(at, value) in features {
            if (self.next() >> 40) as f32 / 16_777_216.0 >= dropped {
                out.push((at, value / (1.0 - dropped)));
            }
        }
    }
}

/// Mean of the weights over rounds: what the last rows of a round happened to be does not count.
#[derive(Default)]
struct Mean {
    rounds: f32,
    prior: f32,
    named: Vec<f32>,
    slots: Vec<f32>,
}

impl Mean {
    fn add(&mut self, prior: f32, named: &[f32], slots: &[f32]) {
        self.rounds += 1.0;
        self.prior += prior;
        for (sum, weights) in [(&mut self.named, named), (&mut self.slots, slots)] {
            sum.resize(weights.len(), 0.0);
            for (sum, weight) in sum.iter_mut().zip(weights) {
                *sum += weight;
            }
        }
    }

    fn weights(self) -> (f32, Vec<f32>, Vec<f32>) {
        let mean = |sums: Vec<f32>| sums.into_iter().map(|sum| sum / self.rounds).collect();
        (self.prior / self.rounds, mean(self.named), mean(self.slots))
    }
}

/// Weights for these rows.
pub(crate) fn fit(rows: &[&Row], choice: &Choice) -> Weights {
    let mut named = Part::new(
        signals::names().len(),
        choice.named,
        1.0,
        rows.iter().map(|r| r.named.as_slice()),
    );
    for (at, name) in signals::names().iter().enumerate() {
        if let Some((_, odds)) = BELIEFS.iter().find(|(believed, _)| believed == name) {
            named.belief[at] = odds * choice.belief;
            named.weights[at] = named.belief[at];
        }
    }
    let mut slots = Part::new(
        wording::SLOTS,
        choice.wording,
        choice.scale,
        rows.iter().map(|r| r.slots.as_slice()),
    );
    slots.most = choice.most;
    let (mut prior, mut prior_squares) = (0f32, 1e-3f32);
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut chance = Chance(0x2545_F491_4F6C_DD1D);
    let mut mean = Mean::default();
    let (mut some_named, mut some_slots) = (Features::new(), Features::new());
    for left in (0..choice.rounds as usize).rev() {
        for i in (1..order.len()).rev() {
            order.swap(i, (chance.next() % (i as u64 + 1)) as usize);
        }
        for &i in &order {
            let row = rows[i];
            chance.thin(&row.named, choice.dropped, &mut some_named);
            chance.thin(&row.slots, choice.dropped, &mut some_slots);
            let odds = prior + named.odds(&some_named) + slots.odds(&some_slots);
            let target = if row.promo { choice.sure } else { 1.0 - choice.sure };
            let error = (1.0 / (1.0 + (-odds).exp()) - target) * row.weight;
            named.step(&some_named, error, choice.rate);
            slots.step(&some_slots, error, choice.rate);
            prior_squares += error * error;
            prior -= choice.rate * error / prior_squares.sqrt();
        }
        if left < choice.averaged as usize {
            mean.add(prior, &named.weights, &slots.weights);
        }
    }
    if mean.rounds > 0.0 {
        (prior, named.weights, slots.weights) = mean.weights();
    }
    // A slot seen once is chance.
    for (weight, seen) in slots.weights.iter_mut().zip(&slots.seen) {
        if *seen < 2.0 {
            *weight = 0.0;
        }
    }
    Weights { prior, named, slots }
}

/// Log-odds of one row.
pub(crate) fn score(weights: &Weights, row: &Row) -> f64 {
    f64::from(weights.prior + weights.named.odds(&row.named) + weights.slots.odds(&row.slots))
}

/// Folds the calibration in and quantises the wording table.
pub(crate) fn to_model(weights: &Weights, slope: f64, shift: f64) -> Model {
    let slope = slope as f32;
    let table = &weights.slots.weights;
    let most = table.iter().fold(1e-6f32, |m, w| m.max(w.abs()));
    let unit = most / 127.0;
    Model {
        prior: weights.prior * slope + shift as f32,
        signals: weights.named.weights.iter().map(|w| w * slope).collect(),
        step: unit * slope * weights.slots.scale,
        wording: table.iter().map(|w| (w / unit).round() as i8).collect(),
    }
}
