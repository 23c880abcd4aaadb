//! The rows and authors at hand, and what happens to them. The same code serves the whole record and the part of it
//! that one batch touches.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use super::author::{Author, Tally};
use super::row::{Copy, Row, ThreadTally, What, day_of};
use super::seen::{Seen, SeenWhat, Who};
use super::{DAY, Sketch};
use crate::values::{once, sort, sort_by};

/// How long apart two posts of one author must have been written to be two, in milliseconds: a time shown as "2 d" is
/// as uncertain as this.
const APART: f64 = 2.0 * DAY;

/// Rows and authors by their ids.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    rows: BTreeMap<String, Row>,
    authors: BTreeMap<String, Author>,
    bands: BTreeMap<u32, Vec<String>>,
    touched: Changes,
}

/// Ids of what has changed since it was last taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Rows.
    pub rows: Vec<String>,
    /// Authors.
    pub authors: Vec<String>,
}

impl Shelf {
    /// Puts what was stored on the shelf, as it is. Rows come with the authors and posts that they name.
    pub fn put_stored(&mut self, rows: Vec<Row>, authors: Vec<Author>) {
        for row in rows {
            self.note_bands(&row);
            self.rows.insert(row.id.clone(), row);
        }
        self.authors
            .extend(authors.into_iter().map(|author| (author.id.clone(), author)));
    }

    /// A shelf whose sums are counted anew from `rows`. Authors without a row are left out, and so is what a row says
    /// of a post that is not there; of rows or authors with one id, both count.
    pub fn recount(rows: Vec<Row>, authors: Vec<Author>) -> Self {
        let mut known: BTreeMap<String, Author> = BTreeMap::new();
        for author in authors {
            let joined = match known.remove(&author.id) {
                Some(other) => other.join(author),
                None => author,
            };
            known.insert(joined.id.clone(), joined);
        }
        let mut by_id: BTreeMap<String, Row> = BTreeMap::new();
        let (mut posts, mut ids) = (Vec::new(), Vec::new());
        for row in rows {
            let joined = match by_id.remove(&row.id) {
                Some(other) => other.join(row),
                None => row,
            };
            ids.push(joined.id.clone());
            by_id.insert(joined.id.clone(), joined);
        }
        // Posts stand before their comments.
        let mut comments = once(ids);
        comments.retain(|id| {
            let is_post = by_id.get(id).is_some_and(Row::is_post);
            if is_post {
                posts.push(id.clone());
            }
            !is_post
        });
        posts.append(&mut comments);
        let mut shelf = Self::default();
        for id in posts {
            let Some(mut row) = by_id.remove(&id) else {
                continue;
            };
            for id in row.by.iter() {
                if let Some(author) = known.remove(id) {
                    let fresh = Author {
                        tally: Tally::default(),
                        ..author
                    };
                    shelf.authors.insert(id.clone(), fresh);
                }
            }
            row.by = row.by.filter(|id| shelf.authors.contains_key(id));
            match &mut row.what {
                What::Post(post) => post.thread = ThreadTally::default(),
                What::Comment(comment) => {
                    comment.stand_under(comment.post.as_ref().and_then(|post| shelf.rows.get(post)));
                }
            }
            shelf.exchange(&id, Some(row));
        }
        shelf
    }

    /// This record and another as one; joining twice, or the other way round, ends with the same.
    pub fn merged(self, other: Shelf) -> Shelf {
        let (rows, authors) = (self.rows.into_values(), self.authors.into_values());
        Self::recount(
            rows.chain(other.rows.into_values()).collect(),
            authors.chain(other.authors.into_values()).collect(),
        )
    }

    /// Takes in what was seen; posts come before their comments. `now` in milliseconds since 1970. Says whether anything
    /// changed.
    pub fn take_in(&mut self, seen: &Seen, now: f64) -> bool {
        if let Some(who) = &seen.by {
            self.meet(who, now);
        } else if matches!(seen.what, SeenWhat::Post(_)) {
            // A post by nobody says nothing of anybody.
            return false;
        }
        let old = self.rows.get(&seen.id);
        let mut row = match old {
            Some(old) => old.again(seen, now),
            None => Row::new(seen, now),
        };
        if old.is_some_and(|old| !old.is_of_kind(&row)) {
            // A reply that stands alone elsewhere is no second item, and no other one.
            return false;
        }
        match &mut row.what {
            What::Post(post) if old.is_none() => {
                post.copy = post
                    .sketch
                    .as_ref()
                    .and_then(|sketch| self.earlier(&seen.id, seen, sketch));
            }
            What::Post(_) => {}
            What::Comment(comment) => {
                comment.stand_under(comment.post.as_ref().and_then(|post| self.rows.get(post)));
            }
        }
        if old.is_some_and(|old| old.says_the_same(&row)) {
            return false;
        }
        let post = row.post().map(str::to_owned);
        self.exchange(&seen.id, Some(row));
        // A post is remembered at least as long as what stands under it.
        if let Some(mut row) = post.and_then(|post| self.rows.get(&post).cloned())
            && row.last < day_of(now)
        {
            row.last = day_of(now);
            let id = row.id.clone();
            self.exchange(&id, Some(row));
        }
        true
    }

