//! The popup: what this page is, what was found, and what happens with it.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::ask::{self, active_tab, ask};
use super::dom::{button, document, fill, keeping_focus, make, on, put, set, show, toggle};
use super::filters;
use super::layout_report;
use super::marks::pill;
use super::store::Store;
use super::texts::{fill_static, say, with};
use crate::values::{Label, Layout, Summary, read};

/// Pause between two looks at a page that is still being read, in milliseconds.
const AGAIN: u32 = 300;
/// So many looks, then what is known stays.
const LOOKS: u32 = 40;

struct Popup {
    tab: i32,
    url: Option<String>,
    store: Rc<Store>,
    /// Opened in a tab of its own.
    apart: bool,
}

/// Runs the popup.
#[wasm_bindgen]
pub fn popup() {
    fill_static();
    spawn_local(async {
        let named_tab = named("tab=").and_then(|tab| tab.parse().ok());
        let found = match named_tab {
            Some(tab) => Some((tab, named("url="))),
            None => active_tab().await,
        };
        let Some((tab, url)) = found else {
            return message("popup_not_a_page", &[]);
        };
        let this: Rc<RefCell<Option<Rc<Popup>>>> = Rc::default();
        let changed = this.clone();
        let opened = Store::open(move |done| match done {
            Err(error) => message("popup_not_saved", &[error]),
            Ok(()) => {
                if let Some(popup) = changed.borrow().clone() {
                    spawn_local(popup.look());
                }
            }
        });
        let (store, broken) = match opened.await {
            Ok(opened) => opened,
            Err(error) => return message("popup_error", &[error]),
        };
        if let Some(error) = &broken {
            let words = with("popup_settings_broken", std::slice::from_ref(error));
            fill("broken", &[&make("p", "", &words)]);
            show("broken", true);
        }
        let popup = Rc::new(Popup {
            tab,
            url,
            store,
            apart: named_tab.is_some(),
        });
        *this.borrow_mut() = Some(popup.clone());
        if let Some(summary) = ask::last_summary(tab).await {
            popup.clone().show_summary(&summary);
        }
        popup.show_filters();
        popup.look().await;
    });
}

/// What the popup's own address says of the page, as when it is opened in a tab of its own: `tab=` and `url=`.
fn named(name: &str) -> Option<String> {
    let search = web_sys::window()?.location().search().ok()?;
    let mut pairs = search.trim_start_matches('?').split('&');
    pairs.find_map(|pair| pair.strip_prefix(name).map(str::to_owned))
}

fn message(key: &str, args: &[String]) {
    fill("summary", &[&make("p", "lead", &with(key, args))]);
    ready();
}

fn ready() {
    if let Some(body) = document().body() {
        set(&body, "aria-busy", "false");
    }
}

impl Popup {
    /// Looks at the page until it is read.
    async fn look(self: Rc<Self>) {
        for _ in 0..LOOKS {
            let answer = ask("summary", &[("tab", self.tab.into())]).await;
            match answer.and_then(|text| read::<Summary>(&text)) {
                Ok(summary) => {
                    self.clone().show_summary(&summary);
                    ready();
                    if summary.settled || summary.paused {
                        return;
                    }
                }
                Err(error) if error == "starting" => {}
                Err(_) => return self.offer(),
            }
            TimeoutFuture::new(AGAIN).await;
        }
    }

    /// No access to this page: offers to turn Duplex on here.
    fn offer(self: Rc<Self>) {
        let origin = self.url.as_deref().and_then(origin);
        let Some(origin) = origin else {
            return message("popup_not_a_page", &[]);
        };
        let host = origin
            .split("://")
            .nth(1)
            .unwrap_or_default()
            .trim_end_matches("/*")
            .to_owned();
        let lead = make("p", "lead", &with("popup_no_access", &[host]));
        let popup = self.clone();
        let turn_on = button("primary", &say("popup_turn_on"), move || {
            // Asked for at once: browsers grant only from the click itself.
            let asked = ask::request_origins(&[origin.as_str()]);
            let popup = popup.clone();
            spawn_local(async move {
                if !ask::granted(asked).await {
                    return message("popup_not_granted", &[]);
                }
                match ask("enable", &[("tab", popup.tab.into())]).await {
                    Ok(_) => popup.look().await,
                    Err(error) => message("popup_error", &[error]),
                }
            });
        });
        fill("summary", &[&lead, &turn_on]);
        ready();
    }

    fn show_summary(self: Rc<Self>, summary: &Summary) {
        let name = if summary.site == "generic" {
            &summary.host
        } else {
            &summary.name
        };
        let mut parts = vec![make("h2", "", name)];
        let layout = match summary.layout {
            Layout::Recognised => None,
            Layout::Generic => Some(("note", "popup_layout_generic")),
            Layout::Unrecognised => Some(("warn", "popup_layout_unrecognised")),
        };
        if let Some((class, key)) = layout {
            parts.push(make("p", class, &say(key)));
        }
        if summary.layout == Layout::Unrecognised {
            parts.push(layout_report::part(self.tab));
        }
        parts.extend(state_of(summary));
        if !summary.paused {
            parts.push(self.ways(summary));
        }
        keeping_focus(|| {
            fill("summary", &parts.iter().collect::<Vec<_>>());
            let on_here = summary.host.contains('.').then(|| self.pause_switch(summary));
            fill("here", &on_here.iter().collect::<Vec<_>>());
        });
        super::record::show_author(summary.author.as_ref());
        self.show_marked(summary);
    }

