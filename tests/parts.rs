//! A long page is understood part by part as it grows; what comes out must be what the whole page says.

#![allow(clippy::unwrap_used)] // A missing answer should fail there and then.

use duplex::engine::Engine;
use duplex::record::Told;
use duplex::sites::ItemRule;
use duplex::values::{Batch, FromPage, RawItem, Settings, ToPage};

/// 2026-01-20, in milliseconds since 1970.
const NOW: f64 = 1_768_867_200_000.0;
const PAGE: (i32, i64) = (1, 0);

const TEXTS: &[&str] = &[
    "How do you restore it from a backup when the disk is full?",
    "Thank you, lovely!",
    "Sign up now for our new course, 20% off with code MAY: https://shop.example/?utm_source=a #sale",
    "Yesterday the river froze, and the geese walked over it.",
    "You mention the second edition, but the table on page 12 is from the first, is it not?",
];

/// Numbers that are the same in every run.
struct Random(u32);

impl Random {
    fn below(&mut self, end: u32) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 16) % end
    }

    fn one_in(&mut self, n: u32) -> bool {
        self.below(n) == 0
    }
}

/// An item of a feed: `number` counts in document order, `around` is the post before it, `comments` the rule of
/// comments; 0 where one rule reads all.
fn item(random: &mut Random, number: u32, around: u32, comments: u32) -> RawItem {
    let stream = comments == 0;
    let comment = number > 0 && random.below(3) > 0;
    let name = format!("person {}", random.below(6));
    let mut values = vec![(
        "text",
        TEXTS[random.below(TEXTS.len() as u32) as usize].to_owned(),
    )];
    // Often the first age on a page comes late.
    if random.one_in(10) {
        values.push(("time", "2026-01-02T10:00:00".to_owned()));
    }
    // And so do names without which marks of the poster prove nothing.
    if !random.one_in(12) {
        values.push(("author", name));
    }
    if stream && comment {
        values.push(("joins", "1".to_owned()));
    }
    for (flag, rarity) in [("ad", 15), ("apart", 15), ("op", 9), ("more", 9), ("deleted", 15)] {
        if random.one_in(rarity) {
            values.push((flag, "1".to_owned()));
        }
    }
    if random.one_in(4) {
        values.push(("replies", random.below(3).to_string()));
    }
    // Now and then an answer to something before it, or across the feed.
    if comment && random.one_in(60) {
        values.push(("parent", random.below(number + 4).to_string()));
    }
    let value = |field: &&str| {
        values
            .iter()
            .find(|(name, _)| name == field)
            .map(|(_, v)| v.clone())
    };
    RawItem {
        rule: if comment { comments } else { 0 },
        key: number.to_string(),
        after: number.checked_sub(1).map(|before| before.to_string()),
        inside: (!stream && comment).then(|| around.to_string()),
        values: ItemRule::FIELDS.iter().map(value).collect(),
        ..RawItem::default()
    }
}

/// Feeds a page batch by batch and holds what is understood against a look at the whole.
fn grow(url: &str, site: &str, comments: u32, seed: u32) {
    let mut random = Random(seed);
    let mut engine = Engine::new(Settings::default());
    let hello = FromPage::Hello {
        url: url.into(),
        drawn: Vec::new(),
    };
    assert!(matches!(&engine.receive(PAGE, hello, NOW)[..], [ToPage::Plan(plan)] if plan.site == site));
    let (mut number, mut around) = (0, 0);
    for _ in 0..14 {
        let mut items = Vec::new();
        for _ in 0..random.below(9) {
            let made = item(&mut random, number, around, comments);
            if made.inside.is_none() {
                around = number;
            }
            number += 1;
            items.push(made);
        }
        if number > 0 && random.one_in(2) {
            // An item seen before says something else now.
            let again = random.below(number);
            items.push(item(&mut random, again, again.saturating_sub(1), comments));
        }
        let batch = Batch {
            site: site.into(),
            items,
            pending: u32::from(random.one_in(3)),
            page: None,
        };
        engine.receive(PAGE, FromPage::Batch(batch), NOW);
        let grown = engine.audit(PAGE.0).unwrap();
        engine.tell(PAGE, NOW);
        let painted = engine.set_settings(Settings::default(), NOW);
        let whole = engine.audit(PAGE.0).unwrap();
        assert_eq!(grown, whole, "{site}, seed {seed}");
        // What the record was told by parts is all that there is to tell.
        assert_eq!(engine.tell(PAGE, NOW), Told::default(), "{site}, seed {seed}");
        assert!(
            matches!(&painted[..], [(PAGE, answers)] if matches!(&answers[..], [ToPage::Paint { verdicts, .. }] if verdicts.is_empty())),
            "{site}, seed {seed}: {painted:?}"
        );
        assert_eq!(engine.count(PAGE.0), engine.summary(PAGE.0).unwrap().marked.len());
    }
}

#[test]
fn a_stream_is_understood_part_by_part_as_it_is_whole() {
    for seed in 0..40 {
        grow("https://x.com/home", "x", 0, seed);
    }
}

#[test]
fn posts_with_comments_are_understood_part_by_part_as_they_are_whole() {
    for seed in 0..40 {
        grow("https://www.linkedin.com/feed/", "linkedin", 3, seed);
    }
}
