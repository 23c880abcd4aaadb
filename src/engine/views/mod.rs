//! How verdicts and cards look: the trees and the style sheet that the shim draws.

mod badge;
mod card;
mod note;
mod shapes;
pub(super) mod words;

pub(super) use badge::{badges, fold, nothing};
pub(super) use card::card;
pub(super) use note::note;

/// The style sheet of everything that is drawn: `extension/look.css` and `style.css`, without their blanks.
pub(super) fn style() -> &'static str {
    crate::data::text("style.css")
}
