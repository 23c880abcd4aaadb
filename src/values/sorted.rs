//! Small maps and sets of texts in their order. The standard library's trees would cost the engine twelve kilobytes.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Fill, Out, Put, Value, sort_by};

/// Values by text, in the order of the texts; without values a set.
#[derive(Clone, Debug, PartialEq)]
pub struct Sorted<V = ()>(Vec<(String, V)>);

impl<V> Default for Sorted<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V> Sorted<V> {
    fn place(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.as_str().cmp(name))
    }

    /// The value of a text.
    pub fn get(&self, name: &str) -> Option<&V> {
        self.place(name).ok().map(|at| &self.0[at].1)
    }

    /// Whether the text is there.
    pub fn contains(&self, name: &str) -> bool {
        self.place(name).is_ok()
    }

    /// Sets the value of a text.
    pub fn put_in(&mut self, name: String, value: V) {
        match self.place(&name) {
            Ok(at) => self.0[at].1 = value,
            Err(at) => self.0.insert(at, (name, value)),
        }
    }

    /// Takes a text out.
    pub fn remove(&mut self, name: &str) {
        if let Ok(at) = self.place(name) {
            self.0.remove(at);
        }
    }

    /// The texts with their values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &V)> {
        self.0.iter().map(|(name, value)| (name, value))
    }

    /// The texts in order.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        self.0.iter().map(|(name, _)| name)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Of those with the same text the last.
    fn of(mut entries: Vec<(String, V)>) -> Self {
        sort_by(&mut entries, |one, other| one.0.cmp(&other.0));
        entries.dedup_by(|later, earlier| {
            let same = later.0 == earlier.0;
            if same {
                core::mem::swap(later, earlier);
            }
            same
        });
        Self(entries)
    }
}

impl Sorted {
    /// Puts a text in.
    pub fn insert(&mut self, name: String) {
        self.put_in(name, ());
    }
}

impl Sorted<String> {
    /// Sets the value of a text.
    pub fn insert(&mut self, name: String, value: String) {
        self.put_in(name, value);
    }
}

impl FromIterator<String> for Sorted {
    fn from_iter<I: IntoIterator<Item = String>>(names: I) -> Self {
        Self::of(names.into_iter().map(|name| (name, ())).collect())
    }
}

impl<const N: usize> From<[String; N]> for Sorted {
    fn from(names: [String; N]) -> Self {
        names.into_iter().collect()
    }
}

impl<const N: usize> From<[(String, String); N]> for Sorted<String> {
    fn from(entries: [(String, String); N]) -> Self {
        Self::of(entries.into())
    }
}

impl Put for Sorted {
    fn put(&self, out: &mut Out) {
        out.open('[');
        for name in self.names() {
            name.put(out);
        }
        out.close(']');
    }
}

impl Put for Sorted<String> {
    fn put(&self, out: &mut Out) {
        out.open('{');
        for (name, value) in self.iter() {
            out.members(&[(name, value)]);
        }
        out.close('}');
    }
}

impl Fill for Sorted {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        let mut names: Vec<String> = Vec::new();
        names.fill(from)?;
        *self = names.into_iter().collect();
        Ok(())
    }
}

impl Fill for Sorted<String> {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        let Value::Object(members) = from else {
            return Err("should be an object".to_owned());
        };
        let mut entries = Vec::new();
        for (name, value) in members {
            let mut text = String::new();
            text.fill(value).map_err(|error| format!("{name}: {error}"))?;
            entries.push((name, text));
        }
        *self = Self::of(entries);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn holds_what_a_tree_holds_in_its_order() {
        let (mut sorted, mut tree) = (Sorted::<String>::default(), BTreeMap::new());
        for step in 0..2_000_u32 {
            let name = (step.wrapping_mul(2_654_435_761) % 97).to_string();
            if step % 3 == 0 {
                sorted.remove(&name);
                tree.remove(&name);
            } else {
                sorted.insert(name.clone(), step.to_string());
                tree.insert(name, step.to_string());
            }
            assert!(sorted.iter().eq(tree.iter()));
        }
        for name in (0..100).map(|n| n.to_string()) {
            assert_eq!(sorted.get(&name), tree.get(&name));
            assert_eq!(sorted.contains(&name), tree.contains_key(&name));
        }
    }

    #[test]
    fn of_two_with_one_name_the_last_is_read() {
        let mut sorted = Sorted::<String>::default();
        let text = r#"{"b":"1","a":"2","b":"3"}"#;
        sorted.fill(Value::read(text).unwrap()).unwrap();
        assert_eq!(Out::text(&sorted), r#"{"a":"2","b":"3"}"#);
        let mut set = Sorted::<()>::default();
        set.fill(Value::read(r#"["b","a","b"]"#).unwrap()).unwrap();
        assert_eq!(Out::text(&set), r#"["a","b"]"#);
        assert!(set.fill(Value::read("[1]").unwrap()).is_err());
    }
}
