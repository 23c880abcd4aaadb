//! A person on a site, and the sums over what was seen of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::values::Category;

use super::row::{PostRow, Row, What};
use super::seen::Who;

/// Comments a post that one person can be expected to answer (product.md, E5): more of them count as this many.
const GRACE: u32 = 20;

/// A person on a site.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Author {
    /// Unique across sites.
    pub id: String,
    /// Site file's name.
    pub site: String,
    /// Name shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Handle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handle: Option<String>,
    /// Address of their page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// It is the reader.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub own: bool,
    /// First seen, in milliseconds since 1970.
    pub first: f64,
    /// Day last seen, in days since 1970.
    pub last: u32,
    /// When the name was learnt, in milliseconds since 1970.
    #[serde(default)]
    pub at: f64,
    /// The sums; made anew from the rows when a file is read.
    #[serde(default)]
    pub tally: Tally,
}

/// Sums over an author's rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tally {
    /// Posts seen, without those labelled as ads: which ads the reader is shown says little of who pays for them.
    #[serde(skip_serializing_if = "is_zero")]
    pub posts: u32,
    /// Of these, promotional.
    #[serde(skip_serializing_if = "is_zero")]
    pub promo: u32,
    /// Posts labelled as ads by the platform.
    #[serde(skip_serializing_if = "is_zero")]
    pub ads: u32,
    /// Promotional posts by kind; a post may be of several.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub kinds: BTreeMap<Category, u32>,
    /// Posts whose text the same author had posted before.
    #[serde(skip_serializing_if = "is_zero")]
    pub own_copies: u32,
    /// Posts whose text another had posted before.
    #[serde(skip_serializing_if = "is_zero")]
    pub others_copies: u32,
    /// Comments written under others' posts.
    #[serde(skip_serializing_if = "is_zero")]
    pub comments: u32,
    /// Comments received that asked for a reply and whose replies are known.
    #[serde(skip_serializing_if = "is_zero")]
    pub asked: u32,
    /// Of these, answered.
    #[serde(skip_serializing_if = "is_zero")]
    pub answered: u32,
    /// Comments received of which nothing is known.
    #[serde(skip_serializing_if = "is_zero")]
    pub unknown: u32,
    /// Of those that asked: by people without the site's mark.
    #[serde(skip_serializing_if = "is_zero")]
    pub plain_asked: u32,
    /// Of these, answered.
    #[serde(skip_serializing_if = "is_zero")]
    pub plain_answered: u32,
    /// As `asked`, with grace: at most 20 a post.
    #[serde(skip_serializing_if = "is_zero")]
    pub fair_asked: u32,
    /// As `answered`, with grace: 20 answers a post count as all.
    #[serde(skip_serializing_if = "is_zero")]
    pub fair_answered: u32,
}

// serde hands a reference over.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_zero(n: &u32) -> bool {
    *n == 0
}

impl Tally {
    /// What one row counts for its author.
    pub fn of(row: &Row) -> Self {
        match &row.what {
            What::Post(post) => Self::of_post(post),
            What::Comment(_) => Self {
                comments: 1,
                ..Self::default()
            },
        }
    }

    fn of_post(post: &PostRow) -> Self {
        let thread = &post.thread;
        let kinds = post.kinds.iter().filter(|_| !post.ad);
        let copied = |own: bool| post.copy.as_ref().is_some_and(|copy| copy.own == own);
        Self {
            posts: (!post.ad).into(),
            promo: (post.promo && !post.ad).into(),
            ads: post.ad.into(),
            kinds: kinds.map(|kind| (*kind, 1)).collect(),
            own_copies: copied(true).into(),
            others_copies: copied(false).into(),
            comments: 0,
            asked: thread.asked,
            answered: thread.answered,
            unknown: thread.unknown,
            plain_asked: thread.plain_asked,
            plain_answered: thread.plain_answered,
            fair_asked: thread.asked.min(GRACE),
            fair_answered: thread.answered.min(GRACE),
        }
    }

    /// Adds another's sums.
    pub fn add(&mut self, other: &Tally) {
        for (sum, part) in self.sums().into_iter().zip(other.clone().sums()) {
            *sum += *part;
        }
        for (kind, n) in &other.kinds {
            *self.kinds.entry(*kind).or_default() += n;
        }
    }

    /// Takes another's sums away again.
    pub fn take_away(&mut self, other: &Tally) {
        for (sum, part) in self.sums().into_iter().zip(other.clone().sums()) {
            *sum = sum.saturating_sub(*part);
        }
        for (kind, n) in &other.kinds {
            let left = self
                .kinds
                .get(kind)
                .copied()
                .unwrap_or_default()
                .saturating_sub(*n);
            if left == 0 {
                self.kinds.remove(kind);
            } else {
                self.kinds.insert(*kind, left);
            }
        }
    }

    /// Every sum but those by kind.
    fn sums(&mut self) -> [&mut u32; 13] {
        [
            &mut self.posts,
            &mut self.promo,
            &mut self.ads,
            &mut self.own_copies,
            &mut self.others_copies,
            &mut self.comments,
            &mut self.asked,
            &mut self.answered,
            &mut self.unknown,
            &mut self.plain_asked,
            &mut self.plain_answered,
            &mut self.fair_asked,
            &mut self.fair_answered,
        ]
    }
}

impl Author {
    /// Somebody who was just met.
    pub(super) fn new(who: &Who, now: f64) -> Self {
        Self {
            id: who.id.clone(),
            site: who.site.clone(),
            first: now,
            ..Self::default()
        }
    }

    /// Takes in how they present themselves now.
    pub(super) fn meet(&mut self, who: &Who, now: f64) {
        let or = |new: &Option<String>, old: &mut Option<String>| {
            if new.is_some() {
                old.clone_from(new);
            }
        };
        or(&who.name, &mut self.name);
        or(&who.handle, &mut self.handle);
        or(&who.link, &mut self.link);
        self.own |= who.own;
        self.last = self.last.max(super::day_of(now));
        self.at = self.at.max(now);
    }

    /// Two memories of one person as one, without the sums; the order of the two does not matter.
    pub(super) fn join(self, other: Author) -> Author {
        let (first, last) = (self.first.min(other.first), self.last.max(other.last));
        let own = self.own || other.own;
        let rank = |a: &Author| {
            let shown = (a.name.clone(), a.handle.clone(), a.link.clone());
            (a.at.max(0.0).to_bits(), shown)
        };
        let newer = if rank(&self) >= rank(&other) { self } else { other };
        Author {
            first,
            last,
            own,
            ..newer
        }
    }

    /// What they are called: name, handle, or else what the site knows them by.
    pub fn called(&self) -> &str {
        let known_by = || self.id.split('\n').nth(1).unwrap_or(&self.id);
        self.name
            .as_deref()
            .or(self.handle.as_deref())
            .unwrap_or_else(known_by)
    }
}
