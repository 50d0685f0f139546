"""Patrols that keep to one kecamatan end the automatic ranking, until somebody resumes it."""

import csv
import unittest
from datetime import date, timedelta

import rawan
from audience_world import World, center_of, centers_of_villages
from privacy_test import cells_of

ONE, ELSEWHERE = "61.07.01.2004", "61.07.12.2009"
START = date(2026, 11, 23)
ALERT = "di atas 1,5 kali bagian perkiraan selama 8 minggu"


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


class Burden(rawan.ProgramTest):
    def setUp(self):
        super().setUp()
        self.out = self.dir / "out"
        self.world = World(self.dir / "world")
        text = self.world.project.read_text(encoding="utf-8")
        text = text.replace("to = 2026-10-31", "to = 2026-11-22")
        # Villages that nobody ever visited would be due, and hide why the others are visited.
        self.world.project.write_text(text + "\n[allocation]\nmax_gap_weeks = 0\n",
                                      encoding="utf-8")

    def patrol(self, villages):
        """Ten weeks before the plan; six women told in the first village."""
        centers = centers_of_villages()
        for week in range(1, 11):
            day = START - timedelta(days=7 * week)
            for village in villages:
                self.world.visit(village, f"D-{week}-{village}", date=day.isoformat())
                for woman in range(6):
                    self.world.tell(village, center_of(centers[village]), f"R{week}-{woman}",
                                    f"D-{week}-{village}", tanggal=day.isoformat(),
                                    tanggal_lapor=f"{day.isoformat()}T20:00:00+07:00")
        self.world.write()

    def publish(self):
        self.succeed("run", self.world.project, "-o", self.out, "--quiet")
        alerts = {row["kode_wilayah"] for row in
                  rows_of(rawan.current(self.out, "planning") / "beban_patroli.csv")
                  if row["peringatan"] == ALERT}
        grounds = {row["dasar_kunjungan"] for row in
                   rows_of(rawan.current(self.out, "operational") / "schedule.csv")}
        return alerts, any("ditangguhkan" in ground for ground in grounds)

    def told_of_suspension(self):
        """Where readers learn that the ranking is suspended."""
        told = set()
        for tier in rawan.TIERS:
            release = rawan.current(self.out, tier)
            head = (release / "summary.md").read_text(encoding="utf-8").split("\n## ")[0]
            if "ditangguhkan" in head and "resume" in head:
                told.add((tier, "summary.md"))
            connection = rawan.open_geopackage(release)
            names = [row[1] for row in connection.execute("PRAGMA table_info(desa_prioritas)")]
            if "status_peringkat" in names:
                states = {row[0] for row in connection.execute(
                    "SELECT status_peringkat FROM desa_prioritas")}
                if len(states) == 1 and "ditangguhkan" in states.pop():
                    told.add((tier, "column"))
            project = b"".join(content for place, content in cells_of(release)
                               if "qgis_projects" in place)
            if "Peringkat otomatis ditangguhkan".encode() in project:
                told.add((tier, "map"))
            connection.close()
        return told

    def test_of_one_kecamatan_suspends_the_ranking_after_two_releases(self):
        self.patrol([ONE])
        for _ in range(3):
            alerts, suspended = self.publish()
            self.assertIn("61.07.01", alerts)
            self.assertFalse(suspended, "the same data again are no second release")
        self.assertEqual(self.told_of_suspension(), set())
        self.world.visit(ONE, "D-new", date=(START - timedelta(days=3)).isoformat())
        self.world.write()
        self.assertFalse(self.publish()[1], "the second release is being made")
        self.assertTrue(self.publish()[1])
        everywhere = {(tier, place) for tier in ("restricted", "operational", "planning")
                      for place in ("summary.md", "column", "map")}
        self.assertEqual(self.told_of_suspension(), everywhere)
        self.succeed("schedule", self.world.project, "-o", self.out, "--quiet")
        self.assertEqual(self.told_of_suspension(), everywhere, "after planning anew")
        text = self.world.project.read_text(encoding="utf-8")
        self.world.project.write_text(
            text + 'resume = "Kepala Seksi Operasi, 2100-01-01"\n',
            encoding="utf-8")
        self.assertFalse(self.publish()[1], "a person resumed it")

    def test_that_is_shared_leaves_the_ranking_alone(self):
        centers = centers_of_villages()
        self.patrol(sorted(centers)[::3])
        for _ in range(3):
            alerts, suspended = self.publish()
            self.assertFalse(suspended)
        self.assertEqual(alerts, set())


if __name__ == "__main__":
    unittest.main()
