//! The record: counted once, corrected later, joined in any order, pruned, written and read back.

#![allow(clippy::unwrap_used)] // What is missing should fail there and then.

use std::collections::{BTreeMap, HashMap};

use duplex::record::{
    Author, DAY, FileError, Habit, Row, Seen, SeenComment, SeenPost, SeenWhat, Shelf, Sketch, Tally, What,
    Who, csv, day_of, read_file, write_head, write_row, write_tail,
};
use duplex::values::{Category, State};
use proptest::prelude::*;

/// 2026-01-20, in milliseconds since 1970.
const NOW: f64 = 1_768_867_200_000.0;
const STATES: [State; 5] = [
    State::Answered,
    State::AnsweredByOthers,
    State::Unanswered,
    State::Ditto,
    State::Unknown,
];

fn who(name: &str) -> Who {
    Who {
        id: format!("pond\n{name}"),
        site: "pond".into(),
        name: Some(name.into()),
        ..Who::default()
    }
}

fn post(id: &str, by: &str, promo: bool) -> Seen {
    Seen {
        id: format!("pond\n{id}"),
        by: Some(who(by)),
        written: Some(NOW - 9.0 * DAY),
        what: SeenWhat::Post(SeenPost {
            promo,
            kinds: if promo { vec![Category::Sale] } else { Vec::new() },
            ..SeenPost::default()
        }),
    }
}

fn comment(id: &str, by: &str, under: &str, state: State) -> Seen {
    Seen {
        id: format!("pond\n{id}"),
        by: Some(who(by)),
        written: None,
        what: SeenWhat::Comment(SeenComment {
            post: Some(format!("pond\n{under}")),
            asks: state != State::Ditto,
            state,
            marked: false,
            newcomer: true,
            page: "https://pond.example/1".into(),
            start: "Which way?".into(),
        }),
    }
}

fn tally(shelf: &Shelf, name: &str) -> Tally {
    shelf
        .author(&format!("pond\n{name}"))
        .map(|author| author.tally.clone())
        .unwrap_or_default()
}

#[test]
fn an_item_counts_once_however_often_it_is_seen() {
    let mut shelf = Shelf::default();
    for visit in 0..50 {
        let now = NOW + f64::from(visit) * DAY / 4.0;
        shelf.take_in(&post("1", "ada", true), now);
        shelf.take_in(&comment("2", "bo", "1", State::Unanswered), now);
    }
    let ada = tally(&shelf, "ada");
    assert_eq!((ada.posts, ada.promo, ada.asked, ada.answered), (1, 1, 1, 0));
    assert_eq!(ada.kinds, BTreeMap::from([(Category::Sale, 1)]));
    assert_eq!(tally(&shelf, "bo").comments, 1);
    assert_eq!(shelf.row("pond\n1").unwrap().first, NOW);
}

#[test]
fn what_is_seen_later_corrects_and_what_is_hidden_later_takes_nothing_away() {
    let mut shelf = Shelf::default();
    shelf.take_in(&post("1", "ada", false), NOW);
    let mut see = |state, day: f64| {
        shelf.take_in(&comment("2", "bo", "1", state), NOW + day * DAY);
        let ada = tally(&shelf, "ada");
        (ada.asked, ada.answered, ada.unknown)
    };
    assert_eq!(see(State::Unknown, 0.0), (0, 0, 1));
    assert_eq!(see(State::Unanswered, 1.0), (1, 0, 0));
    assert_eq!(see(State::Unknown, 2.0), (1, 0, 0));
    assert_eq!(see(State::AnsweredByOthers, 3.0), (1, 0, 0));
    assert_eq!(see(State::Answered, 4.0), (1, 1, 0));
    assert_eq!(
        see(State::Unanswered, 5.0),
        (1, 1, 0),
        "an answer once seen stays"
    );
}

#[test]
fn a_clock_that_was_set_back_hides_no_correction_and_prunes_nothing() {
    let mut shelf = Shelf::default();
    shelf.take_in(&post("1", "ada", false), NOW);
    shelf.take_in(&comment("2", "bo", "1", State::Unanswered), NOW);
    let before = NOW - 400.0 * DAY;
    assert!(shelf.take_in(&comment("2", "bo", "1", State::Answered), before));
    assert_eq!(tally(&shelf, "ada").answered, 1);
    assert!(
        shelf
            .stale(day_of(before).saturating_sub(180), 50_000, 100)
            .is_empty()
    );
}

