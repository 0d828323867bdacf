//! What in `env.py` would keep the trouble away.

use std::fs;
use std::path::Path;

use super::Project;

/// A package whose import lets SQLAlchemy know the types of an extension when it reflects a table.
struct Package {
    /// How requirements and imports name it.
    name: &'static str,
    /// What to import.
    import: &'static str,
    /// The types.
    types: &'static str,
}

const PACKAGES: &[Package] = &[
    Package { name: "pgvector", import: "pgvector.sqlalchemy", types: "`vector` and its like" },
    Package { name: "geoalchemy2", import: "geoalchemy2", types: "`geometry` and its like" },
    Package { name: "citext", import: "citext", types: "`citext`" },
];

/// The advice for each `env.py`, a line each.
pub(super) fn lines(project: &Project) -> Vec<String> {
    let mut lines = Vec::new();
    let known = text_of_all(&project.root, &["pyproject.toml", "requirements.txt", "setup.cfg", "Pipfile"]);
    for folder in project.scripts() {
        let path = folder.join("env.py");
        let Some(env) = read(&path) else { continue };
        let shown = project.shown(&path).display().to_string();
        let code: Vec<&str> = env.split('\n').map(str::trim).filter(|line| !line.starts_with('#')).collect();
        let used = |package: &&Package| mentions(&known, package.name) || revisions_mention(project, package);
        let imports = |package: &&Package| {
            code.iter().any(|line| {
                let module = line.strip_prefix("import ").or_else(|| line.strip_prefix("from "));
                module.is_some_and(|module| module.starts_with(package.import))
            })
        };
        for package in PACKAGES.iter().filter(used).filter(|package| !imports(package)) {
            lines.push(format!(
                "{shown}: add `import {}`, unless the models do: without it reflection does not know {}, and \
                 autogenerate writes `sa.NullType()` for a column that it drops or changes",
                package.import, package.types
            ));
        }
        let compares = code.iter().find(|line| line.contains("compare_type"));
        match compares {
            Some(line) if line.replace(' ', "").contains("compare_type=False") => lines.push(format!(
                "{shown}: `compare_type=False` keeps autogenerate from seeing that a type changed; take it out"
            )),
            // Flask-Migrate hands its own in.
            None if !env.contains("configure_args") => lines.push(format!(
                "{shown}: pass `compare_type=True` to `context.configure`: Alembic before 1.12 does not see \
                 without it that a type changed"
            )),
            _ => {}
        }
    }
    lines
}

/// Whether a requirement or an import of the package is in the text.
fn mentions(text: &str, name: &str) -> bool {
    text.to_lowercase().contains(name)
}

fn revisions_mention(project: &Project, package: &Package) -> bool {
    let files = project.revisions().into_iter().filter_map(|folder| fs::read_dir(folder).ok());
    files
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
        .filter_map(|path| read(&path))
        .any(|text| mentions(&text, &format!("{}.", package.name)))
}

fn text_of_all(root: &Path, names: &[&str]) -> String {
    names.iter().filter_map(|name| read(&root.join(name))).collect()
}

/// The text of a file, if it is there and is one.
pub(super) fn read(path: &Path) -> Option<String> {
    String::from_utf8(fs::read(path).ok()?).ok()
}
