//! Shortcuts and diagnostics.

use js_sys::{Array, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::super::ask::{manifest, shortcuts, text_of};
use super::super::dom::{button, fill, make, put};
use super::super::texts::say;
use super::transfer::copy_text;

/// Shows them.
pub(super) async fn show() {
    show_shortcuts().await;
    show_diagnostics();
}

/// The shortcuts as the browser has them; the reader may have changed them there.
async fn show_shortcuts() {
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

/// What helps to find a fault: nothing of any page, and nothing of what the reader wrote.
fn show_diagnostics() {
    let manifest = manifest();
    let version = text_of(&manifest, "version").unwrap_or_default();
    let browser = web_sys::window()
        .and_then(|window| window.navigator().user_agent().ok())
        .unwrap_or_default();
    let hosts = Reflect::get(&manifest, &JsValue::from_str("host_permissions"))
        .map_or(0, |hosts| Array::from(&hosts).length());
    let lines = [
        format!("Duplex {version}"),
        browser,
        format!("hosts: {hosts}"),
        format!("language: {}", say("@@ui_locale")),
    ]
    .join("\n");
    let copied = lines.clone();
    let copy = button("", &say("options_copy"), move || copy_text(&copied));
    fill("diagnostics", &[&make("pre", "", &lines), &copy]);
}
