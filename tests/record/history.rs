//! Laws of the record: whatever happened, the sums agree with a plain recount.

use std::collections::{BTreeMap, HashMap};

use duplex::record::{
    Author, DAY, Row, Shelf, Tally, What, day_of, read_file, write_head, write_row, write_tail,
};
use duplex::values::State;
use proptest::prelude::*;

use super::{NOW, STATES, comment, post};

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
        tally.ads += u32::from(post.ad);
        tally.posts += u32::from(!post.ad);
        if post.promo && !post.ad {
            tally.promo += 1;
            for kind in &post.kinds {
                tally.kinds[*kind] += 1;
            }
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
        .map(|author| (author.id.clone(), author.tally))
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
