//! What the faces ask of the browser and of the background.

use js_sys::{Array, JSON, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::texts::with;
use crate::values::{Fill, Members, Out, Settings, Summary, read};
use crate::web::error::describe;
use crate::web::record::{Question, Said};

// `browser` is set by the bootstrap scripts in browsers that have only `chrome`.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["browser", "runtime"], js_name = sendMessage)]
    fn send_message(message: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_namespace = ["browser", "runtime"], js_name = openOptionsPage)]
    pub(super) fn open_options();
    #[wasm_bindgen(catch, js_namespace = ["browser", "tabs"], js_name = query)]
    fn query_tabs(what: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["browser", "permissions"], js_name = request)]
    fn request_permissions(what: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["browser", "permissions"], js_name = contains)]
    fn has_permissions(what: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["browser", "storage", "session"], js_name = get)]
    fn session_get(key: &str) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["browser", "commands"], js_name = getAll)]
    pub(super) fn shortcuts() -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_namespace = ["browser", "runtime"], js_name = getManifest)]
    pub(super) fn manifest() -> JsValue;
    #[wasm_bindgen(js_namespace = ["browser", "i18n"], js_name = getMessage)]
    pub(super) fn get_message(key: &str, args: &Array) -> String;
}

/// An object of named values, for the browser's functions.
fn object(entries: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in entries {
        // A plain object takes every property.
        let _ = Reflect::set(&object, &JsValue::from_str(key), value);
    }
    object.into()
}

/// Sends the background a question.
pub(super) fn sent(what: &str, entries: &[(&str, JsValue)]) -> Result<Promise, JsValue> {
    let message = object(entries);
    // A plain object takes every property.
    let _ = Reflect::set(&message, &"ask".into(), &what.into());
    send_message(&message)
}

/// Asks the background; the answer is JSON, to be read. The error is in words.
pub(super) async fn ask(what: &str, entries: &[(&str, JsValue)]) -> Result<String, String> {
    let answer = settled(sent(what, entries)).await?;
    if let Some(error) = text_of(&answer, "error") {
        return Err(error);
    }
    let text = JSON::stringify(&answer).map_err(|error| describe(&error))?;
    Ok(text.into())
}

/// What was asked of the browser, once it is there. The error is in words.
async fn settled(asked: Result<Promise, JsValue>) -> Result<JsValue, String> {
    let found = match asked {
        Ok(promise) => JsFuture::from(promise).await,
        Err(error) => Err(error),
    };
    found.map_err(|error| describe(&error))
}

/// A property that is a text.
pub(super) fn text_of(of: &JsValue, name: &str) -> Option<String> {
    Reflect::get(of, &name.into()).ok()?.as_string()
}

/// What was last known of a tab's page, from memory that ends with the browser; for the first paint alone.
pub(super) async fn last_summary(tab: i32) -> Option<Summary> {
    let key = format!("summary:{tab}");
    let found = settled(session_get(&key)).await.ok()?;
    read(&text_of(&found, &key)?).ok()
}

/// Asks the record; the answer is JSON, to be read. The error is in words.
pub(super) async fn ask_record(question: &Question) -> Result<String, String> {
    let answer = settled(sent("record", &[("question", Out::text(question).into())])).await?;
    if let Some(error) = text_of(&answer, "error") {
        return Err(error);
    }
    let text = text_of(&answer, "text").unwrap_or_default();
    if text.starts_with("{\"said\"") {
        let refused: Refused = read(&text)?;
        return Err(with(&refused.said.key, &refused.said.args));
    }
    Ok(text)
}

/// Why the record did not do what was asked.
#[derive(Default)]
struct Refused {
    said: Said,
}

impl Members for Refused {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        (name == "said").then_some(&mut self.said)
    }
}

/// Settings as the background has them.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// In force.
    pub(super) settings: Settings,
    /// Why the stored ones could not be read.
    pub(super) broken: Option<String>,
}

impl Members for Known {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "settings" => &mut self.settings,
            "broken" => &mut self.broken,
            _ => return None,
        })
    }
}

/// The settings in force.
pub(super) async fn known() -> Result<Known, String> {
    read(&ask("settings", &[]).await?)
}

/// Stores settings.
pub(super) async fn save(settings: &Settings) -> Result<(), String> {
    let value = JSON::parse(&Out::text(settings)).map_err(|error| describe(&error))?;
    ask("save", &[("settings", value)]).await.map(drop)
}

/// The tab that the popup is about: its id and, where it may be known, its address.
pub(super) async fn active_tab() -> Option<(i32, Option<String>)> {
    let what = object(&[("active", true.into()), ("currentWindow", true.into())]);
    let tabs: Array = settled(query_tabs(&what)).await.ok()?.into();
    let tab = tabs.get(0);
    let id = Reflect::get(&tab, &"id".into()).ok()?.as_f64()?;
    let url = Reflect::get(&tab, &"url".into())
        .ok()
        .and_then(|url| url.as_string());
    Some((id as i32, url))
}

/// Asks the reader for access to sites; must be called from a click.
pub(super) fn request_origins(origins: &[&str]) -> Result<Promise, JsValue> {
    request_permissions(&origins_of(origins))
}

/// Whether there is access to sites.
pub(super) fn has_origins(origins: &[&str]) -> Result<Promise, JsValue> {
    has_permissions(&origins_of(origins))
}

fn origins_of(origins: &[&str]) -> JsValue {
    let list: Array = origins.iter().map(|origin| JsValue::from_str(origin)).collect();
    object(&[("origins", list.into())])
}

/// Whether what was asked of the browser is granted.
pub(super) async fn granted(asked: Result<Promise, JsValue>) -> bool {
    settled(asked).await.is_ok_and(|answer| answer.is_truthy())
}
