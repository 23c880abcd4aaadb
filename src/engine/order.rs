//! Document order, put together from what each item said stood before it.
//!
//! Items arrive as the reader scrolls, the visible ones first, and their nodes may be gone again; so each names
//! the item before it, and the order follows from these links.

use std::collections::{HashMap, HashSet};

use crate::values::Item;

#[derive(Debug)]
struct Link {
    arrival: usize,
    after: Option<String>,
}

/// The links between the items of a page.
#[derive(Debug, Default)]
pub(super) struct Order {
    links: HashMap<String, Link>,
}

impl Order {
    /// Takes in what stands before an item. Where nothing is seen there any more, what was seen stays true.
    pub(super) fn put(&mut self, key: &str, after: Option<String>) {
        let arrival = self.links.len();
        let link = self
            .links
            .entry(key.to_owned())
            .or_insert(Link { arrival, after: None });
        if after.as_deref().is_some_and(|after| after != key) {
            link.after = after;
        }
    }

    /// Sorts items into document order; those that were never put stand first.
    pub(super) fn sort(&self, items: &mut [Item]) {
        let mut places = HashMap::new();
        for key in self.sequence() {
            places.insert(key, places.len() + 1);
        }
        items.sort_by_key(|item| places.get(item.key.as_str()).copied().unwrap_or(0));
    }

    /// All keys in document order. Of several after the same item the latest stands nearest to it.
    fn sequence(&self) -> Vec<&str> {
        let mut keys: Vec<(&str, &Link)> = self
            .links
            .iter()
            .map(|(key, link)| (key.as_str(), link))
            .collect();
        keys.sort_unstable_by_key(|(_, link)| link.arrival);
        let mut followers: HashMap<&str, Vec<&str>> = HashMap::new();
        let (mut first, mut loose) = (Vec::new(), Vec::new());
        for (key, link) in &keys {
            match link.after.as_deref() {
                None => first.push(*key),
                Some(after) if self.links.contains_key(after) => {
                    followers.entry(after).or_default().push(key)
                }
                Some(_) => loose.push(*key),
            }
        }
        // New posts are put before the first; what hangs on an unknown item keeps its arrival, and so does a circle.
        let starts = first.iter().rev().chain(&loose).copied();
        let (mut sequence, mut seen, mut open) = (Vec::new(), HashSet::new(), Vec::new());
        for start in starts.chain(keys.iter().map(|(key, _)| *key)) {
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
}
