//! `--since`: which revisions of a git repository are looked at.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

#[path = "support/repository.rs"]
mod repository;

use std::fs;

use repository::Repository;
use serde_json::Value;

/// A repository whose `main` has the revisions `versions/a.py`, `b.py` and `c.py`.
fn repository() -> Repository {
    let repository = Repository::new();
    for name in ["versions/a.py", "versions/b.py", "versions/c.py"] {
        repository.revision(name);
    }
    repository.commit();
    repository
}

/// The files that `rectify check ARGUMENTS` looks at.
fn looked_at(repository: &Repository, folder: &str, arguments: &[&str]) -> Vec<String> {
    let command = [&["check", "--output-format", "json"], arguments].concat();
    let output = repository.rectify(folder, &command);
    let error = String::from_utf8(output.stderr).unwrap();
    assert_ne!(output.status.code(), Some(2), "{error}");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let files = report["files"].as_array().unwrap();
    files.iter().map(|file| file["path"].as_str().unwrap().to_owned()).collect()
}

/// What the command says that cannot be done.
fn refused(repository: &Repository, arguments: &[&str]) -> String {
    let output = repository.rectify(".", arguments);
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{error}");
    assert!(output.stdout.is_empty());
    error
}

#[test]
fn what_did_not_change_is_passed_over() {
    let repository = repository();
    assert!(looked_at(&repository, ".", &["--since", "main"]).is_empty());
    let output = repository.rectify(".", &["check", "--since", "main", "."]);
    assert_eq!(output.status.code(), Some(0));
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said, "no revisions found that changed since main\n");
}

#[test]
fn what_is_changed_staged_new_or_ignored_counts() {
    let repository = repository();
    repository.write("versions/a.py", &(repository::broken("a") + "\n"));
    repository.write("versions/b.py", &(repository::broken("b") + "\n"));
    repository.git(&["add", "versions/b.py"]);
    repository.revision("versions/new.py");
    assert_eq!(
        looked_at(&repository, ".", &["--since", "HEAD"]),
        ["versions/a.py", "versions/b.py", "versions/new.py"]
    );
    // A walk passes an ignored file over; one that is named is looked at, and is not committed.
    repository.write(".gitignore", "new.py\n");
    assert_eq!(
        looked_at(&repository, ".", &["--since", "HEAD", "versions/new.py", "versions/c.py"]),
        ["versions/new.py"]
    );
}

#[test]
fn renamed_files_count_by_their_new_name_and_deleted_ones_do_not() {
    let repository = repository();
    repository.git(&["checkout", "--quiet", "-b", "work"]);
    repository.git(&["mv", "versions/a.py", "versions/ä b.py"]);
    repository.git(&["rm", "--quiet", "versions/b.py"]);
    repository.commit();
    fs::remove_file(repository.path().join("versions/c.py")).unwrap();
    assert_eq!(looked_at(&repository, ".", &["--since", "main"]), ["versions/ä b.py"]);
}

#[test]
fn what_others_commit_to_the_branch_meanwhile_does_not_count() {
    let repository = repository();
    repository.git(&["checkout", "--quiet", "-b", "work"]);
    repository.revision("versions/mine.py");
    repository.commit();
    repository.git(&["checkout", "--quiet", "main"]);
    repository.write("versions/a.py", &(repository::broken("a") + "\n"));
    repository.commit();
    repository.git(&["checkout", "--quiet", "work"]);
    assert_eq!(looked_at(&repository, ".", &["--since", "main"]), ["versions/mine.py"]);
}

#[test]
fn branches_without_a_common_commit_are_compared_as_they_are() {
    let repository = repository();
    repository.git(&["checkout", "--quiet", "--orphan", "other"]);
    repository.revision("versions/mine.py");
    repository.commit();
    assert_eq!(looked_at(&repository, ".", &["--since", "main"]), ["versions/mine.py"]);
}

#[test]
fn folders_below_and_named_paths_work() {
    let repository = repository();
    repository.revision("app/versions/new.py");
    repository.revision("versions/new.py");
    let since = ["--since", "HEAD"];
    assert_eq!(looked_at(&repository, "app", &since), ["versions/new.py"]);
    assert_eq!(looked_at(&repository, "versions", &["--since", "HEAD", "a.py", "new.py"]), ["new.py"]);
    let above = looked_at(&repository, "app", &["--since", "HEAD", ".."]);
    assert_eq!(above, ["../app/versions/new.py", "../versions/new.py"]);
}

