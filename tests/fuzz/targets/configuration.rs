//! Any text as `rectify.toml`: the command ends, and says what is wrong with it.

#![no_main]

use std::fs;
use std::io;
use std::sync::LazyLock;

use clap::Parser;
use libfuzzer_sys::fuzz_target;
use rectify::cli::{Args, Console, Stream, run};

static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let revision = "from alembic import op\nimport sqlalchemy as sa\nrevision = 'a'\ndown_revision = None\n\
        def upgrade():\n    op.add_column('t', sa.Column('e', db.Vector(), nullable=True))\n";
    fs::write(folder.path().join("a.py"), revision).expect("a revision");
    folder
});

fuzz_target!(|text: &str| {
    // What it names elsewhere on this machine is nobody's business.
    if ["rules", "models", "revisions", "extend"].iter().any(|key| text.contains(key)) {
        return;
    }
    let config = FOLDER.path().join("rectify.toml");
    fs::write(&config, text).expect("a configuration");
    let revision = FOLDER.path().join("a.py");
    let mut command = vec!["rectify".as_ref(), "check".as_ref(), "--jobs".as_ref(), "1".as_ref()];
    command.extend(["--config".as_ref(), config.as_os_str(), revision.as_os_str()]);
    let args = Args::try_parse_from(command).expect("a command");
    let mut said = Vec::new();
    let mut console =
        Console { out: Stream::new(io::sink(), false, false), err: Stream::new(&mut said, false, false) };
    run(&args, &mut console);
    drop(console);
    assert!(!said.is_empty(), "it says something");
});
