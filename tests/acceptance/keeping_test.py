"""What happens to outputs after they were made: the audit log, retention, policies."""

import unittest

import rawan

TODAY = "2100-01-01"  # after every release: all of them are past their retention


def files_below(directory):
    return [path for path in directory.rglob("*") if path.is_file() and not path.is_symlink()]


class Keeping(rawan.ProgramTest):
    def setUp(self):
        super().setUp()
        self.project = rawan.copy_sample(self.dir / "masukan")
        self.out = self.dir / "keluaran"
        self.succeed("run", self.project, "-o", self.out, "--quiet")

    def test_proves_and_shows_the_audit_log(self):
        self.assertIn(b"1", self.succeed("audit", "verify", self.out).stdout)
        shown = self.succeed("audit", "show", self.out).stdout.decode()
        self.assertIn("run", shown)
        log = self.out / ".rawan" / "audit.jsonl"
        good = log.read_bytes()
        log.write_bytes(good.replace(b'"exit_code":0', b'"exit_code":7'))
        process = rawan.run("audit", "verify", self.out)
        self.assertEqual(process.returncode, 5)
        self.assertIn(b"E5 audit_damaged", process.stderr)
        self.assertEqual(rawan.run("run", self.project, "-o", self.out, "--quiet").returncode, 5)
        nowhere = rawan.run("audit", "verify", self.dir)
        self.assertEqual(nowhere.returncode, 3)
        self.assertIn(b"E3 not_found", nowhere.stderr)

    def test_destroys_what_is_past_its_retention(self):
        releases = [path for path in self.out.glob("*/releases/*")]
        self.assertTrue(releases)
        pages = [path for path in files_below(self.out) if path.name == "manifest.json"]
        token = pages[0].read_bytes()[-200:]
        kept = self.dir / "blok"
        kept.hardlink_to(pages[0])
        self.succeed("purge", self.out, "--project", self.project, "--before", TODAY)
        self.assertEqual([path for path in self.out.glob("*/releases/*")], [])
        self.assertEqual([path for path in self.out.glob("*/current")], [])
        self.assertEqual([p for p in files_below(self.out) if token in p.read_bytes()], [])
        self.assertEqual(kept.read_bytes().strip(b"\0"), b"")
        ledger = (self.out / ".rawan" / "ledger").read_text(encoding="utf-8")
        self.assertIn('"shown"', ledger)
        self.assertNotRegex(ledger, r'"reporters":\[[0-9]')
        self.assertIn("purge", self.succeed("audit", "show", self.out).stdout.decode())
        self.succeed("run", self.project, "-o", self.out, "--quiet")

    def test_leaves_inputs_alone(self):
        before = {path: path.read_bytes() for path in files_below(self.project.parent)}
        self.succeed("purge", self.out, "--project", self.project, "--before", TODAY)
        self.assertEqual({path: path.read_bytes() for path in files_below(self.project.parent)},
                         before)

    def test_refuses_a_policy_below_the_floor(self):
        (self.project.parent / "longgar.toml").write_text(
            'name = "longgar"\n[planning.unit]\nmin_reporters = 2\n', encoding="utf-8")
        text = self.project.read_text(encoding="utf-8")
        if "[output]" in text:
            text = text.replace("[output]", '[output]\npolicy = "longgar.toml"', 1)
        else:
            text += '\n[output]\npolicy = "longgar.toml"\n'
        self.project.write_text(text, encoding="utf-8")
        process = rawan.run("run", self.project, "-o", self.out, "--quiet")
        self.assertEqual(process.returncode, 7)
        self.assertIn(b"E7 policy_below_floor", process.stderr)


if __name__ == "__main__":
    unittest.main()
