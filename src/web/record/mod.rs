//! The record's keeper in the background: takes in what pages told, answers the faces, forgets what is old.

#[cfg(feature = "record")]
mod batch;
#[cfg(feature = "record")]
mod door;
#[cfg(feature = "record")]
mod keep;
#[cfg(feature = "record")]
mod serve;
mod wire;

#[cfg(feature = "faces")]
pub(in crate::web) use wire::{Portion, Question, Said, State, Which};
