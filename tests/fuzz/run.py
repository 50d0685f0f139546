"""Feeds every door of the program (targets.h) with what libFuzzer makes of its corpus.

    /usr/bin/python3 tests/fuzz/run.py [--seconds 120] [--longest 5] [--jobs 2] [--merge] [DOOR...]

Needs clang with its fuzzer runtime (Debian: clang, libclang-rt-14-dev). An input that ends a door
badly, or takes it over `--longest` seconds of the clock or a gigabyte, is kept in the corpus, where
every test run finds it: on a busy machine allow more seconds. `--merge` keeps some of the inputs
found that reach new code.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
BUILD = SOURCE / "build" / "fuzz"
CORPUS = SOURCE / "tests" / "fuzz" / "corpus"
LIMITS = ["-rss_limit_mb=1024", "-malloc_limit_mb=1024"]
MOST_BYTES = 150_000  # Of a corpus.
MOST_FILES = 60  # That a merge adds to it, of all sizes.


def build(doors, jobs):
    launcher = ["-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"] if os.environ.get("CCACHE_BASEDIR") else []
    subprocess.run(["cmake", "--preset", "fuzz", *launcher], cwd=SOURCE, check=True,
                   stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", "--preset", "fuzz", "--parallel", jobs, "--target",
                    *(f"fuzz_{door}" for door in doors)], cwd=SOURCE, check=True)


def fuzz(door, seconds, longest, found):
    """Executions, what was reached, and whether nothing went wrong."""
    ended = subprocess.run(
        [BUILD / f"fuzz_{door}", *LIMITS, f"-timeout={longest}", f"-report_slow_units={longest}",
         f"-max_total_time={seconds}", "-print_final_stats=1",
         f"-artifact_prefix={CORPUS / door}/", found, CORPUS / door],
        env=environment(found), text=True, errors="replace", stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, check=False)
    (BUILD / f"{door}.log").write_text(ended.stdout, encoding="utf-8")
    runs = re.search(r"number_of_executed_units: (\d+)", ended.stdout)
    reached = re.findall(r"cov: (\d+)", ended.stdout)
    return int(runs.group(1)) if runs else 0, reached[-1] if reached else "?", ended.returncode == 0


def environment(found):
    """Files of the doors go where the inputs go: into memory, if the system has such a place."""
    return dict(os.environ, TMPDIR=str(found.parent),
                LSAN_OPTIONS=f"suppressions={SOURCE / 'tests' / 'lsan.supp'}:print_suppressions=0")


def merge(door, found):
    """Takes over inputs that reach code which the corpus does not, small ones first."""
    chosen = found.parent / "chosen"
    chosen.mkdir()
    for path in (CORPUS / door).iterdir():
        shutil.copy(path, chosen)
    subprocess.run([BUILD / f"fuzz_{door}", *LIMITS, "-set_cover_merge=1", chosen, found],
                   env=environment(found), check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    room = MOST_BYTES - sum(path.stat().st_size for path in (CORPUS / door).iterdir())
    new = sorted((path for path in chosen.iterdir() if not (CORPUS / door / path.name).exists()),
                 key=lambda path: (path.stat().st_size, path.name))
    for path in new[::1 + len(new) // MOST_FILES]:
        room -= path.stat().st_size
        if room < 0:
            return
        shutil.copy(path, CORPUS / door)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--longest", type=int, default=5)
    parser.add_argument("--jobs", default="2")
    parser.add_argument("--merge", action="store_true")
    parser.add_argument("door", nargs="*")
    options = parser.parse_args()
    doors = options.door or sorted(path.name for path in CORPUS.iterdir())
    build(doors, options.jobs)
    memory = Path("/dev/shm")
    bad = 0
    for door in doors:
        with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
            found = Path(folder) / "found"
            found.mkdir()
            runs, reached, good = fuzz(door, options.seconds, options.longest, found)
            print(f"{door}: {runs:,} executions, {reached} places reached,"
                  f" {'no fault' if good else f'FAULT, see {BUILD / door}.log'}", flush=True)
            if good and options.merge:
                merge(door, found)
            bad += not good
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
