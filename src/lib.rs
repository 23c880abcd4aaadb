//! Duplex: the engine that reads, judges and explains the social page in view.
//!
//! The floors, each importing only what lies below it:
//! 0. [`values`]: plain values, no logic beyond their own shape.
//! 1. [`judge`]: pure judgement, no browser.

pub mod judge;
pub mod text;
pub mod values;
