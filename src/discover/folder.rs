//! A folder of revisions, read when it is first asked about.

use std::collections::HashMap;
use std::fs;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::dialect::{self, Sign};
use super::scan::{Facts, as_text};
use super::shared::Shared;
use super::sources::ProjectSources;
use super::target::Target;
use super::tree::Trees;
use super::words::{Spoken, Words};
use crate::config;
use crate::plan::{
    ExtensionFacts, ExtensionHistory, Memory, Options, ReadExtensions, Surroundings, learnt_types,
};
use crate::project::Sources;
use crate::revision::Revision;
use crate::rules::RuleSet;
use crate::schema::{Environment, History};
use crate::source::SourceFile;

/// How far above a revision its `env.py` may be.
const LEVELS: usize = 4;

/// Files and folders, resolved, that alone have models; none where nothing says so.
pub(crate) type Models = Arc<[PathBuf]>;

/// The revision folders of a run; each is read once at most.
#[derive(Debug, Default)]
pub(crate) struct Folders {
    seen: HashMap<(PathBuf, Models), Arc<Folder>>,
    trees: Trees,
}

impl Folders {
    /// The revision folder that holds the files of `folder`.
    pub(crate) fn of(&mut self, folder: &Path, models: &Models) -> Arc<Folder> {
        let key = |folder: &Path| (folder.to_owned(), Arc::clone(models));
        if let Some(found) = self.seen.get(&key(folder)) {
            return Arc::clone(found);
        }
        let found = Folder::around(folder, models, &self.trees);
        let shared = match self.seen.get(&key(&found.versions)) {
            Some(shared) => Arc::clone(shared),
            None => Arc::new(found),
        };
        self.seen.insert(key(&shared.versions), Arc::clone(&shared));
        self.seen.insert(key(folder), Arc::clone(&shared));
        shared
    }
}

/// The revisions of a project, and what stands beside them.
#[derive(Debug)]
pub(crate) struct Folder {
    versions: PathBuf,
    scripts: Option<PathBuf>,
    /// Files of the run that are in it.
    given: Mutex<Vec<Arc<Target>>>,
    paths: OnceLock<Vec<Listed>>,
    siblings: Shared<Option<Arc<str>>, Vec<Sibling>>,
    ordered: Shared<Facts, OrderedTables>,
    env: OnceLock<String>,
    dialect: OnceLock<Option<String>>,
    foreign: Shared<Option<Sign>, Option<(PathBuf, Sign)>>,
    extensions: Shared<Option<ExtensionFacts>, ExtensionHistory>,
    history: OnceLock<History>,
    words: Shared<Spoken, Words>,
    models: Models,
    trees: Trees,
    sources: OnceLock<ProjectSources>,
    memory: Memory,
}

/// A file of a folder, and that file of the run that it is.
type Listed = (Arc<Path>, Option<Arc<Target>>);

/// A revision, as far as others ask about it.
#[derive(Debug)]
pub(super) struct Sibling {
    /// Its path.
    pub(super) path: Arc<Path>,
    /// Its text.
    pub(super) text: Arc<str>,
}

/// The first of the siblings that rely on the order of a table's columns.
#[derive(Debug, Default)]
struct OrderedTables {
    by_name: HashMap<String, usize>,
    any: Option<usize>,
}

