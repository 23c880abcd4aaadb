//! Floor 1: judges one item by its words, links and context. Pure: same input, same answer.

pub mod asks;
mod lexicon;
mod manner;
pub mod model;
mod shape;
mod signal_names;
pub mod signals;
pub mod wording;

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::{vec, vec::Vec};

use crate::data;
use crate::text::Text;
use crate::values::{
    Category, Judgement, Kind, Label, Lazy, Reason, Settings, Subject, maths, strongest_first,
};
use model::{Model, probability};

/// The shipped threshold on the calibrated probability.
pub const THRESHOLD: f64 = Settings::PROMO;

/// The same for comments: what is promotional there says so bluntly, and is right in 19 of 20 from here on.
pub const COMMENT_THRESHOLD: f64 = 0.4;

/// The signal of a text's hashed words.
const WORDING: &str = "wording";

/// A word's own share below this is told in one sum with the others.
const WORTH_TELLING: f64 = 0.05;

struct Shipped {
    model: Option<Model>,
    names: Vec<String>,
    /// For each name what it [speaks for](speaks_for).
    speaks: Box<[u16]>,
}

fn shipped() -> &'static Shipped {
    static ONCE: Lazy<Shipped> = Lazy::new(|| {
        let names = signals::names();
        Shipped {
            model: Model::from_bytes(data::promo_weights(), names.len()),
            speaks: names.iter().map(|name| speaks_for(name)).collect(),
            names,
        }
    });
    &ONCE
}

/// Judges one item.
pub fn judge(subject: &Subject) -> Judgement {
    let mut judgement = judge_promo(subject);
    if subject.kind == Kind::Comment {
        let asks = asks::judge_asks(subject);
        judgement.asks = Some(asks.probability);
        judgement.reasons.extend(asks.reasons);
    }
    judgement
}

/// The shipped weight of each named signal of promotion, and of asking for a reply (`asks-`).
pub fn weights() -> Vec<(String, f64)> {
    let Shipped { model, names, .. } = shipped();
    let promo = model.iter().flat_map(|model| names.iter().zip(&model.signals));
    promo
        .map(|(name, weight)| (name.clone(), f64::from(*weight)))
        .chain(asks::weights().map(|(name, weight)| (name.to_owned(), weight)))
        .collect()
}

/// Judges promotion alone.
fn judge_promo(subject: &Subject) -> Judgement {
    let Shipped {
        model: Some(model),
        names,
        speaks,
    } = shipped()
    else {
        return Judgement::default();
    };
    let text = Text::read(&subject.text);
    let found = signals::signals(subject, &text);
    let mut reasons = vec![Reason {
        signal: "prior".into(),
        start: 0,
        end: 0,
        weight: f64::from(model.prior),
    }];
    let mut sums = [0.0; SPEAKS.len()];
    for signal in &found {
        let weight = model.adds(signal);
        if weight != 0.0 {
            for (at, sum) in sums.iter_mut().enumerate() {
                *sum += if speaks[signal.id] >> at & 1 == 1 {
                    weight
                } else {
                    0.0
                };
            }
            let signal_name = names.get(signal.id).cloned().unwrap_or_default();
            reasons.push(Reason {
                signal: signal_name,
                start: signal.start,
                end: signal.end,
                weight,
            });
        }
    }
    word_reasons(model, &text, &mut reasons);
    strongest_first(&mut reasons);
    let promo = probability(reasons.iter().map(|r| r.weight).sum());
    let threshold = match subject.kind {
        Kind::Post => THRESHOLD,
        Kind::Comment => COMMENT_THRESHOLD,
    };
    let label = (promo >= threshold).then_some(Label::Promo);
    let categories = if label.is_some() {
        categories(sums)
    } else {
        Vec::new()
    };
    Judgement {
        promo,
        asks: None,
        label,
        categories,
        reasons,
    }
}

fn word_reasons(model: &Model, text: &Text, reasons: &mut Vec<Reason>) {
    let mut share = vec![0i32; text.tokens.len()];
    let n = wording::wording(text, |slot, token| share[token] += i32::from(model.wording[slot]));
    let unit = f64::from(model.step) / maths::root(n.max(1) as f64);
    let mut rest = 0.0;
    for (token, sum) in text.tokens.iter().zip(share) {
        let weight = f64::from(sum) * unit;
        if weight.abs() < WORTH_TELLING {
            rest += weight;
        } else {
            reasons.push(Reason {
                signal: WORDING.into(),
                start: token.start,
                end: token.end,
                weight,
            });
        }
    }
    if rest != 0.0 {
        reasons.push(Reason {
            signal: WORDING.into(),
            start: 0,
            end: 0,
            weight: rest,
        });
    }
}

