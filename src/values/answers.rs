//! What the reader said of single verdicts, and how far that moves the judge for this reader alone.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Fill, Judgement, Kind, Label, Members, Out, Put, Sorted, maths, sort_by};

/// Milliseconds after which an answer counts half: 60 days.
const HALF_LIFE: f64 = 60.0 * 86_400_000.0;
/// Answers kept, at most; the oldest go first.
const KEPT: usize = 300;
/// What one answer moves, in log-odds, and the most that all together move.
const STEP: f64 = 0.12;
const MOST: f64 = 0.6;
/// What one answer moves a signal that alone decided, as a share of its weight, and the most for one signal.
const SHARE: f64 = 0.3;
const MOST_SHARE: f64 = 0.5;
/// The most that shift and signals together move a score, in log-odds: 0.5 becomes 0.27 or 0.73, 0.95 stays above 0.88.
const BOUND: f64 = 1.0;
/// Signals that are blamed or praised for a verdict.
const DECIDING: usize = 5;

/// *Wrong* or *right*, said of one verdict.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The site's name and the item's key, a line each.
    pub item: String,
    /// Post or comment.
    pub kind: Kind,
    /// The badge that it was said of.
    pub label: Option<Label>,
    /// It was right.
    pub right: bool,
    /// When, in milliseconds since 1970.
    pub at: f64,
    /// The item's text, for the export.
    pub text: String,
    /// Language tag, where the page says it.
    pub lang: Option<String>,
    /// The signals that decided, and what each added to the log-odds.
    pub signals: Vec<(String, f64)>,
}

impl Put for Answer {
    fn put(&self, out: &mut Out) {
        out.open('{');
        out.members(&[
            ("item", &self.item),
            ("kind", &self.kind),
            ("label", &self.label),
            ("right", &self.right),
            ("at", &self.at),
            ("text", &self.text),
        ]);
        out.said(&[("lang", &self.lang)]);
        out.members(&[("signals", &self.signals)]);
        out.close('}');
    }
}

impl Members for Answer {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "item" => &mut self.item,
            "kind" => &mut self.kind,
            "label" => &mut self.label,
            "right" => &mut self.right,
            "at" => &mut self.at,
            "text" => &mut self.text,
            "lang" => &mut self.lang,
            "signals" => &mut self.signals,
            _ => return None,
        })
    }

    fn passes_over(&self) -> bool {
        true
    }
}

impl Answer {
    /// Whether it speaks of asking for a reply; else of promotion.
    pub fn is_asks(&self) -> bool {
        self.kind == Kind::Comment
    }

    /// Notes which signals decided for a verdict.
    pub fn of_signals(mut self, judgement: &Judgement) -> Self {
        let asks = self.is_asks();
        let named = |signal: &str| signal != "wording" && !is_rest(signal);
        let deciding = judgement
            .reasons
            .iter()
            .filter(|r| r.weight > 0.0 && speaks_of_asks(&r.signal) == asks && named(&r.signal));
        for reason in deciding {
            match self.signals.iter_mut().find(|(name, _)| *name == reason.signal) {
                Some((_, weight)) => *weight += reason.weight,
                None => self.signals.push((reason.signal.clone(), reason.weight)),
            }
        }
        sort_by(&mut self.signals, |a, b| b.1.total_cmp(&a.1));
        self.signals.truncate(DECIDING);
        self
    }
}

/// Adds an answer; an earlier one about the same item gives way.
pub fn keep(answers: &mut Vec<Answer>, answer: Answer) {
    answers.retain(|known| known.item != answer.item);
    answers.push(answer);
    let over = answers.len().saturating_sub(KEPT);
    answers.drain(..over);
}

/// How far one judge is moved.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tilt {
    /// Added to every score, in log-odds.
    pub shift: f64,
    /// Share by which a signal's weight grows or shrinks.
    pub signals: Vec<(String, f64)>,
}

