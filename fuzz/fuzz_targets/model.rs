//! libFuzzer at the door `model`.
#![no_main]

#[path = "../doors/mod.rs"]
mod doors;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| (doors::door("model").open)(bytes));
