//! Puts the post-write hook into Alembic's configuration; every byte of the user's stays.

use toml::de::{DeTable, DeValue};

use super::alembic::ini_section;
use super::reader::{entries, string};

/// What becomes of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Edited {
    /// It says so already.
    Already,
    /// The text to write.
    Text(String),
    /// It has to be done by hand, and why.
    ByHand(&'static str),
}

/// The section of an ini file.
const SECTION: &str = "post_write_hooks";
/// The same in a project file.
const TABLE: &str = "[[tool.alembic.post_write_hooks]]";
const OPTIONS: [(&str, &str); 3] =
    [("type", "exec"), ("executable", "rectify"), ("options", "fix REVISION_SCRIPT_FILENAME")];

/// Whether an ini file has the section; Alembic then reads hooks from nowhere else.
pub(crate) fn ini_has_hooks(text: &str) -> bool {
    lines(text).any(|(_, line)| header(line) == Some(SECTION))
}

/// Whether a project file lists hooks for Alembic.
pub(crate) fn project_has_hooks(text: &str) -> bool {
    DeTable::parse(text).is_ok_and(|document| !hooks(document.get_ref()).is_empty())
}

/// Puts the hook first among those of an ini file: formatters come after it.
pub(crate) fn hook_in_ini(text: &str) -> Edited {
    let ending = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let values = ini_section(text, SECTION);
    if values.contains_key("hooks") && values.iter().any(|(key, value)| is_ours(key, value)) {
        return Edited::Already;
    }
    if values.keys().any(|key| key.starts_with("rectify.")) {
        return Edited::ByHand(
            "it has options of a hook `rectify` that does something else, or is not listed",
        );
    }
    let options = OPTIONS.map(|(key, value)| format!("rectify.{key} = {value}{ending}")).concat();
    let Some((at, title)) = lines(text).find(|(_, line)| header(line) == Some(SECTION)) else {
        let gap = if text.is_empty() || text.ends_with('\n') { "" } else { ending };
        return Edited::Text(format!(
            "{text}{gap}{ending}[{SECTION}]{ending}hooks = rectify{ending}{options}"
        ));
    };
    let body = at + title.len();
    let listed = lines(&text[body..]).take_while(|(_, line)| header(line).is_none()).find(|(_, line)| {
        line.split_once(['=', ':']).is_some_and(|(key, _)| key.trim_end().eq_ignore_ascii_case("hooks"))
    });
    let Some((offset, line)) = listed else {
        let gap = if title.ends_with('\n') { "" } else { ending };
        let (before, after) = text.split_at(body);
        return Edited::Text(format!("{before}{gap}hooks = rectify{ending}{options}{after}"));
    };
    let (key, value) = line.split_once(['=', ':']).unwrap_or((line, ""));
    let name = value.trim_start_matches([' ', '\t']);
    let start = body + offset;
    let end = start + line.len();
    if lines(&text[end..]).next().is_some_and(|(_, next)| continues(next)) {
        return Edited::ByHand("its `hooks` take several lines, which Alembic does not split");
    }
    let list = match name.trim() {
        "" => format!("{key}= rectify"),
        names => {
            let blank = &value[..value.len() - name.len()];
            let sign = &line[key.len()..=key.len()];
            format!("{key}{sign}{blank}rectify, {names}")
        }
    };
    Edited::Text(format!("{}{list}{ending}{options}{}", &text[..start], &text[end..]))
}

/// Puts the hook first among those of `[tool.alembic]` in a project file.
pub(crate) fn hook_in_project(text: &str) -> Edited {
    let Ok(document) = DeTable::parse(text) else { return Edited::ByHand("it is no TOML") };
    let hooks = hooks(document.get_ref());
    if hooks.iter().any(|hook| hook.iter().any(|(key, value)| is_ours(&format!(".{key}"), value))) {
        return Edited::Already;
    }
    let ending = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let options = OPTIONS.map(|(key, value)| format!("{key} = \"{value}\"{ending}")).concat();
    let table = format!("name = \"rectify\"{ending}{options}");
    let first = lines(text).find(|(_, line)| line.trim_start().starts_with(TABLE));
    let edited = if let Some((at, _)) = first {
        format!("{}{TABLE}{ending}{table}{ending}{}", &text[..at], &text[at..])
    } else if hooks.is_empty() {
        let gap = if text.is_empty() || text.ends_with('\n') { "" } else { ending };
        format!("{text}{gap}{ending}{TABLE}{ending}{table}")
    } else {
        return Edited::ByHand("its hooks are not written as tables of their own");
    };
    let is_first = DeTable::parse(&edited).is_ok_and(|document| {
        let hooks = self::hooks(document.get_ref());
        hooks.first().is_some_and(|hook| hook.iter().any(|(key, value)| is_ours(&format!(".{key}"), value)))
    });
    if is_first { Edited::Text(edited) } else { Edited::ByHand("its [tool.alembic] cannot be added to") }
}

