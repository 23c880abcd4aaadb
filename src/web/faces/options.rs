//! The options: sites, sensitivity, grace, export and import.

use std::cell::RefCell;
use std::rc::Rc;

use serde::Deserialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlInputElement, HtmlTextAreaElement};

use super::ask::{Known, ask, save};
use super::dom::{button, by_id, fill, make, on, put, set, show, toggle};
use super::texts::{fill_static, say, with};
use crate::values::Settings;

#[derive(Deserialize)]
pub(super) struct SiteLine {
    pub(super) site: String,
    pub(super) name: String,
    hosts: Vec<String>,
}

pub(super) type Shared = Rc<RefCell<Settings>>;

/// Runs the options page.
#[wasm_bindgen]
pub fn options() {
    fill_static();
    spawn_local(async {
        let known = match ask::<Known>("settings", &[]).await {
            Ok(known) => known,
            Err(error) => return told("popup_error", &[error]),
        };
        if let Some(error) = known.broken {
            told("popup_settings_broken", &[error]);
        }
        let settings: Shared = Rc::new(RefCell::new(known.settings));
        show_grace(&settings);
        super::record::show_record(&settings);
        if let Ok(sites) = ask::<Vec<SiteLine>>("sites", &[]).await {
            show_sites(&settings, &sites);
            super::record::show_own_names(&settings, &sites);
        }
        show_transfer(&settings);
    });
}

pub(super) fn told(key: &str, args: &[String]) {
    fill("told", &[&make("p", "", &with(key, args))]);
    show("told", true);
}

pub(super) fn store(settings: &Shared, changed: Settings) {
    let settings = settings.clone();
    spawn_local(async move {
        match save(&changed).await {
            Ok(()) => {
                *settings.borrow_mut() = changed;
                told("options_saved", &[]);
            }
            Err(error) => told("popup_not_saved", &[error]),
        }
    });
}

fn show_grace(settings: &Shared) {
    let label = make("label", "", "");
    let input = make("input", "", "");
    for (name, value) in [("type", "number"), ("min", "0"), ("max", "720"), ("step", "1")] {
        set(&input, name, value);
    }
    let value: HtmlInputElement = input.clone().unchecked_into();
    value.set_value(&settings.borrow().grace_hours.to_string());
    let settings = settings.clone();
    on(&input, "change", move |_| {
        let hours = value.value_as_number();
        if (0.0..=720.0).contains(&hours) {
            let changed = Settings {
                grace_hours: hours,
                ..settings.borrow().clone()
            };
            store(&settings, changed);
        }
    });
    put(&label, &[&make("span", "", &say("options_grace")), &input]);
    fill("grace", &[&label]);
}

fn show_sites(settings: &Shared, sites: &[SiteLine]) {
    let list = make("ul", "sites", "");
    for site in sites {
        let hosts = site.hosts.clone();
        let paused = hosts
            .iter()
            .any(|host| settings.borrow().paused_hosts.contains(host));
        let settings = settings.clone();
        let switch = toggle(&site.name, !paused, move |on| {
            let mut changed = settings.borrow().clone();
            for host in &hosts {
                if on {
                    changed.paused_hosts.remove(host)
                } else {
                    changed.paused_hosts.insert(host.clone())
                };
            }
            store(&settings, changed);
        });
        let entry = make("li", "", "");
        put(&entry, &[&switch, &make("span", "note", &site.hosts.join(", "))]);
        put(&list, &[&entry]);
    }
    fill("sites", &[&list]);
}

/// Export and import as text: what cannot be read changes nothing.
fn show_transfer(settings: &Shared) {
    let Some(area) = by_id("transfer").and_then(|area| area.dyn_into::<HtmlTextAreaElement>().ok()) else {
        return;
    };
    let (from, into) = (area.clone(), area);
    let shown = settings.clone();
    let export = button("", &say("options_export"), move || {
        into.set_value(&serde_json::to_string_pretty(&*shown.borrow()).unwrap_or_default());
        into.select();
    });
    let changed = settings.clone();
    let import = button("", &say("options_import"), move || {
        match serde_json::from_str::<Settings>(&from.value()) {
            Ok(settings) if settings.version <= Settings::VERSION => store(&changed, settings),
            Ok(settings) => told("options_too_new", &[settings.version.to_string()]),
            Err(error) => told("options_import_broken", &[error.to_string()]),
        }
    });
    let copy_from = settings.clone();
    let copy = button("", &say("options_copy"), move || {
        let text = serde_json::to_string_pretty(&*copy_from.borrow()).unwrap_or_default();
        if let Some(window) = web_sys::window() {
            let written = window.navigator().clipboard().write_text(&text);
            spawn_local(async move {
                let done = JsFuture::from(written).await.is_ok();
                told(
                    if done {
                        "options_copied"
                    } else {
                        "options_not_copied"
                    },
                    &[],
                );
            });
        }
    });
    fill("transfer-buttons", &[&export, &copy, &import]);
}
