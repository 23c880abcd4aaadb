//! Who was answered, and by whom: the states of a page's comments.

use std::collections::{HashMap, HashSet};

use super::people::{Person, addressed};
use super::{Completeness, Place, branches::Branches};
use crate::values::{Item, Kind, State};

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

/// How one item stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Standing {
    /// By the original poster.
    pub op: bool,
    /// State; `None` for posts and the OP's own comments.
    pub state: Option<State>,
    /// Still young: not called unanswered yet.
    pub young: bool,
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
    let mut standings: Vec<Standing> = (0..thread.items.len())
        .map(|i| {
            let age = thread.times[i].map(|time| (thread.now - time).max(0.0));
            Standing {
                op: posters.op[i],
                age,
                replies: branches.replies[i],
                ..Standing::default()
            }
        })
        .collect();
    for (i, standing) in standings.iter_mut().enumerate() {
        if thread.places[i].kind == Kind::Comment && !posters.op[i] {
            let (state, young) = state(thread, &posters, &branches, &people, i);
            standing.state = Some(state);
            standing.young = young;
        }
    }
    mark_newcomers(thread, &people, &mut standings);
    standings
}

/// What is known of each post's author.
struct Posters {
    /// By the original poster of its thread.
    op: Vec<bool>,
    /// By somebody who cannot be told from the original poster.
    hidden: Vec<bool>,
    /// Posts whose author would be known again in the thread.
    known: HashSet<usize>,
    /// What the OP's comments say of whom they answer: per post and name, the last of them.
    addressed: HashMap<(usize, String), usize>,
    /// The comments of the OP per post whose place is not certain, or that stand in a list without nesting.
    stray: HashMap<usize, Vec<usize>>,
}

impl Posters {
    fn new(thread: &Thread, people: &[Person]) -> Self {
        let (items, places) = (thread.items, thread.places);
        let marks = thread.completeness.marks_op;
        let roots = || {
            places
                .iter()
                .enumerate()
                .filter(|(_, place)| place.kind == Kind::Comment)
        };
        let marked: HashSet<usize> = roots()
            .filter(|(i, _)| items[*i].op)
            .filter_map(|(_, p)| p.root)
            .collect();
        let nested: HashSet<usize> = roots()
            .filter(|(_, p)| {
                p.parent
                    .is_some_and(|parent| places[parent].kind == Kind::Comment)
            })
            .filter_map(|(_, p)| p.root)
            .collect();
        let by =
            |i: usize, root: Option<usize>| items[i].op || root.is_some_and(|r| people[i].same(&people[r]));
        let op: Vec<bool> = places
            .iter()
            .enumerate()
            .map(|(i, p)| p.kind == Kind::Post || by(i, p.root))
            .collect();
        let hidden = |i: usize, p: &Place| {
            let told = |r: usize| marks || marked.contains(&r) || people[i].comparable(&people[r]);
            items[i].deleted || !p.root.is_some_and(told)
        };
        let mut posters = Posters {
            hidden: places
                .iter()
                .enumerate()
                .map(|(i, p)| !op[i] && hidden(i, p))
                .collect(),
            op,
            known: HashSet::new(),
            addressed: HashMap::new(),
            stray: HashMap::new(),
        };
        for (i, place) in places.iter().enumerate() {
            let Some(root) = place.root else { continue };
            if place.kind == Kind::Post && (marks || marked.contains(&i) || !people[i].is_nobody()) {
                posters.known.insert(i);
            }
            if place.kind == Kind::Comment && posters.op[i] {
                let named = items[i].answers.as_deref().map(super::people::plain);
                for name in addressed(&items[i].text).into_iter().chain(named) {
                    posters.addressed.insert((root, name), i);
                }
                if !place.certain || !nested.contains(&root) {
                    posters.stray.entry(root).or_default().push(i);
                }
            }
        }
        posters
    }

    /// Whether the OP addressed this comment's author after it, in whatever branch.
    fn addressed_later(&self, root: usize, person: &Person, i: usize) -> bool {
        person.calls().any(|name| {
            self.addressed
                .get(&(root, name.to_owned()))
                .is_some_and(|at| *at > i)
        })
    }
}

fn state(
    thread: &Thread,
    posters: &Posters,
    branches: &Branches,
    people: &[Person],
    i: usize,
) -> (State, bool) {
    let (item, place) = (&thread.items[i], &thread.places[i]);
    let known = |state| (state, false);
    if branches.by_op[i] {
        return known(State::Answered);
    }
    let Some(root) = place.root else {
        return known(State::Unknown);
    };
    if posters.addressed_later(root, &people[i], i) {
        return known(State::Answered);
    }
    let unread = item.deleted || (item.text.trim().is_empty() && people[i].is_nobody());
    // What stands above may be later all the same: some lists begin with the newest.
    let later = |at: usize| matches!((thread.times[at], thread.times[i]), (Some(a), Some(b)) if a >= b);
    let stray = posters.stray.get(&root);
    let strayed = stray.is_some_and(|stray| stray.iter().any(|at| *at > i || later(*at)));
    let placed = place.certain || (thread.completeness.page && place.parent.is_some());
    if unread || strayed || !placed || !branches.complete[i] || !posters.known.contains(&root) {
        return known(State::Unknown);
    }
    if !thread.asks[i] {
        return known(State::Ditto);
    }
    if branches.by_others[i] {
        return known(State::AnsweredByOthers);
    }
    let young = thread.times[i].is_some_and(|time| thread.now - time < thread.grace);
    if young || thread.completeness.locked {
        (State::Unknown, young)
    } else {
        known(State::Unanswered)
    }
}

/// Newcomers: without the site's mark, and answered by the OP nowhere on the page.
fn mark_newcomers(thread: &Thread, people: &[Person], standings: &mut [Standing]) {
    let mut met: HashSet<(Option<usize>, &str)> = HashSet::new();
    for (i, place) in thread.places.iter().enumerate() {
        if standings[i].state == Some(State::Answered)
            && let Some(mark) = people[i].mark()
        {
            met.insert((place.root, mark));
        }
    }
    for (i, place) in thread.places.iter().enumerate() {
        let comment = place.kind == Kind::Comment && !standings[i].op;
        let stranger = people[i]
            .mark()
            .is_some_and(|mark| !met.contains(&(place.root, mark)));
        standings[i].newcomer = comment && stranger && !thread.items[i].verified;
    }
}
