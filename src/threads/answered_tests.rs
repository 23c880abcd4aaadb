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
