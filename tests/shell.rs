//! What shells and `man` make of `rectify completions` and `rectify man`.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::io::Write as _;
use std::process::{Command, Stdio};

/// What `rectify ARGUMENTS` prints.
fn rectify(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_rectify")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// What a program makes of a text: whether it succeeded, and what it printed on both streams.
fn piped(program: &str, arguments: &[&str], text: &str) -> (bool, String) {
    let mut child = Command::new(program)
        .args(arguments)
        .env("MANWIDTH", "100")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let (out, error) = (String::from_utf8(output.stdout), String::from_utf8(output.stderr));
    (output.status.success(), out.unwrap() + &error.unwrap())
}

#[test]
fn bash_completes_commands_and_options() {
    let script = rectify(&["completions", "bash"]);
    let complete = |words: &[&str]| {
        let (last, before) = (words[words.len() - 1], words[words.len() - 2]);
        let call = format!(
            "{script}\nCOMP_WORDS=({}); COMP_CWORD={}\n_rectify rectify '{last}' '{before}'\necho \"${{COMPREPLY[@]}}\"\n",
            words.join(" "),
            words.len() - 1
        );
        let (worked, said) = piped("bash", &["-s"], &call);
        assert!(worked, "{said}");
        said.trim().to_owned()
    };
    assert_eq!(complete(&["rectify", "che"]), "check");
    assert_eq!(complete(&["rectify", "check", "--sin"]), "--since");
    assert_eq!(complete(&["rectify", "check", "--output-format", "sar"]), "sarif");
}

#[test]
fn every_shell_has_a_script() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(rectify(&["completions", shell]).contains("output-format"), "{shell}");
    }
}

#[test]
fn manual_pages_are_well_formed() {
    for (command, parts) in [
        (vec![], vec!["rectify", "COMMANDS", "Exit codes"]),
        (vec!["check"], vec!["rectify-check", "--since", "Examples"]),
        (vec!["rules", "test"], vec!["rectify-rules-test", "team-rules.yaml"]),
    ] {
        let page = rectify(&[&["man"], &command[..]].concat());
        let version = env!("CARGO_PKG_VERSION");
        let title = format!("\"rectify {version}\"");
        assert!(
            page.split('\n').any(|line| line.starts_with(".TH rectify") && line.contains(&title)),
            "{page}"
        );
        let plain = page.replace("\\-", "-");
        for part in parts {
            assert!(plain.contains(part), "{command:?} lacks {part}");
        }
        // Where there is a formatter, it has nothing to complain about.
        if Command::new("groff").arg("--version").output().is_ok() {
            let (worked, said) = piped("groff", &["-man", "-Tutf8", "-ww", "-z"], &page);
            assert!(worked && said.is_empty(), "{said}");
        }
    }
}
