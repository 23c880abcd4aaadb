//! Questions: which sentences ask, and whether they ask the author, the crowd, or nobody.

use alloc::vec::Vec;

use super::ideas::Idea;
use super::lexicon::{Hit, Tongue};
use super::reader::{Piece, Sentence, Token};
use super::signals::{Comment, Signals};

/// What is known of one sentence that has the form of a question.
struct Question {
    at: usize,
    /// Ends in a question mark.
    marked: bool,
    /// Starts as a question does: question word or verb first.
    opened: bool,
}

pub(super) fn measure(comment: &Comment<'_>, out: &mut Signals) {
    let sentences = &comment.reading.sentences;
    cry(comment, out);
    let troubled = (0..sentences.len()).find(|&at| !sentences[at].quoted && trouble(comment, at));
    if let Some(at) = troubled {
        out.at("asks-trouble", 1.0, comment.sentence_span(&sentences[at]));
    }
    let mut questions = Vec::new();
    let (mut quoted, mut only_marks) = (false, false);
    for (at, sentence) in sentences.iter().enumerate() {
        let opened = opens(comment, at);
        if sentence.asks && comment.words(sentence) == 0 {
            only_marks = true;
        } else if sentence.asks && sentence.quoted {
            quoted = true;
        } else if sentence.asks || opened && !sentence.exclaims && !may_tell(comment, at) {
            questions.push(Question {
                at,
                marked: sentence.asks,
                opened,
            });
        }
    }
    frames(comment, out);
    signless(comment, out);
    if let Some(hit) = wanted(comment) {
        out.at("asks-question-wanted", 1.0, comment.span(hit));
    }
    if let Some(span) = rather(comment) {
        out.at("asks-correction-rather", 1.0, span);
    }
    out.flag("asks-q-quoted", quoted);
    out.flag("asks-q-mark-only", only_marks);
    let last = sentences.iter().rposition(|s| comment.words(s) > 2).unwrap_or(0);
    let mut seen = Seen::default();
    for question in &questions {
        one(comment, question, last, &mut seen);
    }
    let best = questions.iter().find(|q| q.marked).or(questions.first());
    let span = best.map_or((0, 0), |q| comment.sentence_span(&sentences[q.at]));
    for (name, count) in seen.list {
        out.at(name, if count > 1 { 1.3 } else { 1.0 }, span);
    }
    if !questions.iter().any(|q| q.marked) {
        out.flag("asks-asking-unmarked", evident(comment));
    }
}

/// Whether some sentence asks for something, be it without a question mark. Quotes, scorn and calls to the crowd do not.
pub(super) fn evident(comment: &Comment<'_>) -> bool {
    if wanted(comment).is_some() {
        return true;
    }
    const PLAIN: [Idea; 4] = [Idea::Request, Idea::Wonder, Idea::AskAll, Idea::InAdvance];
    const HOLLOW: [Idea; 4] = [Idea::Rhetoric, Idea::Audience, Idea::Laugh, Idea::Derision];
    comment
        .reading
        .sentences
        .iter()
        .enumerate()
        .any(|(at, sentence)| {
            let has = |idea: &Idea| comment.in_sentence(at, *idea).is_some();
            let asks = sentence.asks && comment.words(sentence) > 1;
            !sentence.quoted
                && !HOLLOW.iter().any(has)
                && (asks
                    || trouble(comment, at)
                    || PLAIN.iter().any(has)
                    || opens(comment, at) && (has(&Idea::AskFrame) || has(&Idea::One) && !sentence.exclaims))
        })
}

/// A comment of a few words that only names what it wants: "price?", "link please", "song name".
fn wanted<'a>(comment: &'a Comment<'_>) -> Option<&'a Hit> {
    const OTHERWISE: [Idea; 6] = [
        Idea::Praise,
        Idea::Thanks,
        Idea::Laugh,
        Idea::Promo,
        Idea::Derision,
        Idea::Me,
    ];
    if comment.all_words() > 4 || comment.hits.iter().any(|h| OTHERWISE.contains(&h.idea)) {
        return None;
    }
    comment
        .hits
        .iter()
        .find(|h| h.idea == Idea::Wanted && h.before <= 1)
}

