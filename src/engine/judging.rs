//! One item of a page before the judge, with what stands around it.

use super::page::Page;
use crate::judge::judge;
use crate::values::{AuthorKind, Judgement, Kind, Subject};

/// Longest beginning of a post that the judge of comments is shown, in bytes.
const CONTEXT: usize = 600;

/// A judgement, and what it was made under.
#[derive(Debug)]
pub(super) struct Judged {
    /// Key of what it answers; another parent is another case.
    parent: Option<String>,
    /// What was said.
    pub(super) judgement: Judgement,
}

impl Page {
    /// Judges the item at `index`, unless that was done under the same parent.
    pub(super) fn judge_one(&mut self, index: usize) {
        let (item, place) = (&self.items[index], self.places[index]);
        let above = place.parent.map(|parent| &self.items[parent]);
        let parent = above.map(|item| item.key.clone());
        if self
            .judged
            .get(&item.key)
            .is_some_and(|judged| judged.parent == parent)
        {
            return;
        }
        let comment = place.kind == Kind::Comment;
        let answers_comment = place
            .parent
            .is_some_and(|parent| self.places[parent].kind == Kind::Comment);
        let subject = Subject {
            kind: place.kind,
            text: item.text.clone(),
            lang: item.lang.clone(),
            author: item.author.clone(),
            author_kind: item.organisation.then_some(AuthorKind::Organisation),
            author_about: item.about.clone(),
            links: item.links.clone(),
            parent_text: above
                .filter(|_| answers_comment)
                .map(|item| beginning(&item.text)),
            post_text: place
                .root
                .filter(|_| comment)
                .map(|root| beginning(&self.items[root].text)),
        };
        self.judged.insert(
            item.key.clone(),
            Judged {
                parent,
                judgement: judge(&subject),
            },
        );
    }
}

fn beginning(text: &str) -> String {
    let mut end = text.len().min(CONTEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].to_owned()
}
