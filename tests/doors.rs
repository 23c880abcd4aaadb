//! The engine's doors, tried without libFuzzer: seeds, cases that were found before, and a bounded number of mutations.

#![allow(clippy::unwrap_used, clippy::expect_used)] // What does not hold should fail there and then.
#![allow(missing_docs, dead_code, unreachable_pub)]

#[path = "../fuzz/doors/mod.rs"]
mod doors;

use std::fs;
use std::path::Path;
use std::time::Duration;

use doors::{ALL, Door, door};

/// Mutations tried at each door; libFuzzer tries millions (`./build.sh fuzz`).
const TRIES: u64 = 250;
/// A mutated input is cut to this many bytes, so that the tries stay cheap.
const LONGEST: usize = 4_000;

#[test]
fn what_is_understood_holds_and_so_does_what_was_found_before() {
    for Door { name, open, seeds } in &ALL {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("fuzz/cases")
            .join(name);
        let cases = fs::read_dir(folder).into_iter().flatten().flatten();
        let cases: Vec<Vec<u8>> = cases.map(|case| fs::read(case.path()).unwrap()).collect();
        assert!(!seeds().is_empty());
        for input in seeds().iter().chain(&cases) {
            open(input);
        }
    }
}

#[test]
fn what_is_mutated_holds() {
    for Door { name, open, seeds } in &ALL {
        let seeds = seeds();
        for at in 0..TRIES {
            let mut dice = Dice(0x9E37_79B9_7F4A_7C15 ^ (at + 1).wrapping_mul(0xD129_0B5D_6C5B_8A6D));
            let mut input = seeds[dice.below(seeds.len())].clone();
            let cut = dice.below(input.len()).saturating_sub(LONGEST / 2);
            // The model's file means nothing without its end.
            if *name != "model" && input.len() > LONGEST && dice.below(2) == 0 {
                input.drain(..cut);
            }
            if *name != "model" {
                input.truncate(LONGEST);
            }
            for _ in 0..=dice.below(6) {
                mutate(&mut input, &mut dice, &seeds);
            }
            open(&input);
        }
    }
}

/// Bytes that mean something at one door or another.
const TOKENS: [&str; 16] = [
    "\"",
    "{",
    "]",
    "\\ud800",
    "1e308",
    "-1",
    "\t",
    "\n\n",
    "\0",
    "\u{202e}",
    "\u{200b}",
    "é",
    "👩‍👧",
    "null",
    "\u{1}",
    "99999999999999999999",
];

fn mutate(input: &mut Vec<u8>, dice: &mut Dice, seeds: &[Vec<u8>]) {
    let (from, other) = (dice.below(input.len() + 1), dice.below(input.len() + 1));
    let (from, to) = (from.min(other), from.max(other));
    match dice.below(5) {
        0 if from < input.len() => input[from] ^= 1 << dice.below(8),
        1 => _ = input.drain(from..to.min(from + 40)),
        2 => {
            let part = input[from..to.min(from + 200)].to_vec();
            _ = input.splice(to..to, part);
        }
        3 => {
            let other = &seeds[dice.below(seeds.len())];
            let start = dice.below(other.len());
            let part = other[start..(start + 60).min(other.len())].to_vec();
            _ = input.splice(from..from, part);
        }
        _ => _ = input.splice(from..from, TOKENS[dice.below(TOKENS.len())].bytes()),
    }
}

/// Numbers that are the same in every run (xorshift64*, Vigna 2016).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % end.max(1)
    }
}

/// Not a test: `./build.sh fuzz` starts from these.
#[test]
#[ignore = "writes the seeds for libFuzzer"]
fn write_seeds() {
    for Door { name, seeds, .. } in &ALL {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("fuzz/corpus")
            .join(name);
        fs::create_dir_all(&folder).unwrap();
        for (at, seed) in seeds().iter().enumerate() {
            fs::write(folder.join(format!("seed-{at}")), seed).unwrap();
        }
    }
}

/// One input of sixteen times the length may cost four times as much as sixteen of the length; what is quadratic costs
/// sixteen times as much. The least of several runs is compared.
#[test]
fn cost_is_linear_in_the_length() {
    let thread = |n: usize| {
        let item = |at: usize| {
            format!(
                "1\t{}\t{at}\t\t\tbo\tbo\t\tHow do you restore it?\t\t3 hours ago\t\t\t\t{}\n",
                at + 1,
                at % 40
            )
        };
        format!(
            "https://news.ycombinator.com/item?id=1\n{}",
            (1..n).map(item).collect::<String>()
        )
    };
    let text = |n: usize| {
        format!(
            "https://x.com/home\n0\t1\t\t\t\tAnn\t@ann\t\t{}",
            "Sale now! 50% off? é👇 ".repeat(n)
        )
    };
    let deep = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
    let answers = |n: usize| {
        format!(
            r#"{{"@type":"Question","name":"Why?","suggestedAnswer":[{}]}}"#,
            vec![r#"{"@type":"Answer","text":"So."}"#; n].join(",")
        )
    };
    let words = |n: usize| {
        format!(
            r#"{{"own_words":[{}]}}"#,
            (0..n)
                .map(|at| format!("\"w{at}\""))
                .collect::<Vec<_>>()
                .join(",")
        )
    };
    let rows = |n: usize| {
        let row = |at: usize| format!(r#"{{"i":"p\n{at}","b":"p\na","f":1,"l":1,"a":1,"x":{{"p":{{}}}}}}"#);
        format!(
            r#"{{"duplex_record":1,"authors":[],"items":[{}]}}"#,
            (0..n).map(row).collect::<Vec<_>>().join(",")
        )
    };
    let inputs: [(&str, &dyn Fn(usize) -> String, usize); 6] = [
        ("items", &thread, 60),
        ("items", &text, 60),
        ("embedded", &deep, 2_000),
        ("embedded", &answers, 100),
        ("settings", &words, 400),
        ("record", &rows, 200),
    ];
    for (name, input, n) in inputs {
        let open = door(name).open;
        let (short, long) = (input(n), input(16 * n));
        let short = least_time(|| (0..16).for_each(|_| open(short.as_bytes())));
        let long = least_time(|| open(long.as_bytes()));
        assert!(
            long < short * 4 + TICK,
            "{name}: {short:?} for 16 times {n}, {long:?} for {} at once",
            16 * n
        );
    }
}

/// What the kernel's own reckoning may be late by.
const TICK: Duration = Duration::from_millis(10);

fn least_time(run: impl Fn()) -> Duration {
    let time = |_| {
        let start = processor_time();
        run();
        processor_time().saturating_sub(start)
    };
    (0..3).map(time).min().unwrap_or_default()
}

/// What this thread has used of a processor: unlike the time on the wall it does not grow with what else the machine does.
fn processor_time() -> Duration {
    let used = fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    Duration::from_nanos(used.split(' ').next().unwrap().parse().unwrap())
}
