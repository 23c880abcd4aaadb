//! One page: its items as they arrive, placed, judged and turned into verdicts.

use std::collections::HashMap;
use std::sync::Arc;

use super::Greeting;
use super::judging::Judged;
use super::layout::{self, Fill, Lost};
use super::memory::Memory;
use super::order::Order;
use super::reading::{self, PageFacts};
use super::verdict;
use crate::embedded;
use crate::judge::asks::is_question;
use crate::sites::{Census, Complete, EVIDENCE, GENERIC, PageValues, RuleKind, Site, rule_kinds};
use crate::threads::{
    Column, Completeness, Place, Standing, Thread, TwoWay, columns, parse_time, place, stand,
};
use crate::values::{Batch, Item, Judgement, Kind, Layout, Settings, State, Verdict};

/// How the key of the post around a frame begins.
pub(super) const AROUND: &str = "around:";

/// What is known of one page.
#[derive(Debug)]
pub(super) struct Page {
    /// The site file in use.
    pub(super) site: Arc<Site>,
    /// The site in whose place the generic reader stands.
    pub(super) expected: Option<Arc<Site>>,
    /// Address.
    pub(super) url: String,
    /// How the layout was met.
    pub(super) layout: Layout,
    /// Everything that the page shows has been read.
    pub(super) settled: bool,
    /// How many posts or comments a generic reader would find.
    pub(super) census: Census,
    /// What each item had, by its key.
    pub(super) fills: HashMap<String, Fill>,
    /// What the site's reader always has and found on no item.
    pub(super) lost: Vec<Lost>,
    /// The post of the page around this frame, under which its comments stand.
    pub(super) around: Option<Item>,
    /// What the page as a whole says.
    pub(super) facts: PageFacts,
    /// Items in document order.
    pub(super) items: Vec<Item>,
    /// Where they stand; same order.
    pub(super) places: Vec<Place>,
    /// How they stand; same order.
    pub(super) standings: Vec<Standing>,
    /// How each post's author answers; same order, empty for comments.
    pub(super) rates: Vec<TwoWay>,
    /// Switched off here: it has nothing to read by.
    pub(super) stopped: bool,
    /// Key of the item that the reader was taken to last.
    pub(super) cursor: Option<String>,
    /// Columns of identical one-word comments.
    pub(super) columns: Vec<Column>,
    /// The states that were known when the page was last settled, by key.
    firm: HashMap<String, State>,
    /// What it told the record, and what that knew.
    pub(super) memory: Memory,
    embedded: Vec<Item>,
    order: Order,
    pub(super) judged: HashMap<String, Judged>,
    painted: HashMap<String, Verdict>,
    drawn: Vec<String>,
}

impl Page {
    /// A page that nothing is known of yet. `drawn`: keys of the items that carry badges from before.
    pub(super) fn new(site: Arc<Site>, from: Greeting, layout: Layout) -> Self {
        Self {
            site,
            expected: None,
            url: from.url,
            layout,
            settled: false,
            census: Census::default(),
            fills: HashMap::new(),
            lost: Vec::new(),
            around: None,
            facts: PageFacts::default(),
            items: Vec::new(),
            places: Vec::new(),
            standings: Vec::new(),
            rates: Vec::new(),
            stopped: false,
            cursor: None,
            columns: Vec::new(),
            firm: HashMap::new(),
            memory: Memory::default(),
            embedded: Vec::new(),
            order: Order::default(),
            judged: HashMap::new(),
            painted: HashMap::new(),
            drawn: from.drawn,
        }
    }

    /// How the page presented itself.
    pub(super) fn greeting(&self) -> Greeting {
        Greeting {
            url: self.url.clone(),
            drawn: self.drawn.clone(),
        }
    }

    /// Takes in what the page as a whole says.
    pub(super) fn read_facts(&mut self, values: PageValues) {
        self.facts = reading::page_facts(values.facts);
        self.embedded = embedded::items(&values.embedded);
    }

    /// Takes a batch in and says what has to be painted anew.
    pub(super) fn read(&mut self, batch: Batch, settings: &Settings, now: f64) -> Vec<Verdict> {
        self.settled = batch.pending == 0;
        let kinds: Vec<RuleKind> = rule_kinds(&self.site).map(|(kind, _)| kind).collect();
        for raw in batch.items {
            if let Some(kind) = kinds.get(raw.rule) {
                self.order.put(&raw.key, raw.after.clone());
                self.fills.insert(raw.key.clone(), Fill::of(&raw));
                self.put(reading::item(raw, *kind));
            }
        }
        self.stand_anew(settings, now);
        self.repaint(settings)
    }

