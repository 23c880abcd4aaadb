//! Audits a folder of pages: one JSON line a page on standard output or in a file, and a table of scores on request.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::ExitCode;

use browser_tests::audit::{self, Line};
use browser_tests::browser::Kind;
use browser_tests::options::Options;
use browser_tests::pages::Folder;
use browser_tests::{Result, run_tool, table};

const USAGE: &str = "usage: audit DIR [--browser chromium|firefox] [--out FILE] [--table] [--score FILE]
  --out FILE     write the lines there instead of to standard output
  --table        print found, invented, ... by site, where truth files are beside the pages
  --score FILE   the table of an earlier audit's lines, without a browser";

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    run_tool("audit", run()).await
}

async fn run() -> Result<()> {
    let options = Options::parse(std::env::args().skip(1), &["browser", "out", "score"], &["table"])?;
    let [folder] = options.rest.as_slice() else {
        return Err(USAGE.into());
    };
    let folder = Folder::open(Path::new(folder))?;
    if let Some(file) = options.value("score") {
        return write_table(&folder, &read_lines(Path::new(file))?, &mut io::stdout());
    }
    let kind = options.value("browser").unwrap_or("chromium").parse::<Kind>()?;
    let mut out: Box<dyn Write> = match options.value("out") {
        Some(file) => Box::new(File::create(file).map_err(|error| format!("{file}: {error}"))?),
        None => Box::new(io::stdout()),
    };
    let mut lines = Vec::new();
    audit::run(&folder, kind, |line| {
        writeln!(out, "{}", serde_json::to_string(line)?)?;
        out.flush()?;
        lines.push(line.clone());
        Ok(())
    })
    .await?;
    match (options.has("table"), options.value("out")) {
        (true, Some(_)) => write_table(&folder, &lines, &mut io::stdout()),
        (true, None) => write_table(&folder, &lines, &mut io::stderr()),
        (false, _) => Ok(()),
    }
}

fn read_lines(file: &Path) -> Result<Vec<Line>> {
    let lines =
        BufReader::new(File::open(file).map_err(|error| format!("{}: {error}", file.display()))?).lines();
    lines.map(|line| Ok(serde_json::from_str(&line?)?)).collect()
}

fn write_table(folder: &Folder, lines: &[Line], out: &mut impl Write) -> Result<()> {
    let (sites, all) = table::by_site(folder, lines)?;
    Ok(out.write_all(table::markdown(&sites, &all).as_bytes())?)
}
