//! Signals of form: links, marks, lines, numbers, and where they stand.

use super::signals::{Sheet, fact, level};
use crate::text::{Kind, LinkKind, Text, link_kind};
use crate::values::Subject;

pub(super) fn shape(subject: &Subject, text: &Text, sheet: &mut Sheet) {
    let tokens = &text.tokens;
    let n = tokens.len();
    let mut c = [0usize; 16];
    let mut first = [(0u32, 0u32); 16];
    let mut see = |kind: usize, span: (u32, u32)| {
        if c[kind] == 0 {
            first[kind] = span;
        }
        c[kind] += 1;
    };
    for (i, t) in tokens.iter().enumerate() {
        let span = (t.start, t.end);
        let next = tokens.get(i + 1).map_or("", |t| text.of(t));
        let before = i
            .checked_sub(1)
            .and_then(|b| tokens.get(b))
            .map_or("", |t| text.of(t));
        let late = i * 4 >= n * 3;
        match t.kind {
            Kind::Word => {
                see(0, span);
                if t.capitals && t.end - t.start > 2 && !matches!(text.of(t), "name" | "phone" | "email") {
                    see(1, span);
                }
                if t.disguised && !t.styled {
                    fact!(sheet, "disguise", 1.0, span);
                }
                match text.of(t) {
                    "via" => fact!(sheet, "via", 1.0, span),
                    "rt" if i == 0 => fact!(sheet, "repost", 1.0, span),
                    "phone" => fact!(sheet, "phone", 1.0, span),
                    "email" => fact!(sheet, "e-mail", 1.0, span),
                    "eur" | "euro" | "euros" | "usd" | "dollar" | "dollars" | "reais" | "chf"
                        if before.starts_with(|c: char| c.is_ascii_digit()) =>
                    {
                        fact!(sheet, "price", 1.0, span)
                    }
                    _ => {}
                }
            }
            Kind::Link => {
                see(2, span);
                if late {
                    fact!(sheet, "link-at-end", 1.0, span);
                }
                if i < 2 {
                    fact!(sheet, "link-at-start", 1.0, span);
                }
                let address = text.of(t);
                let kind = link_kind(address);
                sheet.set(link_name(kind), 1.0, span);
                let masked = kind == LinkKind::Short || address.contains("//t.co/");
                fact!(sheet, "link-in-clear", f32::from(u8::from(!masked)), span);
            }
            Kind::Hashtag => {
                see(3, span);
                if late {
                    fact!(sheet, "hashtag-at-end", 1.0, span);
                }
                if i == 0 {
                    fact!(sheet, "hashtag-at-start", 1.0, span);
                }
            }
            Kind::Mention => {
                see(4, span);
                if i == 0 {
                    fact!(sheet, "mention-first", 1.0, span);
                }
            }
            Kind::Email => fact!(sheet, "e-mail", 1.0, span),
            Kind::Break => see(6, span),
            Kind::Emoji => {
                see(5, span);
                if let Some(name) = emoji_name(text.of(t)) {
                    sheet.set(name, 1.0, span);
                }
            }
            Kind::Number => {
                let of = text.of(t);
                see(7, span);
                if of.contains(':')
                    || matches!(next, "pm" | "am" | "uhr" | "uur" | "hrs" | "h" | "horas")
                    || matches!(before, "ore" | "um" | "alle")
                {
                    fact!(sheet, "clock-time", 1.0, span);
                }
                if next == "%" {
                    fact!(sheet, "percent", 1.0, span);
                }
                if matches!(next, "$" | "€" | "£") || matches!(before, "$" | "€" | "£") {
                    fact!(sheet, "price", 1.0, span);
                }
                if of.matches('.').count() == 2 || matches!(next, "th" | "st" | "nd") {
                    fact!(sheet, "date", 1.0, span);
                }
                if of.len() >= 9 {
                    fact!(sheet, "phone", 1.0, span);
                }
            }
            Kind::Sign => match text.of(t) {
                "!" => see(8, span),
                "?" => {
                    see(9, span);
                    if i * 2 < n {
                        fact!(sheet, "question-first", 1.0, span);
                    }
                }
                ":" => see(10, span),
                "\"" => see(11, span),
                "…" if i + 3 >= n => fact!(sheet, "cut-off", 1.0, span),
                "•" | "·" | "-" | "*" | "–" | "→" if before == "\n" || i == 0 => see(12, span),
                "|" => fact!(sheet, "divider", 1.0, span),
                "$" => fact!(sheet, "dollar", 1.0, span),
                _ => {}
            },
        }
    }
    let folded = text.folded.trim_end();
    if folded.contains("...") && tokens.iter().rev().take(6).any(|t| t.kind == Kind::Link) {
        fact!(sheet, "cut-off", 1.0, (0, 0));
    }
    let [
        words,
        capitals,
        links,
        tags,
        mentions,
        emoji,
        breaks,
        numbers,
        marks,
        asks,
        colons,
        quotes,
        items,
        ..,
    ] = c;
    let links_in_all = links.max(subject.links.len().min(4));
    fact!(sheet, "link", f32::from(u8::from(links_in_all > 0)), first[2]);
    // The text of a link may hide where it leads: what counts is the address.
    for link in subject.links.iter().take(4) {
        sheet.set(link_name(link_kind(&link.to_lowercase())), 1.0, (0, 0));
    }
    let flag = |yes: bool| f32::from(u8::from(yes));
    fact!(sheet, "link-many", flag(links_in_all > 1), first[2]);
    fact!(sheet, "link-only", flag(links > 0 && words == 0), first[2]);
    fact!(
        sheet,
        "headline-and-link",
        flag(
            links > 0 && breaks == 0 && marks == 0 && (3..18).contains(&words) && emoji == 0 && mentions == 0,
        ),
        first[2],
    );
    fact!(sheet, "hashtag", level(tags), first[3]);
    fact!(sheet, "hashtag-many", flag(tags > 4), first[3]);
    fact!(
        sheet,
        "hashtag-share",
        (3.0 * tags as f32 / (words + tags + 3) as f32).min(2.0),
        first[3],
    );
    fact!(sheet, "mention", level(mentions), first[4]);
    fact!(sheet, "mention-many", flag(mentions > 2), first[4]);
    fact!(sheet, "emoji", level(emoji), first[5]);
    fact!(sheet, "emoji-many", flag(emoji > 4), first[5]);
    fact!(sheet, "emoji-list", flag(emoji > 2 && breaks > 3), first[5]);
    fact!(sheet, "capitals", level(capitals), first[1]);
    fact!(
        sheet,
        "capitals-many",
        flag(capitals * 2 > words && words > 3),
        first[1]
    );
    fact!(sheet, "exclamation", level(marks), first[8]);
    fact!(sheet, "exclamation-many", flag(marks > 2), first[8]);
    fact!(sheet, "question", level(asks), first[9]);
    fact!(sheet, "colon", level(colons), first[10]);
    fact!(sheet, "quote", flag(quotes > 1), first[11]);
    fact!(sheet, "list", flag(items > 1), first[12]);
    fact!(sheet, "lines", flag(breaks > 1), first[6]);
    fact!(sheet, "lines-many", flag(breaks > 8), first[6]);
    fact!(sheet, "number", level(numbers), first[7]);
    let sizes = [
        ("length-tiny", 0, 6),
        ("length-short", 6, 14),
        ("length-middle", 30, 80),
        ("length-long", 80, usize::MAX),
    ];
    for (name, least, most) in sizes {
        sheet.set(name, flag((least..most).contains(&words)), (0, 0));
    }
    fact!(sheet, "no-words", flag(words == 0), (0, 0));
    fact!(
        sheet,
        "ends-plain",
        flag(tokens.last().is_some_and(|t| t.kind == Kind::Word)),
        (0, 0),
    );
    fact!(
        sheet,
        "starts-small",
        flag(subject.text.trim_start().starts_with(char::is_lowercase)),
        (0, 0),
    );
}

