"""The list of shapes in README.md, made from the cases."""

import sys

from . import cases

README = cases.HERE / "README.md"
START, END = "<!-- shapes -->\n", "<!-- /shapes -->"


def check(chosen, write):
    """Require that README.md holds the list, or write it; the exit code."""
    text = README.read_text(encoding="utf-8")
    head, _, rest = text.partition(START)
    _, _, tail = rest.partition(END)
    wanted = head + START + listing(chosen) + END + tail
    if write:
        README.write_text(wanted, encoding="utf-8")
    elif text != wanted:
        print("the list in tests/infer/README.md is stale: `python -m infer table --write`", file=sys.stderr)
        return 1
    return 0


def listing(chosen):
    """One table for each project."""
    lines = [""]
    for case in chosen:
        lines += [f"### {case.name}", "", case.title, "",
                  "| in the revision | shape | PostgreSQL | expected |", "|---|---|---|---|"]
        for entry in case.entries:
            expected = entry.expect + (f": {entry.because}" if entry.because else "")
            cells = [code(entry.expression), entry.shape, code(entry.ddl), expected]
            lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
        lines.append("")
    return "\n".join(lines) + "\n"


def code(text):
    """A text as code inside a table's cell."""
    return "`" + " ".join(text.split()) + "`"
