//! Any text as SQL of a revision, and as a name or a value in it.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rectify::sql::{canonical_type, identifier, literal, read_statements, through_text};

fuzz_target!(|text: &str| {
    let statements = read_statements(text);
    assert!(statements.len() <= text.len() + 1);
    let _ = canonical_type(text);
    let _ = through_text(text);
    if text.contains('\0') {
        return;
    }
    // A name or a value is one token, however it tries to end itself.
    let (name, value) = (identifier(text), literal(text));
    if !text.is_empty() {
        let quoted = name.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        let is_one = match quoted {
            Some(inside) => !inside.replace("\"\"", "").contains('"'),
            None => {
                name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '$')
            }
        };
        assert!(is_one, "{name}");
    }
    let inside = value.strip_suffix('\'').and_then(|rest| rest.split_once('\'')).map(|(_, rest)| rest);
    let inside = inside.unwrap_or_else(|| panic!("{value} is no literal"));
    assert!(!inside.replace("''", "").contains('\''), "{value}");
});
