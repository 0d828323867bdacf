"""The command: python3 -m formats RECTIFY, in the folder tests and the environment of the tools."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
from pathlib import Path

import jsonschema

HERE = Path(__file__).resolve().parent
CASES = HERE.parent / "oracle" / "cases"
REPORT = HERE.parent.parent / "docs" / "report.schema.json"

# A command of GitHub's workflows, with the properties that an annotation has.
ANNOTATION = re.compile(
    r"::(error|warning|notice) file=[^,:\r]+(,line=\d+,endLine=\d+(,col=\d+,endColumn=\d+)?)?"
    r",title=[^,:\r]+::[^\r]+"
)


class Failure(Exception):
    """Something is not as it should be."""


def main():
    """Go through the formats; return the exit code."""
    program = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as scratch:
        try:
            misconfigured(program, Path(scratch).resolve())
            check(program, Path(scratch).resolve())
        except Failure as failure:
            print(f"FAILED: {failure}")
            return 1
    print("ok")
    return 0


def check(program, folder):
    """Check the reports of the files of `folder`, which are made here."""
    texts = fill(folder)

    def report(output_format, *arguments):
        command = [program, "check", "--output-format", output_format, "-q", *arguments, ".", "gone.py"]
        result = subprocess.run(command, cwd=folder, check=False, stdout=subprocess.PIPE)
        if result.returncode != 2:
            raise Failure(f"{output_format}: status {result.returncode}")
        return result.stdout.decode()

    plain = valid(report("json"), REPORT)
    valid(report("json", "--freeze"), REPORT)
    sarif = valid(report("sarif"), HERE / "sarif-2.1.0.json")
    gitlab = valid(report("gitlab"), HERE / "gitlab.json")
    annotations = report("github").splitlines()
    shown = [finding for file in plain["files"] for finding in file["findings"]
             if finding["severity"] != "note"]
    results = sarif["runs"][0]["results"]
    # One more for the file that is not there.
    counts = [len(shown) + 1, len(results) + 1, len(gitlab), len(annotations)]
    if len(shown) < 500 or len(set(counts)) != 1:
        raise Failure(f"the formats have {counts} findings")
    bad = [line for line in annotations if not ANNOTATION.fullmatch(line)]
    if bad:
        raise Failure(f"no annotation: {bad[0]}")
    prints = [issue["fingerprint"] for issue in gitlab]
    if len(set(prints)) != len(prints):
        raise Failure("two findings have one fingerprint")
    if report("gitlab") != json.dumps(gitlab, indent=2, ensure_ascii=False) + "\n":
        raise Failure("a second run tells something else")

    subprocess.run([program, "fix", "-q", "."], cwd=folder, check=False, stdout=subprocess.DEVNULL)
    fixed = {name: read(folder / name) for name in texts}
    changed = sum(fixed[name] != text for name, text in texts.items())
    if changed < 200:
        raise Failure(f"only {changed} files changed")
    for name, edits in (("sarif", of_sarif(results)), ("json", of_json(plain))):
        for path, text in texts.items():
            if apply(text, edits.get(path, [])) != fixed[path]:
                raise Failure(f"the fixes of {name} make something else of {path}")


def misconfigured(program, folder):
    """A run that could not be made because of its settings does not look like one that found nothing."""
    (folder / "rectify.toml").write_text("freze = true\ncomments = 1\n", encoding="utf-8")

    def report(output_format):
        command = [program, "check", "--output-format", output_format, "-q"]
        result = subprocess.run(command, cwd=folder, check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        return result.stdout.decode()

    invocation = valid(report("sarif"), HERE / "sarif-2.1.0.json")["runs"][0]["invocations"][0]
    gitlab = valid(report("gitlab"), HERE / "gitlab.json")
    counts = [len(valid(report("json"), REPORT)["summary"]["failures"]), len(invocation["toolExecutionNotifications"]),
              len({issue["fingerprint"] for issue in gitlab}), len(report("github").splitlines())]
    if counts != [2] * 4 or invocation["executionSuccessful"]:
        raise Failure(f"the formats have {counts} mistakes")
    (folder / "rectify.toml").unlink()


def fill(folder):
    """Copy the revisions of the cases, some under odd names; their texts by path."""
    for before in sorted(CASES.glob("*/*/before")):
        shutil.copytree(before, folder / before.parent.relative_to(CASES))
    odd = next(folder.glob("add_column/*/*.py"))
    shutil.copy(odd, folder / "a b, 50%: é.py")
    texts = {}
    for path in sorted(folder.rglob("*.py")):
        try:
            texts[path.relative_to(folder).as_posix()] = read(path)
        except UnicodeDecodeError:
            path.unlink()
    return texts


def read(path):
    """The text of a file, its line endings as they are."""
    return path.read_bytes().decode("utf-8-sig")


def valid(text, schema):
    """The document, which the schema has to take."""
    document = json.loads(text)
    rules = json.loads(schema.read_text(encoding="utf-8"))
    kind = jsonschema.validators.validator_for(rules)
    kind.check_schema(rules)
    for error in kind(rules, format_checker=kind.FORMAT_CHECKER).iter_errors(document):
        raise Failure(f"{schema.name} does not take {error.json_path}: {error.message[:300]}")
    return document


def of_sarif(results):
    """The edits of a SARIF log by path: the code, the region and the new text of each."""
    edits = {}
    for result in results:
        for change in (change for fix in result.get("fixes", []) for change in fix["artifactChanges"]):
            path = urllib.parse.unquote(change["artifactLocation"]["uri"])
            for replacement in change["replacements"]:
                region = replacement["deletedRegion"]
                places = [region[key] for key in ("startLine", "startColumn", "endLine", "endColumn")]
                edit = (result["ruleId"], *places, replacement["insertedContent"]["text"])
                edits.setdefault(path, []).append(edit)
    return edits


def of_json(document):
    """The edits of a report of Rectify's own by path."""
    edits = {}
    for file in document["files"]:
        for finding in file["findings"]:
            if not finding["fix"] or finding["severity"] == "note" or file["status"] != "changed":
                continue
            for edit in finding["fix"]["edits"]:
                places = [edit[key] for key in ("line", "column", "end_line", "end_column")]
                edits.setdefault(file["path"], []).append((finding["code"], *places, edit["text"]))
    return edits


def apply(text, edits):
    """Make the edits: one that several fixes share once, and what creates an extension first."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    ordered = sorted(edits, key=lambda edit: edit[0] != "missing-extension")
    once = dict.fromkeys(
        (starts[line - 1] + column - 1, starts[end_line - 1] + end_column - 1, new)
        for _, line, column, end_line, end_column, new in ordered
    )
    done, parts = 0, []
    for start, end, new in sorted(once, key=lambda edit: edit[:2]):
        parts += [text[done:start], new]
        done = end
    return "".join(parts) + text[done:]


if __name__ == "__main__":
    sys.exit(main())
