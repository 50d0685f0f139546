"""Every bad input that was thought of has its case here or its test elsewhere, and none is lost."""

import json
import os
import re
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCE = Path(os.environ["RAWAN_SOURCE_DIR"])

# How many of each letter: text, workbooks, GeoJSON, GeoPackage, Shapefile and ZIP, KML and
# GPX, coordinate systems, geometry, areas, reports, effort, the system around, the project file.
SPECIFIED = {"A": 30, "B": 18, "C": 20, "D": 22, "E": 18, "F": 12, "G": 16, "H": 20, "I": 18,
             "J": 22, "K": 10, "L": 18, "M": 14}
LATER = 12  # PostGIS and tracks of patrols.


def specified():
    return {f"{letter}{number:02}" for letter, count in SPECIFIED.items()
            for number in range(1, count + 1)}


def missing(expected, elsewhere):
    """What has neither a case nor a test."""
    tested = {re.match(r"[A-Z]\d\d", name).group() for name in expected}
    return sorted(specified() - tested - set(elsewhere))


class Ids(unittest.TestCase):
    def setUp(self):
        self.expected = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))
        self.elsewhere = json.loads((HERE / "elsewhere.json").read_text(encoding="utf-8"))

    def test_are_all_there(self):
        self.assertEqual(len(specified()), 238)
        self.assertEqual(missing(self.expected, self.elsewhere), [])

    def test_would_be_missed(self):
        without = {name: case for name, case in self.expected.items() if not name.startswith("J15")}
        self.assertEqual(missing(without, self.elsewhere), ["J15"])

    def test_name_tests_that_there_are(self):
        for name, tests in self.elsewhere.items():
            for file, words in [] if isinstance(tests, str) else tests:
                self.assertIn(words, (SOURCE / file).read_text(encoding="utf-8"), name)

    def test_wait_only_where_the_program_has_no_such_input(self):
        later = [name for name, tests in self.elsewhere.items() if isinstance(tests, str)]
        self.assertEqual(len(later), LATER)


if __name__ == "__main__":
    unittest.main()
