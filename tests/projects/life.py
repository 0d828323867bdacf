"""The life of a project: it grows step by step, is frozen, and runs without its packages."""

import re
import shutil
from pathlib import Path

from oracle.checks import scratch
from oracle.compare import compare
from oracle.databases import Database
from oracle.environment import HOME
from oracle.servers import Servers

from . import frozen, project
from .tools import Failed, Workplace

# Kept to be looked at.
KEPT = HOME.parent / "projects"

# Started before the processes fork.
running = Servers()


def live(entry, program):
    """What is wrong with the project in any part of its life."""
    # Outside the repository, whose .gitignore and settings do not apply.
    with scratch() as name:
        folder = Path(name) / entry.name
        try:
            return list(parts(entry, running[entry.server], program, folder))
        finally:
            shutil.rmtree(KEPT / entry.name, ignore_errors=True)
            shutil.copytree(name, KEPT / entry.name)


def parts(entry, server, program, folder):
    """Go through the parts; stop where nothing after it can be judged."""
    entry.start(folder)
    with Database(server, entry.setup) as prepared:
        workplace = Workplace(entry, folder, server, prepared)
        template = "template0" if program else prepared.name
        problems = list(grow(entry, workplace, program, template))
        yield from problems
        if problems:
            return
        with Database(server, template=template) as database:
            steps = workplace.chain(database)
    if steps[-1].error:
        yield f"the whole history, {steps[-1].name}: {steps[-1].error}"
    elif program:
        yield from frozen.judge(entry, folder, program, server, steps)


def grow(entry, workplace, program, template):
    """Go through the steps on one database; whatever is wrong ends it."""
    try:
        with Database(workplace.server, template=template) as database:
            for number, step in enumerate(entry.steps):
                title = f"step {number} ({step.name})"
                if number == 0:
                    workplace.init(step, program)
                    continue
                workplace.log.write_text("", encoding="utf-8")
                try:
                    problems = list(revise(workplace, step, number, database, program))
                except Failed as failure:
                    problems = [str(failure)]
                if problems:
                    log = workplace.log.read_text(encoding="utf-8")
                    yield "\n".join([f"{title}:", *problems, "the command's output:", tail(log)])
                    return
    except (project.ProjectError, Failed) as error:
        yield f"{error}\n{tail(workplace.log.read_text(encoding='utf-8'))}"


def revise(workplace, step, number, database, program):
    """Bring one step to the database: up, down, up; what is wrong with it."""
    project.apply(step, workplace.folder)
    identifier = f"{number:04}"
    if step.revision is None:
        path = workplace.revision(step, identifier, database)
        if program is None:
            put_right(path)
        elif "Running post write hook 'rectify'" not in workplace.log.read_text(encoding="utf-8"):
            yield "the hook has not run"
        for change in step.corrections + (step.reference if program is None else []):
            project.edit(path, change)
    else:
        path = workplace.versions / f"{identifier}_{step.name}.py"
        path.write_text(step.revision, encoding="utf-8")
    if program:
        yield from frozen.unmended(program, workplace.folder, path)
    steps, models = workplace.apply(f"{number - 1:04}" if number > 1 else "base", identifier, database)
    text = path.read_text(encoding="utf-8")
    for made in steps:
        if made.error:
            yield f"{made.name}: {made.error}"
            yield text
            return
    different = False
    for found in compare(steps[0].objects, steps[2].objects, order=True):
        yield f"after down and up: {found.subject}: {found.got}, not {found.expected}"
        different = True
    for found in compare(of_models(models), of_models(steps[2].objects)):
        yield f"not as the models are: {found.subject}: {found.got}, not {found.expected}"
        different = True
    if different:
        yield text


# What of an object must be as the models make it. Defaults are not: autogenerate does not compare them.
COMPARED = {
    "column": ("type", "not null", "identity", "generated"),
    "constraint": ("definition",),
    "index": ("definition",),
}


def of_models(objects):
    """What the columns, constraints and indexes are."""
    kept = {}
    for name, entry in objects.items():
        kind = name.partition(" ")[0]
        if kind in COMPARED and "alembic_version" not in name:
            kept[name] = {key: entry[key] for key in COMPARED[kind]}
    return kept


def put_right(path):
    """Add the imports that a generated revision lacks, and drop the indexes that GeoAlchemy2 makes itself."""
    text = path.read_text(encoding="utf-8")
    modules = {found.rpartition(".")[0] for found in re.findall(r"(?<![\w.'\"])[a-z_]\w*(?:\.\w+)+(?=\()", text)}
    known = {"sa", "op", "postgresql", "context"}
    lines = [f"import {name}\n" for name in sorted(modules) if name.split(".")[0] not in known and "." in name]
    text = text.replace("astext_type=Text()", "astext_type=sa.Text()")
    text = re.sub(r"    op\.create_index\('idx_.*postgresql_using='gist'.*\n", "", text)
    path.write_text(text.replace("import sqlalchemy as sa\n", "import sqlalchemy as sa\n" + "".join(lines), 1),
                    encoding="utf-8")


def tail(text, lines=60):
    """The last lines of a text."""
    return "\n".join(text.splitlines()[-lines:])
