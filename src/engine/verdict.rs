//! From states and scores to badges, each with the reason that decided.

use alloc::format;
use alloc::string::String;
use alloc::{vec, vec::Vec};
use core::ops::Range;

use super::bait::bait;
use super::page::Page;
use super::{people, views};
use crate::record::Habit;
use crate::values::{
    Badge, Judgement, Kind, Label, Message, Only, Painted, Reason, Settings, State, Treatment, Verdict,
};

/// Evidence words named in a reason, at most.
const NAMED: usize = 3;

/// So many items are hidden in a row; the next is folded to a line, so that a page grows under the reader and a site
/// that loads more at its end comes to rest.
const HIDDEN_IN_A_ROW: usize = 8;

/// Whether what is painted on an item depends on others that it has nothing to do with.
pub(super) fn reaches_across(settings: &Settings) -> bool {
    let hides = |label: Label| settings.treatment(label) == Treatment::Hide;
    settings.only != Only::All || Label::ALL.into_iter().any(hides)
}

/// What is painted on the items of these parts, in reading order; where it [reaches across](reaches_across), of all.
pub(super) fn verdicts(page: &Page, parts: Vec<Range<usize>>, settings: &Settings) -> Vec<(usize, Verdict)> {
    let kept = kept(page, settings);
    let mut hidden = 0;
    let mut all = Vec::new();
    for index in parts.into_iter().flatten() {
        let mut verdict = verdict(page, index, settings);
        if kept.as_ref().is_some_and(|kept| !kept[index]) {
            verdict.treatment = Treatment::Hide;
        } else if verdict.treatment == Treatment::Hide && hidden >= HIDDEN_IN_A_ROW {
            verdict.treatment = Treatment::Fold;
        }
        hidden = if verdict.treatment == Treatment::Hide {
            hidden + 1
        } else {
            0
        };
        all.push((index, verdict));
    }
    all
}

/// Which items stay where only comments that wait are wanted: these, what they hang under, and posts.
fn kept(page: &Page, settings: &Settings) -> Option<Vec<bool>> {
    if settings.only == Only::All {
        return None;
    }
    let mut kept = vec![false; page.items.len()];
    for index in 0..page.items.len() {
        let wanted = |label: &Label| match label {
            Label::UnansweredNewcomer => true,
            Label::Unanswered => settings.only == Only::Unanswered,
            _ => false,
        };
        if page.places[index].kind == Kind::Post {
            kept[index] = true;
        } else if labels(page, index, settings).iter().any(wanted) {
            let mut up = Some(index);
            while let Some(at) = up.filter(|at| !kept[*at]) {
                kept[at] = true;
                up = page.places[at].parent;
            }
        }
    }
    Some(kept)
}

fn verdict(page: &Page, index: usize, settings: &Settings) -> Verdict {
    let key = page.items[index].key.clone();
    let mut treatment = Treatment::Badge;
    let mut badges = Vec::new();
    for badge in badges_of(page, index, settings) {
        match settings.treatment(badge.label) {
            Treatment::Off => {}
            chosen => {
                treatment = stronger(treatment, chosen);
                badges.push(badge);
            }
        }
    }
    Verdict {
        key,
        badges,
        treatment,
    }
}

/// The labels of an item, whatever the reader wants to see of them.
pub(super) fn labels(page: &Page, index: usize, settings: &Settings) -> Vec<Label> {
    let mut labels = match page.places[index].kind {
        Kind::Post => post_labels(page, index, settings),
        Kind::Comment => comment_label(page, index).into_iter().collect(),
    };
    let item = &page.items[index];
    let overruled = &settings.leaning.overruled;
    if !overruled.is_empty() && overruled.contains(&people::item_id(page, item)) {
        labels.retain(|label| !label.is_judged());
    }
    if people::is_trusted(page, item, settings) {
        labels.retain(|label| !matches!(label, Label::Promo | Label::OneWay));
    } else if people::is_filtered(page, item, settings) || people::own_word(item, settings).is_some() {
        labels.push(Label::Own);
    }
    labels
}

/// All badges of an item, before the reader's filters.
pub(super) fn badges_of(page: &Page, index: usize, settings: &Settings) -> Vec<Badge> {
    labels(page, index, settings)
        .into_iter()
        .map(|label| badge(page, index, label, settings))
        .collect()
}

fn post_labels(page: &Page, index: usize, settings: &Settings) -> Vec<Label> {
    let item = &page.items[index];
    if item.ad {
        return vec![Label::Ad];
    }
    let rate = &page.rates[index];
    let habit = habit(page, index);
    let promotional = page
        .scores(index)
        .is_some_and(|scores| scores.promo_here >= settings.promo_threshold)
        || bait(page, index).is_some();
    let mut labels = Vec::new();
    if promotional {
        labels.push(
            if rate.one_way() || habit.is_some_and(|habit| habit.is_one_way()) {
                Label::OneWay
            } else {
                Label::Promo
            },
        );
    }
    if rate.two_way() || habit.is_some_and(|habit| habit.is_two_way()) {
        labels.push(Label::TwoWay);
    }
    labels
}

