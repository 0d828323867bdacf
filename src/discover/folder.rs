//! A folder of revisions, read when it is first asked about.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::dialect;
use super::scan::{Facts, as_text};
use super::sources::ProjectSources;
use crate::config;
use crate::plan::{ExtensionFacts, Memory, ReadExtensions, Surroundings};
use crate::project::Sources;

/// How far above a revision its `env.py` may be.
const LEVELS: usize = 4;

/// The revision folders of a run; each is read once at most.
#[derive(Debug, Default)]
pub(crate) struct Folders {
    seen: HashMap<PathBuf, Arc<Folder>>,
}

impl Folders {
    /// The revision folder that holds the files of `folder`.
    pub(crate) fn of(&mut self, folder: &Path) -> Arc<Folder> {
        if let Some(found) = self.seen.get(folder) {
            return Arc::clone(found);
        }
        let found = Folder::around(folder);
        let shared = match self.seen.get(&found.versions) {
            Some(shared) => Arc::clone(shared),
            None => Arc::new(found),
        };
        self.seen.insert(shared.versions.clone(), Arc::clone(&shared));
        self.seen.insert(folder.to_owned(), Arc::clone(&shared));
        shared
    }
}

/// The revisions of a project, and what stands beside them.
#[derive(Debug)]
pub(crate) struct Folder {
    versions: PathBuf,
    scripts: Option<PathBuf>,
    siblings: OnceLock<Vec<Sibling>>,
    env: OnceLock<String>,
    dialect: OnceLock<Option<String>>,
    extensions: OnceLock<Arc<[ExtensionFacts]>>,
    sources: OnceLock<ProjectSources>,
    memory: Memory,
}

/// A revision, as far as others ask about it.
#[derive(Debug)]
pub(super) struct Sibling {
    /// Its path.
    pub(super) path: PathBuf,
    /// Its text.
    pub(super) text: String,
    facts: Facts,
}

impl Folder {
    /// The revision folder that `folder` is or is part of: the child of the nearest one with an `env.py`.
    fn around(folder: &Path) -> Self {
        let (versions, scripts) = if folder.join("env.py").is_file() {
            (folder, Some(folder.to_owned()))
        } else {
            folder
                .ancestors()
                .take(LEVELS)
                .find_map(|folder| {
                    let parent = folder.parent()?;
                    parent.join("env.py").is_file().then(|| (folder, Some(parent.to_owned())))
                })
                .unwrap_or_else(|| (folder, folder.ancestors().take(LEVELS).find_map(config::script_folder)))
        };
        Self {
            versions: versions.to_owned(),
            scripts,
            siblings: OnceLock::new(),
            env: OnceLock::new(),
            dialect: OnceLock::new(),
            extensions: OnceLock::new(),
            sources: OnceLock::new(),
            memory: Memory::default(),
        }
    }

    fn siblings(&self) -> &[Sibling] {
        self.siblings.get_or_init(|| {
            let mut paths = Vec::new();
            let levels = if self.scripts.as_ref() == Some(&self.versions) { 1 } else { LEVELS };
            python_files(&self.versions, levels, &mut paths);
            paths.sort();
            read_all(paths)
        })
    }

    fn env(&self) -> &str {
        self.env.get_or_init(|| {
            let path = self.scripts.as_ref().map(|scripts| scripts.join("env.py"));
            path.and_then(|path| fs::read(path).ok())
                .map(|bytes| as_text(&bytes).into_owned())
                .unwrap_or_default()
        })
    }
}

impl Sibling {
    fn read(path: PathBuf) -> Option<Self> {
        let bytes = fs::read(&path).ok()?;
        let text = as_text(&bytes).into_owned();
        let facts = Facts::of(&text.to_ascii_lowercase());
        Some(Self { path, text, facts })
    }
}

/// Reads files in threads of its own: a worker that waited here for others could be asked to wait for
/// itself.
fn read_all(paths: Vec<PathBuf>) -> Vec<Sibling> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = paths.len().div_ceil(threads).max(64);
    let mut shares: Vec<Vec<PathBuf>> = Vec::new();
    let mut paths = paths.into_iter().peekable();
    while paths.peek().is_some() {
        shares.push(paths.by_ref().take(share).collect());
    }
    std::thread::scope(|scope| {
        let readers: Vec<_> = shares
            .into_iter()
            .map(|share| scope.spawn(|| share.into_iter().filter_map(Sibling::read).collect::<Vec<_>>()))
            .collect();
        readers.into_iter().flat_map(|reader| reader.join().unwrap_or_default()).collect()
    })
}

