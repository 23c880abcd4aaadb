//! What the reader does in a card, by shortcut or menu: what changes, what is told, how it is taken back.

#![allow(clippy::unwrap_used)] // A missing answer should fail there and then.

mod support;

use duplex::engine::{Engine, Goal, Mark};
use duplex::values::{Act, FromPage, Label, Only, Part, RawItem, Settings, ToPage, Treatment, Verdict, View};
use support::*;

const PITCH: &str = "Our new masterclass is finally here! Only 48 hours: 40% off with code LOUD40. Register now: \
                     https://masterclass.example/loud?utm_source=feed #marketing #growth";

/// A thread whose post is a pitch and that has two questions.
fn pitch() -> Engine {
    let (mut engine, _) = open(THREAD);
    let items = vec![
        post("ada", PITCH),
        comment("2", "bo", "0", QUESTION),
        comment("3", "cy", "0", "Nice."),
        comment("4", "di", "1", QUESTION),
        comment("5", "ed", "0", "Lovely."),
    ];
    read(&mut engine, items, 0);
    engine
}

fn act(engine: &mut Engine, key: &str, does: Act) -> Vec<ToPage> {
    let key = key.into();
    engine.receive(PAGE, FromPage::Act { key, does }, NOW)
}

/// Puts what was changed in force, as the background does.
fn put_in_force(engine: &mut Engine) -> Settings {
    let settings = engine.take_changed().unwrap();
    engine.set_settings(settings.clone(), NOW);
    settings
}

fn labels(engine: &Engine) -> Vec<(String, Vec<Label>)> {
    let marked = engine.summary(7).unwrap().marked;
    marked.into_iter().map(|item| (item.key, item.labels)).collect()
}

fn label_of(engine: &Engine, key: &str) -> Option<Label> {
    let found = labels(engine).into_iter().find(|(known, _)| known == key);
    found.and_then(|(_, labels)| labels.first().copied())
}

/// Keys of all texts in a view.
fn texts(view: &View) -> Vec<String> {
    let own = view.words.iter().filter_map(|part| match part {
        Part::Message(message) => Some(message.key.clone()),
        Part::Text(_) => None,
    });
    own.chain(view.nodes.iter().flat_map(texts)).collect()
}

fn told(answers: &[ToPage]) -> Vec<String> {
    match answers {
        [ToPage::Tell(view)] => texts(view),
        other => panic!("{other:?}"),
    }
}

fn card(engine: &mut Engine, key: &str) -> Vec<String> {
    let answers = engine.receive(PAGE, FromPage::Card { key: key.into() }, NOW);
    match &answers[..] {
        [ToPage::Card { view, .. }] => texts(view),
        other => panic!("{other:?}"),
    }
}

#[test]
fn wrong_takes_the_badge_away_teaches_a_little_and_can_be_undone() {
    let mut engine = pitch();
    assert_eq!(label_of(&engine, "1"), Some(Label::Promo));
    assert!(card(&mut engine, "1").contains(&"card_is_it_right".to_owned()));
    let answers = act(&mut engine, "1", Act::Wrong);
    assert_eq!(told(&answers), ["note_wrong_post", "note_undo"]);
    let settings = put_in_force(&mut engine);
    assert_eq!(label_of(&engine, "1"), None);
    let [answer] = &settings.answers[..] else {
        panic!("{settings:?}")
    };
    assert!(!answer.right && answer.text == PITCH && !answer.signals.is_empty());
    assert_eq!(told(&act(&mut engine, "", Act::Undo)), ["note_undone"]);
    assert!(put_in_force(&mut engine).answers.is_empty());
    assert_eq!(label_of(&engine, "1"), Some(Label::Promo));
    assert_eq!(told(&act(&mut engine, "", Act::Undo)), ["note_nothing_to_undo"]);
    assert!(engine.take_changed().is_none());
}

#[test]
fn right_is_kept_and_said_on_the_card() {
    let mut engine = pitch();
    act(&mut engine, "2", Act::Right);
    put_in_force(&mut engine);
    assert!(card(&mut engine, "2").contains(&"card_said_right".to_owned()));
    assert!(label_of(&engine, "2").is_some());
}

#[test]
fn a_trusted_author_is_not_called_promotional_and_a_filtered_one_is_folded() {
    let mut engine = pitch();
    act(&mut engine, "1", Act::Trust);
    let settings = put_in_force(&mut engine);
    assert_eq!(
        settings.trusted.iter().map(|(_, name)| name).collect::<Vec<_>>(),
        ["ada"]
    );
    assert_eq!(label_of(&engine, "1"), None);
    act(&mut engine, "1", Act::FilterAuthor);
    let settings = put_in_force(&mut engine);
    assert!(settings.trusted.is_empty());
    assert!(labels(&engine)[0].1.contains(&Label::Own));
    assert_eq!(settings.treatment(Label::Own), Treatment::Fold);
}

#[test]
fn such_posts_are_folded_until_it_is_undone() {
    let mut engine = pitch();
    act(&mut engine, "1", Act::FilterSuch);
    assert_eq!(put_in_force(&mut engine).treatment(Label::Promo), Treatment::Fold);
    act(&mut engine, "", Act::Undo);
    assert_eq!(
        put_in_force(&mut engine).treatment(Label::Promo),
        Treatment::Badge
    );
}

