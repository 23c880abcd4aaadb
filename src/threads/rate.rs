//! The two-way rate and its interval.

use alloc::{vec, vec::Vec};

use crate::values::{Kind, State, maths};

use super::{Standing, Thread};

/// Cases below which a rate says nothing (product.md: "not enough seen").
const ENOUGH: u32 = 5;
/// What one person can answer under one post (product.md, grace): from here on so many answers count as all.
const ANSWERABLE: u32 = 20;

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
    let half = z / scale * maths::root(share * (1.0 - share) / n + z * z / (4.0 * n * n));
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
    /// Of those that asked, questions and requests.
    pub questions: u32,
    /// Of these, answered by the OP.
    pub questions_answered: u32,
    /// Comments of which nothing is known.
    pub unknown: u32,
}

impl TwoWay {
    /// The rates of all posts of a page; empty for comments. `questions`: which items hold a question or a request.
    pub fn of_posts(thread: &Thread, standings: &[Standing], questions: &[bool]) -> Vec<TwoWay> {
        let mut rates = vec![TwoWay::default(); thread.items.len()];
        for (index, place) in thread.places.iter().enumerate() {
            let (Kind::Comment, Some(root), Some(state)) = (place.kind, place.root, standings[index].state)
            else {
                continue;
            };
            let rate = &mut rates[root];
            match state {
                State::Unknown => rate.unknown += 1,
                _ if !thread.asks[index] => {}
                state => {
                    let (answered, question) = (state == State::Answered, questions[index]);
                    rate.asked += 1;
                    rate.answered += u32::from(answered);
                    rate.questions += u32::from(question);
                    rate.questions_answered += u32::from(question && answered);
                }
            }
        }
        rates
    }

    /// Whether enough is known to say anything.
    pub fn enough(&self) -> bool {
        self.asked >= ENOUGH
    }

    /// The share answered, with what counts as all capped: answered, of how many.
    pub fn capped(&self) -> (u32, u32) {
        let all = self.asked.min(ANSWERABLE);
        (self.answered.min(all), all)
    }

    fn interval(&self) -> Interval {
        let (answered, all) = self.capped();
        wilson(answered, all)
    }

    /// Others asked, and the OP answered nobody.
    pub fn one_way(&self) -> bool {
        self.enough() && self.answered == 0 && self.interval().high < 0.5
    }

    /// The OP answers those who ask.
    pub fn two_way(&self) -> bool {
        self.enough() && self.interval().low >= 0.5
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(answered: u32, asked: u32) -> TwoWay {
        TwoWay {
            asked,
            answered,
            ..TwoWay::default()
        }
    }

    #[test]
    fn a_handful_says_nothing_and_a_crowd_asks_no_more_than_one_can_answer() {
        assert!(!rate(0, 4).one_way() && rate(0, 5).one_way());
        assert!(!rate(4, 4).two_way() && rate(5, 5).two_way());
        assert!(!rate(12, 20).two_way() && rate(20, 300).two_way());
        assert!(!rate(1, 300).one_way() && rate(0, 300).one_way());
    }

    #[test]
    fn the_interval_is_wilsons() {
        let found = wilson(8, 10);
        assert!(
            (found.low - 0.490).abs() < 1e-3 && (found.high - 0.943).abs() < 1e-3,
            "{found:?}"
        );
        assert_eq!(wilson(0, 0), Interval { low: 0.0, high: 1.0 });
    }
}