fn python_files(folder: &Path, levels: usize, paths: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let Ok(kind) = entry.file_type() else { continue };
        let path = entry.path();
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        if kind.is_dir() {
            if levels > 1 {
                python_files(&path, levels - 1, paths);
            }
        } else if path.extension().is_some_and(|extension| extension == "py") {
            paths.push(path);
        }
    }
}

impl Surroundings for Folder {
    fn order_reliance(&self, table: &str) -> Option<String> {
        let table = table.to_lowercase();
        let relies = |sibling: &&Sibling| {
            sibling.facts.any_table_ordered || sibling.facts.ordered_tables.contains(&table)
        };
        let path = &self.siblings().iter().find(relies)?.path;
        Some(path.strip_prefix(&self.versions).unwrap_or(path).display().to_string())
    }

    fn extensions(&self, read: &ReadExtensions<'_>) -> Arc<[ExtensionFacts]> {
        let facts = self.extensions.get_or_init(|| {
            self.siblings().iter().filter_map(|sibling| read(&sibling.path, &sibling.text)).collect()
        });
        Arc::clone(facts)
    }

    fn env_mentions(&self, text: &str) -> bool {
        self.env().contains(text)
    }

    fn other_dialect(&self) -> Option<String> {
        self.dialect
            .get_or_init(|| {
                dialect::evidence(&self.versions, self.scripts.as_deref(), self.env(), self.siblings())
            })
            .clone()
    }

    fn sources(&self) -> &dyn Sources {
        self.sources.get_or_init(|| ProjectSources::around(&self.versions, self.scripts.as_deref()))
    }

    fn memory(&self) -> Option<&Memory> {
        Some(&self.memory)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::disallowed_methods, reason = "a test's own files")]
    fn put(path: &Path, text: &str) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            put(&folder.path().join(name), text);
        }
        folder
    }

    #[test]
    fn a_folder_answers_for_its_revisions() {
        let root = project(&[
            ("m/env.py", "schema_translate_map = {}\n"),
            ("m/versions/a.py", "op.execute('CREATE EXTENSION vector')\nimport pgvector.sqlalchemy\n"),
            ("m/versions/2024/b.py", "op.execute('INSERT INTO doc VALUES (1)')\n"),
        ]);
        let folder = Folders::default().of(&root.path().join("m/versions/2024"));
        assert_eq!(folder.order_reliance("Doc").as_deref(), Some("2024/b.py"));
        assert!(folder.env_mentions("schema_translate_map"));
        assert_eq!(folder.other_dialect(), None);
    }

    #[test]
    fn another_database_shows_in_many_places() {
        let evidence = |name: &str, text: &str| {
            let root =
                project(&[("m/versions/a.py", ""), ("m/env.py", ""), ("alembic.ini", ""), (name, text)]);
            let folder = Folders::default().of(&root.path().join("m/versions"));
            folder.other_dialect()
        };
        let found = |name, text| evidence(name, text).unwrap();
        assert_eq!(evidence("m/env.py", "x\nrender_as_batch = True\n"), None);
        assert_eq!(found("m/env.py", "if url.startswith('sqlite'):\n"), "m/env.py:1 mentions sqlite");
        assert_eq!(
            found("alembic.ini", "[alembic]\nsqlalchemy.url = sqlite:///x\n"),
            "alembic.ini has a sqlite URL"
        );
        assert_eq!(found("requirements-db.txt", "a\nPyMySQL>=1\n"), "requirements-db.txt:2 requires pymysql");
        assert_eq!(
            found("m/versions/b.py", "from sqlalchemy.dialects import mysql\n"),
            "m/versions/b.py:1 mentions mysql"
        );
        assert_eq!(
            found("m/versions/b.py", "if bind.dialect.name == 'sqlite':\n"),
            "m/versions/b.py:1 mentions sqlite"
        );
        assert_eq!(evidence("m/env.py", "# sqlite\n"), None);
        assert_eq!(evidence("m/versions/b.py", "from sqlalchemy.dialects import postgresql\n"), None);
    }
}
