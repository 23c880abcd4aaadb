//! The match patterns by which a browser is told where Duplex runs.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::Site;

/// Match patterns of the sites read as whole pages, and of those read inside frames too.
pub fn match_patterns<'a>(sites: impl IntoIterator<Item = &'a Site>) -> (Vec<String>, Vec<String>) {
    let (mut pages, mut frames) = (Vec::new(), Vec::new());
    for site in sites {
        let list = if site.frames { &mut frames } else { &mut pages };
        for host in &site.hosts {
            list.push(format!("https://{host}/*"));
            if host.split('.').count() == 2 && !host.starts_with("*.") {
                list.push(format!("https://www.{host}/*"));
            }
        }
    }
    for list in [&mut pages, &mut frames] {
        list.sort();
        list.dedup();
    }
    (pages, frames)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_hosts_with_www_and_keeps_frames_apart() {
        let site = |hosts: &[&str], frames| Site {
            hosts: hosts.iter().map(|h| (*h).to_owned()).collect(),
            frames,
            ..Site::default()
        };
        let (pages, frames) = match_patterns(&[
            site(&["x.com", "*.a.com", "m.b.com"], false),
            site(&["f.com"], true),
        ]);
        assert_eq!(
            pages,
            [
                "https://*.a.com/*",
                "https://m.b.com/*",
                "https://www.x.com/*",
                "https://x.com/*"
            ]
        );
        assert_eq!(frames, ["https://f.com/*", "https://www.f.com/*"]);
    }
}