#[test]
fn names_that_were_typed_and_own_words_count_too() {
    let (mut engine, _) = open(THREAD);
    let settings = Settings {
        filtered: [("bo".to_owned(), "Bo".to_owned())].into(),
        own_words: ["Backup".to_owned()].into(),
        ..Settings::default()
    };
    engine.set_settings(settings, NOW);
    let items = vec![
        post("ada", "A small database"),
        comment("2", "Bo", "0", "Nice."),
        comment("3", "cy", "0", "My backup, your backups."),
        comment("4", "di", "0", "Backups are for others."),
    ];
    read(&mut engine, items, 0);
    let own: Vec<String> = labels(&engine)
        .into_iter()
        .filter(|(_, labels)| labels.contains(&Label::Own))
        .map(|(key, _)| key)
        .collect();
    assert_eq!(own, ["2", "3"]);
}

/// Treatments by key of what is painted.
fn painted(answers: &[ToPage]) -> Vec<(String, Treatment)> {
    let ToPage::Paint { verdicts, .. } = &answers[0] else {
        panic!("{answers:?}")
    };
    verdicts.iter().map(|v| (v.key.clone(), v.treatment)).collect()
}

#[test]
fn only_unanswered_leaves_what_waits_and_what_it_hangs_under() {
    let mut engine = pitch();
    let settings = Settings {
        only: Only::Unanswered,
        ..Settings::default()
    };
    let changes = engine.set_settings(settings, NOW);
    assert_eq!(painted(&changes[0].1), [("5".to_owned(), Treatment::Hide)]);
    let changes = engine.set_settings(Settings::default(), NOW);
    assert_eq!(painted(&changes[0].1), [("5".to_owned(), Treatment::Badge)]);
    assert!(!Verdict::default().shows());
}

#[test]
fn a_run_of_hidden_items_is_broken_by_a_line() {
    let (mut engine, _) = open("https://news.ycombinator.com/");
    let settings = Settings {
        treatments: chosen(Label::Own, Treatment::Hide),
        own_words: ["sale".to_owned()].into(),
        ..Settings::default()
    };
    engine.set_settings(settings, NOW);
    let sale = |n: usize| RawItem {
        key: n.to_string(),
        ..comment(&n.to_string(), "bo", "0", "A sale.")
    };
    let answers = read(&mut engine, (1..=30).map(sale).collect(), 0);
    let treatments: Vec<Treatment> = painted(&answers).into_iter().map(|(_, t)| t).collect();
    let longest = treatments.split(|t| *t != Treatment::Hide).map(<[_]>::len).max();
    assert_eq!(longest, Some(8));
    assert!(treatments.contains(&Treatment::Fold));
}

#[test]
fn shortcuts_walk_in_reading_order_and_say_when_there_is_nothing() {
    let mut engine = pitch();
    assert_eq!(
        engine.go(PAGE, Goal::Unanswered, None),
        [ToPage::Jump("2".into())]
    );
    assert_eq!(
        engine.go(PAGE, Goal::Unanswered, None),
        [ToPage::Jump("4".into())]
    );
    assert_eq!(
        engine.go(PAGE, Goal::Unanswered, None),
        [ToPage::Jump("2".into())]
    );
    assert_eq!(engine.go(PAGE, Goal::Promo, None), [ToPage::Jump("1".into())]);
    let (mut empty, _) = open(THREAD);
    assert_eq!(told(&empty.go(PAGE, Goal::Promo, None)), ["note_no_promo"]);
}

#[test]
fn pause_stops_here_and_starts_again_from_the_plan() {
    let mut engine = pitch();
    assert_eq!(engine.state(7), Mark::On);
    assert_eq!(told(&engine.toggle_pause(7)), ["note_paused", "note_undo"]);
    let settings = engine.take_changed().unwrap();
    let changes = engine.set_settings(settings, NOW);
    assert_eq!(changes[0].1, [ToPage::Stop {}]);
    assert_eq!(engine.state(7), Mark::Paused);
    assert_eq!(told(&engine.toggle_pause(7)), ["note_on_again"]);
    let settings = engine.take_changed().unwrap();
    let changes = engine.set_settings(settings, NOW);
    assert!(matches!(&changes[0].1[..], [ToPage::Plan(_)]), "{changes:?}");
    assert_eq!((engine.state(7), engine.state(8)), (Mark::On, Mark::Absent));
}

#[test]
fn another_sensitivity_is_tried_without_being_set() {
    let engine = pitch();
    let promotional = |counts: Vec<(Label, u32)>| {
        counts
            .iter()
            .filter(|(label, _)| *label == Label::Promo)
            .map(|(_, n)| *n)
            .sum::<u32>()
    };
    assert_eq!(promotional(engine.counts_at(7, 0.5).unwrap()), 1);
    assert_eq!(promotional(engine.counts_at(7, 1.0).unwrap()), 0);
    assert_eq!(engine.settings(), &Settings::default());
    assert!(engine.counts_at(9, 0.5).is_none());
}
