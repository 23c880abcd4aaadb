//! The faces' words, from `_locales`.

use js_sys::Intl::{DateTimeFormat, NumberFormat};
use js_sys::{Array, Date, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::ask::get_message;
use super::dom::document;
use crate::values::{Label, fixed};

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

/// The language of the texts, as a tag. What the browser calls its own may be another.
pub(super) fn language() -> String {
    say("language")
}

/// The host of an address, to be shown.
pub(super) fn host_of(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

/// A share in whole percent.
pub(super) fn percent(share: f64) -> String {
    format!("{} %", (share * 100.0).round() as u32)
}

thread_local! {
    // Making one takes longer than a hundred uses.
    static DAYS: DateTimeFormat = dates(&[("dateStyle", "medium")]);
    static MONTHS: DateTimeFormat = dates(&[("month", "short"), ("year", "2-digit")]);
    static COUNTS: NumberFormat = NumberFormat::new(&Array::of1(&language().into()), &Object::new());
}

fn dates(style: &[(&str, &str)]) -> DateTimeFormat {
    let options = Object::new();
    for (name, value) in style.iter().chain(&[("timeZone", "UTC")]) {
        // A plain object takes every property.
        let _ = Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    DateTimeFormat::new(&Array::of1(&language().into()), &options)
}

/// What a browser's formatter makes of a number; what it refuses is shown bare.
fn formatted(format: &Function, value: f64) -> String {
    let text = format.call1(&JsValue::UNDEFINED, &value.into()).ok();
    text.and_then(|text| text.as_string())
        .unwrap_or_else(|| fixed(value, 0))
}

/// A day since 1970 as the reader's language writes it.
pub(super) fn day(day: u32) -> String {
    DAYS.with(|days| formatted(&days.format(), f64::from(day) * crate::record::DAY))
}

/// A month, `year * 12 + month - 1`, in short.
pub(super) fn month(month: u32) -> String {
    let first = Date::utc(f64::from(month / 12), f64::from(month % 12));
    MONTHS.with(|months| formatted(&months.format(), first))
}

/// A count as the reader's language writes it.
pub(super) fn count(n: usize) -> String {
    COUNTS.with(|counts| formatted(&counts.format(), n as f64))
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
        super::dom::set(&root, "lang", &language());
        super::dom::set(&root, "dir", &say("@@bidi_dir"));
    }
}
