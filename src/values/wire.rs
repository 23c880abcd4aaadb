//! What crosses between the shim, the engine and the faces: JSON texts of these shapes.

use serde::{Deserialize, Serialize};

use super::{Category, Kind, Label, Plan, Reason, State, Treatment};

/// From the shim to the engine.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FromPage {
    /// A page (or another address in the same page) is there to be read.
    Hello {
        /// The page's address.
        url: String,
    },
    /// Which of the probed selectors are on the page.
    Probed {
        /// Positions in the probe.
        found: Vec<usize>,
    },
    /// Items that are new or changed.
    Batch(Batch),
    /// The reader wants to know why.
    Card {
        /// The item's key.
        key: String,
    },
}

/// New or changed items, with what the page as a whole says now.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Batch {
    /// The items.
    pub items: Vec<RawItem>,
    /// Values of the page's fields, in the plan's order.
    pub page: Vec<Option<String>>,
    /// Items seen on the page and not sent yet.
    pub pending: u32,
    /// Counts of the census selectors, in the plan's order.
    pub census: Vec<u32>,
    /// Texts of embedded JSON; sent once.
    pub embedded: Vec<String>,
}

/// An item as the shim read it: values by position.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct RawItem {
    /// Position of the rule in the plan.
    #[serde(rename = "r")]
    pub rule: usize,
    /// Key.
    #[serde(rename = "k")]
    pub key: String,
    /// Rank in document order.
    #[serde(rename = "n")]
    pub rank: f64,
    /// Key of the nearest item around it.
    #[serde(rename = "in", default)]
    pub inside: Option<String>,
    /// Values of the rule's fields.
    #[serde(rename = "v")]
    pub values: Vec<Option<String>>,
    /// Addresses in its prose.
    #[serde(rename = "l", default)]
    pub links: Vec<String>,
}

/// From the engine to the shim.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ToPage {
    /// Say which of these selectors are on the page.
    Probe {
        /// The selectors.
        selectors: Vec<String>,
    },
    /// Read by this plan, from the beginning.
    Plan(Plan),
    /// Paint these.
    Paint {
        /// Verdicts that are new or changed.
        verdicts: Vec<Verdict>,
        /// Hide the counts of followers and likes.
        hide_numbers: bool,
    },
    /// Why.
    Card(Box<Card>),
    /// Read nothing here and take away what was drawn.
    Stop,
}

/// What is painted on one item. No badges and `Badge`: take away what was painted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// The item's key.
    pub key: String,
    /// Badges, in order.
    pub badges: Vec<Badge>,
    /// What is done with the item.
    pub treatment: Treatment,
}

/// One badge.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Badge {
    /// Its kind.
    pub label: Label,
    /// Its words.
    pub text: Message,
    /// The reason in one line, for screen readers and folded items.
    pub reason: Message,
}

/// A text by its key in `_locales`, with its arguments.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Key.
    pub key: String,
    /// `$1`, `$2` ...
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<String>,
}

impl Message {
    /// A message without arguments.
    pub fn new(key: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            args: Vec::new(),
        }
    }

    /// A message with arguments.
    pub fn with(key: impl Into<String>, args: impl IntoIterator<Item = impl ToString>) -> Self {
        Self {
            key: key.into(),
            args: args.into_iter().map(|a| a.to_string()).collect(),
        }
    }
}

/// The card: why an item carries its badges.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// The item's key.
    pub key: String,
    /// Its badges.
    pub badges: Vec<Badge>,
    /// Kinds of promotion.
    pub categories: Vec<Category>,
    /// The text that is quoted, cut to what is needed.
    pub quote: String,
    /// What decided, with places in `quote` (UTF-16 units); start = end: a fact about the whole.
    pub reasons: Vec<Reason>,
    /// Probability of promotion, 0 to 1, and what it was compared to.
    pub score: Option<(f64, f64)>,
    /// What is known of the thread.
    pub facts: Vec<Message>,
    /// What could not be known.
    pub unknown: Vec<Message>,
}

/// How the page's layout was met.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// The site's own reader found its items, or nothing says that there are any.
    #[default]
    Recognised,
    /// Read by the generic reader.
    Generic,
    /// Something is there that the site's reader does not find.
    Unrecognised,
}

/// The popup's picture of one page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Site file's name, and the name shown.
    pub site: String,
    /// Name shown.
    pub name: String,
    /// Host of the page.
    pub host: String,
    /// How the layout was met.
    pub layout: Layout,
    /// Everything that the page shows has been read.
    pub settled: bool,
    /// Switched off here.
    pub paused: bool,
    /// Posts read.
    pub posts: u32,
    /// Comments read.
    pub comments: u32,
    /// How many comments the site says there are.
    pub total: Option<u32>,
    /// Comments whose state is unknown.
    pub unknown: u32,
    /// How many items carry each label.
    pub labels: Vec<(Label, u32)>,
    /// The marked items in reading order.
    pub marked: Vec<Marked>,
}

/// One marked item in the popup's list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Marked {
    /// The item's key.
    pub key: String,
    /// Its badges' labels.
    pub labels: Vec<Label>,
    /// Author's name.
    pub author: String,
    /// Beginning of the text.
    pub text: String,
}

/// One item as the engine understood it, for audits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AuditItem {
    /// The item's key.
    pub key: String,
    /// Post or comment.
    pub kind: Kind,
    /// Name shown.
    pub author: Option<String>,
    /// Handle.
    pub author_handle: Option<String>,
    /// First 60 characters of the text.
    pub text_start: String,
    /// Position of its parent in the list.
    pub parent_index: Option<usize>,
    /// By the original poster.
    pub op: bool,
    /// The platform's ad label.
    pub ad: bool,
    /// State of a comment that is not by the OP.
    pub state: Option<State>,
    /// First label.
    pub label: Option<Label>,
}

/// Everything understood of one page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Audit {
    /// Site file's name.
    pub site: String,
    /// How the layout was met.
    pub layout: Layout,
    /// Everything that the page shows has been read.
    pub settled: bool,
    /// In document order.
    pub items: Vec<AuditItem>,
}
