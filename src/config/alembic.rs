//! Where Alembic's own configuration says that the revisions are.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

use super::ini::{self, Kind};

/// The section that Alembic reads if it is not told of another.
const MAIN: &str = "alembic";

/// One of the histories that a file sets up.
#[derive(Clone, Debug)]
pub(crate) struct AlembicHistory {
    /// The section of the file.
    pub(crate) section: String,
    /// The folder with `env.py`.
    pub(crate) scripts: PathBuf,
    /// The folders of revisions.
    pub(crate) revisions: Vec<PathBuf>,
}

/// A file that sets Alembic up.
#[derive(Debug)]
pub(crate) struct AlembicFile {
    /// Its path.
    pub(crate) path: PathBuf,
    /// Its text.
    pub(crate) text: String,
    /// What it sets up, in the order of its sections.
    pub(crate) histories: Vec<AlembicHistory>,
}

impl AlembicFile {
    /// Reads an ini or project file; nothing comes of one that sets nothing up. An ini file may hold a
    /// section for each of several databases, and that of Flask-Migrate lies beside its `env.py` and does
    /// not say where the scripts are.
    pub(crate) fn read(path: &Path) -> Option<Self> {
        let (folder, text) = (path.parent()?, read(path)?);
        let is_ini = has_ini_name(path);
        let mut parts: Vec<(&str, Settings)> = if is_ini {
            sections(&text).map(|section| (section, Settings::from_ini(&text, section))).collect()
        } else {
            Settings::from_project(&text).map(|settings| (MAIN, settings)).into_iter().collect()
        };
        parts.retain(|(_, settings)| settings.script_location.is_some());
        if is_ini
            && parts.is_empty()
            && sections(&text).any(|name| name == MAIN)
            && folder.join("env.py").is_file()
        {
            let here = Settings { script_location: Some(".".to_owned()), version_locations: Vec::new() };
            parts.push((MAIN, here));
        }
        let history = |(section, settings): &(&str, Settings)| {
            let scripts = locate(folder, settings.script_location.as_deref()?)?;
            Some(AlembicHistory {
                section: (*section).to_owned(),
                scripts,
                revisions: settings.folders(folder),
            })
        };
        let histories: Vec<AlembicHistory> = parts.iter().filter_map(history).collect();
        (!histories.is_empty()).then(|| Self { path: path.to_owned(), text, histories })
    }

    /// The folders with an `env.py`.
    pub(crate) fn scripts(&self) -> impl Iterator<Item = &PathBuf> {
        self.histories.iter().map(|history| &history.scripts)
    }

    /// The folders of revisions.
    pub(crate) fn revisions(&self) -> impl Iterator<Item = &PathBuf> {
        self.histories.iter().flat_map(|history| &history.revisions)
    }

    /// Whether it is an ini file, not a project file.
    pub(crate) fn is_ini(&self) -> bool {
        has_ini_name(&self.path)
    }
}

/// Whether the file is called like an ini file.
pub(crate) fn has_ini_name(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "ini")
}

/// The names of the sections of an ini file.
pub(super) fn sections(text: &str) -> impl Iterator<Item = &str> {
    ini::lines(text).filter_map(|line| if let Kind::Section(name) = line.kind { Some(name) } else { None })
}

/// The revision folders that `alembic.ini` or `[tool.alembic]` in `folder` name, as far as they exist.
pub(crate) fn revision_folders(folder: &Path) -> Vec<PathBuf> {
    settings(folder).map(|settings| settings.folders(folder)).unwrap_or_default()
}

/// The script folder, which holds `env.py`, that Alembic's configuration in `folder` names.
pub(crate) fn script_folder(folder: &Path) -> Option<PathBuf> {
    settings(folder)?.script_location.and_then(|location| locate(folder, &location))
}

/// The text of the nearest `alembic.ini` in `folder` or up to three folders above it, with its path.
pub(crate) fn alembic_ini(folder: &Path) -> Option<(PathBuf, String)> {
    folder.ancestors().take(4).find_map(|folder| {
        let path = folder.join("alembic.ini");
        read(&path).map(|text| (path, text))
    })
}

fn settings(folder: &Path) -> Option<Settings> {
    read(&folder.join("alembic.ini"))
        .map(|text| Settings::from_ini(&text, MAIN))
        .filter(|settings| settings.script_location.is_some())
        .or_else(|| read(&folder.join("pyproject.toml")).and_then(|text| Settings::from_project(&text)))
}

fn read(path: &Path) -> Option<String> {
    String::from_utf8(fs::read(path).ok()?).ok()
}

#[derive(Debug, Default)]
struct Settings {
    script_location: Option<String>,
    version_locations: Vec<String>,
}

impl Settings {
    fn from_ini(text: &str, section: &str) -> Self {
        let values = ini_section(text, section);
        let get = |key: &str| values.get(key).map(|value| interpolate(value, &values));
        let separator = get("path_separator").or_else(|| get("version_path_separator"));
        let version_locations = get("version_locations")
            .map(|value| split(&value, separator.as_deref().map(str::trim)))
            .unwrap_or_default();
        Self { script_location: get("script_location").filter(|value| !value.is_empty()), version_locations }
    }

