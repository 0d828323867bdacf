"""Imports what a project's revisions name, with the imports of the revisions put right."""

import ast
import contextlib
import importlib
import os
import sys
import types


class Missing(Exception):
    """An expression cannot be evaluated, even with its imports put right."""


def enter(case, folder):
    """Make the project in `folder` importable in this process, in the environment the case names."""
    sys.dont_write_bytecode = True
    sys.path[:0] = [str(folder / root) for root in case.roots]
    os.environ.update(case.environment)


def names_of(path, text=None):
    """The names a revision binds; what it imports in vain is left out."""
    text = path.read_text(encoding="utf-8") if text is None else text
    names = {"__name__": path.stem, "__file__": str(path)}
    for statement in ast.parse(text).body:
        run(statement, names, path)
    # A name that only a function imports.
    for function in ast.walk(ast.parse(text)):
        if isinstance(function, ast.FunctionDef):
            for statement in function.body:
                if isinstance(statement, (ast.Import, ast.ImportFrom)):
                    run(statement, names, path)
    return names


def run(statement, names, path):
    """Execute one statement of a revision."""
    import_dotted(statement, names)
    code = compile(ast.Module([statement], []), str(path), "exec")
    try:
        exec(code, names)
    except ImportError:
        if not isinstance(statement, (ast.Import, ast.ImportFrom)):
            raise


def import_dotted(tree, names):
    """Import the modules that dotted names go through, as the missing import would."""
    for node in ast.walk(tree):
        first, *rest = dotted(node) or [None]
        bound = names.get(first, sys.modules[__name__])
        if first is None or not isinstance(bound, types.ModuleType):
            continue
        module = bound.__name__ if first in names else first
        if first not in names:
            if not importable(module):
                continue
            names[first] = sys.modules[module]
        for part in rest:
            module = f"{module}.{part}"
            if not importable(module):
                break


def importable(module):
    """Import a module; False if there is none of this name."""
    try:
        importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module and not module.startswith(f"{error.name}."):
            raise
        return False
    return True


def dotted(node):
    """The parts of a dotted name."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return [node.id, *parts[::-1]] if isinstance(node, ast.Name) else []


def evaluate(expression, names):
    """The value of a type expression, or Missing."""
    tree = ast.parse(expression, mode="eval")
    try:
        import_dotted(tree, names)
        return eval(compile(tree, "<expression>", "eval"), names)
    except Exception as error:
        raise Missing(f"{type(error).__name__}: {error}") from error


@contextlib.contextmanager
def left(case, folder):
    """The project cannot be imported meanwhile."""
    roots = [str(folder / root) for root in case.roots]
    path, modules = list(sys.path), dict(sys.modules)
    sys.path[:] = [entry for entry in sys.path if entry not in roots]
    for name, module in modules.items():
        home = getattr(module, "__file__", None) or next(iter(getattr(module, "__path__", [])), "")
        if home.startswith(str(folder)):
            del sys.modules[name]
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.path[:] = path
        sys.modules.update(modules)
