//! Takes in what a page told, one transaction a page's batch, and prunes in the background.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::door::{AGE, BANDS, Door, PAIR, Trouble, Visit, pair, parse};
use crate::record::{Known, Learned, Row, Seen, SeenWhat, Shelf, Told, What, day_of};
use crate::values::State;

/// Near-copies looked at for one band.
const CANDIDATES: u32 = 16;
/// Rows pruned in one transaction.
const PRUNED: u32 = 200;
/// Rows taken in between two prunings.
const PRUNE_AFTER: u32 = 400;

thread_local! {
    static DOOR: RefCell<Option<Rc<Door>>> = const { RefCell::new(None) };
    static TROUBLE: RefCell<Option<Trouble>> = const { RefCell::new(None) };
    /// Rows taken in since the last pruning; the first batch prunes.
    static TAKEN: Cell<u32> = const { Cell::new(PRUNE_AFTER) };
}

/// Takes in what a page told, and answers what is known of the people on it. Of a private window nothing is written
/// down. What cannot be written is told to the reader in the faces; badges go on without it.
#[wasm_bindgen]
pub async fn remember(told: String, private: bool) -> Result<Option<String>, JsError> {
    let mut told = Told::read(&told).map_err(|error| JsError::new(&error))?;
    let now = js_sys::Date::now();
    if private {
        told.seen.clear();
    }
    let written = told.seen.len() as u32;
    let learned = visit(!told.seen.is_empty(), async |visit| {
        take_in(visit, &told, now).await
    })
    .await;
    if learned.is_ok() && written > 0 && TAKEN.get() + written >= PRUNE_AFTER {
        TAKEN.set(0);
        spawn_local(prune(told.days, told.items));
    } else {
        TAKEN.set(TAKEN.get() + written);
    }
    Ok(learned.ok().map(|learned| learned.text()))
}

/// Runs one transaction to its end; it is wholly done or not at all. A connection that the browser has closed is opened
/// anew, once.
pub(super) async fn visit<T>(
    write: bool,
    work: impl AsyncFn(&Visit) -> Result<T, Trouble>,
) -> Result<T, Trouble> {
    let mut done = attempt(write, &work).await;
    if matches!(done, Err(Trouble::Other(_))) {
        DOOR.take();
        done = attempt(write, &work).await;
    }
    match &done {
        Ok(_) if write => TROUBLE.set(None),
        Err(trouble) => TROUBLE.set(Some(trouble.clone())),
        Ok(_) => {}
    }
    done
}

async fn attempt<T>(write: bool, work: &impl AsyncFn(&Visit) -> Result<T, Trouble>) -> Result<T, Trouble> {
    let door = door().await?;
    let visit = door.begin(write)?;
    match work(&visit).await {
        Ok(found) => {
            visit.end().await?;
            Ok(found)
        }
        Err(trouble) => {
            visit.abort().await;
            Err(trouble)
        }
    }
}

async fn door() -> Result<Rc<Door>, Trouble> {
    let standing = || DOOR.with_borrow(|door| door.as_ref().filter(|door| !door.is_shut()).cloned());
    if let Some(door) = standing() {
        return Ok(door);
    }
    let opened = Rc::new(Door::open().await?);
    // Somebody else may have opened one meanwhile: theirs stays, and this one closes again.
    let door = standing().unwrap_or(opened);
    DOOR.set(Some(door.clone()));
    Ok(door)
}

/// What was last wrong with the record.
pub(super) fn trouble() -> Option<Trouble> {
    TROUBLE.with_borrow(Clone::clone)
}

