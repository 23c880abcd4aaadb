//! Floor 1, its upper half: pages in, verdicts out. One engine serves all tabs.

mod acts;
mod bait;
mod card;
mod draft;
mod frames;
mod how;
mod judging;
mod layout;
mod look;
mod memory;
mod order;
mod outline;
mod page;
mod pages;
mod parts;
mod people;
mod reading;
mod report;
mod self_test;
mod stand_ins;
mod start;
mod verdict;
mod views;

use alloc::string::String;
use alloc::sync::Arc;
use alloc::{vec, vec::Vec};

use crate::record::{Learned, Told};
use crate::sites::{self, PageValues, Site};
use crate::values::{
    Audit, Batch, FromPage, How, Label, Layout, Message, Outline, Settings, Summary, ToPage, Verdict,
};
pub use acts::Goal;
use acts::Undo;
use page::Page;
use pages::Pages;

/// A document: its tab and the frame in it, as the browser numbers them: 0 is the outermost, and Firefox's numbers of
/// the others are longer than 32 bits.
pub type PageId = (i32, i64);

/// What the toolbar's icon says of a tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Read and marked.
    On,
    /// Switched off here by the reader.
    Paused,
    /// Not read: no access, or no page.
    Absent,
    /// The site's layout has changed.
    Changed,
}

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
    own: Vec<Arc<Site>>,
    pages: Pages,
    changed: bool,
    undo: Option<Undo>,
}

impl Engine {
    /// An engine with the reader's settings.
    pub fn new(settings: Settings) -> Self {
        Self {
            own: own_sites(&settings),
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
            FromPage::Hello { url, drawn } => {
                // Answers fade while the browser stays open.
                self.settings.weigh_answers(now);
                self.hello(id, Greeting { url, drawn })
            }
            FromPage::Batch(batch) => self.batch(id, batch, now),
            FromPage::Card { key } => self.card(id, key).into_iter().collect(),
            FromPage::Act { key, does } => self.act(id, &key, does, now),
            FromPage::Draft { text, reply } => self.draft(id, text, reply).into_iter().collect(),
        }
    }

    fn batch(&mut self, id: PageId, mut batch: Batch, now: f64) -> Vec<ToPage> {
        let around = self.post_around(id);
        let page = self.pages.get_mut(&id);
        // What was read by an earlier plan may still be on its way.
        let Some(page) = page.filter(|page| page.site.site == batch.site) else {
            return Vec::new();
        };
        let values = batch.page.take().map(PageValues::new);
        if let Some(values) = values {
            let detected = values
                .detected
                .filter(|_| page.layout == Layout::Generic && page.expected.is_none());
            let expected = page.expected.as_ref().filter(|_| values.expected);
            if let Some(site) = detected.or(expected).cloned() {
                let greeting = page.greeting();
                return self.start(id, site, greeting, Layout::Recognised);
            }
            page.census = values.census;
            page.read_facts(values);
        }
        page.around = around;
        let verdicts = page.read(batch, &self.settings, now);
        if let Some(layout) = page.missed() {
            let (greeting, expected) = (page.greeting(), Some(page.site.clone()));
            return self.start_generic(id, greeting, layout, expected);
        }
        self.tell_frames(id, now);
        vec![paint(verdicts, &self.settings)]
    }

    /// Puts new settings in force and says what changes on each page.
    pub fn set_settings(&mut self, settings: Settings, now: f64) -> Vec<(PageId, Vec<ToPage>)> {
        let described = self.settings.own_sites != settings.own_sites;
        let replan = self.settings.drafts != settings.drafts;
        self.settings = settings;
        if described {
            self.own = own_sites(&self.settings);
        }
        self.settings.weigh_answers(now);
        let mut answers = Vec::new();
        for id in self.pages.ids() {
            if described {
                answers.extend(self.start_anew(id).map(|messages| (id, messages)));
            }
            let Some(page) = self.pages.get_mut(&id) else {
                continue;
            };
            if is_paused(&self.settings, &page.url) {
                page.stopped = true;
                answers.push((id, vec![ToPage::Stop {}]));
                continue;
            }
            if page.stopped || replan {
                let greeting = page.greeting();
                answers.push((id, self.hello(id, greeting)));
                continue;
            }
            let verdicts = page.reread(&self.settings, now);
            answers.push((id, vec![paint(verdicts, &self.settings)]));
        }
        answers
    }

    /// What the record is to be told of a page, and asked, since the last time. `now` in milliseconds since 1970.
    pub fn tell(&mut self, id: PageId, now: f64) -> Told {
        match self.pages.get_mut(&id) {
            Some(page) => memory::tell(page, &self.settings, now),
            None => Told::default(),
        }
    }

