//! Document order, put together from what each item said stood before it.
//!
//! Items arrive as the reader scrolls, the visible ones first, and their nodes may be gone again; so each names
//! the item before it, and the order follows from these links.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::{vec, vec::Vec};

use crate::values::{Names, Table};

/// The links between the items of a page.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// What stands before each item, in the order of arrival.
    links: Table<Option<String>>,
    /// What stands last while every new item came right after the last one.
    last: Option<String>,
    /// Items that were named and have not arrived.
    awaited: Names,
    /// Something came that does not simply follow the last item.
    upset: bool,
}

impl Order {
    /// Takes in what stands before an item. Where nothing is seen there any more, what was seen stays true.
    pub(super) fn put(&mut self, key: &str, after: Option<String>) {
        let after = after.filter(|after| after != key);
        if let Some(known) = self.links.get_mut(key) {
            if after.is_some() && *known != after {
                *known = after;
                self.upset = true;
            }
            return;
        }
        let follows = self.links.is_empty() || (after.is_some() && self.last == after);
        self.upset |= !follows || self.awaited.contains(key);
        if let Some(other) = after.as_deref().filter(|other| !self.links.contains(other)) {
            self.awaited.insert(other);
        }
        self.links.insert(key, after);
        self.last = Some(key.to_owned());
    }

    /// The order in which items with these keys stand in the document, as their present indices; those that were never
    /// put stand first. `None` where new items only followed the last, so that nothing moves.
    pub(super) fn sorted<'a>(
        &mut self,
        keys: impl Iterator<Item = &'a str>,
        anew: bool,
    ) -> Option<Vec<usize>> {
        if !(self.upset || anew) {
            return None;
        }
        let (names, sequence) = (self.links.names(), self.sequence());
        let mut present = vec![None; sequence.len()];
        let mut order = Vec::new();
        for (index, key) in keys.enumerate() {
            match names.find(key) {
                Some(arrival) => present[arrival] = Some(index),
                None => order.push(index),
            }
        }
        for &arrival in &sequence {
            order.extend(present[arrival]);
        }
        let mut awaited = Names::default();
        for after in self.links.values().iter().flatten() {
            if !names.contains(after) {
                awaited.insert(after);
            }
        }
        self.last = sequence.last().map(|last| names.name(*last).to_owned());
        self.awaited = awaited;
        self.upset = false;
        Some(order)
    }

    /// The arrivals of all keys in document order. Of several after the same item the latest stands nearest to it.
    fn sequence(&self) -> Vec<usize> {
        let (names, links) = (self.links.names(), self.links.values());
        let mut followers: Vec<Vec<usize>> = vec![Vec::new(); links.len()];
        let (mut first, mut loose) = (Vec::new(), Vec::new());
        for (arrival, after) in links.iter().enumerate() {
            match after.as_deref().map(|after| names.find(after)) {
                None => first.push(arrival),
                Some(Some(after)) => followers[after].push(arrival),
                Some(None) => loose.push(arrival),
            }
        }
        // New posts are put before the first; what hangs on an unknown item keeps its arrival, and so does a circle.
        first.reverse();
        first.append(&mut loose);
        first.extend(0..links.len());
        let (mut sequence, mut seen, mut open) = (Vec::new(), vec![false; links.len()], Vec::new());
        for start in first {
            open.push(start);
            while let Some(arrival) = open.pop() {
                if !seen[arrival] {
                    seen[arrival] = true;
                    sequence.push(arrival);
                    open.append(&mut followers[arrival]);
                }
            }
        }
        sequence
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(order: &Order) -> Vec<&str> {
        let name = |arrival: usize| order.links.names().name(arrival);
        order.sequence().into_iter().map(name).collect()
    }

    fn sequence(links: &[(&str, Option<&str>)]) -> String {
        let mut order = Order::default();
        for (key, after) in links {
            order.put(key, after.map(str::to_owned));
        }
        keys(&order).concat()
    }

    #[test]
    fn follows_the_links_whatever_the_order_of_arrival() {
        let links = [("a", None), ("b", Some("a")), ("c", Some("b")), ("d", Some("c"))];
        assert_eq!(sequence(&links), "abcd");
        assert_eq!(sequence(&[links[2], links[3], links[0], links[1]]), "abcd");
    }

    #[test]
    fn what_comes_between_or_before_finds_its_place() {
        let feed = [("b", None), ("c", Some("b")), ("d", Some("c"))];
        assert_eq!(sequence(&[&feed[..], &[("x", Some("c"))]].concat()), "bcxd");
        assert_eq!(sequence(&[&feed[..], &[("a", None)]].concat()), "abcd");
    }

    #[test]
    fn a_recycled_item_keeps_its_place_and_a_circle_loses_none() {
        assert_eq!(sequence(&[("a", None), ("b", Some("a")), ("b", None)]), "ab");
        let mut circle: Vec<char> = sequence(&[("a", Some("b")), ("b", Some("a")), ("c", Some("gone"))])
            .chars()
            .collect();
        circle.sort_unstable();
        assert_eq!(circle, ['a', 'b', 'c']);
    }

    /// Items put one by one and sorted after each must stand as those sorted once at the end.
    #[test]
    fn sorting_as_they_arrive_ends_as_sorting_once() {
        let mut seed = 7u32;
        let mut random = move |below: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) % below
        };
        for _ in 0..500 {
            let (mut stepwise, mut at_once) = (Order::default(), Order::default());
            let mut shown: Vec<String> = Vec::new();
            for step in 0..12 {
                // Mostly after the last item, else after any, known or not, or after nothing.
                let last = shown.last().cloned();
                let (key, after) = match random(6) {
                    0 => (random(12), Some(random(14).to_string())),
                    1 => (random(12), None),
                    _ => (step, last),
                };
                let key = key.to_string();
                for order in [&mut stepwise, &mut at_once] {
                    order.put(&key, after.clone());
                }
                if !shown.contains(&key) {
                    shown.push(key);
                }
                let sorted = stepwise.sorted(shown.iter().map(String::as_str), false);
                if let Some(sorted) = sorted {
                    shown = sorted.iter().map(|index| shown[*index].clone()).collect();
                }
                assert_eq!(shown, keys(&at_once));
            }
        }
    }
}
