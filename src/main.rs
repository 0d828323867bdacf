//! The command.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Syntax trees are many small allocations, freed at once: a tenth of a whole run.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    rectify::cli::main()
}
