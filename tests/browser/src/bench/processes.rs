//! Processor time of a browser's processes, as the kernel counts it: it does not depend on who else uses the machine.

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use crate::Result;
use crate::browser::Browser;

/// How long a page is kept busy to be known by it.
const BUSY: u64 = 400;

/// One process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Process(u32);

impl Process {
    /// The process that runs the scripts of the page that `browser` drives now: the one whose main thread is busy
    /// while such a script is.
    pub async fn of_page(browser: &Browser) -> Result<Self> {
        let before: HashMap<_, _> = below(browser.process_id())
            .map(|p| (p, p.main_thread()))
            .collect();
        let script = "const end = performance.now() + arguments[0]; while (performance.now() < end);";
        browser.web.execute(script, vec![BUSY.into()]).await?;
        let busy = below(browser.process_id()).max_by_key(|p| {
            p.main_thread()
                .saturating_sub(before.get(p).copied().unwrap_or_default())
        });
        busy.ok_or_else(|| "the browser has no processes".into())
    }

    /// Time that its main thread has run.
    pub fn main_thread(self) -> Duration {
        ran(&self.folder().join(format!("task/{}/schedstat", self.0)))
    }

    /// Time that its threads have run.
    pub fn all_threads(self) -> Duration {
        let tasks = fs::read_dir(self.folder().join("task")).into_iter().flatten();
        tasks
            .flatten()
            .map(|task| ran(&task.path().join("schedstat")))
            .sum()
    }

    /// Memory that is its alone or its share of what it shares, in bytes.
    pub fn memory(self) -> f64 {
        let text = fs::read_to_string(self.folder().join("smaps_rollup")).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("Pss:"));
        let kilobytes = line.and_then(|rest| rest.trim().strip_suffix(" kB")?.parse::<f64>().ok());
        kilobytes.unwrap_or_default() * 1024.0
    }

    fn folder(self) -> PathBuf {
        PathBuf::from(format!("/proc/{}", self.0))
    }
}

/// A process and all that it started, directly or not.
fn below(root: u32) -> impl Iterator<Item = Process> {
    let ids = fs::read_dir("/proc").into_iter().flatten().flatten();
    let parents: HashMap<u32, u32> = ids
        .filter_map(|entry| {
            let id = entry.file_name().to_str()?.parse().ok()?;
            let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
            // The name in brackets may hold blanks; behind it: state, parent.
            let parent = stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()?;
            Some((id, parent))
        })
        .collect();
    let descends = move |id: u32| {
        let mut up = Some(id);
        while let Some(id) = up.filter(|id| *id != root) {
            up = parents.get(&id).copied();
        }
        up.is_some()
    };
    let all: Vec<u32> = fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .collect();
    all.into_iter().filter(move |id| descends(*id)).map(Process)
}

/// The first number of a `schedstat`: nanoseconds on a processor.
fn ran(file: &std::path::Path) -> Duration {
    let text = fs::read_to_string(file).unwrap_or_default();
    let nanoseconds = text.split_whitespace().next().and_then(|n| n.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_work_is_counted() {
        let own = Process(std::process::id());
        let before = own.all_threads();
        let mut sum = 0u64;
        for n in 0..5_000_000u64 {
            sum = std::hint::black_box(sum.wrapping_add(n));
        }
        assert!(own.all_threads() > before && own.memory() > 0.0);
        assert!(below(std::process::id()).any(|process| process == own));
    }
}
