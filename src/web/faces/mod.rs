//! The faces: popup, options, welcome. They ask the background and show what it answers.

mod ask;
mod dom;
mod filters;
mod marks;
mod options;
mod popup;
mod store;
mod texts;
mod welcome;
