//! A person on a site, and the sums over what was seen of them.

use alloc::string::String;
use core::ops::{Index, IndexMut};

use crate::values::Category;

use super::row::{PostRow, Row, What};
use super::seen::Who;

/// Comments a post that one person can be expected to answer (product.md, E5): more of them count as this many.
const GRACE: u32 = 20;

/// A person on a site.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Author {
    /// Unique across sites.
    pub id: String,
    /// Site file's name.
    pub site: String,
    /// Name shown.
    pub name: Option<String>,
    /// Handle.
    pub handle: Option<String>,
    /// Address of their page.
    pub link: Option<String>,
    /// It is the reader.
    pub own: bool,
    /// First seen, in milliseconds since 1970.
    pub first: f64,
    /// Day last seen, in days since 1970.
    pub last: u32,
    /// When the name was learnt, in milliseconds since 1970.
    pub at: f64,
    /// The sums; made anew from the rows when a file is read.
    pub tally: Tally,
}

/// Sums over an author's rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Posts seen, without those labelled as ads: which ads the reader is shown says little of who pays for them.
    pub posts: u32,
    /// Of these, promotional.
    pub promo: u32,
    /// Posts labelled as ads by the platform.
    pub ads: u32,
    /// Promotional posts by kind; a post may be of several.
    pub kinds: Kinds,
    /// Posts whose text the same author had posted before.
    pub own_copies: u32,
    /// Posts whose text another had posted before.
    pub others_copies: u32,
    /// Comments written under others' posts.
    pub comments: u32,
    /// Comments received that asked for a reply and whose replies are known.
    pub asked: u32,
    /// Of these, answered.
    pub answered: u32,
    /// Comments received of which nothing is known.
    pub unknown: u32,
    /// Of those that asked: by people without the site's mark.
    pub plain_asked: u32,
    /// Of these, answered.
    pub plain_answered: u32,
    /// As `asked`, with grace: at most 20 a post.
    pub fair_asked: u32,
    /// As `answered`, with grace: 20 answers a post count as all.
    pub fair_answered: u32,
}

/// How many posts there are of each kind of promotion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds([u32; Category::ALL.len()]);

impl Index<Category> for Kinds {
    type Output = u32;

    fn index(&self, kind: Category) -> &u32 {
        &self.0[kind as usize]
    }
}

impl IndexMut<Category> for Kinds {
    fn index_mut(&mut self, kind: Category) -> &mut u32 {
        &mut self.0[kind as usize]
    }
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
        let mut kinds = Kinds::default();
        for kind in &post.kinds {
            kinds[*kind] = (!post.ad).into();
        }
        let copied = |own: bool| post.copy.as_ref().is_some_and(|copy| copy.own == own);
        Self {
            posts: (!post.ad).into(),
            promo: (post.promo && !post.ad).into(),
            ads: post.ad.into(),
            kinds,
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
        self.change(other, u32::saturating_add);
    }

    /// Takes another's sums away again.
    pub fn take_away(&mut self, other: &Tally) {
        self.change(other, u32::saturating_sub);
    }

    fn change(&mut self, other: &Tally, how: fn(u32, u32) -> u32) {
        let mut other = *other;
        for (sum, part) in self.sums().into_iter().zip(other.sums()) {
            *sum = how(*sum, *part);
        }
        for kind in Category::ALL {
            self.kinds[kind] = how(self.kinds[kind], other.kinds[kind]);
        }
    }

    /// Names of the sums, in the order of `sums`.
    pub(super) const NAMES: [&str; 13] = [
        "posts",
        "promo",
        "ads",
        "own_copies",
        "others_copies",
        "comments",
        "asked",
        "answered",
        "unknown",
        "plain_asked",
        "plain_answered",
        "fair_asked",
        "fair_answered",
    ];

    /// Every sum but those by kind.
    pub(super) fn sums(&mut self) -> [&mut u32; 13] {
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
