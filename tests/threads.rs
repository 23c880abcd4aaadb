//! Properties of threads, over random ones: what a reply, a loss of knowledge and the order of arrival may change.
//!
//! In these threads the author answers in the branch of the comment. An answer elsewhere that names whom it answers
//! counts too when it is seen, but nobody can know that one is missing.

#![allow(clippy::unwrap_used)] // A missing answer should fail there and then.

use std::collections::HashMap;

use duplex::threads::{Completeness, Thread, place, stand};
use duplex::values::{Item, Kind, State};
use proptest::prelude::*;
use proptest::sample::Index;

const HOUR: f64 = 3_600_000.0;
/// Who writes; the first is the post's author.
const PEOPLE: [&str; 5] = ["pia", "ann", "bo", "cy", "di"];

/// A comment before it stands on a page.
#[derive(Clone, Debug)]
struct Comment {
    parent: Option<usize>,
    author: usize,
    asks: bool,
}

/// Any thread: each comment answers the post or an earlier comment.
fn thread() -> impl Strategy<Value = Vec<Comment>> {
    let comment = (any::<Option<Index>>(), 0..PEOPLE.len(), any::<bool>());
    prop::collection::vec(comment, 1..24).prop_map(|drawn| {
        let parent = |at: Option<Index>, i: usize| at.filter(|_| i > 0).map(|at| at.index(i));
        let drawn = drawn.into_iter().enumerate();
        drawn
            .map(|(i, (at, author, asks))| Comment {
                parent: parent(at, i),
                author,
                asks,
            })
            .collect()
    })
}

/// How a site proves that a branch is complete.
#[derive(Clone, Copy, Debug)]
enum Proof {
    Page,
    Total,
    Count,
}

fn proof() -> impl Strategy<Value = Proof> {
    prop_oneof![Just(Proof::Page), Just(Proof::Total), Just(Proof::Count)]
}

/// A thread as a page shows it.
#[derive(Clone, Debug)]
struct Page {
    items: Vec<Item>,
    times: Vec<Option<f64>>,
    asks: Vec<bool>,
    completeness: Completeness,
    now: f64,
}

/// Shows a thread in document order. Some sites tell the parent of a comment, others its depth.
fn show(thread: &[Comment], proof: Proof, by_depth: bool) -> Page {
    let mut page = Page {
        items: vec![Item {
            key: "p".into(),
            kind: Some(Kind::Post),
            handle: Some(PEOPLE[0].into()),
            text: "My oven.".into(),
            ..Item::default()
        }],
        times: vec![Some(0.0)],
        asks: vec![false],
        completeness: Completeness {
            page: !matches!(proof, Proof::Count),
            count: matches!(proof, Proof::Count),
            total: matches!(proof, Proof::Total).then_some(thread.len() as u32),
            ..Completeness::default()
        },
        now: 1000.0 * HOUR,
    };
    let below = |of: Option<usize>| (0..thread.len()).rev().filter(move |i| thread[*i].parent == of);
    let mut open: Vec<(usize, u32)> = below(None).map(|i| (i, 0)).collect();
    while let Some((i, depth)) = open.pop() {
        let comment = &thread[i];
        page.items.push(Item {
            key: i.to_string(),
            kind: Some(Kind::Comment),
            handle: Some(PEOPLE[comment.author].into()),
            text: "Which fuse?".into(),
            parent: (!by_depth).then(|| comment.parent.map_or("p".into(), |p| p.to_string())),
            depth: by_depth.then_some(depth),
            replies: matches!(proof, Proof::Count).then(|| below(Some(i)).count() as u32),
            ..Item::default()
        });
        page.times.push(Some((i + 1) as f64 * HOUR));
        page.asks.push(comment.asks);
        open.extend(below(Some(i)).map(|child| (child, depth + 1)));
    }
    page
}

impl Page {
    fn states(&self) -> HashMap<String, State> {
        let thread = Thread {
            items: &self.items,
            places: &place(&self.items, None),
            asks: &self.asks,
            times: &self.times,
            completeness: self.completeness,
            now: self.now,
            grace: 24.0 * HOUR,
        };
        let standings = stand(&thread);
        let keyed = self.items.iter().zip(&standings);
        keyed
            .filter_map(|(item, standing)| Some((item.key.clone(), standing.state?)))
            .collect()
    }

    fn keep(&mut self, keeps: impl Fn(usize) -> bool) {
        let kept: Vec<usize> = (0..self.items.len()).filter(|i| keeps(*i)).collect();
        self.reorder(&kept);
    }

    fn reorder(&mut self, order: &[usize]) {
        self.items = order.iter().map(|i| self.items[*i].clone()).collect();
        self.times = order.iter().map(|i| self.times[*i]).collect();
        self.asks = order.iter().map(|i| self.asks[*i]).collect();
    }

