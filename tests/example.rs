//! The bundled example is mended as a whole, and what comes of it runs.

use std::path::Path;
use std::process::Command;

#[test]
fn the_example_is_mended_and_runs_on_postgres() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/example/prove.py");
    let output =
        Command::new("python3").arg("-B").arg(script).arg(env!("CARGO_BIN_EXE_rectify")).output().unwrap();
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap()
    );
}
