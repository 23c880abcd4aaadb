//! One item as it is remembered, and how two memories of it are joined.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use crate::values::{Category, Out, Put, State};

use super::seen::{Seen, SeenComment, SeenPost, SeenWhat};
use super::{DAY, Sketch};

/// One item.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Unique across sites.
    pub id: String,
    /// Author's id.
    pub by: Option<String>,
    /// When it was first seen, in milliseconds since 1970.
    pub first: f64,
    /// On which day it was last seen, in days since 1970.
    pub last: u32,
    /// When it was written, in milliseconds since 1970.
    pub written: Option<f64>,
    /// When what follows was learnt, in milliseconds since 1970.
    pub at: f64,
    /// Post or comment.
    pub what: What,
}

/// What kind of item it is, with what only that kind has.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A post.
    Post(PostRow),
    /// A comment.
    Comment(CommentRow),
}

/// A remembered post.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PostRow {
    /// Promotional.
    pub promo: bool,
    /// Labelled as an ad by the platform.
    pub ad: bool,
    /// Kinds of promotion.
    pub kinds: Vec<Category>,
    /// Its wording.
    pub sketch: Option<Sketch>,
    /// Where nearly the same was seen before.
    pub copy: Option<Copy>,
    /// Sums over its comments; made anew from them when a file is read.
    pub thread: ThreadTally,
}

/// Where nearly the same text was seen first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Copy {
    /// Id of that post.
    pub of: String,
    /// Id of its author.
    pub by: String,
    /// Their name, as it was shown.
    pub name: String,
    /// When it was first seen, in milliseconds since 1970.
    pub first: f64,
    /// By the same author.
    pub own: bool,
}

/// How a post's comments were answered, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ThreadTally {
    /// Comments that asked for a reply and whose replies are known.
    pub asked: u32,
    /// Of these, answered by the post's author.
    pub answered: u32,
    /// Comments of which nothing is known.
    pub unknown: u32,
    /// Of those that asked: by people without the site's mark.
    pub plain_asked: u32,
    /// Of these, answered.
    pub plain_answered: u32,
}

impl ThreadTally {
    /// What one comment counts.
    pub fn of(comment: &CommentRow) -> Self {
        let asked = comment.asks && comment.state != State::Unknown;
        let answered = asked && comment.state == State::Answered;
        let plain = !comment.marked;
        Self {
            asked: asked.into(),
            answered: answered.into(),
            unknown: (comment.state == State::Unknown).into(),
            plain_asked: (asked && plain).into(),
            plain_answered: (answered && plain).into(),
        }
    }

    /// The sums with one part exchanged for another.
    pub(super) fn exchange(&mut self, old: Self, new: Self) {
        let swap = |sum: &mut u32, old: u32, new: u32| *sum = (*sum + new).saturating_sub(old);
        swap(&mut self.asked, old.asked, new.asked);
        swap(&mut self.answered, old.answered, new.answered);
        swap(&mut self.unknown, old.unknown, new.unknown);
        swap(&mut self.plain_asked, old.plain_asked, new.plain_asked);
        swap(&mut self.plain_answered, old.plain_answered, new.plain_answered);
    }
}

/// A remembered comment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CommentRow {
    /// Id of the post that it stands under; that post is remembered too.
    pub post: Option<String>,
    /// Author of that post.
    pub to: Option<String>,
    /// It asks for a reply.
    pub asks: bool,
    /// How it stands with the post's author.
    pub state: State,
    /// When that was learnt, in milliseconds since 1970.
    pub known: f64,
    /// By somebody with the site's mark.
    pub marked: bool,
    /// By somebody whom the post's author had not been seen to answer.
    pub newcomer: bool,
    /// Address of its page, only while it waits for an answer.
    pub page: String,
    /// Its beginning, only while it waits for an answer.
    pub start: String,
}

/// The day of a time in milliseconds since 1970.
pub fn day_of(time: f64) -> u32 {
    (time / DAY).max(0.0) as u32
}

impl Row {
    /// The first memory of an item.
    pub(super) fn new(seen: &Seen, now: f64) -> Self {
        Self {
            id: seen.id.clone(),
            by: seen.by.as_ref().map(|who| who.id.clone()),
            first: now,
            last: day_of(now),
            written: seen.written,
            at: now,
            what: match &seen.what {
                SeenWhat::Post(post) => What::Post(PostRow::new(post)),
                SeenWhat::Comment(comment) => What::Comment(CommentRow::new(comment, now)),
            },
        }
    }

    /// The memory after the item was seen again. What is seen later counts, also when the clock was set back.
    pub(super) fn again(&self, seen: &Seen, now: f64) -> Self {
        let now = now.max(self.at);
        let mut row = Row {
            first: self.first,
            last: self.last.max(day_of(now)),
            written: self.written.or(seen.written),
            ..Row::new(seen, now)
        };
        match (&mut row.what, &self.what) {
            (What::Post(new), What::Post(old)) => {
                new.thread = old.thread;
                new.copy = old.copy.clone();
            }
            (What::Comment(new), What::Comment(old)) => new.keep_knowledge(old),
            _ => {}
        }
        row
    }

