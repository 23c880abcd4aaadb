//! What popup and options show of the record.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

use super::ask::ask_record;
use super::dom::{fill, make, on, put, set, show, toggle};
use super::options::{SiteLine, told};
use super::plot::bar;
use super::store::Store;
use super::texts::{say, with};
use crate::values::{AuthorRecord, Settings, read};
use crate::web::record::{Question, State};

/// The record of the author whom the page is about.
pub(super) fn show_author(author: Option<&AuthorRecord>) {
    show("author-part", author.is_some());
    let Some(author) = author else { return };
    let name = make("a", "", &author.name);
    let id = String::from(js_sys::encode_uri_component(&author.id));
    set(&name, "href", &format!("report.html#author={id}"));
    set(&name, "target", "_blank");
    set(&name, "dir", "auto");
    let posts = [author.posts.to_string(), author.promo.to_string()];
    let mut lines = vec![name, make("p", "note", &with("popup_author_posts", &posts))];
    match author.rate {
        Some((low, high)) => {
            let whole = |share: f64| ((share * 100.0).round() as u32).to_string();
            let numbers = [
                author.answered.to_string(),
                author.asked.to_string(),
                whole(low),
                whole(high),
            ];
            lines.push(make("p", "note", &with("popup_author_answers", &numbers)));
            lines.push(bar(
                low,
                high,
                f64::from(author.answered) / f64::from(author.asked),
            ));
        }
        None => {
            let asked = [author.asked.to_string()];
            lines.push(make("p", "note", &with("fact_record_not_enough", &asked)));
        }
    }
    fill("author", &lines.iter().collect::<Vec<_>>());
}

/// Whether a record is kept, for how long, and how much; and what is wrong with it.
pub(super) fn show_record(store: &Rc<Store>) {
    let kept = store.clone();
    let switch = toggle(&say("options_record_on"), store.settings().record, move |on| {
        kept.change(move |settings| settings.record = on);
    });
    let days = number(store, "options_retention_days", (1, 3650), |s| {
        &mut s.retention_days
    });
    let items = number(store, "options_retention_items", (1_000, 200_000), |s| {
        &mut s.retention_items
    });
    let report = make("a", "", &say("options_report"));
    set(&report, "href", "report.html");
    fill("record", &[&switch, &days, &items, &report]);
    wasm_bindgen_futures::spawn_local(async {
        let state = ask_record(&Question::State {}).await;
        if let Ok(State {
            trouble: Some(trouble),
            ..
        }) = state.and_then(|text| read(&text))
        {
            told(&trouble.key, &trouble.args);
        }
    });
}

/// A whole number within its bounds.
fn number(
    store: &Rc<Store>,
    key: &str,
    (least, most): (u32, u32),
    field: fn(&mut Settings) -> &mut u32,
) -> Element {
    let label = make("label", "", "");
    let input = make("input", "", "");
    set(&input, "type", "number");
    set(&input, "min", &least.to_string());
    set(&input, "max", &most.to_string());
    let value: HtmlInputElement = input.clone().unchecked_into();
    value.set_value(&field(&mut store.settings().clone()).to_string());
    let store = store.clone();
    on(&input, "change", move |_| {
        let Ok(wanted) = value.value().parse::<u32>() else {
            return;
        };
        if (least..=most).contains(&wanted) {
            store.change(move |settings| *field(settings) = wanted);
        }
    });
    put(&label, &[&input, &make("span", "", &say(key))]);
    label
}

/// Whether drafts are judged, and the reader's own name on each site, for where the site does not say it.
pub(super) fn show_own_names(store: &Rc<Store>, sites: &[SiteLine]) {
    let asked = store.clone();
    let drafts = toggle(&say("options_drafts_on"), store.settings().drafts, move |on| {
        asked.change(move |settings| settings.drafts = on);
    });
    fill("drafts", &[&drafts]);
    let fields: Vec<Element> = sites.iter().map(|site| own_name(store, site)).collect();
    fill("own-names", &fields.iter().collect::<Vec<_>>());
}

fn own_name(store: &Rc<Store>, site: &SiteLine) -> Element {
    let label = make(
        "label",
        "",
        &with("options_own_name", std::slice::from_ref(&site.name)),
    );
    let input = make("input", "", "");
    set(&input, "autocomplete", "off");
    set(&input, "spellcheck", "false");
    let value: HtmlInputElement = input.clone().unchecked_into();
    if let Some(name) = store.settings().own_names.get(&site.site) {
        value.set_value(name);
    }
    let (store, site) = (store.clone(), site.site.clone());
    on(&input, "change", move |_| {
        let (name, site) = (value.value().trim().to_owned(), site.clone());
        store.change(move |settings| {
            if name.is_empty() {
                settings.own_names.remove(&site);
            } else {
                settings.own_names.insert(site, name);
            }
        });
    });
    put(&label, &[&input]);
    label
}
