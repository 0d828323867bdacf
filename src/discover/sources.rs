//! The project's Python sources, read when they are first asked for.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use elsa::sync::FrozenMap;

use super::tree::{Tree, Trees};
use crate::project::{Found, SourceModule, Sources};
use crate::python::{ParseError, is_standard_library, parse};
use crate::source::SourceFile;

/// How far above the scripts the project's top may be.
const LEVELS: usize = 8;
/// What stands at the top of a project.
const MARKERS: &[&str] = &[
    "pyproject.toml",
    "setup.py",
    "setup.cfg",
    "alembic.ini",
    "rectify.toml",
    "requirements.txt",
    "manage.py",
];

/// The sources of the project that a revision folder belongs to.
#[derive(Debug)]
pub(crate) struct ProjectSources {
    /// Below it lie all sources.
    top: PathBuf,
    /// The revisions.
    versions: PathBuf,
    /// Paths that Python may look for modules in.
    roots: Vec<PathBuf>,
    files: FrozenMap<PathBuf, Box<Entry>>,
    places: Mutex<HashMap<String, Place>>,
    tree: Arc<Tree>,
    /// What alone has models, if that is said.
    models: Vec<Arc<Tree>>,
}

#[derive(Debug)]
enum Entry {
    Module(SourceModule),
    Unreadable(String),
}

/// Where a dotted name leads.
#[derive(Clone, Debug)]
enum Place {
    Missing,
    Folder,
    File(PathBuf),
    Several(Vec<PathBuf>),
}

impl ProjectSources {
    /// The sources around `scripts`, the folder of `env.py`, or around the revisions where there is none.
    /// `models` are files and folders, perhaps elsewhere, that alone have models.
    pub(super) fn around(versions: &Path, scripts: Option<&Path>, models: &[PathBuf], trees: &Trees) -> Self {
        // Without an `env.py` nothing says where a project would be; above may lie anything.
        let top = scripts.map_or_else(|| versions.to_owned(), top_of);
        let scripts = scripts.unwrap_or(versions);
        let mut roots: Vec<PathBuf> =
            scripts.ancestors().take_while(|folder| folder.starts_with(&top)).map(Path::to_owned).collect();
        let nested: Vec<PathBuf> =
            roots.iter().map(|root| root.join("src")).filter(|path| path.is_dir()).collect();
        roots.extend(nested);
        roots.extend(models.iter().filter(|path| !path.starts_with(&top)).map(|path| root_of(path)));
        let tree = trees.of(&top, versions);
        let models = models.iter().map(|path| trees.of(path, versions)).collect();
        let versions = versions.to_owned();
        Self { top, versions, roots, files: FrozenMap::new(), places: Mutex::default(), tree, models }
    }

    fn place(&self, name: &str) -> Place {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = places.get(name) {
            return place.clone();
        }
        let inner: PathBuf = name.split('.').collect();
        let mut files = Vec::new();
        let mut folder = false;
        for root in &self.roots {
            let package = root.join(&inner);
            let initial = package.join("__init__.py");
            let plain = package.with_extension("py");
            if initial.is_file() {
                files.push(initial);
            } else if plain.is_file() {
                files.push(plain);
            } else {
                folder |= package.is_dir();
            }
        }
        files.dedup();
        if files.is_empty() && !folder && name.contains('.') && !is_standard_library(name) {
            files = self.elsewhere(&inner);
        }
        let place = match (files.len(), folder) {
            (0, false) => Place::Missing,
            (0, true) => Place::Folder,
            (1, _) => Place::File(files.swap_remove(0)),
            _ => Place::Several(files),
        };
        places.insert(name.to_owned(), place.clone());
        place
    }

    /// Files of that dotted name below folders that nothing says to be a root (`libs/common/kinds.py`).
    fn elsewhere(&self, inner: &Path) -> Vec<PathBuf> {
        let plain = inner.with_extension("py");
        let is_root = |root: &Path| !root.join("__init__.py").is_file();
        let fits = |path: &&PathBuf| {
            let is_plain = path.ends_with(&plain);
            let depth = inner.components().count() + usize::from(!is_plain);
            path.ancestors().nth(depth).is_some_and(is_root)
        };
        self.tree.modules(inner).filter(|path| self.is_own(path) && fits(path)).cloned().collect()
    }

    /// Whether a file may tell something of these revisions: in a repository with several projects each has
    /// tables and classes of its own, which may have the names of another's.
    fn is_own(&self, path: &Path) -> bool {
        !self.tree.is_foreign(path, &self.versions)
    }

    fn trees(&self) -> impl Iterator<Item = &Tree> {
        std::iter::once(&self.tree).chain(&self.models).map(Arc::as_ref)
    }

    fn file(&self, path: &Path) -> &Entry {
        if let Some(entry) = self.files.get(path) {
            return entry;
        }
        let entry = self.read(path).map_or_else(Entry::Unreadable, Entry::Module);
        self.files.insert(path.to_owned(), Box::new(entry))
    }

    fn readable(&self, path: &Path) -> Option<&SourceModule> {
        match self.file(path) {
            Entry::Module(module) => Some(module),
            Entry::Unreadable(_) => None,
        }
    }

