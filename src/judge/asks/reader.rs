//! Reads a comment into words and sentences, each with its place in UTF-16 units.

use alloc::string::String;
use alloc::vec::Vec;

use super::fold::{fold_into, is_emoji, is_emoji_glue};

/// What one piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Letters, with digits among them.
    Word,
    /// Digits only.
    Number,
    /// An address.
    Link,
    /// `@somebody`.
    Mention,
    /// `#topic`.
    Topic,
    /// A pictograph.
    Emoji,
    /// Any other sign.
    Sign(char),
}

/// One piece and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) piece: Piece,
    /// Folded letters; empty for signs and emoji.
    pub(super) word: String,
    /// First UTF-16 unit.
    pub(super) start: u32,
    /// One past the last UTF-16 unit.
    pub(super) end: u32,
    /// Written in capitals, two letters or more.
    pub(super) shouted: bool,
    /// The first letter is a capital.
    pub(super) capital: bool,
}

/// A run of tokens up to a full stop, a question or exclamation mark, or a line's end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sentence {
    /// First token.
    pub(super) from: usize,
    /// One past the last token, its closing signs included.
    pub(super) to: usize,
    /// Closed by a question mark.
    pub(super) asks: bool,
    /// Closed by an exclamation mark.
    pub(super) exclaims: bool,
    /// Stands within quotation marks or in a quoted line.
    pub(super) quoted: bool,
}

/// A comment, read.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    pub(super) tokens: Vec<Token>,
    pub(super) sentences: Vec<Sentence>,
    /// Length of the text in UTF-16 units.
    pub(super) units: u32,
    /// Lines with something on them.
    pub(super) lines: u32,
    /// Letters, capitals among them, and digits.
    pub(super) letters: u32,
    pub(super) capitals: u32,
    pub(super) digits: u32,
    /// Signs that code has and prose does not.
    pub(super) code_signs: u32,
    /// Sad faces.
    pub(super) sad: u32,
}

/// Whether a text lost its signs: no full stop, comma or other sign in it, yet words run together ("helpfulThank").
fn is_run_on(text: &str) -> bool {
    !text.contains(|c: char| c.is_ascii_punctuation() || matches!(c, '’' | '…'))
}

/// Reads `text`. With `split_apostrophes` ("l'article") a word ends at the apostrophe; else ("don't") it goes through.
pub(super) fn read(text: &str, split_apostrophes: bool) -> Reading {
    let mut reading = Reading::default();
    let mut cursor = Cursor {
        rest: text,
        at: 0,
        run_on: is_run_on(text),
    };
    let mut line_open = false;
    let mut breaks = Vec::new();
    while let Some(c) = cursor.rest.chars().next() {
        if c == '\n' {
            if line_open {
                reading.lines += 1;
                line_open = false;
                breaks.push(reading.tokens.len());
            }
            cursor.take(c);
            continue;
        }
        if c.is_whitespace() || is_emoji_glue(c) || is_invisible(c) {
            cursor.take(c);
            continue;
        }
        line_open = true;
        let token = next_token(&mut cursor, c, split_apostrophes, &mut reading);
        reading.tokens.push(token);
    }
    if line_open {
        reading.lines += 1;
    }
    reading.units = cursor.at;
    reading.sentences = sentences(&reading.tokens, &breaks);
    reading
}

fn is_invisible(c: char) -> bool {
    matches!(c as u32, 0x200E | 0x200F | 0x202A..=0x202E | 0x2060..=0x2069 | 0xFEFF | 0x00AD)
}

/// The unread rest and its place.
struct Cursor<'a> {
    rest: &'a str,
    at: u32,
    /// A capital after small letters starts a new word.
    run_on: bool,
}

impl Cursor<'_> {
    fn take(&mut self, c: char) {
        self.rest = &self.rest[c.len_utf8()..];
        self.at += c.len_utf16() as u32;
    }
}

fn starts_link(rest: &str) -> bool {
    ["http://", "https://", "www."].iter().any(|head| {
        rest.get(..head.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(head))
    })
}

