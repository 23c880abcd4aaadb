//! Floor 1: judges one item by its words, links and context. Pure: same input, same answer.

pub mod asks;
mod lexicon;
pub mod model;
pub mod signals;
pub mod wording;

use std::sync::OnceLock;

use crate::text::Text;
use crate::values::{Category, Judgement, Kind, Label, Reason, Subject};
use model::{Model, probability};

/// The shipped threshold on the calibrated probability.
pub const THRESHOLD: f64 = 0.5;

/// A word's own share below this is told in one sum with the others.
const WORTH_TELLING: f64 = 0.05;

struct Shipped {
    model: Option<Model>,
    names: Vec<String>,
}

fn shipped() -> &'static Shipped {
    static ONCE: OnceLock<Shipped> = OnceLock::new();
    ONCE.get_or_init(|| {
        let names = signals::names();
        Shipped {
            model: Model::from_bytes(include_bytes!("model/promo.bin"), names.len()),
            names,
        }
    })
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

/// Judges promotion alone.
fn judge_promo(subject: &Subject) -> Judgement {
    let Shipped {
        model: Some(model),
        names,
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
    for signal in &found {
        let weight = model.adds(signal);
        if weight != 0.0 {
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
    reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    let promo = probability(reasons.iter().map(|r| r.weight).sum());
    let label = (promo >= THRESHOLD).then_some(Label::Promo);
    let categories = if label.is_some() {
        categories(&reasons)
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
    let unit = f64::from(model.step) / (n.max(1) as f64).sqrt();
    let mut rest = 0.0;
    for (token, sum) in text.tokens.iter().zip(share) {
        let weight = f64::from(sum) * unit;
        if weight.abs() < WORTH_TELLING {
            rest += weight;
        } else {
            reasons.push(Reason {
                signal: "wording".into(),
                start: token.start,
                end: token.end,
                weight,
            });
        }
    }
    if rest != 0.0 {
        reasons.push(Reason {
            signal: "wording".into(),
            start: 0,
            end: 0,
            weight: rest,
        });
    }
}

/// Which named signals speak for which category.
const SPEAKS: &[(Category, &[&str])] = &[
    (
        Category::Sale,
        &["act-buy", "link-shop", "price", "act-buy+price"],
    ),
    (Category::DiscountCode, &["offer", "percent", "offer+price"]),
    (Category::Giveaway, &["giveaway"]),
    (
        Category::Webinar,
        &[
            "event",
            "free",
            "course",
            "link-event",
            "event+when",
            "event+clock-time",
        ],
    ),
    (Category::AffiliateLink, &["link-tracked"]),
    (Category::Recruiting, &["hiring", "cause", "link-job", "act-join"]),
    (Category::Crypto, &["money"]),
    (
        Category::OwnProduct,
        &["announce", "product", "own-content", "link-media", "brand-voice"],
    ),
    (Category::EngagementBait, &["act-engage"]),
];

/// Categories whose signals add to the score, strongest first; `OwnProduct` when none does.
fn categories(reasons: &[Reason]) -> Vec<Category> {
    let mut scored: Vec<(Category, f64)> = SPEAKS
        .iter()
        .map(|(category, names)| {
            let speaks = |r: &&Reason| {
                names.iter().any(|n| {
                    r.signal == *n
                        || r.signal
                            .strip_suffix("-dense")
                            .or_else(|| r.signal.strip_suffix("-at-start"))
                            == Some(n)
                })
            };
            (*category, reasons.iter().filter(speaks).map(|r| r.weight).sum())
        })
        .filter(|(_, score)| *score > 0.2)
        .collect();
    scored.sort_by(|a, b| b.1.total_cmp(&a.1));
    if scored.is_empty() {
        return vec![Category::OwnProduct];
    }
    scored.into_iter().map(|(category, _)| category).collect()
}
