//! Cuts a text into tokens in one pass, folded and with its way back to the original.

use alloc::string::String;
use alloc::vec::Vec;

use super::MOST_CHARS;
use super::fold::{fold_char, is_invisible, look_alike};
use super::link::ENDINGS;
use super::token::{Kind, Token};

/// A text, read.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// Plain small letters, as the tokens' `from` and `to` count them.
    pub folded: String,
    /// The pieces, in order.
    pub tokens: Vec<Token>,
    /// Visible characters read.
    pub chars: usize,
    /// Letters among them.
    pub letters: usize,
}

/// FNV-1a, 32 bits.
pub fn hash_bytes(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .fold(0x811C_9DC5, |h, b| (h ^ u32::from(*b)).wrapping_mul(0x0100_0193))
}

/// One visible character: folded, as written, and where it stands in UTF-16 units.
#[derive(Clone, Copy)]
struct Seen {
    folded: char,
    raw: char,
    start: u32,
    end: u32,
    /// An invisible sign, not the one that styles an emoji, stood before it.
    hidden: bool,
}

const fn is_emoji(c: char) -> bool {
    matches!(c as u32, 0x1F000..=0x1FAFF | 0x2190..=0x21FF | 0x2300..=0x23FF | 0x25A0..=0x27BF | 0x2900..=0x297F | 0x2B00..=0x2BFF | 0x3030)
}

impl Text {
    /// Reads at most [`MOST_CHARS`] characters.
    pub fn read(text: &str) -> Self {
        let seen = see(text);
        let mut out = Self {
            chars: seen.len(),
            folded: String::with_capacity(text.len().min(MOST_CHARS) + 8),
            ..Self::default()
        };
        out.tokens.reserve(seen.len() / 4 + 4);
        let mut at = 0;
        while at < seen.len() {
            at = out.take(&seen, at);
        }
        out.join_split();
        out
    }

    /// The folded letters of one token.
    pub fn of(&self, token: &Token) -> &str {
        self.folded
            .get(token.from as usize..token.to as usize)
            .unwrap_or("")
    }

    /// Reads the token at `at` and answers where the next begins.
    fn take(&mut self, seen: &[Seen], at: usize) -> usize {
        let c = seen[at].folded;
        if c == '\n' {
            return self.push(Kind::Break, seen, at, at + 1, 0);
        }
        if c.is_whitespace() {
            return at + 1;
        }
        let fresh = at == 0 || !seen[at - 1].folded.is_alphanumeric();
        if c.is_alphanumeric()
            && fresh
            && let Some((kind, end)) = address(seen, at)
        {
            return self.push(kind, seen, at, end, 0);
        }
        if (c == '#' || c == '@')
            && seen
                .get(at + 1)
                .is_some_and(|s| s.folded.is_alphanumeric() || s.folded == '_')
        {
            let end = run(seen, at + 1, |c| {
                c.is_alphanumeric() || c == '_' || (c == '.' && seen[at].folded == '@')
            });
            return self.push(
                if c == '#' { Kind::Hashtag } else { Kind::Mention },
                seen,
                at,
                end,
                1,
            );
        }
        if c.is_ascii_digit() {
            let mut end = at + 1;
            while end < seen.len()
                && (seen[end].folded.is_ascii_digit()
                    || (matches!(seen[end].folded, '.' | ',' | ':')
                        && seen.get(end + 1).is_some_and(|s| s.folded.is_ascii_digit())))
            {
                end += 1;
            }
            return self.push(Kind::Number, seen, at, end, 0);
        }
        if c.is_alphanumeric() {
            let mut end = run(seen, at, char::is_alphanumeric);
            // An inner apostrophe belongs to the word: don't, l'amico.
            if end + 1 < seen.len()
                && seen[end].folded == '\''
                && seen[end + 1].folded.is_alphabetic()
                && end - at > 1
            {
                end = run(seen, end + 1, char::is_alphanumeric);
            }
            return self.push(Kind::Word, seen, at, end, 0);
        }
        let kind = if is_emoji(seen[at].raw) {
            Kind::Emoji
        } else {
            Kind::Sign
        };
        self.push(kind, seen, at, at + 1, 0)
    }

