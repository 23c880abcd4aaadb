//! The card: everything that decided about one item, and what could not be known.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::bait::bait;
use super::memory::author_id;
use super::page::Page;
use super::people::{item_id, name};
use super::verdict::{badges_of, is_asks};
use crate::record::{day_of, iso_day};
use crate::threads::{Gap, Seen, wilson};
use crate::values::{Card, Category, Kind, Message, Reason, Settings, maths};

/// Longest quote, in UTF-16 units.
const QUOTE: usize = 700;
/// Reasons shown, at most.
const SHOWN: usize = 14;

/// The card of the item at `index`.
pub(super) fn card(page: &Page, index: usize, settings: &Settings) -> Card {
    let item = &page.items[index];
    let mut card = Card {
        key: item.key.clone(),
        badges: badges_of(page, index, settings),
        ..Card::default()
    };
    let post = page.places[index].kind == Kind::Post;
    let units: Vec<u16> = item.text.encode_utf16().collect();
    card.quote = String::from_utf16_lossy(&units[..cut(&units)]);
    let judgement = page.judgement(index);
    // The prior is the same for every item; it explains nothing.
    let prior = |reason: &Reason| reason.signal.ends_with("prior");
    let about = |r: &&Reason| is_asks(r) != post && !prior(r) && r.end as usize <= cut(&units);
    card.reasons = judgement
        .reasons
        .iter()
        .filter(about)
        .take(SHOWN)
        .cloned()
        .collect();
    if post && !item.ad {
        card.score = Some((settings.leaning.promo(&judgement), settings.promo_threshold));
        let adds = settings.leaning.promo_adds(&judgement);
        if adds != 0.0 {
            card.reasons.push(Reason {
                signal: "own-answers".into(),
                start: 0,
                end: 0,
                weight: adds,
            });
        }
        card.categories = judgement.categories;
        if bait(page, index).is_some() && !card.categories.contains(&Category::EngagementBait) {
            card.categories.insert(0, Category::EngagementBait);
        }
    }
    card.author = author_id(page, item)
        .map(|_| name(item))
        .filter(|name| !name.is_empty());
    let id = item_id(page, item);
    card.answered = settings
        .answers
        .iter()
        .find(|answer| answer.item == id)
        .map(|answer| answer.right);
    if post {
        post_facts(page, index, &mut card);
        record_facts(page, index, &mut card);
    } else {
        comment_facts(page, index, &mut card)
    }
    card
}

/// Where the quote ends: at its limit, but never inside a surrogate pair.
fn cut(units: &[u16]) -> usize {
    let end = units.len().min(QUOTE);
    let inside_pair = end > 0 && end < units.len() && (0xd800..0xdc00).contains(&units[end - 1]);
    end - usize::from(inside_pair)
}

fn post_facts(page: &Page, index: usize, card: &mut Card) {
    let rate = &page.rates[index];
    let facts = &mut card.facts;
    if rate.asked > 0 {
        facts.push(Message::with("fact_answered_of", [rate.answered, rate.asked]));
    }
    if rate.questions > 0 && rate.questions < rate.asked {
        let of = [rate.questions_answered, rate.questions];
        facts.push(Message::with("fact_questions_of", of));
    }
    if rate.enough() {
        let (answered, all) = rate.capped();
        if all < rate.asked {
            facts.push(Message::with("fact_capped", [all]));
        }
        let share = wilson(answered, all);
        let percent = [share.low, share.high].map(|end| maths::round(end * 100.0) as u32);
        facts.push(Message::with("fact_interval", percent));
    }
    if let Some(column) = bait(page, index) {
        let said = [column.comments.len().to_string(), column.words.clone()];
        facts.push(Message::with("fact_column", said));
    }
    if rate.unknown > 0 {
        card.unknown
            .push(Message::with("fact_unknown_count", [rate.unknown]));
    }
    if !rate.enough() {
        card.unknown.push(Message::with("fact_not_enough", [rate.asked]));
    }
    card.unknown.extend(loaded_of(page, index));
}

