//! Looks at the parts of a page that changed: places its items, judges them, and weighs who was answered.

use std::ops::Range;

use super::page::{Own, Page, Scores, hash};
use super::parts;
use crate::judge::asks::is_question;
use crate::sites::Complete;
use crate::threads::{Completeness, Place, Standing, Thread, TwoWay, columns, place, stand};
use crate::values::{AuthorKind, Judgement, Kind, Settings, State, Subject};

/// Longest beginning of a post that the judge of comments is shown, in bytes.
const CONTEXT: usize = 600;

/// Age of the last look at the whole page after which it is looked at again, in milliseconds.
const LOOK_AGAIN: f64 = 600_000.0;

impl Page {
    /// The parts of the page that a change touches; all of it where parts cannot be told, and now and then because
    /// items age.
    pub(super) fn touched(&mut self, changed: Vec<usize>, known: usize, now: f64) -> Vec<Range<usize>> {
        let facts = &self.facts;
        let parted = facts.focus.is_none() && facts.total.is_none() && !facts.cut && self.embedded.is_empty();
        let fresh = self
            .looked
            .is_some_and(|looked| (0.0..LOOK_AGAIN).contains(&(now - looked)));
        let page = parts::Page {
            items: &self.items,
            places: &self.places,
            index: &self.index,
        };
        let touched = self.parts.touched(&page, changed, known);
        match touched.filter(|_| parted && fresh) {
            Some(parts) => parts,
            None => {
                self.looked = Some(now);
                self.whole()
            }
        }
    }

    /// Places, judges and weighs the items of these parts.
    pub(super) fn look(&mut self, parts: &[Range<usize>], settings: &Settings, now: f64) {
        let nowhere = Place {
            kind: Kind::Post,
            parent: None,
            root: None,
            certain: true,
        };
        self.name_poster();
        let completeness = self.completeness();
        self.places.resize(self.items.len(), nowhere);
        self.standings.resize(self.items.len(), Standing::default());
        self.rates.resize(self.items.len(), TwoWay::default());
        for part in parts {
            let shift = |index: Option<usize>| index.map(|index| index + part.start);
            let places = place(&self.items[part.clone()], self.facts.focus.as_deref());
            for (index, place) in part.clone().zip(&places) {
                self.places[index] = Place {
                    parent: shift(place.parent),
                    root: shift(place.root),
                    ..*place
                };
            }
            for index in part.clone() {
                self.judge_one(index);
            }
            let own = &mut self.own[part.clone()];
            let threshold = settings.asks_threshold;
            let asking = |own: &Own| own.scores?.asks.map(|p| p >= threshold);
            let mut asks: Vec<bool> = own.iter().map(|own| asking(own).unwrap_or(false)).collect();
            self.columns.retain(|column| !part.contains(&column.post));
            for mut column in columns(&self.items[part.clone()], &places) {
                for comment in &mut column.comments {
                    asks[*comment] = false;
                    *comment += part.start;
                }
                column.post += part.start;
                self.columns.push(column);
            }
            let mut thread = Thread {
                items: &self.items[part.clone()],
                places: &places,
                asks: &asks,
                times: &own.iter().map(|own| own.time).collect::<Vec<_>>(),
                completeness,
                now,
                grace: settings.grace_hours * 3_600_000.0,
            };
            let mut standings = stand(&thread);
            if completeness.loading && own.iter().any(|own| own.firm.is_some()) {
                // More is being read as the reader scrolls: what was known before stays until something speaks against it.
                thread.completeness.loading = false;
                for ((standing, settled), own) in standings.iter_mut().zip(stand(&thread)).zip(&*own) {
                    if standing.state == Some(State::Unknown) && settled.state == own.firm {
                        *standing = settled;
                    }
                }
            }
            let question = |own: &Own| own.scores.is_some_and(|scores| scores.question);
            let questions: Vec<bool> = own.iter().map(question).collect();
            let rates = TwoWay::of_posts(&thread, &standings, &questions);
            if !completeness.loading {
                for (own, standing) in own.iter_mut().zip(&standings) {
                    own.firm = standing.state;
                }
            }
            self.standings[part.clone()].copy_from_slice(&standings);
            self.rates[part.clone()].copy_from_slice(&rates);
            let page = parts::Page {
                items: &self.items,
                places: &self.places,
                index: &self.index,
            };
            self.parts.placed(&page, part);
        }
    }

    /// The post that the page is about is by whom its address names, where the item itself does not say.
    fn name_poster(&mut self) {
        let focus = self.facts.focus.as_deref();
        let mut posts = self.items.iter_mut().filter(|item| match focus {
            Some(focus) => item.key == focus,
            None => item.kind == Some(Kind::Post) && !item.ad && !item.apart,
        });
        if let (Some(post), None) = (posts.next(), posts.next())
            && post.author.is_none()
            && post.handle.is_none()
            && !post.deleted
        {
            post.handle.clone_from(&self.facts.op);
            post.author.clone_from(&self.facts.author);
        }
    }

    fn completeness(&self) -> Completeness {
        Completeness {
            page: self.site.complete == Complete::Page,
            count: self.site.complete == Complete::Count,
            cut: self.facts.cut,
            filtered: self.facts.filtered,
            loading: !self.settled,
            locked: self.facts.locked,
            marks_op: self.site.marks_op,
            total: self.facts.total,
        }
    }

    fn judge_one(&mut self, index: usize) {
        let under = self.places[index]
            .parent
            .map(|parent| hash(&self.items[parent].key));
        if self.own[index].scores.is_some() && self.own[index].under == under {
            return;
        }
        let Judgement {
            promo, asks, reasons, ..
        } = self.judgement(index);
        let question = is_question(&reasons);
        self.own[index].scores = Some(Scores {
            promo,
            asks,
            question,
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
