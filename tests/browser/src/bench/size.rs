//! Bytes of what is shipped, by part.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::Figure;
use crate::Result;
use crate::package::root;

/// Weights that training writes.
const MODEL: [&str; 2] = ["src/judge/model/promo.bin", "src/judge/asks/weights.tsv"];

/// Brotli at its hardest, by the Node that the build's tools need anyway.
const BROTLI: &str = "const z = require('zlib'), bytes = require('fs').readFileSync(process.argv[1]);
    const size = z.brotliCompressSync(bytes, {params: {[z.constants.BROTLI_PARAM_QUALITY]: 11}}).length;
    process.stdout.write(String(size));";

/// Sizes of the modules and their parts, of what lies beside them, and of the packages.
pub fn figures() -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    let engine = root().join("dist/chromium/engine");
    for name in ["duplex_bg.wasm", "record_bg.wasm", "faces_bg.wasm", "data.bin"] {
        let file = engine.join(name);
        let bytes = fs::read(&file)?;
        let raw = bytes.len() as f64;
        let mut add = |part: &str, value: f64| {
            let name = name.split(['_', '.']).next().unwrap_or(name);
            let name = format!("size_{name}_{part}");
            figures.push(Figure::new(name, value, "bytes", Some(raw)));
        };
        add("raw", raw);
        add(
            "gzip",
            printed(Command::new("gzip").args(["-9", "-n", "-c"]).arg(&file))?.len() as f64,
        );
        let brotli = printed(Command::new("node").args(["-e", BROTLI]).arg(&file))?;
        add("brotli", String::from_utf8(brotli)?.parse()?);
        if name == "data.bin" {
            let weights = MODEL.iter().map(|file| fs::metadata(root().join(file)));
            let weights = weights.map(|found| found.map(|found| found.len()));
            add("model", weights.sum::<std::io::Result<u64>>()? as f64);
            continue;
        }
        for (id, part) in [(10, "code"), (11, "data")] {
            add(part, section(&bytes, id) as f64);
        }
    }
    for entry in fs::read_dir(root().join("dist"))?.flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|ending| ending == "zip") {
            let size = fs::metadata(&path)?.len() as f64;
            figures.push(Figure::new(format!("size_{}", stem(&path)), size, "bytes", None));
        }
    }
    Ok(figures)
}

fn stem(path: &Path) -> String {
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    name.split('-').take(2).collect::<Vec<_>>().join("_")
}

fn printed(command: &mut Command) -> Result<Vec<u8>> {
    let done = command.output()?;
    if done.status.success() {
        return Ok(done.stdout);
    }
    Err(String::from_utf8_lossy(&done.stderr).into_owned().into())
}

/// Length of a wasm module's section, by its number in the format; 0 where it has none.
fn section(wasm: &[u8], wanted: u8) -> usize {
    let mut at = 8;
    while let Some(&id) = wasm.get(at) {
        let (mut length, mut shift) = (0usize, 0);
        at += 1;
        while let Some(&byte) = wasm.get(at) {
            at += 1;
            length |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 {
                break;
            }
        }
        if id == wanted {
            return length;
        }
        at += length;
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_measured() {
        let wasm = b"\0asm\x01\0\0\0\x01\x02ab\x0a\x83\x00abc\x0b\x01d";
        assert_eq!(
            (section(wasm, 1), section(wasm, 10), section(wasm, 11)),
            (2, 3, 1)
        );
        assert_eq!(section(wasm, 3), 0);
    }
}
