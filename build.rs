//! Gathers what the engine carries beside its code in one file: the style sheet without its blanks, site files, word lists and
//! weights. A new site or word list needs no other file.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Folders of `src` whose texts are gathered, with their files' ending.
const TEXTS: &[(&str, &str)] = &[
    ("sites", "json"),
    ("judge", "txt"),
    ("judge/asks/lexicon", "txt"),
    ("judge/asks", "tsv"),
];

/// The weights of promotion.
const WEIGHTS: &str = "judge/model/promo.bin";

fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
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
    gather(&Path::new(&root).join("src"), &out, sheet)
}

/// Writes the file, the style sheet first and the weights last, with the names and lengths of its texts and its length.
fn gather(src: &Path, out: &Path, sheet: String) -> io::Result<()> {
    let (mut list, mut all) = (format!("&[(\"style.css\", {}),", sheet.len()), sheet.into_bytes());
    for (folder, ending) in TEXTS {
        let path = src.join(folder);
        println!("cargo::rerun-if-changed={}", path.display());
        let mut files: Vec<_> = fs::read_dir(&path)?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|e| e == *ending))
            .collect();
        files.sort();
        for file in files {
            println!("cargo::rerun-if-changed={}", file.display());
            let text = without_remarks(&fs::read_to_string(&file)?);
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            list.push_str(&format!("({:?}, {}),", format!("{folder}/{name}"), text.len()));
            all.extend(text.into_bytes());
        }
    }
    list.push(']');
    let weights = src.join(WEIGHTS);
    println!("cargo::rerun-if-changed={}", weights.display());
    all.extend(fs::read(weights)?);
    fs::write(out.join("texts.rs"), list)?;
    fs::write(out.join("length.rs"), all.len().to_string())?;
    fs::write(out.join("data.bin"), all)
}

/// A text without indents, comments and notes to those who mend it.
fn without_remarks(text: &str) -> String {
    let lines = text.lines().map(str::trim);
    let said = lines.filter(|line| !line.starts_with("# ") && !line.starts_with("\"notes\":"));
    said.flat_map(|line| [line, "\n"]).collect()
}

/// A style sheet without comments, line breaks and indents.
fn without_blanks(sheet: &str) -> String {
    let code = sheet
        .split("/*")
        .map(|part| part.split_once("*/").map_or(part, |(_, code)| code));
    let lines: Vec<&str> = code.flat_map(str::lines).map(str::trim).collect();
    lines.concat()
}
