//! What the reader has chosen.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Answer, Fill, Label, Leaning, Out, Put, Sorted, Value};

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

/// What is done per kind, where the reader chose it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Treatments([Option<Treatment>; Label::ALL.len()]);

impl Treatments {
    /// What was chosen for a kind.
    pub fn get(&self, label: Label) -> Option<Treatment> {
        self.0[label as usize]
    }

    /// Chooses for a kind, or leaves it open again.
    pub fn set(&mut self, label: Label, chosen: Option<Treatment>) {
        self.0[label as usize] = chosen;
    }

    fn iter(&self) -> impl Iterator<Item = (Label, Treatment)> {
        let all = Label::ALL.into_iter();
        all.filter_map(|label| Some((label, self.get(label)?)))
    }
}

/// Whether only what waits for an answer is shown of the comments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Only {
    /// All comments.
    #[default]
    All,
    /// Those that wait for an answer.
    Unanswered,
    /// Those of newcomers that wait for an answer.
    Newcomers,
}

/// From this chance on a comment asks for a reply. Chosen for few wrong ones: of what sources left out of the learning say
/// with it, 83 in 100 do ask; with 0.5, where both errors weigh alike, it would be 79 (`docs/REPLIES.md`).
const ASKS_THRESHOLD: f64 = 0.6;

/// The reader's settings. Unknown keys are kept, so that an older version does not lose a newer one's.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Version of this shape.
    pub version: u32,
    /// What is done per kind; a missing kind gets a badge, the reader's own words and authors are folded.
    pub treatments: Treatments,
    /// Least probability of a badge for promotion, 0 to 1.
    pub promo_threshold: f64,
    /// Least probability at which a comment counts as asking for a reply, 0 to 1.
    pub asks_threshold: f64,
    /// Hours during which nothing is called unanswered (grace).
    pub grace_hours: f64,
    /// Hosts on which Duplex is switched off.
    pub paused_hosts: Sorted,
    /// Paused everywhere.
    pub paused: bool,
    /// Hide the counts of followers and likes.
    pub hide_numbers: bool,
    /// Say how what the reader writes reads, before it is sent.
    pub drafts: bool,
    /// Keep a record of authors.
    pub record: bool,
    /// Days after which what was not seen again is forgotten.
    pub retention_days: u32,
    /// Items remembered at most; the oldest go first.
    pub retention_items: u32,
    /// The reader's own handle by site, where the page does not say it.
    pub own_names: Sorted<String>,
    /// Site descriptions of the reader's own, as JSON in the shape of the site files.
    pub own_sites: Vec<String>,
    /// Which comments are shown.
    pub only: Only,
    /// The reader's own words and phrases: what holds one of them is treated as `own`.
    pub own_words: Sorted,
    /// Authors whose posts are never called promotion: the name shown by `site`, a line break and what they are known by.
    pub trusted: Sorted<String>,
    /// Authors whose posts and comments are treated as `own`; in the same form.
    pub filtered: Sorted<String>,
    /// What the reader said of single verdicts, oldest first.
    pub answers: Vec<Answer>,
    /// What the answers amount to now.
    pub leaning: Leaning,
    /// What this version does not know.
    pub other: Vec<(String, Value)>,
}

/// Why settings could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Written by a later version of this shape.
    TooNew(u32),
    /// What is wrong with the text, and where.
    Broken(String),
}

impl Settings {
    /// The version that this code writes.
    pub const VERSION: u32 = 1;
    /// Probability from which on a post is called promotional unless the reader says otherwise: right in 17 of 20 on
    /// collections that the weights did not see, see `docs/MODEL.md`.
    pub const PROMO: f64 = 0.7;
    /// Longest grace, in hours.
    pub const MOST_GRACE: f64 = 720.0;

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
            "drafts" => &mut self.drafts,
            "record" => &mut self.record,
            "retention_days" => &mut self.retention_days,
            "retention_items" => &mut self.retention_items,
            "own_names" => &mut self.own_names,
            "own_sites" => &mut self.own_sites,
            "only" => &mut self.only,
            "own_words" => &mut self.own_words,
            "trusted" => &mut self.trusted,
            "filtered" => &mut self.filtered,
            "answers" => &mut self.answers,
            _ => return None,
        })
    }

    /// What is done with items that carry `label`.
    pub fn treatment(&self, label: Label) -> Treatment {
        let usual = if label == Label::Own {
            Treatment::Fold
        } else {
            Treatment::default()
        };
        self.treatments.get(label).unwrap_or(usual)
    }

    /// Settings from their text, as it was stored or exported. What a later version wrote, and what cannot be read, is
    /// an error.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        let value = Value::read(text).map_err(Unreadable::Broken)?;
        match value.get("version").and_then(Value::as_u32) {
            Some(version) if version > Self::VERSION => return Err(Unreadable::TooNew(version)),
            _ => {}
        }
        let mut settings = Self::default();
        settings.fill(value).map_err(Unreadable::Broken)?;
        settings.promo_threshold = settings.promo_threshold.clamp(0.05, 0.95);
        settings.asks_threshold = settings.asks_threshold.clamp(0.05, 0.95);
        settings.grace_hours = settings.grace_hours.clamp(0.0, Self::MOST_GRACE);
        Ok(settings)
    }

    /// Weighs the reader's answers at `now`, in milliseconds since 1970.
    pub fn weigh_answers(&mut self, now: f64) {
        self.leaning = Leaning::of(&self.answers, now);
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            version: Self::VERSION,
            treatments: Treatments::default(),
            promo_threshold: Self::PROMO,
            asks_threshold: ASKS_THRESHOLD,
            grace_hours: 24.0,
            paused_hosts: Sorted::default(),
            paused: false,
            hide_numbers: false,
            drafts: false,
            record: true,
            retention_days: 180,
            retention_items: 50_000,
            own_names: Sorted::default(),
            own_sites: Vec::new(),
            only: Only::All,
            own_words: Sorted::default(),
            trusted: Sorted::default(),
            filtered: Sorted::default(),
            answers: Vec::new(),
            leaning: Leaning::default(),
            other: Vec::new(),
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
                None => {
                    self.other.retain(|(known, _)| *known != name);
                    self.other.push((name, value));
                }
            }
        }
        Ok(())
    }
}

