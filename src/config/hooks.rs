//! Puts the post-write hook into Alembic's configuration; every byte of the user's stays.

use toml::de::{DeTable, DeValue};

use super::alembic::{ini_section, sections};
use super::ini::{self, Kind, Line};
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

/// How Alembic starts the command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    /// By its name, on PATH.
    Path,
    /// By the entry point of its package, which Alembic's own environment holds.
    EntryPoint,
}

impl Start {
    /// The options of the hook.
    fn options(self) -> [(&'static str, &'static str); 3] {
        let [kind, program] = match self {
            Self::Path => [("type", "exec"), ("executable", "rectify")],
            Self::EntryPoint => [("type", "console_scripts"), ("entrypoint", "rectify")],
        };
        [kind, program, ("options", "fix REVISION_SCRIPT_FILENAME")]
    }
}

/// Whether an ini file has the section; Alembic then reads hooks from nowhere else.
pub(crate) fn ini_has_hooks(text: &str) -> bool {
    sections(text).any(|name| name == SECTION)
}

/// Whether a project file lists hooks for Alembic.
pub(crate) fn project_has_hooks(text: &str) -> bool {
    DeTable::parse(text).is_ok_and(|document| !hooks(document.get_ref()).is_empty())
}

/// Puts the hook first among those of an ini file: formatters come after it.
pub(crate) fn hook_in_ini(text: &str, start: Start) -> Edited {
    let ending = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let values = ini_section(text, SECTION);
    let listed = values.get("hooks").map(|names| names.split([',', ' ']).any(|name| name == "rectify"));
    if listed.is_some() && values.iter().any(|(key, value)| is_ours(key, value)) {
        return Edited::Already;
    }
    if values.keys().any(|key| key.starts_with("rectify.")) {
        return Edited::ByHand(
            "it has options of a hook `rectify` that does something else, or is not listed",
        );
    }
    // What is indented deeper than the line before would belong to it.
    let options = |indent: &str| {
        start.options().map(|(key, value)| format!("{indent}rectify.{key} = {value}{ending}")).concat()
    };
    let lines: Vec<Line<'_>> = ini::lines(text).collect();
    let Some(title) = lines.iter().position(|line| line.kind == Kind::Section(SECTION)) else {
        let gap = if text.is_empty() || text.ends_with('\n') { "" } else { ending };
        let options = options("");
        return Edited::Text(format!(
            "{text}{gap}{ending}[{SECTION}]{ending}hooks = rectify{ending}{options}"
        ));
    };
    let (title, body) = (lines[title], &lines[title + 1..]);
    let end = body.iter().position(|line| matches!(line.kind, Kind::Section(_))).unwrap_or(body.len());
    let body = &body[..end];
    let is_list =
        |line: &Line<'_>| matches!(line.kind, Kind::Option(name, _) if name.eq_ignore_ascii_case("hooks"));
    let Some(at) = body.iter().position(is_list) else {
        let indent = body.iter().find(|line| matches!(line.kind, Kind::Option(..))).map_or("", Line::indent);
        let gap = if title.text.ends_with('\n') { "" } else { ending };
        let (before, after) = text.split_at(title.end());
        let options = options(indent);
        return Edited::Text(format!("{before}{gap}{indent}hooks = rectify{ending}{options}{after}"));
    };
    let line = body[at];
    let next = body[at + 1..].iter().map(|line| line.kind).find(|kind| *kind != Kind::Nothing);
    if matches!(next, Some(Kind::More(_))) {
        return Edited::ByHand("its `hooks` take several lines, which Alembic does not split");
    }
    let list = line.text.trim_end();
    let list = if listed == Some(true) { list.to_owned() } else { with_name(list) };
    let (before, after) = (&text[..line.at], &text[line.end()..]);
    Edited::Text(format!("{before}{list}{ending}{}{after}", options(line.indent())))
}

/// A line that lists hooks, with ours as the first.
fn with_name(line: &str) -> String {
    let (key, value) = line.split_once(['=', ':']).unwrap_or((line, ""));
    let names = value.trim_start();
    if names.is_empty() {
        return format!("{key}= rectify");
    }
    let (sign, blank) = (&line[key.len()..=key.len()], &value[..value.len() - names.len()]);
    format!("{key}{sign}{blank}rectify, {names}")
}

