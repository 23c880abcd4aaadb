//! The redacted layout report in the popup: first seen, then copied.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, HtmlTextAreaElement};

use super::ask::ask;
use super::dom::{button, make, put, set};
use super::texts::{say, with};
use crate::values::{Fill, Members, read};

#[derive(Default)]
struct Answer {
    report: Option<String>,
}

impl Members for Answer {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        (name == "report").then_some(&mut self.report)
    }
}

/// A button that shows the report on a tab's page in a text field, with a button that copies what is seen there.
pub(super) fn part(tab: i32) -> Element {
    let part = make("div", "layout-report", "");
    let place = part.clone();
    let show = button("", &say("popup_report_show"), move || {
        let place = place.clone();
        spawn_local(async move {
            let answer = ask("report", &[("tab", tab.into())]).await;
            match answer.and_then(|text| read(&text)) {
                Ok(Answer { report: Some(text) }) => fill(&place, &text),
                Ok(Answer { report: None }) => tell(&place, &say("popup_not_a_page")),
                Err(error) => tell(&place, &with("popup_error", &[error])),
            }
        });
    });
    put(&part, &[&show]);
    part
}

fn tell(place: &Element, words: &str) {
    place.set_text_content(None);
    put(place, &[&make("p", "note", words)]);
}

fn fill(place: &Element, text: &str) {
    let area = make("textarea", "", "");
    set(&area, "readonly", "");
    set(&area, "rows", "12");
    set(&area, "aria-label", &say("popup_report_show"));
    let field: HtmlTextAreaElement = area.clone().unchecked_into();
    field.set_value(text);
    let (about, told) = (
        make("p", "note", &say("popup_report_about")),
        make("p", "note", ""),
    );
    set(&told, "role", "status");
    let told_after = told.clone();
    let copy = button("", &say("options_copy"), move || {
        let (told, text) = (told_after.clone(), field.value());
        field.select();
        let Some(window) = web_sys::window() else { return };
        let written = window.navigator().clipboard().write_text(&text);
        spawn_local(async move {
            let done = JsFuture::from(written).await.is_ok();
            told.set_text_content(Some(&say(if done {
                "options_copied"
            } else {
                "options_not_copied"
            })));
        });
    });
    place.set_text_content(None);
    put(place, &[&about, &area, &copy, &told]);
}
