//! Floor 1: threads as plain values: who answers whom, who was answered, what cannot be known.

mod answered;
mod branches;
mod clock;
mod clock_words;
mod columns;
mod people;
mod place;
mod posters;
mod rate;
mod seen;

pub use answered::{Gap, Standing, Thread, stand};
pub use branches::Completeness;
pub use clock::parse_time;
pub use columns::{Column, columns};
pub use place::{Place, place};
pub use rate::{Interval, TwoWay, wilson};
pub use seen::Seen;
