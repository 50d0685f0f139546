"""What reviewers should not have to look for: lengths, line ends and format of the sources."""

import os
import shutil
import subprocess
import unittest
from pathlib import Path

SOURCE = Path(os.environ["RAWAN_SOURCE_DIR"])
FLOORS = ("algorithms", "io", "engine", "tests", "bench")
BINARY = {".gpkg", ".png", ".xlsx", ".tif"}
# Tables, words, styles and generated data have lines as long as what they say.
LINES = {".h", ".cpp", ".py", ".cmake"}


def files():
    """Files of the source tree, without what is built or brought out."""
    skipped = {"build", "out", ".git", "__pycache__"}
    for directory, names, found in os.walk(SOURCE):
        names[:] = sorted(name for name in names if name not in skipped)
        for name in sorted(found):
            path = Path(directory) / name
            # A worktree's .git is a file.
            if path.suffix not in BINARY and name != ".git" and not name.endswith("~"):
                yield path


def sources(*suffixes):
    return [path for path in files()
            if path.suffix in suffixes and path.relative_to(SOURCE).parts[0] in FLOORS]

FUZZ_CORPUS = SOURCE / "tests" / "fuzz" / "corpus"  # Any bytes.


def relative(path):
    return str(path.relative_to(SOURCE))


def too_long(paths, most):
    return [f"{relative(path)}: {lines} lines" for path in paths
            if (lines := path.read_text(encoding="utf-8").count("\n")) > most]


class SourceTree(unittest.TestCase):
    def test_is_what_this_test_looks_at(self):
        self.assertGreater(len(sources(".cpp")), 100)
        self.assertGreater(len(sources(".h")), 50)

    def test_has_no_source_above_400_lines(self):
        self.assertEqual(too_long(sources(".cpp", ".py"), 400), [])

    def test_has_no_header_above_150_lines(self):
        self.assertEqual(too_long(sources(".h"), 150), [])

    def test_has_no_line_above_100_columns(self):
        paths = sources(*LINES) + [path for path in files() if path.name == "CMakeLists.txt"]
        found = [f"{relative(path)}:{number}" for path in paths
                 for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
                 if len(line) > 100]
        self.assertEqual(found, [])

    def test_ends_every_file_with_a_line_end(self):
        found = [relative(path) for path in files() if FUZZ_CORPUS not in path.parents
                 and (content := path.read_bytes()) and not content.endswith(b"\n")]
        self.assertEqual(found, [])

    def test_leaves_no_space_at_the_end_of_a_line(self):
        paths = sources(*LINES)
        found = [f"{relative(path)}:{number}" for path in paths
                 for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
                 if line != line.rstrip()]
        self.assertEqual(found, [])

    def test_is_as_clang_format_writes_it(self):
        program = shutil.which("clang-format-14") or shutil.which("clang-format")
        self.assertIsNotNone(program, "clang-format is one of the packages of ./quickstart test")
        process = subprocess.run([program, "--dry-run", "-Werror", "--style=file",
                                  *sources(".h", ".cpp")], capture_output=True, check=False)
        self.assertEqual(process.returncode, 0, process.stderr.decode()[:2000])


if __name__ == "__main__":
    unittest.main()
