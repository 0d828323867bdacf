//! The tests that a project with migrations should have.

use anyhow::Result;

use super::{Project, Step, slashed, text_of};

/// The first line of the file; a file without it is somebody's own.
const HEADER: &str =
    "\"\"\"The migrations run, agree with the models, and hold nothing that autogenerate left wrong.";

/// Writes `tests/test_migrations.py`.
pub(super) fn step(project: &Project) -> Result<Step> {
    let path = project.root.join("tests/test_migrations.py");
    match text_of(&path)? {
        Some(text) if text.starts_with(HEADER) => Ok(Step::Already { path, what: "has the tests" }),
        Some(_) => Ok(Step::ByHand { path, why: "it is there already and is not ours".to_owned() }),
        None => Ok(Step::Write { after: text(project), path, before: None }),
    }
}

fn text(project: &Project) -> String {
    // The options of a project file are read by Alembic alone; what the tests need of them is the folder.
    let file = project.alembic.first().filter(|file| file.is_ini());
    let ini = file.map(|file| format!("\"file\": str(ROOT / \"{}\"), ", slashed(&file.path, &project.root)));
    let ini = ini.unwrap_or_default();
    let scripts = project.scripts().first().map(|folder| slashed(folder, &project.root)).unwrap_or_default();
    format!(
        r#"{HEADER}

Needs pytest and pytest-alembic. The first four tests run on the empty Postgres database that the environment
variable TEST_DATABASE_URL names, and are skipped without it.
"""

import os
import subprocess
from pathlib import Path

import pytest
import sqlalchemy
from pytest_alembic.tests import (  # noqa: F401
    test_model_definitions_match_ddl,
    test_single_head_revision,
    test_up_down_consistency,
    test_upgrade,
)

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def alembic_config():
    return {{{ini}"script_location": str(ROOT / "{scripts}")}}


@pytest.fixture
def alembic_engine():
    url = os.environ.get("TEST_DATABASE_URL")
    if not url:
        pytest.skip("TEST_DATABASE_URL names no database")
    engine = sqlalchemy.create_engine(url)
    yield engine
    engine.dispose()


def test_rectify_finds_nothing():
    result = subprocess.run(
        ["rectify", "check"], cwd=ROOT, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert result.returncode == 0, result.stdout.decode()
"#
    )
}
