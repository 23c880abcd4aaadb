//! Finds the words and phrases of `words.txt` in a text, by hash, in one pass.

use alloc::boxed::Box;
use alloc::{vec, vec::Vec};

use crate::data;
use crate::text::{Kind, Text, Token, hash_bytes};
use crate::values::Lazy;

/// One find: which group, and the tokens it covers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Find {
    pub group: u8,
    /// First token.
    pub first: u32,
    /// Last token.
    pub last: u32,
}

/// Hash to groups: words, beginnings of words and phrases share one open-addressed table.
pub(super) struct Lexicon {
    slots: Box<[(u32, u64)]>,
    /// Names of the groups in the file's order.
    pub names: Vec<&'static str>,
}

const SLOTS: usize = 1 << 14;
const BEGINNING: u32 = 0x9E37_79B9;
const TAGGED: u32 = 0x85EB_CA77;
const LONGEST_PHRASE: usize = 4;
/// Marks a word that some phrase begins with.
const OPENS: u64 = 1 << 63;

impl Lexicon {
    /// The lexicon, read once.
    pub(super) fn get() -> &'static Self {
        static ONCE: Lazy<Lexicon> = Lazy::new(|| Lexicon::parse(data::text("judge/words.txt")));
        &ONCE
    }

    fn parse(source: &'static str) -> Self {
        let mut lexicon = Self {
            slots: vec![(0, 0); SLOTS].into(),
            names: Vec::new(),
        };
        for line in source.lines().filter(|line| !line.starts_with("# ")) {
            if let Some(name) = line.strip_prefix('[') {
                lexicon.names.push(name.trim_end_matches(']'));
                continue;
            }
            let bit = 1u64 << (lexicon.names.len().max(1) - 1);
            for entry in line.split(',').map(str::trim).filter(|entry| !entry.is_empty()) {
                lexicon.add(entry, bit);
            }
        }
        lexicon
    }

    fn add(&mut self, entry: &str, bit: u64) {
        if let Some(beginning) = entry.strip_suffix('*').filter(|b| !b.contains(' ')) {
            self.put(hash_bytes(beginning.as_bytes()) ^ BEGINNING, bit);
            return;
        }
        if let Some(tag) = entry.strip_prefix('#') {
            self.put(hash_bytes(tag.as_bytes()) ^ TAGGED, bit);
            return;
        }
        let text = Text::read(entry.trim_end_matches('*'));
        let hashes: Vec<u32> = text.tokens.iter().filter(|t| wordy(t)).map(|t| t.hash).collect();
        match hashes.as_slice() {
            [] => {}
            [one] => self.put(*one, bit),
            [first, ..] => {
                self.put(*first, OPENS);
                self.put(hashes.iter().copied().reduce(chain).unwrap_or(0), bit);
            }
        }
    }

    fn put(&mut self, hash: u32, bits: u64) {
        let mut at = hash as usize % SLOTS;
        while self.slots[at].1 != 0 && self.slots[at].0 != hash {
            at = (at + 1) % SLOTS;
        }
        self.slots[at] = (hash, self.slots[at].1 | bits);
    }

    // Size is optimised for everywhere else; this runs for each beginning of each word.
    #[inline(always)]
    fn look(&self, hash: u32) -> u64 {
        let mut at = hash as usize % SLOTS;
        loop {
            match self.slots[at] {
                (_, 0) => return 0,
                (h, bits) if h == hash => return bits,
                _ => at = (at + 1) % SLOTS,
            }
        }
    }

    /// Calls `found` for every find, in order.
    pub(super) fn scan(&self, text: &Text, mut found: impl FnMut(Find)) {
        let words: Vec<u32> = (0..text.tokens.len() as u32)
            .filter(|&i| wordy(&text.tokens[i as usize]))
            .collect();
        let mut report = |bits: u64, first: u32, last: u32| {
            let mut left = bits & !OPENS;
            while left != 0 {
                found(Find {
                    group: left.trailing_zeros() as u8,
                    first,
                    last,
                });
                left &= left - 1;
            }
        };
        for (i, &first) in words.iter().enumerate() {
            let token = &text.tokens[first as usize];
            let own = self.look(token.hash);
            let tagged = match token.kind {
                Kind::Hashtag => self.look(token.hash ^ TAGGED),
                _ => 0,
            };
            let bits = own | tagged | self.beginnings(text.of(token));
            report(bits, first, first);
            if own & OPENS != 0 {
                let mut hash = token.hash;
                for &last in words.iter().skip(i + 1).take(LONGEST_PHRASE - 1) {
                    hash = chain(hash, text.tokens[last as usize].hash);
                    report(self.look(hash), first, last);
                }
            }
        }
    }

    fn beginnings(&self, word: &str) -> u64 {
        let mut hash = hash_bytes(b"");
        let mut bits = 0;
        for (i, byte) in word.bytes().take(20).enumerate() {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
            if i >= 2 {
                bits |= self.look(hash ^ BEGINNING);
            }
        }
        bits
    }
}

const fn wordy(token: &Token) -> bool {
    matches!(token.kind, Kind::Word | Kind::Hashtag | Kind::Number)
}

/// The hash of a phrase: word after word.
pub(super) const fn chain(a: u32, b: u32) -> u32 {
    (a.rotate_left(5) ^ b).wrapping_mul(0x9E37_79B1)
}
