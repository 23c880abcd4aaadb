//! What the faces ask of the record, and what it answers beside lists.

use serde::{Deserialize, Serialize};

/// What a face asks.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::web) enum Question {
    /// How large the record is, and what is wrong with it.
    State {},
    /// Authors in portions, in the order of their ids: those after an id, at most so many.
    Authors { after: String, most: u32 },
    /// One author with their rows, and the rows under their posts.
    Author { id: String },
    /// Newcomers' comments that nobody answered.
    Waiting {},
    /// Take out an author, a site, or everything.
    Forget(Which),
    /// The file in portions: `after` is empty for the first.
    Export { after: String, most: u32 },
    /// A file, to be merged with the record or to take its place.
    Import { file: String, replace: bool },
}

/// What is to be forgotten.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::web) enum Which {
    /// The author with this id.
    Author(String),
    /// The site of this name.
    Site(String),
    /// Everything.
    All,
}

/// How large the record is, and what is wrong with it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::web) struct State {
    /// Posts and comments.
    pub(in crate::web) items: usize,
    /// Authors.
    pub(in crate::web) authors: usize,
    /// What is wrong.
    pub(in crate::web) trouble: Option<Said>,
}

/// Something to be told, by its key in `_locales`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::web) struct Said {
    /// Key.
    pub(in crate::web) key: String,
    /// `$1`, `$2` ...
    pub(in crate::web) args: Vec<String>,
}

/// One portion of the file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::web) struct Portion {
    /// Its text.
    pub(in crate::web) text: String,
    /// The id after which the next begins; none after the last.
    pub(in crate::web) next: Option<String>,
}
