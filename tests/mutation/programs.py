"""The tests: programs of GoogleTest one test at a time, scripts as a whole."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import areas

PYTHON = "/usr/bin/python3"


@dataclass
class Test:
    name: str
    program: str  # What belongs together is run together.
    command: list
    case: str = ""  # Of GoogleTest.
    seconds: float = 0.0
    reached: set = field(default_factory=set)


def names_in(tree):
    """Test programs of GoogleTest that may notice."""
    text = (tree / "tests" / "CMakeLists.txt").read_text(encoding="utf-8")
    found = re.findall(r"^rawan_(?:io|engine)_test\((\w+)", text, re.M)
    return sorted(set(found)) + list(areas.ALGORITHM_TESTS)


def cases_of(program):
    """Tests of a program of GoogleTest."""
    listed = subprocess.run([program, "--gtest_list_tests"], capture_output=True, text=True,
                            check=True, timeout=60).stdout
    suite = ""
    for line in listed.splitlines():
        word = line.split("#")[0].rstrip()
        if word.startswith("  "):
            yield suite + word.strip()
        elif word.endswith("."):
            suite = word


def all_tests(tree, build, chosen):
    """All, or those of the chosen programs and scripts."""
    tests = []
    for name in names_in(tree):
        if chosen and name not in chosen:
            continue
        program = str(build / name)
        tests += [Test(f"{name}:{case}", name, [program], case) for case in cases_of(program)]
    return tests + [test for test in scripts(tree) if not chosen or test.program in chosen]


def scripts(tree):
    """Whole programs as strangers run them, and bad inputs."""
    tests = []
    for name in areas.ACCEPTANCE:
        script = tree / "tests" / "acceptance" / f"{name}_test.py"
        tests.append(Test(f"acceptance.{name}", name, [PYTHON, str(script), "--failfast"]))
    run_corpus = str(tree / "tests" / "corpus" / "run.py")
    tests += [Test(f"corpus.{letter}", f"corpus.{letter}", [PYTHON, run_corpus, letter])
              for letter in areas.CORPUS]
    return tests


def run(command, tree, build, seconds, **settings):
    """Exit code, or None for what took too long; nothing is left running."""
    environment = dict(os.environ, RAWAN_PROGRAM=str(build / "rawan"), RAWAN_SOURCE_DIR=str(tree),
                       RAWAN_REFUSING=str(build / "rawan_refusing"), PYTHONDONTWRITEBYTECODE="1",
                       QT_QPA_PLATFORM="offscreen", **settings)
    with tempfile.TemporaryDirectory(prefix="rawan-mutant-", ignore_cleanup_errors=True) as place:
        environment["TMPDIR"] = place
        process = subprocess.Popen(command, cwd=place, env=environment, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   start_new_session=True)
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            stop(process)


def stop(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def record(test, count, tree, build):
    """Which mutants a test reaches and how long it takes; whether it passes while all sleep."""
    with tempfile.NamedTemporaryFile(prefix="rawan-reached-") as file:
        file.truncate(count + 1)
        begin = time.monotonic()
        command = test.command + ([f"--gtest_filter={test.case}"] if test.case else [])
        code = run(command, tree, build, 900, RAWAN_REACHED=file.name)
        test.seconds = time.monotonic() - begin
        test.reached = {i for i, byte in enumerate(Path(file.name).read_bytes()) if byte and i}
    if code != 0:
        print(f"{test.name} fails while every mutant sleeps", file=sys.stderr, flush=True)
    return code == 0


def waves(tests):
    """Commands in the order in which they are tried: what is quick first."""
    programs = {}
    for test in tests:
        pace = 0 if test.seconds < 0.2 else 1 if test.seconds < 2 else 2
        programs.setdefault((pace if test.case else 3, test.program), []).append(test)
    def cost(entry):
        (pace, _), group = entry
        return pace, sum(t.seconds for t in group)
    for (_, _), group in sorted(programs.items(), key=cost):
        command = list(group[0].command)
        if group[0].case:
            command += ["--gtest_fail_fast", "--gtest_filter=" + ":".join(t.case for t in group)]
        yield group[0].program, command, sum(t.seconds for t in group)


def killer_of(mutant, tests, tree, build):
    """Name of the program that notices, or None; and how it ended."""
    for program, command, usual in waves([t for t in tests if mutant.number in t.reached]):
        code = run(command, tree, build, 10 + 8 * usual, RAWAN_MUTANT=str(mutant.number))
        if code != 0:
            return program, "time" if code is None else "signal" if code < 0 else "failure"
    return None, "survived"