    /// The modules at these paths, each once, in the order of the paths.
    fn modules_at(&self, mut paths: Vec<&PathBuf>) -> Vec<&SourceModule> {
        paths.sort_unstable();
        paths.dedup();
        paths.into_iter().filter_map(|path| self.readable(path)).collect()
    }

    fn read(&self, path: &Path) -> Result<SourceModule, String> {
        let bytes = fs::read(path).map_err(|error| error.to_string())?;
        let shown = path.strip_prefix(&self.top).unwrap_or(path).to_owned();
        let file = SourceFile::decode(shown, bytes).map_err(|error| error.to_string())?;
        let module = parse(&file).map_err(|error| match error {
            ParseError::Syntax { span, message } => format!("line {}: {message}", file.line(span.start)),
            ParseError::TooDeep(span) => format!("line {}: nested too deep", file.line(span.start)),
        })?;
        let is_package = path.file_name().is_some_and(|name| name == "__init__.py");
        Ok(SourceModule { name: self.name_of(path), is_package, file, module })
    }

    /// The dotted name of a file: from the topmost package down, or from the nearest root.
    fn name_of(&self, path: &Path) -> String {
        let folder = path.parent().unwrap_or(path);
        let mut base = folder;
        while base.join("__init__.py").is_file() && base != self.top {
            base = base.parent().unwrap_or(base);
        }
        if base == folder {
            // No package: the nearest root above it.
            let holds = |root: &&PathBuf| path.starts_with(root);
            base = self
                .roots
                .iter()
                .filter(holds)
                .max_by_key(|root| root.components().count())
                .map_or(folder, |root| root);
        }
        let inner = path.strip_prefix(base).unwrap_or(path).with_extension("");
        let mut parts: Vec<String> =
            inner.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        if parts.last().is_some_and(|last| last == "__init__") {
            parts.pop();
        }
        parts.join(".")
    }
}

/// The folder that Python would have to look in for the modules at `path`: a package's own is above it.
fn root_of(path: &Path) -> PathBuf {
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    folder.ancestors().find(|folder| !folder.join("__init__.py").is_file()).unwrap_or(folder).to_owned()
}

/// The topmost folder of the project: that of the repository, or the uppermost one with a project's files.
fn top_of(scripts: &Path) -> PathBuf {
    let above = || scripts.ancestors().take(LEVELS);
    let repository = above().find(|folder| folder.join(".git").exists() || folder.join(".hg").exists());
    // Flask-Migrate keeps `alembic.ini` beside `env.py`, below the project's top.
    let marks = |folder: &&Path| {
        MARKERS
            .iter()
            .any(|name| folder.join(name).is_file() && (*folder != scripts || *name != "alembic.ini"))
    };
    let marked = || above().filter(marks).last();
    repository.or_else(marked).or(scripts.parent()).unwrap_or(scripts).to_owned()
}

impl Sources for ProjectSources {
    fn module(&self, name: &str) -> Found<'_> {
        match self.place(name) {
            Place::Missing => Found::Missing,
            Place::Folder => Found::Folder,
            Place::Several(paths) => Found::Several(
                paths.iter().map(|path| path.strip_prefix(&self.top).unwrap_or(path).to_owned()).collect(),
            ),
            Place::File(path) => match self.file(&path) {
                Entry::Module(module) => Found::Module(module),
                Entry::Unreadable(reason) => Found::Unreadable(reason.clone()),
            },
        }
    }

    fn defining(&self, name: &str) -> Vec<&SourceModule> {
        let own = self.tree.defining(name).filter(|path| self.is_own(path));
        self.modules_at(own.chain(self.models.iter().flat_map(|tree| tree.defining(name))).collect())
    }

    fn having_models(&self, text: &str, fits: &dyn Fn(&str) -> bool) -> Vec<&SourceModule> {
        self.modules_at(if self.models.is_empty() {
            self.tree.holding(text, fits).into_iter().filter(|path| self.is_own(path)).collect()
        } else {
            self.models.iter().flat_map(|tree| tree.holding(text, fits)).collect()
        })
    }

    fn registered(&self, class: &str) -> Option<String> {
        self.trees().find_map(|tree| tree.registered(class))
    }

    fn replaced(&self, module: &SourceModule, name: &str) -> Option<String> {
        let module = module.name.rsplit('.').next().unwrap_or_default();
        self.trees().find_map(|tree| tree.replaced(module, name))
    }

    fn roots(&self) -> Vec<PathBuf> {
        self.roots.iter().map(|root| std::path::absolute(root).unwrap_or_else(|_| root.clone())).collect()
    }

    fn patched(&self, name: &str) -> Option<String> {
        self.trees().find_map(|tree| tree.patched(name))
    }

    fn imported(&self, root: &str) -> bool {
        let named = |name: &&str| {
            let text = fs::read_to_string(self.top.join(name)).unwrap_or_default();
            text.contains(root) || text.contains(&root.replace('_', "-"))
        };
        self.trees().any(|tree| tree.imported(root)) || MARKERS.iter().any(named)
    }
}
