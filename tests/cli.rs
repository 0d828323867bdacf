//! What the command prints and returns: a case for each behaviour in `tests/cmd`.
//!
//! `TRYCMD=overwrite cargo test --test cli` writes the cases anew; read the difference before keeping it.

#[test]
fn the_command_does_what_the_cases_say() {
    trycmd::TestCases::new().case("tests/cmd/*.toml").run();
}
