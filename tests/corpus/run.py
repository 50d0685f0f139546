"""Feeds the program every bad input of the corpus and compares what it says with what it must.

    RAWAN_PROGRAM=build/release/rawan RAWAN_SOURCE_DIR=$PWD \\
      /usr/bin/python3 tests/corpus/run.py [--show] [--memory MB,...] [CASE...]

A case is a function that spoils a small world (see the modules beside this one); what must come of
it stands in expected.json: exit code, id of the error, the counts of the spoilt file (records in
the file, accepted, repaired, rejected, excluded), the codes noted of it, how their records end, and
where it matters in which rows, and what is said of a refusal. No case may open a socket, touch an
input or leave a file beside it, repeat the content of a cell, or take more memory or time than it
is given.
`--memory 256,512` runs each case once within so many megabytes of addresses (ulimit -v): what comes
is what must, or a refusal for want of memory, and never a crash.
`--show` prints what came, one line of JSON each, and what was said of it to stderr.
"""

import argparse
import importlib
import json
import sys
import tempfile
from pathlib import Path

from cases import CASES
from world import CANARY, INSTRUMENTED, World, outcome_of

HERE = Path(__file__).resolve().parent
MODULES = sorted(path.stem for path in HERE.glob("*_cases.py"))
# Of the good rows and villages: a name that is not read, columns that are known, one table.
ALWAYS_NOTED = ("district_names_missing", "personal_column", "profile_matched")
MOST_SECONDS = 20.0
MOST_MEGABYTES = 300.0
# How much more of both a sanitizer may take, and the cases that lack what it needs itself.
STRETCH = 5.0 if INSTRUMENTED else 1.0
LIMITED = ("L06", "L07b", "L17b", "M12", "R11j") if INSTRUMENTED else ()
WANTS_OF_MEMORY = ("memory", "killed", "no_process")


def noted(found):
    """How the records of each code noted of the spoilt file ended."""
    return {code: sorted(ends) for code, ends in sorted(found.codes.items())
            if code not in ALWAYS_NOTED}


def faults(expected, found, tested):
    """What differs, in words."""
    wrong = list(found.wrong)

    def compare(what, meant, came):
        if meant != came:
            wrong.append(f"{what} {came!r} instead of {meant!r}")
    compare("exit code", expected["exit"], found.exit)
    compare("error", expected.get("error", ""), found.error)
    compare("counts", expected.get("counts", []), found.counts)
    if found.counts and found.counts[0] != sum(found.counts[1:]):
        wrong.append(f"counts do not add up: {found.counts}")
    compare("codes", expected.get("codes", {}), noted(found))
    for code, rows in expected.get("rows", {}).items():
        compare(f"rows noted {code}", rows, sorted(found.rows.get(code, ())))
    if expected["exit"] == 3 and expected.get("file", tested).encode() not in found.said:
        wrong.append("the message does not name the file")
    for text in expected.get("says", ()):
        if text not in found.message:
            wrong.append(f"the message does not say {text!r}")
    compare("sockets", 0, found.sockets)
    compare("files opened", [], found.opened)
    compare("inputs touched", expected.get("touched", []), found.touched)
    if CANARY.encode() in found.said:
        wrong.append("content of a cell was repeated")
    if found.seconds > STRETCH * expected.get("seconds", MOST_SECONDS):
        wrong.append(f"{found.seconds:.1f} seconds")
    if found.megabytes > STRETCH * expected.get("megabytes", MOST_MEGABYTES):
        wrong.append(f"{found.megabytes:.0f} megabytes")
    return wrong


def shown(found):
    """What came, as an entry of expected.json; to be compared with the specification by eye."""
    entry = {"exit": found.exit}
    if found.wrong:
        entry["wrong"] = found.wrong
    if found.error:
        entry["error"] = found.error
    if found.counts:
        entry["counts"] = found.counts
        entry["codes"] = noted(found)
    return entry


def try_case(name, expected, megabytes):
    """What came of a case, and what is wrong with it."""
    with tempfile.TemporaryDirectory(prefix="rawan-corpus-") as directory:
        (Path(directory) / "in").mkdir()
        world = World(Path(directory) / "in")
        CASES[name](world)
        if megabytes:
            world.launcher = ("prlimit", f"--as={megabytes << 20}", *world.launcher)
        found = outcome_of(world, Path(directory) / "watched")
        world.close()
    if megabytes and found.exit == 6 and found.error in WANTS_OF_MEMORY:
        expected = {"exit": 6, "error": found.error, "seconds": 60}
        found.counts, found.codes, found.wrong = [], {}, []
    return found, faults(expected, found, world.tested)


def main(arguments):
    for module in MODULES:
        importlib.import_module(module)
    expected = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--show", action="store_true")
    options.add_argument("--memory", default="0")
    options.add_argument("cases", nargs="*")
    asked = options.parse_args(arguments)
    show, wanted = asked.show, asked.cases
    names = [n for n in sorted(set(CASES) - set(LIMITED))
             if not wanted or n.startswith(tuple(wanted))]
    failed = 0
    tried = [(name, int(size)) for size in asked.memory.split(",") for name in names]
    for name, megabytes in tried:
        found, wrong = try_case(name, expected.get(name, {"exit": 0}), megabytes)
        if show:
            print(f"  {json.dumps(name)}: {json.dumps(shown(found))},", flush=True)
            for line in found.message.splitlines():
                print(f"    {line}", file=sys.stderr, flush=True)
            continue
        failed += bool(wrong)
        for line in wrong:
            within = f" within {megabytes} MB" if megabytes else ""
            print(f"{name} ({' '.join(CASES[name].__doc__.split())}){within}: {line}", flush=True)
    for letters in wanted:
        if not any(name.startswith(letters) for name in CASES):
            print(f"no case begins with {letters}")
            failed += 1
    missing = sorted(set(expected) ^ set(CASES))
    if missing and not show:
        print(f"without a case or without an expectation: {', '.join(missing)}")
        failed += 1
    print(f"{len(tried)} bad inputs, {failed} not as expected", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
