"""What `rawan doctor` says of a project, and its exit codes."""

import re
import unittest

import rawan


class Doctor(rawan.ProgramTest):
    def setUp(self):
        super().setUp()
        self.project = rawan.copy_sample(self.dir / "sample")

    def doctor(self, *arguments):
        process = rawan.run("doctor", self.project, "--lang", "en", *arguments)
        return process.returncode, process.stdout.decode(), process.stderr.decode()

    def drop(self, section):
        text = self.project.read_text(encoding="utf-8")
        left = re.sub(rf"\[inputs\.{section}\]\npath = [^\n]*\n", "", text)
        self.assertNotEqual(left, text, section)
        self.project.write_text(left, encoding="utf-8")

    def test_finds_everything_that_is_needed_in_the_sample(self):
        code, text, _ = self.doctor()
        self.assertEqual(code, 0, text)
        self.assertNotIn("Needed:", text)
        self.assertIn("No local service number", text)
        self.assertIn("11 of 124 villages", text)

    def test_needs_a_patrol_log(self):
        self.drop("patrol_log")
        code, text, _ = self.doctor()
        self.assertEqual(code, 4)
        self.assertIn("rawan schema patrol_log", text.split("Better")[0])

    def test_does_without_posts_squads_and_registers(self):
        for section in ("posts", "squads", "krppa", "population", "roads"):
            self.drop(section)
        code, text, _ = self.doctor()
        self.assertEqual(code, 0, text)
        for words in ("no posts", "no squads", "no D/KRPPA register", "no population", "no roads"):
            self.assertIn(words, text)

    def test_tells_what_file_cannot_be_read(self):
        (self.project.parent / "patroli.csv").unlink()
        code, _, error = self.doctor()
        self.assertEqual(code, 3)
        self.assertIn("patroli.csv", error)

    def test_writes_nothing(self):
        before = rawan.files_of(self.dir)
        self.doctor()
        self.assertEqual(rawan.files_of(self.dir), before)


if __name__ == "__main__":
    unittest.main()