    fn push(&mut self, kind: Kind, seen: &[Seen], at: usize, end: usize, skip: usize) -> usize {
        let part = &seen[at..end];
        let from = self.folded.len() + part.iter().take(skip).map(|s| s.folded.len_utf8()).sum::<usize>();
        let letters = part.iter().filter(|s| s.folded.is_alphabetic()).count();
        let latin = part.iter().any(|s| s.folded.is_ascii_lowercase());
        let mixed = kind == Kind::Word && latin && part.iter().any(|s| look_alike(s.folded).is_some());
        for s in part {
            self.folded.push(if mixed {
                look_alike(s.folded).unwrap_or(s.folded)
            } else {
                s.folded
            });
        }
        self.letters += letters;
        let styled = kind == Kind::Word && part.iter().any(|s| s.folded.is_ascii_alphanumeric() && matches!(s.raw as u32, 0x2460..=0x24FF | 0xFF00..=0xFFEF | 0x1D400..=0x1D7FF | 0x1F100..=0x1F1E5));
        let hidden = part.iter().skip(1).any(|s| s.hidden);
        self.tokens.push(Token {
            kind,
            start: part[0].start,
            end: part[part.len() - 1].end,
            from: from as u32,
            to: self.folded.len() as u32,
            hash: hash_bytes(self.folded.as_bytes().get(from..).unwrap_or_default()),
            capitals: letters >= 2 && kind == Kind::Word && part.iter().all(|s| !s.raw.is_lowercase()),
            initial: kind == Kind::Word && part[0].raw.is_uppercase(),
            styled,
            disguised: mixed || styled || (hidden && kind == Kind::Word),
        });
        end
    }

    /// Joins runs of four or more single letters, "s a l e", into one word each.
    fn join_split(&mut self) {
        let single = |t: &Token| t.kind == Kind::Word && t.to - t.from == 1;
        if !self.tokens.windows(4).any(|w| w.iter().all(single)) {
            return;
        }
        let old = core::mem::take(&mut self.tokens);
        let mut at = 0;
        while at < old.len() {
            let mut end = at;
            while end < old.len()
                && single(&old[end])
                && (end == at || old[end].start <= old[end - 1].end + 3)
            {
                end += 1;
            }
            if end - at < 4 {
                self.tokens.push(old[at]);
                at += 1;
                continue;
            }
            let from = self.folded.len();
            for t in &old[at..end] {
                let letter = self
                    .folded
                    .as_bytes()
                    .get(t.from as usize)
                    .copied()
                    .unwrap_or(b'?');
                self.folded.push(char::from(letter));
            }
            let hash = hash_bytes(self.folded.as_bytes().get(from..).unwrap_or_default());
            self.tokens.push(Token {
                end: old[end - 1].end,
                from: from as u32,
                to: self.folded.len() as u32,
                hash,
                disguised: true,
                ..old[at]
            });
            at = end;
        }
    }
}

/// Markup that pages and feeds now and then show as text, and the sign that it stands for.
const MARKUP: &[(&str, char)] = &[
    ("&amp;", '&'),
    ("&#39;", '\''),
    ("&apos;", '\''),
    ("&quot;", '"'),
    ("&lt;", '<'),
    ("&gt;", '>'),
    ("&nbsp;", ' '),
    ("<br />", '\n'),
    ("<br/>", '\n'),
    ("<br>", '\n'),
];

fn see(text: &str) -> Vec<Seen> {
    let mut seen = Vec::with_capacity(text.len().min(MOST_CHARS));
    let (mut unit, mut hidden) = (0u32, false);
    let mut rest = text.chars();
    for _ in 0..MOST_CHARS {
        let whole = rest.as_str();
        let Some(mut raw) = rest.next() else { break };
        let mut end = unit + raw.len_utf16() as u32;
        // Markup that was shown as text stands for its sign.
        if (raw == '&' || raw == '<')
            && let Some((name, sign)) = MARKUP.iter().find(|(name, _)| whole.starts_with(name))
        {
            raw = *sign;
            end = unit + name.len() as u32;
            rest = whole[name.len()..].chars();
        }
        if is_invisible(raw) {
            hidden |= !matches!(raw as u32, 0x200D | 0xFE00..=0xFE0F | 0x300..=0x36F | 0x20D0..=0x20FF | 0xE0000..=0xE01EF);
        } else {
            let folded = if raw == '\r' { ' ' } else { fold_char(raw) };
            seen.push(Seen {
                folded,
                raw,
                start: unit,
                end,
                hidden,
            });
            hidden = false;
        }
        unit = end;
    }
    seen
}

