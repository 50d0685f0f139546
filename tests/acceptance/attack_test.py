"""Attacks the releases of the sample district as their readers could, and spoilt copies of them."""

import json
import shutil
import tempfile
import unittest
from pathlib import Path

import rawan

LOWER = ("operational", "planning", "public")


class Attacks(rawan.ProgramTest):
    @classmethod
    def setUpClass(cls):
        directory = tempfile.TemporaryDirectory(prefix="rawan-")
        cls.addClassCleanup(directory.cleanup)
        cls.project = rawan.copy_sample(Path(directory.name) / "sample")
        cls.out = Path(directory.name) / "out"
        process = rawan.run("run", cls.project, "-o", cls.out, "--quiet")
        assert process.returncode == 0, process.stderr.decode()

    def attack(self, *releases, only=None):
        """Exit code and what was found, by attack."""
        arguments = ["attack", *releases, "--truth", self.project, "--samples", "4", "--json"]
        process = rawan.run(*arguments, *(["--only", only] if only else []))
        self.assertIn(process.returncode, (0, 7), process.stderr.decode())
        lines = json.loads(process.stdout)["attacks"]
        return process.returncode, {(line["attack"], leak["code"])
                                    for line in lines for leak in line["leaks"]}

    def spoilt(self, tier):
        """A copy of a release that may be changed."""
        copy = self.dir / "spoilt" / tier / "releases" / "20260101T000000Z-0123456789ab"
        shutil.copytree(rawan.current(self.out, tier), copy)
        copy.chmod(0o700)
        return copy

    def test_learn_nothing_from_what_leaves_the_office(self):
        releases = [rawan.current(self.out, tier) for tier in LOWER]
        code, found = self.attack(*releases)
        self.assertEqual(found, set())
        self.assertEqual(code, 0)

    def test_need_neither_the_truth_nor_a_row(self):
        """The sample's public counts wait for a complete year: its only layer is empty."""
        process = rawan.run("attack", self.out, "--json")
        self.assertEqual(process.returncode, 0, process.stderr.decode())
        subjects = {line["subject"] for line in json.loads(process.stdout)["attacks"]}
        self.assertEqual({subject.partition("/")[0] for subject in subjects if "/2" in subject},
                         set(LOWER))

    def test_take_the_restricted_surface_apart(self):
        code, found = self.attack(rawan.current(self.out, "restricted"), only="kde")
        self.assertEqual(code, 7)
        self.assertIn(("kde", "surface"), found)

    def test_find_a_surface_among_the_files_of_planners(self):
        release = self.spoilt("planning")
        surface = rawan.current(self.out, "restricted") / "density.tif"
        shutil.copyfile(surface, release / "density.tif")
        code, found = self.attack(release, only="kde")
        self.assertEqual(code, 7)
        self.assertIn(("kde", "surface"), found)

    def test_find_a_name_a_place_and_an_open_mode(self):
        release = self.spoilt("operational")
        (release / "catatan.txt").write_text("0.595004, 108.962220 KENARI-NAMA", encoding="utf-8")
        code, found = self.attack(release, only="canary,meta")
        self.assertEqual(code, 7)
        self.assertLessEqual({("canary", "word"), ("canary", "place_text"), ("meta", "mode")},
                             found)

    def test_find_exact_ranks_among_the_files_of_planners(self):
        release = self.spoilt("planning")
        rows = "".join(f"61.07.01.20{i:02d},{i}\n" for i in range(1, 9))
        (release / "urutan.csv").write_text("kode_desa,peringkat\n" + rows, encoding="utf-8")
        code, found = self.attack(release, only="rank")
        self.assertEqual((code, found), (7, {("rank", "exact_rank")}))

    def test_say_that_neighbors_are_not_scored_without_the_inputs(self):
        release = rawan.current(self.out, "planning")
        process = rawan.run("attack", release, "--only", "rank,sybil", "--lang", "en")
        self.assertEqual(process.returncode, 0, process.stderr.decode())
        self.assertEqual(process.stdout.count(b"needs --truth"), 2)

    def test_are_the_same_for_the_same_release_twice(self):
        project = rawan.copy_sample(self.dir / "twice")
        rawan.ask_for(project, "planning")
        for _ in range(2):
            self.publish(project, "twice_out")
        releases = sorted((self.dir / "twice_out" / "planning" / "releases").iterdir())
        self.assertEqual(len(releases), 2)
        code, found = self.attack(*releases)
        self.assertEqual((code, found), (0, set()))

    def test_refuse_what_is_no_release_and_unknown_attacks(self):
        self.assertEqual(rawan.run("attack", self.dir).returncode, 3)
        release = rawan.current(self.out, "planning")
        process = rawan.run("attack", release, "--only", "kdee", "--lang", "en")
        self.assertEqual(process.returncode, 2)
        self.assertIn(b"kde", process.stderr)


if __name__ == "__main__":
    unittest.main()
