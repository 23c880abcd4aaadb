//! The faces: popup, options, report, welcome. They ask the background and show what it answers.

mod ask;
mod dom;
mod layout_report;
mod options;
mod plot;
mod popup;
mod record;
mod report;
mod texts;
mod welcome;
