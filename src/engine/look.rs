//! Looks at the parts of a page that changed: places its items, judges them, and weighs who was answered.

use alloc::vec::Vec;
use core::ops::Range;

use super::page::{Own, Page};
use super::parts;
use crate::sites::Complete;
use crate::threads::{Completeness, Place, Standing, Thread, TwoWay, columns, place, stand};
use crate::values::{Item, Kind, Settings, State};

/// Age of the last look at the whole page after which it is looked at again, in milliseconds.
const LOOK_AGAIN: f64 = 600_000.0;

impl Page {
    /// The parts of the page that a change touches; all of it where parts cannot be told, and now and then because
    /// items age.
    pub(super) fn touched(&mut self, changed: Vec<usize>, known: usize, now: f64) -> Vec<Range<usize>> {
        let facts = &self.facts;
        let one = facts.focus.is_some() || facts.op.is_some() || facts.author.is_some();
        let bound = facts.total.is_some() || facts.cut || self.around.is_some() || !self.embedded.is_empty();
        let parted = !one && !bound;
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

    /// Places, judges and weighs the items of these parts; of the whole page, where they turn out to reach across their
    /// cuts or to change what is known of all. Answers the parts that were looked at.
    pub(super) fn look(
        &mut self,
        mut parts: Vec<Range<usize>>,
        settings: &Settings,
        now: f64,
    ) -> Vec<Range<usize>> {
        let nowhere = Place {
            kind: Kind::Post,
            parent: None,
            root: None,
            certain: true,
        };
        if self.leaning != settings.leaning {
            // The reader's answers weigh with every item.
            self.leaning.clone_from(&settings.leaning);
            self.own.iter_mut().for_each(|own| own.scores = None);
            parts = self.whole();
        }
        self.name_poster();
        self.places.resize(self.items.len(), nowhere);
        self.standings.resize(self.items.len(), Standing::default());
        self.rates.resize(self.items.len(), TwoWay::default());
        let apart = !self.parts.is_one();
        self.place_and_judge(&parts);
        let mut known = self.known_complete(settings);
        if (apart && self.parts.is_one()) || known != self.weighed {
            let whole = self.whole();
            if parts != whole {
                parts = whole;
                self.place_and_judge(&parts);
                known = self.known_complete(settings);
            }
        }
        self.weighed = known;
        let completeness = Completeness {
            loading: !self.settled,
            ..known
        };
        for part in &parts {
            self.weigh(part, completeness, settings, now);
        }
        parts
    }

    fn place_and_judge(&mut self, parts: &[Range<usize>]) {
        for part in parts {
            let shift = |index: Option<usize>| index.map(|index| index + part.start);
            let places = place(&self.items[part.clone()], self.facts.focus.as_deref());
            self.columns.retain(|column| !part.contains(&column.post));
            for mut column in columns(&self.items[part.clone()], &places) {
                for comment in &mut column.comments {
                    *comment += part.start;
                }
                column.post += part.start;
                self.columns.push(column);
            }
            for (index, place) in part.clone().zip(places) {
                self.places[index] = Place {
                    parent: shift(place.parent),
                    root: shift(place.root),
                    ..place
                };
            }
            for index in part.clone() {
                self.judge_one(index);
            }
            let page = parts::Page {
                items: &self.items,
                places: &self.places,
                index: &self.index,
            };
            self.parts.placed(&page, part);
        }
    }

    /// Weighs who was answered in one part.
    fn weigh(&mut self, part: &Range<usize>, completeness: Completeness, settings: &Settings, now: f64) {
        let back = |index: Option<usize>| index.map(|index| index - part.start);
        let places: Vec<Place> = self.places[part.clone()]
            .iter()
            .map(|place| Place {
                parent: back(place.parent),
                root: back(place.root),
                ..*place
            })
            .collect();
        let own = &mut self.own[part.clone()];
        let asking = |own: &Own| {
            own.scores
                .as_ref()?
                .asks_here
                .map(|p| p >= settings.asks_threshold)
        };
        let mut asks: Vec<bool> = own.iter().map(|own| asking(own).unwrap_or(false)).collect();
        let here = self.columns.iter().filter(|column| part.contains(&column.post));
        for comment in here.flat_map(|column| &column.comments) {
            asks[*comment - part.start] = false;
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
        let question = |own: &Own| own.scores.as_ref().is_some_and(|scores| scores.question);
        let questions: Vec<bool> = own.iter().map(question).collect();
        let rates = TwoWay::of_posts(&thread, &standings, &questions);
        for (own, standing) in own.iter_mut().zip(&standings) {
            own.told = false;
            if !completeness.loading {
                own.firm = standing.state;
            }
        }
        self.standings[part.clone()].copy_from_slice(&standings);
        self.rates[part.clone()].copy_from_slice(&rates);
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

    /// Marks of the poster that stand on no comment prove nothing where the poster's name is not known either.
    fn knows_posters(&self) -> bool {
        let named = |item: &Item| item.author.is_some() || item.handle.is_some();
        let post = |item: &&Item| item.kind == Some(Kind::Post) && !item.ad && !item.apart;
        self.items.iter().any(|item| item.op) || self.items.iter().filter(post).all(named)
    }

    /// Of no comment it is known how old it is, so none is known to be old enough.
    fn ageless(&self, settings: &Settings) -> bool {
        let mut ages = self.own.iter().zip(&self.places);
        let aged = |(own, place): (&Own, &Place)| place.kind == Kind::Comment && own.time.is_some();
        settings.grace_hours > 0.0 && !ages.any(aged)
    }

    /// What is known to be complete once all is read.
    fn known_complete(&self, settings: &Settings) -> Completeness {
        Completeness {
            page: self.site.complete == Complete::Page,
            count: self.site.complete == Complete::Count,
            cut: self.facts.cut,
            filtered: self.facts.filtered || !self.lost.is_empty() || self.ageless(settings),
            loading: false,
            locked: self.facts.locked,
            marks_op: self.site.marks_op && self.knows_posters(),
            total: self.facts.total,
        }
    }
}
