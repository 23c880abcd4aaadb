//! Threads through the whole engine: order of arrival, growth while the reader scrolls, cut and folded pages.

#![allow(clippy::unwrap_used)] // A missing answer should fail there and then.

use std::collections::HashMap;

use duplex::engine::Engine;
use duplex::sites::{ItemRule, PageRule};
use duplex::values::{Batch, FromPage, Kind, Painted, RawItem, Settings, State, ToPage};
use proptest::prelude::*;
use proptest::sample::Index;

/// 2026-01-20, in milliseconds since 1970.
const NOW: f64 = 1_768_867_200_000.0;
const PAGE: (i32, i64) = (7, 0);
const SITE: &str = "hackernews";
const QUESTION: &str = "How do you restore it from a backup when the disk is full?";
const PEOPLE: [&str; 4] = ["ada", "bo", "cy", "di"];

/// Values of a rule's fields by name.
fn values(fields: &[&str], known: &[(&str, &str)]) -> Vec<Option<String>> {
    let value = |name: &&str| {
        known
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| (*v).to_owned())
    };
    fields.iter().map(value).collect()
}

/// The items of a thread in document order: who wrote at which depth, and whether it asks.
fn items(comments: &[(usize, u32, bool)]) -> Vec<RawItem> {
    let raw = |rule, key: usize, known: &[(&str, &str)]| RawItem {
        rule,
        key: key.to_string(),
        after: (key > 0).then(|| (key - 1).to_string()),
        values: values(ItemRule::FIELDS, known),
        ..RawItem::default()
    };
    let post = raw(
        0,
        0,
        &[
            ("author", PEOPLE[0]),
            ("handle", PEOPLE[0]),
            ("text", "A small database"),
        ],
    );
    let comments = comments.iter().enumerate().map(|(i, (author, depth, asks))| {
        let known = [
            ("author", PEOPLE[*author]),
            ("handle", PEOPLE[*author]),
            ("depth", &depth.to_string()),
            ("text", if *asks { QUESTION } else { "Nice." }),
            ("time", "2026-01-02T10:00:00"),
        ];
        raw(1, i + 1, &known)
    });
    std::iter::once(post).chain(comments).collect()
}

/// Any thread in document order; depths never jump.
fn thread() -> impl Strategy<Value = Vec<(usize, u32, bool)>> {
    let comment = (0..PEOPLE.len(), any::<Index>(), any::<bool>());
    prop::collection::vec(comment, 1..14).prop_map(|drawn| {
        let mut depth = None;
        let drawn = drawn.into_iter();
        drawn
            .map(|(author, at, asks)| {
                let next = depth.map_or(0, |d: u32| at.index(d as usize + 2) as u32);
                depth = Some(next);
                (author, next, asks)
            })
            .collect()
    })
}

struct Reader(Engine);

impl Reader {
    fn open() -> Self {
        let mut engine = Engine::new(Settings::default());
        let hello = FromPage::Hello {
            url: "https://news.ycombinator.com/item?id=1".into(),
            drawn: Vec::new(),
        };
        engine.receive(PAGE, hello, NOW);
        Self(engine)
    }

    fn send(&mut self, items: Vec<RawItem>, pending: u32, page: Option<Vec<Option<String>>>) -> Vec<Painted> {
        let batch = Batch {
            site: SITE.into(),
            items,
            pending,
            page,
        };
        let answers = self.0.receive(PAGE, FromPage::Batch(batch), NOW);
        answers
            .into_iter()
            .find_map(|answer| match answer {
                ToPage::Paint { verdicts, .. } => Some(verdicts),
                _ => None,
            })
            .unwrap()
    }

    fn states(&self) -> HashMap<String, State> {
        let items = self.0.audit(PAGE.0).unwrap().items;
        items
            .into_iter()
            .filter(|item| item.kind == Kind::Comment)
            .filter_map(|item| Some((item.key, item.state?)))
            .collect()
    }
}

