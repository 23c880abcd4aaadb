//! The engine as the background uses it: messages of a page in, what is painted out.

#![allow(clippy::unwrap_used)] // A missing answer should fail there and then.

use duplex::engine::Engine;
use duplex::sites::ItemRule;
use duplex::values::{Batch, FromPage, Label, RawItem, Settings, State, ToPage, Treatment};

/// 2026-01-20, in milliseconds since 1970.
const NOW: f64 = 1_768_867_200_000.0;
const PAGE: (i32, i32) = (7, 0);
const THREAD: &str = "https://news.ycombinator.com/item?id=1";

/// A raw item of the rule at `rule` with named values.
fn raw(rule: usize, key: &str, rank: f64, values: &[(&str, &str)]) -> RawItem {
    let value = |name: &&str| {
        values
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| (*v).to_owned())
    };
    RawItem {
        rule,
        key: key.into(),
        rank,
        values: ItemRule::FIELDS.iter().map(value).collect(),
        ..RawItem::default()
    }
}

fn comment(key: &str, rank: f64, by: &str, depth: &str, text: &str) -> RawItem {
    let values = [
        ("author", by),
        ("handle", by),
        ("depth", depth),
        ("text", text),
        ("time", "2026-01-02T10:00:00"),
    ];
    raw(1, key, rank, &values)
}

fn post(by: &str, text: &str) -> RawItem {
    raw(
        0,
        "1",
        0.0,
        &[
            ("author", by),
            ("handle", by),
            ("text", text),
            ("time", "2026-01-01T10:00:00"),
        ],
    )
}

fn open(url: &str) -> (Engine, Vec<ToPage>) {
    let mut engine = Engine::new(Settings::default());
    let answers = engine.receive(PAGE, FromPage::Hello { url: url.into() }, NOW);
    (engine, answers)
}

fn read(engine: &mut Engine, items: Vec<RawItem>, pending: u32) -> Vec<ToPage> {
    engine.receive(
        PAGE,
        FromPage::Batch(Batch {
            items,
            pending,
            ..Batch::default()
        }),
        NOW,
    )
}

fn states(engine: &Engine) -> Vec<Option<State>> {
    engine
        .audit(7)
        .unwrap()
        .items
        .iter()
        .map(|item| item.state)
        .collect()
}

const QUESTION: &str = "How do you restore it from a backup when the disk is full?";

#[test]
fn a_known_host_gets_its_plan_and_an_unknown_one_is_probed() {
    let (_, answers) = open(THREAD);
    assert!(matches!(&answers[..], [ToPage::Plan(plan)] if plan.site == "hackernews"));
    let (mut engine, answers) = open("https://blog.example/2026/post");
    let [ToPage::Probe { selectors }] = &answers[..] else {
        panic!("{answers:?}")
    };
    assert!(!selectors.is_empty());
    let answers = engine.receive(PAGE, FromPage::Probed { found: vec![] }, NOW);
    assert!(matches!(&answers[..], [ToPage::Plan(plan)] if plan.site == "generic"));
}

#[test]
fn a_question_that_the_op_left_is_unanswered_and_one_that_others_took_is_not_called_so() {
    let (mut engine, _) = open(THREAD);
    let items = vec![
        post("ada", "A small database"),
        comment("2", 1.0, "bo", "0", QUESTION),
        comment("3", 2.0, "cy", "0", QUESTION),
        comment("4", 3.0, "di", "1", "It is in the manual, page three."),
        comment("5", 4.0, "ed", "0", QUESTION),
        comment("6", 5.0, "ada", "1", "Free some space first, then run restore."),
    ];
    read(&mut engine, items, 0);
    let states = states(&engine);
    assert_eq!(states[0], None);
    assert_eq!(states[1], Some(State::Unanswered));
    assert_eq!(states[2], Some(State::AnsweredByOthers));
    assert_eq!(states[4], Some(State::Answered));
    assert_eq!(states[5], None);
}

