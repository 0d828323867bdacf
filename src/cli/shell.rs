//! `rectify completions` and `rectify man`: what shells and `man` want to know of the command line.

use anyhow::{Context, Result, bail};
use clap::CommandFactory;
use clap_complete::Shell;

use super::ExitStatus;
use super::args::Args;
use crate::report::Console;

/// Writes the script that completes the command line in a shell.
pub(super) fn completions(shell: Shell, console: &mut Console<'_>) -> ExitStatus {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "rectify", &mut script);
    console.out.bytes(&script);
    ExitStatus::Clean
}

/// Writes the manual page of the command that `path` names.
pub(super) fn man(path: &[String], console: &mut Console<'_>) -> Result<ExitStatus> {
    let mut root = Args::command();
    root.build();
    let mut command = &root;
    for name in path {
        command = match command.find_subcommand(name) {
            Some(inner) => inner,
            None => bail!("there is no command `{}`", path.join(" ")),
        };
    }
    let mut page = Vec::new();
    let program = concat!("rectify ", env!("CARGO_PKG_VERSION"));
    let manual = clap_mangen::Man::new(command.clone()).source(program);
    manual.render(&mut page).context("cannot write the page")?;
    console.out.bytes(&page);
    Ok(ExitStatus::Clean)
}
