//! Keeps the record: one transaction for each thing that is asked, and pruning in the background.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::door::{Door, Trouble, Visit};
use super::wire::Question;
use super::{batch, serve};
use crate::record::{Shelf, Told, day_of};

/// Rows taken in between two prunings.
const PRUNE_AFTER: u32 = 400;

thread_local! {
    static DOOR: RefCell<Option<Rc<Door>>> = const { RefCell::new(None) };
    static TROUBLE: RefCell<Option<Trouble>> = const { RefCell::new(None) };
    /// Rows taken in since the last pruning; the first batch prunes.
    static TAKEN: Cell<u32> = const { Cell::new(PRUNE_AFTER) };
}

/// What is done in one transaction. One type for all, and a text as the answer of all, so that the way there and back is
/// compiled once.
pub(super) enum Job<'a> {
    /// Take in what a page told, now.
    TakeIn(&'a Told, f64),
    /// Forget what was last seen before a day, and what there is beyond so many rows.
    Prune { oldest: u32, most: u32 },
    /// Answer a face.
    Answer(&'a Question),
    /// Put a file beside what there is, or in its place.
    Import(&'a Shelf, bool),
}

impl Job<'_> {
    fn writes(&self) -> bool {
        match self {
            Self::TakeIn(told, _) => !told.seen.is_empty(),
            Self::Answer(question) => matches!(question, Question::Forget(_)),
            Self::Prune { .. } | Self::Import(..) => true,
        }
    }

    async fn run(&self, visit: &Visit) -> Result<String, Trouble> {
        match self {
            Self::TakeIn(told, now) => batch::take_in(visit, told, *now).await,
            Self::Prune { oldest, most } => batch::prune(visit, *oldest, *most).await,
            Self::Answer(question) => serve::answer(visit, question).await,
            Self::Import(read, replace) => serve::import(visit, read, *replace).await,
        }
    }
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
    let learned = visit(&Job::TakeIn(&told, now)).await.ok();
    let written = told.seen.len() as u32;
    let taken = TAKEN.get() + written;
    if learned.is_some() && written > 0 && taken >= PRUNE_AFTER {
        TAKEN.set(0);
        spawn_local(prune(told.days, told.items));
    } else {
        TAKEN.set(taken);
    }
    Ok(learned)
}

/// Forgets what is too old or too much, a few rows at a time, so that a page's batch never waits long. What goes wrong
/// here is kept in mind by `visit`, and tried again later.
async fn prune(days: u32, most: u32) {
    let oldest = day_of(js_sys::Date::now()).saturating_sub(days);
    let job = Job::Prune { oldest, most };
    while visit(&job).await.is_ok_and(|rest| rest == batch::MORE) {}
}

/// Runs one transaction to its end; it is wholly done or not at all. A connection that the browser has closed is opened
/// anew, once.
pub(super) async fn visit(job: &Job<'_>) -> Result<String, Trouble> {
    let mut again = true;
    loop {
        let done = attempt(job).await;
        match &done {
            Err(Trouble::Other(_)) if again => {
                again = false;
                DOOR.take();
                continue;
            }
            Ok(_) if job.writes() => TROUBLE.set(None),
            Err(trouble) => TROUBLE.set(Some(trouble.clone())),
            Ok(_) => {}
        }
        return done;
    }
}

async fn attempt(job: &Job<'_>) -> Result<String, Trouble> {
    let door = door().await?;
    let visit = door.begin(job.writes())?;
    let done = job.run(&visit).await;
    let ended = visit.end(done.is_ok()).await;
    // Of what was taken back, the reason counts, not that it was.
    let done = done?;
    ended.map(|()| done)
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
