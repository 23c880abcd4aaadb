//! How fast the engine is without a browser: reads a page's messages, one a line, and prints items a second.

use std::hint::black_box;
use std::io::{self, Read, Write};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use duplex::engine::Engine;
use duplex::judge::judge;
use duplex::text::hash_bytes;
use duplex::values::{FromPage, Settings, Subject, read};
use serde_json::{Value, json};

/// So often everything is measured; what counts is the median.
const ROUNDS: usize = 9;
/// A round takes at least this: the kernel counts in steps of some milliseconds.
const LEAST: Duration = Duration::from_millis(100);
/// Where an item has its values, and where among them its text stands.
const VALUES: usize = 4;
const TEXT: usize = 3;

fn main() -> io::Result<()> {
    let mut input = String::new();
    io::stdin().read_to_string(&mut input)?;
    let lines: Vec<&str> = input.lines().filter(|line| !line.is_empty()).collect();
    let mut subjects = Vec::new();
    for line in &lines {
        let message: Value =
            serde_json::from_str(line).map_err(|error| io::Error::other(error.to_string()))?;
        for item in message["batch"]["items"].as_array().into_iter().flatten() {
            subjects.push(Subject {
                text: item[VALUES][TEXT].as_str().unwrap_or_default().to_owned(),
                ..Subject::default()
            });
        }
    }
    let now = 1_768_867_200_000.0;
    let engine = speed(subjects.len(), || {
        let mut engine = Engine::new(Settings::default());
        for line in &lines {
            if let Ok(message) = read::<FromPage>(line) {
                black_box(serde_json::to_string(&engine.receive((0, 0), message, now))).ok();
            }
        }
    });
    let judge = speed(subjects.len(), || {
        subjects.iter().for_each(|subject| {
            black_box(judge(subject));
        });
    });
    let hash = speed(subjects.len(), || {
        subjects.iter().for_each(|subject| {
            black_box(hash_bytes(black_box(subject.text.as_bytes())));
        });
    });
    let answer = json!({"engine": engine, "judge": judge, "hash": hash});
    writeln!(io::stdout(), "{answer}")
}

/// Items a second, the median of all rounds.
fn speed(items: usize, mut run: impl FnMut()) -> f64 {
    let mut speeds: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let (start, mut runs) = (ran(), 0);
            loop {
                run();
                runs += 1;
                let spent = ran().saturating_sub(start);
                if spent > LEAST {
                    return (items * runs) as f64 / spent.as_secs_f64();
                }
            }
        })
        .collect();
    speeds.sort_by(f64::total_cmp);
    speeds[ROUNDS / 2]
}

/// Time that this process has run, as Linux counts it: who else uses the machine does not matter. Elsewhere the clock.
fn ran() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanoseconds = text.split_whitespace().next().and_then(|n| n.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}
