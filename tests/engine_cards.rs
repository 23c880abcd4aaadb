//! What the card and the badges say of a thread: its evidence, what is only seen, and what cannot be known.

#![allow(clippy::unwrap_used)] // A missing answer should fail there and then.

mod support;

use duplex::engine::Engine;
use duplex::sites::PageRule;
use duplex::values::{Batch, FromPage, RawItem, State};

use support::{NOW, PAGE, QUESTION, THREAD, comment, open, post, raw};

/// A point that asks for an answer without asking a question.
const POINT: &str = "I disagree with the second part. In my experience the index matters less than the log, because with \
    a faster disk our servers took half the time; so the comparison is not fair.";
const OFFER: &str =
    "Last chance! 50 % off all plans with code SAVE50, only until Sunday. Order now in our shop.";

/// Reads a page whole, with what it says of itself.
fn page(items: Vec<RawItem>, said: &[(&str, &str)]) -> Engine {
    let (mut engine, _) = open(THREAD);
    let value = |name: &&str| said.iter().find(|(n, _)| n == name).map(|(_, v)| (*v).to_owned());
    let batch = Batch {
        site: "hackernews".into(),
        items,
        page: Some(PageRule::FIELDS.iter().map(value).collect()),
        ..Batch::default()
    };
    engine.receive(PAGE, FromPage::Batch(batch), NOW);
    engine
}

fn state(engine: &Engine, key: &str) -> State {
    let items = engine.audit(PAGE.0).unwrap().items;
    items.iter().find(|item| item.key == key).unwrap().state.unwrap()
}

/// The card of an item, as the page gets it.
fn card(engine: &mut Engine, key: &str) -> String {
    let answers = engine.receive(PAGE, FromPage::Card { key: key.into() }, NOW);
    format!("{answers:?}")
}

/// Whether a card says `key` with these numbers.
fn says(card: &str, key: &str, numbers: &[u32]) -> bool {
    let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
    card.contains(&format!("Message {{ key: \"{key}\", args: {numbers:?} }}"))
}

/// A post by Ada and comments `(by, depth, text)`.
fn thread(text: &str, comments: &[(&str, &str, &str)]) -> Vec<RawItem> {
    let comments = comments.iter().enumerate();
    let comments = comments.map(|(i, (by, depth, text))| comment(&(i + 2).to_string(), by, depth, text));
    std::iter::once(post("ada", text)).chain(comments).collect()
}

#[test]
fn a_page_that_holds_12_of_80_comments_says_so_and_accuses_nobody() {
    let names: Vec<String> = (0..12).map(|i| format!("voice{i}")).collect();
    let asked: Vec<(&str, &str, &str)> = names.iter().map(|by| (by.as_str(), "0", QUESTION)).collect();
    let whole = page(thread("A small database", &asked), &[("total", "12")]);
    assert_eq!(state(&whole, "5"), State::Unanswered);
    let mut part = page(thread("A small database", &asked), &[("total", "80")]);
    assert!((2..14).all(|key| state(&part, &key.to_string()) == State::Unknown));
    let said = card(&mut part, "1");
    assert!(says(&said, "fact_loaded_of", &[12, 80]), "{said}");
    assert!(says(&said, "fact_unknown_count", &[12]), "{said}");
}

#[test]
fn what_is_young_undated_or_locked_waits_for_nobody() {
    let at = |time: Option<&str>, said: &[(&str, &str)]| {
        let mut known = vec![
            ("author", "bo"),
            ("handle", "bo"),
            ("depth", "0"),
            ("text", QUESTION),
        ];
        known.extend(time.map(|time| ("time", time)));
        let items = vec![
            post("ada", "A small database"),
            comment("2", "cy", "0", "Nice."),
            raw(1, "3", &known),
        ];
        let mut engine = page(items, said);
        (state(&engine, "3"), card(&mut engine, "3"))
    };
    assert_eq!(at(Some("2026-01-02T10:00:00"), &[]).0, State::Unanswered);
    for (time, said, why) in [
        (Some("2026-01-19T20:00:00"), &[][..], "unknown_young"),
        (None, &[], "unknown_undated"),
        (Some("2026-01-02T10:00:00"), &[("locked", "")], "unknown_locked"),
    ] {
        let (state, card) = at(time, said);
        assert_eq!(state, State::Unknown, "{why}");
        assert!(card.contains(why), "{card}");
    }
}

