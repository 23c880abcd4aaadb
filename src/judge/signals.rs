//! The named signals of manner: facts about how a text speaks, the same in every language.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::{vec, vec::Vec};

use crate::text::{Kind, Text, Token};
use crate::values::{AuthorKind, Lazy, Subject, maths};

use super::lexicon::Lexicon;
use super::manner::manner;
use super::shape::shape;
use super::signal_names::{FORM, PAIRS};

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

/// Notes a fact of form by its name, whose place is found when this is built.
macro_rules! fact {
    ($sheet:expr, $name:literal, $value:expr, $span:expr $(,)?) => {{
        const PLACE: usize = crate::judge::signals::place($name);
        $sheet.put(PLACE, $value, $span)
    }};
}
pub(super) use fact;

/// The place of a name among [`FORM`]; does not build for any other name.
pub(super) const fn place(name: &str) -> usize {
    let name = name.as_bytes();
    let mut at = 0;
    loop {
        let other = FORM[at].as_bytes();
        let mut same = 0;
        while same < name.len() && name.len() == other.len() && name[same] == other[same] {
            same += 1;
        }
        if same == name.len() {
            return at;
        }
        at += 1;
    }
}

/// The place of a form signal by name, where the name is known only at run time.
fn form(name: &str) -> Option<usize> {
    FORM.iter().position(|f| *f == name)
}

/// What is said of each word group: found, at the start, in the last part of a longer text, dense.
const GROUP_FACTS: usize = 4;

/// Words from which on a find counts less.
const THIN_FROM: f32 = 30.0;

