//! What is known of each post's author: their comments, and whom they answered outside a branch.

use alloc::{vec, vec::Vec};

use super::people::{Person, addressed, plain};
use super::{Place, Thread};
use crate::values::{Kind, Names};

/// Whether something was said after a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Said {
    /// No.
    No,
    /// Which came first cannot be told.
    Perhaps,
    /// Yes.
    Yes,
}

/// The last of some comments, as far as times and places tell.
#[derive(Clone, Copy, Debug, Default)]
struct Latest {
    /// The latest known time, and the last index written at it.
    timed: Option<(f64, usize)>,
    /// The last index without a time.
    untimed: Option<usize>,
}

impl Latest {
    fn add(&mut self, i: usize, time: Option<f64>) {
        match (time, self.timed) {
            (None, _) => self.untimed = self.untimed.max(Some(i)),
            (Some(new), Some((known, at))) if new < known || (new == known && i < at) => {}
            (Some(new), _) => self.timed = Some((new, i)),
        }
    }

    /// Whether the last of them came after comment `i`, written at `time`. Where times do not tell, the order on the
    /// page does; it tells "before" only where the comments are known to stand in the order of their times.
    fn after(&self, i: usize, time: Option<f64>, ascending: bool) -> Said {
        let by_place = |at: usize| match (at > i, ascending) {
            (true, _) => Said::Yes,
            (false, true) => Said::No,
            (false, false) => Said::Perhaps,
        };
        let timed = self.timed.map_or(Said::No, |(latest, at)| match time {
            Some(time) if latest > time => Said::Yes,
            Some(time) if latest < time => Said::No,
            _ => by_place(at),
        });
        timed.max(self.untimed.map_or(Said::No, by_place))
    }
}

/// What is known of each post's author.
pub(super) struct Posters {
    /// By the original poster of its thread.
    pub(super) op: Vec<bool>,
    /// By somebody who cannot be told from the original poster.
    pub(super) hidden: Vec<bool>,
    /// Posts whose author would be known again in the thread.
    pub(super) known: Vec<bool>,
    /// The OP's comments that say whom they answer, per post and name.
    names: Names,
    addressed: Vec<Latest>,
    /// Comments, by the OP or perhaps by the OP, whose place is not certain or that stand in a list without nesting;
    /// per post.
    stray: Vec<Latest>,
    /// Posts whose comments stand in a list without nesting: there an answer may stand anywhere.
    pub(super) flat: Vec<bool>,
    /// Posts whose comments stand in the order of their times.
    ascending: Vec<bool>,
}

impl Posters {
    pub(super) fn new(thread: &Thread, people: &[Person]) -> Self {
        let (items, places) = (thread.items, thread.places);
        let marks = thread.completeness.marks_op;
        let no = || vec![false; items.len()];
        let (mut marked, mut nested, mut flat) = (no(), no(), no());
        let mut authors: Vec<Vec<Person>> = vec![Vec::new(); items.len()];
        for (i, place) in places.iter().enumerate() {
            if place.kind == Kind::Post {
                authors[i] = people[i].each();
            } else if let Some(root) = place.root {
                let of_comment = |parent: usize| places[parent].kind == Kind::Comment;
                marked[root] |= items[i].op;
                nested[root] |= place.parent.is_some_and(of_comment);
                // Where each item counts its replies there is nesting, whether or not any is on the page.
                flat[root] = !thread.completeness.count;
            }
        }
        for (flat, nested) in flat.iter_mut().zip(nested) {
            *flat &= !nested;
        }
        let of = |root: Option<usize>| root.map_or(&[][..], |r| &authors[r][..]);
        let by = |i: usize, root| items[i].op || of(root).iter().any(|author| people[i].same(author));
        let op: Vec<bool> = places
            .iter()
            .enumerate()
            .map(|(i, p)| p.kind == Kind::Post || by(i, p.root))
            .collect();
        let hidden = |i: usize, p: &Place| {
            let told = |r: usize| marks || marked[r] || people[i].comparable(&people[r]);
            items[i].deleted || !p.root.is_some_and(told)
        };
        let mut posters = Posters {
            hidden: places
                .iter()
                .enumerate()
                .map(|(i, p)| !op[i] && hidden(i, p))
                .collect(),
            op,
            known: no(),
            names: Names::default(),
            addressed: Vec::new(),
            stray: vec![Latest::default(); items.len()],
            flat,
            ascending: ascending(thread),
        };
        for (i, place) in places.iter().enumerate() {
            let Some(root) = place.root else { continue };
            if place.kind == Kind::Post && (marks || marked[i] || !people[i].is_nobody()) {
                posters.known[i] = true;
            }
            if place.kind != Kind::Comment {
                continue;
            }
            if posters.op[i] {
                let named = items[i].answers.as_deref().map(plain);
                for name in addressed(&items[i].text).into_iter().chain(named) {
                    let at = posters.names.place_in(root, &name);
                    posters.addressed.resize(posters.names.len(), Latest::default());
                    posters.addressed[at].add(i, thread.times[i]);
                }
            }
            let perhaps_op = posters.op[i] || posters.hidden[i];
            if perhaps_op && (!place.certain || posters.flat[root]) {
                posters.stray[root].add(i, thread.times[i]);
            }
        }
        posters
    }

    /// Whether the OP addressed this comment's author after it, in whatever branch.
    pub(super) fn addressed_after(&self, thread: &Thread, root: usize, person: &Person, i: usize) -> Said {
        let said = person.calls().filter_map(|name| self.names.find_in(root, name));
        said.map(|at| self.addressed[at].after(i, thread.times[i], self.ascending[root]))
            .max()
            .unwrap_or(Said::No)
    }

    /// Whether the OP wrote something after this comment that may answer it or another.
    pub(super) fn strayed_after(&self, thread: &Thread, root: usize, i: usize) -> Said {
        self.stray[root].after(i, thread.times[i], self.ascending[root])
    }
}

/// The posts whose comments are known to stand in the order of their times: those directly under it ascend.
fn ascending(thread: &Thread) -> Vec<bool> {
    let mut last: Vec<Option<f64>> = vec![None; thread.items.len()];
    let (mut up, mut down) = (vec![false; last.len()], vec![false; last.len()]);
    for (place, time) in thread.places.iter().zip(thread.times) {
        let (Some(root), Some(time)) = (place.root, *time) else {
            continue;
        };
        if place.kind == Kind::Post || place.parent != Some(root) {
            continue;
        }
        if let Some(before) = last[root].replace(time) {
            up[root] |= time > before;
            down[root] |= time < before;
        }
    }
    for (up, down) in up.iter_mut().zip(down) {
        *up &= !down;
    }
    up
}
