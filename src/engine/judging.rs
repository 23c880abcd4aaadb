//! One item of a page before the judge, with what stands around it.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use super::page::{Page, hash};
use crate::judge::{asks::is_question, judge};
use crate::values::{AuthorKind, Category, Judgement, Kind, Subject};

/// Longest beginning of a post that the judge of comments is shown, in bytes.
const CONTEXT: usize = 600;

/// What the judge says in numbers; its reasons are told anew when somebody asks.
#[derive(Clone, Debug)]
pub(super) struct Scores {
    /// Probability that the item is promotional, 0 to 1.
    pub(super) promo: f64,
    /// The same as this reader's answers have it.
    pub(super) promo_here: f64,
    /// Kinds of promotion, strongest first.
    pub(super) categories: Vec<Category>,
    /// Probability that the comment asks for a reply, 0 to 1; `None` for posts.
    pub(super) asks: Option<f64>,
    /// The same as this reader's answers have it.
    pub(super) asks_here: Option<f64>,
    /// It holds a question or a request.
    pub(super) question: bool,
}

impl Page {
    /// What the judge said of the item at `index`.
    pub(super) fn scores(&self, index: usize) -> Option<&Scores> {
        self.own.get(index)?.scores.as_ref()
    }

    /// What the judge says of the item at `index`, with its reasons.
    pub(super) fn judgement(&self, index: usize) -> Judgement {
        judge(&self.subject(index))
    }

    /// Judges the item at `index`, unless that was done under the same parent.
    pub(super) fn judge_one(&mut self, index: usize) {
        let under = self.places[index]
            .parent
            .map(|parent| hash(&self.items[parent].key));
        if self.own[index].scores.is_some() && self.own[index].under == under {
            return;
        }
        let judgement = self.judgement(index);
        self.own[index].scores = Some(Scores {
            promo: judgement.promo,
            promo_here: self.leaning.promo(&judgement),
            asks: judgement.asks,
            asks_here: self.leaning.asks(&judgement),
            question: is_question(&judgement.reasons),
            categories: judgement.categories,
        });
        self.own[index].under = under;
    }

    /// The item at `index` as the judge sees it.
    pub(super) fn subject(&self, index: usize) -> Subject {
        let (item, place) = (&self.items[index], self.places[index]);
        let comment = place.kind == Kind::Comment;
        let above = place
            .parent
            .filter(|parent| self.places[*parent].kind == Kind::Comment);
        Subject {
            kind: place.kind,
            text: item.text.clone(),
            lang: item.lang.clone(),
            author: item.author.clone(),
            author_kind: item.organisation.then_some(AuthorKind::Organisation),
            author_about: item.about.clone(),
            links: item.links.clone(),
            parent_text: above.map(|parent| beginning(&self.items[parent].text)),
            post_text: place
                .root
                .filter(|_| comment)
                .map(|root| beginning(&self.items[root].text)),
        }
    }
}

fn beginning(text: &str) -> String {
    let mut end = text.len().min(CONTEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].to_owned()
}
