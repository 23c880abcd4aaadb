//! The engine's door for the background script.

use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::error::describe;
use super::store;
use crate::engine::{Engine, PageId};
use crate::sites;
use crate::values::{FromPage, Settings, ToPage};

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
struct SettingsAnswer<'a> {
    settings: &'a Settings,
    broken: Option<&'a str>,
}

#[derive(Serialize)]
struct SiteAnswer<'a> {
    site: &'a str,
    name: &'a str,
    hosts: &'a [String],
    checked: &'a str,
}

#[wasm_bindgen]
impl Background {
    /// Starts the engine with the stored settings.
    pub async fn start() -> Background {
        let loaded = store::load().await;
        Background {
            engine: Engine::new(loaded.settings),
            broken: loaded.broken,
        }
    }

    /// Takes a message of a page and returns the answers to it.
    pub fn receive(&mut self, tab: i32, frame: i32, text: &str) -> Result<Vec<String>, JsError> {
        let message: FromPage = serde_json::from_str(text)?;
        let answers = self.engine.receive((tab, frame), message, js_sys::Date::now());
        Ok(answers
            .iter()
            .map(serde_json::to_string)
            .collect::<Result<_, _>>()?)
    }

    /// Forgets a page that is gone.
    pub fn forget(&mut self, tab: i32, frame: i32) {
        self.engine.forget((tab, frame));
    }

    /// How many items of the tab's page are marked.
    pub fn count(&self, tab: i32) -> u32 {
        self.engine.count(tab) as u32
    }

    /// Answers a face: the answer as JSON, or nothing where the page is not known.
    pub fn ask(&self, what: &str, tab: i32) -> Result<Option<String>, JsError> {
        let answer = match what {
            "summary" => self
                .engine
                .summary(tab)
                .map(|summary| serde_json::to_string(&summary)),
            "dump" => self.engine.audit(tab).map(|audit| serde_json::to_string(&audit)),
            "settings" => Some(serde_json::to_string(&SettingsAnswer {
                settings: self.engine.settings(),
                broken: self.broken.as_deref(),
            })),
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

    /// Puts settings in force that were stored; returns what changes on the pages, as JSON.
    pub fn apply(&mut self, text: &str) -> Result<String, JsError> {
        self.broken = None;
        let changes = self
            .engine
            .set_settings(serde_json::from_str(text)?, js_sys::Date::now());
        let changes: Vec<Change> = changes
            .into_iter()
            .map(|(id, messages)| Change { id, messages })
            .collect();
        Ok(serde_json::to_string(&changes)?)
    }
}

/// Stores settings. What cannot be read or stored changes nothing.
#[wasm_bindgen]
pub async fn store_settings(text: String) -> Result<(), JsError> {
    let settings: Settings = serde_json::from_str(&text)?;
    store::save(&settings)
        .await
        .map_err(|error| JsError::new(&describe(&error)))
}
