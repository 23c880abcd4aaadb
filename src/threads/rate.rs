//! The two-way rate and its interval.

use crate::values::{Kind, State};

use super::{Standing, Thread};

/// Cases below which a rate says nothing (product.md: "not enough seen").
const ENOUGH: u32 = 5;

/// An interval on a share, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Wilson's score interval at 95 % for `hits` of `n` (E. B. Wilson, 1927); the whole range for n = 0.
pub fn wilson(hits: u32, n: u32) -> Interval {
    if n == 0 {
        return Interval { low: 0.0, high: 1.0 };
    }
    let (z, n) = (1.959_963_984_540_054_f64, f64::from(n));
    let share = f64::from(hits) / n;
    let scale = 1.0 + z * z / n;
    let centre = (share + z * z / (2.0 * n)) / scale;
    let half = z / scale * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    Interval {
        low: (centre - half).max(0.0),
        high: (centre + half).min(1.0),
    }
}

/// How a post's author answers: of the comments that asked and whose replies are known, how many were answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TwoWay {
    /// Comments that asked and whose replies are known.
    pub asked: u32,
    /// Of these, answered by the OP.
    pub answered: u32,
    /// Comments of which nothing is known.
    pub unknown: u32,
}

impl TwoWay {
    /// The rates of all posts of a page; empty for comments.
    pub fn of_posts(thread: &Thread, standings: &[Standing]) -> Vec<TwoWay> {
        let mut rates = vec![TwoWay::default(); thread.items.len()];
        for (index, place) in thread.places.iter().enumerate() {
            let (Kind::Comment, Some(root), Some(state)) = (place.kind, place.root, standings[index].state)
            else {
                continue;
            };
            match state {
                State::Unknown => rates[root].unknown += 1,
                _ if !thread.asks[index] => {}
                state => {
                    rates[root].asked += 1;
                    rates[root].answered += u32::from(state == State::Answered);
                }
            }
        }
        rates
    }

    /// Whether enough is known to say anything.
    pub fn enough(&self) -> bool {
        self.asked >= ENOUGH
    }

    /// Others asked, and the OP answered nobody.
    pub fn one_way(&self) -> bool {
        self.enough() && self.answered == 0 && wilson(self.answered, self.asked).high < 0.5
    }

    /// The OP answers those who ask.
    pub fn two_way(&self) -> bool {
        self.enough() && wilson(self.answered, self.asked).low >= 0.5
    }
}
