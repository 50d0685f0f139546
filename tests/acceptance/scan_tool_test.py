"""`rawan scan` on small files made here: what it finds, writes and refuses."""

import csv
import json
import math
import os
import random
import stat
import unittest
from pathlib import Path

from osgeo import gdal, ogr

import rawan

gdal.UseExceptions()

SIDE = 8
STEP = 0.01
BLOCK = {(2, 3), (2, 4), (3, 3), (3, 4)}
POISSON = ("--cases", "cases", "--population", "people")


def ratio(cases, expected, total):
    """Kulldorff (1997)."""
    if cases <= expected:
        return 0.0
    outside = total - cases
    rest = outside * math.log(outside / (total - expected)) if outside else 0.0
    return cases * math.log(cases / expected) + rest


def cell(row, column):
    x, y = 109.4 + STEP * column, 0.8 + STEP * row
    ring = [[x, y], [x + STEP, y], [x + STEP, y + STEP], [x, y + STEP], [x, y]]
    return {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]},
            "properties": {"code": f"{row}{column}", "people": 100 + 10 * row,
                           "cases": 9 if (row, column) in BLOCK else (row + column) % 2}}


def cells():
    return [cell(row, column) for row in range(SIDE) for column in range(SIDE)]


def layer_of(path, name):
    source = gdal.OpenEx(str(path), gdal.OF_VECTOR)
    layer = source.GetLayerByName(name)
    return [(dict(f.items()), f.geometry().Clone() if f.geometry() else None) for f in layer]


class ScanTest(rawan.ProgramTest):
    def setUp(self):
        super().setUp()
        self.grid = self.write_grid("grid.geojson", cells())

    def write_grid(self, name, found):
        path = self.dir / name
        path.write_text(json.dumps({"type": "FeatureCollection", "features": found}),
                        encoding="utf-8")
        return path

    def write_csv(self, name, header, rows):
        path = self.dir / name
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(header)
            writer.writerows(rows)
        return path

    def scan(self, source, *arguments, out="out.gpkg"):
        process = self.succeed("scan", source, "-o", self.dir / out, "--json", "--lang", "en",
                               "--overwrite", *arguments)
        return json.loads(process.stdout)

    def refused(self, code, reason, *arguments):
        process = rawan.run("scan", *arguments, "-o", self.dir / "no.gpkg", "--lang", "en")
        error = process.stderr.decode()
        self.assertEqual(process.returncode, code, error)
        self.assertIn(f"E{code} {reason}: ", error)
        self.assertFalse((self.dir / "no.gpkg").exists())
        return error


