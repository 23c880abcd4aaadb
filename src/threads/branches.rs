//! What stands below each item: whose replies, and whether all of them are on the page.

use alloc::{vec, vec::Vec};

use super::people::Person;
use super::{Gap, Place, Thread};
use crate::values::Kind;

/// What proves that all replies are on the page, with what the page says against it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Completeness {
    /// The whole tree is on the page.
    pub page: bool,
    /// A reply count that equals the loaded replies proves it.
    pub count: bool,
    /// The page is cut after its last comment.
    pub cut: bool,
    /// Comments may be missing anywhere: the view is sorted out or filtered.
    pub filtered: bool,
    /// Items are still to be read.
    pub loading: bool,
    /// The site marks every comment of the OP.
    pub marks_op: bool,
    /// Nobody can comment any more.
    pub locked: bool,
    /// How many comments the site says there are.
    pub total: Option<u32>,
}

impl Completeness {
    /// What is missing anywhere on a page with so many comments loaded.
    fn gap(&self, loaded: u32) -> Option<Gap> {
        if self.loading {
            Some(Gap::Loading)
        } else if self.filtered {
            Some(Gap::Filtered)
        } else if self.page && !self.cut && self.total.is_some_and(|total| total > loaded) {
            Some(Gap::Missing)
        } else {
            None
        }
    }
}

/// Per item, what its branch holds.
pub(super) struct Branches {
    /// Some reply below is by the OP.
    pub(super) by_op: Vec<bool>,
    /// Some reply below is by neither the OP nor the author of the comment that it answers.
    pub(super) by_others: Vec<bool>,
    /// Some reply below may be by the author of the comment that it answers, or by another.
    pub(super) by_somebody: Vec<bool>,
    /// Why it is not known that all replies below are on the page and that none is by the OP in disguise.
    pub(super) gaps: Vec<Option<Gap>>,
    /// Replies below.
    pub(super) replies: Vec<u32>,
}

impl Branches {
    pub(super) fn new(thread: &Thread, people: &[Person], op: &[bool], hidden: &[bool]) -> Self {
        let n = thread.items.len();
        let order = leaves_first(thread.places);
        let mut children = vec![0u32; n];
        for parent in thread.places.iter().filter_map(|place| place.parent) {
            children[parent] += 1;
        }
        let all = thread.completeness;
        let comments = thread.places.iter().filter(|p| p.kind == Kind::Comment);
        let missing = all.gap(comments.count() as u32);
        let own = |i: usize| {
            let item = &thread.items[i];
            let counted = item.replies.map(|said| said <= children[i]);
            match counted {
                _ if item.more => Some(Gap::Collapsed),
                Some(false) => Some(Gap::Uncounted),
                Some(true) if all.count || all.page => None,
                None if all.page => None,
                _ => Some(Gap::Unproven),
            }
        };
        let mut branches = Branches {
            by_op: vec![false; n],
            by_others: vec![false; n],
            by_somebody: vec![false; n],
            gaps: (0..n).map(|i| missing.or_else(|| own(i))).collect(),
            replies: vec![0; n],
        };
        if all.cut {
            branches.open_end(thread.places);
        }
        for i in order {
            let Some(parent) = thread.places[i].parent else {
                continue;
            };
            branches.by_op[parent] |= op[i] || branches.by_op[i];
            let (mine, theirs) = (&people[i], &people[parent]);
            let asker = mine.same(theirs);
            let told = asker || mine.comparable(theirs);
            branches.by_others[parent] |= (!op[i] && !asker && told) || branches.by_others[i];
            branches.by_somebody[parent] |= !told || branches.by_somebody[i];
            let below = branches.gaps[i].or(hidden[i].then_some(Gap::Masked));
            branches.gaps[parent] = branches.gaps[parent].or(below);
            branches.replies[parent] += 1 + branches.replies[i];
        }
        branches
    }

    /// The page is cut: what stands last, and all above it, may go on.
    fn open_end(&mut self, places: &[Place]) {
        let mut last = (0..places.len()).rev().find(|i| places[*i].kind == Kind::Comment);
        while let Some(i) = last.filter(|i| places[*i].kind == Kind::Comment) {
            self.gaps[i] = self.gaps[i].or(Some(Gap::Cut));
            last = places[i].parent;
        }
    }
}

/// Indices in an order in which every item comes before its parent.
fn leaves_first(places: &[Place]) -> Vec<usize> {
    let mut below = vec![Vec::new(); places.len()];
    let mut order = Vec::with_capacity(places.len());
    for (i, place) in places.iter().enumerate() {
        match place.parent {
            Some(parent) => below[parent].push(i),
            None => order.push(i),
        }
    }
    let mut next = 0;
    while next < order.len() {
        let i = order[next];
        order.append(&mut below[i]);
        next += 1;
    }
    order.reverse();
    order
}
