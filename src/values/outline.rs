//! The shapes of a page's elements, without anything that somebody wrote.

use serde::Deserialize;

/// How many elements of each shape a page has.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct Outline(pub Vec<Shape>);

/// Elements of one shape: tag, role (empty: none), names of attributes, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Shape(pub String, pub String, pub Vec<String>, pub u32);
