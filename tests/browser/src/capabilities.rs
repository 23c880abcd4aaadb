//! What each browser is told at its start: the package, the local server in place of every host, how it looks.

use std::path::Path;

use serde_json::{Map, Value, json};
use thirtyfour::Capabilities;

use crate::Result;
use crate::browser::{Kind, Setup};

/// The address that Firefox gives the extension's pages: ours to choose, see the pref below.
pub(crate) const FIREFOX_UUID: &str = "6d1d2a5e-94a1-4c58-8b1f-2f6b8a3c7d10";

/// Where Debian puts Chromium.
pub(crate) const CHROMIUM: &str = "/usr/bin/chromium";

/// Chromium's argument by which the server on `port` stands for every host.
pub(crate) fn chromium_hosts(port: u16) -> String {
    format!("--host-resolver-rules=MAP * 127.0.0.1:{port}")
}

/// Firefox's preferences by which the server on `port` stands for every host.
pub(crate) fn firefox_hosts(port: u16) -> [(&'static str, Value); 3] {
    [
        ("network.dns.forceResolve", "127.0.0.1".into()),
        ("network.socket.forcePort", format!("443={port}").into()),
        ("network.stricttransportsecurity.preloadlist", false.into()),
    ]
}

/// The capabilities of a new session. `profile` is an empty folder, `package` an unpacked extension.
pub(crate) fn of(setup: &Setup, profile: &Path, package: &Path, addon_id: &str) -> Result<Capabilities> {
    let wanted = match setup.kind {
        Kind::Chromium => chromium(setup, profile, package),
        Kind::Firefox => firefox(setup, profile, addon_id)?,
    };
    Ok(serde_json::from_value(wanted)?)
}

fn chromium(setup: &Setup, profile: &Path, package: &Path) -> Value {
    let mut arguments: Vec<String> = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--no-default-browser-check",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-search-engine-choice-screen",
        "--disable-features=DisableLoadExtensionCommandLineSwitch",
        "--ignore-certificate-errors",
        "--force-prefers-reduced-motion",
    ]
    .map(String::from)
    .into();
    let (width, height) = setup.size;
    arguments.push(format!("--window-size={width},{height}"));
    arguments.push(format!("--user-data-dir={}", profile.display()));
    arguments.push(format!("--load-extension={}", package.display()));
    arguments.push(format!("--lang={}", setup.language));
    // 0 is dark, 1 is light.
    arguments.push(format!(
        "--blink-settings=preferredColorScheme={}",
        u8::from(!setup.dark)
    ));
    if !setup.window {
        arguments.push("--headless=new".into());
    }
    if let Some(port) = setup.server {
        arguments.push(chromium_hosts(port));
    }
    // Without developer mode an unpacked extension stays off once it has been reloaded.
    json!({
        "browserName": "chrome",
        "acceptInsecureCerts": true,
        "goog:chromeOptions": {
            "binary": CHROMIUM,
            "args": arguments,
            "prefs": {"intl.accept_languages": setup.language, "extensions.ui.developer_mode": true},
        },
    })
}

fn firefox(setup: &Setup, profile: &Path, addon_id: &str) -> Result<Value> {
    let mut prefs = Map::new();
    let mut pref = |name: &str, value: Value| prefs.insert(name.into(), value);
    let mut uuids = Map::new();
    uuids.insert(addon_id.into(), FIREFOX_UUID.into());
    pref(
        "extensions.webextensions.uuids",
        serde_json::to_string(&uuids)?.into(),
    );
    pref("intl.accept_languages", setup.language.as_str().into());
    pref(
        "layout.css.prefers-color-scheme.content-override",
        u8::from(!setup.dark).into(),
    );
    pref("ui.systemUsesDarkTheme", u8::from(setup.dark).into());
    // A tab in the background does not scroll smoothly, and no test should wait for it.
    pref("ui.prefersReducedMotion", 1.into());
    pref("browser.shell.checkDefaultBrowser", false.into());
    pref("datareporting.policy.dataSubmissionEnabled", false.into());
    for (name, value) in setup.server.into_iter().flat_map(firefox_hosts) {
        pref(name, value);
    }
    let (width, height) = setup.size;
    let mut arguments = vec![
        "-profile".into(),
        profile.display().to_string(),
        format!("--width={width}"),
        format!("--height={height}"),
    ];
    if !setup.window {
        arguments.push("-headless".into());
    }
    Ok(json!({
        "browserName": "firefox",
        "acceptInsecureCerts": true,
        "moz:firefoxOptions": {"args": arguments, "prefs": prefs},
    }))
}
