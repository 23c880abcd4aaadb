//! Signals of manner that need more than one piece: letters, sentences, lines, what stands before a link.

use super::signals::{Sheet, level};
use crate::text::{Kind, Text, Token};

/// Capitals on most longer words make a headline; German writes about four in ten so.
const HEADLINE: f32 = 0.65;

pub(super) fn manner(text: &Text, sheet: &mut Sheet) {
    letters(text, sheet);
    names(text, sheet);
    lines(text, sheet);
    ends(text, sheet);
    before_links(text, sheet);
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
            sheet.set("drawn-out", 1.0, span);
        }
        if token.styled {
            sheet.set("styled-letters", 1.0, span);
        }
    }
    if words > 3 && capitals == 0 {
        sheet.set("all-small", 1.0, (0, 0));
    }
    if words > 200 {
        sheet.set("length-huge", 1.0, (0, 0));
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
        sheet.set("headline-capitals", f32::from(u8::from(share > HEADLINE)), (0, 0));
        sheet.set("few-capitals", f32::from(u8::from(share < 0.12)), (0, 0));
    }
    sheet.set("names", level(runs), first);
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
                sheet.set("numbered", 1.0, (token.start, token.end));
            }
        }
        fresh = token.kind == Kind::Break;
        breaks += usize::from(fresh);
        words += usize::from(token.kind == Kind::Word);
    }
    let broken = words > 60 && breaks * 14 > words;
    sheet.set("line-a-thought", f32::from(u8::from(broken)), (0, 0));
}

/// How the text begins and ends.
fn ends(text: &Text, sheet: &mut Sheet) {
    let tokens = &text.tokens;
    let spoken = |t: &&Token| !matches!(t.kind, Kind::Link | Kind::Hashtag | Kind::Break | Kind::Emoji);
    if let Some(last) = tokens.iter().rfind(spoken) {
        let span = (last.start, last.end);
        match text.of(last) {
            "?" => sheet.set("question-last", 1.0, span),
            "!" => sheet.set("exclamation-last", 1.0, span),
            ":" => sheet.set("colon-last", 1.0, span),
            _ => {}
        }
    }
    if let Some(first) = tokens.first().filter(|t| text.of(t) == "\"") {
        sheet.set("quote-first", 1.0, (first.start, first.end));
    }
    let tail = tokens.iter().rev().filter(|t| t.kind != Kind::Break);
    let tags = tail.clone().take_while(|t| t.kind == Kind::Hashtag).count();
    if let Some(first) = tail.clone().nth(2).filter(|_| tags >= 3) {
        sheet.set("hashtag-tail", 1.0, (first.start, first.end));
    }
    let mut dots = 0;
    for token in tokens {
        dots = if text.of(token) == "." { dots + 1 } else { 0 };
        if dots == 2 || text.of(token) == "…" {
            sheet.set("dots", 1.0, (token.start, token.end));
        }
    }
    let inner = tokens.iter().skip(2).find(|t| t.kind == Kind::Mention);
    if let Some(token) = inner {
        sheet.set("mention-inside", 1.0, (token.start, token.end));
    }
}

/// What leads to a link.
fn before_links(text: &Text, sheet: &mut Sheet) {
    for pair in text.tokens.windows(2).filter(|p| p[1].kind == Kind::Link) {
        let span = (pair[0].start, pair[1].end);
        match (pair[0].kind, text.of(&pair[0])) {
            (_, ":") => sheet.set("colon-link", 1.0, span),
            (_, "!") => sheet.set("exclamation-link", 1.0, span),
            (_, "." | "…") => sheet.set("stop-link", 1.0, span),
            (_, "?") => sheet.set("question-link", 1.0, span),
            (Kind::Emoji, _) | (_, ">" | "-" | "–") => sheet.set("arrow-link", 1.0, span),
            (Kind::Word, _) => sheet.set("word-link", 1.0, span),
            _ => {}
        }
    }
}
