//! Floor 2: what needs a browser: the engine's door, storage, faces. No decisions here.

// The generated bindings need unsafe code; nothing else here does.
#![allow(unsafe_code)]

mod background;
mod store;
