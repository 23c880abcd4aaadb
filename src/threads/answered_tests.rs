//! Tests of [`super`].

use super::*;
use crate::threads::place;

const HOUR: f64 = 3_600_000.0;

/// A page: a post by Pia Holm, then comments `(author, depth, text)`, an hour apart, all of which ask.
struct Page {
    items: Vec<Item>,
    times: Vec<Option<f64>>,
    completeness: Completeness,
}

fn page(comments: &[(&str, u32, &str)]) -> Page {
    let item = |key: usize, kind, author: &str, text: &str| Item {
        key: key.to_string(),
        kind: Some(kind),
        author: Some(author.into()),
        text: text.into(),
        ..Item::default()
    };
    let mut items = vec![item(0, Kind::Post, "Pia Holm", "My oven.")];
    for (i, (author, depth, text)) in comments.iter().enumerate() {
        items.push(Item {
            depth: Some(*depth),
            ..item(i + 1, Kind::Comment, author, text)
        });
    }
    Page {
        times: (0..items.len()).map(|i| Some(i as f64 * HOUR)).collect(),
        items,
        completeness: Completeness {
            page: true,
            ..Completeness::default()
        },
    }
}

impl Page {
    fn standings(&self) -> Vec<Standing> {
        stand(&Thread {
            items: &self.items,
            places: &place(&self.items, None),
            asks: &vec![true; self.items.len()],
            times: &self.times,
            completeness: self.completeness,
            now: 1000.0 * HOUR,
            grace: 24.0 * HOUR,
        })
    }

    fn state(&self, i: usize) -> Result<State, Gap> {
        let standing = self.standings()[i];
        standing
            .gap
            .map_or(Ok(standing.state.unwrap_or(State::Unknown)), Err)
    }
}

#[test]
fn the_op_answers_anywhere_in_the_branch_others_do_not() {
    let page = page(&[
        ("Ann", 0, "?"),
        ("Bo", 1, "x"),
        ("Pia Holm", 2, "y"),
        ("Cy", 0, "?"),
        ("Bo", 1, "x"),
        ("Di", 0, "?"),
        ("Di", 1, "also"),
    ]);
    assert_eq!(page.state(1), Ok(State::Answered));
    assert_eq!(page.state(4), Ok(State::AnsweredByOthers));
    assert_eq!(page.state(6), Ok(State::Unanswered));
}

#[test]
fn co_authors_count_as_the_op() {
    let mut page = page(&[("Ann", 0, "?"), ("Bo Kay", 1, "x")]);
    assert_eq!(page.state(1), Ok(State::AnsweredByOthers));
    page.items[0].author = Some("Pia Holm and Bo Kay".into());
    assert_eq!(page.state(1), Ok(State::Answered));
}

#[test]
fn an_answer_outside_the_branch_counts_when_it_names_whom_it_answers() {
    for answer in [
        "@Ann it is the fuse",
        "Hi Ann, it is the fuse",
        "Thanks all.\n@Ann: the fuse",
    ] {
        let page = page(&[
            ("Ann", 0, "?"),
            ("Bo", 0, "?"),
            ("Bo", 1, "x"),
            ("Pia Holm", 0, answer),
        ]);
        assert_eq!(page.state(1), Ok(State::Answered), "{answer}");
        assert_eq!(page.state(2), Ok(State::Unanswered), "{answer}");
    }
}

#[test]
fn what_was_said_before_is_no_answer_whatever_the_view() {
    let mut page = page(&[("Pia Holm", 0, "@Ann welcome"), ("Ann", 0, "?"), ("Ann", 1, "x")]);
    assert_eq!(page.state(2), Ok(State::Unanswered));
    // Newest first: the same words, said later.
    page.times[1] = Some(9.0 * HOUR);
    assert_eq!(page.state(2), Ok(State::Answered));
    // Without times the order of such a list tells nothing.
    page.times = vec![None; 4];
    assert_eq!(page.state(2), Err(Gap::Stray));
}