    /// To the next item, for hands on the keyboard.
    fn ways(&self, summary: &Summary) -> Element {
        let row = make("div", "ways", "");
        let any = |of: &[Label]| summary.labels.iter().any(|(label, _)| of.contains(label));
        let waiting = any(&[Label::Unanswered, Label::UnansweredNewcomer]);
        let promotional = any(&[Label::Ad, Label::Promo, Label::OneWay]);
        for (is, what, key) in [
            (waiting, "next-unanswered", "popup_next_unanswered"),
            (promotional, "next-promo", "popup_next_promo"),
        ] {
            if is {
                let (tab, apart) = (self.tab, self.apart);
                let go = button("", &say(key), move || {
                    leave("run", &[("tab", tab.into()), ("what", what.into())], apart);
                });
                set(&go, "id", what);
                put(&row, &[&go]);
            }
        }
        row
    }

    fn pause_switch(&self, summary: &Summary) -> Element {
        let host = summary.host.clone();
        let paused = self.store.settings().paused_hosts.contains(&host);
        let text = with("popup_on_here", std::slice::from_ref(&host));
        let store = self.store.clone();
        let switch = toggle(&text, !paused, move |on| {
            let host = host.clone();
            store.change(move |settings| {
                if on {
                    settings.paused_hosts.remove(&host);
                    settings.paused = false;
                } else {
                    settings.paused_hosts.insert(host);
                }
            });
        });
        if let Ok(Some(input)) = switch.query_selector("input") {
            set(&input, "role", "switch");
            set(&input, "id", "on-here");
        }
        switch
    }

    fn show_marked(&self, summary: &Summary) {
        let list = make("ol", "marked", "");
        for item in &summary.marked {
            let (tab, key, apart) = (self.tab, item.key.clone(), self.apart);
            let row = button("row", "", move || {
                leave(
                    "jump",
                    &[("tab", tab.into()), ("key", key.as_str().into())],
                    apart,
                );
            });
            // By its name the row with the focus is found again when the list is drawn anew.
            set(&row, "id", &format!("marked-{}", item.key));
            let pills = make("span", "pills", "");
            for label in &item.labels {
                put(&pills, &[&pill(*label)]);
            }
            let words = make("span", "words", "");
            set(&words, "dir", "auto");
            put(
                &words,
                &[&make("b", "", &item.author), &make("span", "text", &item.text)],
            );
            put(&row, &[&pills, &words]);
            let entry = make("li", "", "");
            put(&entry, &[&row]);
            put(&list, &[&entry]);
        }
        on(&list, "keydown", move_in_list);
        keeping_focus(|| fill("marked", &[&list]));
        show("marked-part", !summary.marked.is_empty() && !summary.paused);
    }

    fn show_filters(&self) {
        let kinds = filters::kinds(&self.store);
        fill("kinds", &kinds.iter().collect::<Vec<_>>());
        let rest = filters::rest(&self.store, Some(self.tab));
        fill("rest", &rest.iter().collect::<Vec<_>>());
    }
}

/// What was read and found, in words and numbers.
fn state_of(summary: &Summary) -> Vec<Element> {
    if summary.paused {
        return vec![make("p", "lead", &say("popup_paused"))];
    }
    if summary.posts + summary.comments == 0 {
        let key = if summary.settled {
            "popup_nothing"
        } else {
            "popup_reading"
        };
        return vec![make("p", "lead", &say(key))];
    }
    let number = |n: u32| n.to_string();
    let mut parts = vec![make(
        "p",
        "",
        &with("popup_read", &[number(summary.posts), number(summary.comments)]),
    )];
    if let Some(total) = summary.total.filter(|total| *total > summary.comments) {
        let loaded = [number(summary.comments), number(total)];
        parts.push(make("p", "note", &with("fact_loaded_of", &loaded)));
    }
    if summary.unknown > 0 {
        let words = with("popup_unknown", &[number(summary.unknown)]);
        parts.push(make("p", "note", &words));
    }
    let list = make("ul", "counts", "");
    for (label, count) in &summary.labels {
        let entry = make("li", "", "");
        put(&entry, &[&pill(*label), &make("span", "", &count.to_string())]);
        put(&list, &[&entry]);
    }
    parts.push(if summary.labels.is_empty() {
        make("p", "note", &say("popup_nothing_marked"))
    } else {
        list
    });
    parts
}

/// Asks for something on the page and gives it the keyboard.
fn leave(what: &'static str, entries: &[(&str, JsValue)], apart: bool) {
    let asked = ask::sent(what, entries);
    spawn_local(async move {
        // A page that is gone cannot be scrolled; its list goes with the next look.
        let done = match asked {
            Ok(promise) => JsFuture::from(promise).await.is_ok(),
            Err(_) => false,
        };
        if let (true, false, Some(window)) = (done, apart, web_sys::window()) {
            // A popup that does not close is only in the way.
            let _ = window.close();
        }
    });
}

/// Up and down move in a list of buttons.
fn move_in_list(event: &web_sys::Event) {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
        return;
    };
    let from = document().active_element().and_then(|row| row.parent_element());
    let to = match event.key().as_str() {
        "ArrowDown" => from.and_then(|entry| entry.next_element_sibling()),
        "ArrowUp" => from.and_then(|entry| entry.previous_element_sibling()),
        _ => return,
    };
    event.prevent_default();
    let row = to.and_then(|entry| entry.first_element_child());
    if let Some(row) = row.and_then(|row| row.dyn_into::<HtmlElement>().ok()) {
        // An element of this page takes the focus.
        let _ = row.focus();
    }
}

/// The permission pattern of an address's site; only for web pages.
fn origin(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    matches!(scheme, "http" | "https").then(|| format!("{scheme}://{host}/*"))
}
