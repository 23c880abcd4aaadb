//! What the reader has chosen.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Label;

/// What is done with items of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Treatment {
    /// Nothing is shown.
    Off,
    /// A badge.
    #[default]
    Badge,
    /// A badge, and the item is dimmed.
    Dim,
    /// One line that names the reason stands for the item.
    Fold,
    /// The item is not shown.
    Hide,
}

/// The reader's settings. Unknown keys are kept, so that an older version does not lose a newer one's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Version of this shape.
    pub version: u32,
    /// What is done per kind; a missing kind gets a badge.
    pub treatments: BTreeMap<Label, Treatment>,
    /// Least probability of a badge for promotion, 0 to 1.
    pub promo_threshold: f64,
    /// Least probability at which a comment counts as asking for a reply, 0 to 1.
    pub asks_threshold: f64,
    /// Hours during which nothing is called unanswered (grace).
    pub grace_hours: f64,
    /// Hosts on which Duplex is switched off.
    pub paused_hosts: BTreeSet<String>,
    /// Paused everywhere.
    pub paused: bool,
    /// Hide the counts of followers and likes.
    pub hide_numbers: bool,
    /// What this version does not know.
    #[serde(flatten)]
    pub other: BTreeMap<String, serde_json::Value>,
}

impl Settings {
    /// The version that this code writes.
    pub const VERSION: u32 = 1;

    /// What is done with items that carry `label`.
    pub fn treatment(&self, label: Label) -> Treatment {
        self.treatments.get(&label).copied().unwrap_or_default()
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            version: Self::VERSION,
            treatments: BTreeMap::new(),
            promo_threshold: 0.5,
            asks_threshold: 0.5,
            grace_hours: 24.0,
            paused_hosts: BTreeSet::new(),
            paused: false,
            hide_numbers: false,
            other: BTreeMap::new(),
        }
    }
}