/// Whether an option of a hook starts this program.
fn is_ours(key: &str, value: &str) -> bool {
    let starts = [".executable", ".entrypoint", ".module"].iter().any(|end| key.ends_with(end));
    let name = value.trim().rsplit(['/', '\\']).next().unwrap_or_default();
    starts && matches!(name, "rectify" | "rectify.exe" | "alembic_rectify")
}

/// The keys and texts of each hook of `[tool.alembic]`.
fn hooks(document: &DeTable<'_>) -> Vec<Vec<(String, String)>> {
    let Some(DeValue::Table(tool)) = document.get("tool").map(toml::Spanned::get_ref) else {
        return Vec::new();
    };
    let Some(DeValue::Table(alembic)) = tool.get("alembic").map(toml::Spanned::get_ref) else {
        return Vec::new();
    };
    let Some(DeValue::Array(hooks)) = alembic.get(SECTION).map(toml::Spanned::get_ref) else {
        return Vec::new();
    };
    let texts = |hook: &toml::Spanned<DeValue<'_>>| {
        let DeValue::Table(table) = hook.get_ref() else { return Vec::new() };
        let entries = entries(table).into_iter();
        entries.filter_map(|(key, value)| Some((key.value, string(value)?.value))).collect()
    };
    hooks.iter().map(texts).collect()
}

/// The lines of a text with their offsets and endings.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    })
}

/// The name of the section that a line opens.
fn header(line: &str) -> Option<&str> {
    line.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(name, _)| name)
}

/// Whether a line goes on with the value of the one before.
fn continues(line: &str) -> bool {
    line.starts_with([' ', '\t']) && !line.trim().is_empty() && !line.trim().starts_with(['#', ';'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(edited: Edited) -> String {
        let Edited::Text(text) = edited else { panic!("{edited:?}") };
        text
    }

    #[test]
    fn the_hook_goes_before_the_formatters_of_an_ini_file() {
        let text = "; mine\r\n[post_write_hooks]\r\nHooks=ruff black\r\nruff.type = exec\r\n[loggers]\r\n";
        let wanted = "; mine\r\n[post_write_hooks]\r\nHooks=rectify, ruff black\r\nrectify.type = exec\r\n\
                      rectify.executable = rectify\r\nrectify.options = fix REVISION_SCRIPT_FILENAME\r\n\
                      ruff.type = exec\r\n[loggers]\r\n";
        assert_eq!(edited(hook_in_ini(text)), wanted);
        assert_eq!(hook_in_ini(wanted), Edited::Already);
    }

    #[test]
    fn a_section_without_hooks_and_a_file_without_the_section_get_them() {
        let options = "hooks = rectify\nrectify.type = exec\nrectify.executable = rectify\n\
                       rectify.options = fix REVISION_SCRIPT_FILENAME\n";
        let text = "[post_write_hooks]\n# hooks = black\n[loggers]\nhooks = x\n";
        let wanted = format!("[post_write_hooks]\n{options}# hooks = black\n[loggers]\nhooks = x\n");
        assert_eq!(edited(hook_in_ini(text)), wanted);
        assert_eq!(edited(hook_in_ini("[alembic]")), format!("[alembic]\n\n[post_write_hooks]\n{options}"));
    }

    #[test]
    fn what_is_not_understood_is_left_to_people() {
        let several = "[post_write_hooks]\nhooks = black,\n  ruff\n";
        assert!(matches!(hook_in_ini(several), Edited::ByHand(_)));
        let other = "[post_write_hooks]\nhooks = ruff\nrectify.type = exec\nrectify.executable = true\n";
        assert!(matches!(hook_in_ini(other), Edited::ByHand(_)));
        let inline = "[tool.alembic]\npost_write_hooks = [{name = 'a', type = 'exec'}]\n";
        assert!(matches!(hook_in_project(inline), Edited::ByHand(_)));
        assert!(matches!(hook_in_project("tool.alembic = {a = 1}\n"), Edited::ByHand(_)));
    }

    #[test]
    fn the_hook_goes_before_the_formatters_of_a_project_file() {
        let ours = "[[tool.alembic.post_write_hooks]]\nname = \"rectify\"\ntype = \"exec\"\n\
                    executable = \"rectify\"\noptions = \"fix REVISION_SCRIPT_FILENAME\"\n";
        let text = "[tool.alembic]\nscript_location = 'a'\n";
        let alone = edited(hook_in_project(text));
        assert_eq!(alone, format!("{text}\n{ours}"));
        assert_eq!(hook_in_project(&alone), Edited::Already);
        let ruff = "[[tool.alembic.post_write_hooks]] # last\nname = 'ruff'\n";
        assert_eq!(edited(hook_in_project(&format!("{text}{ruff}"))), format!("{text}{ours}\n{ruff}"));
    }
}