const fn link_name(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Short => "link-short",
        LinkKind::Tracked => "link-tracked",
        LinkKind::Shop => "link-shop",
        LinkKind::Event => "link-event",
        LinkKind::Media => "link-media",
        LinkKind::Messenger => "link-messenger",
        LinkKind::Job => "link-job",
        LinkKind::Social => "link-social",
        // Masked and plain links alike carry no kind.
        LinkKind::Plain => "",
    }
}

fn emoji_name(sign: &str) -> Option<&'static str> {
    Some(match sign.chars().next()? {
        '👇' | '👉' | '➡' | '⬇' | '↓' | '→' | '🔗' | '☝' | '👆' | '⏩' | '🔽' | '➜' | '➤' | '▶' => {
            "emoji-pointing"
        }
        '🔥' | '🚀' | '💰' | '💸' | '🎁' | '🛒' | '🛍' | '💥' | '🤑' | '💵' | '🎉' | '📣' | '📢' | '🚨'
        | '✅' | '⚡' | '✨' | '💯' | '🏆' | '🎟' | '🎧' | '📩' | '📲' => "emoji-selling",
        '📅' | '🗓' | '📆' | '🕒' | '⏰' | '📍' | '🕗' | '⏳' | '🎤' | '🎶' => {
            "emoji-calendar"
        }
        '😂' | '🤣' | '😅' | '😭' | '🙄' | '😡' | '🤔' | '😩' | '🤦' | '🤷' | '😢' | '😱' | '😆' | '💀' => {
            "emoji-laughing"
        }
        '❤' | '😍' | '🥰' | '💕' | '💙' | '💜' | '😘' | '💖' | '♥' | '😊' | '🙏' | '😁' => {
            "emoji-heart"
        }
        _ => return None,
    })
}