impl Put for Settings {
    fn put(&self, out: &mut Out) {
        out.open('{');
        out.members(&[
            ("version", &self.version),
            ("treatments", &self.treatments),
            ("promo_threshold", &self.promo_threshold),
            ("asks_threshold", &self.asks_threshold),
            ("grace_hours", &self.grace_hours),
            ("paused_hosts", &self.paused_hosts),
            ("paused", &self.paused),
            ("hide_numbers", &self.hide_numbers),
            ("drafts", &self.drafts),
            ("record", &self.record),
            ("retention_days", &self.retention_days),
            ("retention_items", &self.retention_items),
            ("own_names", &self.own_names),
            ("own_sites", &self.own_sites),
            ("only", &self.only),
            ("own_words", &self.own_words),
            ("trusted", &self.trusted),
            ("filtered", &self.filtered),
            ("answers", &self.answers),
        ]);
        for (name, value) in &self.other {
            out.members(&[(name, value)]);
        }
        out.close('}');
    }
}

impl Treatment {
    const ALL: [Self; 5] = [Self::Off, Self::Badge, Self::Dim, Self::Fold, Self::Hide];

    /// The treatment in snake_case, as it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Badge => "badge",
            Self::Dim => "dim",
            Self::Fold => "fold",
            Self::Hide => "hide",
        }
    }
}

impl Put for Treatments {
    fn put(&self, out: &mut Out) {
        out.open('{');
        for (label, treatment) in self.iter() {
            out.name(label.name());
            out.text_value(treatment.name());
        }
        out.close('}');
    }
}

impl Put for Only {
    fn put(&self, out: &mut Out) {
        out.text_value(match self {
            Self::All => "all",
            Self::Unanswered => "unanswered",
            Self::Newcomers => "newcomers",
        });
    }
}

impl Fill for Treatments {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        let Value::Object(members) = from else {
            return Err("should be an object".to_owned());
        };
        *self = Self::default();
        for (name, value) in members {
            let label = Label::named(&name).ok_or_else(|| format!("`{name}` is no kind of badge"))?;
            let treatment = Treatment::ALL
                .into_iter()
                .find(|known| value.as_str() == Some(known.name()))
                .ok_or_else(|| format!("{name}: should be off, badge, dim, fold or hide"))?;
            self.set(label, Some(treatment));
        }
        Ok(())
    }
}

impl Fill for Only {
    fn fill(&mut self, from: Value) -> Result<(), String> {
        *self = match from.as_str() {
            Some("all") => Self::All,
            Some("unanswered") => Self::Unanswered,
            Some("newcomers") => Self::Newcomers,
            _ => return Err("should be all, unanswered or newcomers".to_owned()),
        };
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::read;

    #[test]
    fn every_setting_is_read_as_it_was_written() {
        let mut settings = Settings {
            grace_hours: 2.5,
            ..Settings::default()
        };
        settings.paused_hosts.insert("a.example".into());
        for (at, label) in Label::ALL.into_iter().enumerate() {
            settings.treatments.set(label, Some(Treatment::ALL[at % 5]));
        }
        settings.only = Only::Newcomers;
        settings.own_words.insert("webinar".into());
        settings.trusted.insert("x\nada".into(), "Ada".into());
        settings.answers.push(Answer {
            item: "x\n1".into(),
            label: Some(Label::Promo),
            lang: Some("de".into()),
            signals: vec![("act-buy".into(), 1.5), ("price".into(), 0.123_456_789)],
            ..Answer::default()
        });
        settings.other.push(("later".into(), Value::Number(7.0)));
        let text = Out::text(&settings);
        assert_eq!(read::<Settings>(&text).unwrap(), settings);
        let Ok(Value::Object(members)) = Value::read(&Out::text(&Settings::default())) else {
            panic!("{text}")
        };
        for (name, _) in &members {
            assert!(Settings::default().slot(name).is_some(), "{name} is not read");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let error = |text| read::<Settings>(text).unwrap_err();
        assert!(error(r#"{"paused": 1}"#).contains("paused: should be true or false"));
        assert!(error(r#"{"treatments": {"ad": "gone"}}"#).contains("ad: should be"));
        assert!(error("[]").contains("an object"));
    }

    #[test]
    fn what_another_version_wrote_is_kept_and_what_is_broken_is_named() {
        let text = r#"{"version":1,"promo_threshold":7,"treatments":{"promo":"fold"},"new_thing":{"a":[1]}}"#;
        let settings = Settings::read(text).unwrap_or_default();
        assert_eq!(settings.treatment(Label::Promo), Treatment::Fold);
        assert_eq!(settings.treatment(Label::Own), Treatment::Fold);
        assert_eq!(settings.promo_threshold, 0.95);
        let again = Out::text(&settings);
        assert!(again.contains(r#""new_thing":{"a":[1]}"#), "{again}");
        assert_eq!(
            Settings::read(r#"{"version":9,"treatments":7}"#),
            Err(Unreadable::TooNew(9))
        );
        let error = Settings::read("{\"version\":1,\n\"paused\":3}");
        assert!(matches!(error, Err(Unreadable::Broken(why)) if why.contains("paused: should be")));
    }
}
