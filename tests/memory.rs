//! What a page tells the record, and what the record adds to the page.

#![allow(clippy::unwrap_used)] // A missing answer should fail there and then.

mod support;

use duplex::engine::Engine;
use duplex::record::{Known, Learned, Seen, SeenWhat, Shelf, Told};
use duplex::values::{Batch, FromPage, Label, RawItem, Settings, State, ToPage};
use support::{NOW, PAGE, comment, raw};

const QUESTION: &str = "How do you restore it from a backup when the disk is full?";
const PITCH: &str = "Last chance: 50 % off my online course today only! Use the code SAVE50 and buy now at \
    https://shop.example/course before the price goes up tonight.";

fn post(key: &str, by: &str, text: &str) -> RawItem {
    let time = "2026-01-01T10:00:00";
    raw(
        0,
        key,
        &[("author", by), ("handle", by), ("text", text), ("time", time)],
    )
}

fn open() -> Engine {
    let mut engine = Engine::new(Settings::default());
    show(&mut engine);
    engine
}

fn show(engine: &mut Engine) {
    let hello = FromPage::Hello {
        url: "https://news.ycombinator.com/item?id=1".into(),
        drawn: Vec::new(),
    };
    engine.receive(PAGE, hello, NOW);
}

/// Sends items in the order in which they stand; the first follows what was there.
fn read(engine: &mut Engine, mut items: Vec<RawItem>, pending: u32) -> Told {
    let mut before = engine
        .audit(7)
        .and_then(|audit| Some(audit.items.last()?.key.clone()));
    for item in &mut items {
        item.after = before.replace(item.key.clone());
    }
    let batch = Batch {
        site: "hackernews".into(),
        items,
        pending,
        ..Batch::default()
    };
    engine.receive(PAGE, FromPage::Batch(batch), NOW);
    engine.tell(PAGE, NOW)
}

/// Tells the record what was seen and the engine what the record then knows, as the background does.
fn remember(engine: &mut Engine, shelf: &mut Shelf, told: &Told) -> Vec<ToPage> {
    for seen in &told.seen {
        shelf.take_in(seen, NOW);
    }
    let authors = told
        .authors
        .iter()
        .filter_map(|id| shelf.author(id).map(Known::from))
        .collect();
    engine.learn(
        PAGE,
        Learned {
            authors,
            ..Learned::default()
        },
    )
}

fn labels(engine: &Engine) -> Vec<Option<Label>> {
    engine
        .audit(7)
        .unwrap()
        .items
        .iter()
        .map(|item| item.label)
        .collect()
}

fn state(told: &[Seen], id: &str) -> Option<State> {
    told.iter()
        .find(|seen| seen.id == id)
        .and_then(|seen| match &seen.what {
            SeenWhat::Comment(comment) => Some(comment.state),
            SeenWhat::Post(_) => None,
        })
}

#[test]
fn nothing_is_told_before_all_was_read_and_nothing_twice() {
    let mut engine = open();
    let items = vec![
        post("1", "ada", "A small database"),
        comment("2", "bo", "0", QUESTION),
    ];
    assert_eq!(read(&mut engine, items, 4), Told::default());
    let told = read(&mut engine, vec![], 0);
    assert_eq!(told.seen.len(), 2);
    assert_eq!(told.authors, ["hackernews\nada"]);
    assert_eq!(state(&told.seen, "hackernews\n2"), Some(State::Unanswered));
    assert_eq!(read(&mut engine, vec![], 0), Told::default());
    let told = read(
        &mut engine,
        vec![comment("3", "ada", "1", "Free some space first.")],
        0,
    );
    assert_eq!(
        told.seen.len(),
        1,
        "only the comment whose state has changed: {told:?}"
    );
    assert_eq!(state(&told.seen, "hackernews\n2"), Some(State::Answered));
}

#[test]
fn nothing_is_told_when_the_reader_wants_no_record() {
    let mut engine = Engine::new(Settings {
        record: false,
        ..Settings::default()
    });
    show(&mut engine);
    assert_eq!(
        read(&mut engine, vec![post("1", "ada", "A small database")], 0),
        Told::default()
    );
}

#[test]
fn a_page_read_again_adds_nothing_to_the_record() {
    let mut shelf = Shelf::default();
    for _ in 0..3 {
        let mut engine = open();
        let items = vec![
            post("~ada|1 h ago", "ada", "A small database"),
            comment("2", "bo", "0", QUESTION),
        ];
        let told = read(&mut engine, items, 0);
        remember(&mut engine, &mut shelf, &told);
        let later = vec![post("~ada|3 h ago", "ada", "A small  database")];
        let mut engine = open();
        let told = read(&mut engine, later, 0);
        remember(&mut engine, &mut shelf, &told);
    }
    assert_eq!(shelf.rows().len(), 2);
    assert_eq!(shelf.author("hackernews\nada").unwrap().tally.posts, 1);
}

