//! Text put together the ways Python has.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of values do not matter here")]

use super::value::{Passed, Piece, Value, join};

/// `text % values`
pub(super) fn percent<'a>(template: &Value<'a>, values: &Value<'a>) -> Option<Value<'a>> {
    if let Some(doubt) = template.doubt().or(values.doubt()) {
        return Some(Value::Opaque(doubt.clone()));
    }
    let text = template.plain()?;
    let mut listed = match values {
        Value::List(items) => items.clone(),
        Value::Dict(_) => Vec::new(),
        single => vec![single.clone()],
    }
    .into_iter();
    let mut pieces = Vec::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find('%') {
        pieces.push(Piece::Text(rest[..at].to_owned()));
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('%') {
            pieces.push(Piece::Text("%".to_owned()));
            rest = after;
            continue;
        }
        let value = if let Some(named) = rest.strip_prefix('(') {
            let (name, after) = named.split_once(')')?;
            rest = after;
            let Value::Dict(items) = values else { return None };
            super::interpret::look_up(items, &Value::text(name))??
        } else {
            listed.next()?
        };
        let conversion = rest.chars().next()?;
        rest = &rest[conversion.len_utf8()..];
        match conversion {
            's' => {}
            'd' | 'i' => {
                if !matches!(value, Value::Integer(_) | Value::Given(_) | Value::Opaque(_)) {
                    return None;
                }
            }
            _ => return None,
        }
        if let Some(doubt) = value.doubt() {
            return Some(Value::Opaque(doubt.clone()));
        }
        pieces.extend(value.shown()?);
    }
    pieces.push(Piece::Text(rest.to_owned()));
    listed.next().is_none().then(|| Value::Text(join(pieces)))
}

/// `text.format(…)`
pub(super) fn format<'a>(template: &str, passed: &[Passed<'a>]) -> Option<Value<'a>> {
    let mut pieces = Vec::new();
    let mut positional = passed.iter().filter(|(keyword, _)| keyword.is_none()).map(|(_, value)| value);
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        pieces.push(Piece::Text(rest[..at].to_owned()));
        let brace = &rest[at..=at];
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix(brace) {
            pieces.push(Piece::Text(brace.to_owned()));
            rest = after;
            continue;
        }
        let (name, after) = rest.split_once('}').filter(|_| brace == "{")?;
        rest = after;
        // `{:d}` shows a whole number as `{}` does.
        let (name, whole) = name.strip_suffix(":d").map_or((name, false), |name| (name, true));
        let value = match name {
            "" => positional.next()?,
            _ => match name.parse::<usize>() {
                Ok(at) => &passed.iter().filter(|(keyword, _)| keyword.is_none()).nth(at)?.1,
                // `{0.x}`, `{:>3}` and `{!r}` are no names.
                Err(_) => &passed.iter().find(|(keyword, _)| keyword.as_deref() == Some(name))?.1,
            },
        };
        if let Some(doubt) = value.doubt() {
            return Some(Value::Opaque(doubt.clone()));
        }
        if whole && !matches!(value, Value::Integer(_) | Value::Given(_)) {
            return None;
        }
        pieces.extend(value.shown()?);
    }
    pieces.push(Piece::Text(rest.to_owned()));
    Some(Value::Text(join(pieces)))
}

/// `text.upper()` and the like.
pub(super) fn method<'a>(text: &Value<'a>, name: &str, passed: &[Passed<'a>]) -> Option<Value<'a>> {
    let plain = text.plain();
    match (name, passed) {
        ("format", _) => format(&plain?, passed),
        ("upper", []) => Some(Value::text(plain?.to_uppercase())),
        ("lower", []) => Some(Value::text(plain?.to_lowercase())),
        ("strip", []) => Some(Value::text(plain?.trim())),
        ("startswith", [(None, prefix)]) => Some(Value::Boolean(plain?.starts_with(&prefix.plain()?))),
        ("join", [(None, Value::List(items))]) => {
            let separator = plain?;
            let mut pieces = Vec::new();
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    pieces.push(Piece::Text(separator.clone()));
                }
                pieces.extend(item.shown()?);
            }
            Some(Value::Text(join(pieces)))
        }
        _ => None,
    }
}