#[test]
fn a_crowd_is_judged_by_what_one_person_could_answer() {
    let mut shelf = Shelf::default();
    shelf.take_in(&post("1", "ada", false), NOW);
    for n in 0..300 {
        let state = if n < 20 {
            State::Answered
        } else {
            State::Unanswered
        };
        shelf.take_in(&comment(&format!("c{n}"), &format!("p{n}"), "1", state), NOW);
    }
    let ada = tally(&shelf, "ada");
    assert_eq!((ada.asked, ada.answered), (300, 20));
    assert_eq!((ada.fair_asked, ada.fair_answered), (20, 20));
    assert!(Habit::of(&ada).two_way_rate().unwrap().low > 0.5);
}

#[test]
fn a_copy_names_where_the_text_was_seen_first_and_no_post_is_its_own_copy() {
    let words =
        "Only three seats are left in our free webinar on how to fill a calendar with customers, sign up now";
    let with_text = |id: &str, by: &str, written: Option<f64>| {
        let mut seen = post(id, by, true);
        seen.written = written;
        if let SeenWhat::Post(post) = &mut seen.what {
            post.sketch = Sketch::of(words);
        }
        seen
    };
    let mut shelf = Shelf::default();
    shelf.take_in(&with_text("1", "ada", Some(NOW - 30.0 * DAY)), NOW);
    shelf.take_in(&with_text("2", "ada", Some(NOW - 20.0 * DAY)), NOW + 1.0);
    shelf.take_in(&with_text("3", "ada", None), NOW + 2.0);
    shelf.take_in(&with_text("4", "bo", None), NOW + 3.0);
    let copy = |id: &str| match &shelf.row(&format!("pond\n{id}")).unwrap().what {
        What::Post(post) => post.copy.clone(),
        What::Comment(_) => None,
    };
    assert_eq!(copy("1"), None);
    let own = copy("2").unwrap();
    assert_eq!((own.of.as_str(), own.own, own.first), ("pond\n1", true, NOW));
    assert_eq!(
        copy("3"),
        None,
        "without a time it may be the same post on another page"
    );
    let others = copy("4").unwrap();
    assert_eq!((others.name.as_str(), others.own), ("ada", false));
    assert_eq!(tally(&shelf, "ada").own_copies, 1);
    assert_eq!(tally(&shelf, "bo").others_copies, 1);
    shelf.forget_author("pond\nada");
    assert!(shelf.author("pond\nada").is_none() && shelf.row("pond\n1").is_none());
    assert_eq!(
        tally(&shelf, "bo").others_copies,
        0,
        "the forgotten are not named"
    );
}

#[test]
fn an_item_keeps_the_kind_that_it_was_first_seen_as() {
    let mut shelf = Shelf::default();
    shelf.take_in(&post("1", "ada", false), NOW);
    shelf.take_in(&comment("2", "bo", "1", State::Unanswered), NOW);
    shelf.take_in(&post("2", "bo", true), NOW);
    shelf.take_in(&comment("3", "cy", "2", State::Unanswered), NOW);
    assert_eq!((tally(&shelf, "bo").posts, tally(&shelf, "bo").comments), (0, 1));
    assert_eq!(tally(&shelf, "bo").asked, 0);
    assert_eq!(tally(&shelf, "ada").asked, 1);
}

/// One step of a history: who did what, in small numbers so that steps meet.
fn step() -> impl Strategy<Value = Step> {
    (
        0..6u8,
        0..12u8,
        0..40u8,
        0..STATES.len(),
        any::<bool>(),
        0..400u16,
    )
}

type Step = (u8, u8, u8, usize, bool, u16);

/// A record after a history in which items change their authors now and then.
fn replay(steps: &[Step]) -> Shelf {
    replay_by(steps, |author, _| author)
}

/// A record after a history in which an item's author stays who they are, as between two machines of one reader.
fn replay_steady(steps: &[Step]) -> Shelf {
    replay_by(steps, |_, comment| comment % 6)
}

fn replay_by(steps: &[Step], author_of: fn(u8, u8) -> u8) -> Shelf {
    let mut shelf = Shelf::default();
    for (author, post_id, comment_id, state, flag, day) in steps {
        let now = NOW + f64::from(*day) * DAY;
        // A post's author follows from its id, as on a real site.
        shelf.take_in(
            &post(&format!("p{post_id}"), &format!("a{}", post_id % 4), *flag),
            now,
        );
        let id = format!("c{comment_id}");
        let under = format!("p{}", comment_id % 12);
        let author = format!("a{}", author_of(*author, *comment_id));
        shelf.take_in(&comment(&id, &author, &under, STATES[*state]), now);
    }
    shelf
}

fn contents(shelf: &Shelf) -> (BTreeMap<String, Row>, BTreeMap<String, Author>) {
    (
        shelf.rows().map(|row| (row.id.clone(), row.clone())).collect(),
        shelf
            .authors()
            .map(|author| (author.id.clone(), author.clone()))
            .collect(),
    )
}