    /// Puts the items in their order and judges them again.
    pub(super) fn stand_anew(&mut self, settings: &Settings, now: f64) {
        self.add_stand_ins();
        self.look_for_losses();
        self.order.sort(&mut self.items);
        self.judge_all(settings, now);
    }

    /// What has to be painted anew, after items or settings changed.
    pub(super) fn repaint(&mut self, settings: &Settings) -> Vec<Verdict> {
        let mut changed = Vec::new();
        for verdict in verdict::verdicts(self, settings) {
            let before = self.painted.get(&verdict.key);
            if before != Some(&verdict) && (before.is_some() || verdict.shows()) {
                self.painted.insert(verdict.key.clone(), verdict.clone());
                changed.push(verdict);
            }
        }
        if self.settled {
            // Badges from before stay until all is read; then those that nothing speaks for go.
            let gone = self.drawn.drain(..).filter(|key| !self.painted.contains_key(key));
            changed.extend(gone.map(|key| Verdict {
                key,
                ..Verdict::default()
            }));
        }
        changed
    }

    /// Judges every item again, as after a change of settings.
    pub(super) fn judge_all(&mut self, settings: &Settings, now: f64) {
        self.name_poster();
        self.places = place(&self.items, self.facts.focus.as_deref());
        self.columns = columns(&self.items, &self.places);
        for index in 0..self.items.len() {
            self.judge_one(index);
        }
        let judged = |item: &Item| self.judgement(&item.key);
        let asks_here = |j: &Judgement| settings.leaning.asks(j).map(|p| p >= settings.asks_threshold);
        let asking = |item: &Item| judged(item).and_then(asks_here);
        let mut asks: Vec<bool> = self.items.iter().map(|i| asking(i).unwrap_or(false)).collect();
        for comment in self.columns.iter().flat_map(|column| &column.comments) {
            asks[*comment] = false;
        }
        let questions: Vec<bool> = self
            .items
            .iter()
            .map(|item| judged(item).is_some_and(|j| is_question(&j.reasons)))
            .collect();
        let times: Vec<Option<f64>> = self
            .items
            .iter()
            .map(|item| item.time.as_deref().and_then(|time| parse_time(time, now)))
            .collect();
        let mut ages = times
            .iter()
            .zip(&self.places)
            .filter(|(_, place)| place.kind == Kind::Comment);
        let ageless = settings.grace_hours > 0.0 && ages.all(|(time, _)| time.is_none());
        let mut thread = Thread {
            items: &self.items,
            places: &self.places,
            asks: &asks,
            times: &times,
            completeness: self.completeness(ageless),
            now,
            grace: settings.grace_hours * 3_600_000.0,
        };
        let mut standings = stand(&thread);
        if thread.completeness.loading && !self.firm.is_empty() {
            // More is being read as the reader scrolls: what was known before stays until something speaks against it.
            thread.completeness.loading = false;
            let settled = stand(&thread);
            for ((standing, settled), item) in standings.iter_mut().zip(settled).zip(&self.items) {
                if standing.state == Some(State::Unknown)
                    && settled.state == self.firm.get(&item.key).copied()
                {
                    *standing = settled;
                }
            }
        }
        self.rates = TwoWay::of_posts(&thread, &standings, &questions);
        if self.settled {
            let states = self.items.iter().zip(&standings);
            self.firm = states
                .filter_map(|(item, s)| Some((item.key.clone(), s.state?)))
                .collect();
        }
        self.standings = standings;
    }

    pub(super) fn judgement(&self, key: &str) -> Option<&Judgement> {
        self.judged.get(key).map(|judged| &judged.judgement)
    }

    pub(super) fn index_of(&self, key: &str) -> Option<usize> {
        self.items.iter().position(|item| item.key == key)
    }

    fn put(&mut self, item: Item) {
        self.judged.remove(&item.key);
        match self.items.iter_mut().find(|known| known.key == item.key) {
            Some(known) => *known = item,
            None => self.items.push(item),
        }
    }

    /// What the site's reader lost; where it can be trusted to be there always, the layout has changed.
    fn look_for_losses(&mut self) {
        if self.site.site == GENERIC || self.layout == Layout::Generic {
            return;
        }
        self.lost = layout::lost(&self.site, self.fills.values());
        self.layout = match self.lost.iter().any(|lost| lost.certain) || self.uncounted() {
            true => Layout::Unrecognised,
            false => Layout::Recognised,
        };
    }

