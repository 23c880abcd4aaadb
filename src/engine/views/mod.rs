//! How verdicts and cards look: the trees and the style sheet that the shim draws.

mod badge;
mod card;
mod shapes;

pub(super) use badge::{badges, fold};
pub(super) use card::card;

/// The style sheet of everything that is drawn, without its blanks.
pub(super) const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/style.css"));
