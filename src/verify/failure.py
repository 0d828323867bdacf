"""What went wrong, for people: the place in the project's files, the statement, the server's message."""

import os
import re
import traceback

LONGEST = 2000


def told(error, revision, folders):
    """What is known of an error; `revision` is the file that ran, and `folders` those of env.py and the revisions."""
    frames = traceback.extract_tb(error.__traceback__)
    here = [frame for frame in frames if revision is not None and same(frame.filename, revision)]
    beside = [frame for frame in frames if any(inside(frame.filename, folder) for folder in folders)]
    path = line = None
    if here:
        path, line = revision, here[-1].lineno
    elif isinstance(error, SyntaxError) and error.filename:
        path, line = error.filename, error.lineno
    elif beside:
        path, line = beside[-1].filename, beside[-1].lineno
    if isinstance(error, AttributeError) and re.search(r"has no attribute '(up|down)grade'", str(error)):
        path, line = revision, None
    found = {"kind": type(error).__name__, "path": path, "line": line, "statement": None,
             "message": "%s: %s" % (type(error).__name__, first(str(error)) + details(error))}
    found["refuses"] = refuses(error, frames, here)
    cause = database_error(error)
    if cause is not None:
        found["statement"] = cut(cause.statement)
        found["message"] = server_message(cause.orig)
        found["kind"] = type(cause.orig).__name__
        if "lock timeout" in found["message"]:
            found["message"] += "; the project has another connection, which holds what this one waits for"
    return found


def refuses(error, frames, here):
    """Whether it is no mistake: the revision's own function says, by `raise`, that it does not run."""
    if isinstance(error, NotImplementedError):
        return True
    last = here[-1] if here else None
    return last is not None and last is frames[-1] and last.name.startswith("downgrade") and (
        (last.line or "").startswith("raise"))


def details(error):
    """What pydantic says below its first line, which is only how much it is; the values that it repeats are not shown."""
    try:
        found = ["%s: %s" % (".".join(map(str, one["loc"])), one["msg"]) for one in error.errors(include_input=False)]
    except Exception:
        return ""
    return ": " + "; ".join(found)


def database_error(error):
    """The error of a statement that is behind it."""
    import sqlalchemy

    seen = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, sqlalchemy.exc.DBAPIError) and error.orig is not None:
            return error
        error = error.__cause__ or error.__context__
    return None


def server_message(error):
    """What the server said: the message, its detail and its hint."""
    said = error.args[0] if error.args and isinstance(error.args[0], dict) else None
    if said is not None:  # pg8000
        parts = [said.get("M"), said.get("D"), said.get("H")]
        return "; ".join(part for part in parts if part)
    lines = re.sub(r"^<class '[\w.]+'>: ", "", str(error)).strip().split("\n")
    kept = [lines[0]]
    kept += [re.sub(r"^(DETAIL|HINT): *", "", line) for line in lines[1:] if line.startswith(("DETAIL:", "HINT:"))]
    return "; ".join(kept)


def cut(text):
    text = (text or "").strip()
    return text if len(text) <= LONGEST else text[:LONGEST] + " ..."


def first(text):
    return cut(text.strip().split("\n")[0])


def same(one, other):
    return os.path.realpath(one) == os.path.realpath(other)


def inside(path, folder):
    return os.path.realpath(path).startswith(os.path.realpath(folder) + os.sep) and os.path.exists(path)