fn run(seen: &[Seen], mut at: usize, fits: impl Fn(char) -> bool) -> usize {
    while at < seen.len() && fits(seen[at].folded) {
        at += 1;
    }
    at
}

/// A web or e-mail address that begins at `at`, and where it ends.
fn address(seen: &[Seen], at: usize) -> Option<(Kind, usize)> {
    let is = |offset: usize, word: &str| {
        word.chars()
            .enumerate()
            .all(|(i, c)| seen.get(at + offset + i).is_some_and(|s| s.folded == c))
    };
    let to_space = || {
        run(seen, at, |c| {
            !c.is_whitespace() && !matches!(c, '"' | '<' | '>' | ')' | ']')
        })
    };
    if is(0, "http") && (is(4, "://") || is(5, "://") || is(4, "\u{2026}") || is(5, "\u{2026}"))
        || is(0, "www.")
    {
        return Some((Kind::Link, trim(seen, at, to_space())));
    }
    let name_end = run(seen, at, |c| {
        c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '+' | '@')
    });
    let part = seen.get(at..trim(seen, at, name_end))?;
    if part.len() < 4 {
        return None;
    }
    let dot = part.iter().rposition(|s| s.folded == '.')?;
    let ending: String = part.iter().skip(dot + 1).map(|s| s.folded).collect();
    if dot < 2 || !ENDINGS.contains(&ending.as_str()) {
        return None;
    }
    if part.iter().any(|s| s.folded == '@') {
        return Some((Kind::Email, at + part.len()));
    }
    if seen.get(at + part.len()).is_some_and(|s| s.folded == '/') {
        return Some((Kind::Link, trim(seen, at, to_space())));
    }
    Some((Kind::Link, at + part.len()))
}

/// Leaves closing punctuation to the sentence.
fn trim(seen: &[Seen], at: usize, mut end: usize) -> usize {
    while end > at + 1 && matches!(seen[end - 1].folded, '.' | ',' | ';' | ':' | '!' | '?' | '\'') {
        end -= 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(Kind, String)> {
        let read = Text::read(text);
        read.tokens
            .iter()
            .map(|t| (t.kind, read.of(t).to_string()))
            .collect()
    }

    #[test]
    fn pieces_are_found() {
        let got = kinds("Hi @anna, 20:30 at https://Example.org/a?b=1. #Sale 🔥");
        let want = [
            (Kind::Word, "hi"),
            (Kind::Mention, "anna"),
            (Kind::Sign, ","),
            (Kind::Number, "20:30"),
            (Kind::Word, "at"),
            (Kind::Link, "https://example.org/a?b=1"),
            (Kind::Sign, "."),
            (Kind::Hashtag, "sale"),
            (Kind::Emoji, "🔥"),
        ];
        assert_eq!(got, want.map(|(k, s)| (k, s.to_string())));
    }

    #[test]
    fn disguises_come_off() {
        for text in [
            "S p o n s o r e d",
            "Ｓponsored",
            "spon\u{200b}sored",
            "spоnsоred",
            "𝗦𝗽𝗼𝗻𝘀𝗼𝗿𝗲𝗱",
        ] {
            let read = Text::read(text);
            assert_eq!(read.of(&read.tokens[0]), "sponsored", "{text}");
            assert!(read.tokens[0].disguised, "{text}");
            assert_eq!(read.tokens[0].end, text.encode_utf16().count() as u32, "{text}");
        }
    }

    #[test]
    fn markup_shown_as_text_is_read_as_its_sign() {
        let text = "I&#39;m here &amp; you<br />too &lt;3";
        let read = Text::read(text);
        let words: Vec<&str> = read.tokens.iter().map(|t| read.of(t)).collect();
        assert_eq!(words, ["i", "'", "m", "here", "&", "you", "\n", "too", "<", "3"]);
        assert_eq!(read.tokens.last().unwrap().end, text.len() as u32);
        assert_eq!(Text::read("a & b <b>").tokens.len(), 6);
    }

    #[test]
    fn russian_stays_russian() {
        let read = Text::read("Привет, как дела");
        assert_eq!(read.of(&read.tokens[0]), "привет");
    }
}