impl Folder {
    /// The revision folder that `folder` is or is part of: the child of the nearest one with an `env.py`.
    fn around(folder: &Path, models: &Models, trees: &Trees) -> Self {
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
            given: Mutex::default(),
            paths: OnceLock::new(),
            siblings: Shared::default(),
            ordered: Shared::default(),
            env: OnceLock::new(),
            dialect: OnceLock::new(),
            foreign: Shared::default(),
            extensions: Shared::default(),
            history: OnceLock::new(),
            words: Shared::default(),
            models: Arc::clone(models),
            trees: trees.clone(),
            sources: OnceLock::new(),
            memory: Memory::default(),
        }
    }

    /// Takes a file of the run, so that it need not be read again. They come in path order.
    pub(crate) fn give(&self, target: &Arc<Target>) {
        self.given.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::clone(target));
    }

    /// The paths of the revisions, with those files of the run that were given before this is first asked for.
    pub(crate) fn paths(&self) -> &[Listed] {
        self.paths.get_or_init(|| {
            let mut paths = Vec::new();
            let levels = if self.scripts.as_ref() == Some(&self.versions) { 1 } else { LEVELS };
            python_files(&self.versions, levels, &mut paths);
            let given = mem::take(&mut *self.given.lock().unwrap_or_else(PoisonError::into_inner));
            let mut given = given.into_iter().peekable();
            let mut own = |path: &Path| {
                while given.next_if(|target| *target.absolute < *path).is_some() {}
                given.next_if(|target| target.absolute.as_os_str() == path.as_os_str())
            };
            let listed = |path: PathBuf| (path.as_path().into(), own(&path));
            paths.into_iter().map(listed).collect()
        })
    }

    fn siblings(&self) -> &[Sibling] {
        let read = |(path, target): &Listed| {
            let known = target.as_ref().and_then(|target| target.read().ok()?).map(SourceFile::shared_text);
            known.or_else(|| fs::read(path).ok().map(|bytes| as_text(&bytes).into()))
        };
        self.siblings.of(self.paths(), read, |texts| {
            let siblings = self.paths().iter().zip(texts);
            siblings
                .filter_map(|((path, _), text)| Some(Sibling { path: Arc::clone(path), text: text? }))
                .collect()
        })
    }

    fn ordered(&self) -> &OrderedTables {
        let facts = |sibling: &Sibling| Facts::of(&sibling.text.to_ascii_lowercase());
        self.ordered.of(self.siblings(), facts, |facts| {
            let mut ordered = OrderedTables::default();
            for (at, facts) in facts.into_iter().enumerate() {
                if facts.any_table_ordered {
                    ordered.any.get_or_insert(at);
                }
                for table in facts.ordered_tables {
                    ordered.by_name.entry(table).or_insert(at);
                }
            }
            ordered
        })
    }

    /// What the `env.py` beside the revisions may do that they do not show.
    pub(crate) fn environment(&self) -> Environment {
        Environment::of(&|text| self.env_mentions(text))
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

/// The Python files of a folder and those below it, in the order of their paths.
fn python_files(folder: &Path, levels: usize, paths: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut entries: Vec<fs::DirEntry> = entries.flatten().collect();
    entries.sort_by_cached_key(fs::DirEntry::file_name);
    for entry in entries {
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
        let ordered = self.ordered();
        let named = ordered.by_name.get(&table.to_lowercase()).copied();
        let path = &self.siblings()[named.into_iter().chain(ordered.any).min()?].path;
        Some(self.shown(path))
    }

    fn extensions(&self, read: &ReadExtensions<'_>) -> &ExtensionHistory {
        let facts = |sibling: &Sibling| read(&sibling.path, &sibling.text);
        self.extensions
            .of(self.siblings(), facts, |facts| ExtensionHistory::of(facts.into_iter().flatten().collect()))
    }

    fn history(&self, rules: &RuleSet, options: &Options) -> Option<&History> {
        Some(self.history.get_or_init(|| {
            let files = self.siblings().iter().map(|one| (one.path.to_path_buf(), Arc::clone(&one.text)));
            let learn = |revision: &Revision<'_>| learnt_types(revision, rules, options, self);
            History::read(&files.collect::<Vec<_>>(), rules, self.environment(), &learn)
        }))
    }

    fn is_spoken_of(&self, rules: &RuleSet, path: &Path, word: &str) -> bool {
        let spoken = |sibling: &Sibling| Spoken::of(&sibling.text, rules);
        let words = self.words.of(self.siblings(), spoken, |spoken| Words::of(self.siblings(), spoken));
        words.has(self.siblings(), path, word)
    }

    fn is_plain(&self, path: &Path, text: &str) -> Option<bool> {
        self.words.get()?.is_plain(self.siblings(), path, text)
    }

    fn shown(&self, path: &Path) -> String {
        path.strip_prefix(&self.versions).unwrap_or(path).display().to_string()
    }

    fn env_mentions(&self, text: &str) -> bool {
        self.env().contains(text)
    }

    fn other_dialect(&self) -> Option<String> {
        self.dialect
            .get_or_init(|| {
                let in_revisions = || {
                    let siblings = self.siblings();
                    let sign = |sibling: &Sibling| dialect::in_revision(&sibling.text);
                    let first = self.foreign.of(siblings, sign, |signs| {
                        let mut signs = siblings.iter().zip(signs);
                        signs.find_map(|(sibling, sign)| Some((sibling.path.to_path_buf(), sign?)))
                    });
                    first.clone()
                };
                dialect::evidence(&self.versions, self.scripts.as_deref(), self.env(), in_revisions)
            })
            .clone()
    }

    fn sources(&self) -> &dyn Sources {
        self.sources.get_or_init(|| {
            ProjectSources::around(&self.versions, self.scripts.as_deref(), &self.models, &self.trees)
        })
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
        let folder = Folders::default().of(&root.path().join("m/versions/2024"), &Models::default());
        assert_eq!(folder.order_reliance("Doc").as_deref(), Some("2024/b.py"));
        assert!(folder.env_mentions("schema_translate_map"));
        assert_eq!(folder.other_dialect(), None);
    }

    #[test]
    fn another_database_shows_in_many_places() {
        let evidence = |name: &str, text: &str| {
            let root =
                project(&[("m/versions/a.py", ""), ("m/env.py", ""), ("alembic.ini", ""), (name, text)]);
            let folder = Folders::default().of(&root.path().join("m/versions"), &Models::default());
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
