//! Fills plain values from JSON, member by member: one small reader for all shapes, whose errors name the place.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserializer;
use serde::de::{Deserialize, Error};
use serde_json::Value;

/// Reads a value for serde by [`Fill`], from what it is by default.
pub(super) fn filled<'de, T: Fill + Default, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    let mut value = T::default();
    value.fill(Value::deserialize(from)?).map_err(D::Error::custom)?;
    Ok(value)
}

/// A value that JSON can be read into.
pub trait Fill {
    /// Takes the JSON value in. The error says what was expected, and where inside the value.
    fn fill(&mut self, from: Value) -> Result<(), String>;
}

/// A value whose members have names.
pub trait Members {
    /// Where the member of that name is kept; `None` where no such member is known.
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill>;
}

impl<T: Members> Fill for T {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        fill_members(self, from)
    }
}

/// Not generic, so that it is there once.
fn fill_members(object: &mut dyn Members, from: Value) -> Result<(), String> {
    let Value::Object(members) = from else {
        return Err("should be an object".to_owned());
    };
    for (name, value) in members {
        let slot = object
            .slot(&name)
            .ok_or_else(|| format!("`{name}` is not known here"))?;
        slot.fill(value).map_err(|error| format!("{name}: {error}"))?;
    }
    Ok(())
}

impl Fill for String {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        let Value::String(text) = from else {
            return Err("should be a text".to_owned());
        };
        *self = text;
        Ok(())
    }
}

impl Fill for bool {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        *self = from.as_bool().ok_or("should be true or false")?;
        Ok(())
    }
}

impl Fill for u32 {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        let number = from.as_u64().and_then(|number| number.try_into().ok());
        *self = number.ok_or("should be a whole number")?;
        Ok(())
    }
}

impl Fill for f64 {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        *self = from.as_f64().ok_or("should be a number")?;
        Ok(())
    }
}

impl Fill for BTreeSet<String> {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        let mut names = Vec::<String>::new();
        names.fill(from)?;
        *self = names.into_iter().collect();
        Ok(())
    }
}

impl Fill for BTreeMap<String, String> {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        let Value::Object(members) = from else {
            return Err("should be an object".to_owned());
        };
        self.clear();
        for (name, value) in members {
            let mut text = String::new();
            text.fill(value).map_err(|error| format!("{name}: {error}"))?;
            self.insert(name, text);
        }
        Ok(())
    }
}

impl<T: Fill + Default> Fill for Option<T> {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        *self = None;
        if from.is_null() {
            return Ok(());
        }
        self.insert(T::default()).fill(from)
    }
}

impl<T: Fill + Default> Fill for Vec<T> {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        let Value::Array(values) = from else {
            return Err("should be a list".to_owned());
        };
        self.clear();
        for (index, value) in values.into_iter().enumerate() {
            let mut item = T::default();
            item.fill(value)
                .map_err(|error| format!("number {}: {error}", index + 1))?;
            self.push(item);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[derive(Debug, Default, PartialEq)]
    struct Pair {
        name: String,
        on: Vec<Option<bool>>,
    }

    impl Members for Pair {
        fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
            match name {
                "name" => Some(&mut self.name),
                "on" => Some(&mut self.on),
                _ => None,
            }
        }
    }

    #[test]
    fn fills_members_and_leaves_the_missing_as_they_are() {
        let mut pair = Pair::default();
        pair.fill(json!({"on": [true, null]})).unwrap();
        assert_eq!((pair.name.as_str(), pair.on), ("", vec![Some(true), None]));
    }

    #[test]
    fn errors_name_the_place() {
        let error = |value| Vec::<Pair>::default().fill(value).unwrap_err();
        assert_eq!(
            error(json!([{}, {"nam": 1}])),
            "number 2: `nam` is not known here"
        );
        assert_eq!(
            error(json!([{"on": [1]}])),
            "number 1: on: number 1: should be true or false"
        );
        assert_eq!(error(json!([[]])), "number 1: should be an object");
    }
}
