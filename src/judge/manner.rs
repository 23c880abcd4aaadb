//! Signals of manner that need more than one piece: letters, sentences, lines, what stands before a link.

use super::signals::{Sheet, fact, level};
use crate::text::{Kind, Text, Token};

/// Capitals on most longer words make a headline; German writes about four in ten so.
const HEADLINE: f32 = 0.65;

pub(super) fn manner(text: &Text, sheet: &mut Sheet) {
    letters(text, sheet);
    names(text, sheet);
    lines(text, sheet);
    ends(text, sheet);
    before_links(text, sheet);
    wares(text, sheet);
    asked_words(text, sheet);
}

/// How words are written: drawn out, styled, all small.
fn letters(text: &Text, sheet: &mut Sheet) {
    let (mut words, mut capitals) = (0, 0);
    for token in text.tokens.iter().filter(|t| t.kind == Kind::Word) {
        let span = (token.start, token.end);
        words += 1;
        capitals += usize::from(token.initial);
        let bytes = text.of(token).as_bytes();
        let drawn = bytes
            .windows(3)
            .any(|w| w[0] == w[1] && w[1] == w[2] && w[0].is_ascii_alphabetic() && w[0] != b'w');
        if drawn {
            fact!(sheet, "drawn-out", 1.0, span);
        }
        if token.styled {
            fact!(sheet, "styled-letters", 1.0, span);
        }
    }
    if words > 3 && capitals == 0 {
        fact!(sheet, "all-small", 1.0, (0, 0));
    }
    if words > 200 {
        fact!(sheet, "length-huge", 1.0, (0, 0));
    }
}

/// Headlines and runs of names: capitals inside sentences.
fn names(text: &Text, sheet: &mut Sheet) {
    let (mut long, mut raised, mut runs) = (0usize, 0usize, 0usize);
    let mut first = (0, 0);
    let mut before: Option<&Token> = None;
    for token in &text.tokens {
        let inside = before.is_some_and(|b| b.kind == Kind::Word);
        if token.kind == Kind::Word && token.to - token.from > 3 {
            long += 1;
            raised += usize::from(token.initial);
            if inside && token.initial && before.is_some_and(|b| b.initial && b.to - b.from > 2) {
                if runs == 0 {
                    first = (before.map_or(token.start, |b| b.start), token.end);
                }
                runs += 1;
            }
        }
        before = Some(token);
    }
    if long >= 4 {
        let share = raised as f32 / long as f32;
        fact!(
            sheet,
            "headline-capitals",
            f32::from(u8::from(share > HEADLINE)),
            (0, 0)
        );
        fact!(sheet, "few-capitals", f32::from(u8::from(share < 0.12)), (0, 0));
    }
    fact!(sheet, "names", level(runs), first);
}

/// Lists by number, and texts broken into one line a thought.
fn lines(text: &Text, sheet: &mut Sheet) {
    let tokens = &text.tokens;
    let (mut numbered, mut breaks, mut words) = (0usize, 0usize, 0usize);
    let mut fresh = true;
    for (i, token) in tokens.iter().enumerate() {
        let next = tokens.get(i + 1).map_or("", |t| text.of(t));
        if fresh && token.kind == Kind::Number && matches!(next, "." | ")" | "/" | ":" | "-") {
            numbered += 1;
            if numbered > 1 {
                fact!(sheet, "numbered", 1.0, (token.start, token.end));
            }
        }
        fresh = token.kind == Kind::Break;
        breaks += usize::from(fresh);
        words += usize::from(token.kind == Kind::Word);
    }
    let broken = words > 60 && breaks * 14 > words;
    fact!(sheet, "line-a-thought", f32::from(u8::from(broken)), (0, 0));
}

