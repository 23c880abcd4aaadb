//! Floor 0: plain values. They import nothing of the crate.

mod judgement;
mod subject;

pub use judgement::{Category, Judgement, Label, Reason};
pub use subject::{AuthorKind, Kind, Subject};
