//! Settings in the extension's own storage.

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::error::describe;
use crate::values::Settings;

/// Where the settings stand, and where broken ones are kept aside.
const KEY: &str = "settings";
const BROKEN: &str = "settings_broken";

// `browser` is set by the bootstrap scripts in browsers that have only `chrome`.
#[wasm_bindgen(js_namespace = ["browser", "storage", "local"])]
extern "C" {
    #[wasm_bindgen(catch, js_name = get)]
    fn storage_get(key: &str) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_name = set)]
    fn storage_set(items: &JsValue) -> Result<Promise, JsValue>;
}

/// Settings as they were found.
pub(super) struct Loaded {
    /// What is in force.
    pub(super) settings: Settings,
    /// Why the stored ones could not be read; they are kept aside.
    pub(super) broken: Option<String>,
}

/// Loads the settings. Broken ones are kept aside and the defaults used.
pub(super) async fn load() -> Loaded {
    match read(KEY).await {
        Ok(None) => Loaded {
            settings: Settings::default(),
            broken: None,
        },
        Ok(Some(text)) => match serde_json::from_str(&text) {
            Ok(settings) => Loaded {
                settings,
                broken: None,
            },
            Err(error) => {
                // Kept for the person to look at; if even that fails the original is still in place.
                let _ = write(BROKEN, &text).await;
                Loaded {
                    settings: Settings::default(),
                    broken: Some(error.to_string()),
                }
            }
        },
        Err(error) => Loaded {
            settings: Settings::default(),
            broken: Some(describe(&error)),
        },
    }
}

/// Stores the settings.
pub(super) async fn save(settings: &Settings) -> Result<(), JsValue> {
    let text = serde_json::to_string(settings).map_err(|error| JsValue::from_str(&error.to_string()))?;
    write(KEY, &text).await
}

async fn read(key: &str) -> Result<Option<String>, JsValue> {
    let found = JsFuture::from(storage_get(key)?).await?;
    let value = Reflect::get(&found, &key.into())?;
    if value.is_undefined() {
        return Ok(None);
    }
    // Whatever else stands there is no text of ours: as text it fails to parse, and is kept aside.
    Ok(Some(value.as_string().unwrap_or_else(|| {
        js_sys::JSON::stringify(&value).map_or("?".into(), Into::into)
    })))
}

async fn write(key: &str, text: &str) -> Result<(), JsValue> {
    let items = Object::new();
    Reflect::set(&items, &key.into(), &text.into())?;
    JsFuture::from(storage_set(&items)?).await.map(|_| ())
}
