//! The named signals of manner: facts about how a text speaks, the same in every language.

use crate::text::{Kind, LinkKind, Text, link_kind};
use crate::values::{AuthorKind, Subject};

use super::lexicon::Lexicon;

/// One signal that is present.
#[derive(Clone, Debug, PartialEq)]
pub struct Signal {
    /// Its place in [`names`].
    pub id: usize,
    /// How strongly, about 0 to 2.
    pub value: f32,
    /// First UTF-16 unit of its first evidence; equal to `end` for a fact about the whole.
    pub start: u32,
    /// One past the last UTF-16 unit.
    pub end: u32,
}

/// Facts of form, in their order.
const FORM: &[&str] = &[
    "link",
    "link-many",
    "link-at-end",
    "link-at-start",
    "link-only",
    "link-short",
    "link-tracked",
    "link-shop",
    "link-event",
    "link-media",
    "link-messenger",
    "link-job",
    "link-social",
    "link-site",
    "headline-and-link",
    "hashtag",
    "hashtag-many",
    "hashtag-at-end",
    "hashtag-at-start",
    "hashtag-share",
    "mention",
    "mention-first",
    "mention-many",
    "repost",
    "emoji",
    "emoji-many",
    "emoji-pointing",
    "emoji-selling",
    "emoji-calendar",
    "emoji-laughing",
    "emoji-heart",
    "emoji-list",
    "capitals",
    "capitals-many",
    "exclamation",
    "exclamation-many",
    "question",
    "question-first",
    "colon",
    "list",
    "lines",
    "lines-many",
    "price",
    "percent",
    "clock-time",
    "date",
    "number",
    "cut-off",
    "quote",
    "e-mail",
    "phone",
    "length-tiny",
    "length-short",
    "length-middle",
    "length-long",
    "disguise",
    "first-person-only",
    "we-only",
    "via",
    "divider",
    "no-words",
    "ends-plain",
    "starts-small",
    "author-organisation",
    "author-person",
    "author-sells",
    "dollar",
];

/// Pairs that say more together than apart.
const PAIRS: &[(&str, &str)] = &[
    ("link", "we"),
    ("link", "i"),
    ("link", "you"),
    ("link", "act-click"),
    ("link", "act-join"),
    ("link", "act-buy"),
    ("link", "announce"),
    ("link", "own-content"),
    ("link", "offer"),
    ("link", "event"),
    ("link", "opinion"),
    ("link", "question"),
    ("link", "exclamation"),
    ("link", "news"),
    ("link", "hiring"),
    ("link", "brand-voice"),
    ("link", "when"),
    ("link", "product"),
    ("link", "price"),
    ("link", "hashtag"),
    ("link", "mention-first"),
    ("link", "author-organisation"),
    ("link", "author-person"),
    ("link", "length-long"),
    ("we", "you"),
    ("we", "event"),
    ("we", "announce"),
    ("we", "product"),
    ("we", "author-organisation"),
    ("i", "opinion"),
    ("i", "story"),
    ("i", "announce"),
    ("event", "when"),
    ("event", "clock-time"),
    ("act-join", "when"),
    ("act-join", "you"),
    ("act-buy", "price"),
    ("act-click", "you"),
    ("offer", "price"),
    ("act-click", "own-content"),
    ("author-organisation", "event"),
    ("author-organisation", "product"),
    ("author-organisation", "announce"),
    ("author-organisation", "mention-first"),
    ("author-organisation", "you"),
    ("author-organisation", "act-click"),
    ("author-sells", "link"),
    ("author-sells", "author-person"),
    ("opinion", "mention-first"),
    ("hashtag-many", "length-short"),
    ("question", "you"),
    ("question-first", "link"),
    ("exclamation", "you"),
    ("exclamation", "we"),
    ("exclamation", "announce"),
    ("list", "link"),
    ("thanks", "link"),
    ("thanks", "we"),
    ("brand-voice", "you"),
    ("repost", "link"),
    ("length-tiny", "link"),
    ("act-engage", "you"),
    ("offer", "you"),
    ("event", "mention"),
];

/// The place of a form signal by name; only for names written in this file.
fn form(name: &str) -> Option<usize> {
    FORM.iter().position(|f| *f == name)
}

/// All names: form, then each word group thrice (found, at the start, dense), then the pairs.
pub fn names() -> Vec<String> {
    let mut out: Vec<String> = FORM.iter().map(ToString::to_string).collect();
    for group in &Lexicon::get().names {
        out.push((*group).to_string());
        out.push(format!("{group}-at-start"));
        out.push(format!("{group}-dense"));
    }
    out.extend(PAIRS.iter().map(|(a, b)| format!("{a}+{b}")));
    out
}

struct Table {
    pairs: Vec<(usize, usize)>,
    size: usize,
}