#[test]
fn a_like_by_the_op_and_an_update_are_told_and_answer_nothing() {
    let liked = [
        ("author", "bo"),
        ("handle", "bo"),
        ("depth", "0"),
        ("text", QUESTION),
        ("time", "2026-01-02T10:00:00"),
        ("seen", ""),
    ];
    let mut engine = page(vec![post("ada", "A small database"), raw(1, "2", &liked)], &[]);
    assert_eq!(state(&engine, "2"), State::Unanswered);
    assert!(card(&mut engine, "2").contains("fact_seen"));
    let updated = "A small database\nUpdate: free some space first.";
    let mut engine = page(thread(updated, &[("bo", "0", QUESTION)]), &[]);
    assert_eq!(state(&engine, "2"), State::Unanswered);
    assert!(card(&mut engine, "2").contains("fact_updated"));
}

/// "Answered 2 of 17 comments that asked; 0 of 6 questions; nothing known of 40."
#[test]
fn the_evidence_counts_questions_points_and_what_is_not_known() {
    let mut items = vec![post("ada", "A small database")];
    let next = |items: &[RawItem]| (items.len() + 1).to_string();
    for i in 0..17 {
        let text = if i < 6 { QUESTION } else { POINT };
        items.push(comment(&next(&items), &format!("voice{i}"), "0", text));
        if i > 14 {
            items.push(comment(&next(&items), "ada", "1", "We used the faster disk."));
        }
    }
    for i in 0..40 {
        let by = format!("other{i}");
        let folded = [
            ("author", by.as_str()),
            ("handle", by.as_str()),
            ("depth", "0"),
            ("text", QUESTION),
            ("time", "2026-01-02T10:00:00"),
            ("more", ""),
        ];
        items.push(raw(1, &next(&items), &folded));
    }
    let mut engine = page(items, &[]);
    let said = card(&mut engine, "1");
    for (key, numbers) in [
        ("fact_answered_of", &[2, 17][..]),
        ("fact_questions_of", &[0, 6]),
        ("fact_unknown_count", &[40]),
    ] {
        assert!(says(&said, key, numbers), "{key}: {said}");
    }
}

#[test]
fn an_offer_that_answers_nobody_is_one_way_and_who_answers_is_two_way() {
    let ask = |i: usize| ["bo", "cy", "di", "ed", "flo", "gil"][i % 6];
    let left: Vec<(&str, &str, &str)> = (0..6).map(|i| (ask(i), "0", QUESTION)).collect();
    let answer = ("ada", "1", "Free some space first, then run restore.");
    let taken: Vec<(&str, &str, &str)> = left.iter().flat_map(|asked| [*asked, answer]).collect();
    let badges = |text: &str, comments: &[(&str, &str, &str)]| {
        let said = card(&mut page(thread(text, comments), &[]), "1");
        (said.contains("badge_one_way"), said.contains("badge_two_way"))
    };
    assert_eq!(badges(OFFER, &left), (true, false));
    assert_eq!(badges(OFFER, &taken), (false, true));
    assert_eq!(badges("A small database", &left), (false, false));
    // From a handful nothing is said.
    assert_eq!(badges(OFFER, &left[..4]), (false, false));
    assert_eq!(badges(OFFER, &taken[..8]), (false, false));
}

/// A newcomer's question is told as one until the OP answers them anywhere on the page.
#[test]
fn a_newcomers_question_is_told_as_such() {
    let badge = |comments: &[(&str, &str, &str)]| {
        let mut engine = page(thread("A small database", comments), &[]);
        card(&mut engine, "2").contains("badge_unanswered_newcomer")
    };
    assert!(badge(&[("bo", "0", QUESTION)]));
    assert!(!badge(&[
        ("bo", "0", QUESTION),
        ("bo", "0", POINT),
        ("ada", "1", "That disk was slow, yes.")
    ]));
}

/// A call without its column, and a column without its call, prove nothing.
#[test]
fn bait_needs_both_ends() {
    let column = |word| ["bo", "cy", "di", "ed"].map(|by| (by, "0", word));
    let bait = |text: &str, comments: &[(&str, &str, &str)]| {
        card(&mut page(thread(text, comments), &[]), "1").contains("category_engagement_bait")
    };
    let call = "My plan in one page. Comment PLAN and it is yours";
    assert!(bait(call, &column("PLAN")));
    let talk = [
        ("bo", "0", "How long is it?"),
        ("cy", "0", "Nice."),
        ("di", "0", "I had one in 2019."),
    ];
    assert!(!says_column(call, &talk));
    assert!(!bait("My plan in one page, at last", &column("PLAN")));
}

fn says_column(text: &str, comments: &[(&str, &str, &str)]) -> bool {
    card(&mut page(thread(text, comments), &[]), "1").contains("fact_column")
}
