//! The engine's doors: every place where bytes of strangers come in, each with what must hold whatever comes.
//!
//! The same functions serve libFuzzer (`fuzz/fuzz_targets/`, `./build.sh fuzz`) and plain `cargo test`
//! (`tests/doors.rs`), which replays `fuzz/cases/` and a bounded number of mutated seeds.

mod items;
mod seeds;
mod texts;

/// One door: its name, what is tried at it, and what it is tried with at first.
pub struct Door {
    /// As the fuzz target and the folder of cases are named.
    pub name: &'static str,
    /// Panics where something does not hold.
    pub open: fn(&[u8]),
    /// Inputs that are understood.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

/// All doors.
pub const ALL: [Door; 6] = [
    Door {
        name: "items",
        open: items::open,
        seeds: seeds::items,
    },
    Door {
        name: "sites",
        open: texts::sites,
        seeds: seeds::sites,
    },
    Door {
        name: "embedded",
        open: texts::embedded,
        seeds: seeds::embedded,
    },
    Door {
        name: "settings",
        open: texts::settings,
        seeds: seeds::settings,
    },
    Door {
        name: "record",
        open: texts::record,
        seeds: seeds::record,
    },
    Door {
        name: "model",
        open: texts::model,
        seeds: seeds::model,
    },
];

/// The door of that name.
pub fn door(name: &str) -> &'static Door {
    ALL.iter().find(|door| door.name == name).expect("no such door")
}
