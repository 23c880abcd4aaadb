//! Duplex: the engine that reads, judges and explains the social page in view.
//!
//! The floors, each importing only what lies below it:
//! 0. [`values`]: plain values, no logic beyond their own shape; `packed`: site files and word lists as texts.
//! 1. [`judge`], [`threads`], [`sites`], [`embedded`], [`record`], then [`engine`] which joins them: pure, no browser.
//! 2. `web`: the engine's door, storage and faces, only for wasm32.

pub mod embedded;
pub mod engine;
mod inflate;
pub mod judge;
mod packed;
pub mod record;
pub mod sites;
pub mod text;
pub mod threads;
pub mod values;
#[cfg(target_arch = "wasm32")]
pub mod web;
