//! Makes what a package needs beside its modules: `package manifest chromium|firefox [EXTRA_PATTERN...]` a browser's manifest from
//! the one `manifest.json`, `package data` the data of the engine.
//!
//! Fills in the version and the named hosts, and leaves out what the other browser alone understands.
//! Extra match patterns are added to the host permissions: for audits of sites that a reader turns on by hand.

use std::process::ExitCode;

use duplex::sites::{all, match_patterns};
use serde_json::{Value, json};

const TEMPLATE: &str = include_str!("../../manifest.json");

fn main() -> ExitCode {
    match made(std::env::args().skip(1)) {
        Ok(bytes) => {
            use std::io::Write;
            let written = std::io::stdout().write_all(&bytes);
            if written.is_ok() {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Err(error) => {
            eprintln!("package: {error}");
            ExitCode::FAILURE
        }
    }
}

fn made(mut args: impl Iterator<Item = String>) -> Result<Vec<u8>, String> {
    match args.next().as_deref() {
        Some("data") => Ok(duplex::data::all().to_vec()),
        Some("manifest") => {
            let browser = args.next().ok_or("which browser: chromium or firefox?")?;
            manifest(&browser, args.collect()).map(|text| format!("{text}\n").into_bytes())
        }
        _ => Err("manifest or data?".to_owned()),
    }
}

fn manifest(browser: &str, extra: Vec<String>) -> Result<String, String> {
    let mut manifest: Value =
        serde_json::from_str(TEMPLATE).map_err(|error| format!("manifest.json: {error}"))?;
    let (pages, frames) = match_patterns(all().iter().map(AsRef::as_ref));
    manifest["version"] = json!(env!("CARGO_PKG_VERSION"));
    let mut hosts: Vec<String> = pages.iter().chain(&frames).cloned().collect();
    hosts.extend(extra);
    manifest["host_permissions"] = json!(hosts);
    let mut in_frames = manifest["content_scripts"][0].clone();
    manifest["content_scripts"][0]["matches"] = json!(pages);
    if !frames.is_empty() {
        in_frames["matches"] = json!(frames);
        in_frames["all_frames"] = json!(true);
        let scripts = manifest["content_scripts"]
            .as_array_mut()
            .ok_or("manifest.json: content_scripts is no list")?;
        scripts.push(in_frames);
    }
    let others: &[(&str, &str)] = match browser {
        // Chromium passes over `browser_specific_settings`, and the add-on linter asks for them.
        "chromium" => &[("background", "scripts")],
        "firefox" => &[("", "minimum_chrome_version"), ("background", "service_worker")],
        other => return Err(format!("no browser called {other}: chromium or firefox")),
    };
    for (parent, key) in others {
        let object = if parent.is_empty() {
            &mut manifest
        } else {
            &mut manifest[*parent]
        };
        if let Some(object) = object.as_object_mut() {
            object.remove(*key);
        }
    }
    serde_json::to_string_pretty(&manifest).map_err(|error| error.to_string())
}
