//! Plain words and pairs of words. A word counts that was read in enough places, so that its weight says more than where it
//! was read; languages share what they share. What they add is small; the signals carry the verdict.

use alloc::borrow::Cow;
use alloc::format;
use alloc::vec::Vec;

use super::reader::Piece;
use super::signals::{Comment, Signals};
use crate::values::{Names, maths};

/// What words begin with, as signals.
pub(super) const PREFIX: &str = "asks-word-";
/// How much all words together may say: with `n` different words and pairs, each shows with `SAY / sqrt(n)`.
const SAY: f64 = 3.0;

pub(super) fn measure(comment: &Comment<'_>, out: &mut Signals) {
    let words: Vec<usize> = (0..comment.reading.tokens.len())
        .filter(|&t| matches!(comment.reading.tokens[t].piece, Piece::Word | Piece::Number))
        .collect();
    let word = |at: usize| comment.reading.tokens[words[at]].word.as_str();
    // Words stand in group 0, pairs in a group of their first word.
    let mut seen = Names::default();
    let mut grams = Vec::new();
    for at in 0..words.len() {
        let (start, end) = (
            comment.reading.tokens[words[at]].start,
            comment.reading.tokens[words[at]].end,
        );
        let known = seen.len();
        let first = seen.place_in(0, word(at));
        if first == known {
            grams.push((format!("{PREFIX}{}", word(at)), start, end));
        }
        let known = seen.len();
        if at + 1 < words.len() && seen.place_in(first + 1, word(at + 1)) == known {
            let end = comment.reading.tokens[words[at + 1]].end;
            grams.push((format!("{PREFIX}{}-{}", word(at), word(at + 1)), start, end));
        }
    }
    let value = SAY / maths::root(grams.len().max(1) as f64);
    for (name, start, end) in grams {
        out.named(Cow::Owned(name), value, (start, end));
    }
}
