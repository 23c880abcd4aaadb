//! The reader's data: export, import, forgetting.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, Element, HtmlElement, HtmlInputElement, Url};

use super::{Report, told};
use crate::record::{MOST_BYTES, csv};
use crate::values::read;
use crate::web::error::describe;
use crate::web::faces::ask::ask_record;
use crate::web::faces::dom::{button, fill, make, on, put, set};
use crate::web::faces::texts::{count, say, with};
use crate::web::record::{Portion, Question, State, Which};

/// Rows of the file fetched at a time.
const PORTION: u32 = 2_000;

/// Buttons for the whole record.
pub(super) fn show(report: &Rc<Report>) {
    let json = button("", &say("report_export_json"), || spawn_local(export_json()));
    json.set_id("export-json");
    let listed = report.clone();
    let table = button("", &say("report_export_csv"), move || {
        let text = csv(&listed.authors.borrow());
        // A mark at the beginning tells spreadsheets that it is UTF-8.
        save("duplex-authors.csv", "text/csv", &[format!("\u{feff}{text}")]);
    });
    let merge = import_button(report, "report_import_merge", false);
    let replace = import_button(report, "report_import_replace", true);
    fill("transfer", &[&json, &table, &merge, &replace]);
    let all = forget_button(report, &say("report_forget_all"), Which::All);
    all.set_id("forget-all");
    fill("forget", &[&all]);
}

/// Offers to forget each site that is in the record.
pub(super) fn fill_sites(report: &Rc<Report>) {
    let buttons: Vec<Element> = report
        .sites()
        .into_iter()
        .map(|site| {
            let text = with("report_forget_site", &[report.site_name(&site)]);
            forget_button(report, &text, Which::Site(site))
        })
        .collect();
    fill("forget-sites", &buttons.iter().collect::<Vec<_>>());
}

/// A button that asks once more before it forgets.
pub(super) fn forget_button(report: &Rc<Report>, text: &str, which: Which) -> Element {
    let (report, sure) = (report.clone(), Rc::new(Cell::new(false)));
    let shown = Rc::new(std::cell::RefCell::new(None::<Element>));
    let known = shown.clone();
    let made = button("forget", text, move || {
        if !sure.replace(true) {
            if let Some(button) = known.borrow().as_ref() {
                button.set_text_content(Some(&say("report_forget_sure")));
            }
            return;
        }
        let (report, which) = (report.clone(), which.clone());
        spawn_local(async move {
            match ask_record(&Question::Forget(which)).await {
                Ok(_) => {
                    told(&say("report_forgotten"));
                    leave_author();
                    report.load().await;
                }
                Err(error) => told(&error),
            }
        });
    });
    *shown.borrow_mut() = Some(made.clone());
    made
}

/// Back from one author to all.
fn leave_author() {
    if let Some(window) = web_sys::window() {
        // The address of this very page cannot be refused.
        let _ = window.location().set_hash("");
    }
}

async fn export_json() {
    let mut parts = Vec::new();
    let mut after = String::new();
    loop {
        let answer = ask_record(&Question::Export { after, most: PORTION }).await;
        match answer.and_then(|text| read::<Portion>(&text)) {
            Ok(portion) => {
                parts.push(portion.text);
                let Some(next) = portion.next else { break };
                after = next;
            }
            Err(error) => return told(&error),
        }
    }
    save("duplex-record.json", "application/json", &parts);
}

/// Hands a file to the browser's downloads.
fn save(name: &str, media: &str, parts: &[String]) {
    let parts: Array = parts.iter().map(JsValue::from).collect();
    let kind = BlobPropertyBag::new();
    kind.set_type(media);
    let url = Blob::new_with_str_sequence_and_options(&parts, &kind)
        .and_then(|blob| Url::create_object_url_with_blob(&blob));
    let url = match url {
        Ok(url) => url,
        Err(error) => return told(&describe(&error)),
    };
    let link = make("a", "", "");
    set(&link, "href", &url);
    set(&link, "download", name);
    if let Some(link) = link.dyn_ref::<HtmlElement>() {
        link.click();
    }
    // The download has taken it by then; a page that is closed gives it up anyway.
    gloo_timers::callback::Timeout::new(60_000, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
}

fn import_button(report: &Rc<Report>, key: &str, replace: bool) -> Element {
    let label = make("label", "file", "");
    let input = make("input", "", "");
    set(&input, "type", "file");
    set(&input, "accept", ".json,application/json");
    set(
        &input,
        "id",
        if replace { "import-replace" } else { "import-merge" },
    );
    put(&label, &[&input, &make("span", "", &say(key))]);
    let (value, report) = (input.clone().unchecked_into::<HtmlInputElement>(), report.clone());
    on(&input, "change", move |_| {
        let Some(file) = value.files().and_then(|files| files.get(0)) else {
            return;
        };
        value.set_value("");
        let report = report.clone();
        spawn_local(async move {
            let bytes = file.size();
            if bytes > MOST_BYTES as f64 {
                let size = ((bytes / f64::from(1 << 20)) as usize).to_string();
                return told(&with("record_file_too_large", &[size]));
            }
            let text = match JsFuture::from(file.text()).await {
                Ok(text) => text.as_string().unwrap_or_default(),
                Err(error) => return told(&with("record_file_broken", &[describe(&error)])),
            };
            let answer = ask_record(&Question::Import { file: text, replace }).await;
            match answer.and_then(|text| read::<State>(&text)) {
                Ok(state) => {
                    told(&with("report_imported", &[count(state.items as usize)]));
                    report.load().await;
                }
                Err(error) => told(&error),
            }
        });
    });
    label
}
