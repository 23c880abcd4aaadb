//! Answers the faces about the record: lists in portions, forgetting, export and import.

use wasm_bindgen::prelude::*;

use super::batch::write_changes;
use super::door::{BY, TO, Trouble, Visit, WAITS, parse_all};
use super::keep::{Job, trouble, visit};
use super::wire::{Portion, Question, Said, State, Which};
use crate::record::{FileError, Row, Shelf, read_file, write_head, write_row, write_tail};
use crate::values::{Out, read};

/// Rows of one author that are shown, at most.
const ROWS: u32 = 5_000;
/// Waiting comments that are listed, at most.
const WAITING: u32 = 1_000;

impl Said {
    fn of(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Newer => Self::new("record_newer", Vec::new()),
            Trouble::Full => Self::new("record_full", Vec::new()),
            Trouble::Other(what) => Self::new("record_trouble", vec![what]),
        }
    }

    fn of_file(error: FileError) -> Self {
        match error {
            FileError::Broken(what) => Self::new("record_file_broken", vec![what]),
            FileError::TooNew(version) => Self::new("record_file_too_new", vec![version.to_string()]),
            FileError::TooLarge(bytes) => Self::new("record_file_too_large", vec![(bytes >> 20).to_string()]),
        }
    }

    fn new(key: &str, args: Vec<String>) -> Self {
        Self {
            key: key.to_owned(),
            args,
        }
    }
}

/// Answers a question, both in JSON. What cannot be done is answered with `said`: why, in words of `_locales`.
#[wasm_bindgen]
pub async fn record(text: String) -> Result<String, JsError> {
    let mut question: Question = read(&text).map_err(|error| JsError::new(&error))?;
    drop(text);
    let mut shelf = Shelf::default();
    if let Question::Import { file, .. } = &mut question {
        match read_file(&std::mem::take(file)) {
            Ok(read) => shelf = read,
            Err(error) => return Ok(refusal(Said::of_file(error))),
        }
    }
    let job = match &question {
        Question::Import { replace, .. } => Job::Import(&shelf, *replace),
        other => Job::Answer(other),
    };
    Ok(match (visit(&job).await, &question) {
        (Ok(answer), _) => answer,
        // That nothing can be counted is part of this answer.
        (Err(trouble), Question::State {}) => state((0, 0), Some(trouble)),
        (Err(trouble), _) => refusal(Said::of(trouble)),
    })
}

fn refusal(said: Said) -> String {
    let mut out = Out::default();
    out.open('{');
    out.members(&[("said", &said)]);
    out.close('}');
    out.into_text()
}

/// Answers what is asked within one transaction.
pub(super) async fn answer(visit: &Visit, question: &Question) -> Result<String, Trouble> {
    match question {
        Question::State {} => Ok(state(visit.counts().await?, trouble())),
        Question::Authors { after, most } => Ok(lists(
            None,
            &[("authors", &visit.texts_after(false, after, *most).await?)],
        )),
        Question::Author { id } => {
            let author = visit.texts(false, std::slice::from_ref(id)).await?;
            let by = visit.indexed(BY, Some(&id.into()), ROWS).await?;
            let to = visit.indexed(TO, Some(&id.into()), ROWS).await?;
            let author = author.first().map_or("null", String::as_str);
            Ok(lists(Some(author), &[("by", &by), ("to", &to)]))
        }
        Question::Waiting {} => {
            let rows = visit.indexed(WAITS, Some(&1.into()), WAITING).await?;
            Ok(lists(None, &[("rows", &rows)]))
        }
        Question::Export { after, most } => export(visit, after, *most).await,
        Question::Forget(which) => {
            forget(visit, which).await?;
            Ok(state(visit.counts().await?, None))
        }
        // It comes as a job of its own.
        Question::Import { .. } => Ok(String::new()),
    }
}

fn state((items, authors): (u32, u32), trouble: Option<Trouble>) -> String {
    Out::text(&State {
        items,
        authors,
        trouble: trouble.map(Said::of),
    })
}

/// Stored texts as JSON lists under their names, and before them one author.
fn lists(author: Option<&str>, lists: &[(&str, &[String])]) -> String {
    let mut out = Out::default();
    out.open('{');
    if let Some(author) = author {
        out.name("author");
        out.raw(author);
    }
    for (name, texts) in lists {
        out.name(name);
        out.open('[');
        for text in *texts {
            out.raw(text);
        }
        out.close(']');
    }
    out.close('}');
    out.into_text()
}

/// The whole record. Only for what happens seldom and at the reader's wish.
async fn whole(visit: &Visit) -> Result<Shelf, Trouble> {
    let mut shelf = Shelf::default();
    let rows = parse_all(&visit.texts_after(true, "", u32::MAX).await?)?;
    let authors = parse_all(&visit.texts_after(false, "", u32::MAX).await?)?;
    shelf.put_stored(rows, authors);
    Ok(shelf)
}

async fn forget(visit: &Visit, which: &Which) -> Result<(), Trouble> {
    if let Which::All = which {
        return visit.clear();
    }
    let mut shelf = whole(visit).await?;
    match which {
        Which::Author(id) => shelf.forget_author(id),
        Which::Site(site) => shelf.forget_site(site),
        Which::All => {}
    }
    write_changes(visit, &mut shelf)
}

/// Puts what was read from a file beside what there is, or in its place.
pub(super) async fn import(visit: &Visit, read: &Shelf, replace: bool) -> Result<String, Trouble> {
    let taken = if replace {
        read.clone()
    } else {
        whole(visit).await?.merged(read.clone())
    };
    visit.clear()?;
    for row in taken.rows() {
        visit.put_row(row)?;
    }
    for author in taken.authors() {
        visit.put_author(author)?;
    }
    Ok(state(visit.counts().await?, None))
}

/// One portion of the file: its text, and the id after which the next begins; no such id after the last.
async fn export(visit: &Visit, after: &str, most: u32) -> Result<String, Trouble> {
    let mut out = String::new();
    if after.is_empty() {
        out.push_str(&write_head(&parse_all(
            &visit.texts_after(false, "", u32::MAX).await?,
        )?));
    }
    let rows: Vec<Row> = parse_all(&visit.texts_after(true, after, most).await?)?;
    for (index, row) in rows.iter().enumerate() {
        write_row(&mut out, row, index == 0 && after.is_empty());
    }
    let more = rows.len() == most as usize;
    if !more {
        out.push_str(write_tail());
    }
    let next = rows.last().filter(|_| more).map(|row| row.id.clone());
    Ok(Out::text(&Portion { text: out, next }))
}
