//! The record's keeper in the background: takes in what pages told, answers the faces, forgets what is old.

mod door;
mod keep;
mod serve;
mod wire;

pub(in crate::web) use keep::Keep;
pub use keep::{Answer, Telling};
pub(in crate::web) use wire::{Portion, Question, Said, State, Which};
