//! What the browser says when something fails.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// An error of the browser in words.
pub(in crate::web) fn describe(error: &JsValue) -> String {
    let message = Reflect::get(error, &"message".into())
        .ok()
        .and_then(|message| message.as_string());
    message
        .or_else(|| error.as_string())
        .unwrap_or_else(|| "the browser gives no reason".to_owned())
}
