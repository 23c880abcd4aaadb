//! The engine's door for the background script.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use wasm_bindgen::prelude::*;

use crate::engine::{Engine, Goal, Mark, PageId};
use crate::record::Learned;
use crate::sites;
use crate::values::{FromPage, Out, Outline, Put, Settings, ToPage, read};

#[wasm_bindgen]
extern "C" {
    /// Milliseconds since 1970.
    #[wasm_bindgen(js_namespace = Date)]
    fn now() -> f64;
}

/// The engine with the reader's settings.
#[wasm_bindgen]
pub struct Background {
    engine: Engine,
    broken: Option<String>,
}

/// What changes on one page.
struct Change((PageId, Vec<ToPage>));

impl Put for Change {
    fn put(&self, out: &mut Out) {
        let Self(((tab, frame), messages)) = self;
        out.open('{');
        out.name("id");
        out.list(&[&f64::from(*tab), &(*frame as f64)]);
        out.members(&[("messages", messages)]);
        out.close('}');
    }
}

/// A description of the reader's own: what it is for, or what is wrong with it.
struct OwnSite(Result<sites::Site, String>);

impl Put for OwnSite {
    fn put(&self, out: &mut Out) {
        match &self.0 {
            Ok(site) => out.tagged("good", &[("name", &site.name), ("hosts", &site.hosts)]),
            Err(error) => out.object(&[("bad", error)]),
        }
    }
}

#[wasm_bindgen]
impl Background {
    /// Starts the engine with the package's data, the settings as they were stored, and why they could not be fetched,
    /// if so. Settings that cannot be read give way to the defaults.
    pub fn start(
        data: Vec<u8>,
        text: Option<String>,
        trouble: Option<String>,
    ) -> Result<Background, JsError> {
        if !crate::data::install(data) {
            return Err(JsError::new("the package's data is not that of its engine"));
        }
        let (mut settings, broken) = match text.as_deref().map(read::<Settings>) {
            Some(Ok(settings)) => (settings, None),
            Some(Err(error)) => (Settings::default(), Some(error)),
            None => (Settings::default(), trouble),
        };
        settings.weigh_answers(now());
        Ok(Background {
            engine: Engine::new(settings),
            broken,
        })
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
            return Ok(texts(&[Engine::tell_error("note_private", "")]));
        }
        let answers = self.engine.receive(page_id(tab, frame), message, now());
        Ok(texts(&answers))
    }

    /// What the record is to be told of a page; nothing where there is nothing new.
    pub fn tell(&mut self, tab: i32, frame: f64) -> Option<String> {
        let mut told = self.engine.tell(page_id(tab, frame), now());
        let settings = self.engine.settings();
        told.days = settings.retention_days;
        told.items = settings.retention_items;
        (!told.is_empty()).then(|| told.text())
    }

    /// Takes in what the record knew, and returns what changes on the page.
    pub fn learn(&mut self, tab: i32, frame: f64, learned: &str) -> Result<Vec<String>, JsError> {
        let learned = Learned::read(learned).map_err(|error| JsError::new(&error))?;
        Ok(texts(&self.engine.learn(page_id(tab, frame), learned)))
    }

    /// Forgets what the record said, as after something was taken out of it.
    pub fn unlearn(&mut self) {
        self.engine.unlearn();
    }

    /// Goes to the next item of a tab's page: `unanswered` or `promo`.
    pub fn go(&mut self, tab: i32, goal: &str) -> Vec<String> {
        let goal = if goal == "promo" {
            Goal::Promo
        } else {
            Goal::Unanswered
        };
        texts(&self.engine.go((tab, 0), goal, None))
    }

    /// Pauses the host of a tab's page, or starts there again.
    pub fn toggle_pause(&mut self, tab: i32) -> Vec<String> {
        texts(&self.engine.toggle_pause(tab))
    }

    /// The settings as JSON, once after each change that was made on a page.
    pub fn take_changed(&mut self) -> Option<String> {
        self.engine.take_changed().map(|settings| Out::text(&settings))
    }

    /// What says on a page that a change could not be stored.
    pub fn not_saved(&self, error: &str) -> Vec<String> {
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

    /// Whether all of a tab's page has been read, or need not be.
    pub fn is_read(&self, tab: i32) -> bool {
        self.engine.is_read(tab)
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
            "summary" => self.engine.summary(tab).map(|summary| Out::text(&summary)),
            "counts" => self.engine.counts_at(tab, least).map(|counts| Out::text(&counts)),
            "how" => Some(Out::text(&Engine::how())),
            "dump" => self.engine.audit(tab).map(|audit| Out::text(&audit)),
            "settings" => {
                let mut out = Out::default();
                out.object(&[("settings", self.engine.settings()), ("broken", &self.broken)]);
                Some(out.into_text())
            }
            "self-test" => Some(Out::text(&Engine::self_test())),
            "own-sites" => {
                let parsed = Engine::own_sites(self.engine.settings());
                let answers: Vec<OwnSite> = parsed.into_iter().map(OwnSite).collect();
                Some(Out::text(&answers))
            }
            "sites" => {
                let mut out = Out::default();
                out.open('[');
                for site in sites::all().iter().filter(|site| !site.hosts.is_empty()) {
                    out.object(&[
                        ("site", &site.site),
                        ("name", &site.name),
                        ("hosts", &site.hosts),
                        ("checked", &site.checked),
                    ]);
                }
                out.close(']');
                Some(out.into_text())
            }
            other => return Err(JsError::new(&format!("nothing is known of {other}"))),
        };
        Ok(answer)
    }

    /// The redacted report on the layout of a tab's page, given the shapes of its elements as JSON; nothing where the
    /// page is not known.
    pub fn layout_report(&self, tab: i32, outline: &str) -> Result<Option<String>, JsError> {
        let outline: Outline = read(outline).map_err(|error| JsError::new(&error))?;
        Ok(self.engine.layout_report(tab, &outline))
    }

    /// Checks a site description of the reader's own: `{"good": {name, hosts}}` or `{"bad": why}`.
    pub fn check_site(&self, text: &str) -> String {
        Out::text(&OwnSite(sites::parse_own(text)))
    }

    /// Puts settings in force that were stored; returns what changes on the pages, as JSON.
    pub fn apply(&mut self, text: &str) -> Result<String, JsError> {
        self.broken = None;
        let settings = read(text).map_err(|error| JsError::new(&error))?;
        let changes = self.engine.set_settings(settings, now());
        let changes: Vec<Change> = changes.into_iter().map(Change).collect();
        Ok(Out::text(&changes))
    }
}

/// Numbers of frames come as JavaScript has them: an `i32` would cut Firefox's.
fn page_id(tab: i32, frame: f64) -> PageId {
    (tab, frame as i64)
}

/// Messages as they cross to a page.
fn texts(messages: &[ToPage]) -> Vec<String> {
    messages.iter().map(|message| Out::text(message)).collect()
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
