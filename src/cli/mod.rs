//! The command line: what was typed, what it means, and what is done about it.

mod args;
mod check;
mod diff;
mod explain;
mod fix;
mod infer;
mod infer_types;
mod init;
mod list;
mod progress;
mod rule_tests;
mod schema;
mod session;
mod setup;
mod shell;
mod verify;

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use clap::Parser;

pub use args::{Args, Color};

pub use crate::report::{Console, Stream};
use args::{Command, RulesCommand};

/// The JSON Schema of what `--output-format json` prints.
pub fn report_schema() -> String {
    crate::report::json_schema()
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExitStatus {
    /// All is well.
    Clean,
    /// Something is left to mend.
    Findings,
    /// The job could not be done.
    Error,
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        Self::from(status as u8)
    }
}

/// Parses the command line, runs, and says how it ended.
pub fn main() -> ExitCode {
    let args = Args::parse();
    let (stdout, stderr) = (io::stdout(), io::stderr());
    let color = args.voice.color;
    let (out_color, err_color) = (AutoStream::choice(&stdout), AutoStream::choice(&stderr));
    let (out_terminal, err_terminal) = (stdout.is_terminal(), stderr.is_terminal());
    // Neither stream is locked for good: workers draw the progress bar, and a panic speaks for itself.
    let mut console = Console {
        out: Stream::new(io::BufWriter::new(stdout), out_terminal, is_colored(color, out_color)),
        err: Stream::new(stderr, err_terminal, is_colored(color, err_color)),
    };
    run(&args, &mut console).into()
}

fn is_colored(color: Color, choice: ColorChoice) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => choice != ColorChoice::Never,
    }
}

/// Does what `args` say.
pub fn run(args: &Args, console: &mut Console<'_>) -> ExitStatus {
    let voice = &args.voice;
    let result = match &args.command {
        Command::Check(check) => check::run(check, voice, console),
        Command::Diff(diff) => diff::run(diff, voice, console),
        Command::Fix(fix) => fix::run(fix, voice, console),
        Command::Schema(args) => schema::run(args, voice, console),
        Command::Init(init) => init::run(init, voice, console),
        Command::Verify(args) => verify::run(args, voice, console),
        Command::Completions(args) => Ok(shell::completions(args.shell, console)),
        Command::Man(args) => shell::man(&args.command, console),
        Command::Explain(explain) => explain::run(explain, console),
        Command::Rules(RulesCommand::List(sources)) => list::run(sources, console),
        Command::Rules(RulesCommand::Test(test)) => rule_tests::run(test, voice, console),
        Command::Rules(RulesCommand::Infer(infer)) => infer::run(infer, voice, console),
        Command::Rules(RulesCommand::Schema) => {
            console.out.text(&crate::rules::json_schema());
            Ok(ExitStatus::Clean)
        }
    };
    let mut status = result.unwrap_or_else(|error| {
        console.error(&format!("{error:#}"));
        ExitStatus::Error
    });
    if let Some(error) = console.out.finish() {
        console.error(&error);
        status = ExitStatus::Error;
    }
    // There is nowhere left to say that the standard error failed.
    drop(console.err.finish());
    status
}
