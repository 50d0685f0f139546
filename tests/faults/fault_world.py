"""Two releases of a small district, and what is left of them when something goes wrong."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "corpus"))

from fingerprint import fingerprint  # noqa: E402
from world import LEGIBLE, PROGRAM, World, good_rows  # noqa: E402

TIERS = ("operational", "planning")
TOOLS = Path(PROGRAM).resolve().parent  # fault_inject and libstill_clock.so are built beside it.
DAY = 86400
RELEASES_KEPT = 3


def remove(directory):
    """Releases are read-only."""
    for folder, _, _ in os.walk(directory):
        os.chmod(folder, 0o700)
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
    """Waits until every process that could write to stderr has ended, the worker too."""
    process = subprocess.run([*before, PROGRAM, *map(str, arguments)], stdin=subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False,
                             **options)
    return Run(process.returncode, process.stderr.decode(errors="replace"))


class FaultWorld:
    """`old` is an output with a first release; over copies of it the second one is published. What
    is found in the directory is used again, so that a sweep that was stopped can go on."""

    def __init__(self, directory):
        self.dir = Path(directory) / "world"
        self.old = self.dir / "old"
        self.first, self.second = (self.dir / name / "project.toml" for name in ("first", "second"))
        kept = self.dir / "world.json"
        if not kept.exists():
            facts = self.build()
            kept.write_text(json.dumps(facts), encoding="utf-8")
        facts = json.loads(kept.read_text(encoding="utf-8"))
        if facts["program"] != hash_of_program():
            raise AssertionError(f"{self.dir} was begun with another program")
        self.began, self.need, self.seconds = facts["began"], facts["need"], facts["seconds"]
        self.before, self.after = facts["before"], facts["after"]
        self.rested = {}  # Fingerprint of an output at rest: what is wrong with it.

    def build(self):
        remove(self.dir)  # What was begun and not ended.
        self.dir.mkdir(parents=True)
        self.began = int(time.time()) - 100 * DAY
        for name, reports in (("first", 80), ("second", 160)):
            (self.dir / name).mkdir()
            world = World(self.dir / name)
            world.rows(good_rows(reports))
            world.project()
        self.must(self.publish(self.first, self.old, day=0), 0)
        new = self.copy("new")
        began = time.monotonic()
        self.must(self.publish(self.second, new, threads=2), 0)
        seconds = time.monotonic() - began
        before, after = state_of(self.old), state_of(new)
        if None in {*before.values(), *after.values()} or before == after:
            raise AssertionError("the two releases do not differ")
        need = sum(path.lstat().st_size for path in new.rglob("*"))
        remove(new)
        return {"program": hash_of_program(), "began": self.began, "need": need,
                "seconds": seconds, "before": before, "after": after}

    def publish(self, project, out, before=(), day=1, threads=1, **options):
        """With a clock that stands still on a day after the old release, lest the time of a run be
        found in what it leaves."""
        clock = {"LD_PRELOAD": str(TOOLS / "libstill_clock.so"),
                 "RAWAN_STILL_CLOCK": str(self.began + day * DAY)}
        return program("run", project, "-o", out, "--threads", threads, "--quiet", before=before,
                       env=os.environ | clock, **options)

    def copy(self, name, of=None):
        """A fresh copy of the old output or of another, one for each process of ours."""
        target = self.dir / f"{name}-{os.getpid()}"
        remove(target)
        shutil.copytree(of or self.old, target, symlinks=True)
        return target

    @staticmethod
    def must(run, code):
        if run.exit != code:
            raise AssertionError(f"exit code {run.exit} instead of {code}: {run.stderr}")

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

    def recovers(self, out, day=50):
        """What is wrong with the next undisturbed run, to which nobody cleaned the way."""
        run = self.publish(self.second, out, day=day)
        if run.exit != 0:
            return [f"the next run ends with {run.exit}: {run.stderr.strip()}"]
        state = fingerprint(out)
        if state not in self.rested:
            self.rested[state] = self.wrong_at_rest(out)
        return list(self.rested[state])

    def wrong_at_rest(self, out):
        wrong = self.whole(out)
        if state_of(out) != self.after:
            wrong.append("the next run does not end at the new release")
        if program("audit", "verify", out).exit != 0:
            wrong.append("the audit log is not whole")
        return wrong + [f"left behind: {name}" for name in self.left_behind(out)]

    def left_behind(self, out):
        """What does not belong to an output at rest."""
        found = [str(p.relative_to(out)) for p in Path(out).rglob("*")
                 if p.name.startswith((".staging", ".current")) or p.name.endswith(".new")]
        for tier in TIERS:
            names = sorted(p.name for p in (Path(out) / tier / "releases").iterdir())
            own = {self.before[tier], self.after[tier]}
            found += [f"{tier}/{name}" for name in names if name.split("-")[1] not in own]
            found += [f"{tier}/{name}" for name in names[RELEASES_KEPT:]]
        return found


def hash_of_program():
    return hashlib.sha256(Path(PROGRAM).read_bytes()).hexdigest()
