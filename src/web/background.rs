//! The engine's door for the background script.

use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::engine::{Engine, Goal, Mark, PageId};
use crate::record::Learned;
use crate::sites;
use crate::values::{FromPage, Out, Outline, Put, Settings, ToPage, read};

/// The engine with the reader's settings.
#[wasm_bindgen]
pub struct Background {
    engine: Engine,
    broken: Option<String>,
}

#[derive(Serialize)]
struct Change {
    id: PageId,
    messages: Vec<ToPage>,
}

#[derive(Serialize)]
struct SiteAnswer<'a> {
    site: &'a str,
    name: &'a str,
    hosts: &'a [String],
    checked: &'a str,
}

/// A description of the reader's own: what it is for, or what is wrong with it.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum OwnSite {
    Good { name: String, hosts: Vec<String> },
    Bad(String),
}

impl From<Result<sites::Site, String>> for OwnSite {
    fn from(parsed: Result<sites::Site, String>) -> Self {
        match parsed {
            Ok(site) => Self::Good {
                name: site.name,
                hosts: site.hosts,
            },
            Err(error) => Self::Bad(error),
        }
    }
}

#[wasm_bindgen]
impl Background {
    /// Starts the engine with the settings as they were stored, and why they could not be fetched, if so. Those that
    /// cannot be read give way to the defaults.
    pub fn start(text: Option<String>, trouble: Option<String>) -> Background {
        let (mut settings, broken) = match text.as_deref().map(read::<Settings>) {
            Some(Ok(settings)) => (settings, None),
            Some(Err(error)) => (Settings::default(), Some(error)),
            None => (Settings::default(), trouble),
        };
        settings.weigh_answers(js_sys::Date::now());
        Background {
            engine: Engine::new(settings),
            broken,
        }
    }

    /// Why the stored settings are not in force, if so.
    pub fn broken(&self) -> Option<String> {
        self.broken.clone()
    }

    /// Takes a message of a page and returns the answers to it. What would be kept is refused from a private window.
    pub fn receive(
        &mut self,
        tab: i32,
        frame: f64,
        text: &str,
        private: bool,
    ) -> Result<Vec<String>, JsError> {
        let message: FromPage = read(text).map_err(|error| JsError::new(&error))?;
        if private && matches!(&message, FromPage::Act { does, .. } if does.is_kept()) {
            return texts(&[Engine::tell_error("note_private", "")]);
        }
        texts(
            &self
                .engine
                .receive(page_id(tab, frame), message, js_sys::Date::now()),
        )
    }

    /// What the record is to be told of a page; nothing where there is nothing new.
    pub fn tell(&mut self, tab: i32, frame: f64) -> Option<String> {
        let mut told = self.engine.tell(page_id(tab, frame), js_sys::Date::now());
        let settings = self.engine.settings();
        told.days = settings.retention_days;
        told.items = settings.retention_items;
        (!told.is_empty()).then(|| told.text())
    }

    /// Takes in what the record knew, and returns what changes on the page.
    pub fn learn(&mut self, tab: i32, frame: f64, learned: &str) -> Result<Vec<String>, JsError> {
        let learned = Learned::read(learned).map_err(|error| JsError::new(&error))?;
        texts(&self.engine.learn(page_id(tab, frame), learned))
    }

    /// Forgets what the record said, as after something was taken out of it.
    pub fn unlearn(&mut self) {
        self.engine.unlearn();
    }

    /// Goes to the next item of a tab's page: `unanswered` or `promo`.
    pub fn go(&mut self, tab: i32, goal: &str) -> Result<Vec<String>, JsError> {
        let goal = if goal == "promo" {
            Goal::Promo
        } else {
            Goal::Unanswered
        };
        texts(&self.engine.go((tab, 0), goal, None))
    }

    /// Pauses the host of a tab's page, or starts there again.
    pub fn toggle_pause(&mut self, tab: i32) -> Result<Vec<String>, JsError> {
        texts(&self.engine.toggle_pause(tab))
    }

    /// The settings as JSON, once after each change that was made on a page.
    pub fn take_changed(&mut self) -> Option<String> {
        self.engine.take_changed().map(|settings| Out::text(&settings))
    }

    /// What says on a page that a change could not be stored.
    pub fn not_saved(&self, error: &str) -> Result<Vec<String>, JsError> {
        texts(&[Engine::tell_error("popup_not_saved", error)])
    }

