//! Small trees that the shim builds as they are: every word in them is set as text.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::{vec, vec::Vec};

use serde::Serialize;

use super::Message;

/// A text in parts: as it stands, or by its key in `_locales`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Part {
    /// As it stands.
    Text(String),
    /// In the reader's language.
    Message(Message),
}

impl From<Message> for Part {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}

impl From<&str> for Part {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// An element to be built.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct View {
    /// Its tag.
    pub tag: &'static str,
    /// Its attributes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attrs: Vec<(&'static str, Vec<Part>)>,
    /// Its words; they stand before its nodes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<Part>,
    /// The elements in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub nodes: Vec<View>,
}

impl View {
    /// An element of a class.
    pub fn new(tag: &'static str, class: &str) -> Self {
        let view = Self {
            tag,
            ..Self::default()
        };
        if class.is_empty() {
            view
        } else {
            view.with("class", class)
        }
    }

    /// With one more attribute.
    pub fn with(mut self, name: &'static str, value: impl Into<Part>) -> Self {
        self.attrs.push((name, vec![value.into()]));
        self
    }

    /// With these words.
    pub fn say(mut self, words: impl Into<Part>) -> Self {
        self.words.push(words.into());
        self
    }

    /// With these elements in it.
    pub fn of(mut self, nodes: impl IntoIterator<Item = View>) -> Self {
        self.nodes.extend(nodes);
        self
    }
}