    /// Which items stand below the one at `top`.
    fn below(&self, top: usize) -> Vec<bool> {
        let places = place(&self.items, None);
        let mut found = vec![false; self.items.len()];
        for i in 0..found.len() {
            found[i] = places[i]
                .parent
                .is_some_and(|parent| parent == top || found[parent]);
        }
        found
    }

    /// Takes knowledge away, as pages do it.
    fn lose(&mut self, loss: Loss, at: Index) {
        let comments = self.items.len() - 1;
        let i = 1 + at.index(comments);
        // On a page that is cut, a count of all comments cannot betray what else is missing.
        let betrayed = self.completeness.count || self.completeness.total.is_some() && !self.completeness.cut;
        let unloaded = self
            .completeness
            .total
            .is_some_and(|total| total as usize > comments);
        match loss {
            Loss::Cut if unloaded => {}
            Loss::Cut => {
                self.keep(|item| item <= i);
                self.completeness.cut = true;
            }
            Loss::Collapse => {
                let below = self.below(i);
                self.items[i].more = true;
                self.keep(|item| !below[item]);
            }
            Loss::Unload if !betrayed => {}
            Loss::Unload => {
                let below = self.below(i);
                self.keep(|item| item != i && !below[item]);
            }
            Loss::Name => self.items[i].handle = None,
            Loss::Remove => {
                self.items[i].deleted = true;
                self.items[i].handle = None;
                self.items[i].text.clear();
            }
            Loss::Time => self.times[i] = None,
            Loss::Lock => self.completeness.locked = true,
            Loss::Filter => self.completeness.filtered = true,
            Loss::Pending => self.completeness.loading = true,
            Loss::Poster => self.items[0].handle = None,
        }
    }
}

/// What a page may no longer tell.
#[derive(Clone, Copy, Debug)]
enum Loss {
    /// The rest is on the next page.
    Cut,
    /// A branch is folded away.
    Collapse,
    /// A branch is not loaded; only counts betray it.
    Unload,
    /// A name is not found.
    Name,
    /// A comment was removed.
    Remove,
    /// When it was written is not told.
    Time,
    /// Nobody can comment any more.
    Lock,
    /// The view is filtered.
    Filter,
    /// Something is still to be read.
    Pending,
    /// The post's author is not found.
    Poster,
}

fn loss() -> impl Strategy<Value = Loss> {
    prop_oneof![
        Just(Loss::Cut),
        Just(Loss::Collapse),
        Just(Loss::Unload),
        Just(Loss::Name),
        Just(Loss::Remove),
        Just(Loss::Time),
        Just(Loss::Lock),
        Just(Loss::Filter),
        Just(Loss::Pending),
        Just(Loss::Poster),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    /// A reply may answer, and takes no answer away.
    #[test]
    fn a_reply_takes_no_answer_away(thread in thread(), at in any::<Option<Index>>(), author in 0..PEOPLE.len(), proof in proof(), depth: bool) {
        let before = show(&thread, proof, depth).states();
        let mut longer = thread.clone();
        let parent = at.map(|at| at.index(thread.len()));
        longer.push(Comment { parent, author, asks: true });
        let after = show(&longer, proof, depth).states();
        for (key, state) in &before {
            let now = after[key];
            match state {
                State::Answered => prop_assert_eq!(now, State::Answered),
                State::AnsweredByOthers => prop_assert_ne!(now, State::Unanswered),
                _ => {}
            }
            if author != 0 {
                prop_assert!(now != State::Answered || *state == State::Answered);
            }
        }
    }

    /// Losing knowledge leaves a state as it was, or makes it unknown.
    #[test]
    fn losses_only_lead_to_unknown(thread in thread(), losses in prop::collection::vec((loss(), any::<Index>()), 1..4), proof in proof(), depth: bool, hours in 10u32..80) {
        let mut page = show(&thread, proof, depth);
        // Some comments are still young.
        page.now = f64::from(hours) * HOUR;
        let before = page.states();
        for (loss, at) in &losses {
            if page.items.len() > 1 {
                page.lose(*loss, *at);
            }
        }
        for (key, now) in page.states() {
            let was = before.get(&key).copied();
            prop_assert!(now == State::Unknown || Some(now) == was, "{}: {:?} became {:?}", key, was, now);
        }
    }

    /// Where the page tells parents and times, the order of its comments tells nothing.
    #[test]
    fn a_sorted_view_changes_nothing(thread in thread(), keys in prop::collection::vec(any::<u32>(), 24), proof in proof()) {
        let mut page = show(&thread, proof, false);
        let before = page.states();
        let mut order: Vec<usize> = (1..page.items.len()).collect();
        order.sort_by_key(|i| keys[*i - 1]);
        order.insert(0, 0);
        page.reorder(&order);
        prop_assert_eq!(page.states(), before);
    }
}
