//! What is judged: one post or comment with what is known around it.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Fill, Out, Put, Value};

/// A post is what a thread hangs under; a comment is anything below a post.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The item a thread hangs under.
    #[default]
    Post,
    /// Anything under a post.
    Comment,
}

impl Kind {
    /// The kind in snake_case, as it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Comment => "comment",
        }
    }
}

impl Put for Kind {
    fn put(&self, out: &mut Out) {
        out.text_value(self.name());
    }
}

impl Fill for Kind {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        *self = match from.as_str() {
            Some("post") => Self::Post,
            Some("comment") => Self::Comment,
            _ => return Err("should be post or comment".to_owned()),
        };
        Ok(())
    }
}

/// Whether the account speaks for a person or for an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthorKind {
    /// A person's account.
    Person,
    /// A company, page, shop, newsroom or club.
    Organisation,
}

/// One item as the judge sees it. Only `kind` and `text` are needed; what is absent is unknown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Subject {
    /// Post or comment.
    pub kind: Kind,
    /// The author's own words, without the site's furniture and without quoted parts.
    pub text: String,
    /// BCP 47 language tag, where the page or the site says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// The author's name as shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Person or organisation, where the page tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author_kind: Option<AuthorKind>,
    /// The headline or biography shown beside the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author_about: Option<String>,
    /// Absolute addresses the text links to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<String>,
    /// The links lead where the author's other posts lead too: the author's own site.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub own_site: bool,
    /// The text of the comment that this one answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_text: Option<String>,
    /// The text of the post that this comment stands under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post_text: Option<String>,
}
