//! The tests that a project with migrations should have.

use anyhow::Result;

use super::advice::read;
use super::{Project, Step, slashed, text_of};
use crate::config::ini_value;

/// The first line of the file; a file without it is somebody's own.
const HEADER: &str =
    "\"\"\"The migrations run, agree with the models, and hold nothing that autogenerate left wrong.";

/// The file; `@…@` stand for what differs between projects.
const TEMPLATE: &str = include_str!("project_tests.txt");

/// Lets `env.py` of Flask-Migrate find its application, as the command `flask` does.
const FLASK: &str = r#"

@pytest.fixture(autouse=True)
def application(monkeypatch):
    """The application that env.py asks, found as the command `flask` finds it."""
    from flask.cli import ScriptInfo, load_dotenv

    monkeypatch.chdir(ROOT)
    load_dotenv()
    with ScriptInfo().load_app().app_context():
        yield
"#;

/// Writes `tests/test_migrations.py`.
pub(super) fn step(project: &Project) -> Result<Step> {
    let path = project.root.join("tests/test_migrations.py");
    match text_of(&path)? {
        Some(text) if text.starts_with(HEADER) => Ok(Step::Already { path, what: "has the tests" }),
        Some(_) => Ok(Step::ByHand { path, why: "it is there already and is not ours".to_owned() }),
        None if has_several_databases(project) => Ok(Step::ByHand {
            path,
            why:
                "pytest-alembic runs one database, and env.py asks for several; `rectify verify` proves them"
                    .to_owned(),
        }),
        None => Ok(Step::Write { after: text(project), path, before: None }),
    }
}

/// Whether the first `env.py`, for which the tests are, connects to several databases at once.
fn has_several_databases(project: &Project) -> bool {
    let first = project.alembic.first().filter(|file| file.is_ini());
    first.is_some_and(|file| ini_value(&file.text, "databases").is_some()) || env_says(project, "db_names")
}

/// Whether the text is in the first `env.py`.
fn env_says(project: &Project, text: &str) -> bool {
    let path = project.scripts().first().map(|folder| folder.join("env.py"));
    path.and_then(|path| read(&path)).is_some_and(|env| env.contains(text))
}

fn text(project: &Project) -> String {
    // The options of a project file are read by Alembic alone; what the tests need of them is the folder.
    let file = project.alembic.first().filter(|file| file.is_ini());
    let ini = file.map(|file| format!("\"file\": str(ROOT / \"{}\"), ", slashed(&file.path, &project.root)));
    let scripts = project.scripts().first().map(|folder| slashed(folder, &project.root)).unwrap_or_default();
    // Where Alembic runs, and so where Python finds the models: beside its settings, unless those are
    // Flask-Migrate's, which lie beside the scripts.
    let place = project.alembic.first().and_then(|file| file.path.parent());
    let place = place.filter(|place| project.scripts().first() != Some(place));
    let folder = place.map(|place| slashed(place, &project.root)).filter(|folder| !folder.is_empty());
    let flask = if env_says(project, "current_app") { FLASK } else { "" };
    TEMPLATE
        .replace("@ini@", &ini.unwrap_or_default())
        .replace("@scripts@", &scripts)
        .replace("@folder@", &folder.map(|folder| format!(" / \"{folder}\"")).unwrap_or_default())
        .replace("@flask@", flask)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_known_again() {
        assert!(TEMPLATE.starts_with(HEADER));
    }
}