fn table() -> &'static Table {
    static ONCE: std::sync::OnceLock<Table> = std::sync::OnceLock::new();
    ONCE.get_or_init(|| {
        let names = names();
        let place = |n: &str| names.iter().position(|m| m == n).unwrap_or(0);
        Table {
            pairs: PAIRS.iter().map(|(a, b)| (place(a), place(b))).collect(),
            size: names.len(),
        }
    })
}

struct Sheet {
    value: Vec<f32>,
    span: Vec<(u32, u32)>,
}

impl Sheet {
    fn set(&mut self, name: &str, value: f32, span: (u32, u32)) {
        if let Some(id) = form(name) {
            self.put(id, value, span);
        }
    }

    fn put(&mut self, id: usize, value: f32, span: (u32, u32)) {
        if value != 0.0 {
            if self.value[id] == 0.0 {
                self.span[id] = span;
            }
            self.value[id] = value;
        }
    }
}

const fn level(count: usize) -> f32 {
    match count {
        0 => 0.0,
        1 => 1.0,
        2 => 1.4,
        3 => 1.7,
        _ => 2.0,
    }
}

/// Reads the signals of a subject from its text, already read.
pub fn signals(subject: &Subject, text: &Text) -> Vec<Signal> {
    let table = table();
    let mut sheet = Sheet {
        value: vec![0.0; table.size],
        span: vec![(0, 0); table.size],
    };
    shape(subject, text, &mut sheet);
    let lexicon = Lexicon::get();
    let words = text
        .tokens
        .iter()
        .filter(|t| matches!(t.kind, Kind::Word | Kind::Hashtag))
        .count();
    let mut count = [0usize; 64];
    let first_word = text.tokens.iter().position(|t| t.kind == Kind::Word).unwrap_or(0) as u32;
    lexicon.scan(text, |find| {
        let group = usize::from(find.group);
        count[group] += 1;
        let id = FORM.len() + group * 3;
        let span = (
            text.tokens[find.first as usize].start,
            text.tokens[find.last as usize].end,
        );
        sheet.put(id, level(count[group]), span);
        if find.first < first_word + 3 {
            sheet.put(id + 1, 1.0, span);
        }
    });
    for (group, found) in count.iter().enumerate().take(lexicon.names.len()) {
        let dense = (4.0 * *found as f32 / (words as f32 + 4.0)).min(2.0);
        let id = FORM.len() + group * 3;
        sheet.put(id + 2, dense, sheet.span[id]);
    }
    context(subject, lexicon, &mut sheet);
    let place = |name: &str| {
        lexicon
            .names
            .iter()
            .position(|n| *n == name)
            .map_or(0, |g| count[g])
    };
    let (i, we) = (place("i"), place("we"));
    sheet.set("first-person-only", f32::from(u8::from(i > 0 && we == 0)), (0, 0));
    sheet.set("we-only", f32::from(u8::from(we > 0 && i == 0)), (0, 0));
    let first_pair = table.size - PAIRS.len();
    for (n, &(a, b)) in table.pairs.iter().enumerate() {
        let value = sheet.value[a].min(1.0) * sheet.value[b].min(1.0);
        sheet.put(first_pair + n, value, sheet.span[b]);
    }
    sheet
        .value
        .iter()
        .enumerate()
        .filter(|(_, v)| **v != 0.0)
        .map(|(id, &value)| Signal {
            id,
            value,
            start: sheet.span[id].0,
            end: sheet.span[id].1,
        })
        .collect()
}

fn context(subject: &Subject, lexicon: &Lexicon, sheet: &mut Sheet) {
    match subject.author_kind {
        Some(AuthorKind::Organisation) => sheet.set("author-organisation", 1.0, (0, 0)),
        Some(AuthorKind::Person) => sheet.set("author-person", 1.0, (0, 0)),
        None => {}
    }
    if let Some(about) = &subject.author_about {
        let group = lexicon.names.iter().position(|n| *n == "about-seller");
        let mut hits = 0;
        lexicon.scan(&Text::read(about), |find| {
            hits += usize::from(Some(usize::from(find.group)) == group)
        });
        sheet.set("author-sells", level(hits), (0, 0));
    }
}

