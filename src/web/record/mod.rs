//! The record's keeper in the background: takes in what pages told, answers the faces, forgets what is old.

#[cfg(feature = "background")]
mod door;
#[cfg(feature = "background")]
mod keep;
#[cfg(feature = "background")]
mod serve;
mod wire;

#[cfg(feature = "background")]
pub(in crate::web) use keep::Keep;
#[cfg(feature = "background")]
pub use keep::{Answer, Telling};
#[cfg(feature = "faces")]
pub(in crate::web) use wire::{Portion, Question, Said, State, Which};
