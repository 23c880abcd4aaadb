//! Tables by text, in the order of arrival. One index, not generic, serves them all: every shape of a `HashMap` would
//! cost the engine two kilobytes.

use alloc::string::String;
use alloc::{vec, vec::Vec};

/// Texts, each with its place in the order of arrival. The same text may stand once in each of several groups.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// All texts, one after the other.
    text: String,
    entries: Vec<Entry>,
    /// Open addressing: one more than the place of an entry, 0 where free; a power of two of them.
    slots: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    group: usize,
    hash: u32,
    end: usize,
}

impl Names {
    /// Where a text of group 0 stands.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.find_in(0, name)
    }

    /// Where a text of a group stands.
    pub fn find_in(&self, group: usize, name: &str) -> Option<usize> {
        self.look(group, hash(group, name), name).ok()
    }

    /// Whether a text is in group 0.
    pub fn contains(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// Puts a text into group 0; whether it is new there.
    pub fn insert(&mut self, name: &str) -> bool {
        let known = self.entries.len();
        self.place_in(0, name) == known
    }

    /// Where a text of a group stands, put last if it is new.
    pub fn place_in(&mut self, group: usize, name: &str) -> usize {
        if self.entries.len() * 4 >= self.slots.len() * 3 {
            self.grow();
        }
        let hash = hash(group, name);
        let slot = match self.look(group, hash, name) {
            Ok(at) => return at,
            Err(slot) => slot,
        };
        self.text.push_str(name);
        let end = self.text.len();
        self.entries.push(Entry { group, hash, end });
        self.slots[slot] = self.entries.len() as u32;
        self.entries.len() - 1
    }

    /// The text at a place.
    pub fn name(&self, at: usize) -> &str {
        let start = if at == 0 { 0 } else { self.entries[at - 1].end };
        self.text.get(start..self.entries[at].end).unwrap_or_default()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The place of a text, or the slot where it would go.
    fn look(&self, group: usize, hash: u32, name: &str) -> Result<usize, usize> {
        let mut slot = hash as usize;
        loop {
            slot &= self.slots.len().wrapping_sub(1);
            let Some(at) = self.slots.get(slot).and_then(|one| one.checked_sub(1)) else {
                return Err(slot);
            };
            let (at, entry) = (at as usize, self.entries[at as usize]);
            if entry.hash == hash && entry.group == group && self.name(at) == name {
                return Ok(at);
            }
            slot += 1;
        }
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(8);
        self.slots = vec![0; size];
        for (at, entry) in self.entries.iter().enumerate() {
            let mut slot = entry.hash as usize & (size - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = at as u32 + 1;
        }
    }
}

/// FNV-1a over the group and the text; the high bits, where the last letters are mixed best, are folded in.
fn hash(group: usize, name: &str) -> u32 {
    let mut hash = 0x811C_9DC5 ^ group as u32;
    for byte in name.bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash ^ (hash >> 15)
}

/// Values by text.
#[derive(Clone, Debug)]
pub struct Table<V> {
    names: Names,
    values: Vec<V>,
}

impl<V> Default for Table<V> {
    fn default() -> Self {
        Self {
            names: Names::default(),
            values: Vec::new(),
        }
    }
}

impl<V> Table<V> {
    /// The value of a text.
    pub fn get(&self, name: &str) -> Option<&V> {
        self.values.get(self.names.find(name)?)
    }

    /// The value of a text, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut V> {
        self.values.get_mut(self.names.find(name)?)
    }

    /// Whether there is a value for the text.
    pub fn contains(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Sets the value of a text.
    pub fn insert(&mut self, name: &str, value: V) {
        let at = self.names.place_in(0, name);
        match self.values.get_mut(at) {
            Some(known) => *known = value,
            None => self.values.push(value),
        }
    }

    /// The texts, in the order of arrival.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// The values, in the order of arrival of their texts.
    pub fn values(&self) -> &[V] {
        &self.values
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

impl<V: Default> Table<V> {
    /// The value of a text, by default where it is new.
    pub fn or_default(&mut self, name: &str) -> &mut V {
        let at = self.names.place_in(0, name);
        if at == self.values.len() {
            self.values.push(V::default());
        }
        &mut self.values[at]
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn holds_what_a_hash_map_holds() {
        let (mut table, mut known) = (Table::default(), HashMap::new());
        for step in 0..5_000_u32 {
            let name = (step.wrapping_mul(2_654_435_761) % 900).to_string();
            table.insert(&name, step);
            known.insert(name, step);
            assert_eq!(table.len(), known.len());
        }
        for at in 0..1_000 {
            let name = at.to_string();
            assert_eq!(table.get(&name), known.get(&name), "{name}");
        }
        assert_eq!(table.get(""), None);
        for (at, value) in table.values().iter().enumerate() {
            assert_eq!(known.get(table.names().name(at)), Some(value));
        }
    }

    #[test]
    fn groups_are_kept_apart() {
        let mut names = Names::default();
        assert!(names.is_empty() && !names.contains(""));
        assert!(names.insert("") && !names.insert("") && names.insert("anna"));
        assert_eq!(names.place_in(3, "anna"), 2);
        assert_eq!(
            (
                names.find("anna"),
                names.find_in(3, "anna"),
                names.find_in(4, "anna")
            ),
            (Some(1), Some(2), None)
        );
        assert_eq!((names.name(0), names.name(2), names.len()), ("", "anna", 3));
    }
}
