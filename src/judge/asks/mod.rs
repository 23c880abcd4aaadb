//! Does a comment ask the author of the post for a reply?
//!
//! A comment is read into words and sentences (`reader`), compared with word lists of seven languages (`lexicon`),
//! measured (`signals`, `questions`, `manner`) and weighed (`model`). `docs/REPLIES.md` tells what counts as asking.

mod fold;
mod ideas;
mod lexicon;
mod manner;
mod model;
mod questions;
mod reader;
mod signals;
#[cfg(test)]
mod tests;
mod words;

pub use model::{Asks, is_question, judge_asks, weights};
pub use signals::{Signal, signals};