/// How the text begins and ends.
fn ends(text: &Text, sheet: &mut Sheet) {
    let tokens = &text.tokens;
    let spoken = |t: &&Token| !matches!(t.kind, Kind::Link | Kind::Hashtag | Kind::Break | Kind::Emoji);
    if let Some(last) = tokens.iter().rfind(spoken) {
        let span = (last.start, last.end);
        match text.of(last) {
            "?" => fact!(sheet, "question-last", 1.0, span),
            "!" => fact!(sheet, "exclamation-last", 1.0, span),
            ":" => fact!(sheet, "colon-last", 1.0, span),
            _ => {}
        }
    }
    if let Some(first) = tokens.first().filter(|t| text.of(t) == "\"") {
        fact!(sheet, "quote-first", 1.0, (first.start, first.end));
    }
    let tail = tokens.iter().rev().filter(|t| t.kind != Kind::Break);
    let tags = tail.clone().take_while(|t| t.kind == Kind::Hashtag).count();
    if let Some(first) = tail.clone().nth(2).filter(|_| tags >= 3) {
        fact!(sheet, "hashtag-tail", 1.0, (first.start, first.end));
    }
    let mut dots = 0;
    for token in tokens {
        dots = if text.of(token) == "." { dots + 1 } else { 0 };
        if dots == 2 || text.of(token) == "…" {
            fact!(sheet, "dots", 1.0, (token.start, token.end));
        }
    }
    let inner = tokens.iter().skip(2).find(|t| t.kind == Kind::Mention);
    if let Some(token) = inner {
        fact!(sheet, "mention-inside", 1.0, (token.start, token.end));
    }
}

/// What leads to a link.
fn before_links(text: &Text, sheet: &mut Sheet) {
    for pair in text.tokens.windows(2).filter(|p| p[1].kind == Kind::Link) {
        let span = (pair[0].start, pair[1].end);
        match (pair[0].kind, text.of(&pair[0])) {
            (_, ":") => fact!(sheet, "colon-link", 1.0, span),
            (_, "!") => fact!(sheet, "exclamation-link", 1.0, span),
            (_, "." | "…") => fact!(sheet, "stop-link", 1.0, span),
            (_, "?") => fact!(sheet, "question-link", 1.0, span),
            (Kind::Emoji, _) | (_, ">" | "-" | "–") => fact!(sheet, "arrow-link", 1.0, span),
            (Kind::Word, _) => fact!(sheet, "word-link", 1.0, span),
            _ => {}
        }
    }
}

/// Units that goods are measured in.
const UNITS: &[&str] = &[
    "cm", "mm", "ml", "cl", "kg", "mg", "gr", "gb", "tb", "mb", "zoll", "inch", "inches", "km", "kw", "ps",
    "qm", "m2", "stk", "stuck", "pcs", "oz", "lbs", "lb", "liter", "litre", "litros", "mah", "watt", "ghz",
    "mp",
];

/// What a description of goods or of a post to fill holds: measures, and both genders by letter.
fn wares(text: &Text, sheet: &mut Sheet) {
    for trio in text.tokens.windows(2) {
        let (first, then) = (&trio[0], text.of(&trio[1]));
        let times = then
            .strip_prefix('x')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if first.kind == Kind::Number && (UNITS.contains(&then) || times) {
            fact!(sheet, "measure", 1.0, (first.start, trio[1].end));
        }
    }
    for trio in text.tokens.windows(3) {
        let [a, b, c] = [0, 1, 2].map(|i| text.of(&trio[i]));
        let letter = |of: &str| matches!(of, "m" | "w" | "f" | "d" | "h" | "v");
        if b == "/" && letter(a) && letter(c) && a != c {
            fact!(sheet, "job-genders", 1.0, (trio[0].start, trio[2].end));
        }
    }
}

/// A comment that is asked for by its word, "comment YES"; a hashtag that tells who pays.
fn asked_words(text: &Text, sheet: &mut Sheet) {
    for (i, token) in text.tokens.iter().enumerate() {
        let word = text.of(token);
        if token.kind == Kind::Hashtag && word.len() > 8 {
            let tells = [
                "partner",
                "partners",
                "ambassador",
                "sponsored",
                "werbung",
                "anzeige",
                "collab",
            ];
            if tells.iter().any(|end| word.ends_with(end)) {
                fact!(sheet, "tag-partner", 1.0, (token.start, token.end));
            }
        }
        let asks = token.kind == Kind::Word
            && [
                "comment",
                "kommentier",
                "coment",
                "reageer",
                "schreib",
                "type",
                "escribe",
                "scriv",
                "tape",
                "dm",
            ]
            .iter()
            .any(|verb| word.starts_with(verb) && word.len() < verb.len() + 4);
        if !asks {
            continue;
        }
        let after = text.tokens.iter().skip(i + 1).take(3);
        let wanted = after
            .filter(|t| t.kind != Kind::Break)
            .find(|t| text.of(t) == "\"" || (t.capitals && !token.capitals && t.to - t.from > 1));
        if let Some(wanted) = wanted {
            fact!(sheet, "comment-word", 1.0, (token.start, wanted.end));
        }
    }
}
