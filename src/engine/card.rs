//! The card: everything that decided about one item, and what could not be known.

use super::page::Page;
use super::verdict::{badges_of, is_asks};
use crate::sites::Complete;
use crate::values::{Card, Kind, Message, Reason, Settings, State};

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
        card.score = Some((judgement.promo, settings.promo_threshold));
        card.categories = judgement.categories;
    }
    if post {
        post_facts(page, index, &mut card)
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
    if rate.asked > 0 {
        card.facts
            .push(Message::with("fact_answered_of", [rate.answered, rate.asked]));
    }
    if rate.unknown > 0 {
        card.unknown
            .push(Message::with("fact_unknown_count", [rate.unknown]));
    }
    if !rate.enough() {
        card.unknown.push(Message::with("fact_not_enough", [rate.asked]));
    }
    let loaded = page
        .places
        .iter()
        .filter(|place| place.kind == Kind::Comment)
        .count() as u32;
    if let Some(total) = page.facts.total.filter(|total| *total > loaded) {
        card.unknown
            .push(Message::with("fact_loaded_of", [loaded, total]));
    }
}

fn comment_facts(page: &Page, index: usize, card: &mut Card) {
    let standing = &page.standings[index];
    card.facts.push(Message::with("fact_replies", [standing.replies]));
    if page.items[index].seen {
        card.facts.push(Message::new("fact_seen"));
    }
    if standing.state != Some(State::Unknown) {
        return;
    }
    let why = if standing.young {
        "unknown_young"
    } else if page.items[index].more {
        "unknown_collapsed"
    } else if page.site.complete == Complete::Never {
        "unknown_flat"
    } else {
        "unknown_partial"
    };
    card.unknown.push(Message::new(why));
}
