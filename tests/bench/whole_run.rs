//! The whole run of `rectify check` over 2,000 revisions beside `ruff check --select F821`, which finds
//! the undefined names alone.
//!
//! `cargo bench --bench whole_run`; ruff comes from PyPI, as `requirements.txt` pins it.

#![expect(clippy::print_stdout, reason = "a benchmark says what it measured")]
#![expect(clippy::unwrap_used, reason = "a benchmark stops at what it did not expect")]

#[path = "revisions.rs"]
mod revisions;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const FILES: usize = 2000;
const RUNS: usize = 15;

fn main() {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("whole-run");
    let versions = target.join("migrations").join("versions");
    write(&versions);
    let ruff = ruff(&target);
    let rectify = PathBuf::from(env!("CARGO_BIN_EXE_rectify"));
    let commands: [(&str, &Path, &[&str]); 3] = [
        ("rectify check", &rectify, &["check", "--isolated"]),
        ("rectify diff", &rectify, &["diff", "--isolated"]),
        ("ruff check --select F821", &ruff, &["check", "--isolated", "--select", "F821", "--no-cache"]),
    ];
    let mut times = vec![Vec::new(); commands.len()];
    // One run each to warm the file cache up, then in turn, so that a busy moment is shared.
    for run in 0..=RUNS {
        for (at, (_, program, arguments)) in commands.iter().enumerate() {
            let time = measure(program, arguments, &versions);
            if run > 0 {
                times[at].push(time);
            }
        }
    }
    for ((name, _, _), mut times) in commands.into_iter().zip(times) {
        times.sort();
        println!("{name:26} median {:>8.1?}, fastest {:>8.1?}", times[times.len() / 2], times[0]);
    }
}

#[expect(clippy::disallowed_methods, reason = "scratch files")]
fn write(versions: &Path) {
    let _ = fs::remove_dir_all(versions);
    fs::create_dir_all(versions).unwrap();
    let mut lines: Vec<usize> = Vec::new();
    for (name, text) in revisions::revisions(FILES) {
        lines.push(text.matches('\n').count());
        fs::write(versions.join(name), text).unwrap();
    }
    lines.sort_unstable();
    println!("{FILES} revisions, {} lines, median {}", lines.iter().sum::<usize>(), lines[FILES / 2]);
}

/// The pinned ruff, installed when it is not there.
fn ruff(target: &Path) -> PathBuf {
    let folder = target.join("ruff");
    let program = folder.join("bin").join("ruff");
    let requirements = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bench/requirements.txt");
    let install = |command: &mut Command| assert!(command.status().unwrap().success(), "{command:?}");
    if !program.exists() {
        install(Command::new("python3").args(["-m", "venv"]).arg(&folder));
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements];
        install(Command::new(folder.join("bin").join("python")).args(pip));
    }
    install(Command::new(&program).arg("--version"));
    program
}

fn measure(program: &Path, arguments: &[&str], versions: &Path) -> Duration {
    let start = Instant::now();
    let status = Command::new(program)
        .args(arguments)
        .arg(versions)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    let time = start.elapsed();
    assert_eq!(status.code(), Some(1), "{} finds something", program.display());
    time
}
