//! What crosses between the shim, the engine and the faces: JSON texts of these shapes.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Category, Kind, Label, Plan, Reason, State, Treatment, View};

/// From the shim to the engine.
#[derive(Clone, Debug, PartialEq)]
pub enum FromPage {
    /// A page (or another address in the same page) is there to be read.
    Hello {
        /// The page's address.
        url: String,
        /// Keys of the items that carry badges from before, as after a stop of the worker.
        drawn: Vec<String>,
    },
    /// Items that are new or changed.
    Batch(Batch),
    /// The reader wants to know why.
    Card {
        /// The item's key.
        key: String,
    },
    /// The reader pressed a button of ours.
    Act {
        /// The item's key.
        key: String,
        /// What the button does.
        does: Act,
    },
    /// The reader rests while writing; sent only where they want to know how a draft reads.
    Draft {
        /// What is written so far.
        text: String,
        /// It is written inside of an item, as a comment.
        reply: bool,
    },
}

/// What a button in a card does beyond the page's own part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Act {
    #[default]
    /// Go to the next comment that waits for an answer.
    Next,
    /// The badge is right.
    Right,
    /// The badge is wrong.
    Wrong,
    /// Never call this author's posts promotion.
    Trust,
    /// Fold what this author writes.
    FilterAuthor,
    /// Fold everything that carries such a badge.
    FilterSuch,
    /// Take the last change back.
    Undo,
}

impl Act {
    /// Whether it is kept in the settings, and so writes down what was on the page.
    pub fn is_kept(self) -> bool {
        matches!(self, Self::Right | Self::Wrong | Self::Trust | Self::FilterAuthor)
    }
}

/// New or changed items, with what the page as a whole says now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    /// The plan that it was read by.
    pub site: String,
    /// The items.
    pub items: Vec<RawItem>,
    /// Values of the page's fields, in the plan's order; absent where they are as before.
    pub page: Option<Vec<Option<String>>>,
    /// Items seen on the page and not sent yet.
    pub pending: u32,
}

/// An item as the shim read it: a list of these, in this order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RawItem {
    /// Position of the rule in the plan.
    pub rule: u32,
    /// Key.
    pub key: String,
    /// Key of the item before it in document order, as far as the page showed one.
    pub after: Option<String>,
    /// Key of the nearest item around it.
    pub inside: Option<String>,
    /// Values of the rule's fields.
    pub values: Vec<Option<String>>,
    /// Addresses in its prose.
    pub links: Vec<String>,
}

/// From the engine to the shim.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ToPage {
    /// Read by this plan, from the beginning.
    Plan(Plan),
    /// Paint these.
    Paint {
        /// What is new or changed.
        verdicts: Vec<Painted>,
        /// Hide the counts of followers and likes.
        hide_numbers: bool,
    },
    /// Why.
    Card {
        /// The item's key.
        key: String,
        /// The card as it is drawn.
        view: View,
    },
    /// Show the item with this key.
    Jump(String),
    /// Say for a while what happened.
    Tell(View),
    /// Read nothing here and take away what was drawn.
    Stop {},
}

/// One item as it is painted. No badges: what was painted is taken away.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Painted {
    /// The item's key.
    pub key: String,
    /// Its badges.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub badges: Vec<View>,
    /// What is done with the item.
    pub treatment: Treatment,
    /// The line that stands for the item, where it is folded.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fold: Vec<View>,
}

/// What is said of one item, and what is done with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Verdict {
    /// The item's key.
    pub key: String,
    /// Badges, in order.
    pub badges: Vec<Badge>,
    /// What is done with the item.
    pub treatment: Treatment,
}

impl Verdict {
    /// Whether anything is to be seen of it.
    pub fn shows(&self) -> bool {
        !self.badges.is_empty() || self.treatment == Treatment::Hide
    }
}

/// One badge.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Badge {
    /// Its kind.
    pub label: Label,
    /// Its words.
    pub text: Message,
    /// The reason in one line, for screen readers and folded items.
    pub reason: Message,
}

/// A text by its key in `_locales`, with its arguments.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Message {
    /// Key.
    pub key: String,
    /// `$1`, `$2` ...
    #[serde(skip_serializing_if = "Vec::is_empty")]
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
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Card {
    /// The item's key.
    pub key: String,
    /// Its badges.
    pub badges: Vec<Badge>,
    /// Kinds of promotion.
    pub categories: Vec<Category>,
    /// The text that is quoted, cut to what is needed.
    pub quote: String,
    /// What decided, strongest first, with places in `quote` (UTF-16 units); start = end: a fact about the whole.
    pub reasons: Vec<Reason>,
    /// Probability of promotion, 0 to 1, and what it was compared to.
    pub score: Option<(f64, f64)>,
    /// What is known of the thread.
    pub facts: Vec<Message>,
    /// What could not be known.
    pub unknown: Vec<Message>,
    /// The author's name, where they can be trusted or filtered.
    pub author: Option<String>,
    /// What the reader said of it: right or wrong.
    pub answered: Option<bool>,
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
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
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
    /// What the record knows of the author, where the page is about one post.
    pub author: Option<AuthorRecord>,
}

/// What the record knows of one author, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct AuthorRecord {
    /// Id in the record.
    pub id: String,
    /// What they are called.
    pub name: String,
    /// Posts seen, and promotional ones among them.
    pub posts: u32,
    /// Promotional ones.
    pub promo: u32,
    /// Comments that asked, and answered ones among them; both with grace.
    pub asked: u32,
    /// Answered ones.
    pub answered: u32,
    /// Ends of the two-way rate's interval, 0 to 1; `None` where not enough was seen.
    pub rate: Option<(f64, f64)>,
}

/// One marked item in the popup's list.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
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

/// Signals that share one text, for telling how detection works.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SignalFamily {
    /// Key of their text.
    pub key: String,
    /// They speak of asking for a reply; else of promotion.
    pub asks: bool,
    /// Words that show it, in English.
    pub example: String,
    /// Their names with the weights in the shipped model (log-odds for one of it), strongest first.
    pub signals: Vec<(String, f64)>,
}

/// A kind of promotion and what speaks for it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CategoryLine {
    /// Key of its text.
    pub key: String,
    /// Words that show it, in English.
    pub example: String,
    /// Names of its signals with their weights in the shipped model.
    pub signals: Vec<(String, f64)>,
}

/// How detection works, told from the shipped model.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct How {
    /// The signals, strongest first.
    pub families: Vec<SignalFamily>,
    /// The kinds of promotion.
    pub categories: Vec<CategoryLine>,
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
    /// How many frames within the page are read.
    pub frames: usize,
    /// In document order.
    pub items: Vec<AuditItem>,
}
