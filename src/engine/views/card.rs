//! The card: why an item carries its badges, the deciding words marked in a quote.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::badge::{button, pill};
use super::words;
use crate::values::{Card, Label, Message, Reason, View, fixed, maths, sort, sort_by};

/// Weights, in log-odds, from which a marked word is drawn heavier.
const HEAVY: f64 = 0.7;
const HEAVIEST: f64 = 1.5;

/// Signals listed with their weights, at most.
const LISTED: usize = 5;
/// Weights, in log-odds, from which a bar is a step longer.
const BARS: [f64; 4] = [0.25, 0.6, 1.2, 2.0];

/// A card as it is drawn.
pub(in crate::engine) fn card(card: &Card) -> View {
    let name = card
        .badges
        .first()
        .map(|badge| badge.text.clone())
        .unwrap_or_default();
    let pills = card.badges.iter().map(|badge| pill("span", badge));
    let tags = card
        .categories
        .iter()
        .map(|category| View::new("span", "tag").say(Message::new(category.key())));
    let percent = |p: f64| (maths::round(p * 100.0) as u32).to_string();
    let score = card.score.map(|(promo, least)| {
        View::new("p", "soft").say(Message::with("card_score", [percent(promo), percent(least)]))
    });
    let unknown = list("soft", card.unknown.iter().map(line).collect());
    View::new("div", "box")
        .with("role", "dialog")
        .with("dir", Message::new("@@bidi_dir"))
        .with("aria-label", name)
        .of([View::new("div", "row").of(pills).of(tags)])
        .of(card
            .badges
            .iter()
            .map(|badge| View::new("p", "lead").say(badge.reason.clone())))
        .of((!card.quote.is_empty()).then(|| quote(card)))
        .of(weights(&card.reasons))
        .of(score)
        .of(list("soft", card.facts.iter().map(line).collect()))
        .of(unknown
            .as_ref()
            .map(|_| View::new("h2", "").say(Message::new("card_unknown"))))
        .of(unknown)
        .of([View::new("div", "acts")
            .of(verdict_on_it(card))
            .of([View::new("div", "row")
                .of([button("next", "card_next"), button("reply", "card_reply")])
                .of(ways_on(card))])])
}

/// *Right* and *wrong*, or what the reader said before.
fn verdict_on_it(card: &Card) -> Option<View> {
    card.badges.iter().find(|badge| badge.label.is_judged())?;
    let asked = match card.answered {
        None => "card_is_it_right",
        Some(true) => "card_said_right",
        Some(false) => "card_said_wrong",
    };
    let words = View::new("span", "grow").say(Message::new(asked));
    let row = View::new("div", "row").of([words]);
    Some(row.of([button("right", "card_right"), button("wrong", "card_wrong")]))
}

/// What can be done about the author and about such posts.
fn ways_on(card: &Card) -> Vec<View> {
    let promotional = card
        .badges
        .iter()
        .any(|badge| matches!(badge.label, Label::Promo | Label::OneWay));
    let named = |act: &'static str, key: &str, name: &String| {
        View::new("button", "act quiet")
            .with("act", act)
            .say(Message::with(key, [name]))
    };
    let trust = card
        .author
        .as_ref()
        .filter(|_| promotional)
        .map(|name| named("trust", "card_trust", name));
    let filter = card
        .author
        .as_ref()
        .filter(|_| promotional)
        .map(|name| named("filter_author", "card_filter_author", name));
    let first = card.badges.first();
    let such = first.filter(|badge| badge.label != Label::Own).map(|_| {
        let such = Message::new("card_filter_such");
        View::new("button", "act quiet")
            .with("act", "filter_such")
            .say(such)
    });
    trust.into_iter().chain(filter).chain(such).collect()
}

fn line(message: &Message) -> View {
    View::new("li", "").say(message.clone())
}

fn list(class: &str, lines: Vec<View>) -> Option<View> {
    (!lines.is_empty()).then(|| View::new("ul", class).of(lines))
}

/// Whether a reason speaks of the whole text, not of words in it.
fn is_whole(reason: &Reason) -> bool {
    reason.end <= reason.start
}