impl Tilt {
    fn of<'a>(answers: impl Iterator<Item = &'a Answer>, now: f64) -> Self {
        let mut tilt = Tilt::default();
        for answer in answers {
            let fresh = maths::power(0.5, (now - answer.at).max(0.0) / HALF_LIFE);
            // A badge that was right would have been shown anyway: it counts half.
            let pull = if answer.right { 0.5 } else { -1.0 } * fresh;
            tilt.shift += STEP * pull;
            let whole: f64 = answer.signals.iter().map(|(_, weight)| weight).sum();
            for (name, weight) in answer.signals.iter().filter(|_| whole > 0.0) {
                *tilt.signal(name) += SHARE * pull * weight / whole;
            }
        }
        tilt.shift = tilt.shift.clamp(-MOST, MOST);
        for (_, share) in &mut tilt.signals {
            *share = share.clamp(-MOST_SHARE, MOST_SHARE);
        }
        tilt
    }

    /// Where a signal stands or would stand.
    fn place(&self, name: &str) -> usize {
        self.signals.partition_point(|(known, _)| known.as_str() < name)
    }

    /// The share of a signal, to be changed.
    fn signal(&mut self, name: &str) -> &mut f64 {
        let at = self.place(name);
        if self.signals.get(at).is_none_or(|(known, _)| known != name) {
            self.signals.insert(at, (name.to_owned(), 0.0));
        }
        &mut self.signals[at].1
    }

    /// The share of a signal; 0 where nothing moved it.
    fn share(&self, name: &str) -> f64 {
        let standing = self.signals.get(self.place(name));
        standing
            .filter(|(known, _)| known == name)
            .map_or(0.0, |(_, share)| *share)
    }

    /// What is added to an item's score, in log-odds.
    fn adds<'a>(&self, reasons: impl Iterator<Item = (&'a str, f64)>) -> f64 {
        let moved: f64 = reasons.map(|(signal, weight)| weight * self.share(signal)).sum();
        (self.shift + moved).clamp(-BOUND, BOUND)
    }
}

/// How far all answers together move the two judges, and the verdicts that the reader took back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Leaning {
    /// The judge of promotion.
    pub promo: Tilt,
    /// The judge of what asks for a reply.
    pub asks: Tilt,
    /// Items of which the reader said that the badge is wrong.
    pub overruled: Sorted,
}

impl Leaning {
    /// What the answers amount to at `now`, in milliseconds since 1970.
    pub fn of(answers: &[Answer], now: f64) -> Self {
        let wrong = answers.iter().filter(|answer| !answer.right);
        let overruled = wrong.map(|answer| answer.item.clone()).collect();
        Self {
            promo: Tilt::of(answers.iter().filter(|a| !a.is_asks()), now),
            asks: Tilt::of(answers.iter().filter(|a| a.is_asks()), now),
            overruled,
        }
    }

    /// What is added to the score for promotion, in log-odds.
    pub fn promo_adds(&self, judgement: &Judgement) -> f64 {
        self.promo.adds(weights(judgement, false))
    }

    /// Probability of promotion, 0 to 1, as this reader has it.
    pub fn promo(&self, judgement: &Judgement) -> f64 {
        moved(judgement.promo, self.promo_adds(judgement))
    }

    /// Probability that a comment asks for a reply, 0 to 1, as this reader has it; `None` for posts.
    pub fn asks(&self, judgement: &Judgement) -> Option<f64> {
        let adds = self.asks.adds(weights(judgement, true));
        judgement.asks.map(|probability| moved(probability, adds))
    }
}

fn weights(judgement: &Judgement, asks: bool) -> impl Iterator<Item = (&str, f64)> {
    let reasons = judgement.reasons.iter();
    let about = reasons.filter(move |r| speaks_of_asks(&r.signal) == asks);
    about.map(|r| (r.signal.as_str(), r.weight))
}

