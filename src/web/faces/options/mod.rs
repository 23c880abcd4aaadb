//! The options: what is shown, the reader's own words and people, what was learned, sites, transfer, how it works.

mod about;
mod described;
mod diagnostics;
mod how;
mod lists;
mod sites;
mod transfer;

pub(super) use sites::SiteLine;

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement, HtmlInputElement};

use super::dom::{by_id, document, fill, keeping_focus, make, on, put, set, show};
use super::filters;
use super::store::Store;
use super::texts::{fill_static, say, with};
use crate::values::{Out, Settings};

/// Runs the options page.
#[wasm_bindgen]
pub fn options() {
    fill_static();
    search();
    spawn_local(async {
        let drawn: Rc<RefCell<Option<Rc<Store>>>> = Rc::default();
        let again = drawn.clone();
        let opened = Store::open(move |done| match done {
            Ok(()) => {
                told("options_saved", &[]);
                if let Some(store) = &*again.borrow() {
                    keeping_focus(|| lists::show(store));
                    described::show_list(store);
                }
            }
            Err(error) => told("popup_not_saved", &[error]),
        });
        let (store, broken) = match opened.await {
            Ok(opened) => opened,
            Err(error) => return told("popup_error", &[error]),
        };
        *drawn.borrow_mut() = Some(store.clone());
        if let Some(error) = broken {
            told("popup_settings_broken", &[error]);
        }
        show_all(&store);
        about::show().await;
        diagnostics::show().await;
        how::show().await;
        ready();
        watch(store);
    });
}

/// Everything that the settings decide.
fn show_all(store: &Rc<Store>) {
    fill("kinds", &refs(&filters::kinds(store)));
    fill("rest", &refs(&filters::rest(store, None)));
    show_grace(store);
    super::record::show_record(store);
    lists::show(store);
    described::show(store);
    let sites = store.clone();
    spawn_local(async move { sites::show(&sites).await });
    transfer::show(store);
}

fn refs(elements: &[Element]) -> Vec<&Element> {
    elements.iter().collect()
}

fn ready() {
    if let Some(body) = document().body() {
        set(&body, "aria-busy", "false");
    }
}

/// A card in a page may have changed the settings while the options were out of sight.
fn watch(store: Rc<Store>) {
    let Some(root) = document().document_element() else {
        return;
    };
    on(&root, "pointerenter", move |_| {
        let store = store.clone();
        spawn_local(async move {
            let before = store.settings().clone();
            if store.refresh().await.is_ok() && *store.settings() != before {
                show_all(&store);
            }
        });
    });
}

/// Says what happened.
pub(super) fn told(key: &str, args: &[String]) {
    fill("told", &[&make("p", "", &with(key, args))]);
    show("told", true);
}

fn show_grace(store: &Rc<Store>) {
    let label = make("label", "field", "");
    let input = make("input", "", "");
    let most = Out::text(&Settings::MOST_GRACE);
    for (name, value) in [("type", "number"), ("min", "0"), ("max", &most), ("step", "1")] {
        set(&input, name, value);
    }
    let value: HtmlInputElement = input.clone().unchecked_into();
    value.set_value(&Out::text(&store.settings().grace_hours));
    let store = store.clone();
    on(&input, "change", move |_| {
        let hours = value.value_as_number();
        if (0.0..=Settings::MOST_GRACE).contains(&hours) {
            store.change(move |settings| settings.grace_hours = hours);
        } else {
            told("options_grace_range", &[Out::text(&Settings::MOST_GRACE)]);
            value.set_value(&Out::text(&store.settings().grace_hours));
        }
    });
    put(&label, &[&make("span", "", &say("options_grace")), &input]);
    fill("grace", &[&label]);
}

/// Leaves only the sections, and in long tables the lines, that hold what is sought.
fn search() {
    let Some(input) = by_id("search") else { return };
    let value: HtmlInputElement = input.clone().unchecked_into();
    on(&input, "input", move |_| {
        let sought = value.value().trim().to_lowercase();
        let holds = |element: &Element| {
            let text = element.text_content().unwrap_or_default();
            sought.is_empty() || text.to_lowercase().contains(&sought)
        };
        let mut found = false;
        for section in all("main > section") {
            let titled = section.first_element_child().is_some_and(|title| holds(&title));
            hide(&section, !holds(&section));
            found |= holds(&section);
            for line in inside(&section, ".searched > *") {
                hide(&line, !titled && !holds(&line));
            }
        }
        show("nothing-found", !found);
    });
}

fn hide(element: &Element, hidden: bool) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        element.set_hidden(hidden);
    }
}

fn all(selector: &str) -> Vec<Element> {
    document()
        .document_element()
        .map_or_else(Vec::new, |root| inside(&root, selector))
}

fn inside(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = root.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|index| found.get(index)?.dyn_into().ok())
        .collect()
}