/// Puts the hook first among those of `[tool.alembic]` in a project file.
pub(crate) fn hook_in_project(text: &str, start: Start) -> Edited {
    let Ok(document) = DeTable::parse(text) else { return Edited::ByHand("it is no TOML") };
    let hooks = hooks(document.get_ref());
    if hooks.iter().any(|hook| hook.iter().any(|(key, value)| is_ours(&format!(".{key}"), value))) {
        return Edited::Already;
    }
    let ending = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let options = start.options().map(|(key, value)| format!("{key} = \"{value}\"{ending}")).concat();
    let table = format!("name = \"rectify\"{ending}{options}");
    let mut end = 0;
    let first = text.split_inclusive('\n').find_map(|line| {
        let at = end;
        end += line.len();
        line.trim_start().starts_with(TABLE).then_some(at)
    });
    let edited = if let Some(at) = first {
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

/// Whether an option of a hook starts this program, by itself or through another (`poetry run rectify`).
fn is_ours(key: &str, value: &str) -> bool {
    if key.ends_with(".options") {
        return value.split_whitespace().any(|word| matches!(word, "rectify" | "alembic_rectify"));
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn in_ini(text: &str) -> Edited {
        hook_in_ini(text, Start::Path)
    }

    fn in_project(text: &str) -> Edited {
        hook_in_project(text, Start::Path)
    }

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
        assert_eq!(edited(in_ini(text)), wanted);
        assert_eq!(in_ini(wanted), Edited::Already);
    }

    #[test]
    fn a_section_without_hooks_and_a_file_without_the_section_get_them() {
        let options = "hooks = rectify\nrectify.type = exec\nrectify.executable = rectify\n\
                       rectify.options = fix REVISION_SCRIPT_FILENAME\n";
        let text = "[post_write_hooks]\n# hooks = black\n[loggers]\nhooks = x\n";
        let wanted = format!("[post_write_hooks]\n{options}# hooks = black\n[loggers]\nhooks = x\n");
        assert_eq!(edited(in_ini(text)), wanted);
        assert_eq!(edited(in_ini("[alembic]")), format!("[alembic]\n\n[post_write_hooks]\n{options}"));
    }

    #[test]
    fn what_is_not_understood_is_left_to_people() {
        let several = "[post_write_hooks]\nhooks = black,\n  ruff\n";
        assert!(matches!(in_ini(several), Edited::ByHand(_)));
        let other = "[post_write_hooks]\nhooks = ruff\nrectify.type = exec\nrectify.executable = true\n";
        assert!(matches!(in_ini(other), Edited::ByHand(_)));
        let inline = "[tool.alembic]\npost_write_hooks = [{name = 'a', type = 'exec'}]\n";
        assert!(matches!(in_project(inline), Edited::ByHand(_)));
        assert!(matches!(in_project("tool.alembic = {a = 1}\n"), Edited::ByHand(_)));
    }

    #[test]
    fn the_hook_goes_before_the_formatters_of_a_project_file() {
        let ours = "[[tool.alembic.post_write_hooks]]\nname = \"rectify\"\ntype = \"exec\"\n\
                    executable = \"rectify\"\noptions = \"fix REVISION_SCRIPT_FILENAME\"\n";
        let text = "[tool.alembic]\nscript_location = 'a'\n";
        let alone = edited(in_project(text));
        assert_eq!(alone, format!("{text}\n{ours}"));
        assert_eq!(in_project(&alone), Edited::Already);
        let ruff = "[[tool.alembic.post_write_hooks]] # last\nname = 'ruff'\n";
        assert_eq!(edited(in_project(&format!("{text}{ruff}"))), format!("{text}{ours}\n{ruff}"));
    }
    #[test]
    fn what_is_indented_stays_what_it_is() {
        let options = "  rectify.type = exec\n  rectify.executable = rectify\n  \
                       rectify.options = fix REVISION_SCRIPT_FILENAME\n";
        let text = "[post_write_hooks]\n  hooks = black\n  black.type = exec\n";
        let wanted = format!("[post_write_hooks]\n  hooks = rectify, black\n{options}  black.type = exec\n");
        assert_eq!(edited(in_ini(text)), wanted);
        let text = "[post_write_hooks]\n  black.type = exec\n";
        let wanted = format!("[post_write_hooks]\n  hooks = rectify\n{options}  black.type = exec\n");
        assert_eq!(edited(in_ini(text)), wanted);
        let behind_a_comment = "[post_write_hooks]\nhooks = black\n# more\n  ruff\n";
        assert!(matches!(in_ini(behind_a_comment), Edited::ByHand(_)));
    }

    #[test]
    fn a_hook_that_is_listed_is_not_listed_again() {
        let options = "rectify.type = exec\nrectify.executable = rectify\n\
                       rectify.options = fix REVISION_SCRIPT_FILENAME\n";
        let listed = "[post_write_hooks]\nhooks = black rectify\n";
        assert_eq!(edited(in_ini(listed)), format!("{listed}{options}"));
        let through = "[post_write_hooks]\nhooks = mend\nmend.type = exec\nmend.executable = poetry\n\
                       mend.options = run rectify fix REVISION_SCRIPT_FILENAME\n";
        assert_eq!(in_ini(through), Edited::Already);
    }

    #[test]
    fn the_entry_point_needs_no_path() {
        let wanted = "[post_write_hooks]\nhooks = rectify\nrectify.type = console_scripts\n\
                      rectify.entrypoint = rectify\nrectify.options = fix REVISION_SCRIPT_FILENAME\n";
        let text = edited(hook_in_ini("[post_write_hooks]\n", Start::EntryPoint));
        assert_eq!(text, wanted);
        assert_eq!(in_ini(&text), Edited::Already);
    }
}
