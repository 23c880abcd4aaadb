//! The card: why an item carries its badges, the deciding words marked in a quote.

use super::badge::{button, pill};
use crate::values::{Card, Message, Reason, View};

/// Weights, in log-odds, from which a marked word is drawn heavier.
const HEAVY: f64 = 0.7;
const HEAVIEST: f64 = 1.5;

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
    let whole: Vec<View> = card
        .reasons
        .iter()
        .filter(|r| is_whole(r))
        .map(signal_line)
        .collect();
    let percent = |p: f64| ((p * 100.0).round() as u32).to_string();
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
        .of(list("", whole))
        .of(score)
        .of(list("soft", card.facts.iter().map(line).collect()))
        .of(unknown
            .as_ref()
            .map(|_| View::new("h2", "").say(Message::new("card_unknown"))))
        .of(unknown)
        .of([View::new("div", "row foot").of([button("next", "card_next"), button("reply", "card_reply")])])
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

fn signal_line(reason: &Reason) -> View {
    line(&signal(reason))
}

/// The signal in words.
fn signal(reason: &Reason) -> Message {
    Message::new(format!("signal_{}", reason.signal.replace('-', "_")))
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
    cuts.sort_unstable();
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
        title.push(signal(reason).into());
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
