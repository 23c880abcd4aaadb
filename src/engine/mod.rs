//! Floor 1, its upper half: pages in, verdicts out. One engine serves all tabs.

mod card;
mod page;
mod reading;
mod report;
mod verdict;

use std::collections::HashMap;

use crate::sites::{self, GENERIC, Site};
use crate::values::{Audit, FromPage, Layout, Settings, Summary, ToPage};
use page::Page;

/// A document: its tab and the frame in it, as the browser numbers them.
pub type PageId = (i32, i32);

/// Site file of the extension's own demo feed.
const DEMO: &str = "demo";

/// Judges the pages of all tabs.
#[derive(Debug, Default)]
pub struct Engine {
    settings: Settings,
    pages: HashMap<PageId, Page>,
    asking: HashMap<PageId, String>,
}

impl Engine {
    /// An engine with the reader's settings.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            ..Self::default()
        }
    }

    /// The settings in force.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Takes one message of a page in and answers it. `now` in milliseconds since 1970.
    pub fn receive(&mut self, id: PageId, message: FromPage, now: f64) -> Vec<ToPage> {
        match message {
            FromPage::Hello { url } => self.hello(id, url),
            FromPage::Probed { found } => match self.asking.remove(&id) {
                Some(url) => {
                    let known = sites::detectable()
                        .enumerate()
                        .find(|(index, _)| found.contains(index));
                    match known {
                        Some((_, (site, _))) => self.start(id, site, url, Layout::Recognised),
                        None => self.start_generic(id, url, Layout::Generic),
                    }
                }
                None => Vec::new(),
            },
            FromPage::Batch(batch) => {
                let census: u32 = batch.census.iter().sum();
                let Some(page) = self.pages.get_mut(&id) else {
                    return Vec::new();
                };
                let verdicts = page.read(batch, &self.settings, now);
                let nothing_found = page.settled && page.items.is_empty();
                if nothing_found && census >= sites::EVIDENCE && page.layout == Layout::Recognised {
                    let url = page.url.clone();
                    return self.start_generic(id, url, Layout::Unrecognised);
                }
                vec![ToPage::Paint {
                    verdicts,
                    hide_numbers: self.settings.hide_numbers,
                }]
            }
            FromPage::Card { key } => {
                let Some(page) = self.pages.get(&id) else {
                    return Vec::new();
                };
                let card = page
                    .index_of(&key)
                    .map(|index| card::card(page, index, &self.settings));
                card.map(|card| ToPage::Card(Box::new(card)))
                    .into_iter()
                    .collect()
            }
        }
    }

    /// Puts new settings in force and says what changes on each page.
    pub fn set_settings(&mut self, settings: Settings, now: f64) -> Vec<(PageId, Vec<ToPage>)> {
        self.settings = settings;
        let mut answers = Vec::new();
        let ids: Vec<PageId> = self.pages.keys().copied().collect();
        for id in ids {
            let Some(page) = self.pages.get_mut(&id) else {
                continue;
            };
            if is_paused(&self.settings, &page.url) {
                answers.push((id, vec![ToPage::Stop]));
                continue;
            }
            page.judge_all(&self.settings, now);
            let verdicts = page.repaint(&self.settings);
            answers.push((
                id,
                vec![ToPage::Paint {
                    verdicts,
                    hide_numbers: self.settings.hide_numbers,
                }],
            ));
        }
        answers
    }

    /// Forgets a page that is gone.
    pub fn forget(&mut self, id: PageId) {
        self.pages.remove(&id);
        self.asking.remove(&id);
    }

    /// The popup's picture of a tab's page.
    pub fn summary(&self, tab: i32) -> Option<Summary> {
        let page = self.pages.get(&(tab, 0))?;
        Some(Summary {
            paused: is_paused(&self.settings, &page.url),
            ..report::summary(page, &self.settings)
        })
    }

    /// Everything understood of a tab's page.
    pub fn audit(&self, tab: i32) -> Option<Audit> {
        self.pages
            .get(&(tab, 0))
            .map(|page| report::audit(page, &self.settings))
    }

    fn hello(&mut self, id: PageId, url: String) -> Vec<ToPage> {
        self.forget(id);
        if url.contains("-extension://") {
            return match sites::by_id(DEMO) {
                Some(site) => self.start(id, site, url, Layout::Recognised),
                None => vec![ToPage::Stop],
            };
        }
        if is_paused(&self.settings, &url) {
            let site = sites::for_host(host(&url)).or_else(|| sites::by_id(GENERIC));
            if let Some(site) = site {
                self.pages.insert(id, Page::new(site, url, Layout::Recognised));
            }
            return vec![ToPage::Stop];
        }
        match sites::for_host(host(&url)) {
            Some(site) => self.start(id, site, url, Layout::Recognised),
            None => {
                self.asking.insert(id, url);
                let selectors = sites::detectable()
                    .map(|(_, selector)| selector.to_owned())
                    .collect();
                vec![ToPage::Probe { selectors }]
            }
        }
    }

    fn start(&mut self, id: PageId, site: &'static Site, url: String, layout: Layout) -> Vec<ToPage> {
        self.pages.insert(id, Page::new(site, url, layout));
        vec![ToPage::Plan(sites::plan(site))]
    }

    fn start_generic(&mut self, id: PageId, url: String, layout: Layout) -> Vec<ToPage> {
        match sites::by_id(GENERIC) {
            Some(site) => self.start(id, site, url, layout),
            None => vec![ToPage::Stop],
        }
    }
}

fn is_paused(settings: &Settings, url: &str) -> bool {
    settings.paused || settings.paused_hosts.contains(host(url))
}

/// The host of an address, without user, port and path.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    authority.split_once(':').map_or(authority, |(host, _)| host)
}
