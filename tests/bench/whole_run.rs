//! The whole run of `rectify check` over a folder of revisions, beside others: the floor, which only reads
//! and parses the same files by the same parser, `ruff check --select F821`, which finds the undefined names
//! alone, ast-grep with one pattern, and a visitor of LibCST over a part of the files.
//!
//! `cargo bench --bench whole_run` takes 2,000 revisions, `cargo bench --bench whole_run -- 20000` as many
//! as it says; the others come from PyPI, as `requirements.txt` pins them. Where others use the machine,
//! compare the processor time, which Linux tells.

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

const RECTIFY: &str = env!("CARGO_BIN_EXE_rectify");
const FILES: usize = 2000;
/// How many files the runs of one contender see together, at most, and how often it runs.
const MOST_FILES: usize = 100_000;
const MOST_RUNS: usize = 15;
/// Of how many files LibCST takes one.
const SAMPLE: usize = 10;
/// The argument by which the benchmark runs itself as the floor.
const FLOOR: &str = "--floor";

/// A program with its arguments, and the exit code that it has to end with.
struct Contender<'a> {
    name: &'a str,
    program: &'a Path,
    arguments: &'a [&'a str],
    folder: &'a Path,
    code: i32,
    /// Of how many files it sees one.
    part: u32,
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
    compare(&target, &versions, files);
    start_up(&target, &versions);
    println!(
        "the command has {:.1} MB with what the tests switch on in its libraries",
        megabytes(fs::metadata(RECTIFY).unwrap().len())
    );
    #[cfg(target_os = "linux")]
    println!("and takes at most {:.0} MB of memory for this folder", megabytes(most_memory(&versions)));
}

fn compare(target: &Path, versions: &Path, files: usize) {
    let (own, tools) = (env::current_exe().unwrap(), tools(target));
    let (ruff, ast_grep, python) = (tools.join("ruff"), tools.join("ast-grep"), tools.join("python"));
    let sample = target.join("sample");
    take_part(versions, &sample);
    let rectify = Path::new(RECTIFY);
    let visitor = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bench/libcst_visitor.py");
    let contender = |name, program, arguments, code| Contender {
        name,
        program,
        arguments,
        folder: versions,
        code,
        part: 1,
    };
    let mut contenders = vec![
        contender("read and parse (the floor)", own.as_path(), &[FLOOR][..], 0),
        contender("rectify check", rectify, &["check", "--isolated"], 1),
        contender("rectify check --jobs 1", rectify, &["check", "--isolated", "--jobs", "1"], 1),
        contender("rectify diff", rectify, &["diff", "--isolated"], 1),
        contender(
            "ruff check --select F821",
            &ruff,
            &["check", "--isolated", "--select", "F821", "--no-cache"],
            1,
        ),
        contender(
            "ast-grep, one pattern",
            &ast_grep,
            &["run", "--pattern", "sa.Column($$$)", "--lang", "python", "--json=stream"],
            0,
        ),
    ];
    let script = [visitor];
    let libcst = contender("LibCST, one visitor", &python, &script, 0);
    contenders.push(Contender { folder: &sample, part: u32::try_from(SAMPLE).unwrap(), ..libcst });
    let runs = (MOST_FILES / files).clamp(1, MOST_RUNS);
    let mut times = vec![Vec::new(); contenders.len()];
    let mut processor = vec![Duration::ZERO; contenders.len()];
    // One run each to warm the file cache up, then in turn, so that a busy moment is shared.
    for run in 0..=runs {
        for (at, contender) in contenders.iter().enumerate() {
            // What takes part of the files takes its time.
            if contender.part > 1 && run > 2 {
                continue;
            }
            let before = processor_time();
            let time = contender.measure();
            if run > 0 {
                times[at].push(time * contender.part);
                processor[at] += processor_time().saturating_sub(before) * contender.part;
            }
        }
    }
    let mut floor = None;
    for ((contender, mut times), processor) in contenders.iter().zip(times).zip(processor) {
        times.sort();
        let (median, fastest) = (times[times.len() / 2], times[0]);
        let processor = processor / u32::try_from(times.len()).unwrap();
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

/// The time from the start to the end for one file that stands by itself.
fn start_up(target: &Path, versions: &Path) {
    let alone = target.join("alone");
    let first = fs::read_dir(versions).unwrap().map(|entry| entry.unwrap().path()).min().unwrap();
    copy(&[first], &alone);
    let arguments = ["check", "--isolated"];
    let program = Path::new(RECTIFY);
    let contender =
        Contender { name: "start-up", program, arguments: &arguments, folder: &alone, code: 0, part: 1 };
    let before = processor_time();
    let mut times: Vec<Duration> = (0..101).map(|_| contender.measure()).collect();
    let processor = processor_time().saturating_sub(before) / 101;
    times.sort();
    println!(
        "one revision: median {:.1?}, fastest {:.1?}; processor {processor:.1?}",
        times[times.len() / 2],
        times[0]
    );
}

/// The most memory that `rectify check` has at any time, as the system tells it while it runs.
#[cfg(target_os = "linux")]
fn most_memory(versions: &Path) -> u64 {
    let mut command = Command::new(RECTIFY);
    command.args(["check", "--isolated"]).arg(versions).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    while child.try_wait().unwrap().is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.split('\n').find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok());
        most = most.max(kilobytes.unwrap_or(0) * 1024);
    }
    most
}

#[expect(clippy::cast_precision_loss, reason = "for people")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
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

/// Some of the files, in a folder of their own.
fn take_part(versions: &Path, sample: &Path) {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(versions).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let paths: Vec<PathBuf> = paths.into_iter().step_by(SAMPLE).collect();
    copy(&paths, sample);
}

fn copy(paths: &[PathBuf], folder: &Path) {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).unwrap();
    for path in paths {
        fs::copy(path, folder.join(path.file_name().unwrap())).unwrap();
    }
}

/// The folder with the pinned programs of others, installed when they are not there.
fn tools(target: &Path) -> PathBuf {
    let folder = target.join("tools");
    let programs = folder.join("bin");
    let requirements = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bench/requirements.txt");
    let install = |command: &mut Command| assert!(command.status().unwrap().success(), "{command:?}");
    if !programs.join("ast-grep").exists() {
        install(Command::new("python3").args(["-m", "venv"]).arg(&folder));
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements];
        install(Command::new(programs.join("python")).args(pip));
    }
    install(Command::new(programs.join("ruff")).arg("--version"));
    install(Command::new(programs.join("ast-grep")).arg("--version"));
    programs
}

impl Contender<'_> {
    fn measure(&self) -> Duration {
        let start = Instant::now();
        let status = Command::new(self.program)
            .args(self.arguments)
            .arg(self.folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap();
        let time = start.elapsed();
        assert_eq!(status.code(), Some(self.code), "{} ends as it should", self.name);
        time
    }
}
