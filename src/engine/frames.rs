//! Frames: comments in a frame of their own belong to the post of the page around it.

use alloc::format;
use alloc::vec::Vec;

use super::page::Page;
use super::stand_ins::AROUND;
use super::{Engine, PageId};
use crate::values::{Item, Kind, sort_by};

impl Engine {
    /// Places what the frames of a page hold under its post, which may have been read after them.
    pub(super) fn tell_frames(&mut self, (tab, frame): PageId, now: f64) {
        if frame != 0 {
            return;
        }
        for id in self.pages.ids() {
            if id.0 != tab || id.1 == 0 {
                continue;
            }
            let around = self.post_around(id);
            if let Some(page) = self.pages.get_mut(&id).filter(|page| page.around != around) {
                page.stand_under(around, &self.settings, now);
            }
        }
    }

    /// A tab's pages, the outermost first.
    pub(super) fn pages_of(&self, tab: i32) -> Vec<&Page> {
        let mut frames: Vec<_> = self.pages.iter().filter(|((of, _), _)| *of == tab).collect();
        sort_by(&mut frames, |one, other| one.0.cmp(&other.0));
        frames.into_iter().map(|(_, page)| page).collect()
    }

    /// The post that the comments of a frame belong to: the only one of the page around it.
    pub(super) fn post_around(&self, (tab, frame): PageId) -> Option<Item> {
        let page = self.pages.get(&(tab, 0)).filter(|_| frame != 0)?;
        let post = page.items.get(page.only_post()?)?;
        Some(Item {
            key: format!("{}{}", AROUND, post.key),
            kind: Some(Kind::Post),
            ..post.clone()
        })
    }
}
