//! What stands in on a page for what its rules did not find: the post of the page around a frame, and embedded items.

use alloc::vec::Vec;

use super::page::{Own, Page, time_of};
use crate::embedded;
use crate::values::{Item, Kind, Table};

/// How the key of the post around a frame begins.
pub(super) const AROUND: &str = "around:";

/// Whether an item only stands in.
fn stands_in(item: &Item) -> bool {
    item.key.starts_with(embedded::PREFIX) || item.key.starts_with(AROUND)
}

impl Page {
    /// Puts the stand-ins behind the items that were read. Answers whether there are or were any, so that nothing
    /// stands where it stood.
    pub(super) fn add_stand_ins(&mut self, now: f64) -> bool {
        // In document order they are the first.
        let had = self.items.first().is_some_and(stands_in);
        if self.embedded.is_empty() && self.around.is_none() && !had {
            return false;
        }
        let mut before = self.take_stand_ins();
        let mut stand_ins = self.embedded_stand_ins(now);
        stand_ins.extend(self.around.clone());
        for item in stand_ins {
            let mut own = before.get_mut(&item.key).map(core::mem::take).unwrap_or_default();
            own.time = time_of(&item, now);
            self.own.push(own);
            self.items.push(item);
        }
        true
    }

    /// Takes the stand-ins out, and answers what was kept of each.
    fn take_stand_ins(&mut self) -> Table<Own> {
        let items = core::mem::take(&mut self.items);
        let own = core::mem::take(&mut self.own);
        let mut taken = Table::default();
        for (item, own) in items.into_iter().zip(own) {
            if stands_in(&item) {
                taken.insert(&item.key, own);
            } else {
                self.items.push(item);
                self.own.push(own);
            }
        }
        taken
    }

    /// Embedded items stand in for what the rules did not find: the post, its author, the comments, or everything;
    /// comments under the post that was read name its own key.
    fn embedded_stand_ins(&mut self, now: f64) -> Vec<Item> {
        let posts = self.items.iter().any(|item| item.kind != Some(Kind::Comment));
        let comments = self.items.iter().any(|item| item.kind == Some(Kind::Comment));
        let read = embedded::fill_in(&mut self.items, &self.embedded);
        if let Some((_, key)) = &read
            && let Some(index) = self.items.iter().position(|item| item.key == *key)
            && self.own[index].time.is_none()
        {
            self.own[index].time = time_of(&self.items[index], now);
        }
        let missing = self.embedded.iter().filter(|item| match item.kind {
            Some(Kind::Comment) => !comments && (!posts || read.is_some()),
            _ => !posts,
        });
        let mut missing: Vec<Item> = missing.cloned().collect();
        if comments && missing.len() > 1 {
            // Which of several posts the comments belong to is not known.
            missing.clear();
        }
        for item in &mut missing {
            if let (Some((embedded, own)), Some(parent)) = (&read, &mut item.parent)
                && parent == embedded
            {
                parent.clone_from(own);
            }
        }
        missing
    }
}
