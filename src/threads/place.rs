//! Places items in threads: what is a post, what is a comment, and under what it stands.

use alloc::{vec, vec::Vec};

use super::people;
use crate::values::{Item, Kind, Names, Table};

/// Where an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Post or comment.
    pub kind: Kind,
    /// Index of the item that it answers; for a comment the post where the page says no more. `None` for posts,
    /// and for comments whose parent is not on the page.
    pub parent: Option<usize>,
    /// Index of the post of its thread; a post is its own.
    pub root: Option<usize>,
    /// The parent was said by the page, not assumed.
    pub certain: bool,
}

/// Places items, given in document order. `focus` is the id of the post that the page is about, if any.
pub fn place(items: &[Item], focus: Option<&str>) -> Vec<Place> {
    let page = Page::new(items, focus);
    let mut places = page.parents();
    break_cycles(&mut places, &page.homes);
    set_roots(&mut places, &page.homes);
    places
}

/// A page on the way to its places.
struct Page<'a> {
    items: &'a [Item],
    /// The later of two items with one key.
    index: Table<usize>,
    kinds: Vec<Kind>,
    focus_key: Option<&'a str>,
    focus: Option<usize>,
    /// For each item of the stream, the one before it that it could be joined to.
    above: Vec<Option<usize>>,
    /// The post that a comment belongs to while nothing else is known.
    homes: Vec<Option<usize>>,
}

impl<'a> Page<'a> {
    fn new(items: &'a [Item], focus_key: Option<&'a str>) -> Self {
        let mut index = Table::default();
        for (i, item) in items.iter().enumerate().filter(|(_, item)| !item.key.is_empty()) {
            index.insert(&item.key, i);
        }
        let focus = focus_key.and_then(|key| index.get(key)).copied();
        let above = above(items);
        let kinds = kinds(items, &above, focus_key.is_some());
        let mut page = Page {
            items,
            index,
            kinds,
            focus_key,
            focus,
            above,
            homes: Vec::new(),
        };
        page.homes = page.find_homes();
        page
    }

    /// Index of the item that another one names; nobody names himself.
    fn named(&self, i: usize, key: Option<&str>) -> Named {
        match key.filter(|key| !key.is_empty() && *key != self.items[i].key) {
            None => Named::Nobody,
            Some(key) => self.index.get(key).map_or(Named::Missing, |j| Named::Item(*j)),
        }
    }

    /// A related card, an ad between comments and the like: comments do not follow it.
    fn aside(&self, i: usize) -> bool {
        self.items[i].ad || self.items[i].apart
    }

    fn find_homes(&self) -> Vec<Option<usize>> {
        let post = |i: usize| self.kinds[i] == Kind::Post;
        let main = self.focus_key.and_then(|_| {
            self.focus.filter(|i| post(*i)).or_else(|| {
                (0..self.items.len()).find(|i| post(*i) && !self.aside(*i) && self.items[*i].kind.is_none())
            })
        });
        let first = (0..self.items.len()).find(|i| post(*i));
        let (mut before, mut aside) = (None, None);
        let mut homes: Vec<Option<usize>> = Vec::with_capacity(self.items.len());
        for i in 0..self.items.len() {
            if post(i) {
                *(if self.aside(i) { &mut aside } else { &mut before }) = Some(i);
                homes.push(Some(i));
                continue;
            }
            let item = &self.items[i];
            let holder = match (
                self.named(i, item.parent.as_deref()),
                self.named(i, item.inside.as_deref()),
            ) {
                (Named::Item(j), _) if post(j) => Some(j),
                (_, Named::Item(j)) if post(j) => Some(j),
                (_, Named::Item(j)) if j < i => homes[j],
                _ => None,
            };
            homes.push(holder.or(main).or(before).or(aside).or(first));
        }
        homes
    }

    fn parents(&self) -> Vec<Place> {
        let tops = self.tops();
        let nested = self.nested();
        // Of each thread: the chain of comments down to the last one, each with its depth.
        let mut branches: Vec<Vec<(u32, usize)>> = vec![Vec::new(); tops.len()];
        // Who spoke in each thread, and where last.
        let (mut voices, mut spoke) = (Names::default(), Vec::new());
        let mut places = Vec::with_capacity(self.items.len());
        for (i, item) in self.items.iter().enumerate() {
            let home = self.homes[i];
            let mut above = None;
            if let (Some(depth), Kind::Comment) = (item.depth, self.kinds[i]) {
                let stack = &mut branches[thread(home)];
                while stack.last().is_some_and(|(d, _)| *d >= depth) {
                    stack.pop();
                }
                above = stack.last().map(|(_, j)| *j);
                stack.push((depth, i));
            }
            let (parent, certain) = match self.kinds[i] {
                Kind::Post => (None, true),
                Kind::Comment => {
                    self.said(i, above, &tops)
                        .unwrap_or_else(|| match item.answers.as_deref() {
                            Some(name) if !people::plain(name).is_empty() => {
                                let voice = voices.find_in(thread(home), &people::plain(name));
                                let found = voice.map(|voice| spoke[voice]);
                                (found, found.is_some())
                            }
                            _ => (
                                home,
                                nested[thread(home)]
                                    || self.named(i, item.inside.as_deref()) != Named::Nobody,
                            ),
                        })
                }
            };
            places.push(Place {
                kind: self.kinds[i],
                parent,
                root: None,
                certain,
            });
            if !item.deleted {
                for name in [&item.author, &item.handle].into_iter().flatten() {
                    let voice = voices.place_in(thread(home), &people::plain(name));
                    spoke.resize(voices.len(), i);
                    spoke[voice] = i;
                }
            }
        }
        places
    }

