//! The weights: their file, and the score that they give.
//!
//! File, little-endian: `DXM1`, u32 number of named signals, f32 prior, f32 step of the wording table,
//! f32 for each named signal, i8 for each slot, u32 FNV-1a of all before.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::text::hash_bytes;

use super::signals::Signal;
use super::wording::SLOTS;
use crate::values::maths;

const MAGIC: &[u8; 4] = b"DXM1";
const HEAD: usize = 16;

/// Linear weights over named signals and hashed wording, calibration folded in.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Log-odds before anything is read.
    pub prior: f32,
    /// One weight for each named signal.
    pub signals: Box<[f32]>,
    /// What one unit of the table adds.
    pub step: f32,
    /// One weight for each slot.
    pub wording: Box<[i8]>,
}

impl Model {
    /// Reads a weights file; `None` when it is broken or for other signals.
    pub fn from_bytes(bytes: &[u8], signals: usize) -> Option<Self> {
        let (body, hash) = bytes.split_last_chunk::<4>()?;
        if !body.starts_with(MAGIC) || hash_bytes(body) != u32::from_le_bytes(*hash) {
            return None;
        }
        let float = |at: usize| Some(f32::from_le_bytes(*body.get(at..)?.first_chunk::<4>()?));
        let count = float(4)?.to_bits() as usize;
        if count != signals || body.len() != HEAD + 4 * count + SLOTS {
            return None;
        }
        Some(Self {
            prior: float(8)?,
            step: float(12)?,
            signals: (0..count).map(|i| float(HEAD + 4 * i)).collect::<Option<_>>()?,
            wording: body
                .get(HEAD + 4 * count..)?
                .iter()
                .map(|b| i8::from_le_bytes([*b]))
                .collect(),
        })
    }

    /// Writes the weights file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend((self.signals.len() as u32).to_le_bytes());
        out.extend(self.prior.to_le_bytes());
        out.extend(self.step.to_le_bytes());
        out.extend(self.signals.iter().flat_map(|w| w.to_le_bytes()));
        out.extend(self.wording.iter().flat_map(|w| w.to_le_bytes()));
        let hash = hash_bytes(&out);
        out.extend(hash.to_le_bytes());
        out
    }

    /// What one named signal adds.
    pub fn adds(&self, signal: &Signal) -> f64 {
        f64::from(self.signals.get(signal.id).copied().unwrap_or(0.0)) * f64::from(signal.value)
    }

    /// What one slot adds in a text of `n` slots.
    pub fn slot_adds(&self, slot: usize, n: usize) -> f64 {
        f64::from(self.wording.get(slot).copied().unwrap_or(0)) * f64::from(self.step)
            / maths::root(n.max(1) as f64)
    }
}

/// Probability for log-odds.
pub fn probability(log_odds: f64) -> f64 {
    1.0 / (1.0 + maths::exp(-log_odds))
}