fn speaks_of_asks(signal: &str) -> bool {
    signal.starts_with("asks-")
}

/// Whether a signal gathers what has no name.
fn is_rest(signal: &str) -> bool {
    signal.ends_with("prior") || signal.ends_with("-rest")
}

fn moved(probability: f64, adds: f64) -> f64 {
    if adds == 0.0 {
        return probability;
    }
    let odds = probability / (1.0 - probability) * maths::exp(adds);
    // Certainty has infinite odds, and stays certain.
    if odds.is_finite() {
        odds / (1.0 + odds)
    } else {
        probability
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::Reason;

    fn judged(promo: f64, signals: &[(&str, f64)]) -> Judgement {
        let reason = |(signal, weight): &(&str, f64)| Reason {
            signal: (*signal).into(),
            start: 0,
            end: 0,
            weight: *weight,
        };
        Judgement {
            promo,
            reasons: signals.iter().map(reason).collect(),
            ..Judgement::default()
        }
    }

    fn answer(item: usize, right: bool, judgement: &Judgement) -> Answer {
        let answer = Answer {
            item: item.to_string(),
            right,
            ..Answer::default()
        };
        answer.of_signals(judgement)
    }

    #[test]
    fn no_number_of_answers_turns_everything_off_or_on() {
        let judgement = judged(0.6, &[("link", 2.0), ("price", 3.0), ("act-buy", 1.0)]);
        for right in [false, true] {
            let answers: Vec<Answer> = (0..1000).map(|n| answer(n, right, &judgement)).collect();
            let leaning = Leaning::of(&answers, 0.0);
            let sure = judged(0.95, &[("link", 9.0), ("price", 9.0)]);
            let talk = judged(0.05, &[("link", 0.5)]);
            assert!(leaning.promo(&sure) > 0.85, "{}", leaning.promo(&sure));
            assert!(leaning.promo(&talk) < 0.15, "{}", leaning.promo(&talk));
        }
    }

    #[test]
    fn wrong_moves_what_decided_more_than_the_rest_and_fades() {
        let judgement = judged(0.6, &[("giveaway", 2.0), ("length-short", 0.1)]);
        let answers: Vec<Answer> = (0..3).map(|n| answer(n, false, &judgement)).collect();
        let now = Leaning::of(&answers, 0.0);
        let other = judged(0.6, &[("price", 2.0)]);
        assert!(now.promo(&judgement) < now.promo(&other) && now.promo(&other) < 0.6);
        let later = Leaning::of(&answers, 20.0 * HALF_LIFE);
        assert!((later.promo(&judgement) - 0.6).abs() < 1e-3);
        assert_eq!(Leaning::of(&[], 0.0).promo(&judgement), 0.6);
    }

    #[test]
    fn one_item_has_one_answer_and_old_ones_go() {
        let mut answers = Vec::new();
        let judgement = judged(0.6, &[("link", 1.0)]);
        keep(&mut answers, answer(7, false, &judgement));
        keep(&mut answers, answer(7, true, &judgement));
        assert!(answers.len() == 1 && answers[0].right);
        for n in 0..2 * KEPT {
            keep(&mut answers, answer(n, true, &judgement));
        }
        assert_eq!(answers.len(), KEPT);
        assert_eq!(answers.last().map(|a| a.item.as_str()), Some("599"));
    }

    #[test]
    fn comments_move_the_judge_of_comments_alone() {
        let mut judgement = judged(0.6, &[("link", 1.0), ("asks-q-you", 2.0)]);
        judgement.asks = Some(0.7);
        let comment = Answer {
            kind: Kind::Comment,
            ..Answer::default()
        };
        let leaning = Leaning::of(&[comment.of_signals(&judgement)], 0.0);
        assert!(leaning.asks(&judgement).is_some_and(|p| p < 0.7));
        assert_eq!(leaning.promo(&judgement), 0.6);
    }
}
