//! Manner: length, shape, signs and feelings, in any language.

use alloc::vec::Vec;

use super::ideas::Idea;
use super::questions;
use super::reader::{Piece, Token, read};
use super::signals::{Comment, Signals};
use crate::values::{Names, maths};

pub(super) fn measure(comment: &Comment<'_>, out: &mut Signals) {
    length(comment, out);
    signs(comment, out);
    ditto(comment, out);
    place(comment, out);
}

fn length(comment: &Comment<'_>, out: &mut Signals) {
    let words = comment.all_words();
    let count = words as f64;
    out.whole("asks-length", maths::ln(count + 1.0) / 2.0);
    out.flag("asks-words-0", words == 0);
    out.flag("asks-words-to-3", (1..=3).contains(&words));
    out.flag("asks-words-to-8", (4..=8).contains(&words));
    out.flag("asks-words-from-16", words >= 16);
    out.flag("asks-words-from-30", words >= 30);
    out.flag("asks-words-from-120", words >= 120);
    let sentences = comment
        .reading
        .sentences
        .iter()
        .filter(|s| comment.words(s) > 0)
        .count();
    out.flag("asks-sentences-6", sentences >= 6);
    out.flag("asks-paragraphs", comment.reading.lines >= 2);
    out.flag("asks-paragraphs-4", comment.reading.lines >= 4);
}

fn signs(comment: &Comment<'_>, out: &mut Signals) {
    let reading = &comment.reading;
    let tokens = &reading.tokens;
    let count = |test: &dyn Fn(&Token) -> bool| tokens.iter().filter(|t| test(t)).count();
    let first = |test: &dyn Fn(&Token) -> bool| {
        tokens
            .iter()
            .find(|t| test(t))
            .map_or((0, 0), |t| (t.start, t.end))
    };
    let words = comment.all_words().max(1) as f64;

    let is_emoji = |t: &Token| t.piece == Piece::Emoji;
    let emoji = count(&is_emoji);
    out.flag("asks-sad", reading.sad > 0);
    out.at("asks-emoji", f64::from(u8::from(emoji > 0)), first(&is_emoji));
    out.flag("asks-emoji-many", emoji >= 3);
    out.flag("asks-emoji-end", tokens.last().is_some_and(is_emoji));
    let is_bang = |t: &Token| t.piece == Piece::Sign('!');
    let bangs = count(&is_bang);
    out.at("asks-exclaims", f64::from(u8::from(bangs > 0)), first(&is_bang));
    out.flag("asks-exclaims-much", bangs >= 3);
    let shouted = count(&|t| t.shouted) as f64;
    out.flag("asks-shouts", shouted >= 3.0 && shouted / words > 0.4);
    let is_link = |t: &Token| t.piece == Piece::Link;
    out.at(
        "asks-link",
        f64::from(u8::from(count(&is_link) > 0)),
        first(&is_link),
    );
    let is_mention = |t: &Token| t.piece == Piece::Mention;
    let mentions = count(&is_mention);
    let leading = tokens.first().is_some_and(is_mention);
    out.at(
        "asks-to-mention",
        f64::from(u8::from(leading)),
        first(&is_mention),
    );
    out.flag("asks-mentions-only", mentions > 0 && words <= mentions as f64);
    out.flag("asks-mentions-inside", mentions > 0 && !leading);
    out.flag("asks-topic", count(&|t| t.piece == Piece::Topic) > 0);
    let is_time = |t: &Token| t.piece == Piece::Number && t.word.contains(':');
    out.at(
        "asks-timestamp",
        f64::from(u8::from(count(&is_time) > 0)),
        first(&is_time),
    );
    // "At 3:20 that must be 12 volts" points at something; "3:20 😂" only enjoys it.
    let pointed = count(&is_time) > 0 && words >= 7.0 && emoji == 0 && bangs == 0;
    out.flag("asks-timestamp-talk", pointed);
    out.flag("asks-digits", reading.digits > 0);
    let is_technical =
        |t: &Token| t.piece == Piece::Word && t.word.chars().any(|c| c.is_numeric()) && t.word.len() > 2;
    out.at(
        "asks-technical-word",
        f64::from(u8::from(count(&is_technical) > 0)),
        first(&is_technical),
    );
    let code = f64::from(reading.code_signs);
    out.flag("asks-code", code >= 3.0);
    out.flag("asks-code-much", code >= 10.0);
    let periods = count(&|t| matches!(t.piece, Piece::Sign('.' | ',' | ';' | ':')));
    let asks = reading.sentences.iter().any(|s| s.asks);
    out.flag(
        "asks-unpunctuated",
        periods == 0 && bangs == 0 && !asks && words >= 4.0,
    );
    out.flag("asks-closes-with-stop", closes_with_stop(tokens));
    out.flag(
        "asks-trails-off",
        comment.subject.text.contains("..") || comment.subject.text.contains('…'),
    );
    out.flag("asks-brackets", count(&|t| t.piece == Piece::Sign('(')) > 0);
    out.flag(
        "asks-quotes",
        count(&|t| matches!(t.piece, Piece::Sign('"' | '“' | '„' | '«'))) > 0,
    );
    out.flag(
        "asks-quotes-whole",
        comment.reading.sentences.first().is_some_and(|s| s.quoted)
            || tokens
                .first()
                .is_some_and(|t| matches!(t.piece, Piece::Sign('"' | '“' | '„' | '«' | '>'))),
    );
    out.flag("asks-stretched", tokens.iter().any(|t| is_stretched(&t.word)));
}