/// In a text without signs questions hide among the words: "thanks bucky do you use a mac".
fn signless(comment: &Comment<'_>, out: &mut Signals) {
    if !has_no_stops(comment) || comment.reading.sentences.iter().any(|s| s.asks) {
        return;
    }
    let verb = |h: &&Hit| h.idea == Idea::VerbFirst && h.to - h.from >= 2 && h.before > 0;
    if let Some(hit) = comment.hits.iter().find(verb) {
        out.at("asks-verb-signless", 1.0, comment.span(hit));
    }
    let word = |h: &&Hit| h.idea == Idea::QuestionWord && (1..=3).contains(&h.before);
    if let Some(hit) = comment.hits.iter().find(word) {
        out.at("asks-word-signless", 1.0, comment.span(hit));
    }
}

/// Neither stops nor commas stand in the comment.
fn has_no_stops(comment: &Comment<'_>) -> bool {
    let stops = |t: &Token| matches!(t.piece, Piece::Sign('.' | '!' | ',' | ';' | ':'));
    !comment.reading.tokens.iter().any(stops)
}

/// In Spanish, Portuguese and Italian a verb comes first in statements too: without a mark it asks only beside other signs.
fn may_tell(comment: &Comment<'_>, at: usize) -> bool {
    const OTHERS: [Idea; 4] = [Idea::QuestionWord, Idea::AskFrame, Idea::Request, Idea::AskAll];
    matches!(
        comment.tongue,
        Tongue::Spanish | Tongue::Portuguese | Tongue::Italian
    ) && !OTHERS.iter().any(|idea| comment.in_sentence(at, *idea).is_some())
}

/// The end of a statement that puts one thing right by another: "must be 12 volts, not 24".
fn rather(comment: &Comment<'_>) -> Option<(u32, u32)> {
    const NOT: [&str; 8] = ["not", "nicht", "keine", "no", "pas", "nao", "non", "niet"];
    const AND: [&str; 6] = ["and", "und", "y", "et", "e", "en"];
    let tokens = &comment.reading.tokens;
    comment
        .reading
        .sentences
        .iter()
        .filter(|s| !s.asks)
        .find_map(|s| {
            let comma = (s.from + 2..s.to).find(|&at| {
                let word = |back: usize| tokens.get(at + back).map_or("", |t| t.word.as_str());
                let to = if AND.contains(&word(1)) { 2 } else { 1 };
                let follows = at + to + 1 < s.to && s.to <= at + to + 6;
                tokens[at].piece == Piece::Sign(',') && NOT.contains(&word(to)) && follows
            })?;
            Some((tokens[comma + 1].start, tokens[s.to - 1].end))
        })
}

/// Frames of questions: in a sentence that asks, in a text without signs, or inside a statement.
fn frames(comment: &Comment<'_>, out: &mut Signals) {
    let signless = has_no_stops(comment);
    let mut seen = [None; 3];
    for hit in comment.hits.iter().filter(|h| h.idea == Idea::AskFrame) {
        let sentence = &comment.reading.sentences[hit.sentence];
        let kind = if sentence.asks || opens(comment, hit.sentence) {
            0
        } else if signless {
            1
        } else {
            2
        };
        seen[kind].get_or_insert(hit);
    }
    for (name, hit) in ["asks-frame", "asks-frame-signless", "asks-frame-inside"]
        .into_iter()
        .zip(seen)
    {
        if let Some(hit) = hit {
            out.at(name, 1.0, comment.span(hit));
        }
    }
}

/// Whether sentence `at` tells of something that does not work: for the commenter, or of what the author gave ("the link is dead").
fn trouble(comment: &Comment<'_>, at: usize) -> bool {
    let has = |idea| comment.in_sentence(at, idea).is_some();
    has(Idea::Problem)
        && (has(Idea::Me) || has(Idea::Post))
        && !has(Idea::Worked)
        && !has(Idea::Thanks)
        && !has(Idea::Derision)
        && me_too(comment, at).is_none()
}

