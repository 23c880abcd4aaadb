//! Authors and words that the reader has named: who is trusted, who and what is filtered.

use alloc::format;
use alloc::string::String;

use super::memory::author_id;
use super::page::Page;
use crate::values::{Item, Settings, Sorted};

/// What an item is kept by in the settings.
pub(super) fn item_id(page: &Page, item: &Item) -> String {
    format!("{}\n{}", page.site.site, item.key)
}

/// The name shown for an item's author.
pub(super) fn name(item: &Item) -> String {
    let name = item.author.clone().filter(|name| !name.is_empty());
    name.or_else(|| item.handle.clone()).unwrap_or_default()
}

/// Whether posts of the item's author are never to be called promotion.
pub(super) fn is_trusted(page: &Page, item: &Item, settings: &Settings) -> bool {
    is_in(&settings.trusted, page, item)
}

/// Whether the reader filters the item's author.
pub(super) fn is_filtered(page: &Page, item: &Item, settings: &Settings) -> bool {
    is_in(&settings.filtered, page, item)
}

/// Whether a list of the reader's names the author: as known on this site or, as it is typed into the options, by
/// name or handle alone.
fn is_in(list: &Sorted<String>, page: &Page, item: &Item) -> bool {
    let called = |name: &Option<String>| {
        let name = name.as_deref().map(typed);
        name.is_some_and(|name| !name.is_empty() && list.contains(&name))
    };
    !list.is_empty()
        && (author_id(page, item).is_some_and(|id| list.contains(&id))
            || called(&item.author)
            || called(&item.handle))
}

/// A name as it is kept when the reader typed it.
fn typed(name: &str) -> String {
    name.trim().trim_start_matches('@').to_lowercase()
}

/// The first of the reader's own words that stands in the item's text, however it is written.
pub(super) fn own_word<'a>(item: &Item, settings: &'a Settings) -> Option<&'a str> {
    if settings.own_words.is_empty() {
        return None;
    }
    let text = item.text.to_lowercase();
    let found = settings
        .own_words
        .names()
        .find(|word| stands_in(&text, &word.trim().to_lowercase()));
    found.map(String::as_str)
}

/// Whether `word` stands in `text` on its own, not within another word.
fn stands_in(text: &str, word: &str) -> bool {
    let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (first, last) = (word.chars().next(), word.chars().next_back());
    !word.is_empty()
        && text.match_indices(word).any(|(at, _)| {
            let before = joins(text[..at].chars().next_back()) && joins(first);
            let after = joins(text[at + word.len()..].chars().next()) && joins(last);
            !before && !after
        })
}

#[cfg(test)]
mod tests {
    use super::stands_in;

    #[test]
    fn words_stand_alone_and_phrases_whole() {
        assert!(stands_in("ein webinar, heute", "webinar"));
        assert!(!stands_in("ein webinarleiter", "webinar"));
        assert!(stands_in("link in bio!", "link in bio"));
        assert!(stands_in("nur #ad hier", "#ad") && !stands_in("nur #adler hier", "#ad"));
        assert!(stands_in("ночь", "ночь") && !stands_in("text", ""));
    }
}
