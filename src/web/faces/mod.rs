//! The faces: popup, options, welcome. They ask the background and show what it answers.

mod ask;
mod dom;
mod layout_report;
mod options;
mod popup;
mod texts;
mod welcome;
