//! Word lists of the seven languages, and where a comment uses them.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::fold::fold;
use super::ideas::Idea;
use super::reader::{Piece, Reading};
use crate::data;
use crate::values::{Lazy, Table};

/// A language that has a word list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tongue {
    English,
    German,
    Spanish,
    French,
    Portuguese,
    Italian,
    Dutch,
}

impl Tongue {
    pub(super) const ALL: [Tongue; 7] = [
        Tongue::English,
        Tongue::German,
        Tongue::Spanish,
        Tongue::French,
        Tongue::Portuguese,
        Tongue::Italian,
        Tongue::Dutch,
    ];

    /// The language of a BCP 47 tag; `None` where there is no word list.
    pub(super) fn of_tag(tag: &str) -> Option<Tongue> {
        match tag.split(['-', '_']).next()?.to_ascii_lowercase().as_str() {
            "en" => Some(Tongue::English),
            "de" => Some(Tongue::German),
            "es" => Some(Tongue::Spanish),
            "fr" => Some(Tongue::French),
            "pt" => Some(Tongue::Portuguese),
            "it" => Some(Tongue::Italian),
            "nl" => Some(Tongue::Dutch),
            _ => None,
        }
    }

    /// Whether a word ends at its apostrophe: "l'article", but "don't".
    pub(super) fn splits_apostrophes(self) -> bool {
        matches!(self, Tongue::French | Tongue::Italian)
    }

    /// This language's word list.
    pub(super) fn lexicon(self) -> &'static Lexicon {
        &LEXICONS[self as usize]
    }
}

static LEXICONS: Lazy<[Lexicon; 7]> = Lazy::new(|| {
    let sources = ["en", "de", "es", "fr", "pt", "it", "nl"];
    let mut at = 0;
    sources.map(|name| {
        at += 1;
        let source = data::text(&format!("judge/asks/lexicon/{name}.txt"));
        Lexicon::parse(source, Tongue::ALL[at - 1].splits_apostrophes())
    })
});

/// One word of a phrase.
#[derive(Debug)]
struct Pattern {
    text: String,
    /// Any ending fits.
    stem: bool,
}

impl Pattern {
    fn fits(&self, word: &str) -> bool {
        if self.stem {
            word.starts_with(self.text.as_str())
        } else {
            word == self.text
        }
    }
}

#[derive(Debug)]
struct Phrase {
    words: Vec<Pattern>,
    idea: Idea,
}

/// The phrases of one language, found by the first two letters of their first word.
#[derive(Debug)]
pub(super) struct Lexicon {
    phrases: Vec<Phrase>,
    by_head: Table<Vec<usize>>,
}

/// A phrase found in a comment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub(super) idea: Idea,
    /// First token.
    pub(super) from: usize,
    /// One past the last token.
    pub(super) to: usize,
    /// The sentence it stands in.
    pub(super) sentence: usize,
    /// Words of the same sentence before it.
    pub(super) before: usize,
}

fn head(word: &str) -> &str {
    word.char_indices().nth(2).map_or(word, |(end, _)| &word[..end])
}

