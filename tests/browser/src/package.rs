//! The unpacked extension as a browser loads it: the built one, or a copy with more hosts granted.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::Result;
use crate::browser::Kind;

/// An unpacked extension. A copy is deleted with this value.
#[derive(Debug)]
pub struct Package {
    folder: PathBuf,
    manifest: Value,
    _copy: Option<TempDir>,
}

impl Package {
    /// The package that `./build.sh` made for this browser.
    pub fn built(kind: Kind) -> Result<Self> {
        Self::at(&root().join("dist").join(kind.to_string()))
            .map_err(|error| format!("no package for {kind}, run ./build.sh: {error}").into())
    }

    /// The package in `folder`.
    pub fn at(folder: &Path) -> Result<Self> {
        let folder = folder.canonicalize()?;
        let manifest = serde_json::from_slice(&fs::read(folder.join("manifest.json"))?)?;
        Ok(Self {
            folder,
            manifest,
            _copy: None,
        })
    }

    /// An extension that does nothing, so that a browser without ours is started in the same way.
    pub fn inert() -> Result<Self> {
        let copy = tempfile::Builder::new().prefix("duplex-inert-").tempdir()?;
        let manifest = serde_json::json!({
            "manifest_version": 3, "name": "inert", "version": "1",
            "browser_specific_settings": {"gecko": {"id": "inert@duplex-extension.org"}},
        });
        fs::write(copy.path().join("manifest.json"), manifest.to_string())?;
        Ok(Self {
            folder: copy.path().canonicalize()?,
            manifest,
            _copy: Some(copy),
        })
    }

    /// A copy with these files more.
    pub fn with_files(self, files: &[(&str, &[u8])]) -> Result<Self> {
        let copy = tempfile::Builder::new().prefix("duplex-package-").tempdir()?;
        let folder = copy.path().canonicalize()?;
        copy_folder(&self.folder, &folder)?;
        for (name, bytes) in files {
            fs::write(folder.join(name), bytes)?;
        }
        Ok(Self {
            folder,
            _copy: Some(copy),
            ..self
        })
    }

    /// A copy that draws in open shadow roots, so that tests can press what is drawn and audit it.
    pub fn with_open_roots(self) -> Result<Self> {
        let copy = tempfile::Builder::new().prefix("duplex-package-").tempdir()?;
        let folder = copy.path().canonicalize()?;
        copy_folder(&self.folder, &folder)?;
        let script = folder.join("content/card.js");
        let closed = fs::read_to_string(&script)?;
        let open = closed.replace(r#"mode: "closed""#, r#"mode: "open""#);
        if open == closed {
            return Err("card.js makes no closed shadow root".into());
        }
        fs::write(&script, open)?;
        Ok(Self {
            folder,
            manifest: self.manifest,
            _copy: Some(copy),
        })
    }

    /// A copy whose manifest differs in one thing: it may also run on those of `hosts` that it does not name. The
    /// package itself when it names them all.
    pub fn with_hosts<'a>(self, hosts: impl IntoIterator<Item = &'a str>) -> Result<Self> {
        let mut added: Vec<Value> = Vec::new();
        for host in hosts {
            let pattern = Value::from(format!("https://{host}/*"));
            if !self.runs_on(host) && !added.contains(&pattern) {
                added.push(pattern);
            }
        }
        if added.is_empty() {
            return Ok(self);
        }
        let copy = tempfile::Builder::new().prefix("duplex-package-").tempdir()?;
        let folder = copy.path().canonicalize()?;
        copy_folder(&self.folder, &folder)?;
        let mut manifest = self.manifest;
        let fields = manifest.as_object_mut().ok_or("the manifest is no object")?;
        let granted = fields
            .entry("host_permissions")
            .or_insert_with(|| Value::Array(Vec::new()));
        granted
            .as_array_mut()
            .ok_or("host_permissions is no list")?
            .extend(added);
        fs::write(
            folder.join("manifest.json"),
            serde_json::to_vec_pretty(&manifest)?,
        )?;
        Ok(Self {
            folder,
            manifest,
            _copy: Some(copy),
        })
    }

    /// Where it lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The id in the manifest, by which Firefox knows it.
    pub fn firefox_id(&self) -> &str {
        self.manifest["browser_specific_settings"]["gecko"]["id"]
            .as_str()
            .unwrap_or_default()
    }

