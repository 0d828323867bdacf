//! The whole run of `rectify check` over a folder of revisions, between two others: the floor, which
//! only reads and parses the same files by the same parser, and `ruff check --select F821`, which finds
//! the undefined names alone.
//!
//! `cargo bench --bench whole_run` takes 2,000 revisions, `cargo bench --bench whole_run -- 20000` as many
//! as it says; ruff comes from PyPI, as `requirements.txt` pins it. Where others use the machine, compare
//! the processor time, which Linux tells.

#![expect(clippy::print_stdout, reason = "a benchmark says what it measured")]
#![expect(clippy::unwrap_used, reason = "a benchmark stops at what it did not expect")]

#[path = "revisions.rs"]
mod revisions;

use std::env;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use mimalloc::MiMalloc;
use rayon::prelude::*;
use ruff_python_ast::PythonVersion;
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};

/// The one of the command, for the floor.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

const FILES: usize = 2000;
const RUNS: usize = 15;
/// The argument by which the benchmark runs itself as the floor.
const FLOOR: &str = "--floor";

/// A program with its arguments, and the exit code that it has to end with.
struct Contender<'a> {
    name: &'a str,
    program: &'a Path,
    arguments: &'a [&'a str],
    code: i32,
}

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [flag, folder] = arguments.as_slice()
        && flag == FLOOR
    {
        return read_and_parse(Path::new(folder));
    }
    let files = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(FILES);
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("whole-run");
    let versions = target.join(files.to_string()).join("migrations").join("versions");
    write(&versions, files);
    compare(&target, &versions);
}

fn compare(target: &Path, versions: &Path) {
    let (own, ruff) = (env::current_exe().unwrap(), ruff(target));
    let rectify = PathBuf::from(env!("CARGO_BIN_EXE_rectify"));
    let contender = |name, program, arguments, code| Contender { name, program, arguments, code };
    let contenders = [
        contender("read and parse (the floor)", own.as_path(), &[FLOOR], 0),
        contender("rectify check", &rectify, &["check", "--isolated"], 1),
        contender("rectify check --jobs 1", &rectify, &["check", "--isolated", "--jobs", "1"], 1),
        contender("rectify diff", &rectify, &["diff", "--isolated"], 1),
        contender(
            "ruff check --select F821",
            &ruff,
            &["check", "--isolated", "--select", "F821", "--no-cache"],
            1,
        ),
    ];
    let mut times = vec![Vec::new(); contenders.len()];
    let mut processor = vec![Duration::ZERO; contenders.len()];
    // One run each to warm the file cache up, then in turn, so that a busy moment is shared.
    for run in 0..=RUNS {
        for (at, contender) in contenders.iter().enumerate() {
            let before = processor_time();
            let time = contender.measure(versions);
            if run > 0 {
                times[at].push(time);
                processor[at] += processor_time().saturating_sub(before);
            }
        }
    }
    let mut floor = None;
    for ((contender, mut times), processor) in contenders.iter().zip(times).zip(processor) {
        times.sort();
        let (median, fastest) = (times[times.len() / 2], times[0]);
        let processor = processor / u32::try_from(RUNS).unwrap();
        let (floor, least) = *floor.get_or_insert((median, processor));
        let ratio = |time: Duration, floor: Duration| time.as_secs_f64() / floor.as_secs_f64();
        println!(
            "{:26} median {median:>8.1?} ({:.2} of the floor), fastest {fastest:>8.1?}; \
             processor {processor:>8.1?} ({:.2} of the floor)",
            contender.name,
            ratio(median, floor),
            ratio(processor, least),
        );
    }
}

/// The processor time of every child so far; none where the system does not tell it.
fn processor_time() -> Duration {
    const TICK: Duration = Duration::from_millis(10);
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program, in parentheses, may hold anything.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks = fields.skip(13).take(2).filter_map(|field| field.parse::<u32>().ok()).sum::<u32>();
    TICK * ticks
}

/// The floor: every file of `folder` read and parsed, in as many threads as the command takes.
fn read_and_parse(folder: &Path) {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let pool = rayon::ThreadPoolBuilder::new().stack_size(16 << 20).build().unwrap();
    pool.install(|| {
        paths.par_iter().for_each(|path| {
            let text = fs::read_to_string(path).unwrap();
            let options = ParseOptions::from(Mode::Module).with_target_version(PythonVersion::latest());
            black_box(parse_unchecked(&text, options));
        });
    });
}

#[expect(clippy::disallowed_methods, reason = "scratch files")]
fn write(versions: &Path, files: usize) {
    let _ = fs::remove_dir_all(versions);
    fs::create_dir_all(versions).unwrap();
    let mut lines: Vec<usize> = Vec::new();
    for (name, text) in revisions::revisions(files) {
        lines.push(text.matches('\n').count());
        fs::write(versions.join(name), text).unwrap();
    }
    lines.sort_unstable();
    println!("{files} revisions, {} lines, median {}", lines.iter().sum::<usize>(), lines[files / 2]);
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

impl Contender<'_> {
    fn measure(&self, versions: &Path) -> Duration {
        let start = Instant::now();
        let status = Command::new(self.program)
            .args(self.arguments)
            .arg(versions)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap();
        let time = start.elapsed();
        assert_eq!(status.code(), Some(self.code), "{} ends as it should", self.name);
        time
    }
}
