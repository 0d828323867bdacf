//! Any text as a rule file: it is refused with mistakes at their places, or its rules are applied.

#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use rectify::engine;
use rectify::plan::{Alone, Options};
use rectify::rules::{Origin, RuleFile, load};
use rectify::source::SourceFile;

const REVISION: &str = "from alembic import op\nimport sqlalchemy as sa\nimport a.b\n\nrevision = 'a'\n\
    down_revision = None\n\n\ndef upgrade():\n    op.create_table('t', sa.Column('a', a.b.C(1, 'x', k=[2])))\n    \
    op.add_column('t', sa.Column('b', db.Vector(3), nullable=False))\n";

fuzz_target!(|text: &str| {
    let file = RuleFile { path: Path::new("team.yaml"), text, origin: Origin::Team };
    match load(&[file]) {
        Ok(rules) => {
            let file = SourceFile::from_text("a.py", REVISION);
            // A rule may write what is no type: what comes of it is proved, or refused.
            let _ = engine::run(file, &rules, &Options::default(), &Alone);
        }
        Err(mistakes) => {
            // YAML ends lines by a bare carriage return too.
            let lines = u32::try_from(text.split(['\n', '\r']).count()).unwrap_or(u32::MAX);
            assert!(!mistakes.is_empty());
            assert!(mistakes.iter().all(|mistake| mistake.line <= lines.max(1)), "{mistakes:?}");
            mistakes.iter().for_each(|mistake| assert!(!mistake.to_string().is_empty()));
        }
    }
});
