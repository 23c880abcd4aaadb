//! Floor 2: what needs a browser: the engine's door, storage, faces. No decisions here.

// The generated bindings need unsafe code; nothing else here does.
#![allow(unsafe_code)]
// What JavaScript calls must be public, though no Rust code reaches it.
#![allow(unreachable_pub)]

#[cfg(feature = "background")]
mod background;
#[cfg(any(feature = "record", feature = "faces"))]
mod error;
#[cfg(feature = "faces")]
mod faces;
#[cfg(any(feature = "record", feature = "faces"))]
mod record;
