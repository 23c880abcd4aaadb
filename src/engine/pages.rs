//! The pages of all tabs. They are few: a list does.

use alloc::vec::Vec;

use super::PageId;
use super::page::Page;

/// Pages by their ids.
#[derive(Debug, Default)]
pub(super) struct Pages(Vec<(PageId, Page)>);

impl Pages {
    /// The page of an id.
    pub(super) fn get(&self, id: &PageId) -> Option<&Page> {
        self.iter().find(|(known, _)| known == id).map(|(_, page)| page)
    }

    /// The page of an id, to be changed.
    pub(super) fn get_mut(&mut self, id: &PageId) -> Option<&mut Page> {
        let at = self.0.iter().position(|(known, _)| known == id)?;
        Some(&mut self.0[at].1)
    }

    /// Puts a page in the place of what its id stood for.
    pub(super) fn insert(&mut self, id: PageId, page: Page) {
        self.remove(&id);
        self.0.push((id, page));
    }

    /// Takes a page out.
    pub(super) fn remove(&mut self, id: &PageId) {
        self.0.retain(|(known, _)| known != id);
    }

    /// All ids.
    pub(super) fn ids(&self) -> Vec<PageId> {
        self.iter().map(|(id, _)| *id).collect()
    }

    /// All pages, with their ids.
    pub(super) fn iter(&self) -> impl Iterator<Item = &(PageId, Page)> {
        self.0.iter()
    }

    /// All pages, to be changed.
    pub(super) fn values_mut(&mut self) -> impl Iterator<Item = &mut Page> {
        self.0.iter_mut().map(|(_, page)| page)
    }
}
