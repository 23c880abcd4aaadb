//! Hashed word pairs and letter runs: the small correction to the named signals.

use crate::text::{Kind, Text, hash_bytes};

use super::lexicon::chain;

/// Slots of the hashed table.
pub const SLOTS: usize = 1 << 17;

/// Calls `found` with each slot and the token that holds it; answers how many there were.
pub fn wording(text: &Text, mut found: impl FnMut(usize, usize)) -> usize {
    let mut n = 0;
    let mut put = |hash: u32, token: usize| {
        found((hash ^ (hash >> 15)) as usize % SLOTS, token);
        n += 1;
    };
    let mut before = hash_bytes(b"^");
    for (i, token) in text.tokens.iter().enumerate() {
        // Addresses, names and masks look all alike.
        let hash = match token.kind {
            Kind::Link => hash_bytes(b"<link>"),
            Kind::Mention => hash_bytes(b"<name>"),
            Kind::Number => hash_bytes(b"<number>"),
            Kind::Email => hash_bytes(b"<mail>"),
            Kind::Word | Kind::Hashtag if matches!(text.of(token), "name" | "user" | "phone" | "email") => {
                hash_bytes(b"<name>")
            }
            _ => token.hash,
        };
        put(hash, i);
        put(chain(before, hash), i);
        before = hash;
        if matches!(token.kind, Kind::Word | Kind::Hashtag) {
            let bytes = text.of(token).as_bytes();
            for size in [4usize, 5] {
                if bytes.len() >= size {
                    for (at, part) in bytes.windows(size).take(24).enumerate() {
                        let edge = u32::from(at == 0) + 2 * u32::from(at + size == bytes.len());
                        put(hash_bytes(part) ^ (edge + 7).wrapping_mul(0x85EB_CA6B), i);
                    }
                }
            }
        }
    }
    n
}