fn shape(subject: &Subject, text: &Text, sheet: &mut Sheet) {
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
                if t.disguised {
                    sheet.set("disguise", 1.0, span);
                }
                match text.of(t) {
                    "via" => sheet.set("via", 1.0, span),
                    "rt" if i == 0 => sheet.set("repost", 1.0, span),
                    "phone" => sheet.set("phone", 1.0, span),
                    "email" => sheet.set("e-mail", 1.0, span),
                    "eur" | "euro" | "euros" | "usd" | "dollar" | "reais" | "chf"
                        if before.starts_with(|c: char| c.is_ascii_digit()) =>
                    {
                        sheet.set("price", 1.0, span)
                    }
                    _ => {}
                }
            }
            Kind::Link => {
                see(2, span);
                if late {
                    sheet.set("link-at-end", 1.0, span);
                }
                if i < 2 {
                    sheet.set("link-at-start", 1.0, span);
                }
                sheet.set(link_name(link_kind(text.of(t))), 1.0, span);
            }
            Kind::Hashtag => {
                see(3, span);
                if late {
                    sheet.set("hashtag-at-end", 1.0, span);
                }
                if i == 0 {
                    sheet.set("hashtag-at-start", 1.0, span);
                }
            }
            Kind::Mention => {
                see(4, span);
                if i == 0 {
                    sheet.set("mention-first", 1.0, span);
                }
            }
            Kind::Email => sheet.set("e-mail", 1.0, span),
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
                    sheet.set("clock-time", 1.0, span);
                }
                if next == "%" {
                    sheet.set("percent", 1.0, span);
                }
                if matches!(next, "$" | "€" | "£") || matches!(before, "$" | "€" | "£") {
                    sheet.set("price", 1.0, span);
                }
                if of.matches('.').count() == 2 || matches!(next, "th" | "st" | "nd") {
                    sheet.set("date", 1.0, span);
                }
                if of.len() >= 9 {
                    sheet.set("phone", 1.0, span);
                }
            }
            Kind::Sign => match text.of(t) {
                "!" => see(8, span),
                "?" => {
                    see(9, span);
                    if i * 2 < n {
                        sheet.set("question-first", 1.0, span);
                    }
                }
                ":" => see(10, span),
                "\"" => see(11, span),
                "…" if i + 3 >= n => sheet.set("cut-off", 1.0, span),
                "•" | "·" | "-" | "*" | "–" | "→" if before == "\n" || i == 0 => see(12, span),
                "|" => sheet.set("divider", 1.0, span),
                "$" => sheet.set("dollar", 1.0, span),
                _ => {}
            },
        }
    }
    let folded = text.folded.trim_end();
    if folded.contains("...") && tokens.iter().rev().take(6).any(|t| t.kind == Kind::Link) {
        sheet.set("cut-off", 1.0, (0, 0));
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
    sheet.set("link", f32::from(u8::from(links_in_all > 0)), first[2]);
    if links == 0 {
        for link in subject.links.iter().take(4) {
            sheet.set(link_name(link_kind(&link.to_lowercase())), 1.0, (0, 0));
        }
    }
    let flag = |yes: bool| f32::from(u8::from(yes));
    sheet.set("link-many", flag(links_in_all > 1), first[2]);
    sheet.set("link-only", flag(links > 0 && words == 0), first[2]);
    sheet.set(
        "headline-and-link",
        flag(
            links > 0 && breaks == 0 && marks == 0 && (3..18).contains(&words) && emoji == 0 && mentions == 0,
        ),
        first[2],
    );
    sheet.set("hashtag", level(tags), first[3]);
    sheet.set("hashtag-many", flag(tags > 4), first[3]);
    sheet.set(
        "hashtag-share",
        (3.0 * tags as f32 / (words + tags + 3) as f32).min(2.0),
        first[3],
    );
    sheet.set("mention", level(mentions), first[4]);
    sheet.set("mention-many", flag(mentions > 2), first[4]);
    sheet.set("emoji", level(emoji), first[5]);
    sheet.set("emoji-many", flag(emoji > 4), first[5]);
    sheet.set("emoji-list", flag(emoji > 2 && breaks > 3), first[5]);
    sheet.set("capitals", level(capitals), first[1]);
    sheet.set("capitals-many", flag(capitals * 2 > words && words > 3), first[1]);
    sheet.set("exclamation", level(marks), first[8]);
    sheet.set("exclamation-many", flag(marks > 2), first[8]);
    sheet.set("question", level(asks), first[9]);
    sheet.set("colon", level(colons), first[10]);
    sheet.set("quote", flag(quotes > 1), first[11]);
    sheet.set("list", flag(items > 1), first[12]);
    sheet.set("lines", flag(breaks > 1), first[6]);
    sheet.set("lines-many", flag(breaks > 8), first[6]);
    sheet.set("number", level(numbers), first[7]);
    let sizes = [
        ("length-tiny", 0, 6),
        ("length-short", 6, 14),
        ("length-middle", 30, 80),
        ("length-long", 80, usize::MAX),
    ];
    for (name, least, most) in sizes {
        sheet.set(name, flag((least..most).contains(&words)), (0, 0));
    }
    sheet.set("no-words", flag(words == 0), (0, 0));
    sheet.set(
        "ends-plain",
        flag(tokens.last().is_some_and(|t| t.kind == Kind::Word)),
        (0, 0),
    );
    sheet.set(
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
