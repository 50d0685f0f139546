"""Ctrl-C leaves nothing behind but what was there, and the next run works."""

import os
import signal
import subprocess
import time
import unittest

import rawan

INTERRUPTED = 128 + signal.SIGINT


def listing(directory):
    """What lies below a directory but what only the next run needs: names, links and contents."""
    found = {}
    for path in sorted(directory.rglob("*")):
        name = str(path.relative_to(directory))
        if name == ".rawan" or name.startswith(".rawan/"):
            continue
        found[name] = (os.readlink(path) if path.is_symlink()
                       else path.read_bytes() if path.is_file() else None)
    return found


class Interrupt(rawan.ProgramTest):
    def setUp(self):
        super().setUp()
        self.out = self.dir / "out"
        self.long = rawan.copy_sample(self.dir / "long")
        rawan.change(self.long, "[output]", "[analysis]\nrank_draws = 1000000\n\n[output]")

    def interrupt(self, after, project=None):
        """Sends SIGINT when the program begins its n-th stage; its exit code and seconds left."""
        process = subprocess.Popen([rawan.PROGRAM, "run", project or self.long, "-o", self.out],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE)
        with process:
            for _ in range(after):
                self.assertTrue(process.stderr.readline())
            process.send_signal(signal.SIGINT)
            begin = time.monotonic()
            process.stderr.read()
            code = process.wait(timeout=60)
        return code, time.monotonic() - begin

    def test_leaves_nothing_where_nothing_was(self):
        code, seconds = self.interrupt(after=3)
        self.assertEqual(code, INTERRUPTED)
        self.assertLess(seconds, 20.0)
        self.assertEqual(listing(self.out), {})

    def test_leaves_the_former_release_as_it_was(self):
        self.publish(rawan.SAMPLE / "project.toml", "out")
        before = listing(self.out)
        self.assertGreater(len(before), 10)
        for stage in (1, 2, 3):
            code, _ = self.interrupt(after=stage)
            self.assertEqual(code, INTERRUPTED)
            self.assertEqual(listing(self.out), before)
        self.succeed("verify", self.out)

    def test_comes_whole_or_not_at_all(self):
        """The last stages are short: a signal may come too late, but never halfway."""
        sample = rawan.SAMPLE / "project.toml"
        self.publish(sample, "out")
        for stage in (4, 5):
            before = listing(self.out)
            code, _ = self.interrupt(stage, sample)
            self.assertIn(code, (0, INTERRUPTED))
            after = listing(self.out)
            if code == INTERRUPTED:
                self.assertEqual(after, before)
            else:
                self.assertLess(set(before), set(after))
            self.succeed("verify", self.out)

    def test_does_not_hinder_the_next_run(self):
        self.assertEqual(self.interrupt(after=3)[0], INTERRUPTED)
        self.publish(rawan.SAMPLE / "project.toml", "out")
        self.succeed("verify", self.out)


if __name__ == "__main__":
    unittest.main()
