//! What stands below each item: whose replies, and whether all of them are on the page.

use super::people::Person;
use super::{Place, Thread};
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
    /// Comments may be missing anywhere: filtered view, items not read yet.
    pub filtered: bool,
    /// The site marks every comment of the OP.
    pub marks_op: bool,
    /// Nobody can comment any more.
    pub locked: bool,
    /// How many comments the site says there are.
    pub total: Option<u32>,
}

impl Completeness {
    /// The site counts more comments than are loaded: one of those that are missing may be the OP's answer.
    fn lacks(&self, loaded: u32) -> bool {
        !self.cut && self.total.is_some_and(|total| total > loaded)
    }
}

/// Per item, what its branch holds.
pub(super) struct Branches {
    /// Some reply below is by the OP.
    pub(super) by_op: Vec<bool>,
    /// Some reply below is by neither the OP nor the author of the comment itself.
    pub(super) by_others: Vec<bool>,
    /// All replies below are on the page, and it is known that none is by the OP in disguise.
    pub(super) complete: Vec<bool>,
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
        let loaded = thread
            .places
            .iter()
            .filter(|place| place.kind == Kind::Comment)
            .count() as u32;
        let missing = all.filtered || (all.page && all.lacks(loaded));
        let complete = (0..n).map(|i| {
            let item = &thread.items[i];
            let counted = all.count && item.replies.is_some_and(|replies| replies <= children[i]);
            !missing && !item.more && (counted || (all.page && item.replies.is_none_or(|r| r <= children[i])))
        });
        let mut branches = Branches {
            by_op: vec![false; n],
            by_others: vec![false; n],
            complete: complete.collect(),
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
            let asker = people[i].same(&people[parent]);
            branches.by_others[parent] |= (!op[i] && !asker) || branches.by_others[i];
            branches.complete[parent] &= branches.complete[i] && !hidden[i];
            branches.replies[parent] += 1 + branches.replies[i];
        }
        branches
    }

    /// The page is cut: what stands last, and all above it, may go on.
    fn open_end(&mut self, places: &[Place]) {
        let mut last = (0..places.len()).rev().find(|i| places[*i].kind == Kind::Comment);
        while let Some(i) = last.filter(|i| places[*i].kind == Kind::Comment) {
            self.complete[i] = false;
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
