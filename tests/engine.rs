//! The engine as the background uses it: messages of a page in, what is painted out.

#![allow(clippy::unwrap_used)] // A missing answer should fail there and then.

mod support;

use duplex::engine::Engine;
use duplex::sites::PageRule;
use duplex::values::{
    Act, Batch, FromPage, Label, Out, Plan, Settings, State, ToPage, Treatment, read as read_json,
};
use support::*;

fn states(engine: &Engine) -> Vec<Option<State>> {
    engine
        .audit(7)
        .unwrap()
        .items
        .iter()
        .map(|item| item.state)
        .collect()
}

#[test]
fn a_known_host_gets_its_plan() {
    let (_, answers) = open(THREAD);
    assert!(matches!(&answers[..], [ToPage::Plan(plan)] if plan.site == "hackernews"));
}

/// Values of a plan's page fields: those at `found`.
fn page_values(plan: &Plan, found: &[(usize, &str)]) -> Option<Vec<Option<String>>> {
    let value = |index| {
        found
            .iter()
            .find(|(i, _)| *i == index)
            .map(|(_, v)| (*v).to_owned())
    };
    Some((0..plan.page.len()).map(value).collect())
}

#[test]
fn an_unknown_host_is_read_by_the_generic_reader_unless_its_markup_is_known() {
    let (mut engine, answers) = open("https://blog.example/2026/post");
    let [ToPage::Plan(plan)] = &answers[..] else {
        panic!("{answers:?}")
    };
    assert_eq!(plan.site, "generic");
    let mut send = |page| {
        engine.receive(
            PAGE,
            FromPage::Batch(Batch {
                site: "generic".into(),
                page,
                ..Batch::default()
            }),
            NOW,
        )
    };
    let nothing = send(page_values(plan, &[]));
    assert!(matches!(&nothing[..], [ToPage::Paint { .. }]), "{nothing:?}");
    let (known, _) = duplex::sites::detectable().last().unwrap();
    let answers = send(page_values(plan, &[(plan.page.len() - 1, "1")]));
    assert!(
        matches!(&answers[..], [ToPage::Plan(plan)] if plan.site == known.site),
        "{answers:?}"
    );
}