    /// The parent by id, by what holds it, by depth, by the stream; `None` where none of these speaks.
    fn said(&self, i: usize, shallower: Option<usize>, tops: &[u32]) -> Option<(Option<usize>, bool)> {
        let (item, home) = (&self.items[i], self.homes[i]);
        match self.named(i, item.parent.as_deref()) {
            Named::Item(j) => return Some((Some(j), true)),
            Named::Missing if item.parent.as_deref() == self.focus_key => {
                return Some((home, home.is_some()));
            }
            Named::Missing => return Some((None, false)),
            Named::Nobody => {}
        }
        let holder = self.named(i, item.inside.as_deref());
        if let Named::Item(j) = holder
            && self.kinds[j] == Kind::Comment
        {
            return Some((Some(j), true));
        }
        if let Some(depth) = item.depth {
            let top = depth == 0 || depth <= tops[thread(home)];
            return Some(if top {
                (home, true)
            } else {
                (shallower, shallower.is_some())
            });
        }
        if holder == Named::Missing {
            return Some((None, false));
        }
        if item.kind.is_some() {
            return None;
        }
        Some(match (item.joins, self.focus.filter(|f| *f < i)) {
            (true, _) => (self.above[i].or(home), self.above[i].is_some()),
            (false, Some(focus)) => (Some(focus), true),
            (false, None) => (self.above[i].or(home), false),
        })
    }

    /// The least depth in each thread: some sites count from 1, some show one branch only.
    fn tops(&self) -> Vec<u32> {
        let mut tops = vec![u32::MAX; self.items.len() + 1];
        for (i, item) in self.items.iter().enumerate() {
            if let (Kind::Comment, Some(depth)) = (self.kinds[i], item.depth) {
                let least = &mut tops[thread(self.homes[i])];
                *least = depth.min(*least);
            }
        }
        tops
    }

    /// Whether the page tells the parent of comments under comments, of each thread: there, silence means the post.
    fn nested(&self) -> Vec<bool> {
        let comment = |named| matches!(named, Named::Item(j) if self.kinds[j] == Kind::Comment);
        let mut nested = vec![false; self.items.len() + 1];
        for (i, item) in self.items.iter().enumerate() {
            nested[thread(self.homes[i])] |= self.kinds[i] == Kind::Comment
                && (comment(self.named(i, item.parent.as_deref()))
                    || comment(self.named(i, item.inside.as_deref())));
        }
        nested
    }
}

/// The number of the thread under a post; 0 for what stands under none.
fn thread(post: Option<usize>) -> usize {
    post.map_or(0, |post| post + 1)
}

/// What a named key leads to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    Nobody,
    Missing,
    Item(usize),
}

/// For each item the nearest stream item before it that is part of the conversation.
fn above(items: &[Item]) -> Vec<Option<usize>> {
    let mut last = None;
    items
        .iter()
        .enumerate()
        .map(|(i, item)| {
            let above = last;
            if item.kind.is_none() && !item.ad {
                last = Some(i);
            }
            above
        })
        .collect()
}

fn kinds(items: &[Item], above: &[Option<usize>], focused: bool) -> Vec<Kind> {
    let mut opened = false;
    items
        .iter()
        .zip(above)
        .map(|(item, above)| match item.kind {
            Some(kind) => kind,
            None if item.apart || item.ad => Kind::Post,
            None if focused => {
                let first = !opened;
                opened = true;
                if first { Kind::Post } else { Kind::Comment }
            }
            None if item.joins && above.is_some() => Kind::Comment,
            None => Kind::Post,
        })
        .collect()
}

/// Comments that answer one another in a circle: the first of them goes under its post, none of them is certain.
fn break_cycles(places: &mut [Place], homes: &[Option<usize>]) {
    const NEW: u8 = 0;
    const OPEN: u8 = 1;
    const DONE: u8 = 2;
    let mut seen = vec![NEW; places.len()];
    let mut path = Vec::new();
    for start in 0..places.len() {
        let mut next = Some(start);
        while let Some(i) = next.filter(|i| seen[*i] == NEW) {
            seen[i] = OPEN;
            path.push(i);
            next = places[i].parent;
        }
        if let Some(knot) = next.filter(|i| seen[*i] == OPEN) {
            let begin = path.iter().position(|i| *i == knot).unwrap_or(0);
            let first = path[begin..].iter().copied().min().unwrap_or(knot);
            for &i in &path[begin..] {
                places[i].certain = false;
            }
            places[first].parent = homes[first].filter(|home| places[*home].kind == Kind::Post);
        }
        for i in path.drain(..) {
            seen[i] = DONE;
        }
    }
}

/// The post at the upper end of each chain of parents, or the home of the comment where the chain breaks off.
fn set_roots(places: &mut [Place], homes: &[Option<usize>]) {
    let mut known = vec![false; places.len()];
    let mut path = Vec::new();
    for start in 0..places.len() {
        let mut i = start;
        let root = loop {
            if known[i] {
                break places[i].root;
            }
            path.push(i);
            match (places[i].kind, places[i].parent) {
                (Kind::Post, _) => break Some(i),
                (Kind::Comment, None) => break homes[i],
                (Kind::Comment, Some(parent)) => i = parent,
            }
        };
        for i in path.drain(..) {
            known[i] = true;
            places[i].root = root;
        }
    }
}

#[cfg(test)]
#[path = "place_tests.rs"]
mod tests;
