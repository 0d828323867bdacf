//! The command.

use std::process::ExitCode;

fn main() -> ExitCode {
    rectify::cli::main()
}
