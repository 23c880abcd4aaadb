//! Duplex: the engine that reads, judges and explains the social page in view.
//!
//! The floors, each importing only what lies below it:
//! 0. [`values`]: plain values, no logic beyond their own shape; [`data`]: site files, word lists and weights.
//! 1. [`judge`], [`threads`], [`sites`], [`embedded`], [`record`], then [`engine`] which joins them: pure, no browser.
//! 2. `web`: the engine's door, storage and faces, only for wasm32.

// The module that judges goes without the standard library: its way to report a panic, which nobody would read there,
// keeps every message and place alive, at a tenth of the module.
#![cfg_attr(all(target_arch = "wasm32", not(feature = "std")), no_std)]

extern crate alloc;

pub mod data;
pub mod embedded;
pub mod engine;
pub mod judge;
pub mod record;
pub mod sites;
pub mod text;
pub mod threads;
pub mod values;
#[cfg(target_arch = "wasm32")]
pub mod web;

#[cfg(all(target_arch = "wasm32", not(feature = "std")))]
mod bare {
    //! What the standard library would bring.

    #[global_allocator]
    static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

    /// Stops where the standard library's would: with a trap.
    #[panic_handler]
    fn stop(_: &core::panic::PanicInfo<'_>) -> ! {
        core::arch::wasm32::unreachable()
    }
}
