//! One page: its items as they arrive, placed, judged and turned into verdicts.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use super::Greeting;
use super::order::Order;
use super::parts::Parts;
use super::reading::{self, PageFacts};
use super::verdict;
use crate::embedded;
use crate::judge::judge;
use crate::sites::{PageValues, RuleKind, Site, rule_kinds};
use crate::threads::{Column, Place, Standing, TwoWay, parse_time};
use crate::values::{Batch, Item, Judgement, Kind, Layout, Settings, State, Verdict};

/// What is known of one page.
#[derive(Debug)]
pub(super) struct Page {
    /// The site file in use.
    pub(super) site: &'static Site,
    /// Address.
    pub(super) url: String,
    /// How the layout was met.
    pub(super) layout: Layout,
    /// Everything that the page shows has been read.
    pub(super) settled: bool,
    /// How many posts or comments a generic reader would find.
    pub(super) census: u32,
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
    /// Columns of identical one-word comments.
    pub(super) columns: Vec<Column>,
    /// What else is kept of each item; same order.
    pub(super) own: Vec<Own>,
    pub(super) index: HashMap<String, usize>,
    pub(super) embedded: Vec<Item>,
    order: Order,
    pub(super) parts: Parts,
    /// When the whole page was looked at, in milliseconds since 1970; `None` where that is due.
    pub(super) looked: Option<f64>,
    drawn: Vec<String>,
}

/// What is kept of one item, beside what was read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Own {
    /// By the judge; `None` until it was judged.
    pub(super) scores: Option<Scores>,
    /// Hash of the key of the parent under which it was judged.
    pub(super) under: Option<u64>,
    /// When it was written, in milliseconds since 1970.
    pub(super) time: Option<f64>,
    /// Its state when the page was last settled.
    pub(super) firm: Option<State>,
    /// Hash of the verdict that was painted.
    painted: Option<u64>,
    /// It carries a label, be it shown or not.
    marked: bool,
}

/// What the judge says in numbers; its reasons are told anew when somebody asks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scores {
    /// Probability that the item is promotional, 0 to 1.
    pub(super) promo: f64,
    /// Probability that the comment asks for a reply, 0 to 1; `None` for posts.
    pub(super) asks: Option<f64>,
    /// It holds a question or a request.
    pub(super) question: bool,
}

