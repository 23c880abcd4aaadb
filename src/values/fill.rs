//! Fills plain values from JSON, member by member: one small reader for all shapes, whose errors name the place.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::Value;

/// Reads a value from its JSON text, beginning with what it is by default. The error says what is wrong, and where.
pub fn read<T: Fill + Default>(text: &str) -> Result<T, String> {
    let mut value = T::default();
    value.fill(Value::read(text)?)?;
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

    /// Names without which it is not read.
    fn needs(&self) -> &[&str] {
        &[]
    }

    /// Whether members that are not known are passed over, as what a later version may have added.
    fn passes_over(&self) -> bool {
        false
    }
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
    for needed in object.needs() {
        if members.iter().all(|(name, _)| name != needed) {
            return Err(format!("`{needed}` is missing"));
        }
    }
    let passes_over = object.passes_over();
    for (name, value) in members {
        match object.slot(&name) {
            Some(slot) => slot.fill(value).map_err(|error| format!("{name}: {error}"))?,
            None if passes_over => {}
            None => return Err(format!("`{name}` is not known here")),
        }
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
        *self = from.as_u32().ok_or("should be a whole number")?;
        Ok(())
    }
}

impl Fill for f64 {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        *self = from.as_f64().ok_or("should be a number")?;
        Ok(())
    }
}

/// A list of values of several kinds has a slot for each.
pub(super) fn fill_slots(slots: &mut [&mut dyn Fill], from: Value) -> Result<(), String> {
    let Value::Array(values) = from else {
        return Err("should be a list".to_owned());
    };
    if values.len() != slots.len() {
        return Err(format!("should be a list of {}", slots.len()));
    }
    for (slot, value) in slots.iter_mut().zip(values) {
        slot.fill(value)?;
    }
    Ok(())
}

impl<T: Fill, U: Fill> Fill for (T, U) {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        fill_slots(&mut [&mut self.0, &mut self.1], from)
    }
}

impl<T: Fill, U: Fill, V: Fill> Fill for (T, U, V) {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        fill_slots(&mut [&mut self.0, &mut self.1, &mut self.2], from)
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
        self.clear();
        fill_list(from, &mut |value| {
            let mut item = T::default();
            item.fill(value)?;
            self.push(item);
            Ok(())
        })
    }
}

/// Not generic, so that it is there once.
fn fill_list(from: Value, each: &mut dyn FnMut(Value) -> Result<(), String>) -> Result<(), String> {
    let Value::Array(values) = from else {
        return Err("should be a list".to_owned());
    };
    for (index, value) in values.into_iter().enumerate() {
        each(value).map_err(|error| format!("number {}: {error}", index + 1))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
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
        let pair: Pair = read(r#"{"on": [true, null]}"#).unwrap();
        assert_eq!((pair.name.as_str(), pair.on), ("", vec![Some(true), None]));
    }

    #[test]
    fn errors_name_the_place() {
        let error = |text| read::<Vec<Pair>>(text).unwrap_err();
        assert_eq!(error(r#"[{}, {"nam": 1}]"#), "number 2: `nam` is not known here");
        assert_eq!(
            error(r#"[{"on": [1]}]"#),
            "number 1: on: number 1: should be true or false"
        );
        assert_eq!(error("[[]]"), "number 1: should be an object");
    }
}
