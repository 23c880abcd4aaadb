//! Floor 1: reads text as a reader would: disguises undone, words, links and emoji found, and every
//! find mapped back to UTF-16 offsets of the original.

mod fold;
mod link;
mod read;
mod token;

pub use fold::{fold_char, is_invisible};
pub use link::{LinkKind, link_kind};
pub use read::{Text, hash_bytes};
pub use token::{Kind, Token};

/// Longest text that is read, in characters; what follows is ignored, so that cost stays bounded.
pub const MOST_CHARS: usize = 40_000;
