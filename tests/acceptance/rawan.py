"""Runs the program as a stranger would and reads what it wrote, without any code of its own.

The tests of this directory get the program as RAWAN_PROGRAM and the source tree as
RAWAN_SOURCE_DIR in the environment.
"""

import csv
import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import unittest
from pathlib import Path

PROGRAM = os.environ["RAWAN_PROGRAM"]
SOURCE = Path(os.environ["RAWAN_SOURCE_DIR"])
SAMPLE = SOURCE / "data" / "bengkayang"


def run(*arguments, **options):
    """The finished process; its texts are bytes."""
    return subprocess.run([PROGRAM, *map(str, arguments)], stdin=subprocess.DEVNULL,
                          capture_output=True, check=False, **options)


class ProgramTest(unittest.TestCase):
    """A test with a directory of its own."""

    def setUp(self):
        directory = tempfile.TemporaryDirectory(prefix="rawan-")
        self.addCleanup(directory.cleanup)
        self.dir = Path(directory.name)

    def succeed(self, *arguments, **options):
        process = run(*arguments, **options)
        self.assertEqual(process.returncode, 0, process.stderr.decode())
        return process

    def publish(self, project, name, *arguments, **options):
        """Runs a project into the directory `name`; the files of its releases."""
        self.succeed("run", project, "-o", self.dir / name, "--quiet", *arguments, **options)
        return releases_of(self.dir / name)


def copy_sample(target):
    """A copy of the sample district; its project file."""
    shutil.copytree(SAMPLE, target)
    return target / "project.toml"


def change(file, old, new):
    """Replaces a text that must be there."""
    text = file.read_text(encoding="utf-8")
    if old not in text:
        raise AssertionError(f"{file.name} does not hold {old!r}")
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def ask_for(project, *tiers):
    """Releases for these audiences alone."""
    lines = project.read_text(encoding="utf-8").splitlines()
    asked = [number for number, line in enumerate(lines) if line.startswith("tiers = ")]
    assert len(asked) == 1, "the project says once who gets something"
    lines[asked[0]] = f"tiers = {json.dumps(tiers)}"
    project.write_text("\n".join(lines) + "\n", encoding="utf-8")


def dirty_world(directory):
    """A project over the sample's villages, half of whose report rows are spoilt."""
    seed = copy_sample(directory / "seed")
    change(seed, "women_total", "dirty_share = 0.5\nwomen_total")
    process = run("simulate", seed, "-o", directory / "dirty", "--quiet")
    assert process.returncode == 0, process.stderr.decode()
    project = directory / "dirty" / "project.toml"
    change(project, "max_rejected_share = 0.05", "max_rejected_share = 1.0")
    return project


def files_of(directory):
    """Content of every file below a directory by its relative name."""
    directory = Path(directory).resolve()
    return {str(path.relative_to(directory)): path.read_bytes()
            for path in sorted(directory.rglob("*")) if path.is_file()}


TIERS = ("restricted", "operational", "planning", "public")


def current(out, tier):
    """The release of an audience."""
    return Path(out) / tier / "current"


def releases_of(out):
    """Content of every file of the current releases by audience and name."""
    return {f"{tier}/{name}": content for tier in TIERS if current(out, tier).exists()
            for name, content in files_of(current(out, tier)).items()}


def open_geopackage(release):
    """A connection that leaves the file as it is."""
    path = (Path(release) / "rawan.gpkg").resolve()
    return sqlite3.connect(f"file:{path}?immutable=1", uri=True)


def rows_of(path, separator=";"):
    """Rows of a table with a header, as dictionaries."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=separator))