/// The strongest kinds of signals, each with a bar as long as its weight.
fn weights(reasons: &[Reason]) -> Option<View> {
    let mut sums: Vec<(Vec<&'static str>, f64)> = Vec::new();
    for reason in reasons {
        let keys = words::keys(&reason.signal);
        match sums.iter_mut().find(|(known, _)| *known == keys) {
            Some((_, sum)) => *sum += reason.weight,
            None => sums.push((keys, reason.weight)),
        }
    }
    sums.retain(|(_, sum)| sum.abs() >= 0.05);
    sort_by(&mut sums, |a, b| b.1.abs().total_cmp(&a.1.abs()));
    sums.truncate(LISTED);
    (!sums.is_empty())
        .then(|| View::new("ul", "weights").of(sums.iter().map(|(keys, sum)| weight(keys, *sum))))
}

fn weight(keys: &[&'static str], sum: f64) -> View {
    let length = BARS.iter().filter(|least| sum.abs() >= **least).count() + 1;
    let (sign, minus) = if sum < 0.0 { ("no", "−") } else { ("yes", "+") };
    let said = format!("{minus}{}", fixed(sum.abs(), 1));
    let mut name = View::new("span", "grow");
    name.words = words::words(keys);
    View::new("li", "").of([
        name,
        View::new("span", &format!("bar b{length} {sign}")),
        View::new("span", "number").say(said.as_str()),
    ])
}

/// The quote, cut where a marked span begins or ends.
fn quote(card: &Card) -> View {
    let units: Vec<u16> = card.quote.encode_utf16().collect();
    let spans: Vec<&Reason> = card
        .reasons
        .iter()
        .filter(|r| !is_whole(r) && r.end as usize <= units.len())
        .collect();
    let mut cuts: Vec<usize> = spans
        .iter()
        .flat_map(|r| [r.start as usize, r.end as usize])
        .collect();
    cuts.extend([0, units.len()]);
    sort(&mut cuts);
    cuts.dedup();
    let pieces = cuts.windows(2).map(|ends| {
        let text = String::from_utf16_lossy(&units[ends[0]..ends[1]]);
        let over = spans
            .iter()
            .filter(|r| r.start as usize <= ends[0] && r.end as usize >= ends[1]);
        mark(&text, over.copied().collect())
    });
    View::new("blockquote", "").with("dir", "auto").of(pieces)
}

/// A piece of the quote with the reasons that it is part of, strongest first, as the card has them.
fn mark(text: &str, over: Vec<&Reason>) -> View {
    let Some(first) = over.first() else {
        return View::new("span", "").say(text);
    };
    let class = match first.weight {
        w if w < 0.0 => "no",
        w if w >= HEAVIEST => "w3",
        w if w >= HEAVY => "w2",
        _ => "",
    };
    let mut view = View::new("mark", class).say(text);
    let mut title = Vec::new();
    for reason in &over {
        if !title.is_empty() {
            title.push(", ".into());
        }
        title.extend(words::words(&words::keys(&reason.signal)));
    }
    view.attrs.push(("title", title));
    view
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::Part;

    fn reason(signal: &str, start: u32, end: u32, weight: f64) -> Reason {
        Reason {
            signal: signal.into(),
            start,
            end,
            weight,
        }
    }

    fn quoted(text: &str, reasons: Vec<Reason>) -> Vec<(&'static str, String)> {
        let card = Card {
            quote: text.into(),
            reasons,
            ..Card::default()
        };
        let text = |view: &View| match &view.words[..] {
            [Part::Text(text)] => text.clone(),
            other => panic!("{other:?}"),
        };
        quote(&card)
            .nodes
            .iter()
            .map(|node| (node.tag, text(node)))
            .collect()
    }

    #[test]
    fn marks_the_deciding_words_and_leaves_the_rest() {
        let pieces = quoted("Buy now, friends", vec![reason("call-buy", 0, 7, 1.0)]);
        assert_eq!(
            pieces,
            [("mark", "Buy now".to_owned()), ("span", ", friends".to_owned())]
        );
    }

    #[test]
    fn overlapping_spans_are_cut_and_the_text_stays_whole() {
        let reasons = vec![
            reason("a", 0, 9, 0.2),
            reason("b", 5, 14, -2.0),
            reason("c", 3, 3, 1.0),
            reason("d", 2, 99, 1.0),
        ];
        let pieces = quoted("Grüße 🎉 heute nur", reasons);
        let whole: String = pieces.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(whole, "Grüße 🎉 heute nur");
        assert_eq!(pieces.iter().filter(|(tag, _)| *tag == "mark").count(), 3);
    }
}
