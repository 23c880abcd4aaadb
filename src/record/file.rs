//! The record as a file: JSON that can be read back, and CSV for a table.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::{vec, vec::Vec};

use super::author::Author;
use super::habit::Habit;
use super::row::Row;
use super::{Shelf, VERSION};
use crate::values::{Fill, Out, Put, Reader, fixed};

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

/// Reads a file and counts it anew, so that no sum is taken on trust.
///
/// # Errors
/// A file that is too large, of a later version, or not readable from its beginning to its end.
pub fn read_file(text: &str) -> Result<Shelf, FileError> {
    if text.len() > MOST_BYTES {
        return Err(FileError::TooLarge(text.len()));
    }
    let version = version(text).map_err(FileError::Broken)?;
    if version > VERSION {
        return Err(FileError::TooNew(version));
    }
    if version == 0 {
        return Err(FileError::Broken("duplex_record: 0 is no version".to_owned()));
    }
    let (mut authors, mut items) = (Vec::new(), Vec::new());
    let mut reader = Reader::new(text);
    let read = reader.members(&mut |name, reader| match name.as_str() {
        "authors" => reader.elements(&mut |reader| {
            let mut author = Author::default();
            put_in(&mut author, &name, authors.len(), reader)?;
            authors.push(author);
            Ok(())
        }),
        "items" => reader.elements(&mut |reader| {
            let mut row = Row::default();
            put_in(&mut row, &name, items.len(), reader)?;
            if !row.first.is_finite() || row.first < 0.0 || !row.id.contains('\n') {
                return Err(format!("items[{}]: no id or no time", items.len()));
            }
            items.push(row);
            Ok(())
        }),
        _ => reader.value().map(drop),
    });
    read.and_then(|()| reader.end()).map_err(FileError::Broken)?;
    Ok(Shelf::recount(items, authors))
}

/// Reads one element of a list that is read piece by piece: a whole file would take many times its size.
fn put_in(into: &mut dyn Fill, list: &str, index: usize, reader: &mut Reader) -> Result<(), String> {
    let filled = reader.value().and_then(|value| into.fill(value));
    filled.map_err(|error| format!("{list}[{index}]: {error}"))
}

/// The version alone, which tells whether the rest can be understood.
fn version(text: &str) -> Result<u32, String> {
    let mut found = None;
    let mut reader = Reader::new(text);
    let looked = reader.members(&mut |name, reader| {
        let value = reader.value()?;
        if name == "duplex_record" {
            found = value.as_u32();
            // The rest is not wanted.
            return Err(String::new());
        }
        Ok(())
    });
    match (found, looked) {
        (Some(version), _) => Ok(version),
        (None, Err(error)) if !error.is_empty() => Err(error),
        _ => Err("duplex_record: there is no version".to_owned()),
    }
}

/// How a file begins: its version and the authors.
pub fn write_head(authors: &[Author]) -> String {
    let mut list = Out::default();
    list.open('[');
    for author in authors {
        author.put(&mut list);
    }
    list.close(']');
    let authors = list.into_text();
    format!("{{\"duplex_record\":{VERSION},\n\"authors\":{authors},\n\"items\":[")
}

/// One row in a file; the first is written without a comma before it.
pub fn write_row(out: &mut String, row: &Row, first: bool) {
    out.push_str(if first { "\n" } else { ",\n" });
    out.push_str(&Out::text(row));
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
        let t = &author.tally;
        for text in [
            Some(&author.site),
            author.name.as_ref(),
            author.handle.as_ref(),
            author.link.as_ref(),
        ] {
            out.push_str(&cell(text.map_or("", String::as_str)));
            out.push(',');
        }
        let mut numbers = vec![
            u32::from(author.own).to_string(),
            fixed(author.first, 0),
            author.last.to_string(),
        ];
        for n in [
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
            t.plain_answered,
        ] {
            numbers.push(n.to_string());
        }
        let ends = Habit::of(t).two_way_rate().map(|rate| [rate.low, rate.high]);
        for end in ends.map_or([None, None], |ends| ends.map(Some)) {
            numbers.push(end.map_or_else(String::new, |end| fixed(end, 3)));
        }
        out.push_str(&numbers.join(","));
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
