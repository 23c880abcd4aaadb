//! Floor 1: judges one item by its words, links and context. Pure: same input, same answer.

use crate::values::{Judgement, Subject};

/// Judges one item.
pub fn judge(subject: &Subject) -> Judgement {
    let asks = (subject.kind == crate::values::Kind::Comment).then_some(0.0);
    Judgement { asks, ..Judgement::default() }
}