/// The words by which sentence `at` says that it is the same with the commenter: "same here, since yesterday". In a question,
/// or in the middle of more, such words say nothing.
pub(super) fn me_too<'a>(comment: &'a Comment<'_>, at: usize) -> Option<&'a Hit> {
    if comment.reading.sentences[at].asks || opens(comment, at) {
        return None;
    }
    let closes = |token: usize| {
        let next = comment.reading.tokens.get(token);
        next.is_none_or(|t| !matches!(t.piece, Piece::Word | Piece::Number))
    };
    let from = comment.hits.partition_point(|h| h.sentence < at);
    comment.hits[from..]
        .iter()
        .take_while(|h| h.sentence == at)
        .filter(|h| h.idea == Idea::Ditto)
        .find(|h| h.before <= 1 || closes(h.to) || h.to - h.from > 2)
}

/// Whether the verb after the question word is in the second person: "cómo limpias", "come pulisci". These languages leave "you" out.
fn ending_says_you(comment: &Comment<'_>, at: usize) -> bool {
    let endings: &[&str] = match comment.tongue {
        Tongue::Spanish | Tongue::Portuguese => &["as", "es", "aste", "iste"],
        Tongue::Italian => &["i"],
        _ => return false,
    };
    let Some(word) = comment.in_sentence(at, Idea::QuestionWord) else {
        return false;
    };
    comment.reading.tokens.get(word.to).is_some_and(|verb| {
        verb.piece == Piece::Word && verb.word.len() >= 3 && endings.iter().any(|e| verb.word.ends_with(e))
    })
}

/// A cry for help as the comment's first or last words.
fn cry(comment: &Comment<'_>, out: &mut Signals) {
    let is_word = |t: &Token| matches!(t.piece, Piece::Word | Piece::Number);
    let tokens = &comment.reading.tokens;
    let (first, last) = (tokens.iter().position(is_word), tokens.iter().rposition(is_word));
    let found = comment
        .hits
        .iter()
        .filter(|h| h.idea == Idea::Cry)
        .find(|h| Some(h.from) == first && tokens.len() > h.to || Some(h.to - 1) == last);
    if let Some(hit) = found {
        out.at("asks-cry", 1.0, comment.span(hit));
    }
}

