"""The computations on many threads under the thread sanitizer.

    /usr/bin/python3 tests/threads/run.py [--jobs N] [TEST PROGRAM...]

oneTBB is not built for the sanitizer, which then takes what it hands from thread to thread for
races. So the headers of tests/threads/stand_in take its place in this build alone: the same calls
on ordinary threads. What is looked at is our own code: every test of `algorithms` that compares
threads, and of `io` and `engine` what reads, puts aside, cuts and joins rows on several. A race
that the program is given on purpose (`race.cpp`) must be seen, or nothing was looked at.
"""

import argparse
import os
import re
import subprocess
import sys
import time
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
BUILD = SOURCE / "build" / "tsan"
FOUND = 66  # Exit code of the sanitizer.
# Of `io` and `engine`: programs that are run whole.
WHOLE = ("parallel_test", "reports_test", "companion_tables_test", "record_stores_test",
         "write_geopackage_test", "country_test")


def programs():
    """Test programs with tests of threads."""
    listed = (SOURCE / "tests" / "CMakeLists.txt").read_text(encoding="utf-8")
    return [name for name in re.findall(r"^rawan_algorithms_test\((\w+)", listed, re.M)
            if name not in WHOLE and "Threads" in
            (SOURCE / "tests" / "algorithms" / f"{name}.cpp").read_text(encoding="utf-8")]


def run(program, *arguments):
    known = Path(__file__).with_name("tsan.supp")
    environment = dict(
        os.environ, TSAN_OPTIONS=f"halt_on_error=1:exitcode={FOUND}:suppressions={known}")
    return subprocess.run([str(BUILD / program), *arguments], env=environment, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--jobs", default="2")
    parser.add_argument("program", nargs="*")
    options = parser.parse_args()
    wanted = options.program or [*programs(), *WHOLE]
    launcher = ["-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"] if os.environ.get("CCACHE_BASEDIR") else []
    subprocess.run(["cmake", "--preset", "tsan", *launcher], cwd=SOURCE, check=True,
                   stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", "--preset", "tsan", "--parallel", options.jobs, "--target",
                    "race", *wanted], cwd=SOURCE, check=True)
    bad = 0
    if run("race").returncode != FOUND:
        print("race: the sanitizer does not see a race", flush=True)
        bad += 1
    for program in wanted:
        begin = time.monotonic()
        ended = run(program, *([] if program in WHOLE else ["--gtest_filter=*Threads*"]))
        ran = re.search(r"(\d+) tests? from .* ran", ended.stdout)
        good = ended.returncode == 0 and ran and int(ran.group(1)) > 0
        print(f"{program}: {ran.group(1) if ran else 'no'} tests,"
              f" {time.monotonic() - begin:.0f} s, {'no race' if good else 'FAILED'}", flush=True)
        if not good:
            print(ended.stdout[-4000:])
        bad += not good
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