/// A record in which `ada` wrote six posts, `promo` of them promotional, under each of which one person asked.
fn habit(promo: u32, answered: bool) -> Shelf {
    let mut shelf = Shelf::default();
    for n in 0..6u32 {
        let mut engine = open();
        let key = format!("{}", n + 100);
        let text = if n < promo {
            PITCH
        } else {
            "What I learnt about pegs this winter, and about patience."
        };
        let mut items = vec![
            post(&key, "ada", &format!("{text} ({n})")),
            comment(&format!("{key}c"), "bo", "0", QUESTION),
        ];
        if answered {
            items.push(comment(&format!("{key}a"), "ada", "1", "Free some space first."));
        }
        let told = read(&mut engine, items, 0);
        remember(&mut engine, &mut shelf, &told);
    }
    shelf
}

#[test]
fn on_a_page_without_comments_the_record_says_one_way_or_two_way() {
    for (promo, answered, expected) in [
        (6, false, Label::OneWay),
        (3, false, Label::Promo),
        (6, true, Label::Promo),
    ] {
        let mut shelf = habit(promo, answered);
        let mut engine = open();
        let told = read(&mut engine, vec![post("1", "ada", PITCH)], 0);
        assert_eq!(
            labels(&engine),
            [Some(Label::Promo)],
            "before the record is known"
        );
        // What is on the page is not told again here: the habit is that of the six.
        let authors = told
            .authors
            .iter()
            .filter_map(|id| shelf.author(id).map(Known::from))
            .collect();
        engine.learn(
            PAGE,
            Learned {
                authors,
                ..Learned::default()
            },
        );
        assert_eq!(labels(&engine), [Some(expected)], "{promo} {answered}");
        shelf.forget_author("hackernews\nada");
        assert!(shelf.rows().len() == 0, "the comments under their posts go too");
    }
    let mut shelf = habit(0, true);
    let mut engine = open();
    let told = read(&mut engine, vec![post("1", "ada", "A small database")], 0);
    let painted = remember(&mut engine, &mut shelf, &told);
    assert_eq!(labels(&engine), [Some(Label::TwoWay)]);
    assert!(
        matches!(&painted[..], [ToPage::Paint { verdicts, .. }] if verdicts.len() == 1),
        "{painted:?}"
    );
}

#[test]
fn four_posts_are_no_habit_and_one_answer_in_view_outweighs_the_record() {
    let mut shelf = habit(6, false);
    let mut engine = open();
    let items = vec![
        post("1", "ada", PITCH),
        comment("2", "bo", "0", QUESTION),
        comment("3", "ada", "1", "Free some space first."),
    ];
    let told = read(&mut engine, items, 0);
    remember(&mut engine, &mut shelf, &told);
    assert_eq!(labels(&engine)[0], Some(Label::Promo));
}

#[test]
fn the_card_gives_every_number_with_its_n() {
    let mut shelf = habit(6, false);
    let mut engine = open();
    let told = read(&mut engine, vec![post("1", "ada", PITCH)], 0);
    remember(&mut engine, &mut shelf, &told);
    let card = engine.receive(PAGE, FromPage::Card { key: "1".into() }, NOW);
    let text = serde_json::to_string(&card).unwrap();
    assert!(
        text.contains(r#"{"key":"fact_record_posts","args":["2026-01-20","7","7"]}"#),
        "{text}"
    );
    assert!(
        text.contains(r#"{"key":"fact_record_answers","args":["0","6","0","39"]}"#),
        "{text}"
    );
    assert!(
        text.contains(r#"{"key":"reason_one_way_record","args":["7","7","0","6"]}"#),
        "{text}"
    );
    let author = engine.summary(7).unwrap().author.unwrap();
    assert_eq!((author.posts, author.asked, author.answered), (7, 6, 0));
}

#[test]
fn the_reader_is_known_by_the_name_that_they_gave() {
    let mut engine = Engine::new(Settings {
        own_names: [("hackernews".to_owned(), "@Ada".to_owned())].into(),
        ..Settings::default()
    });
    show(&mut engine);
    let told = read(
        &mut engine,
        vec![
            post("1", "ada", "A small database"),
            comment("2", "bo", "0", QUESTION),
        ],
        0,
    );
    let own: Vec<bool> = told
        .seen
        .iter()
        .map(|seen| seen.by.as_ref().unwrap().own)
        .collect();
    assert_eq!(own, [true, false]);
}
