"""How much of the program the tests reach: lines, and the branches that conditions make.

    /usr/bin/python3 tests/coverage/run.py [--jobs N] [--report] [--least FILES] [TEST LABEL...]

A build of its own (preset `coverage`) counts what the tests with these labels run. `--report` only
tells what an earlier run counted. A template counts once, however many types it is made for. A
branch counts where its line has a condition: what the compiler makes of calls that may throw, and
of lists whose parts it takes down again, is none of ours. Nor is a contract that is broken.

What keeps the program to its files (Landlock) also keeps its worker from its counters. So the
programs of the tests are run as they are, and the scripts that run the whole program where the
system cannot bound files, as strace has it answer. Not run are scripts that use strace
themselves or that look for these bounds.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from fnmatch import fnmatch
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
BUILD = SOURCE / "build" / "coverage"
sys.path.insert(0, str(SOURCE / "tests" / "mutation"))
import areas  # pylint: disable=wrong-import-position

SCHEDULER = ("algorithms/src/patrol_*", "algorithms/src/dialogue_model.*",
             "algorithms/src/duty_conflicts.*", "algorithms/src/lone_visit.*",
             "algorithms/src/plan_*", "algorithms/src/shift_clock.*",
             "algorithms/src/tour_faults.*", "algorithms/src/visit_days.*",
             "engine/src/check_plan.*", "engine/src/patrol_*",
             "engine/src/plan_*", "engine/src/replan.*", "engine/src/retimed_tour.*",
             "engine/src/schedule.*", "engine/src/shift_pattern.*", "engine/src/squad_days.*",
             "engine/src/visit_windows.*")
READERS = (*areas.INGEST, "io/src/area_repair.*", "io/src/check_*", "io/src/count_*",
           "io/src/code_*", "io/src/feature_*", "io/src/judge_*", "io/src/layer_bytes.*",
           "io/src/read_*", "io/src/raster_frame.*", "io/src/road_tags.*", "io/src/see_*",
           "io/src/sheet_*", "io/src/table_*", "io/src/text_*", "io/src/value_columns.*",
           "io/src/village_*", "io/src/wkb.*", "io/src/workbook*", "io/src/xml_*", "io/src/zip_*")
# The first that a file is of.
AREAS = {"gate": areas.GATE, "privacy": areas.PRIVACY, "publish": areas.PUBLISH,
         "scheduler": SCHEDULER, "readers": READERS, "rest of algorithms": ("algorithms/*",),
         "rest of io": ("io/*",), "rest of engine": ("engine/*",)}

PROGRAMS = ("--exclude-regex",
            r"^(acceptance|corpus|layering|mutation|notebooks|qgis|sample|io\.geo)\.|^faults$")
SCRIPTS = ("--tests-regex", r"^(acceptance|sample)\.", "--exclude-regex",
           r"\.(install_and_consume|network|source_tree|worker)$")
NO_BOUNDS = ("strace", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null",
             "-e", "trace=landlock_create_ruleset",
             "-e", "inject=landlock_create_ruleset:error=ENOSYS")


def build(jobs):
    subprocess.run(["cmake", "--preset", "coverage"], cwd=SOURCE, check=True,
                   stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", "--preset", "coverage", "--parallel", jobs], cwd=SOURCE,
                   check=True)


def run_tests(jobs, labels):
    """Whether all passed."""
    for counters in BUILD.rglob("*.gcda"):
        counters.unlink()
    chosen = ["--label-regex", f"^({'|'.join(labels)})$"] if labels else []
    return all([subprocess.run([*before, "ctest", "--preset", "coverage", "--parallel", jobs,
                                *which, *chosen], cwd=SOURCE, check=False).returncode == 0
                for before, which in (((), PROGRAMS), (NO_BOUNDS, SCRIPTS))])


TEXT = re.compile(r'"(\\.|[^"\\])*"|\'(\\.|[^\'\\])\'|//.*')
CONDITION = re.compile(r"\b(if|while|for|switch)\b|&&|\|\||\?|<=>|= default")
OPEN = re.compile(r"(&&|\|\||\?)$")  # What follows on the next line is part of it.
CLOSING = re.compile(r"[\])};,\s]*")


def own_lines(path):
    """Numbers of the lines that do anything, and of those with a condition."""
    code, conditions, before, promised = set(), set(), "", False
    for number, text in enumerate(path.read_text().splitlines(), 1):
        text = TEXT.sub("", text).rstrip()
        promised = promised or "expects(" in text
        if not CLOSING.fullmatch(text):
            code.add(number)
        if not promised and (CONDITION.search(text) or OPEN.search(before)):
            conditions.add(number)
        promised = promised and not text.endswith(";")
        before = text
    return code, conditions


def own_branches(branches):
    """Counts of the branches that no exception makes."""
    left = list(branches)
    for at in reversed(range(len(branches))):
        if not branches[at]["throw"]:
            continue
        # The two ways of one call stand beside each other, mostly the way on first.
        mate = at - 1 if at > 0 and not branches[at - 1]["throw"] else at + 1
        left[at] = None
        if mate < len(left) and left[mate] and left[mate]["fallthrough"]:
            left[mate] = None
    return [branch["count"] for branch in left if branch]


class File:
    """Counts of the lines of a source, and of the branches of each line by function."""

    def __init__(self, path):
        self.code, self.conditions = own_lines(path)
        self.lines, self.branches = {}, {}

    def add(self, line):
        number = line["line_number"]
        if number not in self.code:
            return
        self.lines[number] = self.lines.get(number, 0) + line["count"]
        if number not in self.conditions:
            return
        counts = own_branches(line["branches"])
        place = number, len(counts)  # What a template became in another place counts together.
        before = self.branches.get(place, [0] * len(counts))
        self.branches[place] = [a + b for a, b in zip(before, counts)]

    def reached_lines(self):
        return sum(count > 0 for count in self.lines.values())

    def taken(self):
        return [count > 0 for counts in self.branches.values() for count in counts]

    def missed(self):
        """Lines with a way that was never gone."""
        return sorted({number for (number, _), counts in self.branches.items() if 0 in counts} |
                      {number for number, count in self.lines.items() if count == 0})


def counted(notes):
    """What gcov says of an object."""
    with tempfile.TemporaryDirectory() as place:
        told = subprocess.run(["gcov", "--json-format", "--stdout", "--branch-probabilities",
                               notes], cwd=place, check=True, capture_output=True, text=True)
    return [file for text in told.stdout.splitlines() if text.startswith("{")
            for file in json.loads(text)["files"]]


def count(jobs):
    """All files of the program by their names in the tree."""
    objects = [path for floor in ("algorithms", "io", "engine")
               for path in sorted((BUILD / floor).rglob("src/**/*.cpp.gcno"))]
    files = {}
    with ThreadPoolExecutor(int(jobs)) as workers:
        for told in workers.map(counted, objects):
            for entry in told:
                path = (BUILD / entry["file"]).resolve()
                if not path.is_relative_to(SOURCE) or path.is_relative_to(BUILD):
                    continue
                file = files.setdefault(str(path.relative_to(SOURCE)), File(path))
                for line in entry["lines"]:
                    file.add(line)
    return {name: file for name, file in files.items() if file.lines}


def area_of(name):
    return next((area for area, patterns in AREAS.items()
                 if any(fnmatch(name, pattern) for pattern in patterns)), None)


def share(part, whole):
    return f"{100.0 * part / whole:5.1f} %" if whole else "    -  "


def report(files, least):
    print(f"{'area':<20}{'files':>6}{'lines':>8}{'reached':>9}{'branches':>10}{'taken':>9}")
    for area in (*AREAS, "all"):
        here = [file for name, file in files.items() if area in (area_of(name), "all")]
        lines = sum(len(file.lines) for file in here)
        taken = [way for file in here for way in file.taken()]
        reached = share(sum(file.reached_lines() for file in here), lines)
        print(f"{area:<20}{len(here):>6}{lines:>8}{reached:>9}{len(taken):>10}"
              f"{share(sum(taken), len(taken)):>9}")
    print()
    worst = sorted(files, key=lambda name: files[name].reached_lines() / len(files[name].lines))
    for name in worst[:least]:
        file = files[name]
        reached = share(file.reached_lines(), len(file.lines))
        print(f"{reached} of {len(file.lines):>4} lines  {name}")
    print()
    for name, file in sorted(files.items()):
        if area_of(name) in ("gate", "privacy", "publish", "scheduler") and file.missed():
            print(f"{name}: {' '.join(map(str, file.missed()))}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--jobs", default="2")
    parser.add_argument("--report", action="store_true", help="of what was counted before")
    parser.add_argument("--least", type=int, default=20, help="files that are named")
    parser.add_argument("labels", nargs="*", metavar="LABEL")
    options = parser.parse_args()
    good = True
    if not options.report:
        build(options.jobs)
        good = run_tests(options.jobs, options.labels)
    report(count(options.jobs), options.least)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
