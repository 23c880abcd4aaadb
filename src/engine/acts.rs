//! What the reader does in a card, by a shortcut or by the menu, and how it is taken back.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::{vec, vec::Vec};

use super::memory::author_id;
use super::people::{item_id, name};
use super::verdict::labels;
use super::{Engine, PageId, host, is_paused, views};
use crate::values::{Act, Answer, Kind, Label, Message, Settings, ToPage, Treatment, keep};

/// What takes the last change back.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Undo {
    /// Forgets an answer.
    Answer(String),
    /// Trusts an author no more.
    Trust(String),
    /// Filters an author no more.
    Filter(String),
    /// Treats a kind as before.
    Treatment(Label, Option<Treatment>),
    /// Starts again on a host.
    Pause(String),
}

impl Undo {
    fn apply(self, settings: &mut Settings) {
        match self {
            Self::Answer(item) => settings.answers.retain(|answer| answer.item != item),
            Self::Trust(id) => settings.trusted.remove(&id),
            Self::Filter(id) => settings.filtered.remove(&id),
            Self::Treatment(label, before) => settings.treatments.set(label, before),
            Self::Pause(host) => settings.paused_hosts.remove(&host),
        }
    }
}

/// Which items are gone to, in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// Comments that wait for an answer.
    Unanswered,
    /// Posts that are promotional.
    Promo,
}

impl Goal {
    fn is_met_by(self, label: &Label) -> bool {
        match self {
            Self::Unanswered => matches!(label, Label::Unanswered | Label::UnansweredNewcomer),
            Self::Promo => matches!(label, Label::Ad | Label::Promo | Label::OneWay),
        }
    }
}

impl Engine {
    /// Does what a button of ours says, and tells the reader what happened.
    pub(super) fn act(&mut self, id: PageId, key: &str, does: Act, now: f64) -> Vec<ToPage> {
        match does {
            Act::Next => return self.go(id, Goal::Unanswered, Some(key)),
            Act::Undo => return self.undo(),
            _ => {}
        }
        match self.change(id, key, does, now) {
            Some((told, undo)) => {
                self.changed = true;
                self.undo = Some(undo);
                vec![ToPage::Tell(views::note(told, true))]
            }
            None => Vec::new(),
        }
    }

    /// Goes to the next item of a goal after `from`, or after the one that was gone to last; after the last, to the
    /// first.
    pub fn go(&mut self, id: PageId, goal: Goal, from: Option<&str>) -> Vec<ToPage> {
        let settings = &self.settings;
        let Some(page) = self.pages.get_mut(&id) else {
            return Vec::new();
        };
        let from = from.or(page.cursor.as_deref()).and_then(|key| page.index_of(key));
        let meets = |index: &usize| labels(page, *index, settings).iter().any(|l| goal.is_met_by(l));
        let start = from.map_or(0, |index| index + 1);
        let next = (start..page.items.len()).find(meets);
        match next.or_else(|| (0..start.min(page.items.len())).find(meets)) {
            Some(to) => {
                let key = page.items[to].key.clone();
                page.cursor = Some(key.clone());
                vec![ToPage::Jump(key)]
            }
            None => vec![ToPage::Tell(views::note(
                Message::new(match goal {
                    Goal::Unanswered => "note_no_unanswered",
                    Goal::Promo => "note_no_promo",
                }),
                false,
            ))],
        }
    }

    /// Pauses the host of a tab's page, or starts there again. Nothing where no page is known.
    pub fn toggle_pause(&mut self, tab: i32) -> Vec<ToPage> {
        let Some(page) = self.pages.get(&(tab, 0)) else {
            return Vec::new();
        };
        let host = host(&page.url).to_owned();
        self.changed = true;
        if is_paused(&self.settings, &page.url) {
            self.settings.paused_hosts.remove(&host);
            // Who wants it here wants it, whatever else is paused.
            self.settings.paused = false;
            return vec![ToPage::Tell(views::note(
                Message::with("note_on_again", [host]),
                false,
            ))];
        }
        self.settings.paused_hosts.insert(host.clone());
        self.undo = Some(Undo::Pause(host.clone()));
        vec![ToPage::Tell(views::note(
            Message::with("note_paused", [host]),
            true,
        ))]
    }

    /// The settings, once after each change that was made on a page; they are to be stored and put in force.
    pub fn take_changed(&mut self) -> Option<Settings> {
        core::mem::take(&mut self.changed).then(|| self.settings.clone())
    }

    fn undo(&mut self) -> Vec<ToPage> {
        let Some(undo) = self.undo.take() else {
            return vec![ToPage::Tell(views::note(
                Message::new("note_nothing_to_undo"),
                false,
            ))];
        };
        undo.apply(&mut self.settings);
        self.changed = true;
        vec![ToPage::Tell(views::note(Message::new("note_undone"), false))]
    }

    /// Changes the settings; what is told of it, and what takes it back.
    fn change(&mut self, id: PageId, key: &str, does: Act, now: f64) -> Option<(Message, Undo)> {
        let page = self.pages.get(&id)?;
        let index = page.index_of(key)?;
        let item = &page.items[index];
        let settings = &mut self.settings;
        Some(match does {
            Act::Right | Act::Wrong => {
                let kind = page.places[index].kind;
                let answer = Answer {
                    item: item_id(page, item),
                    kind,
                    label: labels(page, index, settings).into_iter().find(|l| l.is_judged()),
                    right: does == Act::Right,
                    at: now,
                    text: item.text.clone(),
                    lang: item.lang.clone(),
                    signals: Vec::new(),
                };
                let answer = answer.of_signals(&page.judgement(index));
                let undo = Undo::Answer(answer.item.clone());
                keep(&mut settings.answers, answer);
                let told = match (does, kind) {
                    (Act::Right, _) => "note_right",
                    (_, Kind::Post) => "note_wrong_post",
                    (_, Kind::Comment) => "note_wrong_comment",
                };
                (Message::new(told), undo)
            }
            Act::Trust => {
                let (id, name) = (author_id(page, item)?, name(item));
                settings.filtered.remove(&id);
                settings.trusted.insert(id.clone(), name.clone());
                (Message::with("note_trusted", [name]), Undo::Trust(id))
            }
            Act::FilterAuthor => {
                let (id, name) = (author_id(page, item)?, name(item));
                settings.trusted.remove(&id);
                settings.filtered.insert(id.clone(), name.clone());
                (Message::with("note_filtered", [name]), Undo::Filter(id))
            }
            Act::FilterSuch => {
                let label = *labels(page, index, settings).first()?;
                let before = settings.treatments.get(label);
                settings.treatments.set(label, Some(Treatment::Fold));
                (Message::new("note_folded"), Undo::Treatment(label, before))
            }
            Act::Next | Act::Undo => return None,
        })
    }
}
