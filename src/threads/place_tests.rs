//! Tests of [`super`].

use super::*;

fn post(key: &str) -> Item {
    Item {
        key: key.into(),
        kind: Some(Kind::Post),
        author: Some("Pia".into()),
        ..Item::default()
    }
}

fn comment(key: &str) -> Item {
    Item {
        key: key.into(),
        kind: Some(Kind::Comment),
        author: Some(format!("by {key}")),
        ..Item::default()
    }
}

fn deep(key: &str, depth: u32) -> Item {
    Item {
        depth: Some(depth),
        ..comment(key)
    }
}

fn stream(key: &str, joins: bool) -> Item {
    Item {
        key: key.into(),
        joins,
        ..Item::default()
    }
}

fn parents(places: &[Place]) -> Vec<Option<usize>> {
    places.iter().map(|p| p.parent).collect()
}

#[test]
fn depth_counts_from_anywhere_and_may_jump() {
    let items = [
        post("p"),
        deep("a", 1),
        deep("b", 2),
        deep("c", 5),
        deep("d", 2),
        deep("e", 1),
    ];
    let places = place(&items, None);
    assert_eq!(
        parents(&places),
        [None, Some(0), Some(1), Some(2), Some(1), Some(0)]
    );
    assert!(places.iter().all(|p| p.certain && p.root == Some(0)));
}

#[test]
fn ids_and_holders_come_before_depth() {
    let named = Item {
        parent: Some("a".into()),
        ..deep("c", 9)
    };
    let held = Item {
        inside: Some("b".into()),
        ..deep("d", 0)
    };
    let places = place(&[post("p"), deep("a", 0), deep("b", 0), named, held], None);
    assert_eq!(parents(&places), [None, Some(0), Some(0), Some(1), Some(2)]);
}

#[test]
fn a_post_that_holds_everything_leaves_the_word_to_depth() {
    let held = |key, depth| Item {
        inside: Some("p".into()),
        ..deep(key, depth)
    };
    let places = place(&[post("p"), held("a", 0), held("b", 1)], None);
    assert_eq!(parents(&places), [None, Some(0), Some(1)]);
}

#[test]
fn silence_means_the_post_only_where_others_are_nested() {
    let held = Item {
        inside: Some("a".into()),
        ..comment("b")
    };
    assert!(place(&[post("p"), comment("a"), held], None)[1].certain);
    let flat = place(&[post("p"), comment("a"), comment("b")], None);
    assert_eq!(
        flat[2],
        Place {
            kind: Kind::Comment,
            parent: Some(0),
            root: Some(0),
            certain: false
        }
    );
}

#[test]
fn a_missing_parent_is_not_guessed() {
    let lost = Item {
        parent: Some("gone".into()),
        ..comment("a")
    };
    let top = Item {
        parent: Some("f".into()),
        ..comment("b")
    };
    let places = place(&[post("stand-in"), lost, top], Some("f"));
    assert_eq!(
        places[1],
        Place {
            kind: Kind::Comment,
            parent: None,
            root: Some(0),
            certain: false
        }
    );
    assert_eq!(
        places[2],
        Place {
            kind: Kind::Comment,
            parent: Some(0),
            root: Some(0),
            certain: true
        }
    );
}

#[test]
fn related_cards_and_ads_take_no_comments() {
    let ad = Item {
        ad: true,
        ..post("ad")
    };
    let places = place(
        &[post("p"), ad, deep("a", 0), post("related"), post("more")],
        None,
    );
    assert_eq!(places[2].root, Some(0));
    assert_eq!(places[3].root, Some(3));
}

#[test]
fn comments_belong_to_the_post_before_them_or_round_them() {
    let inner = Item {
        inside: Some("p".into()),
        ..comment("b")
    };
    let places = place(&[post("p"), deep("a", 0), post("q"), deep("c", 0), inner], None);
    assert_eq!(
        [places[1].root, places[3].root, places[4].root],
        [Some(0), Some(2), Some(0)]
    );
    assert_eq!(place(&[deep("a", 0), post("p")], None)[0].root, Some(1));
    assert_eq!(place(&[deep("a", 0)], None)[0].root, None);
}

#[test]
fn a_feed_joins_comments_to_the_item_above() {
    let places = place(&[stream("a", true), stream("b", true), stream("c", false)], None);
    assert_eq!(
        places.iter().map(|p| p.kind).collect::<Vec<_>>(),
        [Kind::Post, Kind::Comment, Kind::Post]
    );
    assert_eq!(places[1].parent, Some(0));
}

#[test]
fn a_focused_stream_has_one_post_and_its_thread() {
    let apart = Item {
        apart: true,
        ..stream("more", false)
    };
    let ad = Item {
        ad: true,
        ..stream("ad", false)
    };
    let items = [
        stream("p", false),
        stream("f", true),
        stream("a", false),
        stream("b", true),
        ad,
        stream("c", false),
        apart,
    ];
    let places = place(&items, Some("f"));
    assert_eq!(
        parents(&places),
        [None, Some(0), Some(1), Some(2), None, Some(1), None]
    );
    assert_eq!(places[6].kind, Kind::Post);
    assert!(places[..4].iter().all(|p| p.root == Some(0) && p.certain));
}

#[test]
fn flat_lists_answer_by_name() {
    let to_a = Item {
        answers: Some("@By A".into()),
        ..comment("c")
    };
    let to_post = Item {
        answers: Some("pia".into()),
        ..comment("d")
    };
    let to_nobody = Item {
        answers: Some("Zoe".into()),
        ..comment("e")
    };
    let places = place(
        &[post("p"), comment("a"), comment("b"), to_a, to_post, to_nobody],
        None,
    );
    assert_eq!(parents(&places), [None, Some(0), Some(0), Some(1), Some(0), None]);
    assert!(places[3].certain && !places[5].certain);
}

#[test]
fn circles_and_twins_end() {
    let to = |key: &str, parent: &str| Item {
        parent: Some(parent.into()),
        ..comment(key)
    };
    let places = place(
        &[
            post("p"),
            to("a", "b"),
            to("b", "a"),
            to("c", "c"),
            to("d", "a"),
            to("d", "d"),
        ],
        None,
    );
    assert_eq!(places[1].parent, Some(0));
    assert!(!places[1].certain && !places[2].certain);
    assert!(places.iter().all(|p| p.root == Some(0)));
}

#[test]
fn a_long_chain_needs_no_stack() {
    let items: Vec<Item> = std::iter::once(post("p"))
        .chain((0..100_000).map(|i| deep(&i.to_string(), i)))
        .collect();
    assert_eq!(place(&items, None)[100_000].parent, Some(99_999));
}
