//! The welcome page: what Duplex sees, what it never does, whether it may, and the demo feed, live.

use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::ask::{self, open_options};
use super::dom::{button, by_id, fill, make, on};
use super::texts::{fill_static, say};

/// Runs the welcome page. The demo feed itself is read by the shim, like any page.
#[wasm_bindgen]
pub fn welcome() {
    fill_static();
    if let Some(button) = by_id("options") {
        on(&button, "click", |_| open_options());
    }
    spawn_local(check_access());
}

/// Firefox lets the reader withhold the named sites: says so, and asks for them with one button.
async fn check_access() {
    let hosts = Reflect::get(&ask::manifest(), &"host_permissions".into()).unwrap_or_default();
    let hosts: Vec<String> = Array::from(&hosts)
        .iter()
        .filter_map(|host| host.as_string())
        .collect();
    let origins: Vec<&str> = hosts.iter().map(String::as_str).collect();
    if ask::granted(ask::has_origins(&origins)).await {
        return fill("access", &[&make("p", "good", &say("welcome_access_given"))]);
    }
    let asked = hosts.clone();
    let allow = button("primary", &say("welcome_access_allow"), move || {
        let origins: Vec<&str> = asked.iter().map(String::as_str).collect();
        let asked = ask::request_origins(&origins);
        spawn_local(async move {
            let key = if ask::granted(asked).await {
                "welcome_access_given"
            } else {
                "popup_not_granted"
            };
            fill("access", &[&make("p", "good", &say(key))]);
        });
    });
    fill(
        "access",
        &[&make("p", "", &say("welcome_access_missing")), &allow],
    );
}
