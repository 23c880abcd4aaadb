//! Lists the site files, so that a new site needs no other file, and packs the style sheet.

use std::{env, fs, io, path::Path};

fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let folder = Path::new(&root).join("src/sites");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<_> = fs::read_dir(&folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    files.sort();
    let mut list = String::from("&[\n");
    for file in &files {
        println!("cargo::rerun-if-changed={}", file.display());
        list.push_str(&format!("    include_str!({:?}),\n", file.display().to_string()));
    }
    list.push(']');
    fs::write(Path::new(&out).join("sites.rs"), list)?;
    let read = |file: &str| {
        let path = Path::new(&root).join(file);
        println!("cargo::rerun-if-changed={}", path.display());
        fs::read_to_string(path).map(|sheet| without_blanks(&sheet))
    };
    // A page's own sheet must not recolour what is drawn in it: there the shared colours are important.
    let shared = read("extension/look.css")?;
    let (colours, marks) = shared.split_once('}').unwrap_or_default();
    let own = read("src/engine/views/style.css")?;
    let sheet = format!("{}}}{marks}{own}", colours.replace(';', "!important;"));
    fs::write(Path::new(&out).join("style.css"), sheet)
}

/// A style sheet without comments, line breaks and indents.
fn without_blanks(sheet: &str) -> String {
    let code = sheet
        .split("/*")
        .map(|part| part.split_once("*/").map_or(part, |(_, code)| code));
    let lines: Vec<&str> = code.flat_map(str::lines).map(str::trim).collect();
    lines.concat()
}
