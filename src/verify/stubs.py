"""Types of packages that are not there, or not imported, by what the rules know of them."""

import ast
import builtins
import importlib
import importlib.abc
import importlib.util
import sys
import types


class Stubs(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Makes the modules that nothing else has."""

    def __init__(self, rules):
        self.rules = {path: rule for rule in rules for path in rule["paths"]}
        self.names = {name for rule in rules for name in rule["names"]}
        self.classes = {name: rule for rule in rules for name in rule["classes"]}
        self.modules = set()
        for path in self.rules:
            parts = path.split(".")
            self.modules.update(".".join(parts[:end]) for end in range(1, len(parts)))

    def find_spec(self, name, path=None, target=None):
        if name in self.modules:
            return importlib.util.spec_from_loader(name, self, is_package=True)
        return None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        for path, rule in self.rules.items():
            package, _, name = path.rpartition(".")
            if package == module.__name__:
                setattr(module, name, stand_in(path, rule))
        if module.__spec__ is not None:
            # `import package` gives its inner modules, too.
            for name in sorted(self.modules):
                if name.rpartition(".")[0] == module.__name__:
                    setattr(module, name.rpartition(".")[2], importlib.import_module(name))

    def bind(self, module):
        """Give a revision the names that it uses without an import: of the rules' types, even where the package is
        there, since what autogenerate rendered may be more than its classes take."""
        import sqlalchemy

        made = {}
        for name in sorted(self.modules):
            parent, _, last = name.rpartition(".")
            made[name] = types.ModuleType(name)
            self.exec_module(made[name])
            if parent:
                setattr(made[parent], last, made[name])
        for name, value in made.items():
            if "." not in name:
                vars(module).setdefault(name, value)
        for name in self.names:
            if hasattr(sqlalchemy, name):
                vars(module).setdefault(name, getattr(sqlalchemy, name))
        self.bind_classes(module)

    def bind_classes(self, module):
        """Give it the classes that it has bare, or of a name that it does not have, as `db.Vector`."""
        with open(module.__file__, "rb") as handle:
            tree = ast.parse(handle.read())
        stored = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        stored |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}

        def free(node):
            return isinstance(node, ast.Name) and node.id not in stored and not hasattr(builtins, node.id) and (
                node.id not in vars(module))

        bare, prefixes = set(), set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in self.classes and free(node.value):
                prefixes.add(node.value.id)
            elif free(node) and node.id in self.classes:
                bare.add(node.id)
        made = {name: stand_in(name, rule) for name, rule in self.classes.items()}
        for name in prefixes:
            setattr(module, name, types.SimpleNamespace(**made))
        for name in bare:
            setattr(module, name, made[name])


def install(rules):
    """From here on, what cannot be imported is made."""
    stubs = Stubs(rules)
    sys.meta_path.append(stubs)
    return stubs


def stand_in(path, rule):
    """What is called in the place of a type's class."""

    def make(*positional, **named):
        import sqlalchemy
        from sqlalchemy.dialects import postgresql

        if rule["companion"]:
            raise TypeError("%s makes more than a column; install its package to run it" % path)
        values, given = bound(path, rule, positional, named)
        for form in rule["forms"]:
            text = rendered(form, values, given)
            if text is None:
                continue
            if form["kind"] == "sql":
                return raw(text)
            try:
                return eval(text, {"sa": sqlalchemy, "postgresql": postgresql})
            except AttributeError:
                continue  # of another SQLAlchemy
        raise TypeError("no rule says what %s is; install its package to run it" % path)

    return make


def bound(path, rule, positional, named):
    """The values of a call's arguments by their names, and the names that the call gives."""
    values, given, arguments = {}, set(), rule["arguments"]
    for at, value in enumerate(positional):
        if at < len(arguments) and not arguments[at]["rest"]:
            named = dict(named, **{arguments[at]["name"]: value})
        elif not (arguments and arguments[-1]["rest"]):
            raise TypeError("the rule of %s takes %d positional arguments" % (path, len(arguments)))
    for name, value in named.items():
        known = [one["name"] for one in arguments if name == one["name"] or name in one["aliases"]]
        if known:
            given.add(known[0])
            if value is not None:
                values[known[0]] = value
        elif name not in rule["ignored"] and "*" not in rule["ignored"]:
            raise TypeError("the rule of %s does not know the argument %s" % (path, name))
    for one in arguments:
        if one["default"] is not None and (one["default_with"] is None or one["default_with"] in given):
            values.setdefault(one["name"], one["default"])
    return values, given


def rendered(form, values, given):
    """The text of a form, if it is for these values."""
    if form["given"] is not None and set(form["given"]) != given:
        return None
    if any(values.get(name) != wanted for name, wanted in form["when"]):
        return None
    text = ""
    for piece in form["pieces"]:
        name = piece.get("argument") or piece.get("choice")
        if name is not None and not isinstance(values.get(name), (int, str)):
            return None
        if "text" in piece:
            text += piece["text"]
        elif "choice" in piece:
            text += piece["yes"] if values[name] else piece["no"]
        else:
            text += repr(values[name]) if form["kind"] == "type" else str(values[name])
    return text


def raw(text):
    """A type that is no more than its name."""
    from sqlalchemy.types import UserDefinedType

    class Raw(UserDefinedType):
        cache_ok = True

        def get_col_spec(self, **_):
            return text

    return Raw()