#[test]
fn what_cannot_be_known_has_its_reason() {
    let reason = |change: &dyn Fn(&mut Page)| {
        let mut page = page(&[("Ann", 0, "?"), ("Bo", 0, "?"), ("Bo", 1, "x")]);
        change(&mut page);
        page.state(1).err()
    };
    assert_eq!(reason(&|_| {}), None);
    assert_eq!(reason(&|p| p.items[1].more = true), Some(Gap::Collapsed));
    assert_eq!(reason(&|p| p.items[1].replies = Some(1)), Some(Gap::Uncounted));
    assert_eq!(reason(&|p| p.items[1].deleted = true), Some(Gap::Removed));
    assert_eq!(reason(&|p| p.items[1].author = None), Some(Gap::Masked));
    assert_eq!(reason(&|p| p.items[0].author = None), Some(Gap::Poster));
    assert_eq!(reason(&|p| p.times[1] = Some(999.0 * HOUR)), Some(Gap::Young));
    assert_eq!(reason(&|p| p.times[1] = Some(976.0 * HOUR)), None);
    assert_eq!(reason(&|p| p.times[1] = None), Some(Gap::Undated));
    assert_eq!(reason(&|p| p.completeness.locked = true), Some(Gap::Locked));
    assert_eq!(reason(&|p| p.completeness.filtered = true), Some(Gap::Filtered));
    assert_eq!(reason(&|p| p.completeness.loading = true), Some(Gap::Loading));
    assert_eq!(reason(&|p| p.completeness.total = Some(4)), Some(Gap::Missing));
    assert_eq!(reason(&|p| p.completeness.total = Some(3)), None);
    assert_eq!(reason(&|p| p.completeness.page = false), Some(Gap::Unproven));
    assert_eq!(reason(&|p| p.completeness.cut = true), None);
    assert_eq!(
        reason(&|p| {
            p.completeness.cut = true;
            p.items.truncate(2);
        }),
        Some(Gap::Cut)
    );
}

#[test]
fn a_count_of_zero_proves_that_nobody_answered_and_one_that_is_not_reached_that_nothing_is_known() {
    let mut page = page(&[("Ann", 0, "?"), ("Bo", 0, "?")]);
    page.completeness = Completeness {
        count: true,
        ..Completeness::default()
    };
    page.items[1].replies = Some(0);
    assert_eq!(page.state(1), Ok(State::Unanswered));
    assert_eq!(page.state(2), Err(Gap::Unproven));
    page.items[2].replies = Some(3);
    assert_eq!(page.state(2), Err(Gap::Uncounted));
}

/// Marked by the site, or known by handle or profile link: a team's account that the site marks is the OP too.
#[test]
fn the_sites_mark_the_handle_and_the_profile_tell_the_op() {
    let mut page = page(&[("Ann", 0, "?"), ("Oven Makers", 1, "x")]);
    assert_eq!(page.state(1), Ok(State::AnsweredByOthers));
    let answered = |change: &dyn Fn(&mut Item, &mut Item)| {
        let mut page = Page {
            items: page.items.clone(),
            times: page.times.clone(),
            completeness: page.completeness,
        };
        let (post, rest) = page.items.split_at_mut(1);
        change(&mut post[0], &mut rest[1]);
        page.state(1)
    };
    assert_eq!(answered(&|_, reply| reply.op = true), Ok(State::Answered));
    assert_eq!(
        answered(&|post, reply| {
            post.handle = Some("@PiaHolm".into());
            reply.handle = Some("piaholm".into());
        }),
        Ok(State::Answered)
    );
    assert_eq!(
        answered(&|post, reply| {
            post.link = Some("https://example.org/u/pia".into());
            reply.link = Some("https://example.org/u/pia/".into());
        }),
        Ok(State::Answered)
    );
    page.items[2].verified = true;
    assert_eq!(page.state(1), Ok(State::AnsweredByOthers));
}

/// Newcomers: without the site's mark, and answered by the OP nowhere on the page.
#[test]
fn who_was_answered_once_or_bears_the_sites_mark_is_no_newcomer() {
    let mut page = page(&[
        ("Ann", 0, "?"),
        ("Pia Holm", 1, "x"),
        ("Ann", 0, "?"),
        ("Bo", 0, "?"),
        ("Cy", 0, "?"),
    ]);
    page.items[5].verified = true;
    let newcomers: Vec<bool> = page.standings().iter().map(|s| s.newcomer).collect();
    assert_eq!(newcomers, [false, false, false, false, true, false]);
}

#[test]
fn a_reply_by_nobody_known_is_neither_the_askers_nor_anothers() {
    let mut page = page(&[("Ann", 0, "?"), ("Anonymous", 1, "x")]);
    page.completeness.marks_op = true;
    assert_eq!(page.state(1), Err(Gap::Masked));
    page.items[2].author = Some("Bo".into());
    assert_eq!(page.state(1), Ok(State::AnsweredByOthers));
}

#[test]
fn a_like_and_an_update_are_seen_not_answered() {
    let mut page = page(&[("Ann", 0, "?"), ("Bo", 0, "?"), ("Bo", 1, "x")]);
    page.items[1].seen = true;
    let seen = |page: &Page| page.standings().iter().map(|s| s.seen).collect::<Vec<_>>();
    assert_eq!(seen(&page), [None, Some(Seen::Liked), None, None]);
    page.items[0].text.push_str("\nUpdate: it was the fuse");
    assert_eq!(
        seen(&page),
        [None, Some(Seen::Liked), Some(Seen::Updated), Some(Seen::Updated)]
    );
    assert_eq!(page.state(1), Ok(State::Unanswered));
}
