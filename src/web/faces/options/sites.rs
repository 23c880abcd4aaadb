//! The sites: those on from the start, and those that the reader paused.

use std::rc::Rc;

use web_sys::Element;

use super::super::ask::ask;
use super::super::dom::{fill, make, put, toggle};
use super::super::record::show_own_names;
use super::super::store::Store;
use super::told;
use crate::values::{Fill, Members, read};

/// A site as the background names it.
#[derive(Default)]
pub(in crate::web::faces) struct SiteLine {
    /// Its file's name.
    pub(in crate::web::faces) site: String,
    /// The name shown.
    pub(in crate::web::faces) name: String,
    hosts: Vec<String>,
    checked: String,
}

impl Members for SiteLine {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Fill> {
        Some(match name {
            "site" => &mut self.site,
            "name" => &mut self.name,
            "hosts" => &mut self.hosts,
            "checked" => &mut self.checked,
            _ => return None,
        })
    }
}

/// Shows them.
pub(super) async fn show(store: &Rc<Store>) {
    let answer = ask("sites", &[]).await;
    let sites: Vec<SiteLine> = match answer.and_then(|text| read(&text)) {
        Ok(sites) => sites,
        Err(error) => return told("popup_error", &[error]),
    };
    let list = make("ul", "sites searched", "");
    for site in &sites {
        put(&list, &[&line(store, &site.name, &site.hosts, &site.checked)]);
    }
    let named = |host: &String| sites.iter().any(|site| site.hosts.contains(host));
    let others: Vec<String> = store.settings().paused_hosts.names().cloned().collect();
    for host in others.into_iter().filter(|host| !named(host)) {
        put(&list, &[&line(store, &host, std::slice::from_ref(&host), "")]);
    }
    fill("sites", &[&list]);
    show_own_names(store, &sites);
}

fn line(store: &Rc<Store>, name: &str, hosts: &[String], checked: &str) -> Element {
    let paused = |host: &String| store.settings().paused_hosts.contains(host);
    let on = !hosts.iter().any(paused);
    let (store, own) = (store.clone(), hosts.to_vec());
    let switch = toggle(name, on, move |on| {
        let hosts = own.clone();
        store.change(move |settings| {
            for host in hosts {
                if on {
                    settings.paused_hosts.remove(&host);
                } else {
                    settings.paused_hosts.insert(host);
                }
            }
        });
    });
    let entry = make("li", "", "");
    let note = if checked.is_empty() {
        String::new()
    } else {
        format!("{} · {checked}", hosts.join(", "))
    };
    put(&entry, &[&switch, &make("span", "note", &note)]);
    entry
}
