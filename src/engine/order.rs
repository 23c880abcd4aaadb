//! Document order, put together from what each item said stood before it.
//!
//! Items arrive as the reader scrolls, the visible ones first, and their nodes may be gone again; so each names
//! the item before it, and the order follows from these links.

use std::collections::{HashMap, HashSet};

#[derive(Debug)]
struct Link {
    arrival: usize,
    after: Option<String>,
}

/// The links between the items of a page.
#[derive(Debug, Default)]
pub(super) struct Order {
    links: HashMap<String, Link>,
    /// What stands last while every new item came right after the last one.
    last: Option<String>,
    /// Items that were named and have not arrived.
    awaited: HashSet<String>,
    /// Something came that does not simply follow the last item.
    upset: bool,
}

impl Order {
    /// Takes in what stands before an item. Where nothing is seen there any more, what was seen stays true.
    pub(super) fn put(&mut self, key: &str, after: Option<String>) {
        let after = after.filter(|after| after != key);
        if let Some(link) = self.links.get_mut(key) {
            if after.is_some() && link.after != after {
                link.after = after;
                self.upset = true;
            }
            return;
        }
        let follows = self.links.is_empty() || (after.is_some() && self.last == after);
        self.upset |= !follows || self.awaited.contains(key);
        if let Some(other) = after.as_deref().filter(|other| !self.links.contains_key(*other)) {
            self.awaited.insert(other.to_owned());
        }
        let arrival = self.links.len();
        self.links.insert(key.to_owned(), Link { arrival, after });
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
        let sequence = self.sequence();
        let ranks: HashMap<&str, usize> = sequence
            .iter()
            .enumerate()
            .map(|(rank, key)| (*key, rank))
            .collect();
        let mut placed = vec![None; sequence.len()];
        let mut order = Vec::new();
        for (index, key) in keys.enumerate() {
            match ranks.get(key) {
                Some(rank) => placed[*rank] = Some(index),
                None => order.push(index),
            }
        }
        order.extend(placed.into_iter().flatten());
        let last = sequence.last().map(|key| (*key).to_owned());
        let named = self.links.values().filter_map(|link| link.after.as_ref());
        self.awaited = named
            .filter(|key| !self.links.contains_key(*key))
            .cloned()
            .collect();
        self.last = last;
        self.upset = false;
        Some(order)
    }

    /// All keys in document order. Of several after the same item the latest stands nearest to it.
    fn sequence(&self) -> Vec<&str> {
        let mut keys = vec![""; self.links.len()];
        for (key, link) in &self.links {
            keys[link.arrival] = key;
        }
        let mut followers: HashMap<&str, Vec<&str>> = HashMap::new();
        let (mut first, mut loose) = (Vec::new(), Vec::new());
        for &key in &keys {
            match self.links[key].after.as_deref() {
                None => first.push(key),
                Some(after) if self.links.contains_key(after) => {
                    followers.entry(after).or_default().push(key);
                }
                Some(_) => loose.push(key),
            }
        }
        // New posts are put before the first; what hangs on an unknown item keeps its arrival, and so does a circle.
        let starts = first.iter().rev().chain(&loose).copied();
        let (mut sequence, mut seen, mut open) = (Vec::new(), HashSet::new(), Vec::new());
        for start in starts.chain(keys.iter().copied()) {
            open.push(start);
            while let Some(key) = open.pop() {
                if seen.insert(key) {
                    sequence.push(key);
                    open.extend(followers.remove(key).unwrap_or_default());
                }
            }
        }
        sequence
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sequence(links: &[(&str, Option<&str>)]) -> String {
        let mut order = Order::default();
        for (key, after) in links {
            order.put(key, after.map(str::to_owned));
        }
        order.sequence().concat()
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
            let mut keys: Vec<String> = Vec::new();
            for step in 0..12 {
                // Mostly after the last item, else after any, known or not, or after nothing.
                let last = keys.last().cloned();
                let (key, after) = match random(6) {
                    0 => (random(12), Some(random(14).to_string())),
                    1 => (random(12), None),
                    _ => (step, last),
                };
                let key = key.to_string();
                for order in [&mut stepwise, &mut at_once] {
                    order.put(&key, after.clone());
                }
                if !keys.contains(&key) {
                    keys.push(key);
                }
                let sorted = stepwise.sorted(keys.iter().map(String::as_str), false);
                if let Some(sorted) = sorted {
                    keys = sorted.iter().map(|index| keys[*index].clone()).collect();
                }
                assert_eq!(keys, at_once.sequence());
            }
        }
    }
}
