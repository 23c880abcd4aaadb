//! Engagement bait, known from both ends: the post calls for a word, and a column of comments says just that word.

use alloc::vec::Vec;

use super::page::Page;
use crate::threads::Column;

/// Beginnings of the verbs that call for a comment, in small letters; en, de, es, fr, pt, it, nl.
const CALLS: &[&str] = &[
    "comment",
    "type",
    "say",
    "write",
    "reply",
    "drop",
    "send",
    "dm",
    "kommentier",
    "schreib",
    "tipp",
    "antworte",
    "schick",
    "escrib",
    "responde",
    "pon",
    "deja",
    "écri",
    "tape",
    "répond",
    "coment",
    "escrev",
    "digit",
    "scriv",
    "rispond",
    "typ",
    "schrijf",
    "stuur",
    "reageer",
];
/// So many words may stand between the call and its word: "comment the word below".
const BETWEEN: usize = 3;

/// The column that proves the post at `index` to be engagement bait.
pub(super) fn bait(page: &Page, index: usize) -> Option<&Column> {
    let mut columns = page.columns.iter().filter(|column| column.post == index);
    columns.find(|column| calls_for(&page.items[index].text, &column.words))
}

/// Whether a text calls for `words`: they stand in capitals or quotes, shortly after a verb that calls for a comment.
fn calls_for(text: &str, words: &str) -> bool {
    let said: Vec<&str> = text.split_whitespace().collect();
    let wanted: Vec<&str> = words.split(' ').collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    said.windows(wanted.len()).enumerate().any(|(at, window)| {
        let same = window
            .iter()
            .zip(&wanted)
            .all(|(word, wanted)| bare(word) == **wanted);
        let shouted =
            |word: &&str| word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase);
        let quoted = window[0].starts_with(['"', '\'', '“', '„', '«', '»', '‘', '‚']);
        let called = || {
            said[at.saturating_sub(BETWEEN + 1)..at]
                .iter()
                .any(|word| CALLS.iter().any(|call| bare(word).starts_with(call)))
        };
        same && (quoted || window.iter().all(shouted)) && called()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hears_the_call_and_its_word() {
        assert!(calls_for("Free guide! Comment YES and I'll send it", "yes"));
        assert!(calls_for("Schreib einfach „Plan“ in die Kommentare", "plan"));
        assert!(calls_for("Escribe la palabra “quiero más” abajo", "quiero más"));
    }

    #[test]
    fn a_choice_is_no_call() {
        assert!(!calls_for("Rust or Python? What do you think", "rust"));
        assert!(!calls_for("We wrote it in RUST", "go"));
        assert!(!calls_for("YES we did it. Comment if you like", "yes"));
        assert!(!calls_for("I commented on Rust yesterday", "rust"));
    }
}