/// How many of the comments that the site counts under a post are loaded, where some are not.
fn loaded_of(page: &Page, post: usize) -> Option<Message> {
    let comments = |root: &dyn Fn(usize) -> bool| {
        let under = page
            .places
            .iter()
            .filter(|p| p.kind == Kind::Comment && p.root.is_some_and(root));
        under.count() as u32
    };
    let own = page.items[post].replies.zip(Some(comments(&|root| root == post)));
    let whole = page.facts.total.zip(Some(comments(&|_| true)));
    let (total, loaded) = whole.filter(|_| is_focus(page, post)).or(own)?;
    (total > loaded).then(|| Message::with("fact_loaded_of", [loaded, total]))
}

/// Whether the page is about this post.
fn is_focus(page: &Page, post: usize) -> bool {
    let posts = || page.places.iter().filter(|place| place.kind == Kind::Post);
    match page.facts.focus.as_deref() {
        Some(focus) => page.items[post].key == focus,
        None => posts().count() == 1 || page.places.iter().any(|p| p.parent == Some(post)),
    }
}

/// What the record knows of the author, each number with its n, and of the text.
fn record_facts(page: &Page, index: usize, card: &mut Card) {
    if let Some(copy) = page.memory.copy(page, index) {
        let day = iso_day(day_of(copy.first));
        card.facts.push(if copy.own {
            Message::with("fact_copy_own", [day])
        } else {
            Message::with("fact_copy_others", [day, copy.name.clone()])
        });
    }
    let Some(author) = page.memory.author(page, index) else {
        return;
    };
    let (habit, since) = (author.habit, iso_day(day_of(author.first)));
    let posts = [since, habit.posts.to_string(), habit.promo.to_string()];
    card.facts.push(Message::with("fact_record_posts", posts));
    match habit.two_way_rate() {
        Some(rate) => {
            let percent = |share: f64| maths::round(share * 100.0) as u32;
            let numbers = [habit.answered, habit.asked, percent(rate.low), percent(rate.high)];
            card.facts.push(Message::with("fact_record_answers", numbers));
        }
        None => card
            .unknown
            .push(Message::with("fact_record_not_enough", [habit.asked])),
    }
}

fn comment_facts(page: &Page, index: usize, card: &mut Card) {
    let standing = &page.standings[index];
    let facts = &mut card.facts;
    facts.push(Message::with("fact_replies", [standing.replies]));
    match standing.seen {
        Some(Seen::Liked) => facts.push(Message::new("fact_seen")),
        Some(Seen::Updated) => facts.push(Message::new("fact_updated")),
        None => {}
    }
    if page.columns.iter().any(|column| column.comments.contains(&index)) {
        facts.push(Message::new("fact_ditto_column"));
    }
    card.unknown
        .extend(standing.gap.map(|gap| why_unknown(page, index, gap)));
}

/// Why nothing is said of a comment.
fn why_unknown(page: &Page, index: usize, gap: Gap) -> Message {
    let key = match gap {
        Gap::Young => "unknown_young",
        Gap::Undated => "unknown_undated",
        Gap::Locked => "unknown_locked",
        Gap::Removed => "unknown_removed",
        Gap::Unplaced => "unknown_unplaced",
        Gap::Poster => "unknown_poster",
        Gap::Stray => "unknown_stray",
        Gap::Collapsed => "unknown_collapsed",
        Gap::Cut => "unknown_cut",
        Gap::Filtered => "unknown_filtered",
        Gap::Loading => "unknown_loading",
        Gap::Masked => "unknown_masked",
        Gap::Unproven => "unknown_flat",
        Gap::Uncounted => {
            let said = page.items[index].replies.unwrap_or(0);
            let children = page.places.iter().filter(|p| p.parent == Some(index));
            let loaded = children.count() as u32;
            if said > loaded {
                return Message::with("unknown_counted", [loaded, said]);
            }
            "unknown_partial"
        }
        Gap::Missing => {
            let comments = page.places.iter().filter(|p| p.kind == Kind::Comment);
            let loaded = comments.count() as u32;
            return Message::with("fact_loaded_of", [loaded, page.facts.total.unwrap_or(loaded)]);
        }
    };
    Message::new(key)
}
