//! Judges items from standard input, one JSON object a line, and writes one verdict a line.

use std::io::{BufRead, Write};
use std::process::ExitCode;

use duplex::judge::judge;
use duplex::values::Subject;

fn main() -> std::io::Result<ExitCode> {
    let stdin = std::io::stdin().lock();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut code = ExitCode::SUCCESS;
    for (index, line) in stdin.split(b'\n').enumerate() {
        let line = line?;
        let answer = match serde_json::from_slice::<Subject>(&line) {
            Ok(subject) => serde_json::to_string(&judge(&subject)).map_err(std::io::Error::other)?,
            Err(error) => {
                code = ExitCode::FAILURE;
                let message = format!("line {}: {error}", index + 1);
                serde_json::json!({ "error": message }).to_string()
            }
        };
        writeln!(out, "{answer}")?;
    }
    out.flush()?;
    Ok(code)
}
