//! The popup: what this page is, what was found, and what happens with it.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};

use super::ask::{self, Known, active_tab, ask, save};
use super::dom::{button, fill, make, on, put, set, show, toggle};
use super::texts::{LABELS, fill_static, label_key, say, with};
use crate::values::{Label, Layout, Settings, Summary, Treatment};

/// Pause between two looks at a page that is still being read, in milliseconds.
const AGAIN: u32 = 300;
/// So many looks, then what is known stays.
const LOOKS: u32 = 40;

struct Popup {
    tab: i32,
    url: Option<String>,
    settings: RefCell<Settings>,
}

/// Runs the popup.
#[wasm_bindgen]
pub fn popup() {
    fill_static();
    spawn_local(async {
        let Some((tab, url)) = (match named("tab=").and_then(|tab| tab.parse().ok()) {
            Some(tab) => Some((tab, named("url="))),
            None => active_tab().await,
        }) else {
            return message("popup_not_a_page", &[]);
        };
        let known = match ask::<Known>("settings", &[]).await {
            Ok(known) => known,
            Err(error) => return message("popup_error", &[error]),
        };
        if let Some(error) = &known.broken {
            fill(
                "broken",
                &[&make(
                    "p",
                    "",
                    &with("popup_settings_broken", std::slice::from_ref(error)),
                )],
            );
            show("broken", true);
        }
        let popup = Rc::new(Popup {
            tab,
            url,
            settings: RefCell::new(known.settings),
        });
        popup.clone().show_kinds();
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
    if let Some(body) = super::dom::document().body() {
        set(&body, "aria-busy", "false");
    }
}

impl Popup {
    /// Looks at the page until it is read.
    async fn look(self: Rc<Self>) {
        for _ in 0..LOOKS {
            match ask::<Summary>("summary", &[("tab", self.tab.into())]).await {
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
            let asked = ask::request_origin(&origin);
            let popup = popup.clone();
            spawn_local(async move {
                let granted = match asked {
                    Ok(promise) => JsFuture::from(promise).await.ok().and_then(|v| v.as_bool()) == Some(true),
                    Err(_) => false,
                };
                if !granted {
                    return message("popup_not_granted", &[]);
                }
                match ask::<ask::Done>("enable", &[("tab", popup.tab.into())]).await {
                    Ok(_) => popup.look().await,
                    Err(error) => message("popup_error", &[error]),
                }
            });
        });
        fill("summary", &[&lead, &turn_on]);
        ready();
    }

    fn show_summary(self: Rc<Self>, summary: &Summary) {
        let head = make(
            "h2",
            "",
            if summary.site == "generic" {
                &summary.host
            } else {
                &summary.name
            },
        );
        let mut parts = vec![head];
        let layout = match summary.layout {
            Layout::Recognised => None,
            Layout::Generic => Some("popup_layout_generic"),
            Layout::Unrecognised => Some("popup_layout_unrecognised"),
        };
        if let Some(key) = layout {
            parts.push(make("p", "note", &say(key)));
        }
        if summary.paused {
            parts.push(make("p", "lead", &say("popup_paused")));
        } else if summary.posts + summary.comments == 0 {
            let key = if summary.settled {
                "popup_nothing"
            } else {
                "popup_reading"
            };
            parts.push(make("p", "lead", &say(key)));
        } else {
            let counts = [summary.posts.to_string(), summary.comments.to_string()];
            parts.push(make("p", "lead", &with("popup_read", &counts)));
            if let Some(total) = summary.total.filter(|total| *total > summary.comments) {
                parts.push(make(
                    "p",
                    "note",
                    &with(
                        "fact_loaded_of",
                        &[summary.comments.to_string(), total.to_string()],
                    ),
                ));
            }
            if summary.unknown > 0 {
                parts.push(make(
                    "p",
                    "note",
                    &with("popup_unknown", &[summary.unknown.to_string()]),
                ));
            }
            parts.push(counts_of(summary));
        }
        if summary.host.contains('.') {
            parts.push(self.clone().pause_switch(summary));
        }
        fill("summary", &parts.iter().collect::<Vec<_>>());
        self.show_marked(summary);
    }

    fn pause_switch(self: Rc<Self>, summary: &Summary) -> Element {
        let host = summary.host.clone();
        let paused = self.settings.borrow().paused_hosts.contains(&host);
        let text = with("popup_on_here", std::slice::from_ref(&host));
        toggle(&text, !paused, move |on| {
            let host = host.clone();
            self.clone().change(move |settings| {
                if on {
                    settings.paused_hosts.remove(&host)
                } else {
                    settings.paused_hosts.insert(host.clone())
                };
            });
        })
    }

    fn show_marked(self: Rc<Self>, summary: &Summary) {
        let list = make("ol", "marked", "");
        for item in &summary.marked {
            let (popup, key) = (self.clone(), item.key.clone());
            let row = button("row", "", move || {
                let (tab, key) = (popup.tab, key.clone());
                spawn_local(async move {
                    // A page that is gone cannot be scrolled; its list goes with the next look.
                    let _ = ask::<bool>("jump", &[("tab", tab.into()), ("key", key.into())]).await;
                });
            });
            for label in &item.labels {
                put(&row, &[&pill(*label)]);
            }
            put(
                &row,
                &[&make("b", "", &item.author), &make("span", "text", &item.text)],
            );
            let entry = make("li", "", "");
            put(&entry, &[&row]);
            put(&list, &[&entry]);
        }
        fill("marked", &[&list]);
        show("marked-part", !summary.marked.is_empty());
    }

    /// The choice per kind, the sensitivity and the numbers.
    fn show_kinds(self: Rc<Self>) {
        let mut rows = Vec::new();
        for label in LABELS {
            let row = make("label", "kind", "");
            let select = make("select", "", "");
            let chosen = self.settings.borrow().treatment(label);
            for treatment in [
                Treatment::Off,
                Treatment::Badge,
                Treatment::Dim,
                Treatment::Fold,
                Treatment::Hide,
            ] {
                let option = make("option", "", &say(treatment_key(treatment)));
                set(&option, "value", treatment_key(treatment));
                put(&select, &[&option]);
            }
            let value: HtmlSelectElement = select.clone().unchecked_into();
            value.set_value(treatment_key(chosen));
            let popup = self.clone();
            on(&select, "change", move |_| {
                let chosen = value.value();
                popup.clone().change(move |settings| {
                    let all = [
                        Treatment::Off,
                        Treatment::Badge,
                        Treatment::Dim,
                        Treatment::Fold,
                        Treatment::Hide,
                    ];
                    if let Some(treatment) = all.into_iter().find(|t| treatment_key(*t) == chosen) {
                        settings.treatments.insert(label, treatment);
                    }
                });
            });
            put(&row, &[&pill(label), &select]);
            rows.push(row);
        }
        let popup = self.clone();
        rows.push(toggle(
            &say("popup_hide_numbers"),
            self.settings.borrow().hide_numbers,
            move |on| {
                popup.clone().change(move |settings| settings.hide_numbers = on);
            },
        ));
        rows.push(self.clone().sensitivity());
        let popup = self.clone();
        rows.push(toggle(
            &say("popup_paused_everywhere"),
            self.settings.borrow().paused,
            move |on| {
                popup.clone().change(move |settings| settings.paused = on);
            },
        ));
        fill("kinds", &rows.iter().collect::<Vec<_>>());
    }

    fn sensitivity(self: Rc<Self>) -> Element {
        let row = make("label", "slider", "");
        let input = make("input", "", "");
        for (name, value) in [
            ("type", "range"),
            ("min", "0.3"),
            ("max", "0.9"),
            ("step", "0.05"),
        ] {
            set(&input, name, value);
        }
        let value: HtmlInputElement = input.clone().unchecked_into();
        // To the right is more sensitive, which is a lower threshold.
        value.set_value(&format!("{:.2}", 1.2 - self.settings.borrow().promo_threshold));
        on(&input, "change", move |_| {
            let threshold = 1.2 - value.value_as_number();
            self.clone()
                .change(move |settings| settings.promo_threshold = (threshold * 100.0).round() / 100.0);
        });
        put(&row, &[&make("span", "", &say("popup_sensitivity")), &input]);
        row
    }

    /// Changes the settings, stores them and looks at the page again.
    fn change(self: Rc<Self>, with_change: impl FnOnce(&mut Settings) + 'static) {
        spawn_local(async move {
            let mut changed = self.settings.borrow().clone();
            with_change(&mut changed);
            match save(&changed).await {
                Ok(()) => {
                    *self.settings.borrow_mut() = changed;
                    self.look().await;
                }
                Err(error) => message("popup_not_saved", &[error]),
            }
        });
    }
}

/// The permission pattern of an address's site; only for web pages.
fn origin(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    matches!(scheme, "http" | "https").then(|| format!("{scheme}://{host}/*"))
}

fn counts_of(summary: &Summary) -> Element {
    let list = make("ul", "counts", "");
    for (label, count) in &summary.labels {
        let entry = make("li", "", "");
        put(&entry, &[&pill(*label), &make("span", "", &count.to_string())]);
        put(&list, &[&entry]);
    }
    list
}

fn pill(label: Label) -> Element {
    let key = label_key(label);
    make(
        "span",
        &format!("pill {}", key.replace('_', "-")),
        &say(&format!("badge_{key}")),
    )
}

fn treatment_key(treatment: Treatment) -> &'static str {
    match treatment {
        Treatment::Off => "treatment_off",
        Treatment::Badge => "treatment_badge",
        Treatment::Dim => "treatment_dim",
        Treatment::Fold => "treatment_fold",
        Treatment::Hide => "treatment_hide",
    }
}
