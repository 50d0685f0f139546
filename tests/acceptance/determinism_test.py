"""The same inputs and seed give the same bytes, wherever, whenever and by however many threads."""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import rawan


def comma_locale(directory):
    """Environment of a locale with decimal comma, compiled where the system has none."""
    subprocess.run(["localedef", "-i", "id_ID", "-f", "UTF-8", directory / "id_ID.UTF-8"],
                   check=True, capture_output=True)
    # The C library keeps what it reads of such a locale: no leak of ours.
    return {**os.environ, "LOCPATH": str(directory), "LC_ALL": "id_ID.UTF-8",
            "LSAN_OPTIONS": "detect_leaks=0"}


class Release(rawan.ProgramTest):
    @classmethod
    def setUpClass(cls):
        cls.project = rawan.SAMPLE / "project.toml"
        directory = tempfile.TemporaryDirectory(prefix="rawan-")
        cls.addClassCleanup(directory.cleanup)
        process = rawan.run("run", cls.project, "-o", directory.name, "--quiet")
        assert process.returncode == 0, process.stderr.decode()
        cls.first = rawan.releases_of(directory.name)

    def assert_same_as_first(self, other):
        """But for the noise of the public release, which is drawn once for each folder."""
        self.assertEqual(sorted(self.first), sorted(other))
        self.assertEqual([name for name in other if other[name] != self.first[name]], [])

    def test_has_the_same_bytes_whatever_surrounds_the_run(self):
        self.assertLessEqual({"restricted/manifest.json", "restricted/density.tif",
                              "operational/rawan.gpkg", "operational/schedule.xlsx"},
                             set(self.first))
        (self.dir / "elsewhere").mkdir()
        # What cannot undo each other's effect is tried together.
        variants = {
            "one-c-closed": (("--threads", "1"),
                             {"env": {**os.environ, "LC_ALL": "C"}, "umask": 0o077}),
            "two-utc-elsewhere": (("--threads", "2"), {"env": {**os.environ, "TZ": "UTC"},
                                                       "cwd": self.dir / "elsewhere"}),
            "eight-jayapura-open": (("--threads", "8"),
                                    {"env": {**os.environ, "TZ": "Asia/Jayapura"}, "umask": 0}),
            "again": ((), {}),
        }
        for name, (arguments, options) in variants.items():
            with self.subTest(name):
                self.assert_same_as_first(
                    self.publish(self.project, name, *arguments, **options))

    def test_has_the_same_bytes_under_a_decimal_comma(self):
        env = comma_locale(self.dir)
        point = subprocess.run(
            [sys.executable, "-c", "import locale; locale.setlocale(locale.LC_ALL, '');"
             "print(locale.localeconv()['decimal_point'])"],
            env=env, capture_output=True, check=True).stdout
        self.assertEqual(point.strip(), b",", "the locale is not in force")
        self.assert_same_as_first(self.publish(self.project, "comma", env=env))

    def test_has_the_same_bytes_from_a_copied_project(self):
        copied = rawan.copy_sample(self.dir / "copied project")
        self.assert_same_as_first(self.publish(copied, "second"))

    def test_differs_with_another_seed(self):
        other = rawan.copy_sample(self.dir / "other")
        rawan.change(other, "seed = 6107", "seed = 6108")
        second = self.publish(other, "second")
        for name in ("restricted/desa_prioritas.csv", "restricted/rawan.gpkg",
                     "operational/plan.json", "operational/manifest.json"):
            self.assertNotEqual(self.first[name], second[name], name)


class PublicNoise(rawan.ProgramTest):
    """Of a complete year: drawn once for a folder and kept in its ledger."""

    @classmethod
    def setUpClass(cls):
        directory = tempfile.TemporaryDirectory(prefix="rawan-")
        cls.addClassCleanup(directory.cleanup)
        cls.folder = Path(directory.name)
        cls.project = rawan.copy_sample(cls.folder / "year")
        rawan.change(cls.project, "to = 2026-10-31", "to = 2026-12-31")
        rawan.change(cls.project, "start = 2026-11-23", "start = 2027-01-04")
        rawan.ask_for(cls.project, "public")
        cls.first = cls.public("out", "--threads", "1")
        cls.second = cls.public("again")

    @classmethod
    def public(cls, name, *arguments):
        process = rawan.run("run", cls.project, "-o", cls.folder / name, "--quiet", *arguments)
        assert process.returncode == 0, process.stderr.decode()
        return rawan.releases_of(cls.folder / name)

    def test_is_the_same_for_every_release_of_a_folder(self):
        rows = self.first["public/kecamatan_tahun.csv"].decode("utf-8-sig").splitlines()
        self.assertEqual(len(rows), 1 + 17, "one year of every kecamatan")
        self.assertEqual(self.public("out", "--threads", "2"), self.first)
        self.assertEqual(self.public("out", "--threads", "1"), self.first)

    def test_is_another_in_another_folder(self):
        # Two-sided geometric noise of epsilon 1, rounded to 5, agrees in one count of five folders
        # with a chance of 0.7 at most and of 0.4 on average: in all 17 below one in a million.
        others = [self.second, *(self.public(name) for name in "cde")]
        table = "public/kecamatan_tahun.csv"
        self.assertNotEqual([other[table] for other in others], 4 * [self.first[table]])

    def test_of_large_villages_is_shown_in_classes_and_attacked_in_vain(self):
        first = rawan.current(self.folder / "out", "public")
        residents = {row["village_code"]: int(row["pop_total"])
                     for row in rawan.rows_of(rawan.SAMPLE / "penduduk.csv")}
        rows = rawan.rows_of(first / "desa_tahun.csv")
        self.assertTrue(rows)
        shown = {row["kode_desa"] for row in rows}
        for row in rows:
            self.assertGreaterEqual(residents[row["kode_desa"]], 5000)
            self.assertIn(row["kelas_jumlah"], ("0–9", "10–19", "20–49", "50+"))
        for district in {code[:8] for code in shown}:
            rest = [people for code, people in residents.items()
                    if code.startswith(district) and code not in shown]
            self.assertTrue(not rest or sum(rest) >= 5000, district)
        widths = {row["kode_kecamatan"]: int(row["selang_derau"])
                  for row in rawan.rows_of(first / "kecamatan_tahun.csv")}
        divided = {code[:8] for code in shown}
        self.assertGreater(min(widths[code] for code in divided),
                           max(width for code, width in widths.items() if code not in divided))
        # Two folders draw twice: whoever has both releases can average, and the attack says so.
        self.assertEqual(rawan.run("attack", first).returncode, 0)
        second = rawan.current(self.folder / "again", "public")
        self.assertEqual(rawan.run("attack", first, second, "--only", "average").returncode, 7)


if __name__ == "__main__":
    unittest.main()
