//! Sites that changed, descriptions of the reader's own, and comments in a frame: through the engine's door.

#![allow(clippy::unwrap_used)] // A missing answer should fail there and then.

use duplex::engine::Engine;
use duplex::sites::ItemRule;
use duplex::values::{Batch, FromPage, Layout, Outline, Plan, RawItem, Settings, Shape, State, ToPage};

/// 2026-01-20, in milliseconds since 1970.
const NOW: f64 = 1_768_867_200_000.0;
const PAGE: (i32, i64) = (7, 0);
const THREAD: &str = "https://news.ycombinator.com/item?id=1";
const QUESTION: &str = "How do you restore it from a backup when the disk is full?";

fn raw(rule: u32, key: &str, values: &[(&str, &str)]) -> RawItem {
    let value = |name: &&str| {
        let found = values.iter().find(|(n, _)| n == name);
        found.map(|(_, v)| (*v).to_owned())
    };
    RawItem {
        rule,
        key: key.into(),
        values: ItemRule::FIELDS.iter().map(value).collect(),
        ..RawItem::default()
    }
}

fn hello(engine: &mut Engine, id: (i32, i64), url: &str) -> Plan {
    let message = FromPage::Hello {
        url: url.into(),
        drawn: Vec::new(),
    };
    plan(engine.receive(id, message, NOW))
}

fn plan(answers: Vec<ToPage>) -> Plan {
    match answers.into_iter().next() {
        Some(ToPage::Plan(plan)) => plan,
        other => panic!("{other:?}"),
    }
}

fn send(
    engine: &mut Engine,
    id: (i32, i64),
    site: &str,
    items: Vec<RawItem>,
    page: Option<Vec<Option<String>>>,
) -> Vec<ToPage> {
    let batch = Batch {
        site: site.into(),
        items,
        page,
        pending: 0,
    };
    engine.receive(id, FromPage::Batch(batch), NOW)
}

/// A thread of a post by Ada and three questions, each with the fields that `keep` lets through.
fn thread(keep: impl Fn(&str) -> bool) -> Vec<RawItem> {
    let all = [
        ("author", "bo"),
        ("handle", "bo"),
        ("text", QUESTION),
        ("time", "2026-01-02T10:00:00"),
        ("depth", "0"),
    ];
    let kept: Vec<_> = all.into_iter().filter(|(name, _)| keep(name)).collect();
    let post = raw(
        0,
        "1",
        &[
            ("author", "ada"),
            ("handle", "ada"),
            ("text", "A small database"),
            ("time", "2026-01-01T10:00:00"),
        ],
    );
    [post]
        .into_iter()
        .chain(["2", "3", "4"].map(|key| raw(1, key, &kept)))
        .collect()
}

fn states(engine: &Engine) -> Vec<State> {
    engine
        .audit(7)
        .unwrap()
        .items
        .iter()
        .filter_map(|item| item.state)
        .collect()
}

#[test]
fn a_reader_that_lost_a_field_says_so_and_accuses_nobody() {
    for (lost, layout) in [
        ("", Layout::Recognised),
        ("author handle", Layout::Unrecognised),
        ("text", Layout::Unrecognised),
        ("time", Layout::Unrecognised),
        ("depth", Layout::Unrecognised),
    ] {
        let mut engine = Engine::new(Settings::default());
        hello(&mut engine, PAGE, THREAD);
        send(
            &mut engine,
            PAGE,
            "hackernews",
            thread(|name| !lost.contains(name)),
            None,
        );
        assert_eq!(engine.audit(7).unwrap().layout, layout, "{lost}");
        let accused = states(&engine).contains(&State::Unanswered);
        assert_eq!(accused, lost.is_empty(), "{lost}: {:?}", states(&engine));
    }
}

#[test]
fn the_generic_reader_stands_in_until_the_sites_own_items_are_there() {
    let mut engine = Engine::new(Settings::default());
    let own = hello(&mut engine, PAGE, THREAD);
    let mut values = vec![None; own.page.len()];
    *values.last_mut().unwrap() = Some("5".into());
    let generic = plan(send(&mut engine, PAGE, "hackernews", vec![], Some(values)));
    assert_eq!(generic.site, "generic");
    let mut values = vec![None; generic.page.len()];
    send(
        &mut engine,
        PAGE,
        "generic",
        vec![raw(0, "a", &[("text", "x")])],
        Some(values.clone()),
    );
    assert_eq!(engine.summary(7).unwrap().layout, Layout::Unrecognised);
    *values.last_mut().unwrap() = Some("1".into());
    let back = plan(send(&mut engine, PAGE, "generic", vec![], Some(values)));
    assert_eq!(back.site, "hackernews");
    assert_eq!(engine.summary(7).unwrap().layout, Layout::Recognised);
}