/// Counts from the rows alone, in the plainest way.
fn plain_recount(shelf: &Shelf) -> HashMap<String, Tally> {
    let mut tallies: HashMap<String, Tally> = HashMap::new();
    let comments: Vec<&Row> = shelf.rows().filter(|row| row.post().is_some()).collect();
    let mut under: HashMap<&str, Vec<&Row>> = HashMap::new();
    for row in comments {
        under.entry(row.post().unwrap()).or_default().push(row);
    }
    for row in shelf.rows() {
        let Some(by) = &row.by else { continue };
        let tally = tallies.entry(by.clone()).or_default();
        let What::Post(post) = &row.what else {
            tally.comments += 1;
            continue;
        };
        tally.posts += 1;
        tally.promo += u32::from(post.promo || post.ad);
        tally.ads += u32::from(post.ad);
        for kind in &post.kinds {
            *tally.kinds.entry(*kind).or_default() += 1;
        }
        tally.own_copies += u32::from(post.copy.as_ref().is_some_and(|copy| copy.own));
        tally.others_copies += u32::from(post.copy.as_ref().is_some_and(|copy| !copy.own));
        let (mut asked, mut answered) = (0, 0);
        for row in under.get(row.id.as_str()).into_iter().flatten() {
            let What::Comment(comment) = &row.what else {
                continue;
            };
            if comment.state == State::Unknown {
                tally.unknown += 1;
            } else if comment.asks {
                let hit = u32::from(comment.state == State::Answered);
                asked += 1;
                answered += hit;
                tally.plain_asked += u32::from(!comment.marked);
                tally.plain_answered += hit * u32::from(!comment.marked);
            }
        }
        tally.asked += asked;
        tally.answered += answered;
        tally.fair_asked += asked.min(20);
        tally.fair_answered += answered.min(20);
    }
    tallies
}

fn assert_sums_agree(shelf: &Shelf) {
    let plain = plain_recount(shelf);
    let kept: HashMap<String, Tally> = shelf
        .authors()
        .map(|author| (author.id.clone(), author.tally.clone()))
        .collect();
    assert_eq!(kept, plain);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn sums_agree_with_a_plain_recount_after_any_history(steps in prop::collection::vec(step(), 0..120), forgotten in 0..6u8) {
        let mut shelf = replay(&steps);
        assert_sums_agree(&shelf);
        for id in shelf.stale(day_of(NOW) + 100, 30, usize::MAX) {
            shelf.forget_row(&id);
        }
        assert_sums_agree(&shelf);
        prop_assert!(shelf.rows().len() <= 30);
        prop_assert!(shelf.rows().all(|row| row.last >= day_of(NOW) + 100));
        let forgotten = format!("pond\na{forgotten}");
        shelf.forget_author(&forgotten);
        assert_sums_agree(&shelf);
        prop_assert!(shelf.author(&forgotten).is_none());
        shelf.forget_site("pond");
        prop_assert!(shelf.rows().len() == 0 && shelf.authors().len() == 0);
    }

    #[test]
    fn joining_twice_or_in_another_order_ends_with_the_same(
        a in prop::collection::vec(step(), 0..60),
        b in prop::collection::vec(step(), 0..60),
        c in prop::collection::vec(step(), 0..60),
    ) {
        let (a, b, c) = (replay_steady(&a), replay_steady(&b), replay_steady(&c));
        let ab = a.clone().merged(b.clone());
        assert_sums_agree(&ab);
        prop_assert_eq!(contents(&ab), contents(&b.clone().merged(a.clone())));
        prop_assert_eq!(contents(&ab), contents(&ab.clone().merged(a.clone())));
        prop_assert_eq!(contents(&ab), contents(&ab.clone().merged(ab.clone())));
        let left = ab.merged(c.clone());
        prop_assert_eq!(contents(&left), contents(&a.merged(b.merged(c))));
    }

    #[test]
    fn a_file_is_read_back_as_it_was(steps in prop::collection::vec(step(), 0..60)) {
        let shelf = replay(&steps);
        prop_assert_eq!(contents(&read_file(&written(&shelf)).unwrap()), contents(&shelf));
    }

    #[test]
    fn a_batch_on_a_part_of_the_record_counts_as_on_the_whole(
        steps in prop::collection::vec(step(), 1..60), more in prop::collection::vec(step(), 1..10)
    ) {
        let mut whole = replay(&steps);
        let mut part = Shelf::default();
        part.put_stored(whole.rows().cloned().collect(), whole.authors().cloned().collect());
        for shelf in [&mut whole, &mut part] {
            for (author, post_id, comment_id, state, flag, day) in &more {
                let now = NOW + f64::from(*day) * DAY;
                shelf.take_in(&post(&format!("p{post_id}"), &format!("a{}", post_id % 4), *flag), now);
                let under = format!("p{}", comment_id % 12);
                shelf.take_in(&comment(&format!("c{comment_id}"), &format!("a{author}"), &under, STATES[*state]), now);
            }
        }
        prop_assert_eq!(contents(&whole), contents(&part));
    }
}