class InSpace(ScanTest):
    def check_block(self, summary):
        found = summary["found"][0]
        people = {(r, c): 100 + 10 * r for r in range(SIDE) for c in range(SIDE)}
        cases = {(r, c): 9 if (r, c) in BLOCK else (r + c) % 2 for r, c in people}
        total = sum(cases.values())
        expected = sum(people[at] for at in BLOCK) * total / sum(people.values())
        self.assertEqual((found["sites"], found["cases"]), (4, 36))
        self.assertAlmostEqual(found["expected"], expected, places=9)
        self.assertAlmostEqual(found["log_likelihood_ratio"], ratio(36, expected, total), places=9)
        self.assertEqual(found["p"], 0.01)
        self.assertLess(found["p_gumbel"], 0.01)

    def test_flexible_finds_the_block_and_unites_its_areas(self):
        summary = self.scan(self.grid, *POISSON, "--shape", "flexible", "--weights", "rook",
                            "--nearest", 12, "--replicates", 99)
        self.check_block(summary)
        rows = [f for f, _ in layer_of(self.dir / "out.gpkg", "scan")]
        inside = {f["code"] for f in rows if f["scan_cluster"] == 1}
        self.assertEqual(inside, {f"{r}{c}" for r, c in BLOCK})
        attributes, shape = layer_of(self.dir / "out.gpkg", "scan_clusters")[0]
        self.assertEqual(attributes["scan_cases"], 36)
        self.assertTrue(shape.IsValid())
        self.assertAlmostEqual(shape.Area(), 4 * STEP * STEP, places=9)

    def test_circles_hold_the_block_and_files_are_private(self):
        summary = self.scan(self.grid, *POISSON, "--replicates", 99)
        self.assertGreaterEqual(summary["found"][0]["cases"], 36)
        self.assertEqual(summary["found"][0]["p"], 0.01)
        mode = stat.S_IMODE(os.stat(self.dir / "out.gpkg").st_mode)
        self.assertEqual(mode, 0o600)

    def points(self, long_cluster=False):
        rows = []
        for i in range(100):
            x, y = 100 * (i % 10), 100 * (i // 10)
            high = y == 500 and 300 <= x <= 700 if long_cluster else (x, y) in {(0, 0), (100, 0)}
            rows.append((x, y, 9 if high else 1, 50))
        return self.write_csv("points.csv", ("x", "y", "cases", "people"), rows)

    def test_a_circle_of_points_is_drawn_between_inside_and_outside(self):
        path = self.points()
        self.scan(path, "--x", "x", "--y", "y", "--planar", *POISSON, "--replicates", 99)
        _, shape = layer_of(self.dir / "out.gpkg", "scan_clusters")[0]
        rows = layer_of(self.dir / "out.gpkg", "scan")
        for attributes, point in rows:
            self.assertEqual(shape.Contains(point), attributes["scan_cluster"] == 1)

    def test_ellipses_find_a_long_cluster(self):
        path = self.points(long_cluster=True)
        arguments = ("--x", "x", "--y", "y", "--planar", *POISSON, "--replicates", 99)
        circle = self.scan(path, *arguments)["found"][0]
        ellipse = self.scan(path, *arguments, "--shape", "elliptic", "--ellipse-penalty", 0.5,
                            "--ellipses", "4:12,8:12")["found"][0]
        self.assertGreater(ellipse["statistic"], circle["statistic"])
        self.assertEqual((ellipse["sites"], ellipse["cases"]), (5, 45))
        self.assertAlmostEqual(ellipse["angle_degrees"], 0.0)
        penalty = math.sqrt(4 * ellipse["shape"] / (ellipse["shape"] + 1) ** 2)
        self.assertAlmostEqual(ellipse["statistic"], ellipse["log_likelihood_ratio"] * penalty)

    def test_bernoulli_needs_members(self):
        summary = self.scan(self.grid, *POISSON, "--model", "bernoulli", "--shape", "flexible",
                            "--replicates", 99)
        self.assertEqual(summary["found"][0]["p"], 0.01)
        few = cells()
        few[5]["properties"]["people"] = 0.5
        path = self.write_grid("few.geojson", few)
        self.refused(3, "scan_members", path, *POISSON, "--model", "bernoulli")

    def test_distances_along_the_globe_are_those_of_degrees(self):
        rows = [(lon, 0.5, 9 if lon < 102 else 1, 50) for lon in range(100, 130)]
        path = self.write_csv("degrees.csv", ("x", "y", "cases", "people"), rows)
        found = self.scan(path, "--x", "x", "--y", "y", "--crs", "EPSG:4326", *POISSON,
                          "--distance", "great-circle", "--replicates", 19)["found"][0]
        self.assertEqual((found["sites"], found["cases"]), (2, 18))
        half = math.asin(math.cos(math.radians(0.5)) * math.sin(math.radians(0.5)))
        self.assertAlmostEqual(found["radius_m"], 2 * 6371008.8 * half, delta=1.0)

    def test_shapes_have_a_file_of_their_own_if_asked(self):
        self.scan(self.grid, *POISSON, "--replicates", 19, "--clusters",
                  self.dir / "shapes.geojson", out="rows.csv")
        shapes = json.loads((self.dir / "shapes.geojson").read_text(encoding="utf-8"))
        self.assertEqual(shapes["features"][0]["properties"]["scan_cluster"], 1)
        self.assertIn("scan_p", (self.dir / "rows.csv").read_text(encoding="utf-8"))

    def test_without_cases_there_is_no_cluster(self):
        none = cells()
        for item in none:
            item["properties"]["cases"] = 0
        summary = self.scan(self.write_grid("none.geojson", none), *POISSON)
        self.assertEqual(summary["warnings"], ["scan_no_cases"])
        self.assertEqual(summary["clusters"], 0)

    @unittest.skipUnless("RAWAN_SHARED_DATA" in os.environ, "RAWAN_SHARED_DATA names no folder")
    def test_new_york_leukemia_is_as_satscan_has_it(self):
        """statistics.md 5.2: 26 tracts, ratio 11.577255, p 0.001 (SaTScan 9.6)."""
        source = Path(os.environ["RAWAN_SHARED_DATA"]) / "scan" / "ny_leukemia" / "nydf.csv"
        with source.open(encoding="utf-8") as file:
            rows = [(r["longitude"], r["latitude"], math.floor(float(r["cases"])), r["population"])
                    for r in csv.DictReader(file)]
        path = self.write_csv("ny.csv", ("x", "y", "cases", "people"), rows)
        found = self.scan(path, "--x", "x", "--y", "y", "--planar", *POISSON, "--max-share", 0.1,
                          "--replicates", 9999)["found"][0]
        self.assertEqual(found["sites"], 26)
        self.assertAlmostEqual(found["log_likelihood_ratio"], 11.577255, places=6)
        self.assertLessEqual(found["p"], 0.003)


class InTime(ScanTest):
    def events(self, shuffled=False):
        """A case a week at each of 36 places; in the last two weeks six more at two of them."""
        rows = []
        for week in range(12):
            for place in range(36):
                if (place + week) % 3 == 0:
                    rows.append((1000 * (place % 6), 1500 * (place // 6), week))
        rows += [(1000 * place, 0, week) for place in (0, 1) for week in (10, 11)] * 6
        if shuffled:
            random.Random(1).shuffle(rows)
        dated = [(x, y, f"2026-{1 + (4 + 7 * w) // 31:02}-{1 + (4 + 7 * w) % 31:02}" if w < 8
                  else f"2026-03-{7 * (w - 8) + 2:02}") for x, y, w in rows]
        return self.write_csv("events.csv", ("x", "y", "day"), dated)

    def permuted(self, path, *more):
        return self.scan(path, "--x", "x", "--y", "y", "--planar", "--model",
                         "space-time-permutation", "--time", "day", "--period", "7d",
                         "--replicates", 99, *more)

    def test_permutation_finds_what_began_lately(self):
        summary = self.permuted(self.events(), "--prospective", "--look-interval", "7d")
        found = summary["found"][0]
        self.assertEqual(found["sites"], 2)
        self.assertEqual(found["p"], 0.01)
        self.assertAlmostEqual(found["recurrence_days"], 700.0)
        rows = [f for f, _ in layer_of(self.dir / "out.gpkg", "scan")]
        self.assertEqual(sum(f["scan_cluster"] == 1 for f in rows), found["cases"])
        for attributes in rows:
            if attributes["scan_cluster"] == 1:
                self.assertGreaterEqual(attributes["day"][:10].replace("/", "-"), found["begin"])

    def test_rows_may_come_in_any_order(self):
        ordered = self.permuted(self.events())
        self.assertEqual(self.permuted(self.events(shuffled=True))["found"], ordered["found"])

    def test_population_of_each_period_is_taken_into_account(self):
        rows = []
        for place in range(16):
            for week in range(8):
                many = place < 2 and week > 5
                rows.append((f"p{place}", 1000 * (place % 4), 1500 * (place // 4),
                             f"2026-01-{1 + 3 * week:02}", 8 if many else 1, 400 if many else 50))
        header = ("site", "x", "y", "day", "cases", "people")
        arguments = ("--x", "x", "--y", "y", "--planar", "--model", "space-time", *POISSON,
                     "--time", "day", "--period", "3d", "--site", "site", "--replicates", 99)
        path = self.write_csv("weeks.csv", header, rows)
        self.assertEqual(self.scan(path, *arguments)["clusters"], 0)
        same = [(*row[:5], 50) for row in rows]
        found = self.scan(self.write_csv("same.csv", header, same), *arguments)["found"][0]
        self.assertEqual((found["sites"], found["cases"]), (2, 32))
        self.assertEqual((found["begin"], found["end"]), ("2026-01-19", "2026-01-25"))

    def test_periods_without_population_are_told(self):
        rows = [(0, 0, "2026-01-01", 2, 50), (0, 0, "2026-01-03", 9, 50),
                (900, 0, "2026-01-01", 3, 50), (900, 0, "2026-01-02", 1, 50)]
        path = self.write_csv("gaps.csv", ("x", "y", "day", "cases", "people"), rows)
        summary = self.scan(path, "--x", "x", "--y", "y", "--planar", "--model", "space-time",
                            *POISSON, "--time", "day", "--replicates", 9)
        self.assertEqual(summary["periods"], 3)
        self.assertIn("scan_gaps", summary["warnings"])


class Promises(ScanTest):
    def test_threads_change_no_byte(self):
        outputs = []
        for threads in (1, 2, 8):
            name = f"out{threads}.geojson"
            self.scan(self.grid, *POISSON, "--replicates", 199, "--threads", threads, out=name)
            outputs.append((self.dir / name).read_bytes())
        self.assertEqual(outputs[0], outputs[1])
        self.assertEqual(outputs[0], outputs[2])

    def test_what_does_not_go_together_is_refused(self):
        self.refused(2, "usage_scan_population", self.grid, "--cases", "cases")
        self.refused(2, "usage_scan_cases", self.grid, "--population", "people")
        self.refused(2, "usage_scan_time", self.grid, *POISSON, "--period", "7d")
        self.refused(2, "usage_scan_time", self.grid, *POISSON, "--model", "space-time")
        self.refused(2, "usage_scan_shape", self.grid, *POISSON, "--model", "space-time", "--time",
                     "day", "--shape", "flexible")
        self.refused(2, "usage_scan_distance", self.grid, *POISSON, "--shape", "elliptic",
                     "--distance", "great-circle")
        self.refused(2, "usage_scan_ellipses", self.grid, *POISSON, "--ellipses", "1:4")
        self.refused(2, "usage_scan_windows", self.grid, *POISSON, "--shape", "flexible",
                     "--nearest", 40, "--mid-p", 1)

    def test_bad_numbers_are_refused_with_their_row_and_never_shown(self):
        for code, column, value in (("scan_whole", "cases", 2.71828),
                                    ("scan_population", "people", 0)):
            bad = cells()
            bad[20]["properties"][column] = value
            bad[20]["properties"].setdefault("cases", 1)
            error = self.refused(3, code, self.write_grid("bad.geojson", bad), *POISSON)
            self.assertIn("21", error)
            self.assertNotIn("2.71828", error)

    def test_help_is_in_both_languages_with_examples(self):
        for language, word in (("id", "Contoh:\n  rawan scan"), ("en", "Examples:\n  rawan scan")):
            text = self.succeed("scan", "--help", "--lang", language).stdout.decode()
            self.assertIn(word, text)


if __name__ == "__main__":
    unittest.main()
