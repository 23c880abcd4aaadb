//! What the shim is told to read: selectors and where each field stands, by position and without names.

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

/// Where a value is found, tried from the item (or from the document).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Take {
    /// Steps from the item; empty: the item itself.
    pub steps: Vec<Step>,
    /// Attribute to read; absent: the text. `location` reads the page's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attr: Option<String>,
    /// JavaScript pattern; its first group, or else the whole match, is the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// Read every match of the last step, joined by line breaks.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub all: bool,
}

/// One step through the document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// Which way to go.
    pub go: Way,
    /// The selector to look for that way.
    pub css: String,
}

/// The ways a step can go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// To the first match inside.
    Inside,
    /// To the nearest match outwards, the element itself included.
    Outward,
    /// To the nearest following sibling that matches.
    Next,
    /// To the nearest preceding sibling that matches.
    Before,
}

/// How a field's value is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Text on one line.
    Line,
    /// Text with its line breaks, without furniture, with the addresses it links to.
    Prose,
    /// Whether anything was found.
    Flag,
    /// How many elements were found.
    Count,
    /// The text as it stands, each element's ended by NUL; for embedded JSON.
    Source,
}

/// One field: its takes in order of trust; the first that yields something is the value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Field {
    /// How the value is made.
    pub mode: Mode,
    /// Where to look.
    pub takes: Vec<Take>,
}

/// How the items of one kind are found and read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RulePlan {
    /// Selector of the items.
    pub select: String,
    /// Selectors of what is no prose of the item: beside its quoted parts, and within them.
    pub silent: [String; 2],
    /// Positions of the fields that stand in for an id that is missing.
    pub identity: Vec<usize>,
    /// Selector of quoted parts inside an item: no field is read there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// The item's own id.
    pub id: Vec<Take>,
    /// The other fields; values are sent in this order.
    pub fields: Vec<Field>,
    /// After which element the badge stands; the first that is found.
    pub badge: Vec<Take>,
    /// The site's own reply control.
    pub reply: Vec<Take>,
    /// Selector of the counts that "hide the numbers" hides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub numbers: Option<String>,
}

/// The reading plan for one page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Plan {
    /// The site file's name; goes back with every batch.
    pub site: String,
    /// Selector of all items.
    pub select: String,
    /// Item rules; an element belongs to the first whose selector it matches.
    pub rules: Vec<RulePlan>,
    /// Fields of the page as a whole, read anew whenever the page has changed.
    pub page: Vec<Field>,
    /// Attributes whose change may change what is read.
    pub watch: Vec<String>,
    /// The style sheet of what is drawn.
    pub style: &'static str,
    /// Whether what the reader writes is sent too.
    pub drafts: bool,
}