    /// What the toolbar's icon shows for a tab.
    pub fn state(&self, tab: i32) -> String {
        let state = match self.engine.state(tab) {
            Mark::On => "on",
            Mark::Paused => "paused",
            Mark::Absent => "absent",
            Mark::Changed => "changed",
        };
        state.to_owned()
    }

    /// Forgets a page that is gone.
    pub fn forget(&mut self, tab: i32, frame: f64) {
        self.engine.forget(page_id(tab, frame));
    }

    /// How many items of the tab's page are marked.
    pub fn count(&self, tab: i32) -> u32 {
        self.engine.count(tab) as u32
    }

    /// Answers a face: the answer as JSON, or nothing where the page is not known. `least`: a probability to try out.
    pub fn ask(&self, what: &str, tab: i32, least: f64) -> Result<Option<String>, JsError> {
        let answer = match what {
            "summary" => self
                .engine
                .summary(tab)
                .map(|summary| serde_json::to_string(&summary)),
            "counts" => {
                let counts = self.engine.counts_at(tab, least);
                counts.map(|counts| serde_json::to_string(&counts))
            }
            "self-test" => Some(serde_json::to_string(&Engine::self_test())),
            "how" => Some(serde_json::to_string(&Engine::how())),
            "dump" => self.engine.audit(tab).map(|audit| serde_json::to_string(&audit)),
            "settings" => {
                let mut out = Out::default();
                out.open('{');
                out.members(&[
                    ("settings", self.engine.settings() as &dyn Put),
                    ("broken", &self.broken),
                ]);
                out.close('}');
                Some(Ok(out.into_text()))
            }
            "own-sites" => {
                let parsed = Engine::own_sites(self.engine.settings());
                let answers: Vec<OwnSite> = parsed.into_iter().map(OwnSite::from).collect();
                Some(serde_json::to_string(&answers))
            }
            "sites" => {
                let named = sites::all().iter().filter(|site| !site.hosts.is_empty());
                let answers = named.map(|s| SiteAnswer {
                    site: &s.site,
                    name: &s.name,
                    hosts: &s.hosts,
                    checked: &s.checked,
                });
                Some(serde_json::to_string(&answers.collect::<Vec<_>>()))
            }
            other => return Err(JsError::new(&format!("nothing is known of {other}"))),
        };
        Ok(answer.transpose()?)
    }

    /// The redacted report on the layout of a tab's page, given the shapes of its elements as JSON; nothing where the
    /// page is not known.
    pub fn layout_report(&self, tab: i32, outline: &str) -> Result<Option<String>, JsError> {
        let outline: Outline = read(outline).map_err(|error| JsError::new(&error))?;
        Ok(self.engine.layout_report(tab, &outline))
    }

    /// Checks a site description of the reader's own: `{"good": {name, hosts}}` or `{"bad": why}`.
    pub fn check_site(&self, text: &str) -> Result<String, JsError> {
        Ok(serde_json::to_string(&OwnSite::from(sites::parse_own(text)))?)
    }

    /// Puts settings in force that were stored; returns what changes on the pages, as JSON.
    pub fn apply(&mut self, text: &str) -> Result<String, JsError> {
        self.broken = None;
        let settings = read(text).map_err(|error| JsError::new(&error))?;
        let changes = self.engine.set_settings(settings, js_sys::Date::now());
        let changes: Vec<Change> = changes
            .into_iter()
            .map(|(id, messages)| Change { id, messages })
            .collect();
        Ok(serde_json::to_string(&changes)?)
    }
}

/// Numbers of frames come as JavaScript has them: an `i32` would cut Firefox's.
fn page_id(tab: i32, frame: f64) -> PageId {
    (tab, frame as i64)
}

/// Messages as they cross to a page.
fn texts(messages: &[ToPage]) -> Result<Vec<String>, JsError> {
    Ok(messages
        .iter()
        .map(serde_json::to_string)
        .collect::<Result<_, _>>()?)
}

/// Settings as they are to be stored. What cannot be read is an error.
#[wasm_bindgen]
pub fn checked_settings(text: &str) -> Result<String, JsError> {
    let settings: Settings = read(text).map_err(|error| JsError::new(&error))?;
    if let Some(error) = Engine::own_sites(&settings).into_iter().find_map(Result::err) {
        return Err(JsError::new(&error));
    }
    Ok(Out::text(&settings))
}
