//! One page: its items as they arrive, placed, judged and turned into verdicts.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::{vec, vec::Vec};
use core::hash::{Hash, Hasher};
use core::ops::Range;

use super::Greeting;
use super::judging::Scores;
use super::layout::{Fill, Lost};
use super::memory::Memory;
use super::order::Order;
use super::parts::Parts;
use super::reading::{self, PageFacts};
use super::stand_ins::AROUND;
use super::verdict;
use crate::embedded;
use crate::record::Learned;
use crate::sites::{Census, PageValues, RuleKind, Site, rule_kinds};
use crate::threads::{Column, Completeness, Place, Standing, TwoWay, parse_time};
use crate::values::{Batch, Item, Kind, Layout, Leaning, Settings, State, Table, Verdict};

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
    /// How many posts or comments a generic reader would find, where they were counted.
    pub(super) census: Option<Census>,
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
    /// What it told the record, and what that knew.
    pub(super) memory: Memory,
    /// What else is kept of each item; same order.
    pub(super) own: Vec<Own>,
    pub(super) index: Table<usize>,
    pub(super) embedded: Vec<Item>,
    order: Order,
    pub(super) parts: Parts,
    /// When the whole page was looked at, in milliseconds since 1970; `None` where that is due.
    pub(super) looked: Option<f64>,
    /// What was known to be complete when it was last looked at.
    pub(super) weighed: Completeness,
    /// The reader's answers under which it was judged.
    pub(super) leaning: Leaning,
    /// The reader was told that what they write here reads like promotion.
    pub(super) warned: bool,
    drawn: Vec<String>,
}