#[test]
fn a_question_that_the_op_left_is_unanswered_and_one_that_others_took_is_not_called_so() {
    let (mut engine, _) = open(THREAD);
    let items = vec![
        post("ada", "A small database"),
        comment("2", "bo", "0", QUESTION),
        comment("3", "cy", "0", QUESTION),
        comment("4", "di", "1", "It is in the manual, page three."),
        comment("5", "ed", "0", QUESTION),
        comment("6", "ada", "1", "Free some space first, then run restore."),
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
        vec![post("ada", "A small database"), comment("2", "bo", "0", QUESTION)],
        9,
    );
    let [ToPage::Paint { verdicts, .. }] = &answers[..] else {
        panic!("{answers:?}")
    };
    assert!(verdicts.is_empty(), "{verdicts:?}");
    assert_eq!(states(&engine)[1], Some(State::Unknown));
    let answers = read(
        &mut engine,
        vec![comment("3", "ada", "1", "Free some space first.")],
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
            comment("2", "bo", "0", QUESTION),
            comment("3", "ada", "1", "Free some space first."),
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
        vec![post("ada", "A small database"), comment("2", "bo", "0", QUESTION)],
        0,
    );
    let label = engine.audit(7).unwrap().items[1].label.unwrap();
    assert!(matches!(label, Label::Unanswered | Label::UnansweredNewcomer));
    let off = Settings {
        treatments: chosen(label, Treatment::Off),
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
    let answers = engine.receive(PAGE, hello(THREAD), NOW);
    assert_eq!(answers, [ToPage::Stop {}]);
    assert!(engine.summary(7).unwrap().paused);
    let changes = engine.set_settings(Settings::default(), NOW);
    assert!(
        matches!(&changes[0].1[..], [ToPage::Plan(plan)] if plan.site == "hackernews"),
        "and read from the beginning when it is let in again"
    );
}

#[test]
fn a_site_without_its_items_though_the_page_has_some_is_unrecognised() {
    let (mut engine, answers) = open(THREAD);
    let [ToPage::Plan(plan)] = &answers[..] else {
        panic!("{answers:?}")
    };
    let batch = Batch {
        site: "hackernews".into(),
        page: page_values(plan, &[(plan.page.len() - 1, "12")]),
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
    let settings: Settings = read_json(later).unwrap();
    assert_eq!(settings.promo_threshold, 0.7);
    let text = Out::text(&settings);
    assert!(text.contains(r#""new_thing":{"a":[1,2]}"#), "{text}");
}

#[test]
fn badges_from_before_a_stop_of_the_worker_stay_until_all_is_read() {
    let mut engine = Engine::new(Settings::default());
    let drawn = vec!["2".into(), "gone".into()];
    engine.receive(
        PAGE,
        FromPage::Hello {
            url: THREAD.into(),
            drawn,
        },
        NOW,
    );
    let items = vec![post("ada", "A small database"), comment("2", "bo", "0", QUESTION)];
    let answers = read(&mut engine, items, 3);
    assert!(matches!(&answers[..], [ToPage::Paint { verdicts, .. }] if verdicts.is_empty()));
    let answers = read(&mut engine, vec![], 0);
    let [ToPage::Paint { verdicts, .. }] = &answers[..] else {
        panic!("{answers:?}")
    };
    let badges: Vec<_> = verdicts
        .iter()
        .map(|v| (v.key.as_str(), v.badges.len()))
        .collect();
    assert_eq!(badges, [("2", 1), ("gone", 0)]);
}

#[test]
fn next_goes_to_the_next_that_waits_and_from_the_last_to_the_first() {
    let (mut engine, _) = open(THREAD);
    let items = vec![
        post("ada", "A small database"),
        comment("2", "bo", "0", QUESTION),
        comment("3", "cy", "0", "Nice."),
        comment("4", "di", "0", QUESTION),
    ];
    read(&mut engine, items, 0);
    let mut next = |key: &str| {
        engine.receive(
            PAGE,
            FromPage::Act {
                key: key.into(),
                does: Act::Next,
            },
            NOW,
        )
    };
    assert_eq!(next("2"), [ToPage::Jump("4".into())]);
    assert_eq!(next("4"), [ToPage::Jump("2".into())]);
}

#[test]
fn a_card_is_made_of_text_that_looks_like_markup() {
    let (mut engine, _) = open(THREAD);
    let text = "🚀 Our new masterclass is here! Only today 50% off with code LOUD50. Sign up now and save your seat: \
        masterclass.example/buy #sale #marketing <img src=x onerror=\"window.hit=1\"><script>window.hit=1</script>";
    let evil = "<img src=x onerror=\"window.hit=1\"><script>window.hit=1</script>";
    read(&mut engine, vec![post(evil, text)], 0);
    let answers = engine.receive(PAGE, FromPage::Card { key: "1".into() }, NOW);
    assert!(matches!(&answers[..], [ToPage::Card { .. }]), "{answers:?}");
}

#[test]
fn what_stands_in_is_painted_once_and_keeps_its_badge() {
    let (mut engine, answers) = open("https://blog.example/2026/post");
    let [ToPage::Plan(plan)] = &answers[..] else {
        panic!("{answers:?}")
    };
    let embedded = r#"{"@type": "BlogPosting", "@id": "sale", "author": {"name": "Ada Pohl"}, "articleBody":
        "Last chance: 50 % off my online course today only! Use the code SAVE50 and buy now at https://shop.example/course"}"#;
    let page = page_values(plan, &[(PageRule::FIELDS.len(), embedded)]);
    let mut send = |page| {
        let batch = Batch {
            site: "generic".into(),
            page,
            ..Batch::default()
        };
        engine.receive(PAGE, FromPage::Batch(batch), NOW)
    };
    let painted = |answers: &[ToPage]| match answers {
        [ToPage::Paint { verdicts, .. }] => verdicts.iter().map(|v| v.key.clone()).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(painted(&send(page)), ["embedded:sale"]);
    assert_eq!(painted(&send(None)), [""; 0]);
    assert_eq!(engine.count(7), 1);
}