/// Signals seen over the questions of one comment, with how many questions show them.
#[derive(Default)]
struct Seen {
    list: Vec<(&'static str, u32)>,
}

impl Seen {
    fn add(&mut self, name: &'static str, yes: bool) {
        if !yes {
            return;
        }
        match self.list.iter_mut().find(|(n, _)| *n == name) {
            Some((_, count)) => *count += 1,
            None => self.list.push((name, 1)),
        }
    }
}

/// Whether sentence `at` starts as a question does, a greeting, a name or "and", "so" before it allowed.
pub(super) fn opens(comment: &Comment<'_>, at: usize) -> bool {
    let greeted = comment
        .in_sentence(at, Idea::Greeting)
        .is_some_and(|h| h.before == 0);
    [Idea::QuestionWord, Idea::VerbFirst].into_iter().any(|idea| {
        comment.in_sentence(at, idea).is_some_and(|h| {
            h.before == 0
                || h.before <= 3 && (greeted || after_comma(comment, h.from))
                || h.before == 1 && joins(comment, h.from)
        })
    })
}

fn after_comma(comment: &Comment<'_>, token: usize) -> bool {
    token > 0
        && matches!(
            comment.reading.tokens[token - 1].piece,
            Piece::Sign(',' | ':' | '-' | '–' | '(' | '¿')
        )
}

/// A single joining word before the opener: "so how", "und wie", "y como". "Da hat der" and "ich kann das" tell.
fn joins(comment: &Comment<'_>, token: usize) -> bool {
    const JOINING: [&str; 20] = [
        "and", "so", "but", "or", "und", "aber", "also", "oder", "y", "e", "o", "pero", "et", "ou", "mais",
        "ma", "mas", "en", "maar", "dus",
    ];
    token > 0 && JOINING.contains(&comment.reading.tokens[token - 1].word.as_str())
}

fn one(comment: &Comment<'_>, question: &Question, last: usize, seen: &mut Seen) {
    let sentence: &Sentence = &comment.reading.sentences[question.at];
    let words = comment.words(sentence);
    let has = |idea| comment.in_sentence(question.at, idea).is_some();
    let tokens = comment.tokens(sentence);
    let emoji = tokens.iter().any(|t| t.piece == Piece::Emoji)
        || comment
            .reading
            .tokens
            .get(sentence.to)
            .is_some_and(|t| t.piece == Piece::Emoji);
    let marks = tokens
        .iter()
        .filter(|t| matches!(t.piece, Piece::Sign('?' | '？')))
        .count();
    let you = has(Idea::You) || ending_says_you(comment, question.at);
    let (me, they) = (has(Idea::Me), has(Idea::They));
    let first_is = |idea| {
        comment
            .in_sentence(question.at, idea)
            .is_some_and(|h| h.before == 0)
    };
    // "Vous utilisez quel four ?", "Ihr habt das selbst gebaut?"
    let opened = question.opened || first_is(Idea::You);
    if !question.marked {
        seen.add("asks-u", true);
        seen.add("asks-u-you", you);
        seen.add("asks-u-one", has(Idea::One));
        seen.add("asks-u-frame", has(Idea::AskFrame));
        seen.add("asks-u-verb-first", has(Idea::VerbFirst));
        let hollow =
            has(Idea::Rhetoric) || has(Idea::Audience) || has(Idea::Laugh) || has(Idea::Derision) || emoji;
        seen.add("asks-u-plain", !hollow && (3..=14).contains(&words));
        seen.add("asks-u-short", words <= 5);
        seen.add("asks-u-rhetoric", has(Idea::Rhetoric) || has(Idea::Audience));
        return;
    }
    let rhetoric = has(Idea::Rhetoric) || has(Idea::Derision) || has(Idea::Laugh);
    let frame = has(Idea::AskFrame) || has(Idea::Request) || has(Idea::Wonder);
    seen.add("asks-q", true);
    seen.add("asks-q-opened", opened);
    seen.add("asks-q-one", has(Idea::One) && !rhetoric);
    seen.add("asks-q-verb-first", has(Idea::VerbFirst));
    seen.add("asks-q-frame", frame);
    seen.add("asks-q-you", you && !me);
    seen.add("asks-q-me", me && !you);
    seen.add("asks-q-you-and-me", me && you);
    seen.add("asks-q-they", they && !me && !you);
    seen.add("asks-q-nobody", !they && !me && !you);
    seen.add("asks-q-tiny", words <= 2);
    seen.add("asks-q-short", (3..=5).contains(&words));
    seen.add("asks-q-long", words >= 9);
    seen.add("asks-q-emoji", emoji);
    seen.add("asks-q-marks", marks > 1);
    seen.add("asks-q-shouting", sentence.exclaims);
    seen.add("asks-q-rhetoric", rhetoric);
    seen.add("asks-q-audience", has(Idea::Audience));
    seen.add("asks-q-anybody", has(Idea::AskAll));
    seen.add("asks-q-of-post", has(Idea::Post));
    let reply = comment.in_sentence(question.at + 1, Idea::Because);
    seen.add("asks-q-answered-by-itself", reply.is_some_and(|h| h.before == 0));
    seen.add("asks-q-tag", is_tagged(comment, question.at, words));
    seen.add("asks-q-last", question.at >= last);
    let alone = comment
        .reading
        .sentences
        .iter()
        .filter(|s| comment.words(s) > 0)
        .count()
        == 1;
    seen.add("asks-q-first", question.at == 0 && !alone);
    seen.add("asks-q-alone", alone);
    seen.add(
        "asks-q-clean",
        frame && !rhetoric && !emoji && !has(Idea::Audience) && marks == 1,
    );
    let plain = !rhetoric && !emoji && !has(Idea::Audience) && marks == 1 && words >= 3;
    seen.add("asks-q-plain", plain && opened);
    seen.add("asks-q-you-opened", you && opened && !rhetoric);
}

/// Whether the question is a statement with a tag: "nice, right?"
fn is_tagged(comment: &Comment<'_>, at: usize, words: usize) -> bool {
    let from = comment.hits.partition_point(|h| h.sentence < at);
    comment.hits[from..]
        .iter()
        .take_while(|h| h.sentence == at)
        .any(|h| {
            h.idea == Idea::TagQuestion
                && h.before + (h.to - h.from) >= words
                && (words <= 2 || after_comma(comment, h.from) || words > h.before + 1 || words > 3)
        })
}
