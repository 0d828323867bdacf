//! The post-write hook of a large project: `rectify fix NEW.py` with thousands of revisions beside it. The
//! new revision has lost types, so the history and the models are asked; beside it one that is right, for
//! which nobody has to be asked.
//!
//! `cargo bench --bench single_file` takes 2,000 siblings, `cargo bench --bench single_file -- 20000` as many
//! as it says. Where others use the machine, compare the processor time, which Linux tells.

#![expect(clippy::print_stdout, reason = "a benchmark says what it measured")]
#![expect(clippy::unwrap_used, reason = "a benchmark stops at what it did not expect")]

#[path = "revisions.rs"]
mod revisions;

use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const SIBLINGS: usize = 2000;
const RUNS: usize = 15;

/// What the project says of its tables today.
const MODELS: &str = "\
from pgvector.sqlalchemy import Vector
from sqlalchemy import Column, Integer
from sqlalchemy.orm import declarative_base

from app.settings import DIMENSIONS

Base = declarative_base()


class Memory(Base):
    __tablename__ = 'memory'

    id = Column(Integer, primary_key=True)
    embedding = Column(Vector(DIMENSIONS))
";
const SETTINGS: &str = "DIMENSIONS = 1536\n";
/// The revision before the new one.
const LAST: (&str, &str) = (
    "    op.execute('CREATE EXTENSION IF NOT EXISTS vector')\n    \
     op.execute('CREATE TABLE memory (id serial PRIMARY KEY, former vector(3))')\n",
    "    op.drop_table('memory')\n",
);
/// The new one: its dimension is in the models, the type of the column that comes back in the history.
const LOST: (&str, &str) = (
    "    op.add_column('memory', sa.Column('embedding', db.Vector(), nullable=True))\n    \
     op.drop_column('memory', 'former')\n",
    "    op.add_column('memory', sa.Column('former', sa.NullType(), nullable=True))\n    \
     op.drop_column('memory', 'embedding')\n",
);
const RIGHT: (&str, &str) = (
    "    op.add_column('memory', sa.Column('note', sa.Text(), nullable=True))\n",
    "    op.drop_column('memory', 'note')\n",
);
/// What has to be in the mended revision.
const ANSWERS: [&str; 2] = ["ADD COLUMN embedding vector(1536)", "ADD COLUMN former vector(3)"];

fn revision(number: usize, (up, down): (&str, &str)) -> String {
    format!(
        "\"\"\"change {number}\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\n\n\
         revision = '{number:012x}'\ndown_revision = '{:012x}'\n\n\n\
         def upgrade():\n{up}\n\ndef downgrade():\n{down}",
        number - 1
    )
}

fn main() {
    let siblings = env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(SIBLINGS);
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("single-file").join(siblings.to_string());
    let _ = fs::remove_dir_all(&root);
    for (name, text) in revisions::revisions(siblings) {
        write(&root.join("migrations/versions").join(name), &text);
    }
    // A repository of its own: in that of Rectify the folder is ignored.
    write(&root.join(".git/HEAD"), "ref: refs/heads/main\n");
    write(&root.join("migrations/env.py"), "");
    write(&root.join("app/__init__.py"), "");
    write(&root.join("app/models.py"), MODELS);
    write(&root.join("app/settings.py"), SETTINGS);
    write(&root.join(format!("migrations/versions/{siblings:05}_last.py")), &revision(siblings, LAST));
    let new = root.join(format!("migrations/versions/{:05}_new.py", siblings + 1));
    println!("{} revisions beside the new one", siblings + 1);
    for (name, body) in [("types lost", LOST), ("right as it is", RIGHT)] {
        measure(name, &new, &revision(siblings + 1, body));
    }
}

fn measure(name: &str, new: &Path, text: &str) {
    let mut times = Vec::new();
    let mut processor = Duration::ZERO;
    // One run to warm the file cache up.
    for run in 0..=RUNS {
        write(new, text);
        let before = processor_time();
        let start = Instant::now();
        let status = Command::new(env!("CARGO_BIN_EXE_rectify"))
            .args(["fix", "--isolated"])
            .arg(new)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap();
        if run > 0 {
            times.push(start.elapsed());
            processor += processor_time().saturating_sub(before);
        }
        assert!(status.success(), "{name}: {status}");
        let mended = fs::read_to_string(new).unwrap();
        let answered = ANSWERS.iter().all(|answer| mended.contains(answer));
        assert_eq!(answered, text.contains("NullType"), "{name}:\n{mended}");
    }
    times.sort();
    println!(
        "rectify fix NEW.py, {name:15} median {:>8.1?}, fastest {:>8.1?}, slowest {:>8.1?}; processor {:>8.1?}",
        times[times.len() / 2],
        times[0],
        times[times.len() - 1],
        processor / u32::try_from(RUNS).unwrap(),
    );
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

#[expect(clippy::disallowed_methods, reason = "scratch files")]
fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