/// From so much log-odds on a category is told.
const TOLD: f64 = 0.2;

/// Which named signals speak for which category.
pub const SPEAKS: &[(Category, &[&str])] = &[
    (
        Category::Sale,
        &[
            "act-buy",
            "link-shop",
            "price",
            "act-buy+price",
            "listing",
            "measure",
        ],
    ),
    (
        Category::DiscountCode,
        &["offer", "percent", "offer+price", "referral+percent"],
    ),
    (Category::Giveaway, &["giveaway"]),
    (
        Category::Webinar,
        &[
            "event",
            "act-join",
            "free",
            "course",
            "link-event",
            "event+when",
            "event+clock-time",
        ],
    ),
    (
        Category::AffiliateLink,
        &["link-tracked", "referral", "tag-partner"],
    ),
    (
        Category::Recruiting,
        &["hiring", "cause", "link-job", "seeking", "job-genders"],
    ),
    (Category::Crypto, &["money"]),
    (
        Category::OwnProduct,
        &[
            "announce",
            "product",
            "own-content",
            "link-media",
            "brand-voice",
            "self-plug",
            "company-news",
            "show",
            "link-own-site",
        ],
    ),
    (
        Category::EngagementBait,
        &["act-engage", "like-bait", "comment-word"],
    ),
];

/// Categories by what their signals add to the score, strongest first; `OwnProduct` when none adds enough.
fn categories(sums: [f64; SPEAKS.len()]) -> Vec<Category> {
    let mut scored: Vec<(Category, f64)> = Vec::new();
    for ((category, _), score) in SPEAKS.iter().zip(sums) {
        if score > TOLD {
            let at = scored.partition_point(|(_, other)| *other >= score);
            scored.insert(at, (*category, score));
        }
    }
    if scored.is_empty() {
        return vec![Category::OwnProduct];
    }
    scored.into_iter().map(|(category, _)| category).collect()
}

/// One bit for each entry of [`SPEAKS`] that a signal, or the word group that it is a fact of, speaks for.
fn speaks_for(signal: &str) -> u16 {
    let group = match signal.rsplit_once('-') {
        Some((group, "dense")) => group,
        Some((group, "start" | "end")) => group.strip_suffix("-at").unwrap_or(signal),
        _ => signal,
    };
    let speaks = |names: &[&str]| names.contains(&signal) || names.contains(&group);
    SPEAKS
        .iter()
        .rev()
        .fold(0, |bits, (_, names)| bits << 1 | u16::from(speaks(names)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(text: &str) -> Judgement {
        judge(&Subject {
            text: text.into(),
            ..Subject::default()
        })
    }

    #[test]
    fn weights_add_up_and_spans_lie_on_characters() {
        let texts = [
            "",
            "🔥",
            "12345",
            "Sign up now 👉 https://example.org/?utm_source=a #sale 20% off",
            "Ｓａｌｅ s a l e ё",
            "Wir freuen uns auf euch am Freitag um 20:00 Uhr!",
        ];
        for text in texts {
            let verdict = post(text);
            let sum: f64 = verdict.reasons.iter().map(|r| r.weight).sum();
            assert!((model::probability(sum) - verdict.promo).abs() < 1e-9, "{text}");
            let mut borders = vec![0u32];
            for c in text.chars() {
                borders.push(borders.last().copied().unwrap_or(0) + c.len_utf16() as u32);
            }
            for r in &verdict.reasons {
                assert!(
                    r.start <= r.end && borders.contains(&r.start) && borders.contains(&r.end),
                    "{text}: {r:?}"
                );
            }
        }
    }

    #[test]
    fn a_pitch_ranks_above_talk() {
        let pitch =
            post("🚀 We are excited to announce our new course! Sign up now: https://example.org/course");
        let talk = post("@user yeah I don't think that was his point, but I was tired yesterday");
        assert!(
            pitch.promo > 0.5 && talk.promo < 0.2,
            "{} {}",
            pitch.promo,
            talk.promo
        );
    }

    #[test]
    fn a_megabyte_is_read() {
        assert!(post(&"sale now ".repeat(120_000)).promo.is_finite());
    }
}
