//! The record as a file: JSON that can be read back, and CSV for a table.

use std::fmt::Write as _;

use serde::Deserialize;

use super::author::Author;
use super::habit::Habit;
use super::row::Row;
use super::{Shelf, VERSION};

/// Largest file that is read, in bytes: about three times what 50,000 items need.
pub const MOST_BYTES: usize = 48 << 20;

/// Why a file was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// It cannot be read: what is wrong, with line and column.
    Broken(String),
    /// It is of a later version, this one.
    TooNew(u32),
    /// It has so many bytes.
    TooLarge(usize),
}

/// The file as it is read; unknown names are passed over.
#[derive(Deserialize)]
struct File {
    duplex_record: u32,
    #[serde(default)]
    authors: Vec<Author>,
    #[serde(default)]
    items: Vec<Row>,
}

/// Only what tells whether the rest can be understood.
#[derive(Deserialize)]
struct Head {
    duplex_record: u32,
}

/// Reads a file and counts it anew, so that no sum is taken on trust.
///
/// # Errors
/// A file that is too large, of a later version, or not readable from its beginning to its end.
pub fn read_file(text: &str) -> Result<Shelf, FileError> {
    if text.len() > MOST_BYTES {
        return Err(FileError::TooLarge(text.len()));
    }
    let broken = |error: serde_json::Error| FileError::Broken(error.to_string());
    if !text.trim_start().starts_with('{') {
        return Err(FileError::Broken("line 1: it does not begin with {".to_owned()));
    }
    let head: Head = serde_json::from_str(text).map_err(broken)?;
    if head.duplex_record > VERSION {
        return Err(FileError::TooNew(head.duplex_record));
    }
    let file: File = serde_json::from_str(text).map_err(broken)?;
    if file.duplex_record == 0 {
        return Err(FileError::Broken("duplex_record: 0 is no version".to_owned()));
    }
    for (index, row) in file.items.iter().enumerate() {
        if !row.first.is_finite() || row.first < 0.0 || !row.id.contains('\n') {
            return Err(FileError::Broken(format!("items[{index}]: no id or no time")));
        }
    }
    Ok(Shelf::recount(file.items, file.authors))
}

/// How a file begins: its version and the authors.
pub fn write_head(authors: &[Author]) -> String {
    let authors = serde_json::to_string(authors).unwrap_or_else(|_| "[]".to_owned());
    format!("{{\"duplex_record\":{VERSION},\n\"authors\":{authors},\n\"items\":[")
}

/// One row in a file; the first is written without a comma before it.
pub fn write_row(out: &mut String, row: &Row, first: bool) {
    out.push_str(if first { "\n" } else { ",\n" });
    out.push_str(&serde_json::to_string(row).unwrap_or_default());
}

/// How a file ends.
pub fn write_tail() -> &'static str {
    "\n]}\n"
}

/// The table of authors as CSV (RFC 4180): counts as they are, rates with their intervals where enough was seen.
pub fn csv(authors: &[Author]) -> String {
    let mut out = String::from(
        "site,name,handle,link,own,first_seen_ms,last_seen_day,posts,promotional,ads,own_copies,others_copies,\
         comments_written,asked,answered,unknown,asked_without_mark,answered_without_mark,two_way_low,two_way_high\r\n",
    );
    for author in authors {
        let (t, text) = (&author.tally, |text: &Option<String>| {
            cell(text.as_deref().unwrap_or_default())
        });
        // Writing to a string does not fail.
        let _ = write!(
            out,
            "{},{},{},{},{},{:.0},{},{},{},{},{},{},{},{},{},{},{},{},",
            cell(&author.site),
            text(&author.name),
            text(&author.handle),
            text(&author.link),
            u8::from(author.own),
            author.first,
            author.last,
            t.posts,
            t.promo,
            t.ads,
            t.own_copies,
            t.others_copies,
            t.comments,
            t.asked,
            t.answered,
            t.unknown,
            t.plain_asked,
            t.plain_answered
        );
        if let Some(rate) = Habit::of(t).two_way_rate() {
            let _ = write!(out, "{:.3},{:.3}", rate.low, rate.high);
        } else {
            out.push(',');
        }
        out.push_str("\r\n");
    }
    out
}

/// A cell in quotes. What a spreadsheet would take for a formula is led by an apostrophe (OWASP, "CSV injection").
fn cell(text: &str) -> String {
    let lead = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        "'"
    } else {
        ""
    };
    format!("\"{lead}{}\"", text.replace('"', "\"\""))
}