async fn take_in(visit: &Visit, told: &Told, now: f64) -> Result<Learned, Trouble> {
    let mut shelf = Shelf::default();
    shelf.put_stored(visit.rows(&named_rows(&told.seen)).await?, Vec::new());
    let candidates = candidates(visit, &shelf, &told.seen).await?;
    shelf.put_stored(candidates, Vec::new());
    let mut people: BTreeSet<String> = shelf.rows().filter_map(|row| row.by.clone()).collect();
    people.extend(
        told.seen
            .iter()
            .filter_map(|seen| Some(seen.by.as_ref()?.id.clone())),
    );
    people.extend(told.authors.iter().cloned());
    shelf.put_stored(Vec::new(), visit.authors(&people).await?);
    for seen in &told.seen {
        shelf.take_in(seen, now);
    }
    let mut learned = Learned::default();
    for seen in &told.seen {
        let Some(row) = shelf.row(&seen.id) else { continue };
        match &row.what {
            What::Post(post) => learned
                .copies
                .extend(post.copy.clone().map(|copy| (row.id.clone(), copy))),
            What::Comment(comment) => {
                let waits = comment.state == State::Unanswered && comment.newcomer;
                if let (true, Some(to), Some(by)) = (waits, &comment.to, &row.by)
                    && visit.count_in(PAIR, &pair(to, by)).await? > 0
                {
                    learned.met.push(row.id.clone());
                }
            }
        }
    }
    write_changes(visit, &mut shelf)?;
    let posters = told
        .seen
        .iter()
        .filter(|seen| matches!(seen.what, SeenWhat::Post(_)));
    let posters = posters.filter_map(|seen| Some(&seen.by.as_ref()?.id));
    let commented = told
        .seen
        .iter()
        .filter_map(|seen| match &shelf.row(&seen.id)?.what {
            What::Comment(comment) => comment.to.as_ref(),
            What::Post(_) => None,
        });
    let asked: BTreeSet<&String> = told.authors.iter().chain(posters).chain(commented).collect();
    learned.authors = asked
        .into_iter()
        .filter_map(|id| shelf.author(id).map(Known::from))
        .collect();
    Ok(learned)
}

/// Ids of the rows that a batch names.
fn named_rows(seen: &[Seen]) -> BTreeSet<String> {
    let under = |seen: &Seen| match &seen.what {
        SeenWhat::Comment(comment) => comment.post.clone(),
        SeenWhat::Post(_) => None,
    };
    seen.iter()
        .flat_map(|seen| [Some(seen.id.clone()), under(seen)])
        .flatten()
        .collect()
}

/// Rows whose wording may be near to that of posts that are new.
async fn candidates(visit: &Visit, shelf: &Shelf, seen: &[Seen]) -> Result<Vec<Row>, Trouble> {
    let mut found: Vec<Row> = Vec::new();
    for seen in seen.iter().filter(|seen| shelf.row(&seen.id).is_none()) {
        let SeenWhat::Post(post) = &seen.what else {
            continue;
        };
        for band in post.sketch.iter().flat_map(|sketch| sketch.bands()) {
            for text in visit.indexed(BANDS, Some(&band.into()), CANDIDATES).await? {
                let row: Row = parse(&text)?;
                if shelf.row(&row.id).is_none() && found.iter().all(|known| known.id != row.id) {
                    found.push(row);
                }
            }
        }
    }
    Ok(found)
}

/// Writes what has changed on the shelf.
pub(super) fn write_changes(visit: &Visit, shelf: &mut Shelf) -> Result<(), Trouble> {
    let changes = shelf.take_changes();
    for id in &changes.rows {
        match shelf.row(id) {
            Some(row) => visit.put_row(row)?,
            None => visit.delete_row(id)?,
        }
    }
    for id in &changes.authors {
        match shelf.author(id) {
            Some(author) => visit.put_author(author)?,
            None => visit.delete_author(id)?,
        }
    }
    Ok(())
}

/// Forgets what is too old or too much, a few rows at a time, so that a page's batch never waits long.
async fn prune(days: u32, items: u32) {
    let oldest = day_of(js_sys::Date::now()).saturating_sub(days);
    // What goes wrong here is kept in mind by `visit`, and tried again later.
    while let Ok(pruned) = visit(true, async |visit| {
        prune_some(visit, oldest, items as usize).await
    })
    .await
    {
        if pruned < PRUNED as usize {
            break;
        }
    }
}

async fn prune_some(visit: &Visit, oldest: u32, most: usize) -> Result<usize, Trouble> {
    let (all, _) = visit.counts().await?;
    let texts = visit.indexed(AGE, None, PRUNED).await?;
    let rows: Vec<Row> = texts.iter().map(|text| parse(text)).collect::<Result<_, _>>()?;
    let beyond = all.saturating_sub(most);
    let stale: Vec<String> = rows
        .iter()
        .enumerate()
        .filter(|(index, row)| *index < beyond || row.last < oldest)
        .map(|(_, row)| row.id.clone())
        .collect();
    if stale.is_empty() {
        return Ok(0);
    }
    let posts: BTreeSet<String> = rows
        .iter()
        .filter_map(|row| row.post().map(str::to_owned))
        .collect();
    let mut shelf = Shelf::default();
    shelf.put_stored(visit.rows(&posts).await?, Vec::new());
    shelf.put_stored(rows, Vec::new());
    let people: BTreeSet<String> = shelf.rows().filter_map(|row| row.by.clone()).collect();
    shelf.put_stored(Vec::new(), visit.authors(&people).await?);
    for id in &stale {
        shelf.forget_row(id);
    }
    write_changes(visit, &mut shelf)?;
    Ok(stale.len())
}
