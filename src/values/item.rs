//! One item of a page as it was read, and its state in the thread.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Fill, Kind, Out, Put, Value};

/// A post or comment as read from the page. What the page does not say is `None` or false.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// The site's own id, or a stand-in made of author, time and text.
    pub key: String,
    /// Post, comment, or (`None`) told by where it stands in the stream.
    pub kind: Option<Kind>,
    /// Name shown.
    pub author: Option<String>,
    /// Handle, unique on the site.
    pub handle: Option<String>,
    /// Address of the author's page.
    pub link: Option<String>,
    /// The author's own words.
    pub text: String,
    /// The beginning as the page shows it, where that differs.
    pub shown: Option<String>,
    /// Absolute addresses in the text.
    pub links: Vec<String>,
    /// When it was written, as the site shows it.
    pub time: Option<String>,
    /// Language tag.
    pub lang: Option<String>,
    /// Id of the item that it answers.
    pub parent: Option<String>,
    /// Key of the item that holds it in the document.
    pub inside: Option<String>,
    /// Name or handle of the person that it answers.
    pub answers: Option<String>,
    /// Depth in the thread, 0 at the top.
    pub depth: Option<u32>,
    /// Joined to the item above.
    pub joins: bool,
    /// Stands apart from the thread.
    pub apart: bool,
    /// Replies that the site says it has.
    pub replies: Option<u32>,
    /// Replies are collapsed or on another page.
    pub more: bool,
    /// Site's mark: by the original poster.
    pub op: bool,
    /// Site's mark: verified, staff, moderator.
    pub verified: bool,
    /// The account is an organisation's.
    pub organisation: bool,
    /// Headline or biography.
    pub about: Option<String>,
    /// Words quoted or passed on.
    pub quoted: Option<String>,
    /// The platform's ad label.
    pub ad: bool,
    /// Liked by the original poster.
    pub seen: bool,
    /// Removed.
    pub deleted: bool,
}

/// Where a comment stands with the original poster.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The OP answered in its branch.
    Answered,
    /// Asks for a reply; others answered, the OP did not.
    AnsweredByOthers,
    /// Asks for a reply; nobody answered, and that is known.
    Unanswered,
    /// Does not ask for a reply.
    Ditto,
    /// Not everything that decides is on the page.
    #[default]
    Unknown,
}

impl State {
    const ALL: [Self; 5] = [
        Self::Answered,
        Self::AnsweredByOthers,
        Self::Unanswered,
        Self::Ditto,
        Self::Unknown,
    ];

    /// The state in snake_case, as it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::AnsweredByOthers => "answered_by_others",
            Self::Unanswered => "unanswered",
            Self::Ditto => "ditto",
            Self::Unknown => "unknown",
        }
    }
}

impl Put for State {
    fn put(&self, out: &mut Out) {
        out.text_value(self.name());
    }
}

impl Fill for State {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        let named = |state: &Self| from.as_str() == Some(state.name());
        *self = Self::ALL.into_iter().find(named).ok_or("is no state")?;
        Ok(())
    }
}