#[test]
fn comments_that_the_site_counts_and_the_reader_misses_are_noticed() {
    let mut engine = Engine::new(Settings::default());
    let own = hello(&mut engine, PAGE, THREAD);
    let total = duplex::sites::PageRule::FIELDS
        .iter()
        .position(|field| *field == "total")
        .unwrap();
    let mut values = vec![None; own.page.len()];
    values[total] = Some("12 comments".into());
    let post = thread(|_| true).swap_remove(0);
    send(&mut engine, PAGE, "hackernews", vec![post.clone()], Some(values));
    assert_eq!(engine.summary(7).unwrap().layout, Layout::Unrecognised);
    send(
        &mut engine,
        PAGE,
        "hackernews",
        vec![raw(1, "2", &[("author", "bo"), ("text", QUESTION)])],
        None,
    );
    assert_eq!(engine.summary(7).unwrap().layout, Layout::Recognised);
}

const OWN: &str = r#"{"site":"chat","name":"Chat","checked":"2026-11","hosts":["chat.example.org"],
    "comments":[{"select":"li","author":"b","text":"p"}]}"#;

#[test]
fn a_description_of_the_readers_own_is_used_at_once_and_taken_back() {
    let mut engine = Engine::new(Settings::default());
    assert_eq!(
        hello(&mut engine, PAGE, "https://chat.example.org/room").site,
        "generic"
    );
    let with = Settings {
        own_sites: vec!["no json".into(), OWN.into()],
        ..Settings::default()
    };
    let mut changes = engine.set_settings(with.clone(), NOW);
    assert_eq!(plan(changes.swap_remove(0).1).site, "chat");
    let parsed = Engine::own_sites(&with);
    assert!(parsed[0].is_err() && parsed[1].as_ref().is_ok_and(|site| site.name == "Chat"));
    let mut changes = engine.set_settings(Settings::default(), NOW);
    assert_eq!(plan(changes.swap_remove(0).1).site, "generic");
}

#[test]
fn comments_in_a_frame_stand_under_the_post_of_the_page_around_it() {
    let mut engine = Engine::new(Settings::default());
    hello(&mut engine, PAGE, "https://blog.example/lock");
    send(
        &mut engine,
        PAGE,
        "generic",
        vec![raw(0, "p", &[("author", "Fenja Moor"), ("text", "The old lock")])],
        None,
    );
    // As Firefox numbers frames: cut to 32 bits it would be -3 and come before the page.
    let frame = (7, 0x7_ffff_fffd);
    hello(&mut engine, frame, "https://disqus.com/embed/comments/?f=lock");
    let nested = RawItem {
        inside: Some("1".into()),
        after: Some("1".into()),
        ..raw(
            0,
            "2",
            &[
                ("author", "Fenja Moor"),
                ("handle", "fenja"),
                ("text", "Up to here."),
            ],
        )
    };
    let asked = raw(
        0,
        "1",
        &[("author", "Henk"), ("handle", "henk"), ("text", QUESTION)],
    );
    send(&mut engine, frame, "disqus", vec![asked, nested], None);
    let audit = engine.audit(7).unwrap();
    let seen: Vec<_> = audit
        .items
        .iter()
        .map(|item| (item.key.as_str(), item.parent_index, item.op, item.state))
        .collect();
    assert_eq!(
        seen,
        [
            ("p", None, true, None),
            ("1", Some(0), false, Some(State::Answered)),
            ("2", Some(1), true, None)
        ]
    );
    let summary = engine.summary(7).unwrap();
    assert_eq!((summary.posts, summary.comments), (1, 2));
    assert_eq!(engine.count(7), summary.marked.len());
}

#[test]
fn the_layout_report_holds_no_word_of_the_page() {
    let mut engine = Engine::new(Settings::default());
    hello(&mut engine, PAGE, THREAD);
    send(
        &mut engine,
        PAGE,
        "hackernews",
        thread(|name| !matches!(name, "author" | "handle")),
        None,
    );
    let outline = Outline(vec![Shape(
        "tr".into(),
        String::new(),
        vec!["class".into(), "id".into()],
        4,
    )]);
    let report = engine.layout_report(7, &outline).unwrap();
    assert!(
        report.contains("lost: `author` of rule 2") && report.contains("4 tr [class id]"),
        "{report}"
    );
    for word in ["ada", "bo ", "database", "restore", "item?id", "ycombinator"] {
        assert!(!report.contains(word), "{word} in\n{report}");
    }
    assert!(engine.layout_report(8, &outline).is_none());
}

#[test]
fn the_paper_on_sites_names_each_of_them_with_the_month_of_its_markup() {
    let paper = include_str!("../docs/SITES.md");
    let shipped = duplex::sites::all().iter();
    for site in shipped.filter(|site| !["demo", "generic"].contains(&site.site.as_str())) {
        let name = site.name.split(" forum").next().unwrap_or_default();
        let row = paper
            .lines()
            .find(|line| line.starts_with(&format!("| {name}")) && line.contains("| 20"));
        let row = row.unwrap_or_else(|| panic!("docs/SITES.md: no row for {name}"));
        assert!(row.contains(&format!("| {} |", site.checked)), "{row}");
    }
}