    /// The id that Chromium derives from an unpacked extension's path: 32 hex digits of its SHA-256, in letters a-p.
    pub fn chromium_id(&self) -> Result<String> {
        let path = self.folder.to_str().ok_or("the package's path is not text")?;
        let hash = ring::digest::digest(&ring::digest::SHA256, path.as_bytes());
        let digits = hash
            .as_ref()
            .iter()
            .take(16)
            .flat_map(|byte| [byte >> 4, byte & 15]);
        Ok(digits.map(|digit| char::from(b'a' + digit)).collect())
    }

    /// A page of the extension that has little to do, to ask the background from.
    pub fn quiet_page(&self) -> &str {
        let pages = [
            &self.manifest["options_ui"]["page"],
            &self.manifest["action"]["default_popup"],
        ];
        pages.into_iter().find_map(Value::as_str).unwrap_or("popup.html")
    }

    /// The match patterns by which it also runs inside frames of other pages.
    pub fn frame_patterns(&self) -> Vec<String> {
        let scripts = self.manifest["content_scripts"].as_array().into_iter().flatten();
        let within = scripts.filter(|script| script["all_frames"] == true);
        let patterns = within.flat_map(|script| script["matches"].as_array().into_iter().flatten());
        patterns.filter_map(Value::as_str).map(str::to_owned).collect()
    }

    fn runs_on(&self, host: &str) -> bool {
        let scripts = self.manifest["content_scripts"].as_array().into_iter().flatten();
        let mut patterns = scripts.flat_map(|script| script["matches"].as_array().into_iter().flatten());
        patterns.any(|pattern| {
            pattern
                .as_str()
                .is_some_and(|pattern| pattern_names(pattern, host))
        })
    }
}

/// Whether a match pattern such as `https://*.x.com/*` takes in `host`.
pub(crate) fn pattern_names(pattern: &str, host: &str) -> bool {
    let named = pattern
        .split_once("://")
        .and_then(|(_, rest)| rest.split('/').next())
        .unwrap_or_default();
    match named.strip_prefix("*.") {
        Some(domain) => host == domain || host.strip_suffix(domain).is_some_and(|sub| sub.ends_with('.')),
        None => named == "*" || named == host,
    }
}

/// The project's folder.
pub fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here)
}

/// Where `./build.sh setup` puts the tools.
pub fn tools() -> PathBuf {
    if let Some(tools) = std::env::var_os("DUPLEX_TOOLS") {
        return tools.into();
    }
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let home = || std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    cache
        .unwrap_or_else(|| home().join(".cache"))
        .join("duplex/tools")
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn match_patterns_name_hosts() {
        assert!(pattern_names("https://*.example.com/*", "example.com"));
        assert!(pattern_names("https://*.example.com/*", "www.example.com"));
        assert!(!pattern_names("https://*.example.com/*", "notexample.com"));
        assert!(pattern_names("https://example.com/*", "example.com"));
        assert!(!pattern_names("https://example.com/*", "www.example.com"));
        assert!(pattern_names("*://*/*", "anything.example"));
    }

    #[test]
    fn a_copy_differs_in_granted_hosts_alone() {
        let source = tempfile::tempdir().unwrap();
        let manifest = r#"{"name":"n","content_scripts":[{"matches":["https://x.com/*"]}]}"#;
        fs::write(source.path().join("manifest.json"), manifest).unwrap();
        fs::create_dir(source.path().join("icons")).unwrap();
        fs::write(source.path().join("icons/a"), "a").unwrap();
        let same = Package::at(source.path()).unwrap().with_hosts(["x.com"]).unwrap();
        assert_eq!(same.folder(), source.path().canonicalize().unwrap());
        let copy = Package::at(source.path())
            .unwrap()
            .with_hosts(["x.com", "blog.example", "blog.example"])
            .unwrap();
        assert_eq!(fs::read(copy.folder().join("icons/a")).unwrap(), b"a");
        let mut read: Value =
            serde_json::from_slice(&fs::read(copy.folder().join("manifest.json")).unwrap()).unwrap();
        let granted = read.as_object_mut().unwrap().remove("host_permissions");
        assert_eq!(granted, Some(serde_json::json!(["https://blog.example/*"])));
        assert_eq!(read, serde_json::from_str::<Value>(manifest).unwrap());
    }
}