impl Lexicon {
    fn parse(source: &str, split: bool) -> Lexicon {
        let mut lexicon = Lexicon {
            phrases: Vec::new(),
            by_head: Table::default(),
        };
        let mut idea = None;
        for line in source.lines().filter(|l| !l.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                idea = Idea::named(name);
                continue;
            }
            let Some(idea) = idea else { continue };
            line.split('|')
                .for_each(|phrase| lexicon.add(phrase, idea, split));
        }
        lexicon
    }

    fn add(&mut self, phrase: &str, idea: Idea, split: bool) {
        let folded = fold(phrase);
        let plain = if split {
            folded.replace('\'', " ")
        } else {
            folded.replace('\'', "")
        };
        let words: Vec<Pattern> = plain
            .split([' ', '-'])
            .filter(|w| !w.is_empty())
            .map(|w| Pattern {
                text: w.trim_end_matches('*').to_owned(),
                stem: w.ends_with('*'),
            })
            .collect();
        if let Some(first) = words.first() {
            self.by_head
                .or_default(head(&first.text))
                .push(self.phrases.len());
            self.phrases.push(Phrase { words, idea });
        }
    }

    /// Every phrase in `reading`, in order; of one idea the longest that starts at a word.
    pub(super) fn hits(&self, reading: &Reading) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        let mut words: Vec<usize> = Vec::new();
        for (sentence, span) in reading.sentences.iter().enumerate() {
            words.clear();
            words.extend(
                (span.from..span.to)
                    .filter(|&t| matches!(reading.tokens[t].piece, Piece::Word | Piece::Number)),
            );
            for before in 0..words.len() {
                let first = hits.len();
                let key = head(&reading.tokens[words[before]].word);
                for &at in self.by_head.get(key).map_or(&[][..], Vec::as_slice) {
                    let phrase = &self.phrases[at];
                    let Some(run) = words.get(before..before + phrase.words.len()) else {
                        continue;
                    };
                    if !phrase
                        .words
                        .iter()
                        .zip(run)
                        .all(|(p, &t)| p.fits(&reading.tokens[t].word))
                    {
                        continue;
                    }
                    let to = run[run.len() - 1] + 1;
                    match hits[first..].iter_mut().find(|h| h.idea == phrase.idea) {
                        Some(longer) => longer.to = longer.to.max(to),
                        None => hits.push(Hit {
                            idea: phrase.idea,
                            from: words[before],
                            to,
                            sentence,
                            before,
                        }),
                    }
                }
            }
        }
        hits
    }

    /// How many of the first words (2,000 bytes) are among this language's commonest.
    fn common(&self, words: &[String]) -> usize {
        words
            .iter()
            .filter(|word| {
                self.by_head.get(head(word)).is_some_and(|phrases| {
                    phrases.iter().any(|&p| {
                        let phrase = &self.phrases[p];
                        phrase.idea == Idea::Common && phrase.words.len() == 1 && phrase.words[0].fits(word)
                    })
                })
            })
            .count()
    }
}

/// The language to read `text` in. The tag counts unless the words speak clearly for another; English where nothing is known.
pub(super) fn tongue_of(text: &str, tag: Option<&str>) -> Tongue {
    let end = text
        .char_indices()
        .map(|(at, _)| at)
        .find(|&at| at >= 2000)
        .unwrap_or(text.len());
    let words: Vec<String> = text[..end]
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(fold)
        .collect();
    let counts = Tongue::ALL.map(|t| t.lexicon().common(&words));
    let tagged = tag.and_then(Tongue::of_tag);
    let best = (0..7).fold(0, |best, at| if counts[at] > counts[best] { at } else { best });
    match tagged {
        Some(tongue) if counts[best] < 4 || counts[best] < 2 * counts[tongue as usize] + 2 => tongue,
        _ => Tongue::ALL[best],
    }
}

#[cfg(test)]
mod tests {
    use super::super::reader::read;
    use super::*;

    #[test]
    fn every_list_has_every_idea() {
        for tongue in Tongue::ALL {
            for &idea in Idea::ALL {
                let found = tongue.lexicon().phrases.iter().filter(|p| p.idea == idea).count();
                assert!(found > 0, "{tongue:?} has no phrase for {}", idea.name());
            }
        }
    }

    #[test]
    fn the_longest_phrase_counts_once() {
        let reading = read("Could you please explain it?", false);
        let hits = Tongue::English.lexicon().hits(&reading);
        let requests: Vec<_> = hits.iter().filter(|h| h.idea == Idea::Request).collect();
        assert_eq!(requests.len(), 2, "could you please; please explain");
        assert_eq!((requests[0].from, requests[0].to), (0, 3));
    }

    #[test]
    fn accents_and_apostrophes_do_not_hide_a_phrase() {
        let reading = read("J’ai pas compris, qu'est-ce que ca veut dire", true);
        let hits = Tongue::French.lexicon().hits(&reading);
        assert!(hits.iter().any(|h| h.idea == Idea::Wonder));
        assert!(hits.iter().any(|h| h.idea == Idea::AskFrame));
    }

    #[test]
    fn words_tell_the_language() {
        assert_eq!(
            tongue_of("Ich habe das nicht verstanden, kannst du mir helfen", None),
            Tongue::German
        );
        assert_eq!(
            tongue_of("não sei como fazer isso, você pode me ajudar", Some("en")),
            Tongue::Portuguese
        );
        assert_eq!(tongue_of("ok", Some("nl-BE")), Tongue::Dutch);
        assert_eq!(tongue_of("", None), Tongue::English);
    }
}
