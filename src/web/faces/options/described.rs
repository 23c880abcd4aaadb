//! The reader's own site descriptions: checked, added, changed, taken out, and allowed where they are for.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement, HtmlTextAreaElement};

use super::super::ask::{ask, granted, has_origins, request_origins};
use super::super::dom::{button, by_id, fill, make, put, set};
use super::super::store::Store;
use super::super::texts::{say, with};
use super::told;
use crate::values::{Fill, Members, Value, read};

/// What the background says of a description.
#[derive(Default)]
struct Checked {
    good: Option<Good>,
    bad: Option<String>,
}

/// What a description is for.
#[derive(Default)]
struct Good {
    name: String,
    hosts: Vec<String>,
}

impl Members for Checked {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "good" => &mut self.good,
            "bad" => &mut self.bad,
            _ => return None,
        })
    }
}

impl Members for Good {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "name" => &mut self.name,
            "hosts" => &mut self.hosts,
            _ => return None,
        })
    }
}

/// Shows the list, and what is under the text field.
pub(super) fn show(store: &Rc<Store>) {
    let Some(area) = area() else { return };
    let checked = area.clone();
    let check = button("", &say("options_own_site_check"), move || {
        let area = checked.clone();
        spawn_local(async move {
            if let Some((name, hosts)) = examine(&area).await {
                say_of("", "options_own_site_good", &[name, hosts.join(", ")]);
            }
        });
    });
    let kept = store.clone();
    let add = button("primary", &say("options_add"), move || {
        let (store, area) = (kept.clone(), area.clone());
        spawn_local(async move {
            if let Some((name, hosts)) = examine(&area).await {
                keep(&store, area.value());
                area.set_value("");
                say_of("", "options_own_site_added", &[name, hosts.join(", ")]);
            }
        });
    });
    fill("own-site-buttons", &[&check, &add]);
    show_list(store);
}

/// Shows the descriptions that are kept.
pub(super) fn show_list(store: &Rc<Store>) {
    let store = store.clone();
    spawn_local(async move {
        let answer = ask("own-sites", &[]).await;
        let checked: Vec<Checked> = match answer.and_then(|text| read(&text)) {
            Ok(checked) => checked,
            Err(error) => return told("popup_error", &[error]),
        };
        let texts = store.settings().own_sites.clone();
        if texts.is_empty() {
            return fill("own-sites", &[&make("p", "note", &say("options_none"))]);
        }
        let list = make("ul", "entries", "");
        for (text, checked) in texts.into_iter().zip(checked) {
            put(&list, &[&line(&store, text, checked).await]);
        }
        fill("own-sites", &[&list]);
    });
}

async fn line(store: &Rc<Store>, text: String, checked: Checked) -> Element {
    let (line, ways, words) = (
        make("li", "", ""),
        make("div", "buttons", ""),
        make("span", "", ""),
    );
    let name = match checked.good {
        Some(Good { name, hosts }) => {
            put(
                &words,
                &[&make("b", "", &name), &make("span", "note", &hosts.join(", "))],
            );
            if let Some(allow) = allow(store, &hosts).await {
                put(&ways, &[&allow]);
            }
            name
        }
        None => {
            let said = with("options_own_site_bad", &[checked.bad.unwrap_or_default()]);
            put(&words, &[&make("span", "wrong", &said)]);
            site_of(&text).unwrap_or_default()
        }
    };
    let shown = text.clone();
    let edit = button("quiet", &say("options_own_site_edit"), move || {
        if let Some(area) = area() {
            area.set_value(&shown);
            // An element of this page takes the focus.
            let _ = area.focus();
        }
    });
    set(
        &edit,
        "aria-label",
        &format!("{}: {name}", say("options_own_site_edit")),
    );
    let store = store.clone();
    let out = button("quiet", &say("options_remove"), move || {
        let text = text.clone();
        store.change(move |settings| settings.own_sites.retain(|own| *own != text));
    });
    set(&out, "aria-label", &with("options_remove_this", &[name]));
    put(&ways, &[&edit, &out]);
    put(&line, &[&words, &ways]);
    line
}

/// A button that asks for access to the hosts; none where there is access.
async fn allow(store: &Rc<Store>, hosts: &[String]) -> Option<Element> {
    let origins: Vec<String> = hosts.iter().map(|host| format!("https://{host}/*")).collect();
    let named = |origins: &[String]| has_origins(&origins.iter().map(String::as_str).collect::<Vec<_>>());
    if granted(named(&origins)).await {
        return None;
    }
    let store = store.clone();
    Some(button("", &say("options_own_site_allow"), move || {
        // The browser takes this only straight from a click.
        let asked = request_origins(&origins.iter().map(String::as_str).collect::<Vec<_>>());
        let store = store.clone();
        spawn_local(async move {
            if granted(asked).await {
                show_list(&store);
            }
        });
    }))
}

/// Checks what is in the text field. What is wrong is said, and its line selected.
async fn examine(area: &HtmlTextAreaElement) -> Option<(String, Vec<String>)> {
    let answer = ask("check-site", &[("text", area.value().into())]).await;
    match answer.and_then(|text| read::<Checked>(&text)) {
        Ok(Checked {
            good: Some(Good { name, hosts }),
            ..
        }) => Some((name, hosts)),
        Ok(Checked { bad, .. }) => {
            let error = bad.unwrap_or_default();
            if let Some(range) = line_of(&error).and_then(|line| range_of(&area.value(), line)) {
                let _ = area.set_selection_range(range.0, range.1);
            }
            // An element of this page takes the focus.
            let _ = area.unchecked_ref::<HtmlElement>().focus();
            say_of("wrong", "options_own_site_bad", &[error]);
            None
        }
        Err(error) => {
            told("popup_error", &[error]);
            None
        }
    }
}

/// Keeps a description; one of the same name is replaced.
fn keep(store: &Rc<Store>, text: String) {
    store.change(move |settings| {
        let site = site_of(&text);
        let same = settings.own_sites.iter().position(|own| site_of(own) == site);
        match same {
            Some(index) => settings.own_sites[index] = text,
            None => settings.own_sites.push(text),
        }
    });
}

fn area() -> Option<HtmlTextAreaElement> {
    by_id("own-site")?.dyn_into().ok()
}

fn say_of(class: &str, key: &str, args: &[String]) {
    fill("own-site-said", &[&make("p", class, &with(key, args))]);
}

/// The short name in a description.
fn site_of(text: &str) -> Option<String> {
    Some(Value::read(text).ok()?.get("site")?.as_str()?.to_owned())
}

/// The line that an error of the JSON parser names, from 1.
fn line_of(error: &str) -> Option<usize> {
    let (_, after) = error.rsplit_once("at line ")?;
    after.split(' ').next()?.parse().ok().filter(|line| *line > 0)
}

/// Where a line begins and ends, in UTF-16 units as the field counts.
fn range_of(text: &str, line: usize) -> Option<(u32, u32)> {
    let units = |text: &str| text.encode_utf16().count();
    let before: usize = text.split('\n').take(line - 1).map(|line| units(line) + 1).sum();
    let long = units(text.split('\n').nth(line - 1)?);
    Some((before as u32, (before + long) as u32))
}