    fn from_project(text: &str) -> Option<Self> {
        let document = DeTable::parse(text).ok()?;
        let DeValue::Table(tool) = document.get_ref().get("tool")?.get_ref() else { return None };
        let DeValue::Table(table) = tool.get("alembic")?.get_ref() else { return None };
        let text = |value: &DeValue<'_>| match value {
            DeValue::String(text) => Some(text.replace("%(here)s", ".").replace("%%", "%")),
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => None,
        };
        let mut version_locations = Vec::new();
        if let Some(DeValue::Array(items)) = table.get("version_locations").map(toml::Spanned::get_ref) {
            version_locations.extend(items.iter().filter_map(|item| text(item.get_ref())));
        }
        let script_location = table.get("script_location").and_then(|value| text(value.get_ref()));
        Some(Self { script_location, version_locations })
    }

    /// The folders that exist; relative ones are taken from `folder`.
    fn folders(&self, folder: &Path) -> Vec<PathBuf> {
        let mut found: Vec<PathBuf> =
            self.version_locations.iter().filter_map(|location| locate(folder, location)).collect();
        if found.is_empty() {
            let scripts = self.script_location.as_ref().and_then(|location| locate(folder, location));
            found.extend(scripts.map(|scripts| {
                let versions = scripts.join("versions");
                if versions.is_dir() { versions } else { scripts }
            }));
        }
        found
    }
}

/// The folder of `location`, a path or `package:folder`.
fn locate(folder: &Path, location: &str) -> Option<PathBuf> {
    let location = location.trim();
    let plain = if location == "." { "" } else { location.strip_prefix("./").unwrap_or(location) };
    let mut candidates = vec![folder.join(plain)];
    if let Some((package, inner)) = location.split_once(':') {
        let package = package.replace('.', "/");
        candidates.push(folder.join(&package).join(inner));
        candidates.push(folder.join("src").join(&package).join(inner));
    }
    candidates.into_iter().find(|path| path.is_dir())
}

fn split(value: &str, separator: Option<&str>) -> Vec<String> {
    let parts: Vec<&str> = match separator {
        Some("space") => value.split(' ').collect(),
        Some("newline") => value.split('\n').collect(),
        Some("os") => value.split(if cfg!(windows) { ';' } else { ':' }).collect(),
        Some(":") => value.split(':').collect(),
        Some(";") => value.split(';').collect(),
        _ => value.split([',', ' ', '\n']).collect(),
    };
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The value of `key` in the `[alembic]` section of an ini file.
pub(crate) fn ini_value(text: &str, key: &str) -> Option<String> {
    ini_section(text, MAIN).remove(key)
}

/// The values of a section as Python's `configparser` reads them, not yet interpolated.
pub(super) fn ini_section(text: &str, wanted: &str) -> BTreeMap<String, String> {
    let mut values: BTreeMap<String, String> = BTreeMap::new();
    let mut section = "";
    let mut key: Option<String> = None;
    for line in ini::lines(text) {
        match line.kind {
            Kind::Section(name) => (section, key) = (name, None),
            Kind::Option(name, value) => {
                key = (section == wanted).then(|| name.to_lowercase());
                values.extend(key.clone().map(|key| (key, value.to_owned())));
            }
            Kind::More(more) => {
                if let Some(value) = key.as_ref().and_then(|key| values.get_mut(key)) {
                    value.push('\n');
                    value.push_str(more);
                }
            }
            Kind::Nothing => {}
        }
    }
    values
}

/// Replaces `%(here)s` and `%(key)s`.
fn interpolate(value: &str, values: &BTreeMap<String, String>) -> String {
    let mut result = value.replace("%(here)s", ".");
    for (key, replacement) in values {
        let placeholder = format!("%({key})s");
        if !replacement.contains("%(") && result.contains(&placeholder) {
            result = result.replace(&placeholder, replacement);
        }
    }
    result.replace("%%", "%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ini_file_is_read_as_alembic_reads_it() {
        let text = "[alembic]\n# comment\nscript_location = %(here)s/migrations\nversion_locations = %(here)s/a:\n    b/c\nversion_path_separator = os\n[other]\nscript_location = x\n";
        let settings = Settings::from_ini(text, MAIN);
        assert_eq!(settings.script_location.as_deref(), Some("./migrations"));
        assert_eq!(settings.version_locations, ["./a", "b/c"]);
    }

    #[test]
    fn without_a_separator_spaces_and_commas_split() {
        assert_eq!(split("a b, c", None), ["a", "b", "c"]);
        assert_eq!(split("a b\nc", Some("newline")), ["a b", "c"]);
    }

    #[test]
    fn a_project_file_is_read() {
        let text = "[tool.alembic]\nscript_location = '%(here)s/db'\nversion_locations = ['x', 'y']\n";
        let settings = Settings::from_project(text).unwrap();
        assert_eq!(settings.script_location.as_deref(), Some("./db"));
        assert_eq!(settings.version_locations, ["x", "y"]);
    }
}