#[test]
fn nothing_is_called_unanswered_while_items_are_still_to_be_read() {
    let (mut engine, _) = open(THREAD);
    let answers = read(
        &mut engine,
        vec![
            post("ada", "A small database"),
            comment("2", 1.0, "bo", "0", QUESTION),
        ],
        9,
    );
    let [ToPage::Paint { verdicts, .. }] = &answers[..] else {
        panic!("{answers:?}")
    };
    assert!(verdicts.is_empty(), "{verdicts:?}");
    assert_eq!(states(&engine)[1], Some(State::Unknown));
    let answers = read(
        &mut engine,
        vec![comment("3", 2.0, "ada", "1", "Free some space first.")],
        0,
    );
    let [ToPage::Paint { verdicts, .. }] = &answers[..] else {
        panic!("{answers:?}")
    };
    assert!(verdicts.is_empty(), "{verdicts:?}");
    assert_eq!(states(&engine)[1], Some(State::Answered));
}

#[test]
fn the_order_of_arrival_does_not_matter() {
    let items = || {
        vec![
            post("ada", "A small database"),
            comment("2", 1.0, "bo", "0", QUESTION),
            comment("3", 2.0, "ada", "1", "Free some space first."),
        ]
    };
    let (mut engine, _) = open(THREAD);
    read(&mut engine, items(), 0);
    let (mut other, _) = open(THREAD);
    for (left, item) in items().into_iter().rev().enumerate() {
        read(&mut other, vec![item], 2 - left as u32);
    }
    assert_eq!(engine.audit(7), other.audit(7));
}

#[test]
fn settings_take_badges_away_and_bring_them_back() {
    let (mut engine, _) = open(THREAD);
    read(
        &mut engine,
        vec![
            post("ada", "A small database"),
            comment("2", 1.0, "bo", "0", QUESTION),
        ],
        0,
    );
    let label = engine.audit(7).unwrap().items[1].label.unwrap();
    assert!(matches!(label, Label::Unanswered | Label::UnansweredNewcomer));
    let off = Settings {
        treatments: [(label, Treatment::Off)].into(),
        ..Settings::default()
    };
    let changes = engine.set_settings(off, NOW);
    let [(PAGE, answers)] = &changes[..] else {
        panic!("{changes:?}")
    };
    assert!(matches!(&answers[..], [ToPage::Paint { verdicts, .. }] if verdicts[0].badges.is_empty()));
    let changes = engine.set_settings(Settings::default(), NOW);
    assert!(matches!(&changes[0].1[..], [ToPage::Paint { verdicts, .. }] if verdicts[0].badges.len() == 1));
}

#[test]
fn a_paused_host_is_not_read() {
    let paused = Settings {
        paused_hosts: ["news.ycombinator.com".to_owned()].into(),
        ..Settings::default()
    };
    let mut engine = Engine::new(paused);
    let answers = engine.receive(PAGE, FromPage::Hello { url: THREAD.into() }, NOW);
    assert_eq!(answers, [ToPage::Stop]);
    assert!(engine.summary(7).unwrap().paused);
}

#[test]
fn a_site_without_its_items_though_the_page_has_some_is_unrecognised() {
    let (mut engine, _) = open(THREAD);
    let batch = Batch {
        census: vec![12, 0, 0, 0, 0],
        ..Batch::default()
    };
    let answers = engine.receive(PAGE, FromPage::Batch(batch), NOW);
    assert!(matches!(&answers[..], [ToPage::Plan(plan)] if plan.site == "generic"));
    assert_eq!(
        engine.audit(7).unwrap().layout,
        duplex::values::Layout::Unrecognised
    );
}

#[test]
fn an_empty_or_loading_page_raises_no_alarm() {
    let (mut engine, _) = open(THREAD);
    read(&mut engine, vec![], 0);
    assert_eq!(
        engine.audit(7).unwrap().layout,
        duplex::values::Layout::Recognised
    );
}

#[test]
fn settings_of_a_later_version_keep_what_this_one_does_not_know() {
    let later = r#"{"version":9,"new_thing":{"a":[1,2]},"promo_threshold":0.7}"#;
    let settings: Settings = serde_json::from_str(later).unwrap();
    assert_eq!(settings.promo_threshold, 0.7);
    let text = serde_json::to_string(&settings).unwrap();
    assert!(text.contains(r#""new_thing":{"a":[1,2]}"#), "{text}");
}
