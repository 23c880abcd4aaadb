//! Floor 1: the record: what is remembered of each author, counted once, and what can fairly be said of it.
//!
//! [`Row`] is one item as it is remembered, [`Author`] a person on a site with the sums over their rows, [`Shelf`]
//! the rows and authors at hand: all of them, or only those that a batch touches. The sums are kept in step with the
//! rows by taking away what a row counted before and adding what it counts now; a plain recount must always agree.

mod author;
mod file;
mod habit;
mod row;
mod seen;
mod shelf;
mod sketch;
mod stored;
mod table;
mod told;

pub use author::{Author, Kinds, Tally};
pub use file::{FileError, MOST_BYTES, csv, read_file, write_head, write_row, write_tail};
pub use habit::{Habit, Month, iso_day, months};
pub use row::{CommentRow, Copy, PostRow, Row, ThreadTally, What, day_of};
pub use seen::{Seen, SeenComment, SeenPost, SeenWhat, Who};
pub use shelf::{Changes, Shelf};
pub use sketch::Sketch;
pub use table::{Column, Listing};
pub use told::{Known, Learned, Told};

/// Version of the record's shape, in the database and in files.
pub const VERSION: u32 = 1;

/// Milliseconds in a day.
pub const DAY: f64 = 86_400_000.0;
