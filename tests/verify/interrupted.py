"""What is left when a run is ended in its midst: nothing."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from oracle.checks import scratch
from oracle.servers import programs

PATIENCE = 30
SLOW = '''"""slow"""

import time

revision = "0001"
down_revision = None


def upgrade():
    open("started", "w").close()
    time.sleep(600)


def downgrade():
    pass
'''


def problems(program, here, server):
    """What is wrong with runs that are ended by each signal, on each kind of server."""
    given = ["--url", f"postgresql://postgres@/postgres?host={server.folder}"]
    own = ["--server", str(programs("contrib"))]
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGKILL):
        for kind, arguments in (("given", given), ("throw-away", own)):
            problem = interrupt(program, here, arguments, number, server)
            if problem:
                yield f"{number.name} with a {kind} server", problem


def interrupt(program, here, arguments, number, server):
    """End a run while a revision is at work; what it leaves."""
    with scratch() as name:
        project = Path(name) / "project"
        shutil.copytree(here / "template", project)
        (project / "migrations" / "versions").mkdir()
        (project / "migrations" / "versions" / "0001_slow.py").write_text(SLOW, encoding="utf-8")
        process = subprocess.Popen([program, "verify", "--python", sys.executable, *arguments], cwd=project,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   # What runs in the background of a shell ignores it, and hands that on.
                                   preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
        if not until(lambda: (project / "started").exists()):
            process.kill()
            return "it does not start"
        helpers = below(process.pid)
        folders = {word.rpartition("/")[0] for pid in helpers for word in command(pid) if "/rectify-verify-" in word}
        if len(helpers) < 2 or ("--url" in arguments) != (not folders) or (not folders and not databases(server)):
            process.kill()
            return f"there is nothing to remove: {helpers}, {folders}"
        process.send_signal(number)
        try:
            process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()
            return "it goes on"
        gone = until(lambda: not any(map(command, helpers)) and not any(map(os.path.exists, folders))
                     and not ("--url" in arguments and databases(server)))
        if not gone:
            return f"left: {[command(pid) for pid in helpers]}, {folders}, {databases(server)}"
    return None


def until(holds):
    """Whether it holds before the patience ends."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return False


def below(pid):
    """All processes that a process has started, and theirs."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(entry.parent.name))
    found, left = [], [pid]
    while left:
        children = parents.get(left.pop(), [])
        found += children
        left += children
    return found


def command(pid):
    """The command line of a process; nothing if it is gone or only waits to be."""
    try:
        text = Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return text.split("\0")


def databases(server):
    """The scratch databases on a server."""
    with server_connection(server) as connection:
        return [name for (name,) in connection.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE 'rectify_verify_%'")]


def server_connection(server):
    import psycopg

    return psycopg.connect(host=str(server.folder), user="postgres", dbname="postgres", autocommit=True)
