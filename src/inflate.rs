//! Floor 0: undoes deflate (RFC 1951). Slow beside what is made for speed, and a fifth of its size; the engine unpacks once.

use alloc::vec::Vec;

/// Longest code in bits.
const LONGEST: usize = 15;
/// The order in which the lengths of the codes of the code lengths are stored.
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// The bytes of a raw deflated stream, as far as it is whole. `expected`: how many they will be.
pub(crate) fn inflate(packed: &[u8], expected: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(expected);
    let mut bits = Bits { packed, at: 0 };
    loop {
        let last = bits.take(1) == 1;
        let whole = match bits.take(2) {
            0 => stored(&mut bits, &mut out),
            1 => {
                let mut lengths = [8; 288 + 30];
                lengths[144..256].fill(9);
                lengths[256..280].fill(7);
                lengths[288..].fill(5);
                let (words, distances) = lengths.split_at(288);
                block(&mut bits, &Codes::new(words), &Codes::new(distances), &mut out)
            }
            2 => coded(&mut bits, &mut out),
            _ => None,
        };
        if last || whole.is_none() {
            return out;
        }
    }
}

/// The stream bit by bit, the lowest of each byte first; zeros behind its end.
struct Bits<'a> {
    packed: &'a [u8],
    /// In bits.
    at: usize,
}

impl Bits<'_> {
    fn take(&mut self, count: u32) -> usize {
        let mut value = 0;
        for place in 0..count {
            let byte = self.packed.get(self.at / 8).copied().unwrap_or(0);
            value |= usize::from(byte >> (self.at % 8) & 1) << place;
            self.at += 1;
        }
        value
    }

    fn ended(&self) -> bool {
        self.at > self.packed.len() * 8
    }
}

/// A canonical Huffman code: how many codes there are of each length, and their symbols in order.
struct Codes {
    counts: [usize; LONGEST + 1],
    symbols: Vec<usize>,
}

impl Codes {
    fn new(lengths: &[u8]) -> Self {
        let mut counts = [0; LONGEST + 1];
        let mut symbols = Vec::with_capacity(lengths.len());
        for (length, count) in counts.iter_mut().enumerate().skip(1) {
            for (symbol, own) in lengths.iter().enumerate() {
                if usize::from(*own) == length {
                    *count += 1;
                    symbols.push(symbol);
                }
            }
        }
        Self { counts, symbols }
    }

    /// The next symbol; `None` where there is none with such a code.
    fn read(&self, bits: &mut Bits<'_>) -> Option<usize> {
        let (mut code, mut first, mut before) = (0, 0, 0);
        for count in &self.counts[1..] {
            code = code * 2 + bits.take(1);
            first *= 2;
            if code < first + count {
                return self.symbols.get(before + code - first).copied();
            }
            first += count;
            before += count;
        }
        None
    }
}

fn stored(bits: &mut Bits<'_>, out: &mut Vec<u8>) -> Option<()> {
    let start = bits.at.div_ceil(8) + 4;
    bits.at = bits.at.div_ceil(8) * 8;
    let end = start + bits.take(16);
    out.extend_from_slice(bits.packed.get(start..end)?);
    bits.at = end * 8;
    Some(())
}

/// A block that brings its own codes.
fn coded(bits: &mut Bits<'_>, out: &mut Vec<u8>) -> Option<()> {
    let words = bits.take(5) + 257;
    let all = words + bits.take(5) + 1;
    let stored = bits.take(4) + 4;
    let mut lengths = [0; 19];
    for place in &ORDER[..stored] {
        lengths[*place] = bits.take(3) as u8;
    }
    let codes = Codes::new(&lengths);
    let mut lengths: Vec<u8> = Vec::with_capacity(all);
    while lengths.len() < all {
        let (length, times) = match codes.read(bits)? {
            16 => (*lengths.last()?, 3 + bits.take(2)),
            17 => (0, 3 + bits.take(3)),
            18 => (0, 11 + bits.take(7)),
            length => (length as u8, 1),
        };
        lengths.resize(lengths.len() + times, length);
    }
    let (words, distances) = lengths[..all].split_at(words);
    block(bits, &Codes::new(words), &Codes::new(distances), out)
}

/// Bytes, and copies of what came before, up to the end of the block.
fn block(bits: &mut Bits<'_>, words: &Codes, distances: &Codes, out: &mut Vec<u8>) -> Option<()> {
    while !bits.ended() {
        let symbol = words.read(bits)?;
        if symbol < 256 {
            out.push(symbol as u8);
            continue;
        }
        let length = match symbol - 256 {
            0 => return Some(()),
            symbol @ 1..=8 => symbol + 2,
            29 => 258,
            symbol => 3 + stepped(bits, symbol - 1, 4),
        };
        let distance = match distances.read(bits)? {
            symbol @ 0..=3 => symbol + 1,
            symbol => 1 + stepped(bits, symbol, 2),
        };
        let from = out.len().checked_sub(distance)?;
        for at in from..from + length {
            out.push(out[at]);
        }
    }
    None
}

/// A number by its symbol and some more bits: of each bit length there are `steps` symbols.
fn stepped(bits: &mut Bits<'_>, symbol: usize, steps: usize) -> usize {
    let more = symbol / steps - 1;
    ((steps + symbol % steps) << more) + bits.take(more as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_back_what_was_packed() {
        let mut noise = 1_u32;
        let mut random = Vec::new();
        for _ in 0..100_000 {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            random.push((noise >> 24) as u8);
        }
        let text = include_bytes!("inflate.rs").repeat(20);
        for bytes in [&b""[..], b"a", b"abcabcabcabc", &text, &random, &[7; 5_000]] {
            for effort in 0..=10 {
                let packed = miniz_oxide::deflate::compress_to_vec(bytes, effort);
                assert!(
                    inflate(&packed, bytes.len()) == bytes,
                    "{} at {effort}",
                    bytes.len()
                );
            }
        }
    }

    #[test]
    fn what_is_broken_ends() {
        let packed = miniz_oxide::deflate::compress_to_vec(&b"who goes there ".repeat(50), 9);
        for cut in 0..packed.len() {
            assert!(inflate(&packed[..cut], 0).len() <= 750);
        }
        for start in 0..=255_u8 {
            inflate(&[start; 400], 0);
        }
    }
}
