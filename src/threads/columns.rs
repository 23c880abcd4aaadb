//! Columns of identical comments of a word or two: what a post gets that calls for "comment YES".

use alloc::string::String;
use alloc::vec::Vec;

use super::Place;
use super::people::Person;
use crate::values::{Item, Kind, Names};

/// So many different people with the same words make a column.
const COLUMN: usize = 4;
/// Longest text of a column, in words and letters.
const WORDS: usize = 2;
const LETTERS: usize = 24;

/// Identical short comments under one post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Index of the post.
    pub post: usize,
    /// The words, as they are compared: small letters and digits.
    pub words: String,
    /// Indices of the comments.
    pub comments: Vec<usize>,
}

/// The columns of a page, in the order of their first comments. A question is part of none: who asks waits for an answer.
pub fn columns(items: &[Item], places: &[Place]) -> Vec<Column> {
    let mut found: Vec<Column> = Vec::new();
    let mut known = Names::default();
    for (i, (item, place)) in items.iter().zip(places).enumerate() {
        let (Kind::Comment, Some(post), false) = (place.kind, place.root, item.deleted) else {
            continue;
        };
        let Some(words) = brief(&item.text) else {
            continue;
        };
        let at = known.place_in(post, &words);
        if at == found.len() {
            found.push(Column {
                post,
                words,
                comments: Vec::new(),
            });
        }
        found[at].comments.push(i);
    }
    found.retain(|column| {
        let people: Vec<Person> = column.comments.iter().map(|i| Person::of(&items[*i])).collect();
        let mut marks = Names::default();
        for mark in people.iter().filter_map(Person::mark) {
            marks.insert(mark);
        }
        marks.len() >= COLUMN
    });
    found
}

/// A text of a word or two as it is compared; `None` for longer ones, questions and texts without letters.
fn brief(text: &str) -> Option<String> {
    if text.len() > 4 * LETTERS || text.contains(['?', '？', '¿']) {
        return None;
    }
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let whole = words.join(" ");
    ((1..=WORDS).contains(&words.len()) && whole.chars().count() <= LETTERS).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::threads::place;

    fn page(texts: &[(&str, &str)]) -> Vec<Item> {
        let comments = texts.iter().enumerate().map(|(i, (author, text))| Item {
            key: i.to_string(),
            kind: Some(Kind::Comment),
            author: Some((*author).into()),
            text: (*text).into(),
            ..Item::default()
        });
        let post = Item {
            key: "p".into(),
            kind: Some(Kind::Post),
            ..Item::default()
        };
        std::iter::once(post).chain(comments).collect()
    }

    fn words(texts: &[(&str, &str)]) -> Vec<(String, usize)> {
        let items = page(texts);
        columns(&items, &place(&items, None))
            .into_iter()
            .map(|c| (c.words, c.comments.len()))
            .collect()
    }

    #[test]
    fn the_same_word_from_many_is_a_column_in_whatever_dress() {
        let found = words(&[
            ("a", "YES"),
            ("b", "yes!!"),
            ("c", "Nice post"),
            ("d", "Yes 🙌"),
            ("e", "yes"),
        ]);
        assert_eq!(found, [("yes".to_owned(), 4)]);
    }

    #[test]
    fn one_voice_a_question_and_sentences_are_none() {
        assert!(words(&[("a", "yes"), ("a", "yes"), ("a", "yes"), ("a", "yes")]).is_empty());
        assert!(words(&[("a", "Price?"), ("b", "price?"), ("c", "Price?"), ("d", "price?")]).is_empty());
        let long = "I would like that too";
        assert!(words(&[("a", long), ("b", long), ("c", long), ("d", long)]).is_empty());
    }
}
