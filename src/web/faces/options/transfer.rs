//! Export and import of the settings: what cannot be read changes nothing, and what is wrong with it is said.

use std::rc::Rc;

use js_sys::JSON;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlElement, HtmlInputElement, HtmlTextAreaElement};

use super::super::dom::{button, by_id, fill, make, on, put, set};
use super::super::store::Store;
use super::super::texts::say;
use super::{show_all, told};
use crate::values::{Out, Settings, Unreadable};

/// Shows the text field and its buttons.
pub(super) fn show(store: &Rc<Store>) {
    let Some(area) = by_id("transfer").and_then(|area| area.dyn_into::<HtmlTextAreaElement>().ok()) else {
        return;
    };
    let text = |store: &Rc<Store>| {
        let text = Out::text(&*store.settings());
        // With line breaks, for people.
        let shown = JSON::parse(&text)
            .and_then(|value| JSON::stringify_with_replacer_and_space(&value, &JsValue::NULL, &2.into()));
        shown.map_or(text, String::from)
    };
    let (shown, into) = (store.clone(), area.clone());
    let export = button("", &say("options_export"), move || {
        into.set_value(&text(&shown));
        into.select();
    });
    let copied = store.clone();
    let copy = button("", &say("options_copy"), move || copy_text(&text(&copied)));
    let saved = store.clone();
    let save = button("", &say("options_save_file"), move || {
        download("duplex-settings.json", "application/json", &text(&saved));
    });
    let (changed, from) = (store.clone(), area);
    let import = button("primary", &say("options_import"), move || {
        take_in(&changed, &from.value());
    });
    fill(
        "transfer-buttons",
        &[&export, &copy, &save, &from_file(store), &import],
    );
}

/// A file from the reader's disk.
fn from_file(store: &Rc<Store>) -> web_sys::Element {
    let label = make("label", "button file", "");
    let input = make("input", "", "");
    set(&input, "type", "file");
    set(&input, "accept", ".json,application/json");
    let chosen: HtmlInputElement = input.clone().unchecked_into();
    let store = store.clone();
    on(&input, "change", move |_| {
        let Some(file) = chosen.files().and_then(|files| files.get(0)) else {
            return;
        };
        let (store, chosen) = (store.clone(), chosen.clone());
        spawn_local(async move {
            let text = JsFuture::from(file.text())
                .await
                .ok()
                .and_then(|text| text.as_string());
            take_in(&store, &text.unwrap_or_default());
            // The same file can be chosen again after it was mended.
            chosen.set_value("");
        });
    });
    put(&label, &[&make("span", "", &say("options_open_file")), &input]);
    label
}

fn take_in(store: &Rc<Store>, text: &str) {
    match Settings::read(text) {
        Ok(settings) => {
            let shown = store.clone();
            store.change(move |current| *current = settings);
            spawn_local(async move {
                gloo_timers::future::TimeoutFuture::new(50).await;
                if shown.refresh().await.is_ok() {
                    show_all(&shown);
                    told("options_imported", &[]);
                }
            });
        }
        Err(Unreadable::TooNew(version)) => told("options_too_new", &[version.to_string()]),
        Err(Unreadable::Broken(error)) => told("options_import_broken", &[error]),
    }
}

/// Puts a text on the clipboard and says whether that worked.
pub(super) fn copy_text(text: &str) {
    let Some(window) = web_sys::window() else { return };
    let written = window.navigator().clipboard().write_text(text);
    spawn_local(async move {
        let key = match JsFuture::from(written).await {
            Ok(_) => "options_copied",
            Err(_) => "options_not_copied",
        };
        told(key, &[]);
    });
}

/// Saves a text as a file; it does not leave the machine.
pub(super) fn download(name: &str, media: &str, text: &str) {
    let link = make("a", "", "");
    let body = String::from(js_sys::encode_uri_component(text));
    set(&link, "href", &format!("data:{media};charset=utf-8,{body}"));
    set(&link, "download", name);
    if let Some(link) = link.dyn_ref::<HtmlElement>() {
        link.click();
    }
}