/// The length in bytes (all ASCII) of a face drawn with signs, ":-)", at the start of `rest`.
fn emoticon(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let eyes = *bytes.first()?;
    if rest.starts_with("<3") || rest.starts_with("^^") {
        return Some(2);
    }
    if !matches!(eyes, b':' | b';' | b'=') {
        return None;
    }
    let nose = usize::from(bytes.get(1) == Some(&b'-'));
    let mouth = *bytes.get(1 + nose)?;
    let ends = bytes.get(2 + nose).is_none_or(|b| !b.is_ascii_alphanumeric());
    (matches!(
        mouth,
        b')' | b'(' | b'D' | b'P' | b'p' | b'O' | b'o' | b'*' | b'|'
    ) && ends)
        .then_some(2 + nose)
}

fn next_token(cursor: &mut Cursor<'_>, first: char, split: bool, reading: &mut Reading) -> Token {
    let start = cursor.at;
    let mut token = Token {
        piece: Piece::Sign(first),
        word: String::new(),
        start,
        end: start,
        shouted: false,
        capital: false,
    };
    let opens_name =
        |sign: char| first == sign && cursor.rest.chars().nth(1).is_some_and(char::is_alphanumeric);
    if starts_link(cursor.rest) {
        token.piece = Piece::Link;
        while let Some(c) = cursor.rest.chars().next().filter(|c| !c.is_whitespace()) {
            cursor.take(c);
        }
    } else if opens_name('@') || opens_name('#') {
        token.piece = if first == '@' {
            Piece::Mention
        } else {
            Piece::Topic
        };
        cursor.take(first);
        while let Some(c) = cursor
            .rest
            .chars()
            .next()
            .filter(|&c| c.is_alphanumeric() || "_-.@".contains(c))
        {
            // A full stop or dash that ends the name belongs to the sentence.
            if !c.is_alphanumeric()
                && c != '_'
                && !cursor.rest[c.len_utf8()..].starts_with(char::is_alphanumeric)
            {
                break;
            }
            cursor.take(c);
            fold_into(c, &mut token.word);
        }
    } else if let Some(length) = emoticon(cursor.rest) {
        token.piece = Piece::Emoji;
        reading.sad += u32::from(cursor.rest[..length].contains('('));
        (0..length).for_each(|_| cursor.take(' '));
    } else if first.is_alphanumeric() {
        read_word(cursor, &mut token, split, reading);
    } else {
        if is_emoji(first) {
            token.piece = Piece::Emoji;
            reading.sad += u32::from(matches!(first, '🙁' | '☹' | '😢' | '😞' | '😕'));
        } else if "{}[]<>=;_$|\\~`*+^%&#".contains(first) {
            reading.code_signs += 1;
        }
        cursor.take(first);
    }
    token.end = cursor.at;
    token
}

fn read_word(cursor: &mut Cursor<'_>, token: &mut Token, split: bool, reading: &mut Reading) {
    let (mut letters, mut capitals) = (0u32, 0u32);
    while let Some(c) = cursor.rest.chars().next() {
        let follows = cursor.rest[c.len_utf8()..].chars().next();
        if cursor.run_on
            && letters > capitals + 1
            && c.is_uppercase()
            && follows.is_some_and(char::is_lowercase)
        {
            break;
        }
        if c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c) {
            if c.is_alphabetic() {
                letters += 1;
                if letters == 1 {
                    token.capital = c.is_uppercase();
                }
                capitals += u32::from(c.is_uppercase());
            } else if c.is_numeric() {
                reading.digits += 1;
            }
            fold_into(c, &mut token.word);
            cursor.take(c);
        } else if matches!(c, '\'' | '’' | '´' | '`')
            && letters > 0
            && follows.is_some_and(char::is_alphabetic)
        {
            cursor.take(c);
            if split {
                break;
            }
        } else if matches!(c, '.' | ':') && letters == 0 && follows.is_some_and(char::is_numeric) {
            // "3:20", "4.2": one number.
            token.word.push(c);
            cursor.take(c);
        } else {
            break;
        }
    }
    reading.letters += letters;
    reading.capitals += capitals;
    token.piece = if letters > 0 { Piece::Word } else { Piece::Number };
    token.shouted = letters > 1 && capitals == letters;
}