#[test]
fn a_submodule_is_compared_with_its_own_commit() {
    let (inner, outer) = (repository(), repository());
    let source = inner.path().to_str().unwrap();
    outer.git(&["-c", "protocol.file.allow=always", "submodule", "add", "--quiet", source, "inner"]);
    outer.commit();
    assert!(looked_at(&outer, ".", &["--since", "HEAD", "."]).is_empty());
    outer.revision("inner/versions/new.py");
    outer.write("inner/versions/a.py", &(repository::broken("a") + "\n"));
    let changed = ["inner/versions/a.py", "inner/versions/new.py"];
    assert_eq!(looked_at(&outer, ".", &["--since", "HEAD", "."]), changed);
    // What the submodule has committed since counts, too.
    outer.git(&["-C", "inner", "add", "--all"]);
    outer.git(&["-C", "inner", "commit", "--quiet", "--message", "more"]);
    assert_eq!(looked_at(&outer, ".", &["--since", "HEAD", "."]), changed);
    assert!(looked_at(&outer, "inner", &["--since", "HEAD", "."]).is_empty());
}

#[cfg(unix)]
#[test]
fn a_link_counts_when_what_it_leads_to_changed() {
    let repository = Repository::new();
    repository.revision("kept/z.py");
    fs::create_dir(repository.path().join("versions")).unwrap();
    std::os::unix::fs::symlink("../kept/z.py", repository.path().join("versions/a.py")).unwrap();
    repository.commit();
    assert!(looked_at(&repository, ".", &["--since", "HEAD", "versions"]).is_empty());
    repository.write("kept/z.py", &(repository::broken("z") + "\n"));
    assert_eq!(looked_at(&repository, ".", &["--since", "HEAD", "versions"]), ["versions/a.py"]);
}

#[test]
fn what_git_tells_its_hooks_does_not_mislead() {
    let repository = repository();
    repository.revision("versions/new.py");
    repository.write(
        "hook.sh",
        "#!/bin/sh\ncd versions && \"$RECTIFY\" check --since main --output-format concise .\n",
    );
    let hook = repository.path().join("hook.sh");
    let output = std::process::Command::new("sh")
        .arg(hook)
        .current_dir(repository.path())
        .env("RECTIFY", env!("CARGO_BIN_EXE_rectify"))
        .env("GIT_DIR", ".git")
        .env("GIT_INDEX_FILE", ".git/index")
        .output()
        .unwrap();
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(shown.starts_with("new.py:9:"), "{shown}{}", String::from_utf8(output.stderr).unwrap());
    assert_eq!(shown.matches('\n').count(), 1);
}

#[test]
fn fix_and_diff_touch_what_changed_only() {
    let repository = repository();
    repository.revision("versions/new.py");
    let patch = repository.rectify(".", &["diff", "--since", "main"]).stdout;
    let patch = String::from_utf8(patch).unwrap();
    assert_eq!(patch.matches("+++ ").count(), 1);
    assert!(patch.contains("+++ b/versions/new.py\n"), "{patch}");
    assert_eq!(repository.rectify(".", &["fix", "--since", "main"]).status.code(), Some(0));
    assert!(repository.git(&["diff", "--name-only"]).is_empty());
    let text = fs::read_to_string(repository.path().join("versions/new.py")).unwrap();
    assert!(text.contains("sa.String()"), "{text}");
}

#[test]
fn what_git_does_not_know_is_an_error() {
    let repository = repository();
    for revision in ["nowhere", "-q", "", "main..HEAD", "HEAD:versions"] {
        let option = format!("--since={revision}");
        let said = refused(&repository, &["check", &option, "."]);
        assert!(said.contains(&format!("knows no commit `{revision}`")), "{said}");
    }
    let missing = refused(&repository, &["check", "--since", "main", "versions/gone.py"]);
    assert_eq!(missing, "error: versions/gone.py: no such file or folder\n");
}
