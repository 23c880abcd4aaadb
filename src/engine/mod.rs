//! Floor 1, its upper half: pages in, verdicts out. One engine serves all tabs.

mod bait;
mod card;
mod look;
mod order;
mod page;
mod parts;
mod reading;
mod report;
mod verdict;
mod views;

use std::collections::HashMap;

use crate::sites::{self, GENERIC, PageValues, Site};
use crate::values::{Act, Audit, Batch, FromPage, Layout, Settings, Summary, ToPage, Verdict};
use page::Page;

/// A document: its tab and the frame in it, as the browser numbers them.
pub type PageId = (i32, i32);

/// Site file of the extension's own demo feed.
const DEMO: &str = "demo";

/// How a page presents itself: its address, and the keys of the items that carry badges from before.
#[derive(Debug, Default)]
struct Greeting {
    url: String,
    drawn: Vec<String>,
}

/// Judges the pages of all tabs.
#[derive(Debug, Default)]
pub struct Engine {
    settings: Settings,
    pages: HashMap<PageId, Page>,
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
            FromPage::Hello { url, drawn } => self.hello(id, Greeting { url, drawn }),
            FromPage::Batch(batch) => self.batch(id, batch, now),
            FromPage::Card { key } => self.card(id, key).into_iter().collect(),
            FromPage::Act { key, does: Act::Next } => self.next(id, &key).into_iter().collect(),
        }
    }

    fn batch(&mut self, id: PageId, mut batch: Batch, now: f64) -> Vec<ToPage> {
        let page = self.pages.get_mut(&id);
        // What was read by an earlier plan may still be on its way.
        let Some(page) = page.filter(|page| page.site.site == batch.site) else {
            return Vec::new();
        };
        let values = batch.page.take().map(PageValues::new);
        if let Some(values) = values {
            if let (Layout::Generic, Some(site)) = (page.layout, values.detected) {
                let greeting = page.greeting();
                return self.start(id, site, greeting, Layout::Recognised);
            }
            page.census = values.census;
            page.read_facts(values);
        }
        let verdicts = page.read(batch, &self.settings, now);
        let missed = page.settled && page.items.is_empty() && page.census >= sites::EVIDENCE;
        if missed && page.layout == Layout::Recognised {
            let greeting = page.greeting();
            return self.start_generic(id, greeting, Layout::Unrecognised);
        }
        vec![paint(verdicts, &self.settings)]
    }

    /// Puts new settings in force and says what changes on each page.
    pub fn set_settings(&mut self, settings: Settings, now: f64) -> Vec<(PageId, Vec<ToPage>)> {
        let before = std::mem::replace(&mut self.settings, settings);
        let mut answers = Vec::new();
        let ids: Vec<PageId> = self.pages.keys().copied().collect();
        for id in ids {
            let Some(page) = self.pages.get_mut(&id) else {
                continue;
            };
            if is_paused(&self.settings, &page.url) {
                answers.push((id, vec![ToPage::Stop {}]));
                continue;
            }
            if is_paused(&before, &page.url) {
                // Where Duplex rested, the page is read from the beginning.
                let greeting = page.greeting();
                answers.push((id, self.hello(id, greeting)));
                continue;
            }
            let verdicts = page.reread(&self.settings, now);
            answers.push((id, vec![paint(verdicts, &self.settings)]));
        }
        answers
    }

    /// Forgets a page that is gone.
    pub fn forget(&mut self, id: PageId) {
        self.pages.remove(&id);
    }

    /// The popup's picture of a tab's page.
    pub fn summary(&self, tab: i32) -> Option<Summary> {
        let page = self.pages.get(&(tab, 0))?;
        Some(Summary {
            paused: is_paused(&self.settings, &page.url),
            ..report::summary(page, &self.settings)
        })
    }

    /// How many items of a tab's page are marked.
    pub fn count(&self, tab: i32) -> usize {
        self.pages.get(&(tab, 0)).map_or(0, Page::marked)
    }

    /// Everything understood of a tab's page.
    pub fn audit(&self, tab: i32) -> Option<Audit> {
        self.pages
            .get(&(tab, 0))
            .map(|page| report::audit(page, &self.settings))
    }

    fn card(&self, id: PageId, key: String) -> Option<ToPage> {
        let page = self.pages.get(&id)?;
        let card = card::card(page, page.index_of(&key)?, &self.settings);
        Some(ToPage::Card {
            key,
            view: views::card(&card),
        })
    }

    fn hello(&mut self, id: PageId, greeting: Greeting) -> Vec<ToPage> {
        self.forget(id);
        let url = &greeting.url;
        let known = if url.contains("-extension://") {
            sites::by_id(DEMO)
        } else {
            sites::for_host(host(url))
        };
        if is_paused(&self.settings, url) {
            if let Some(site) = known.or_else(|| sites::by_id(GENERIC)) {
                let page = Page::new(site, greeting.url, Layout::Recognised, Vec::new());
                self.pages.insert(id, page);
            }
            return vec![ToPage::Stop {}];
        }
        if let Some(site) = known {
            return self.start(id, site, greeting, Layout::Recognised);
        }
        self.start_generic(id, greeting, Layout::Generic)
    }

    /// Where to go from one item to the next that waits for an answer; after the last, to the first.
    fn next(&self, id: PageId, key: &str) -> Option<ToPage> {
        let page = self.pages.get(&id)?;
        let from = page.index_of(key)?;
        let waits = |index: &usize| verdict::waits(page, *index);
        let to = (from + 1..page.items.len()).find(waits);
        let to = to.or_else(|| (0..from).find(waits))?;
        Some(ToPage::Jump(page.items[to].key.clone()))
    }

    fn start(&mut self, id: PageId, site: &'static Site, from: Greeting, layout: Layout) -> Vec<ToPage> {
        self.pages
            .insert(id, Page::new(site, from.url, layout, from.drawn));
        vec![ToPage::Plan(sites::plan(site, views::STYLE))]
    }

    fn start_generic(&mut self, id: PageId, from: Greeting, layout: Layout) -> Vec<ToPage> {
        match sites::by_id(GENERIC) {
            Some(site) => self.start(id, site, from, layout),
            None => vec![ToPage::Stop {}],
        }
    }
}

fn paint(verdicts: Vec<Verdict>, settings: &Settings) -> ToPage {
    ToPage::Paint {
        verdicts: verdicts.into_iter().map(verdict::painted).collect(),
        hide_numbers: settings.hide_numbers,
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
