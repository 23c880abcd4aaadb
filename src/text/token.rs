//! One piece of a text: a word, a number, a link, and so on.

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Letters, or letters and digits.
    Word,
    /// Digits, with their inner points, commas and colons.
    Number,
    /// A web address.
    Link,
    /// `@name`.
    Mention,
    /// `#word`.
    Hashtag,
    /// One pictogram.
    Emoji,
    /// An e-mail address.
    Email,
    /// A line break; several in a row are one token each.
    Break,
    /// Any other visible sign.
    Sign,
}

/// One piece of a text and where it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// First UTF-16 unit in the original.
    pub start: u32,
    /// One past the last UTF-16 unit in the original.
    pub end: u32,
    /// First byte in the folded text.
    pub from: u32,
    /// One past the last byte in the folded text.
    pub to: u32,
    /// FNV-1a of the folded bytes; for a hashtag or mention without its sign.
    pub hash: u32,
    /// All its letters (two or more) were capitals.
    pub capitals: bool,
    /// Its first letter was a capital.
    pub initial: bool,
    /// Its letters were styled signs (bold, italic, circled) that stand for plain ones.
    pub styled: bool,
    /// It was written in a disguise: invisible signs, look-alike letters, split letters.
    pub disguised: bool,
}
