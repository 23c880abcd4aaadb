//! The shapes of a page's elements, without anything that somebody wrote.

use alloc::string::String;
use alloc::vec::Vec;

use super::fill::fill_slots;
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
        fill_slots(&mut [&mut self.0, &mut self.1, &mut self.2, &mut self.3], from)
    }
}
