//! The faces: popup, options, report, welcome. They ask the background and show what it answers.

mod ask;
mod dom;
mod filters;
mod layout_report;
mod marks;
mod options;
mod plot;
mod popup;
mod record;
mod report;
mod store;
mod texts;
mod welcome;
