//! Who was answered, and by whom: the states of a page's comments.

use alloc::vec::Vec;

use super::people::Person;
use super::posters::{Posters, Said};
use super::seen::{Seen, has_update};
use super::{Completeness, Place, branches::Branches};
use crate::values::{Item, Kind, Names, State};

/// All items of a page with their places.
#[derive(Clone, Copy, Debug)]
pub struct Thread<'a> {
    /// Items in document order.
    pub items: &'a [Item],
    /// Their places.
    pub places: &'a [Place],
    /// Which of them ask for a reply.
    pub asks: &'a [bool],
    /// When each was written, in milliseconds since 1970.
    pub times: &'a [Option<f64>],
    /// What is complete.
    pub completeness: Completeness,
    /// The present, in milliseconds since 1970.
    pub now: f64,
    /// Milliseconds during which nothing is called unanswered.
    pub grace: f64,
}

/// Why a comment's state is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gap {
    /// It is younger than the grace time.
    Young,
    /// When it was written is not told, so it may be young.
    Undated,
    /// Nobody can comment any more.
    Locked,
    /// It was removed, or could not be read.
    Removed,
    /// Whom it answers is not told.
    Unplaced,
    /// The post's author would not be known again among the comments.
    Poster,
    /// The post's author wrote something elsewhere that may answer it.
    Stray,
    /// Replies are folded away.
    Collapsed,
    /// The site counts more replies to it, or to one below it, than are loaded.
    Uncounted,
    /// The page ends in its branch.
    Cut,
    /// The view leaves comments out.
    Filtered,
    /// Items are still to be read.
    Loading,
    /// The site counts more comments in all than are loaded.
    Missing,
    /// Who wrote it, or one of its replies, cannot be told.
    Masked,
    /// Nothing on this site shows that all replies are there.
    Unproven,
}

/// How one item stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Standing {
    /// By the original poster.
    pub op: bool,
    /// State; `None` for posts and the OP's own comments.
    pub state: Option<State>,
    /// Why the state is unknown; `None` for every other state.
    pub gap: Option<Gap>,
    /// The OP noticed it without answering.
    pub seen: Option<Seen>,
    /// By somebody without the site's mark whom the OP answered nowhere on the page.
    pub newcomer: bool,
    /// Milliseconds since it was written.
    pub age: Option<f64>,
    /// Direct and indirect replies on the page.
    pub replies: u32,
}

/// How every item stands.
pub fn stand(thread: &Thread) -> Vec<Standing> {
    let people: Vec<Person> = thread.items.iter().map(Person::of).collect();
    let posters = Posters::new(thread, &people);
    let branches = Branches::new(thread, &people, &posters.op, &posters.hidden);
    let updated: Vec<bool> = thread
        .items
        .iter()
        .zip(thread.places)
        .map(|(item, place)| place.kind == Kind::Post && has_update(&item.text))
        .collect();
    let mut standings: Vec<Standing> = (0..thread.items.len())
        .map(|i| {
            let mut standing = Standing {
                op: posters.op[i],
                age: thread.times[i].map(|time| (thread.now - time).max(0.0)),
                replies: branches.replies[i],
                ..Standing::default()
            };
            if thread.places[i].kind == Kind::Comment && !standing.op {
                match state(thread, &posters, &branches, &people, i) {
                    Ok(state) => standing.state = Some(state),
                    Err(gap) => (standing.state, standing.gap) = (Some(State::Unknown), Some(gap)),
                }
                let updated = thread.places[i].root.is_some_and(|root| updated[root]);
                standing.seen = match thread.items[i].seen {
                    true => Some(Seen::Liked),
                    false => updated.then_some(Seen::Updated),
                };
            }
            standing
        })
        .collect();
    mark_newcomers(thread, &people, &mut standings);
    standings
}

fn state(
    thread: &Thread,
    posters: &Posters,
    branches: &Branches,
    people: &[Person],
    i: usize,
) -> Result<State, Gap> {
    let (item, place) = (&thread.items[i], &thread.places[i]);
    if item.deleted || (item.text.trim().is_empty() && people[i].is_nobody()) {
        return Err(Gap::Removed);
    }
    if let Some(root) = place.root.filter(|_| posters.hidden[i]) {
        // It may be the OP's own.
        let known = posters.known[root];
        return Err(if known { Gap::Masked } else { Gap::Poster });
    }
    if branches.by_op[i] {
        return Ok(State::Answered);
    }
    let root = place.root.ok_or(Gap::Unplaced)?;
    let addressed = posters.addressed_after(thread, root, &people[i], i);
    if addressed == Said::Yes {
        return Ok(State::Answered);
    }
    if !posters.known[root] {
        return Err(Gap::Poster);
    }
    if let Some(gap) = branches.gaps[i] {
        return Err(gap);
    }
    if thread.completeness.cut && posters.flat[root] {
        return Err(Gap::Cut);
    }
    if addressed == Said::Perhaps || posters.strayed_after(thread, root, i) != Said::No {
        return Err(Gap::Stray);
    }
    let placed = place.certain || (thread.completeness.page && place.parent.is_some());
    if !placed {
        return Err(Gap::Unplaced);
    }
    if !thread.asks[i] {
        return Ok(State::Ditto);
    }
    if branches.by_others[i] {
        return Ok(State::AnsweredByOthers);
    }
    if branches.by_somebody[i] {
        return Err(Gap::Masked);
    }
    if thread.completeness.locked {
        return Err(Gap::Locked);
    }
    match thread.times[i] {
        None if thread.grace > 0.0 => Err(Gap::Undated),
        Some(time) if thread.now - time < thread.grace => Err(Gap::Young),
        _ => Ok(State::Unanswered),
    }
}

/// Newcomers: without the site's mark, and answered by the OP nowhere on the page.
fn mark_newcomers(thread: &Thread, people: &[Person], standings: &mut [Standing]) {
    let mut met = Names::default();
    let group = |root: Option<usize>| root.map_or(0, |root| root + 1);
    for (i, place) in thread.places.iter().enumerate() {
        if standings[i].state == Some(State::Answered)
            && let Some(mark) = people[i].mark()
        {
            met.place_in(group(place.root), mark);
        }
    }
    for (i, place) in thread.places.iter().enumerate() {
        let comment = place.kind == Kind::Comment && !standings[i].op;
        let stranger = people[i]
            .mark()
            .is_some_and(|mark| met.find_in(group(place.root), mark).is_none());
        standings[i].newcomer = comment && stranger && !thread.items[i].verified;
    }
}

#[cfg(test)]
#[path = "answered_tests.rs"]
mod tests;
