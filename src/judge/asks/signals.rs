//! Measures one comment: named signals, each with a value and the words that show it.

use alloc::borrow::Cow;
use alloc::{vec, vec::Vec};

use super::ideas::Idea;
use super::lexicon::{Hit, Tongue, tongue_of};
use super::reader::{Piece, Reading, Sentence, Token, read};
use super::{manner, questions, words};
use crate::values::{Subject, maths};

/// More of a comment than this many bytes is not read: what it asks stands before.
const READ_BYTES: usize = 24_000;

/// One measured fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Signal {
    /// Kebab-case, beginning with `asks-`.
    pub name: Cow<'static, str>,
    /// 0 to about 5; a signal of value 0 is left out.
    pub value: f64,
    /// First UTF-16 unit of the words that show it; equal to `end` for a fact about the whole.
    pub start: u32,
    /// One past the last UTF-16 unit.
    pub end: u32,
}

/// A comment with everything the signals look at.
pub(super) struct Comment<'a> {
    pub(super) reading: Reading,
    pub(super) hits: Vec<Hit>,
    pub(super) tongue: Tongue,
    pub(super) subject: &'a Subject,
}

impl<'a> Comment<'a> {
    fn of(subject: &'a Subject) -> Comment<'a> {
        let text = head(&subject.text, READ_BYTES);
        let tongue: Tongue = tongue_of(text, subject.lang.as_deref());
        let reading = read(text, tongue.splits_apostrophes());
        let mut hits = tongue.lexicon().hits(&reading);
        // "Does not work" holds "work", and means the contrary.
        let troubles: Vec<Hit> = hits.iter().filter(|h| h.idea == Idea::Problem).copied().collect();
        hits.retain(|h| h.idea != Idea::Worked || !troubles.iter().any(|t| t.from <= h.from && h.to <= t.to));
        Comment {
            reading,
            hits,
            tongue,
            subject,
        }
    }

    pub(super) fn tokens(&self, sentence: &Sentence) -> &[Token] {
        &self.reading.tokens[sentence.from..sentence.to]
    }

    /// Words and numbers of a sentence.
    pub(super) fn words(&self, sentence: &Sentence) -> usize {
        self.tokens(sentence)
            .iter()
            .filter(|t| matches!(t.piece, Piece::Word | Piece::Number))
            .count()
    }

    /// Words and numbers of the whole.
    pub(super) fn all_words(&self) -> usize {
        self.reading
            .tokens
            .iter()
            .filter(|t| matches!(t.piece, Piece::Word | Piece::Number))
            .count()
    }

    /// The UTF-16 span of a hit.
    pub(super) fn span(&self, hit: &Hit) -> (u32, u32) {
        (
            self.reading.tokens[hit.from].start,
            self.reading.tokens[hit.to - 1].end,
        )
    }

    /// The UTF-16 span of a sentence.
    pub(super) fn sentence_span(&self, s: &Sentence) -> (u32, u32) {
        (
            self.reading.tokens[s.from].start,
            self.reading.tokens[s.to - 1].end,
        )
    }

    /// The first hit of `idea` in sentence number `at`.
    pub(super) fn in_sentence(&self, at: usize, idea: Idea) -> Option<&Hit> {
        let from = self.hits.partition_point(|h| h.sentence < at);
        self.hits[from..]
            .iter()
            .take_while(|h| h.sentence == at)
            .find(|h| h.idea == idea)
    }
}

/// At most `bytes` of `text`, cut between letters.
fn head(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The signals gathered so far.
#[derive(Default)]
pub(super) struct Signals {
    list: Vec<Signal>,
}

impl Signals {
    /// Notes a signal with the words that show it.
    pub(super) fn at(&mut self, name: &'static str, value: f64, span: (u32, u32)) {
        self.named(Cow::Borrowed(name), value, span);
    }

    /// The same for a name made up from the comment.
    pub(super) fn named(&mut self, name: Cow<'static, str>, value: f64, span: (u32, u32)) {
        if value != 0.0 && value.is_finite() {
            self.list.push(Signal {
                name,
                value,
                start: span.0,
                end: span.1,
            });
        }
    }

    /// Notes a signal of the whole comment.
    pub(super) fn whole(&mut self, name: &'static str, value: f64) {
        self.at(name, value, (0, 0));
    }

    /// Notes a yes.
    pub(super) fn flag(&mut self, name: &'static str, yes: bool) {
        self.whole(name, f64::from(u8::from(yes)));
    }
}

/// All signals of a comment, each name at most once.
pub fn signals(subject: &Subject) -> Vec<Signal> {
    let comment = Comment::of(subject);
    let mut out = Signals::default();
    ideas(&comment, &mut out);
    questions::measure(&comment, &mut out);
    manner::measure(&comment, &mut out);
    words::measure(&comment, &mut out);
    out.list
}

/// The ideas that count wherever they stand.
const COUNTED: &[(Idea, &str)] = &[
    (Idea::Request, "asks-request"),
    (Idea::Please, "asks-please"),
    (Idea::Wonder, "asks-wonder"),
    (Idea::InAdvance, "asks-thanks-in-advance"),
    (Idea::Problem, "asks-problem"),
    (Idea::Correction, "asks-correction"),
    (Idea::Counter, "asks-counter"),
    (Idea::Opinion, "asks-opinion"),
    (Idea::Because, "asks-because"),
    (Idea::Experience, "asks-experience"),
    (Idea::Suggestion, "asks-suggestion"),
    (Idea::Greeting, "asks-greeting"),
    (Idea::Post, "asks-of-post"),
    (Idea::Audience, "asks-audience"),
    (Idea::AskAll, "asks-anybody"),
    (Idea::Rhetoric, "asks-rhetoric"),
    (Idea::Worked, "asks-worked"),
    (Idea::Retract, "asks-retract"),
    (Idea::Promo, "asks-promo"),
    (Idea::Others, "asks-others"),
];

/// Kindness: it speaks against asking where it stands alone, and says nothing beside a question.
const KIND: &[(Idea, &str)] = &[
    (Idea::Agreement, "asks-agreement"),
    (Idea::Thanks, "asks-thanks"),
    (Idea::Praise, "asks-praise"),
    (Idea::Wish, "asks-wish"),
];

/// Moods that mean something else beside a question: their names without and with one.
const MOODS: &[(Idea, &str, &str)] = &[
    (Idea::Laugh, "asks-laugh", "asks-laugh-beside"),
    (Idea::Derision, "asks-derision", "asks-derision-beside"),
];

/// Beside "same here" these only repeat what somebody else said.
const AS_BEFORE: [Idea; 3] = [Idea::Problem, Idea::Experience, Idea::Because];

/// One signal an idea: half for the first time, then half of what is left to 1.
fn ideas(comment: &Comment<'_>, out: &mut Signals) {
    let mut counts = vec![(0i32, None); Idea::ALL.len()];
    let sentences = 0..comment.reading.sentences.len();
    let same: Vec<Option<&Hit>> = sentences.map(|at| questions::me_too(comment, at)).collect();
    for hit in &comment.hits {
        if same[hit.sentence].is_some() && AS_BEFORE.contains(&hit.idea) {
            continue;
        }
        let (count, first) = &mut counts[hit.idea as usize];
        *count += 1;
        first.get_or_insert(hit);
    }
    let grown = |count: i32| 2.0 * (1.0 - 1.0 / f64::from(1u32 << count.clamp(0, 20)));
    let asking = questions::evident(comment);
    // In a longer comment "yes" and "true" only lead on.
    let brief = comment.all_words() <= 12;
    let kind = KIND
        .iter()
        .filter(|(idea, _)| !asking && (brief || *idea != Idea::Agreement));
    let moods = MOODS
        .iter()
        .map(|&(idea, alone, beside)| (idea, if asking { beside } else { alone }));
    for (idea, name) in COUNTED.iter().chain(kind).copied().chain(moods) {
        if let (count, Some(first)) = counts[idea as usize] {
            out.at(name, grown(count), comment.span(first));
        }
    }
    let words = comment.all_words().max(4) as f64;
    if !asking {
        for (idea, name) in [
            (Idea::You, "asks-you-share"),
            (Idea::Me, "asks-me-share"),
            (Idea::They, "asks-they-share"),
        ] {
            out.whole(name, (f64::from(counts[idea as usize].0) / words * 5.0).min(2.0));
        }
    }
    if let Some(hit) = same.iter().flatten().next() {
        out.at("asks-me-too", 1.0, comment.span(hit));
        out.flag("asks-me-too-alone", !asking && comment.all_words() <= 16);
    }
    let has = |idea: Idea| counts[idea as usize].0 > 0;
    let substance =
        has(Idea::Problem) || has(Idea::Correction) || has(Idea::Counter) || has(Idea::Suggestion);
    let warm = has(Idea::Thanks) || has(Idea::Praise) || has(Idea::Wish);
    out.flag("asks-warm-only", warm && !substance && !asking);
    let (you, me, they) = (has(Idea::You), has(Idea::Me), has(Idea::They));
    out.flag("asks-statement", !asking);
    out.flag("asks-statement-they", !asking && they && !you && !me);
    out.flag("asks-statement-me", !asking && me && !you);
    out.flag("asks-statement-you", !asking && you && !warm);
    out.flag("asks-statement-nobody", !asking && !you && !me && !they);
    out.flag("asks-statement-cool", !asking && !warm && words >= 10.0);
    out.flag("asks-statement-substance", !asking && substance);
    out.flag("asks-short-warm", !asking && warm && words <= 8.0);
    const ARGUMENT: [Idea; 7] = [
        Idea::Problem,
        Idea::Correction,
        Idea::Counter,
        Idea::Opinion,
        Idea::Because,
        Idea::Experience,
        Idea::Suggestion,
    ];
    let strands = ARGUMENT.iter().filter(|&&idea| has(idea)).count();
    out.flag("asks-argument-2", strands >= 2);
    out.flag("asks-argument-3", strands >= 3);
    out.whole(
        if asking {
            "asks-length-asking"
        } else {
            "asks-length-statement"
        },
        maths::ln(words + 1.0) / 2.0,
    );
    out.flag("asks-asking", asking);
    out.flag("asks-asking-you", asking && you);
    out.flag("asks-asking-me", asking && me);
    out.flag("asks-asking-they", asking && they && !you && !me);
    out.flag("asks-problem-of-mine", has(Idea::Problem) && has(Idea::Me));
    out.flag("asks-problem-and-thanks", has(Idea::Problem) && has(Idea::Thanks));
    out.flag(
        "asks-correction-of-post",
        has(Idea::Correction) && (has(Idea::You) || has(Idea::Post)),
    );
    out.flag(
        "asks-scorn-of-others",
        has(Idea::Derision) && (has(Idea::They) || has(Idea::You)),
    );
}
