//! The record: counted once, corrected later, joined in any order, pruned, written and read back.

#![allow(clippy::unwrap_used)] // What is missing should fail there and then.

#[path = "record/history.rs"]
mod history;

use duplex::record::{
    DAY, FileError, Habit, Seen, SeenComment, SeenPost, SeenWhat, Shelf, Sketch, Tally, What, Who, csv,
    day_of, read_file,
};
use duplex::values::{Category, State};

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
        .map(|author| author.tally)
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
    assert_eq!(ada.kinds[Category::Sale], 1);
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