/// The author's habit, where the thread in view says nothing of how they answer.
fn habit(page: &Page, index: usize) -> Option<Habit> {
    let rate = &page.rates[index];
    if rate.enough() || rate.answered > 0 {
        return None;
    }
    page.memory.habit(page, index)
}

fn comment_label(page: &Page, index: usize) -> Option<Label> {
    match page.standings[index].state? {
        State::Unanswered if page.standings[index].newcomer && !page.memory.has_met(page, index) => {
            Some(Label::UnansweredNewcomer)
        }
        State::Unanswered => Some(Label::Unanswered),
        State::AnsweredByOthers => Some(Label::AnsweredByOthers),
        State::Answered | State::Ditto | State::Unknown => None,
    }
}

fn badge(page: &Page, index: usize, label: Label, settings: &Settings) -> Badge {
    let (item, rate) = (&page.items[index], &page.rates[index]);
    let of = |key: &str| match habit(page, index) {
        Some(h) => Message::with(format!("{key}_record"), [h.promo, h.posts, h.answered, h.asked]),
        None => Message::with(key, [rate.answered, rate.asked]),
    };
    let evidence = || evidence(&item.text, &page.judgement(index));
    let (text, reason) = match label {
        Label::Ad => (Message::new("badge_ad"), Message::new("reason_ad")),
        Label::Promo => (
            Message::new("badge_promo"),
            Message::with("reason_promo", [evidence()]),
        ),
        Label::OneWay => (Message::new("badge_one_way"), of("reason_one_way")),
        Label::TwoWay => (Message::new("badge_two_way"), of("reason_two_way")),
        Label::Unanswered => (
            aged(page, index, "badge_unanswered"),
            Message::new("reason_unanswered"),
        ),
        Label::UnansweredNewcomer => (
            aged(page, index, "badge_unanswered_newcomer"),
            Message::new("reason_unanswered_newcomer"),
        ),
        Label::AnsweredByOthers => (
            Message::new("badge_answered_by_others"),
            Message::new("reason_answered_by_others"),
        ),
        Label::Own => (
            Message::new("badge_own"),
            match people::own_word(item, settings) {
                Some(word) => Message::with("reason_own_word", [word]),
                None => Message::new("reason_own_author"),
            },
        ),
    };
    Badge { label, text, reason }
}

/// A badge's words with the item's age where it is known, as `3 d`.
fn aged(page: &Page, index: usize, key: &str) -> Message {
    match page.standings[index].age {
        Some(age) => Message::with(format!("{key}_aged"), [short_age(age)]),
        None => Message::new(key),
    }
}

/// An age in milliseconds as one number and one unit that every language reads: h, d, mo, y.
fn short_age(age: f64) -> String {
    let hours = (age / 3_600_000.0).max(0.0);
    let (value, unit) = match hours {
        h if h < 48.0 => (h, "h"),
        h if h < 24.0 * 60.0 => (h / 24.0, "d"),
        h if h < 24.0 * 730.0 => (h / (24.0 * 30.44), "mo"),
        h => (h / (24.0 * 365.25), "y"),
    };
    format!("{} {unit}", value as u32)
}

/// The very words that weigh most for promotion, quoted.
pub(super) fn evidence(text: &str, judgement: &Judgement) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut words: Vec<String> = Vec::new();
    for reason in judgement
        .reasons
        .iter()
        .filter(|r| r.weight > 0.0 && r.end > r.start && !is_asks(r))
    {
        let Some(span) = units.get(reason.start as usize..reason.end as usize) else {
            continue;
        };
        let quoted = format!("“{}”", String::from_utf16_lossy(span).trim());
        if !words.contains(&quoted) && words.len() < NAMED {
            words.push(quoted);
        }
    }
    words.join(", ")
}

/// Whether a reason speaks of asking for a reply.
pub(super) fn is_asks(reason: &Reason) -> bool {
    reason.signal.starts_with("asks-")
}

/// What the shim paints of a verdict.
pub(super) fn painted(verdict: Verdict) -> Painted {
    let fold = verdict.treatment == Treatment::Fold && !verdict.badges.is_empty();
    Painted {
        badges: match verdict.shows() {
            true if verdict.badges.is_empty() => vec![views::nothing()],
            _ => views::badges(&verdict.badges),
        },
        key: verdict.key,
        treatment: verdict.treatment,
        fold: if fold {
            views::fold(&verdict.badges)
        } else {
            Vec::new()
        },
    }
}

fn stronger(a: Treatment, b: Treatment) -> Treatment {
    let order = |t| match t {
        Treatment::Off => 0,
        Treatment::Badge => 1,
        Treatment::Dim => 2,
        Treatment::Fold => 3,
        Treatment::Hide => 4,
    };
    if order(b) > order(a) { b } else { a }
}