    /// The same, apart from when it was learnt.
    pub(super) fn says_the_same(&self, other: &Row) -> bool {
        let timeless = |row: &Row| {
            let mut row = row.clone();
            row.at = 0.0;
            if let What::Comment(comment) = &mut row.what {
                comment.known = 0.0;
            }
            row
        };
        self.last == other.last && timeless(self) == timeless(other)
    }

    /// Two memories of one item as one; the order of the two does not matter.
    pub fn join(self, other: Row) -> Row {
        let (first, last) = (self.first.min(other.first), self.last.max(other.last));
        let (mut newer, older) = if self.rank() >= other.rank() {
            (self, other)
        } else {
            (other, self)
        };
        newer.first = first;
        newer.last = last;
        if let (What::Comment(new), What::Comment(old)) = (&mut newer.what, &older.what)
            && old.knowledge() > new.knowledge()
        {
            new.take_knowledge(old);
        }
        newer
    }

    /// Later knowledge ranks higher; of the same time, the order of the letters decides, so that any order of joining
    /// ends with the same. What is joined apart, or is made of other rows, has no say.
    fn rank(&self) -> (bool, u64, String) {
        let mut what = self.what.clone();
        match &mut what {
            What::Post(post) => post.thread = ThreadTally::default(),
            What::Comment(comment) => comment.take_knowledge(&CommentRow::default()),
        }
        let mut letters = Out::default();
        letters.open('[');
        self.by.put(&mut letters);
        self.written.put(&mut letters);
        what.put(&mut letters);
        (!self.is_post(), self.at.max(0.0).to_bits(), letters.into_text())
    }

    /// Where it stands in the order of forgetting: by the day, comments before the posts that they stand under.
    pub fn age(&self) -> f64 {
        f64::from(self.last) * 2.0 + f64::from(u8::from(self.is_post()))
    }

    /// Whether it is a post.
    pub fn is_post(&self) -> bool {
        matches!(self.what, What::Post(_))
    }

    pub(super) fn is_of_kind(&self, other: &Row) -> bool {
        self.is_post() == other.is_post()
    }

    /// The post that a comment stands under.
    pub fn post(&self) -> Option<&str> {
        match &self.what {
            What::Comment(comment) => comment.post.as_deref(),
            What::Post(_) => None,
        }
    }
}

impl PostRow {
    fn new(seen: &SeenPost) -> Self {
        Self {
            promo: seen.promo,
            ad: seen.ad,
            kinds: if seen.promo {
                seen.kinds.clone()
            } else {
                Vec::new()
            },
            sketch: seen.sketch,
            copy: None,
            thread: ThreadTally::default(),
        }
    }
}

impl CommentRow {
    fn new(seen: &SeenComment, now: f64) -> Self {
        let waits = matches!(seen.state, State::Unanswered | State::AnsweredByOthers);
        let while_waiting = |text: &str| if waits { text.to_owned() } else { String::new() };
        Self {
            post: seen.post.clone(),
            to: None,
            asks: seen.asks,
            state: seen.state,
            known: now,
            marked: seen.marked,
            newcomer: seen.newcomer,
            page: while_waiting(&seen.page),
            start: while_waiting(&seen.start),
        }
    }

    /// A page that shows less takes no knowledge away, and an answer once seen stays one.
    fn keep_knowledge(&mut self, old: &CommentRow) {
        let lost = self.state == State::Unknown && old.state != State::Unknown;
        if lost || old.state == State::Answered {
            self.take_knowledge(old);
        }
    }

    /// Puts it under a post that is remembered; elsewhere it counts for nobody.
    pub(super) fn stand_under(&mut self, post: Option<&Row>) {
        let post = post.filter(|row| row.is_post());
        self.to = post.and_then(|row| row.by.clone());
        self.post = post.map(|row| row.id.clone());
    }

    fn take_knowledge(&mut self, old: &CommentRow) {
        self.state = old.state;
        self.known = old.known;
        self.newcomer = old.newcomer;
        self.page = old.page.clone();
        self.start = old.start.clone();
    }

    /// How much is known: an answer above all, then anything known, then the later, then what accuses least.
    fn knowledge(&self) -> (bool, bool, u64, u8, bool, &str, &str) {
        let mildness = match self.state {
            State::Unknown => 0,
            State::Unanswered => 1,
            State::AnsweredByOthers => 2,
            State::Ditto => 3,
            State::Answered => 4,
        };
        (
            self.state == State::Answered,
            self.state != State::Unknown,
            self.known.max(0.0).to_bits(),
            mildness,
            self.newcomer,
            &self.page,
            &self.start,
        )
    }
}