/// What is kept of one item, beside what was read.
#[derive(Clone, Debug, Default)]
pub(super) struct Own {
    /// Which fields were read; `None` for what only stands in.
    pub(super) fill: Option<Fill>,
    /// By the judge; `None` until it was judged.
    pub(super) scores: Option<Scores>,
    /// Hash of the key of the parent under which it was judged.
    pub(super) under: Option<u64>,
    /// Its links led to its author's own site when it was judged.
    pub(super) own_site: bool,
    /// When it was written, in milliseconds since 1970.
    pub(super) time: Option<f64>,
    /// Its state when the page was last settled.
    pub(super) firm: Option<State>,
    /// Hash of the verdict that was painted.
    painted: Option<u64>,
    /// It carries a label, be it shown or not.
    marked: bool,
    /// The record was told of it as it stands.
    pub(super) told: bool,
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
            census: None,
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
            memory: Memory::default(),
            own: Vec::new(),
            index: Table::default(),
            embedded: Vec::new(),
            order: Order::default(),
            parts: Parts::default(),
            looked: None,
            weighed: Completeness::default(),
            leaning: Leaning::default(),
            warned: false,
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
        let facts = reading::page_facts(values.facts);
        let embedded = embedded::items(&values.embedded);
        if (&facts, &embedded) != (&self.facts, &self.embedded) {
            (self.facts, self.embedded, self.looked) = (facts, embedded, None);
        }
    }

    /// Takes a batch in and says what has to be painted anew.
    pub(super) fn read(&mut self, batch: Batch, settings: &Settings, now: f64) -> Vec<Verdict> {
        let turned = self.settled != (batch.pending == 0);
        self.settled = batch.pending == 0;
        let kinds: Vec<RuleKind> = rule_kinds(&self.site).map(|(kind, _)| kind).collect();
        let known = self.items.len();
        let mut changed = Vec::new();
        for raw in batch.items {
            if let Some(kind) = kinds.get(raw.rule as usize) {
                self.order.put(&raw.key, raw.after.clone());
                let fill = Fill::of(&raw);
                changed.push(self.put(reading::item(raw, *kind), fill, now));
            }
        }
        self.arrange(now);
        if turned {
            // Nothing is known to be complete while items are still to be read.
            let comments = self
                .places
                .iter()
                .enumerate()
                .filter(|(_, place)| place.kind == Kind::Comment);
            changed.extend(comments.map(|(index, _)| index));
        }
        let parts = self.touched(changed, known, now);
        let parts = self.look(parts, settings, now);
        self.repaint(parts, settings)
    }

    /// Takes in who is around this frame, and looks at its items under that post.
    pub(super) fn stand_under(&mut self, around: Option<Item>, settings: &Settings, now: f64) {
        self.around = around;
        self.arrange(now);
        let whole = self.look(self.whole(), settings, now);
        self.mark(&whole, settings);
        // What this changes is painted with the next batch.
        self.looked = None;
    }

    /// Looks at the whole page again, as after a change of settings, and says what has to be painted anew.
    pub(super) fn reread(&mut self, settings: &Settings, now: f64) -> Vec<Verdict> {
        self.looked = Some(now);
        let whole = self.look(self.whole(), settings, now);
        self.repaint(whole, settings)
    }

    /// Takes in what the record knew, and says what has to be painted anew.
    pub(super) fn learn(&mut self, learned: Learned, settings: &Settings) -> Vec<Verdict> {
        let concerned = match self.looked {
            Some(_) => self.memory.concerned(self, &learned),
            None => self.whole(),
        };
        self.memory.learn(learned);
        self.repaint(concerned, settings)
    }

    /// Forgets what the record said; it is told of the page, and asked, again.
    pub(super) fn unlearn(&mut self) {
        self.memory.unlearn();
        for own in &mut self.own {
            own.told = false;
        }
        self.looked = None;
    }

    /// The page as one part.
    pub(super) fn whole(&self) -> Vec<Range<usize>> {
        let all = 0..self.items.len();
        vec![all]
    }

    /// How many items carry labels.
    pub(super) fn marked(&self) -> usize {
        self.own.iter().filter(|own| own.marked).count()
    }

    fn mark(&mut self, parts: &[Range<usize>], settings: &Settings) {
        for index in parts.iter().cloned().flatten() {
            let own = !self.items[index].key.starts_with(AROUND);
            self.own[index].marked = own && !verdict::labels(self, index, settings).is_empty();
        }
    }

    fn repaint(&mut self, parts: Vec<Range<usize>>, settings: &Settings) -> Vec<Verdict> {
        self.mark(&parts, settings);
        let parts = match verdict::reaches_across(settings) {
            true => self.whole(),
            false => parts,
        };
        let mut changed = Vec::new();
        for (index, verdict) in verdict::verdicts(self, parts, settings) {
            let (before, print) = (self.own[index].painted, hash(&verdict));
            if before != Some(print) && (before.is_some() || verdict.shows()) {
                self.own[index].painted = Some(print);
                changed.push(verdict);
            }
        }
        if self.settled {
            // Badges from before stay until all is read; then those that nothing speaks for go.
            let drawn = core::mem::take(&mut self.drawn);
            let painted = |key: &String| {
                self.index_of(key)
                    .is_some_and(|index| self.own[index].painted.is_some())
            };
            changed.extend(drawn.into_iter().filter(|key| !painted(key)).map(|key| Verdict {
                key,
                ..Verdict::default()
            }));
        }
        changed
    }

    pub(super) fn index_of(&self, key: &str) -> Option<usize> {
        self.index.get(key).copied()
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

    /// Takes an item in and answers where it stands for now.
    fn put(&mut self, item: Item, fill: Fill, now: f64) -> usize {
        self.parts.arrived(&item);
        let (fill, time) = (Some(fill), time_of(&item, now));
        match self.index_of(&item.key) {
            Some(index) => {
                let own = &mut self.own[index];
                (own.fill, own.time, own.scores) = (fill, time, None);
                self.items[index] = item;
                index
            }
            None => {
                self.index.insert(&item.key, self.items.len());
                self.own.push(Own {
                    fill,
                    time,
                    ..Own::default()
                });
                self.items.push(item);
                self.items.len() - 1
            }
        }
    }

    /// Puts the items, and what stands in for others, into document order, and looks for what the reader lost.
    fn arrange(&mut self, now: f64) {
        let anew = self.add_stand_ins(now);
        self.look_for_losses();
        let keys = self.items.iter().map(|item| item.key.as_str());
        let Some(order) = self.order.sorted(keys, anew) else {
            return;
        };
        self.looked = None;
        let mut items = core::mem::take(&mut self.items);
        let mut own = core::mem::take(&mut self.own);
        self.items = order
            .iter()
            .map(|index| core::mem::take(&mut items[*index]))
            .collect();
        self.own = order
            .iter()
            .map(|index| core::mem::take(&mut own[*index]))
            .collect();
        self.index = Table::default();
        for (index, item) in self.items.iter().enumerate() {
            self.index.insert(&item.key, index);
        }
    }
}

/// When an item was written. A relative time is understood once, when it is read.
pub(super) fn time_of(item: &Item, now: f64) -> Option<f64> {
    parse_time(item.time.as_deref()?, now)
}

/// Tells values apart.
pub(super) fn hash(value: &impl Hash) -> u64 {
    let mut print = Print(0xCBF2_9CE4_8422_2325);
    value.hash(&mut print);
    print.finish()
}

/// FNV-1a.
struct Print(u64);

impl Hasher for Print {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
