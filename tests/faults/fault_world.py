"""Two releases of a small district, the program under strace, and what is left afterwards."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "corpus"))

from world import LEGIBLE, PROGRAM, World, good_rows  # noqa: E402

TIERS = ("operational", "planning")

# Calls that change files, or on which what is written depends.
CHANGING = ("openat", "write", "pwrite64", "writev", "ftruncate", "fsync", "fdatasync", "rename",
            "renameat2", "symlink", "symlinkat", "mkdir", "mkdirat", "chmod", "fchmod", "close",
            "unlink", "unlinkat")


def remove(directory):
    """Releases are read-only."""
    subprocess.run(["chmod", "-R", "u+rwX", directory], check=False, stderr=subprocess.DEVNULL)
    shutil.rmtree(directory, ignore_errors=True)


def state_of(out):
    """The content hash of each audience's current release."""
    found = {}
    for tier in TIERS:
        link = Path(out) / tier / "current"
        found[tier] = os.readlink(link).split("-")[1] if link.is_symlink() else None
    return found


@dataclass
class Run:
    exit: int
    stderr: str


def program(*arguments, before=(), **options):
    process = subprocess.run([*before, PROGRAM, *map(str, arguments)], stdin=subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False,
                             **options)
    return Run(process.returncode, process.stderr.decode(errors="replace"))


def publish(project, out, before=(), **options):
    return program("run", project, "-o", out, "--threads", "1", "--quiet", before=before,
                   **options)


class FaultWorld:
    """`old` is an output with a first release; over copies of it the second one is published."""

    def __init__(self, directory):
        self.dir = Path(directory)
        self.first = self.project("first", 80)
        self.second = self.project("second", 160)
        self.old = self.dir / "old"
        self.must(publish(self.first, self.old), 0)
        self.before = state_of(self.old)
        new = self.copy("new")
        self.must(publish(self.second, new), 0)
        self.after = state_of(new)
        if None in {*self.before.values(), *self.after.values()} or self.before == self.after:
            raise AssertionError("the two releases do not differ")
        self.need = sum(path.lstat().st_size for path in new.rglob("*"))
        remove(new)

    def project(self, name, reports):
        (self.dir / name).mkdir()
        world = World(self.dir / name)
        world.rows(good_rows(reports))
        return world.project()

    def copy(self, name):
        target = self.dir / name
        remove(target)
        shutil.copytree(self.old, target, symlinks=True)
        return target

    @staticmethod
    def must(run, code):
        if run.exit != code:
            raise AssertionError(f"exit code {run.exit} instead of {code}: {run.stderr}")

    def calls(self):
        """How often an undisturbed publication makes each call, on the thread that makes most of
        them: strace counts by thread."""
        target = self.copy("counted")
        log = self.dir / "counted.log"
        self.must(publish(self.second, target, before=tracing(CHANGING, log)), 0)
        remove(target)
        calls = r"^(\d+) +(\w+)\("
        made = Counter(re.findall(calls, log.read_text(errors="replace"), re.MULTILINE))
        return {call: max(count for (_, name), count in made.items() if name == call)
                for call in sorted({name for _, name in made} & {*CHANGING})}

    def whole(self, out):
        """What is wrong with what readers find: each release must be the old one or the new one."""
        wrong = []
        run = program("verify", out)
        if run.exit != 0:
            wrong.append(f"verify says {run.exit}: {run.stderr.strip()}")
        for tier, found in state_of(out).items():
            if found not in (self.before[tier], self.after[tier]):
                wrong.append(f"{tier} is neither the old release nor the new one")
        return wrong

    def recovers(self, out):
        """What is wrong with the next undisturbed run, to which nobody cleaned the way."""
        run = publish(self.second, out)
        if run.exit != 0:
            return [f"the next run ends with {run.exit}: {run.stderr.strip()}"]
        wrong = self.whole(out)
        if state_of(out) != self.after:
            wrong.append("the next run does not end at the new release")
        if program("audit", "verify", out).exit != 0:
            wrong.append("the audit log is not whole")
        left = [str(p.relative_to(out)) for p in Path(out).rglob("*") if ".staging" in p.name]
        return wrong + [f"left behind: {name}" for name in left]


def tracing(calls, log, inject=""):
    """The command before the program that watches it, and makes a call fail or the program die."""
    # Signals are not injected into calls that a filter of the kernel picks.
    quick = [] if "signal=" in inject else ["--seccomp-bpf"]
    watch = ["strace", "-f", *quick, "-qq", "-o", log, "-e",
             f"trace={','.join([*calls, 'prctl'])}", *LEGIBLE]
    return watch + (["-e", f"inject={inject}"] if inject else [])


def injected(log):
    return any("(INJECTED)" in line and " prctl(" not in line
               for line in Path(log).read_text(errors="replace").splitlines())
