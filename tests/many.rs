//! The scripts of `docs/many-repositories.md`, and the action of GitHub's, on scratch repositories.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

#[path = "support/repository.rs"]
mod repository;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use repository::{Repository, broken};
use tempfile::TempDir;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A script of the document, written to a file.
#[expect(clippy::disallowed_methods, reason = "a scratch file")]
fn script(folder: &TempDir, name: &str) -> PathBuf {
    let text = fs::read_to_string(root().join("docs/many-repositories.md")).unwrap();
    let (start, end) = (format!("<!-- {name} -->\n\n```sh\n"), format!("```\n\n<!-- /{name} -->"));
    let from = text.find(&start).unwrap() + start.len();
    let body = &text[from..from + text[from..].find(&end).unwrap()];
    let path = folder.path().join(name);
    fs::write(&path, body).unwrap();
    path
}

/// Runs a script by a shell, with the command on its path.
fn run(shell: &str, script: &Path, folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let command = Path::new(env!("CARGO_BIN_EXE_rectify")).parent().unwrap();
    let path = format!("{}:{}", command.display(), std::env::var("PATH").unwrap());
    Command::new(shell)
        .arg(script)
        .args(arguments)
        .current_dir(folder)
        .env("PATH", path)
        .envs(variables.iter().copied())
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Three repositories: one is clean, one is mended, one is mended in part.
fn repositories() -> [Repository; 3] {
    let repositories = [Repository::new(), Repository::new(), Repository::new()];
    let [clean, mended, partly] = &repositories;
    clean.write("versions/a.py", &broken("a").replace("sqlmodel.AutoString()", "sa.Text()"));
    mended.revision("db/versions/a.py");
    mended.write("db/tool.py", "import os\n");
    partly.revision("versions/a.py");
    partly.write("versions/b.py", &broken("b").replace("sqlmodel.AutoString", "team.types.Money"));
    repositories.iter().for_each(Repository::commit);
    repositories
}

fn paths(repositories: &[Repository]) -> Vec<&str> {
    repositories.iter().map(|repository| repository.path().to_str().unwrap()).collect()
}

#[test]
fn the_survey_tells_what_there_is_to_do() {
    let (folder, repositories) = (tempfile::tempdir().unwrap(), repositories());
    let paths = paths(&repositories);
    let output = run("sh", &script(&folder, "survey.sh"), folder.path(), &paths, &[]);
    let counts = [(0, 0), (1, 0), (1, 1)];
    let wanted: Vec<String> = paths
        .iter()
        .zip(counts)
        .map(|(path, (fixable, unfixable))| {
            format!("{path} fixable={fixable} unfixable={unfixable} failed=0\n")
        })
        .collect();
    assert_eq!(text(&output.stdout), wanted.concat(), "{}", text(&output.stderr));
    assert!(output.status.success());
    // What its settings keep from being checked does not look clean.
    repositories[0].write("rectify.toml", "no-such-key = 1\n");
    let output = run("sh", &script(&folder, "survey.sh"), folder.path(), &paths[..1], &[]);
    assert_eq!(text(&output.stdout), format!("{} fixable=0 unfixable=0 failed=1\n", paths[0]));
}

#[test]
fn the_script_mends_and_fails_only_where_the_job_could_not_be_done() {
    let (folder, repositories) = (tempfile::tempdir().unwrap(), repositories());
    let mend = script(&folder, "mend.sh");
    for (repository, changed) in repositories.iter().zip(["", "db/versions/a.py\n", "versions/a.py\n"]) {
        assert!(run("sh", &mend, repository.path(), &[], &[]).status.success());
        assert_eq!(repository.git(&["diff", "--name-only"]), changed);
    }
    repositories[0].write("rectify.toml", "no-such-key = 1\n");
    assert!(!run("sh", &mend, repositories[0].path(), &[], &[]).status.success());
}

#[test]
fn the_patches_do_what_the_fixes_do() {
    let (folder, repositories) = (tempfile::tempdir().unwrap(), repositories());
    let patches = folder.path().join("patches");
    fs::create_dir(&patches).unwrap();
    let arguments = [&[patches.to_str().unwrap()], &paths(&repositories)[..]].concat();
    let output = run("sh", &script(&folder, "patches.sh"), folder.path(), &arguments, &[]);
    assert!(output.stderr.is_empty(), "{}", text(&output.stderr));
    let patch = |repository: &Repository| {
        patches.join(repository.path().file_name().unwrap()).with_added_extension("patch")
    };
    let there: Vec<bool> = repositories.iter().map(|repository| patch(repository).exists()).collect();
    assert_eq!(there, [false, true, true]);
    for repository in &repositories[1..] {
        repository.git(&["apply", "--index", patch(repository).to_str().unwrap()]);
        let by_patch = repository.git(&["diff", "--cached"]);
        repository.git(&["reset", "--quiet", "--hard"]);
        repository.rectify(".", &["fix", "."]);
        repository.git(&["add", "--all"]);
        assert_eq!(repository.git(&["diff", "--cached"]), by_patch);
    }
}

/// Runs the action's script as a workflow does.
fn action(repository: &Path, variables: &[(&str, &str)]) -> Output {
    run("bash", &root().join(".github/actions/rectify/check.sh"), repository, &[], variables)
}

#[test]
fn the_action_checks_what_a_pull_request_changes() {
    let definition = fs::read_to_string(root().join(".github/actions/rectify/action.yml")).unwrap();
    for script in ["install", "check"] {
        assert!(definition.contains(&format!("run: bash \"$GITHUB_ACTION_PATH/{script}.sh\"\n")));
    }
    let origin = Repository::new();
    origin.revision("versions/old.py");
    origin.commit();
    let base = origin.git(&["rev-parse", "HEAD"]);
    origin.git(&["checkout", "--quiet", "-b", "work"]);
    origin.revision("versions/new.py");
    origin.commit();
    // As `actions/checkout` leaves it: one commit deep.
    let clone = tempfile::tempdir().unwrap();
    let place = clone.path().join("repository");
    let url = format!("file://{}", origin.path().display());
    origin.git(&["config", "uploadpack.allowAnySHA1InWant", "true"]);
    origin.git(&["clone", "--quiet", "--depth=1", "--branch=work", &url, place.to_str().unwrap()]);

    let output = action(&place, &[("SINCE", base.trim()), ("PATHS", "versions")]);
    let shown = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    assert!(shown.starts_with("::error file=versions/new.py,line=9,"), "{shown}");
    assert!(!shown.contains("old.py"), "{shown}");

    let output = action(&place, &[("SINCE", &"0".repeat(40)), ("ARGUMENTS", "--exit-zero --isolated")]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout).matches("::error").count(), 2);
}
