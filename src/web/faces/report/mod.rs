//! The report: authors in a table, one author with plots, those who wait for an answer, and the reader's data.

mod author;
mod data;
mod table;
mod waiting;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::ask::{ask, ask_record};
use super::dom::{fill, make, put, set, show};
use super::options::SiteLine;
use super::texts::{count, fill_static, say, with};
use crate::record::{Author, Listing};
use crate::values::{Fill, Members, read, sort};
use crate::web::record::{Question, State};

/// Authors fetched at a time: one portion is read and parsed in a few milliseconds.
const PORTION: u32 = 500;

/// The report while it is open.
#[derive(Default)]
struct Report {
    authors: RefCell<Vec<Author>>,
    /// Names of the sites by their files.
    names: RefCell<BTreeMap<String, String>>,
    listing: RefCell<Listing>,
    /// First row shown.
    first: RefCell<usize>,
}

#[derive(Default)]
struct Authors {
    authors: Vec<Author>,
}

impl Members for Authors {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        (name == "authors").then_some(&mut self.authors)
    }
}

/// Runs the report.
#[wasm_bindgen]
pub fn report() {
    fill_static();
    let report = Rc::new(Report::default());
    data::show(&report);
    table::show_controls(&report);
    let routed = report.clone();
    if let Some(window) = web_sys::window() {
        gloo_events::EventListener::new(&window, "hashchange", move |_| routed.clone().route()).forget();
    }
    spawn_local(async move {
        let answer = ask("sites", &[]).await;
        let sites: Vec<SiteLine> = answer.and_then(|text| read(&text)).unwrap_or_default();
        let named = sites.into_iter().map(|site| (site.site, site.name));
        report.names.borrow_mut().extend(named);
        report.clone().route();
        report.load().await;
    });
}

impl Report {
    /// Reads the record and shows it.
    async fn load(self: Rc<Self>) {
        let state = ask_record(&Question::State {}).await;
        let state: State = match state.and_then(|text| read(&text)) {
            Ok(state) => state,
            Err(error) => return told(&with("popup_error", &[error])),
        };
        if let Some(trouble) = state.trouble {
            told(&with(&trouble.key, &trouble.args));
        }
        let mut found: Vec<Author> = Vec::with_capacity(state.authors as usize);
        loop {
            let after = found.last().map(|author| author.id.clone()).unwrap_or_default();
            let question = Question::Authors { after, most: PORTION };
            let portion = ask_record(&question).await;
            match portion.and_then(|text| read(&text)) {
                Ok(Authors { authors }) if authors.is_empty() => break,
                Ok(Authors { mut authors }) => found.append(&mut authors),
                Err(error) => {
                    told(&error);
                    break;
                }
            }
        }
        let numbers = [count(found.len()), count(state.items as usize)];
        fill("lead", &[&make("p", "note", &with("report_lead", &numbers))]);
        let empty = found.is_empty();
        *self.authors.borrow_mut() = found;
        show("nothing", empty);
        show("people", !empty);
        table::fill_sites(&self);
        data::fill_sites(&self);
        table::show_rows(&self);
        waiting::show_waiting(&self).await;
        if let Some(body) = super::dom::document().body() {
            set(&body, "aria-busy", "false");
        }
    }

    /// Shows what the address names: an author, or everybody.
    fn route(self: Rc<Self>) {
        let hash = web_sys::window()
            .and_then(|window| window.location().hash().ok())
            .unwrap_or_default();
        let named = hash
            .strip_prefix("#author=")
            .and_then(|id| js_sys::decode_uri_component(id).ok());
        show("all", named.is_none());
        show("one", named.is_some());
        if let Some(window) = web_sys::window() {
            window.scroll_to_with_x_and_y(0.0, 0.0);
        }
        match named {
            Some(id) => spawn_local(author::show_author(self, id.into())),
            None => fill("one", &[]),
        }
    }

    /// The sites in the record, in the order of their files.
    fn sites(&self) -> Vec<String> {
        let mut sites: Vec<String> = Vec::new();
        for author in self.authors.borrow().iter() {
            if !sites.contains(&author.site) {
                sites.push(author.site.clone());
            }
        }
        sort(&mut sites);
        sites
    }

    /// The site's own name.
    fn site_name(&self, site: &str) -> String {
        self.names
            .borrow()
            .get(site)
            .cloned()
            .unwrap_or_else(|| site.to_owned())
    }
}

/// The address of an author's part of the report.
fn link_to(id: &str) -> String {
    format!("#author={}", String::from(js_sys::encode_uri_component(id)))
}

/// Says something at the head of the page.
fn told(text: &str) {
    fill("told", &[&make("p", "", text)]);
    show("told", true);
}

/// A paragraph that stands where a list would.
fn nothing(id: &str, key: &str) {
    fill(id, &[&make("p", "note", &say(key))]);
}

/// A heading with its list below.
fn part(title: &str, rest: &[&web_sys::Element]) -> web_sys::Element {
    let section = make("section", "", "");
    put(&section, &[&make("h2", "", title)]);
    put(&section, rest);
    section
}