impl Page {
    /// A page that nothing is known of yet. `drawn`: keys of the items that carry badges from before.
    pub(super) fn new(site: &'static Site, url: String, layout: Layout, drawn: Vec<String>) -> Self {
        Self {
            site,
            url,
            layout,
            settled: false,
            census: 0,
            facts: PageFacts::default(),
            items: Vec::new(),
            places: Vec::new(),
            standings: Vec::new(),
            rates: Vec::new(),
            columns: Vec::new(),
            own: Vec::new(),
            index: HashMap::new(),
            embedded: Vec::new(),
            order: Order::default(),
            parts: Parts::default(),
            looked: None,
            drawn,
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
        let kinds: Vec<RuleKind> = rule_kinds(self.site).map(|(kind, _)| kind).collect();
        let known = self.items.len();
        let mut changed = Vec::new();
        for raw in batch.items {
            if let Some(kind) = kinds.get(raw.rule as usize) {
                self.order.put(&raw.key, raw.after.clone());
                changed.push(self.put(reading::item(raw, *kind), now));
            }
        }
        let anew = self.add_embedded(now);
        self.sort(anew);
        if turned {
            // Nothing is known to be complete while items are still to be read.
            let comments = self
                .places
                .iter()
                .enumerate()
                .filter(|(_, place)| place.kind == Kind::Comment);
            changed.extend(comments.map(|(index, _)| index));
        }
        let mut parts = self.touched(changed, known, now);
        let apart = !self.parts.is_one();
        self.look(&parts, settings, now);
        if apart && self.parts.is_one() {
            parts = self.whole();
            self.look(&parts, settings, now);
        }
        self.repaint(parts, settings)
    }

    /// Looks at the whole page again, as after a change of settings, and says what has to be painted anew.
    pub(super) fn reread(&mut self, settings: &Settings, now: f64) -> Vec<Verdict> {
        let whole = self.whole();
        self.looked = Some(now);
        self.look(&whole, settings, now);
        self.repaint(whole, settings)
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

    fn repaint(&mut self, parts: Vec<Range<usize>>, settings: &Settings) -> Vec<Verdict> {
        let mut changed = Vec::new();
        for index in parts.into_iter().flatten() {
            self.own[index].marked = !verdict::labels(self, index, settings).is_empty();
            let verdict = verdict::verdict(self, index, settings);
            let (before, print) = (self.own[index].painted, hash(&verdict));
            if before != Some(print) && (before.is_some() || !verdict.badges.is_empty()) {
                self.own[index].painted = Some(print);
                changed.push(verdict);
            }
        }
        if self.settled {
            // Badges from before stay until all is read; then those that nothing speaks for go.
            let drawn = std::mem::take(&mut self.drawn);
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

    /// What the judge said of the item at `index`.
    pub(super) fn scores(&self, index: usize) -> Option<Scores> {
        self.own.get(index)?.scores
    }

    /// What the judge says of the item at `index`, with its reasons.
    pub(super) fn judgement(&self, index: usize) -> Judgement {
        judge(&self.subject(index))
    }

    pub(super) fn index_of(&self, key: &str) -> Option<usize> {
        self.index.get(key).copied()
    }

    /// Takes an item in and answers where it stands for now.
    fn put(&mut self, item: Item, now: f64) -> usize {
        self.parts.arrived(&item);
        let time = time_of(&item, now);
        match self.index_of(&item.key) {
            Some(index) => {
                self.own[index] = Own {
                    scores: None,
                    time,
                    ..self.own[index]
                };
                self.items[index] = item;
                index
            }
            None => {
                self.index.insert(item.key.clone(), self.items.len());
                self.own.push(Own {
                    time,
                    ..Own::default()
                });
                self.items.push(item);
                self.items.len() - 1
            }
        }
    }

    /// Puts the items into document order; `anew` even if no new item says that it stands elsewhere.
    fn sort(&mut self, anew: bool) {
        let keys = self.items.iter().map(|item| item.key.as_str());
        let Some(order) = self.order.sorted(keys, anew) else {
            return;
        };
        self.looked = None;
        let mut items = std::mem::take(&mut self.items);
        self.items = order
            .iter()
            .map(|index| std::mem::take(&mut items[*index]))
            .collect();
        self.own = order.iter().map(|index| self.own[*index]).collect();
        self.index.clear();
        for (index, item) in self.items.iter().enumerate() {
            self.index.insert(item.key.clone(), index);
        }
    }

    /// Embedded items stand in for what the rules did not find: the post, or everything. Answers whether any do or did.
    fn add_embedded(&mut self, now: f64) -> bool {
        let stands_in = |item: &Item| item.key.starts_with(embedded::PREFIX);
        let before = self.items.len();
        if self.embedded.is_empty() && !self.items.first().is_some_and(stands_in) {
            return false;
        }
        let own = std::mem::take(&mut self.own);
        let kept = self.items.iter().zip(own).filter(|(item, _)| !stands_in(item));
        self.own = kept.map(|(_, own)| own).collect();
        self.items.retain(|item| !stands_in(item));
        let posts = self.items.iter().any(|item| item.kind != Some(Kind::Comment));
        let comments = self.items.iter().any(|item| item.kind == Some(Kind::Comment));
        let missing = self.embedded.iter().filter(|item| match item.kind {
            Some(Kind::Comment) => !posts && !comments,
            _ => !posts,
        });
        let mut missing: Vec<Item> = missing.cloned().collect();
        if comments && missing.len() > 1 {
            // Which of several posts the comments belong to is not known.
            missing.clear();
        }
        self.own.extend(missing.iter().map(|item| Own {
            time: time_of(item, now),
            ..Own::default()
        }));
        self.items.append(&mut missing);
        before > 0 || !self.items.is_empty()
    }
}

/// When an item was written. A relative time is understood once, when it is read.
fn time_of(item: &Item, now: f64) -> Option<f64> {
    parse_time(item.time.as_deref()?, now)
}

/// Tells values apart.
pub(super) fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
