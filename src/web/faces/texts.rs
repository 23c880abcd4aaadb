//! The faces' words, from `_locales`.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};

use super::ask::get_message;
use super::dom::document;
use crate::values::Label;

/// A text by its key.
pub(super) fn say(key: &str) -> String {
    with(key, &[])
}

/// A text by its key, with arguments.
pub(super) fn with(key: &str, args: &[String]) -> String {
    let list: Array = args.iter().map(|arg| JsValue::from_str(arg)).collect();
    let text = get_message(key, &list);
    if text.is_empty() { key.to_owned() } else { text }
}

/// The key part of a label: `one_way`.
pub(super) fn label_key(label: Label) -> String {
    label.name().replace('-', "_")
}

/// Fills in the static texts: `data-i18n` names the text, `data-i18n-label` the accessible name,
/// `data-i18n-placeholder` what stands in an empty field.
pub(super) fn fill_static() {
    let document = document();
    for (source, attribute) in [
        ("data-i18n", None),
        ("data-i18n-label", Some("aria-label")),
        ("data-i18n-placeholder", Some("placeholder")),
    ] {
        let Ok(found) = document.query_selector_all(&format!("[{source}]")) else {
            continue;
        };
        for index in 0..found.length() {
            let Some(element) = found
                .get(index)
                .and_then(|n| n.dyn_into::<web_sys::Element>().ok())
            else {
                continue;
            };
            let text = say(&element.get_attribute(source).unwrap_or_default());
            match attribute {
                Some(name) => super::dom::set(&element, name, &text),
                None => element.set_text_content(Some(&text)),
            }
        }
    }
    if let Some(root) = document.document_element() {
        super::dom::set(&root, "lang", &say("@@ui_locale").replace('_', "-"));
        super::dom::set(&root, "dir", &say("@@bidi_dir"));
    }
}
