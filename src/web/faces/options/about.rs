//! The shortcuts as the browser has them.

use js_sys::Array;
use wasm_bindgen_futures::JsFuture;

use super::super::ask::{shortcuts, text_of};
use super::super::dom::{fill, make, put};
use super::super::texts::say;

/// Shows them; the reader may have changed them in the browser.
pub(super) async fn show() {
    let all: Array = match shortcuts() {
        Ok(asked) => JsFuture::from(asked)
            .await
            .map_or_else(|_| Array::new(), |all| Array::from(&all)),
        // Firefox for Android has no shortcuts.
        Err(_) => Array::new(),
    };
    let list = make("ul", "keys", "");
    for command in all.iter() {
        let what = text_of(&command, "description").filter(|text| !text.is_empty());
        let keys = text_of(&command, "shortcut").filter(|keys| !keys.is_empty());
        let line = make("li", "", "");
        let what = what.unwrap_or_else(|| say("options_shortcut_popup"));
        let keys = keys.unwrap_or_else(|| say("options_shortcut_none"));
        put(&line, &[&make("span", "", &what), &make("kbd", "", &keys)]);
        put(&list, &[&line]);
    }
    fill("shortcuts", &[&list]);
}