/// One full stop at the end, not a row of them.
fn closes_with_stop(tokens: &[Token]) -> bool {
    let stop = |back: usize| {
        tokens
            .len()
            .checked_sub(back)
            .and_then(|at| tokens.get(at))
            .is_some_and(|t| t.piece == Piece::Sign('.'))
    };
    stop(1) && !stop(2)
}

/// "soooo", "whaaat": a letter three times in a row.
fn is_stretched(word: &str) -> bool {
    let letters: Vec<char> = word.chars().take(40).collect();
    letters
        .windows(3)
        .any(|w| w[0] == w[1] && w[1] == w[2] && w[0].is_alphabetic() && w[0] != 'w')
}

/// A longer sentence says more than the kind word in it.
const KIND_WORDS: usize = 14;

/// How much of the comment is only kindness, laughter or assent.
fn ditto(comment: &Comment<'_>, out: &mut Signals) {
    const KIND: [Idea; 7] = [
        Idea::Thanks,
        Idea::Praise,
        Idea::Wish,
        Idea::Laugh,
        Idea::Agreement,
        Idea::Greeting,
        Idea::Worked,
    ];
    const MORE: [Idea; 7] = [
        Idea::Request,
        Idea::Wonder,
        Idea::Correction,
        Idea::Counter,
        Idea::Suggestion,
        Idea::AskAll,
        Idea::InAdvance,
    ];
    let (mut all, mut kind) = (0usize, 0usize);
    for (at, sentence) in comment.reading.sentences.iter().enumerate() {
        let words = comment.words(sentence);
        all += words;
        let has = |idea: &Idea| comment.in_sentence(at, *idea).is_some();
        let same = questions::me_too(comment, at).is_some();
        if !sentence.asks
            && !questions::opens(comment, at)
            && !MORE.iter().any(has)
            && (same || !has(&Idea::Problem))
            && (words <= 2 || words <= KIND_WORDS && (same || KIND.iter().any(has)))
        {
            kind += words;
        }
    }
    if all > 0 {
        let share = kind as f64 / all as f64;
        out.whole("asks-ditto-share", share);
        out.flag("asks-ditto-all", share >= 0.999);
        out.flag("asks-ditto-none", share <= 0.001);
    }
    let opens_with = |idea| comment.in_sentence(0, idea).is_some_and(|h| h.before <= 1);
    out.flag("asks-opens-greeting", opens_with(Idea::Greeting));
    out.flag("asks-opens-thanks", opens_with(Idea::Thanks));
    out.flag("asks-opens-praise", opens_with(Idea::Praise));
    out.flag("asks-opens-me", opens_with(Idea::Me));
    out.flag(
        "asks-opens-counter",
        opens_with(Idea::Counter) || opens_with(Idea::Correction),
    );
    let final_sentence = comment.reading.sentences.len().wrapping_sub(1);
    out.flag(
        "asks-closes-thanks",
        final_sentence > 0 && comment.in_sentence(final_sentence, Idea::Thanks).is_some(),
    );
}

/// A post of so many letters may be an article, and of so many it is one: its readers ask and argue. Under short posts
/// and pictures they chat.
const LONG: usize = 200;
const ARTICLE: usize = 290;

/// What the post says: shared words speak of a matter at hand.
fn place(comment: &Comment<'_>, out: &mut Signals) {
    let another = comment.subject.parent_text.is_some();
    out.flag("asks-answers-another", another);
    out.flag(
        "asks-answers-another-asking",
        another && questions::evident(comment),
    );
    let post = comment.subject.post_text.as_deref().unwrap_or_default().trim();
    let letters = post.chars().take(ARTICLE).count();
    out.flag("asks-post-short", (1..LONG).contains(&letters));
    out.flag("asks-post-long", letters >= LONG);
    out.flag("asks-post-article", letters == ARTICLE);
    if post.is_empty() {
        return;
    }
    let end = post
        .char_indices()
        .map(|(at, _)| at)
        .find(|&at| at >= 2000)
        .unwrap_or(post.len());
    let long = |t: &&Token| t.piece == Piece::Word && t.word.chars().count() >= 5;
    let post = read(&post[..end], false);
    let (mut said, mut distinct) = (Names::default(), Names::default());
    for token in post.tokens.iter().filter(long) {
        said.insert(&token.word);
    }
    for token in comment.reading.tokens.iter().filter(long) {
        if said.contains(&token.word) {
            distinct.insert(&token.word);
        }
    }
    out.flag("asks-shares-words", !distinct.is_empty());
    out.flag("asks-shares-words-3", distinct.len() >= 3);
    out.flag("asks-post-asks", post.sentences.iter().any(|s| s.asks));
}
