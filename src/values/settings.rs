//! What the reader has chosen.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::Label;
use super::fill::{Fill, filled};

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
#[derive(Clone, Debug, PartialEq, Serialize)]
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
    /// Keep a record of authors.
    pub record: bool,
    /// Days after which what was not seen again is forgotten.
    pub retention_days: u32,
    /// Items remembered at most; the oldest go first.
    pub retention_items: u32,
    /// The reader's own handle by site, where the page does not say it.
    pub own_names: BTreeMap<String, String>,
    /// Site descriptions of the reader's own, as JSON in the shape of the site files.
    pub own_sites: Vec<String>,
    /// What this version does not know.
    #[serde(flatten)]
    pub other: BTreeMap<String, Value>,
}

impl Settings {
    /// The version that this code writes.
    pub const VERSION: u32 = 1;

    /// Where the setting of that name is kept.
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "version" => &mut self.version,
            "treatments" => &mut self.treatments,
            "promo_threshold" => &mut self.promo_threshold,
            "asks_threshold" => &mut self.asks_threshold,
            "grace_hours" => &mut self.grace_hours,
            "paused_hosts" => &mut self.paused_hosts,
            "paused" => &mut self.paused,
            "hide_numbers" => &mut self.hide_numbers,
            "record" => &mut self.record,
            "retention_days" => &mut self.retention_days,
            "retention_items" => &mut self.retention_items,
            "own_names" => &mut self.own_names,
            "own_sites" => &mut self.own_sites,
            _ => return None,
        })
    }

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
            record: true,
            retention_days: 180,
            retention_items: 50_000,
            own_names: BTreeMap::new(),
            own_sites: Vec::new(),
            other: BTreeMap::new(),
        }
    }
}

impl Fill for Settings {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        let Value::Object(members) = from else {
            return Err("settings should be an object".to_owned());
        };
        for (name, value) in members {
            match self.slot(&name) {
                Some(slot) => slot.fill(value).map_err(|error| format!("{name}: {error}"))?,
                None => _ = self.other.insert(name, value),
            }
        }
        Ok(())
    }
}

impl<'de> Deserialize<'de> for Settings {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        filled(from)
    }
}

impl Fill for BTreeMap<Label, Treatment> {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        let Value::Object(members) = from else {
            return Err("should be an object".to_owned());
        };
        self.clear();
        for (name, value) in members {
            let label = Label::named(&name).ok_or_else(|| format!("`{name}` is no kind of badge"))?;
            let treatment = match value.as_str() {
                Some("off") => Treatment::Off,
                Some("badge") => Treatment::Badge,
                Some("dim") => Treatment::Dim,
                Some("fold") => Treatment::Fold,
                Some("hide") => Treatment::Hide,
                _ => return Err(format!("{name}: should be off, badge, dim, fold or hide")),
            };
            self.insert(label, treatment);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LABELS: [Label; 7] = [
        Label::Ad,
        Label::Promo,
        Label::OneWay,
        Label::TwoWay,
        Label::Unanswered,
        Label::UnansweredNewcomer,
        Label::AnsweredByOthers,
    ];
    const TREATMENTS: [Treatment; 5] = [
        Treatment::Off,
        Treatment::Badge,
        Treatment::Dim,
        Treatment::Fold,
        Treatment::Hide,
    ];

    #[test]
    fn every_setting_is_read_as_it_was_written() {
        let mut settings = Settings {
            grace_hours: 2.5,
            ..Settings::default()
        };
        settings.paused_hosts.insert("a.example".into());
        for (at, label) in LABELS.into_iter().enumerate() {
            settings.treatments.insert(label, TREATMENTS[at % 5]);
        }
        settings.other.insert("later".into(), Value::from(7));
        let text = serde_json::to_string(&settings).unwrap();
        assert_eq!(serde_json::from_str::<Settings>(&text).unwrap(), settings);
        let Value::Object(members) = serde_json::to_value(Settings::default()).unwrap() else {
            panic!("{text}")
        };
        for name in members.keys() {
            assert!(Settings::default().slot(name).is_some(), "{name} is not read");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let error = |text| serde_json::from_str::<Settings>(text).unwrap_err().to_string();
        assert!(error(r#"{"paused": 1}"#).contains("paused: should be true or false"));
        assert!(error(r#"{"treatments": {"ad": "gone"}}"#).contains("ad: should be"));
        assert!(error("[]").contains("an object"));
    }
}
