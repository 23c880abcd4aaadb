//! Which parts of a page a change touches, so that a long feed costs no more at its end than at its beginning.
//!
//! A feed is cut before each of its posts that can hold a thread; where nothing reaches across these cuts, a part is
//! understood by itself. Everything else, such as a page about one post, is one part.

use alloc::vec::Vec;
use core::ops::Range;

use crate::threads::Place;
use crate::values::{Item, Kind, Names, Table, sort};

/// What is known of the cuts of a page.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Something names an item of another part, or may: the page is one part from now on.
    joined: bool,
    /// Named by items and not on the page.
    missing: Names,
    /// Items whose kind is told by where they stand, and others: together they do not stay within the cuts.
    streamed: bool,
    fixed: bool,
}

impl Parts {
    /// Takes in items that are new or changed. What they name is known once they are [placed](Self::placed).
    pub(super) fn arrived(&mut self, item: &Item) {
        self.streamed |= item.kind.is_none();
        self.fixed |= item.kind.is_some();
        self.joined |= self.missing.contains(&item.key);
    }

    /// Looks whether the items of `range`, now placed, name others across the cuts.
    pub(super) fn placed(&mut self, page: &Page, range: &Range<usize>) {
        let mut part = 0;
        let mut parts = Vec::with_capacity(range.len());
        for index in range.clone() {
            part += usize::from(page.head(index));
            // What stands before the first post belongs to it.
            parts.push(part.max(1));
        }
        for (index, own) in range.clone().zip(&parts) {
            let item = &page.items[index];
            for name in [&item.parent, &item.inside].into_iter().flatten() {
                match page.index.get(name) {
                    Some(other) => {
                        let of_other = range.contains(other).then(|| parts[other - range.start]);
                        self.joined |= of_other != Some(*own);
                    }
                    None => _ = self.missing.insert(name),
                }
            }
        }
    }

    /// Whether the page is one part.
    pub(super) fn is_one(&self) -> bool {
        self.joined || (self.streamed && self.fixed)
    }

    /// The parts that hold the items at `changed` and all from `known` on; `None` where the page is one part.
    pub(super) fn touched(
        &self,
        page: &Page,
        mut changed: Vec<usize>,
        known: usize,
    ) -> Option<Vec<Range<usize>>> {
        if self.is_one() {
            return None;
        }
        let head = |index: &usize| page.head(*index);
        let start = |before: usize| (0..before).rev().find(head).unwrap_or(0);
        let mut touched: Vec<Range<usize>> = Vec::new();
        let mut add = |range: Range<usize>| match touched.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => touched.push(range),
        };
        sort(&mut changed);
        for index in changed.into_iter().filter(|index| *index < known) {
            // From the post before, which takes the items in if this one ceases to be a post.
            let start = start(index);
            let first = if start == 0 {
                (0..known).find(head).unwrap_or(known)
            } else {
                start
            };
            let end = (index.max(first) + 1..known).find(head).unwrap_or(known);
            add(start..end);
        }
        if known < page.items.len() {
            add(start(known)..page.items.len());
        }
        Some(touched)
    }
}

/// The items of a page with what their cuts depend on.
#[derive(Clone, Copy)]
pub(super) struct Page<'a> {
    /// In document order.
    pub(super) items: &'a [Item],
    /// Of the items that were placed before.
    pub(super) places: &'a [Place],
    /// Where the item with each key stands.
    pub(super) index: &'a Table<usize>,
}

impl Page<'_> {
    /// Whether a part begins at an item: a post, and no ad or aside, which comments do not follow.
    fn head(&self, index: usize) -> bool {
        let item = &self.items[index];
        self.places[index].kind == Kind::Post && !item.ad && !item.apart
    }
}