    /// Takes in what the record knew of the people on a page, and says what changes there.
    pub fn learn(&mut self, id: PageId, learned: Learned) -> Vec<ToPage> {
        let Some(page) = self.pages.get_mut(&id) else {
            return Vec::new();
        };
        let verdicts = page.learn(learned, &self.settings);
        if verdicts.is_empty() {
            return Vec::new();
        }
        vec![paint(verdicts, &self.settings)]
    }

    /// Forgets what the record said of anybody, as after something was taken out of it.
    pub fn unlearn(&mut self) {
        for page in self.pages.values_mut() {
            page.unlearn();
        }
    }

    /// Forgets a page that is gone.
    pub fn forget(&mut self, id: PageId) {
        self.pages.remove(&id);
    }

    /// The popup's picture of a tab's page.
    pub fn summary(&self, tab: i32) -> Option<Summary> {
        let pages = self.pages_of(tab);
        let page = pages.first()?;
        let mut summary = report::summary(page, &self.settings);
        for frame in &pages[1..] {
            report::join(&mut summary, report::summary(frame, &self.settings));
        }
        Some(Summary {
            paused: is_paused(&self.settings, &page.url),
            ..summary
        })
    }

    /// How many items of a tab's page are marked.
    pub fn count(&self, tab: i32) -> usize {
        self.pages_of(tab).into_iter().map(Page::marked).sum()
    }

    /// How many items would carry each label if the least probability of promotion were another, 0 to 1.
    pub fn counts_at(&self, tab: i32, promo_threshold: f64) -> Option<Vec<(Label, u32)>> {
        let tried = Settings {
            promo_threshold,
            ..self.settings.clone()
        };
        let page = self.pages.get(&(tab, 0))?;
        Some(report::summary(page, &tried).labels)
    }

    /// How detection works, told from the shipped model.
    pub fn how() -> How {
        how::how()
    }

    /// How many sites the package knows, and what of it does not work.
    pub fn self_test() -> (usize, Vec<&'static str>) {
        self_test::run()
    }

    /// Says on a page that something failed, or is not done there.
    pub fn tell_error(key: &str, error: &str) -> ToPage {
        ToPage::Tell(views::note(Message::with(key, [error]), false))
    }

    /// Whether all of a tab's page has been read, or need not be.
    pub fn is_read(&self, tab: i32) -> bool {
        let page = self.pages.get(&(tab, 0));
        page.is_some_and(|page| page.stopped || page.settled)
    }

    /// What the toolbar shows for a tab.
    pub fn state(&self, tab: i32) -> Mark {
        match self.pages.get(&(tab, 0)) {
            None => Mark::Absent,
            Some(page) if page.stopped || is_paused(&self.settings, &page.url) => Mark::Paused,
            Some(page) if page.layout == Layout::Unrecognised => Mark::Changed,
            Some(_) => Mark::On,
        }
    }

    /// Everything understood of a tab's page.
    pub fn audit(&self, tab: i32) -> Option<Audit> {
        // A frame may be read before the page around it.
        self.pages.get(&(tab, 0))?;
        let pages = self.pages_of(tab);
        let page = pages.first()?;
        let mut audit = report::audit(page, &self.settings);
        for frame in &pages[1..] {
            report::join_audit(&mut audit, page.only_post(), report::audit(frame, &self.settings));
        }
        Some(audit)
    }

    /// What a tab's page looks like to its reader, fit to be sent to those who mend site descriptions: selectors of
    /// ours, tags, roles, names of attributes and counts; nothing of what anybody wrote.
    pub fn layout_report(&self, tab: i32, outline: &Outline) -> Option<String> {
        let page = *self.pages_of(tab).first()?;
        Some(outline::report(page, outline))
    }

    /// The reader's own site descriptions, in their order: the site, or what is wrong with it.
    pub fn own_sites(settings: &Settings) -> Vec<Result<Site, String>> {
        settings
            .own_sites
            .iter()
            .map(|text| sites::parse_own(text))
            .collect()
    }

    fn card(&self, id: PageId, key: String) -> Option<ToPage> {
        let page = self.pages.get(&id)?;
        let card = card::card(page, page.index_of(&key)?, &self.settings);
        Some(ToPage::Card {
            key,
            view: views::card(&card),
        })
    }
}

fn paint(verdicts: Vec<Verdict>, settings: &Settings) -> ToPage {
    ToPage::Paint {
        verdicts: verdicts.into_iter().map(verdict::painted).collect(),
        hide_numbers: settings.hide_numbers,
    }
}

/// Those of the reader's own descriptions that can be read.
fn own_sites(settings: &Settings) -> Vec<Arc<Site>> {
    Engine::own_sites(settings)
        .into_iter()
        .flatten()
        .map(Arc::new)
        .collect()
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
