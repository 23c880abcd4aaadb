//! From signals to a probability: a sum of weights, each of them a reason.

use alloc::borrow::ToOwned;
use alloc::{vec, vec::Vec};

use super::signals::{Signal, signals};
use crate::data;
use crate::values::{Lazy, Reason, Subject, Table, decimal, maths, strongest_first};

/// Lines `name<TAB>weight`; written by `train_asks`.
static WEIGHTS: Lazy<Table<f64>> = Lazy::new(|| {
    let mut weights = Table::default();
    for line in data::text("judge/asks/weights.tsv").lines() {
        if let Some((name, weight)) = line.split_once('\t')
            && let Some(weight) = decimal(weight)
        {
            weights.insert(name, weight);
        }
    }
    weights
});

/// The shipped weights, by name.
pub fn weights() -> impl Iterator<Item = (&'static str, f64)> {
    let values = WEIGHTS.values().iter().enumerate();
    values.map(|(at, weight)| (WEIGHTS.names().name(at), *weight))
}

/// The reason that stands for a comment of which nothing is known.
const PRIOR: &str = "asks-prior";
/// The reason that gathers what is too small to name.
const REST: &str = "asks-rest";
/// Below this a reason goes into the rest.
const SMALL: f64 = 0.1;
/// Log-odds further out than this (1 in 1,100) claim more than the labels can bear.
const SUREST: f64 = 7.0;

/// How likely a comment asks its author for a reply, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Asks {
    /// 0 to 1.
    pub probability: f64,
    /// Strongest first, `asks-prior` among them; their weights sum to the log-odds.
    pub reasons: Vec<Reason>,
}

/// Judges one comment.
pub fn judge_asks(subject: &Subject) -> Asks {
    let mut reasons = vec![whole(PRIOR, weight(PRIOR))];
    let mut rest = 0.0;
    for Signal {
        name,
        value,
        start,
        end,
    } in signals(subject)
    {
        let weight = weight(&name) * value;
        if weight.abs() < SMALL {
            rest += weight;
        } else {
            reasons.push(Reason {
                signal: name.into_owned(),
                start,
                end,
                weight,
            });
        }
    }
    let sum: f64 = rest + reasons.iter().map(|r| r.weight).sum::<f64>();
    rest += sum.clamp(-SUREST, SUREST) - sum;
    if rest != 0.0 {
        reasons.push(whole(REST, rest));
    }
    strongest_first(&mut reasons);
    let log_odds: f64 = reasons.iter().map(|r| r.weight).sum();
    Asks {
        probability: 1.0 / (1.0 + maths::exp(-log_odds)),
        reasons,
    }
}

/// The signals of questions and requests, by the words with which their names begin; substantive points have others.
const QUESTION: [&str; 10] = [
    "asks-q",
    "asks-question",
    "asks-u",
    "asks-frame",
    "asks-request",
    "asks-wonder",
    "asks-asking",
    "asks-anybody",
    "asks-trouble",
    "asks-thanks-in-advance",
];

/// Whether a comment that asks for a reply does so by a question or a request, not by a point alone.
pub fn is_question(reasons: &[Reason]) -> bool {
    let begins = |r: &Reason, start: &str| {
        let rest = r.signal.strip_prefix(start);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    let of_question = |r: &&Reason| QUESTION.iter().any(|start| begins(r, start));
    reasons.iter().filter(of_question).map(|r| r.weight).sum::<f64>() > 0.0
}

fn weight(name: &str) -> f64 {
    WEIGHTS.get(name).copied().unwrap_or(0.0)
}

fn whole(name: &str, weight: f64) -> Reason {
    Reason {
        signal: name.to_owned(),
        start: 0,
        end: 0,
        weight,
    }
}
