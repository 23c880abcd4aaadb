//! Floor 1: judges one item by its words, links and context. Pure: same input, same answer.

pub mod asks;
mod promo;

use crate::values::{Judgement, Kind, Subject};

/// Judges one item.
pub fn judge(subject: &Subject) -> Judgement {
    let mut judgement = Judgement::default();
    promo::judge_promo(subject, &mut judgement);
    if subject.kind == Kind::Comment {
        let asks = asks::judge_asks(subject);
        judgement.asks = Some(asks.probability);
        judgement.reasons.extend(asks.reasons);
    }
    judgement
}
