"""The proof of the ranking: over 200 worlds it comes nearer to the truth than raw counts."""

import re
import unittest

import rawan

WORLDS = 200


class Ranking(rawan.ProgramTest):
    def test_beats_raw_counts_and_knows_its_doubt(self):
        process = self.succeed("simulate", rawan.SAMPLE / "project.toml", "--evaluate", WORLDS,
                               "--lang", "en", "--quiet")
        text = process.stdout.decode()
        lines = text.splitlines()
        self.assertIn(str(WORLDS), lines[0])
        numbers = [float(re.search(r"(-?\d+\.\d+)$", line).group(1)) for line in lines[1:]]
        ranking, raw, gain, rank_coverage, rate_coverage = numbers
        self.assertAlmostEqual(gain, ranking - raw, delta=0.0015, msg=text)
        self.assertGreaterEqual(gain, 0.2, text)
        self.assertGreaterEqual(rank_coverage, 0.88, text)
        self.assertGreaterEqual(rate_coverage, 0.85, text)


if __name__ == "__main__":
    unittest.main()