/// All names: form, then the facts of each word group, then the pairs.
pub fn names() -> Vec<String> {
    let mut out: Vec<String> = FORM.iter().map(ToString::to_string).collect();
    for group in &Lexicon::get().names {
        out.push((*group).to_string());
        out.push(format!("{group}-at-start"));
        out.push(format!("{group}-at-end"));
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
    static ONCE: Lazy<Table> = Lazy::new(|| {
        let names = names();
        let place = |n: &str| names.iter().position(|m| m == n).unwrap_or(0);
        Table {
            pairs: PAIRS.iter().map(|(a, b)| (place(a), place(b))).collect(),
            size: names.len(),
        }
    });
    &ONCE
}

// Boxed slices: optimised for size, indexing a `Vec` is a call.
pub(super) struct Sheet {
    value: Box<[f32]>,
    span: Box<[(u32, u32)]>,
}

impl Sheet {
    pub(super) fn set(&mut self, name: &str, value: f32, span: (u32, u32)) {
        if let Some(id) = form(name) {
            self.put(id, value, span);
        }
    }

    pub(super) fn put(&mut self, id: usize, value: f32, span: (u32, u32)) {
        if value != 0.0 {
            if self.value[id] == 0.0 {
                self.span[id] = span;
            }
            self.value[id] = value;
        }
    }
}

pub(super) const fn level(count: usize) -> f32 {
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
        value: vec![0.0; table.size].into(),
        span: vec![(0, 0); table.size].into(),
    };
    shape(subject, text, &mut sheet);
    manner(text, &mut sheet);
    let lexicon = Lexicon::get();
    let words = text
        .tokens
        .iter()
        .filter(|t| matches!(t.kind, Kind::Word | Kind::Hashtag))
        .count();
    let mut count = [0usize; 64];
    let first_word = text.tokens.iter().position(|t| t.kind == Kind::Word).unwrap_or(0) as u32;
    let last_part = last_part(text);
    // A long text holds a word of every group by chance: a find counts less in it.
    let thin = maths::power((THIN_FROM / (words as f32).max(THIN_FROM)).into(), 0.6) as f32;
    lexicon.scan(text, |find| {
        let group = usize::from(find.group);
        count[group] += 1;
        let id = FORM.len() + group * GROUP_FACTS;
        let span = (
            text.tokens[find.first as usize].start,
            text.tokens[find.last as usize].end,
        );
        sheet.put(id, level(count[group]) * thin, span);
        if find.first < first_word + 3 {
            sheet.put(id + 1, 1.0, span);
        }
        if find.first >= last_part {
            sheet.put(id + 2, 1.0, span);
        }
    });
    for (group, found) in count.iter().enumerate().filter(|(_, found)| **found > 0) {
        let dense = (4.0 * *found as f32 / (words as f32 + 4.0)).min(2.0);
        let id = FORM.len() + group * GROUP_FACTS;
        sheet.put(id + 3, dense, sheet.span[id]);
    }
    context(subject, text, lexicon, &mut sheet);
    let place = |name: &str| {
        lexicon
            .names
            .iter()
            .position(|n| *n == name)
            .map_or(0, |g| count[g])
    };
    let (i, we) = (place("i"), place("we"));
    fact!(
        sheet,
        "first-person-only",
        f32::from(u8::from(i > 0 && we == 0)),
        (0, 0)
    );
    fact!(sheet, "we-only", f32::from(u8::from(we > 0 && i == 0)), (0, 0));
    let first_pair = table.size - PAIRS.len();
    for (n, &(a, b)) in table.pairs.iter().enumerate() {
        if sheet.value[a] != 0.0 && sheet.value[b] != 0.0 {
            let value = sheet.value[a].min(1.0) * sheet.value[b].min(1.0);
            sheet.put(first_pair + n, value, sheet.span[b]);
        }
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

/// First token of the last part: the last sixth, at least eight words, of a text of twenty words or more.
fn last_part(text: &Text) -> u32 {
    let words: Vec<usize> = (0..text.tokens.len())
        .filter(|&i| text.tokens[i].kind == Kind::Word)
        .collect();
    match words.len() {
        0..20 => u32::MAX,
        n => words[n - (n / 6).max(8)] as u32,
    }
}

/// Groups whose words in a headline tell that its author has something to offer.
const OFFERING: &[&str] = &[
    "act-buy",
    "act-join",
    "act-click",
    "act-engage",
    "offer",
    "free",
    "hiring",
    "own-content",
    "product",
];

fn context(subject: &Subject, text: &Text, lexicon: &Lexicon, sheet: &mut Sheet) {
    match subject.author_kind {
        Some(AuthorKind::Organisation) => fact!(sheet, "author-organisation", 1.0, (0, 0)),
        Some(AuthorKind::Person) => fact!(sheet, "author-person", 1.0, (0, 0)),
        None => {}
    }
    fact!(
        sheet,
        "link-own-site",
        f32::from(u8::from(subject.own_site)),
        (0, 0)
    );
    let Some(about) = &subject.author_about else {
        return;
    };
    let about = Text::read(about);
    let (mut sells, mut acts, mut we) = (0, 0, false);
    lexicon.scan(&about, |find| {
        let name = lexicon.names.get(usize::from(find.group)).copied().unwrap_or("");
        sells += usize::from(name == "about-seller");
        acts += usize::from(OFFERING.contains(&name));
        we |= name == "we";
    });
    fact!(sheet, "author-sells", level(sells), (0, 0));
    fact!(sheet, "about-acts", level(acts), (0, 0));
    fact!(sheet, "about-we", f32::from(u8::from(we)), (0, 0));
    let leads = |t: &Token| matches!(t.kind, Kind::Link | Kind::Email);
    fact!(
        sheet,
        "about-link",
        f32::from(u8::from(about.tokens.iter().any(leads))),
        (0, 0),
    );
    // Longer words that stand in the headline too: the author speaks of the own trade.
    let longer = |t: &&Token| matches!(t.kind, Kind::Word | Kind::Hashtag) && t.to - t.from >= 5;
    let mut shared = 0;
    let mut first = (0, 0);
    for token in text.tokens.iter().filter(longer) {
        if about
            .tokens
            .iter()
            .filter(longer)
            .any(|other| other.hash == token.hash)
        {
            if shared == 0 {
                first = (token.start, token.end);
            }
            shared += 1;
        }
    }
    fact!(sheet, "about-shared", level(shared), first);
}