fn read(items: Vec<RawItem>, page: Option<Vec<Option<String>>>) -> HashMap<String, State> {
    let mut reader = Reader::open();
    reader.send(items, 0, page);
    reader.states()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_arrival_changes_nothing(thread in thread(), keys in prop::collection::vec(any::<u32>(), 15), size in 1usize..5) {
        let mut straight = Reader::open();
        straight.send(items(&thread), 0, None);
        let mut shuffled = items(&thread);
        shuffled.sort_by_key(|item| keys[item.key.parse::<usize>().unwrap()]);
        let mut reader = Reader::open();
        let mut left = shuffled.len();
        for batch in shuffled.chunks(size) {
            left -= batch.len();
            reader.send(batch.to_vec(), left as u32, None);
        }
        prop_assert_eq!(reader.0.audit(PAGE.0), straight.0.audit(PAGE.0));
    }

    #[test]
    fn a_reply_that_arrives_later_takes_no_answer_away(thread in thread(), author in 0..PEOPLE.len(), deeper: bool) {
        let mut reader = Reader::open();
        reader.send(items(&thread), 0, None);
        let before = reader.states();
        let mut longer = thread.clone();
        longer.push((author, thread.last().unwrap().1 + u32::from(deeper), true));
        reader.send(items(&longer).split_off(thread.len() + 1), 0, None);
        let after = reader.states();
        for (key, state) in before {
            if state == State::Answered {
                prop_assert_eq!(after[&key], State::Answered);
            }
        }
    }

    #[test]
    fn a_cut_or_folded_page_only_knows_less(thread in thread(), at in any::<Index>(), fold: bool) {
        let whole = read(items(&thread), None);
        let mut known = items(&thread);
        let mut page = None;
        let at = 1 + at.index(thread.len());
        if fold {
            let depth = thread[at - 1].1;
            let below = thread[at..].iter().take_while(|(_, d, _)| *d > depth).count();
            let more = ItemRule::FIELDS.iter().position(|name| *name == "more").unwrap();
            known[at].values[more] = Some(String::new());
            // The next item stands after the folded one.
            known.drain(at + 1..at + 1 + below);
            if let Some(next) = known.get_mut(at + 1) {
                next.after = Some(at.to_string());
            }
        } else {
            known.truncate(at + 1);
            page = Some(values(PageRule::FIELDS, &[("cut", "")]));
        }
        for (key, state) in read(known, page) {
            prop_assert!(state == State::Unknown || whole.get(&key) == Some(&state), "{}: {:?}", key, state);
        }
    }
}

#[test]
fn a_badge_stays_while_more_is_read_and_goes_when_the_answer_comes() {
    let thread = [(1, 0, true), (2, 0, true), (0, 1, false)];
    let mut reader = Reader::open();
    let painted = reader.send(items(&thread[..2]), 0, None);
    assert_eq!(painted.iter().filter(|v| !v.badges.is_empty()).count(), 2);
    let painted = reader.send(Vec::new(), 3, None);
    assert!(painted.is_empty(), "{painted:?}");
    let painted = reader.send(items(&thread).split_off(3), 0, None);
    assert!(
        painted.len() == 1 && painted[0].key == "2" && painted[0].badges.is_empty(),
        "{painted:?}"
    );
}

#[test]
fn a_call_and_its_column_are_bait_and_the_column_is_ditto() {
    let mut items = items(&[
        (1, 0, false),
        (2, 0, false),
        (3, 0, false),
        (1, 0, false),
        (2, 0, true),
    ]);
    let field = |name| ItemRule::FIELDS.iter().position(|n| *n == name).unwrap();
    items[0].values[field("text")] = Some("My plan in one page. Comment PLAN and it is yours".into());
    for (i, item) in items.iter_mut().enumerate().take(5).skip(1) {
        item.values[field("text")] = Some("PLAN".into());
        item.values[field("handle")] = Some(format!("voice{i}"));
    }
    let mut reader = Reader::open();
    reader.send(items, 0, None);
    let states = reader.states();
    assert!(
        (1..5).all(|i| states[&i.to_string()] == State::Ditto),
        "{states:?}"
    );
    assert_eq!(states["5"], State::Unanswered);
    let answers = reader.0.receive(PAGE, FromPage::Card { key: "0".into() }, NOW);
    let card = format!("{answers:?}");
    assert!(
        card.contains("category_engagement_bait") && card.contains("fact_column"),
        "{card}"
    );
}
