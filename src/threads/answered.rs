//! Who was answered, and by whom: the states of a thread's comments.

use crate::values::{Item, State};

use super::Place;

/// What proves that all replies are on the page, with what the page says against it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Completeness {
    /// The whole tree is on the page.
    pub page: bool,
    /// A reply count that equals the loaded replies proves it.
    pub count: bool,
    /// The page is cut after its last comment.
    pub cut: bool,
    /// Comments may be missing anywhere: filtered view, items not read yet.
    pub filtered: bool,
    /// The site marks every comment of the OP.
    pub marks_op: bool,
    /// Nobody can comment any more.
    pub locked: bool,
    /// How many comments the site says there are.
    pub total: Option<u32>,
}

/// All items of a page with their places.
#[derive(Clone, Copy, Debug)]
pub struct Thread<'a> {
    /// Items in document order.
    pub items: &'a [Item],
    /// Their places.
    pub places: &'a [Place],
    /// Which of them ask for a reply.
    pub asks: &'a [bool],
    /// When each was written, in milliseconds since 1970.
    pub times: &'a [Option<f64>],
    /// What is complete.
    pub completeness: Completeness,
    /// The present, in milliseconds since 1970.
    pub now: f64,
    /// Milliseconds during which nothing is called unanswered.
    pub grace: f64,
}

/// How one item stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Standing {
    /// By the original poster.
    pub op: bool,
    /// State; `None` for posts and the OP's own comments.
    pub state: Option<State>,
    /// Still young: not called unanswered yet.
    pub young: bool,
    /// By somebody without the site's mark whom the OP answered nowhere on the page.
    pub newcomer: bool,
    /// Milliseconds since it was written.
    pub age: Option<f64>,
    /// Direct and indirect replies on the page.
    pub replies: u32,
}

/// How every item stands.
pub fn stand(thread: &Thread) -> Vec<Standing> {
    thread.items.iter().map(|_| Standing::default()).collect()
}