    /// Forgets a row; unknown ids are no error.
    pub fn forget_row(&mut self, id: &str) {
        self.exchange(id, None);
    }

    /// Forgets an author: what they wrote, and what stands under it. The whole record must be on the shelf.
    pub fn forget_author(&mut self, id: &str) {
        let is = |other: &Option<String>| other.as_deref() == Some(id);
        self.forget_where(|row| match &row.what {
            What::Comment(comment) => is(&comment.to) || is(&row.by),
            What::Post(_) => is(&row.by),
        });
        self.forget_copies_of(|by| by == id);
    }

    /// Forgets a site. The whole record must be on the shelf.
    pub fn forget_site(&mut self, site: &str) {
        let of_site = |id: &str| id.split_once('\n').is_some_and(|(name, _)| name == site);
        self.forget_where(|row| of_site(&row.id));
        self.forget_copies_of(of_site);
    }

    /// Ids of the rows that are past `oldest_day`, or beyond the `most` that are kept, the oldest first and at most
    /// `limit`. The whole record must be on the shelf.
    pub fn stale(&self, oldest_day: u32, most: usize, limit: usize) -> Vec<String> {
        let beyond = self.rows.len().saturating_sub(most);
        let mut rows: Vec<&Row> = self.rows.values().collect();
        sort_by(&mut rows, |a, b| {
            a.age().total_cmp(&b.age()).then_with(|| a.id.cmp(&b.id))
        });
        rows.iter()
            .enumerate()
            .take_while(|(index, row)| *index < beyond || row.last < oldest_day)
            .take(limit)
            .map(|(_, row)| row.id.clone())
            .collect()
    }

    /// The row with this id.
    pub fn row(&self, id: &str) -> Option<&Row> {
        self.rows.get(id)
    }

    /// The author with this id.
    pub fn author(&self, id: &str) -> Option<&Author> {
        self.authors.get(id)
    }