fn written(shelf: &Shelf) -> String {
    let authors: Vec<Author> = shelf.authors().cloned().collect();
    let mut text = write_head(&authors);
    for (index, row) in shelf.rows().enumerate() {
        write_row(&mut text, row, index == 0);
    }
    text + write_tail()
}

#[test]
fn a_file_that_is_broken_too_new_or_too_large_says_what_and_where() {
    let Err(FileError::Broken(what)) = read_file("{\"duplex_record\":1,\n\"items\":[{]}") else {
        panic!("it was read")
    };
    assert!(what.contains("line 2"), "{what}");
    let Err(FileError::Broken(what)) =
        read_file("{\"duplex_record\":1,\"items\":[{\"i\":\"x\",\"f\":1,\"l\":1,\"a\":1,\"x\":{\"p\":{}}}]}")
    else {
        panic!("it was read")
    };
    assert!(what.contains("items[0]"), "{what}");
    assert!(matches!(read_file("[1]"), Err(FileError::Broken(_))));
    assert!(matches!(read_file("{\"other\":1}"), Err(FileError::Broken(_))));
    assert!(matches!(
        read_file("{\"duplex_record\":0}"),
        Err(FileError::Broken(_))
    ));
    let later = "{\"duplex_record\":2,\"items\":{\"a\":\"shape of tomorrow\"}}";
    assert_eq!(read_file(later).err(), Some(FileError::TooNew(2)));
    let large = " ".repeat(duplex::record::MOST_BYTES + 1);
    assert_eq!(read_file(&large).err(), Some(FileError::TooLarge(large.len())));
    let shelf = read_file("{\"duplex_record\":1,\"tomorrow\":[1],\"items\":[]}").unwrap();
    assert_eq!(shelf.rows().len(), 0, "unknown names are passed over");
}

#[test]
fn a_table_is_safe_to_open() {
    let mut shelf = Shelf::default();
    let mut seen = post("1", "ada", true);
    seen.by.as_mut().unwrap().name = Some("=HYPERLINK(\"x\"), \"Ada\"".into());
    shelf.take_in(&seen, NOW);
    let text = csv(&shelf.authors().cloned().collect::<Vec<_>>());
    let line = text.lines().nth(1).unwrap();
    assert!(
        line.starts_with("\"pond\",\"'=HYPERLINK(\"\"x\"\"), \"\"Ada\"\"\","),
        "{line}"
    );
    assert_eq!(text.lines().count(), 2);
}

/// A history of 100,000 items in batches of 20: each a post with its comments, some seen again, some answered later.
#[test]
fn a_hundred_thousand_items_are_neither_lost_nor_counted_twice() {
    let mut shelf = Shelf::default();
    let mut state = 7u64;
    let mut next = move |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut truth: HashMap<String, State> = HashMap::new();
    for batch in 0..6_500u64 {
        let now = NOW + batch as f64 * 60_000.0;
        // One batch in five shows an old thread again.
        let thread = if batch > 10 && next(5) == 0 {
            next(batch)
        } else {
            batch
        };
        shelf.take_in(
            &post(
                &format!("p{thread}"),
                &format!("a{}", thread % 1_000),
                thread % 3 == 0,
            ),
            now,
        );
        for n in 0..19 {
            let (id, state) = (format!("c{thread}-{n}"), STATES[next(5) as usize]);
            shelf.take_in(
                &comment(
                    &id,
                    &format!("b{}", (thread * 19 + n) % 9_000),
                    &format!("p{thread}"),
                    state,
                ),
                now,
            );
            let known = truth.entry(id).or_insert(state);
            if *known != State::Answered && state != State::Unknown {
                *known = state;
            }
        }
    }
    let threads = shelf.rows().filter(|row| row.is_post()).count();
    assert_eq!(shelf.rows().len(), threads * 20);
    assert_eq!(truth.len(), threads * 19);
    for (id, state) in &truth {
        let What::Comment(comment) = &shelf.row(&format!("pond\n{id}")).unwrap().what else {
            panic!("{id}")
        };
        assert_eq!(comment.state, *state, "{id}");
    }
    assert_sums_agree(&shelf);
    let recounted = Shelf::recount(
        shelf.rows().cloned().collect(),
        shelf.authors().cloned().collect(),
    );
    assert_eq!(contents(&recounted), contents(&shelf));
}
