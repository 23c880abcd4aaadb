//! The shapes of a page's elements, without anything that somebody wrote.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Fill, Value};

/// How many elements of each shape a page has.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline(pub Vec<Shape>);

/// Elements of one shape: tag, role (empty: none), names of attributes, and how many there are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shape(pub String, pub String, pub Vec<String>, pub u32);

impl Fill for Outline {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        self.0.fill(from)
    }
}

impl Fill for Shape {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        let Value::Array(values) = from else {
            return Err("a shape should be a list".to_owned());
        };
        let slots: [&mut dyn Fill; 4] = [&mut self.0, &mut self.1, &mut self.2, &mut self.3];
        for (slot, value) in slots.into_iter().zip(values) {
            slot.fill(value)?;
        }
        Ok(())
    }
}
