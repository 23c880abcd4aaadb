//! One page: its items as they arrive, placed, judged and turned into verdicts.

use std::collections::HashMap;

use super::Greeting;
use super::order::Order;
use super::reading::{self, PageFacts};
use super::verdict;
use crate::embedded;
use crate::judge::{asks::is_question, judge};
use crate::sites::{Complete, PageValues, RuleKind, Site, rule_kinds};
use crate::threads::{
    Column, Completeness, Place, Standing, Thread, TwoWay, columns, parse_time, place, stand,
};
use crate::values::{AuthorKind, Batch, Item, Judgement, Kind, Layout, Settings, State, Subject, Verdict};

/// Longest beginning of a post that the judge of comments is shown, in bytes.
const CONTEXT: usize = 600;

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
    /// Switched off here: it has nothing to read by.
    pub(super) stopped: bool,
    /// Key of the item that the reader was taken to last.
    pub(super) cursor: Option<String>,
    /// Columns of identical one-word comments.
    pub(super) columns: Vec<Column>,
    /// The states that were known when the page was last settled, by key.
    firm: HashMap<String, State>,
    embedded: Vec<Item>,
    order: Order,
    judged: HashMap<String, Judged>,
    painted: HashMap<String, Verdict>,
    drawn: Vec<String>,
}

#[derive(Debug)]
struct Judged {
    parent: Option<String>,
    judgement: Judgement,
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
            stopped: false,
            cursor: None,
            columns: Vec::new(),
            firm: HashMap::new(),
            embedded: Vec::new(),
            order: Order::default(),
            judged: HashMap::new(),
            painted: HashMap::new(),
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
        self.facts = reading::page_facts(values.facts);
        self.embedded = embedded::items(&values.embedded);
    }

    /// Takes a batch in and says what has to be painted anew.
    pub(super) fn read(&mut self, batch: Batch, settings: &Settings, now: f64) -> Vec<Verdict> {
        self.settled = batch.pending == 0;
        let kinds: Vec<RuleKind> = rule_kinds(self.site).map(|(kind, _)| kind).collect();
        for raw in batch.items {
            if let Some(kind) = kinds.get(raw.rule) {
                self.order.put(&raw.key, raw.after.clone());
                self.put(reading::item(raw, *kind));
            }
        }
        self.add_embedded();
        self.order.sort(&mut self.items);
        self.judge_all(settings, now);
        self.repaint(settings)
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
        let mut thread = Thread {
            items: &self.items,
            places: &self.places,
            asks: &asks,
            times: &times,
            completeness: self.completeness(),
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

    /// Embedded items stand in for what the rules did not find: the post, or everything.
    fn add_embedded(&mut self) {
        let stands_in = |item: &Item| item.key.starts_with(embedded::PREFIX);
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

    fn completeness(&self) -> Completeness {
        Completeness {
            page: self.site.complete == Complete::Page,
            count: self.site.complete == Complete::Count,
            cut: self.facts.cut,
            filtered: self.facts.filtered,
            loading: !self.settled,
            locked: self.facts.locked,
            marks_op: self.site.marks_op,
            total: self.facts.total,
        }
    }

    fn judge_one(&mut self, index: usize) {
        let (item, place) = (&self.items[index], self.places[index]);
        let above = place.parent.map(|parent| &self.items[parent]);
        let parent = above.map(|item| item.key.clone());
        if self
            .judged
            .get(&item.key)
            .is_some_and(|judged| judged.parent == parent)
        {
            return;
        }
        let comment = place.kind == Kind::Comment;
        let answers_comment = place
            .parent
            .is_some_and(|parent| self.places[parent].kind == Kind::Comment);
        let subject = Subject {
            kind: place.kind,
            text: item.text.clone(),
            lang: item.lang.clone(),
            author: item.author.clone(),
            author_kind: item.organisation.then_some(AuthorKind::Organisation),
            author_about: item.about.clone(),
            links: item.links.clone(),
            parent_text: above
                .filter(|_| answers_comment)
                .map(|item| beginning(&item.text)),
            post_text: place
                .root
                .filter(|_| comment)
                .map(|root| beginning(&self.items[root].text)),
        };
        self.judged.insert(
            item.key.clone(),
            Judged {
                parent,
                judgement: judge(&subject),
            },
        );
    }
}

fn beginning(text: &str) -> String {
    let mut end = text.len().min(CONTEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].to_owned()
}
