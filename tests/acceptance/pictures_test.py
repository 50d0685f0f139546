"""Pictures of docs/methods.md are what this program draws, to the byte: some of them, the others by
docs/pictures/check.sh."""

import subprocess
import unittest

import rawan

PICTURES = rawan.SOURCE / "docs" / "pictures"
SOME = ("lattice", "factors", "village_rates", "unserved", "noise", "rates", "ranks", "routes")


class Pictures(rawan.ProgramTest):
    def drawn(self, *names):
        process = subprocess.run([PICTURES / "make.sh", "-o", self.dir, *names],
                                 capture_output=True, check=False)
        self.assertEqual(process.returncode, 0, process.stderr.decode())
        return {path.name: path.read_bytes() for path in self.dir.glob("*.svg")}

    def test_are_drawn_again_with_the_same_bytes(self):
        drawn = self.drawn(*SOME)
        self.assertEqual(sorted(drawn), sorted(f"{name}.svg" for name in SOME))
        changed = [name for name, content in drawn.items()
                   if (PICTURES / name).read_bytes() != content]
        self.assertEqual(changed, [], "run docs/pictures/make.sh")


if __name__ == "__main__":
    unittest.main()