    /// All rows, in no order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &Row> {
        self.rows.values()
    }

    /// All authors, in no order.
    pub fn authors(&self) -> impl ExactSizeIterator<Item = &Author> {
        self.authors.values()
    }

    /// What has changed since this was last asked.
    pub fn take_changes(&mut self) -> Changes {
        let touched = core::mem::take(&mut self.touched);
        Changes {
            rows: once(touched.rows),
            authors: once(touched.authors),
        }
    }

    fn forget_where(&mut self, goes: impl Fn(&Row) -> bool) {
        let mut ids: Vec<(bool, String)> = self
            .rows
            .values()
            .filter(|row| goes(row))
            .map(|row| (row.is_post(), row.id.clone()))
            .collect();
        // Comments first: each is still under its post when it goes.
        sort(&mut ids);
        for (_, id) in ids {
            self.exchange(&id, None);
        }
    }

    /// Takes the names of the forgotten out of what was copied from them.
    fn forget_copies_of(&mut self, goes: impl Fn(&str) -> bool) {
        let named = |row: &Row| match &row.what {
            What::Post(post) => post.copy.as_ref().is_some_and(|copy| goes(&copy.by)),
            What::Comment(_) => false,
        };
        let rows: Vec<Row> = self.rows.values().filter(|row| named(row)).cloned().collect();
        for mut row in rows {
            if let What::Post(post) = &mut row.what {
                post.copy = None;
            }
            let id = row.id.clone();
            self.exchange(&id, Some(row));
        }
    }

    fn meet(&mut self, who: &Who, now: f64) {
        let fresh = || Author::new(who, now);
        let known = self.authors.entry(who.id.clone()).or_insert_with(fresh);
        let before = known.clone();
        known.meet(who, now);
        let same = Author {
            at: before.at,
            ..known.clone()
        } == before;
        if !same || known.tally == Tally::default() {
            self.touched.authors.push(who.id.clone());
        } else {
            known.at = before.at;
        }
    }

    /// Puts a row in the place of another and keeps all sums in step. An author without a row is forgotten.
    fn exchange(&mut self, id: &str, new: Option<Row>) {
        let old = self.rows.remove(id);
        if let Some(old) = &old {
            self.forget_bands(old);
            self.count(old, Tally::take_away);
        }
        self.recount_thread(old.as_ref(), new.as_ref());
        if let Some(new) = new {
            self.count(&new, Tally::add);
            self.note_bands(&new);
            self.rows.insert(id.to_owned(), new);
        }
        self.touched.rows.push(id.to_owned());
        let after = self.rows.get(id).and_then(|row| row.by.clone());
        let before = old.and_then(|row| row.by).filter(|by| after.as_ref() != Some(by));
        for author in [before, after].into_iter().flatten() {
            let counted = self.authors.get(&author).map(|author| author.tally);
            if counted == Some(Tally::default()) {
                self.authors.remove(&author);
            }
            self.touched.authors.push(author);
        }
    }

    /// Exchanges what a comment counts for its post, and so for that post's author.
    fn recount_thread(&mut self, old: Option<&Row>, new: Option<&Row>) {
        let part = |row: Option<&Row>| match row.map(|row| &row.what) {
            Some(What::Comment(comment)) => comment.post.clone().map(|post| (post, ThreadTally::of(comment))),
            _ => None,
        };
        let nothing = ThreadTally::default();
        let (old, new) = (part(old), part(new));
        match (old, new) {
            (Some((post, old)), Some((same, new))) if post == same => self.exchange_thread(&post, old, new),
            (old, new) => {
                if let Some((post, old)) = old {
                    self.exchange_thread(&post, old, nothing);
                }
                if let Some((post, new)) = new {
                    self.exchange_thread(&post, nothing, new);
                }
            }
        }
    }

    fn exchange_thread(&mut self, post: &str, old: ThreadTally, new: ThreadTally) {
        if old == new {
            return;
        }
        let Some(mut row) = self.rows.get(post).cloned() else {
            return;
        };
        if let What::Post(post) = &mut row.what {
            post.thread.exchange(old, new);
        }
        self.exchange(post, Some(row));
    }

    fn count(&mut self, row: &Row, how: fn(&mut Tally, &Tally)) {
        if let Some(author) = row.by.as_ref().and_then(|id| self.authors.get_mut(id)) {
            how(&mut author.tally, &Tally::of(row));
        }
    }

    /// Where nearly the same text was seen first, if it was.
    fn earlier(&self, id: &str, seen: &Seen, sketch: &Sketch) -> Option<Copy> {
        let by = &seen.by.as_ref()?.id;
        let near = sketch.bands().filter_map(|band| self.bands.get(&band)).flatten();
        let first = near
            .filter_map(|other| self.rows.get(other))
            .filter(|other| other.id != id && is_near(other, sketch) && other.by.is_some())
            .filter(|other| other.by.as_ref() != Some(by) || is_another(other, seen))
            .min_by(|a, b| a.first.total_cmp(&b.first).then_with(|| a.id.cmp(&b.id)))?;
        let author = first.by.as_ref().and_then(|by| self.authors.get(by))?;
        Some(Copy {
            of: first.id.clone(),
            by: author.id.clone(),
            name: author.called().to_owned(),
            first: first.first,
            own: author.id == *by,
        })
    }

    fn note_bands(&mut self, row: &Row) {
        for band in bands(row) {
            let ids = self.bands.entry(band).or_default();
            if !ids.contains(&row.id) {
                ids.push(row.id.clone());
            }
        }
    }

    fn forget_bands(&mut self, row: &Row) {
        for band in bands(row) {
            if let Some(ids) = self.bands.get_mut(&band) {
                ids.retain(|id| *id != row.id);
                if ids.is_empty() {
                    self.bands.remove(&band);
                }
            }
        }
    }
}

fn sketch(row: &Row) -> Option<Sketch> {
    match &row.what {
        What::Post(post) => post.sketch,
        What::Comment(_) => None,
    }
}

fn bands(row: &Row) -> Vec<u32> {
    sketch(row).iter().flat_map(Sketch::bands).collect()
}

fn is_near(row: &Row, other: &Sketch) -> bool {
    sketch(row).is_some_and(|sketch| sketch.is_near(other))
}

/// Whether a post of the same author is another one: what is not known to be apart may be one post on two pages.
fn is_another(row: &Row, seen: &Seen) -> bool {
    match (row.written, seen.written) {
        (Some(one), Some(other)) => (one - other).abs() >= APART,
        _ => false,
    }
}