    /// The site says that there are comments, puts all of them on the page, and none was found.
    fn uncounted(&self) -> bool {
        let known =
            self.settled && self.site.complete == Complete::Page && !self.facts.cut && !self.facts.filtered;
        let none = || self.items.iter().all(|item| item.kind == Some(Kind::Post));
        known && self.facts.total.is_some_and(|total| total >= EVIDENCE) && none()
    }

    /// The layout under which the generic reader has to stand in: this one read nothing, though there is something.
    pub(super) fn missed(&self) -> Option<Layout> {
        if !self.settled || !self.fills.is_empty() || self.site.site == GENERIC {
            return None;
        }
        let fixed = self.site.is_on(super::host(&self.url));
        if self.uncounted() || self.census.comments >= EVIDENCE || (fixed && self.census.all >= EVIDENCE) {
            return Some(Layout::Unrecognised);
        }
        (self.census.all >= EVIDENCE).then_some(Layout::Generic)
    }

    /// The one post of this page, if there is just one.
    pub(super) fn only_post(&self) -> Option<usize> {
        let own = |index: &usize| {
            let item = &self.items[*index];
            self.places[*index].kind == Kind::Post && !item.ad && !item.apart
        };
        let mut posts = (0..self.places.len()).filter(own);
        posts.next().filter(|_| posts.next().is_none())
    }

    /// What stands in for what the rules did not find: the post of the page around, and embedded items.
    fn add_stand_ins(&mut self) {
        self.add_embedded();
        if let Some(post) = self.around.clone() {
            self.items.push(post);
        }
    }

    /// Embedded items stand in for what the rules did not find: the post, its author, the comments, or everything;
    /// comments under the post that was read name its own key.
    fn add_embedded(&mut self) {
        let stands_in = |item: &Item| item.key.starts_with(embedded::PREFIX) || item.key.starts_with(AROUND);
        self.items.retain(|item| !stands_in(item));
        let posts = self.items.iter().any(|item| item.kind != Some(Kind::Comment));
        let comments = self.items.iter().any(|item| item.kind == Some(Kind::Comment));
        let read = embedded::fill_in(&mut self.items, &self.embedded);
        let missing = self.embedded.iter().filter(|item| match item.kind {
            Some(Kind::Comment) => !comments && (!posts || read.is_some()),
            _ => !posts,
        });
        let mut missing: Vec<Item> = missing.cloned().collect();
        if comments && missing.len() > 1 {
            // Which of several posts the comments belong to is not known.
            missing.clear();
        }
        for item in &mut missing {
            if let (Some((embedded, own)), Some(parent)) = (&read, &mut item.parent)
                && parent == embedded
            {
                parent.clone_from(own);
            }
        }
        self.items.append(&mut missing);
    }

    /// The post that the page is about is by whom its address names, where the item itself does not say.
    fn name_poster(&mut self) {
        let focus = self.facts.focus.as_deref();
        let mut posts = self.items.iter_mut().filter(|item| match focus {
            Some(focus) => item.key == focus,
            None => item.kind == Some(Kind::Post) && !item.ad && !item.apart,
        });
        if let (Some(post), None) = (posts.next(), posts.next())
            && post.author.is_none()
            && post.handle.is_none()
            && !post.deleted
        {
            post.handle.clone_from(&self.facts.op);
            post.author.clone_from(&self.facts.author);
        }
    }

    /// Marks of the poster that stand on no comment prove nothing where the poster's name is not known either.
    fn knows_posters(&self) -> bool {
        let named = |item: &Item| item.author.is_some() || item.handle.is_some();
        let post = |item: &&Item| item.kind == Some(Kind::Post) && !item.ad && !item.apart;
        self.items.iter().any(|item| item.op) || self.items.iter().filter(post).all(named)
    }

    /// `ageless`: of no comment it is known how old it is, so none is known to be old enough.
    fn completeness(&self, ageless: bool) -> Completeness {
        Completeness {
            page: self.site.complete == Complete::Page,
            count: self.site.complete == Complete::Count,
            cut: self.facts.cut,
            filtered: self.facts.filtered || !self.lost.is_empty() || ageless,
            loading: !self.settled,
            locked: self.facts.locked,
            marks_op: self.site.marks_op && self.knows_posters(),
            total: self.facts.total,
        }
    }
}
