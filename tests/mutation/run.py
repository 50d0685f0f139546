"""Spoils conditions of the program, one at a time, and asks which the tests notice.

    /usr/bin/python3 tests/mutation/run.py [--area NAME]... [--file NAME]... [--program NAME]...
                                        [--longest SECONDS] [--jobs N] [--list]

All mutants are compiled once into a copy of the tree (build/mutation) and sleep behind a number.
Each test first tells which of them it reaches; then each mutant is woken for the tests that reach
it, the quick ones first, until one fails. What takes ten times as long as before, and what ends by
a signal, is noticed as well. Mutants that change nothing are listed in equivalent.json with the
reason. Results are kept in build/mutation/results.json: what was killed is not tried again unless
its source changes. Exit code 1 where less is killed than an area must (areas.py).
"""

import argparse
import hashlib
import json
import sys
import time
from pathlib import Path

import areas
import programs
from conditions import Source
from work_tree import WorkTree

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parents[1]
# Compiled soon; an index beyond an end is noticed.
FLAGS = "-O1 -w -D_GLIBCXX_ASSERTIONS -include ${PROJECT_SOURCE_DIR}/tests/mutation/mutant.h"


def sampled(mutants, most):
    """The same of the same source on every machine, and spread over it."""
    order = sorted(mutants, key=lambda m: hashlib.sha256(m.key.encode()).hexdigest())
    return order if most is None else order[:most]


def chosen_of(sources, bad, numbers):
    """Mutants by key, numbered as they were; `bad`: {(file, line)} where they did not compile."""
    chosen = {}
    for name, (source, most) in sources.items():
        good = [m for m in source.mutants()
                if not any(file == name and m.line <= line <= m.last_line for file, line in bad)]
        for mutant in sorted(sampled(good, most), key=lambda m: (m.line, m.key)):
            chosen[mutant.key] = mutant
            mutant.number = numbers.setdefault(mutant.key, len(numbers) + 1)
    return chosen


def sources_of(options):
    sources = {}
    for area in options.area or areas.AREAS:
        names, most = areas.AREAS[area]
        for name in names:
            if not options.file or name in options.file:
                source = Source(name, (SOURCE / name).read_text(encoding="utf-8"))
                sources[name] = (source, most)
    return sources


def built(work, sources, names, jobs):
    """Mutants that compile, in a tree that is built."""
    file = work.root / "numbers.json"
    numbers = json.loads(file.read_text()) if file.is_file() else {}
    bad = set()
    for _ in range(6):
        chosen = chosen_of(sources, bad, numbers)
        work.copy({name: source.rewritten({m.key for m in chosen.values() if m.file == name})
                   for name, (source, _) in sources.items()})
        if not bad:
            work.configure()
        found = work.build(["rawan", "rawan_refusing", *names], jobs, sources)
        file.write_text(json.dumps(numbers))
        if not found:
            return chosen
        print(f"do not compile: {sorted(found)}", file=sys.stderr, flush=True)
        if found <= bad:
            break
        bad |= found
    raise SystemExit("the tree does not compile with mutants")


def digest_of(work, test):
    """Tests are asked anew only where they or what they run changed."""
    files = [work.build_folder / "rawan", *map(Path, test.command)]
    digest = hashlib.sha256()
    for path in files[1:2] if test.case else files:
        if path.is_file() and path.is_relative_to(work.root):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def recorded(work, chosen, count):
    """Tests that pass while all mutants sleep, with what they reach."""
    file = work.root / "reached.json"
    kept = json.loads(file.read_text()) if file.is_file() else {}
    digests, tests = {}, []
    for test in programs.all_tests(work.root, work.build_folder, chosen):
        if test.program not in digests:
            digests[test.program] = digest_of(work, test)
        entry = kept.get(test.name)
        if not entry or entry["build"] != digests[test.program]:
            passes = programs.record(test, count, work.root, work.build_folder)
            entry = {"build": digests[test.program], "passes": passes, "seconds": test.seconds,
                     "reached": sorted(test.reached)}
            kept[test.name] = entry
            file.write_text(json.dumps(kept))
        test.seconds, test.reached = entry["seconds"], set(entry["reached"])
        if entry["passes"]:
            tests.append(test)
    return tests


def judged(work, chosen, tests, equivalent):
    """Results by key: killed by whom and how."""
    file = work.root / "results.json"
    results = json.loads(file.read_text()) if file.is_file() else {}
    for mutant in chosen.values():
        before = results.get(mutant.key)
        if mutant.key in equivalent or (before and before["how"] != "survived"):
            continue
        begin = time.monotonic()
        program, how = programs.killer_of(mutant, tests, work.root, work.build_folder)
        results[mutant.key] = {"program": program, "how": how,
                               "seconds": round(time.monotonic() - begin, 2)}
        file.write_text(json.dumps(results, indent=1))
        if how == "survived":
            print(f"survived: {mutant.file}:{mutant.line}: {mutant.before} => "
                  f"{mutant.after or 'nothing'}", flush=True)
    return results


def table(options, sources, chosen, results, equivalent):
    """Prints the shares; False where an area is below what it must have."""
    good = True
    print(f"{'area':10} {'mutants':>8} {'same':>6} {'killed':>7} {'time':>5} {'share':>7}")
    for area in options.area or areas.AREAS:
        own = [m for m in chosen.values() if m.file in areas.AREAS[area][0]]
        real = [m for m in own if m.key not in equivalent]
        ends = [results[m.key]["how"] for m in real]
        killed = sum(how != "survived" for how in ends)
        share = killed / len(real) if real else 1.0
        print(f"{area:10} {len(own):8} {len(own) - len(real):6} {killed:7} {ends.count('time'):5}"
              f" {100 * share:6.1f}%")
        good = good and share >= areas.LEAST[area]
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--area", action="append", choices=sorted(areas.AREAS))
    parser.add_argument("--file", action="append")
    parser.add_argument("--program", action="append",
                        help="ask these test programs and scripts and no others")
    parser.add_argument("--longest", type=float, default=float("inf"),
                        help="leave out tests that take more seconds")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--list", action="store_true", help="only say what would be spoiled")
    parser.add_argument("--work", default=str(SOURCE / "build" / "mutation"))
    options = parser.parse_args()
    sources = sources_of(options)
    if options.list:
        for mutant in chosen_of(sources, set(), {}).values():
            print(f"{mutant.file}:{mutant.line}: {mutant.before} => {mutant.after or 'nothing'}")
        return 0
    equivalent = json.loads((HERE / "equivalent.json").read_text(encoding="utf-8"))
    work = WorkTree(SOURCE, options.work, FLAGS)
    names = [name for name in programs.names_in(SOURCE)
             if not options.program or name in options.program]
    chosen = built(work, sources, names, options.jobs)
    most = max((mutant.number for mutant in chosen.values()), default=0)
    tests = [test for test in recorded(work, options.program, most)
             if test.seconds <= options.longest]
    results = judged(work, chosen, tests, equivalent)
    return 0 if table(options, sources, chosen, results, equivalent) else 1


if __name__ == "__main__":
    sys.exit(main())