fn sentences(tokens: &[Token], breaks: &[usize]) -> Vec<Sentence> {
    let mut out = Vec::new();
    let (mut from, mut at, mut next_break) = (0, 0, 0);
    let (mut quote_depth, mut quote_start) = (false, false);
    let mut quoted_line = false;
    while at < tokens.len() {
        while next_break < breaks.len() && breaks[next_break] <= at {
            if from < at {
                push(&mut out, tokens, from, at, quote_start || quoted_line);
                from = at;
            }
            next_break += 1;
            quoted_line = false;
            quote_depth = false;
        }
        if from == at {
            quote_start = quote_depth;
            if tokens[at].piece == Piece::Sign('>') {
                quoted_line = true;
            }
        }
        match tokens[at].piece {
            Piece::Sign('"' | '“' | '”' | '„' | '«' | '»') => quote_depth = !quote_depth,
            Piece::Sign('.' | '!' | '?' | '…' | '？' | '！' | '。') => {
                // "..." and "?!" close once; a full stop glued to the next word ("file.txt") closes nothing.
                let mut to = at + 1;
                while to < tokens.len()
                    && is_closing(tokens[to].piece)
                    && breaks.get(next_break).is_none_or(|&line| line > to)
                {
                    to += 1;
                }
                let glued = tokens[at].piece == Piece::Sign('.')
                    && to == at + 1
                    && tokens.get(to).is_some_and(|t| {
                        t.start == tokens[at].end && matches!(t.piece, Piece::Word | Piece::Number)
                    })
                    && tokens.get(to).is_some_and(|t| !t.capital);
                if glued {
                    at += 1;
                    continue;
                }
                push(&mut out, tokens, from, to, quote_start || quoted_line);
                from = to;
                at = to;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    if from < tokens.len() {
        push(&mut out, tokens, from, tokens.len(), quote_start || quoted_line);
    }
    out
}

fn is_closing(piece: Piece) -> bool {
    matches!(
        piece,
        Piece::Sign('.' | '!' | '?' | '…' | '？' | '！' | '。' | ')' | '"' | '”' | '“' | '»')
    )
}

fn push(out: &mut Vec<Sentence>, tokens: &[Token], from: usize, to: usize, quoted: bool) {
    let has = |signs: [char; 2]| {
        tokens[from..to]
            .iter()
            .rev()
            .take(8)
            .any(|t| matches!(t.piece, Piece::Sign(c) if signs.contains(&c)))
    };
    out.push(Sentence {
        from,
        to,
        asks: has(['?', '？']),
        exclaims: has(['!', '！']),
        quoted,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, split: bool) -> Vec<String> {
        read(text, split)
            .tokens
            .into_iter()
            .filter(|t| t.piece == Piece::Word)
            .map(|t| t.word)
            .collect()
    }

    #[test]
    fn apostrophes_join_or_part() {
        assert_eq!(words("I don’t know", false), ["i", "dont", "know"]);
        assert_eq!(words("J'ai l’article", true), ["j", "ai", "l", "article"]);
    }

    #[test]
    fn sentences_close_once() {
        let r = read("Great!!! How does main.rs start?! Thanks", false);
        let seen: Vec<_> = r.sentences.iter().map(|s| (s.asks, s.exclaims)).collect();
        assert_eq!(seen, [(false, true), (true, true), (false, false)]);
    }

    #[test]
    fn places_are_utf16() {
        let r = read("😀 why", false);
        assert_eq!((r.tokens[1].start, r.tokens[1].end), (3, 6));
        assert_eq!(r.units, 6);
    }

    #[test]
    fn names_and_links_are_pieces() {
        let r = read("@Ada_L. see https://example.org/a?b=c now", false);
        let pieces: Vec<_> = r.tokens.iter().map(|t| t.piece).collect();
        assert_eq!(
            pieces,
            [
                Piece::Mention,
                Piece::Sign('.'),
                Piece::Word,
                Piece::Link,
                Piece::Word
            ]
        );
    }

    #[test]
    fn times_are_one_number() {
        assert_eq!(read("at 3:20", false).tokens[1].word, "3:20");
    }
}
