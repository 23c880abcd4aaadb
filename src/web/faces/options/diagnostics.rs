//! Diagnostics: what helps to find a fault. Nothing of any page, and nothing of what the reader wrote.

use super::super::ask::{ask, manifest, text_of};
use super::super::dom::{button, fill, make};
use super::super::texts::{say, with};
use super::transfer::copy_text;
use crate::values::{Fill, Members, fixed, read};

/// What the background knows of its own state.
#[derive(Default)]
struct State {
    /// What failed since the browser was started: what, how often, and when last (milliseconds since 1970).
    faults: Vec<(String, u32, f64)>,
    /// Names of the permissions.
    permissions: Vec<String>,
    /// Hosts that the manifest names, those of them that may be read, and those granted beyond.
    hosts: (u32, u32, u32),
    /// Milliseconds that the engine took to start; messages of pages since; the mean and the longest time for one.
    timing: Vec<f64>,
    /// How many sites are known, and what of the package does not work.
    test: (u32, Vec<String>),
}

impl Members for State {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "faults" => &mut self.faults,
            "permissions" => &mut self.permissions,
            "hosts" => &mut self.hosts,
            "timing" => &mut self.timing,
            "test" => &mut self.test,
            _ => return None,
        })
    }
}

/// Shows them, with a button that copies them as text.
pub(super) async fn show() {
    let version = text_of(&manifest(), "version").unwrap_or_default();
    let browser = web_sys::window()
        .and_then(|window| window.navigator().user_agent().ok())
        .unwrap_or_default();
    let mut lines = vec![format!("Duplex {version}"), browser, say("@@ui_locale")];
    let answer = ask("diagnostics", &[]).await;
    match answer.and_then(|text| read::<State>(&text)) {
        Ok(state) => lines.extend(of(&state)),
        Err(error) => lines.push(with("popup_error", &[error])),
    }
    let text = lines.join("\n");
    let shown = make("pre", "", &text);
    let copy = button("", &say("options_copy"), move || copy_text(&text));
    fill("diagnostics", &[&shown, &copy]);
}

fn of(state: &State) -> Vec<String> {
    let (named, read, beyond) = state.hosts;
    let (sites, wrong) = &state.test;
    let tested = if wrong.is_empty() {
        with("diagnostics_test_passed", &[sites.to_string()])
    } else {
        with("diagnostics_test_failed", &[wrong.join(", ")])
    };
    let times: Vec<String> = state.timing.iter().map(|number| fixed(*number, 0)).collect();
    let mut lines = vec![
        with("diagnostics_permissions", &[state.permissions.join(", ")]),
        with(
            "diagnostics_hosts",
            &[read.to_string(), named.to_string(), beyond.to_string()],
        ),
        with("diagnostics_timing", &times),
        tested,
    ];
    if state.faults.is_empty() {
        lines.push(say("diagnostics_no_faults"));
    }
    for (what, times, last) in state.faults.iter().rev() {
        let when: String = js_sys::Date::new(&(*last).into()).to_iso_string().into();
        lines.push(format!("{when} {times}× {what}"));
    }
    lines
}
