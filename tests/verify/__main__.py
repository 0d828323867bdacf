"""The command: python3 -m verify RECTIFY [NAME...], in the folder tests.

Each folder of `cases` is a project with a case.toml, over `template` unless it says otherwise:

    run       the arguments of rectify; `{url}` is a server's, with a password that it does not ask for
    status    its exit code
    before    commands that prepare the project: `{rectify}`, and `{commit}` for everything into git
    copy      a folder of the repository that the project is a copy of
    python    whose interpreter: the name of an environment of tests/oracle; "bare" is a Python without anything
    server    "" for rectify's own choice; else Debian's
    hidden    texts that may not be shown

expected.txt is what it prints; UPDATE=1 writes it.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from oracle import environment
from oracle.checks import scratch
from oracle.servers import Servers, programs

from . import interrupted

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
IDENTITY = ["-c", "user.name=somebody", "-c", "user.email=somebody@example.com"]
DEFAULTS = {"template": True, "before": [], "python": "2.1", "server": "contrib", "hidden": [], "environment": {}}


def main(program, *names):
    """Run the cases; return the exit code."""
    servers, failed = Servers(), []
    folders = [folder for folder in sorted((HERE / "cases").iterdir()) if folder.name in (names or [folder.name])]
    try:
        servers["contrib"]
        with ThreadPoolExecutor(2) as workers:
            problems = workers.map(lambda folder: judge(folder, program, servers), folders)
            for folder, problem in zip(folders, problems):
                if problem:
                    failed.append(folder.name)
                    print(f"{folder.name}: {problem}", flush=True)
        if not names:
            for name, problem in interrupted.problems(program, HERE, servers["contrib"]):
                failed.append(name)
                print(f"{name}: {problem}", flush=True)
        left = interrupted.databases(servers["contrib"])
        if left:
            failed.append("databases")
            print("left on the server:", *left)
    finally:
        servers.stop()
    print(f"{len(failed)} failed")
    return 1 if failed or not folders else 0


def judge(folder, program, servers):
    """What is wrong with a case."""
    case = {**DEFAULTS, **tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))}
    with scratch() as name:
        project = Path(name).resolve() / "project"
        prepare(folder, case, project)
        for command in case["before"]:
            prepared(command, program, project)
        python = interpreter(case["python"], Path(name))
        arguments = [argument.replace("{url}", url(servers["contrib"])) if "{url}" in argument else argument
                     for argument in case["run"]]
        arguments += ["--python", str(python)]
        chosen = case["server"] and not {"--url", "--server"} & set(arguments)
        if chosen:
            arguments += ["--server", str(programs(case["server"]))]
        kept = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "PYTHONPATH")}
        result = subprocess.run([program, *arguments], cwd=project, check=False, encoding="utf-8",
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**kept, **case["environment"]})
    shown = f"{result.stdout}--- standard error ---\n{result.stderr}"
    for text in case["hidden"]:
        if text in shown:
            return f"shows {text!r}:\n{shown}"
    if result.returncode != case["status"]:
        return f"exit status {result.returncode}, not {case['status']}:\n{shown}"
    for place, mark in ((str(python), "PYTHON"), (str(project), "PROJECT"), (str(environment.HOME), "ENVIRONMENTS"),
                        (str(servers["contrib"].folder), "SOCKET"), (str(programs("contrib")), "POSTGRES")):
        shown = shown.replace(place, mark)
    return compared(folder / "expected.txt", shown)


def compared(path, shown):
    """How an output differs from the one that is kept."""
    if os.environ.get("UPDATE") == "1":
        path.write_text(shown, encoding="utf-8")
        return None
    expected = path.read_text(encoding="utf-8") if path.exists() else ""
    return None if shown == expected else f"expected:\n{expected}\ngot:\n{shown}"


def prepare(folder, case, project):
    """Copy the project."""
    ignored = shutil.ignore_patterns("case.toml", "expected.txt", "__pycache__")
    project.mkdir()
    if case["template"]:
        shutil.copytree(HERE / "template", project, dirs_exist_ok=True, ignore=ignored)
    if "copy" in case:
        shutil.copytree(ROOT / case["copy"], project, dirs_exist_ok=True, ignore=ignored)
    shutil.copytree(folder, project, dirs_exist_ok=True, ignore=ignored)


def prepared(command, program, project):
    """Run a command that prepares the project."""
    if command == ["{commit}"]:
        for arguments in (["init", "--quiet"], ["add", "."], [*IDENTITY, "commit", "--quiet", "--message", "all"]):
            subprocess.run(["git", *arguments], cwd=project, check=True)
        return
    command = [program if word == "{rectify}" else word for word in command]
    # What cannot be mended is its own affair.
    subprocess.run(command, cwd=project, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def interpreter(name, folder):
    """The Python of a case."""
    if name == "bare":
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "bare")], check=True)
        return folder / "bare" / "bin" / "python"
    return environment.make(name)


def url(server):
    """The address of a server, with a password that is not asked for."""
    return f"postgresql://postgres:s3cret@/postgres?host={server.folder}"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
