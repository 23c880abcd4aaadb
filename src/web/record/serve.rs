//! Answers the faces about the record: lists in portions, forgetting, export and import.

use wasm_bindgen::prelude::*;

use super::door::{BY, TO, Trouble, Visit, WAITS, parse, text};
use super::keep::{trouble, visit, write_changes};
use super::wire::{Portion, Question, Said, State, Which};
use crate::record::{FileError, Row, Shelf, read_file, write_head, write_row, write_tail};

/// Rows of one author that are shown, at most.
const ROWS: u32 = 5_000;
/// Waiting comments that are listed, at most.
const WAITING: u32 = 1_000;

impl Said {
    fn of(trouble: &Trouble) -> Self {
        let (key, args) = match trouble {
            Trouble::Newer => ("record_newer", Vec::new()),
            Trouble::Full => ("record_full", Vec::new()),
            Trouble::Other(what) => ("record_trouble", vec![what.clone()]),
        };
        Self {
            key: key.to_owned(),
            args,
        }
    }

    fn of_file(error: FileError) -> Self {
        let (key, args) = match error {
            FileError::Broken(what) => ("record_file_broken", vec![what]),
            FileError::TooNew(version) => ("record_file_too_new", vec![version.to_string()]),
            FileError::TooLarge(bytes) => ("record_file_too_large", vec![(bytes >> 20).to_string()]),
        };
        Self {
            key: key.to_owned(),
            args,
        }
    }
}

/// Answers a question, both in JSON. What cannot be done is answered with `said`: why, in words of `_locales`.
#[wasm_bindgen]
pub async fn record(question: String) -> Result<String, JsError> {
    let question: Question = serde_json::from_str(&question)?;
    Ok(match answer(question).await {
        Ok(text) => text,
        Err(said) => serde_json::to_string(&serde_json::json!({ "said": said }))?,
    })
}

async fn answer(question: Question) -> Result<String, Said> {
    let answered = match question {
        Question::State {} => state().await,
        Question::Authors { after, most } => {
            visit(false, async |v| {
                Ok(list("authors", &v.author_texts(&after, most).await?))
            })
            .await
        }
        Question::Author { id } => visit(false, async |v| one_author(v, &id).await).await,
        Question::Waiting {} => {
            visit(false, async |v| {
                let rows = v.indexed(WAITS, Some(&1.into()), WAITING).await?;
                Ok(list("rows", &rows))
            })
            .await
        }
        Question::Forget(which) => forget(&which).await,
        Question::Export { after, most } => visit(false, async |v| export(v, &after, most).await).await,
        Question::Import { file, replace } => {
            let read = read_file(&file).map_err(Said::of_file)?;
            drop(file);
            import(read, replace).await
        }
    };
    answered.map_err(|trouble| Said::of(&trouble))
}

async fn state() -> Result<String, Trouble> {
    let counts = visit(false, async |v| v.counts().await).await;
    let (items, authors) = counts.unwrap_or_default();
    text(&State {
        items,
        authors,
        trouble: trouble().map(|trouble| Said::of(&trouble)),
    })
}

/// Stored texts as a JSON list under a name.
fn list(name: &str, texts: &[String]) -> String {
    format!("{{\"{name}\":[{}]}}", texts.join(","))
}

async fn one_author(visit: &Visit, id: &str) -> Result<String, Trouble> {
    let author = visit.authors([&id.to_owned()]).await?;
    let by = visit.indexed(BY, Some(&id.into()), ROWS).await?;
    let to = visit.indexed(TO, Some(&id.into()), ROWS).await?;
    Ok(format!(
        "{{\"author\":{},\"by\":[{}],\"to\":[{}]}}",
        text(&author.first())?,
        by.join(","),
        to.join(",")
    ))
}

/// The whole record. Only for what happens seldom and at the reader's wish.
async fn whole(visit: &Visit) -> Result<Shelf, Trouble> {
    let mut shelf = Shelf::default();
    let rows = visit.row_texts("", u32::MAX).await?;
    let authors = visit.author_texts("", u32::MAX).await?;
    let rows = rows.iter().map(|text| parse(text)).collect::<Result<_, _>>()?;
    let authors = authors.iter().map(|text| parse(text)).collect::<Result<_, _>>()?;
    shelf.put_stored(rows, authors);
    Ok(shelf)
}

async fn forget(which: &Which) -> Result<String, Trouble> {
    visit(true, async |v| {
        if let Which::All = which {
            v.clear()?;
            return Ok(());
        }
        let mut shelf = whole(v).await?;
        match which {
            Which::Author(id) => shelf.forget_author(id),
            Which::Site(site) => shelf.forget_site(site),
            Which::All => {}
        }
        write_changes(v, &mut shelf)
    })
    .await?;
    state().await
}

async fn import(read: Shelf, replace: bool) -> Result<String, Trouble> {
    visit(true, async |v| {
        let taken = if replace {
            read.clone()
        } else {
            whole(v).await?.merged(read.clone())
        };
        v.clear()?;
        for row in taken.rows() {
            v.put_row(row)?;
        }
        for author in taken.authors() {
            v.put_author(author)?;
        }
        Ok(())
    })
    .await?;
    state().await
}

/// One portion of the file: its text, and the id after which the next begins; no such id after the last.
async fn export(visit: &Visit, after: &str, most: u32) -> Result<String, Trouble> {
    let mut out = String::new();
    if after.is_empty() {
        let authors = visit.author_texts("", u32::MAX).await?;
        let authors: Vec<_> = authors.iter().map(|text| parse(text)).collect::<Result<_, _>>()?;
        out.push_str(&write_head(&authors));
    }
    let rows = visit.row_texts(after, most).await?;
    let rows: Vec<Row> = rows.iter().map(|text| parse(text)).collect::<Result<_, _>>()?;
    for (index, row) in rows.iter().enumerate() {
        write_row(&mut out, row, index == 0 && after.is_empty());
    }
    let more = rows.len() == most as usize;
    if !more {
        out.push_str(write_tail());
    }
    let next = rows.last().filter(|_| more).map(|row| row.id.clone());
    text(&Portion { text: out, next })
}
