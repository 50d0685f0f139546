"""`rawan local` and `rawan global` against the definitions of their statistics."""

import json
import math
import os
import re
import stat
import unittest
from xml.etree import ElementTree

from osgeo import gdal

from tool_world import (COLUMNS, ROWS, SOUTH, STEP, WEST, ToolTest, feature, features, rows_of,
                        values, write_geojson)


def neighbors(site, diagonal):
    row, column = divmod(site, COLUMNS)
    for r in range(max(row - 1, 0), min(row + 2, ROWS)):
        for c in range(max(column - 1, 0), min(column + 2, COLUMNS)):
            apart = abs(r - row) + abs(c - column)
            if apart == 1 or (diagonal and apart == 2):
                yield r * COLUMNS + c


def moran_of(x, diagonal):
    """Moran's I by its definition, binary weights."""
    mean = sum(x) / len(x)
    z = [value - mean for value in x]
    links = [(i, j) for i in range(len(x)) for j in neighbors(i, diagonal)]
    return (len(x) / len(links)) * sum(z[i] * z[j] for i, j in links) / sum(v * v for v in z)


def gi_star_of(x, diagonal):
    """Ord & Getis (1995), binary weights with the site itself."""
    n = len(x)
    mean = sum(x) / n
    spread = math.sqrt(sum(v * v for v in x) / n - mean * mean)
    scores = []
    for i in range(n):
        near = [i, *neighbors(i, diagonal)]
        w = len(near)
        below = spread * math.sqrt((n * w - w * w) / (n - 1))
        scores.append((sum(x[j] for j in near) - mean * w) / below)
    return scores


class Statistics(ToolTest):
    def test_global_moran_is_its_definition(self):
        for rule, diagonal in (("queen", True), ("rook", False)):
            summary = json.loads(self.succeed("global", self.grid, "--value", "total",
                                              "--weights", rule, "--json").stdout)
            self.assertAlmostEqual(summary["value"], moran_of(values(), diagonal), places=12)
            self.assertAlmostEqual(summary["expected"], -1 / (len(values()) - 1), places=12)

    def test_local_gi_star_is_its_definition(self):
        out = self.dir / "out.gpkg"
        self.local(self.grid, out)
        rows = rows_of(out)
        for index, score in enumerate(gi_star_of(values(), diagonal=True)):
            code = "%02d%02d" % divmod(index, COLUMNS)
            self.assertAlmostEqual(rows[code]["local_z"], score, places=9)
            self.assertEqual(rows[code]["local_neighbors"], len(list(neighbors(index, True))))

    def test_every_statistic_runs(self):
        for statistic in ("gi", "gi-star", "moran", "geary"):
            out = self.dir / f"{statistic}.geojson"
            summary = self.local(self.grid, out, "--statistic", statistic)
            self.assertEqual(summary["tests"], ROWS * COLUMNS)
        for statistic in ("moran", "geary", "g"):
            self.succeed("global", self.grid, "--value", "total", "--statistic", statistic)
        self.succeed("global", self.grid, "--cases", "total", "--exposure", "women",
                     "--statistic", "eb-moran")

    def test_says_how_many_permutations_it_takes(self):
        few = self.local(self.grid, self.dir / "few.csv", permutations=99)
        # 2 m / a - 1 for m = 42 tests, two-sided, a = 0.05; ceil(2 m / (a (R + 1))) together.
        self.assertEqual(few["permutations_needed"], 1679)
        self.assertEqual(few["fewest_rejections"], 17)
        self.assertIn("permutations_few", few["warnings"])
        enough = self.local(self.grid, self.dir / "enough.csv", permutations="enough")
        self.assertEqual(enough["permutations"], 1679)
        self.assertEqual(enough["warnings"], [])

    def drawn(self, name, *arguments):
        """The words of a chart and its marks; the same for any number of threads."""
        charts = []
        for threads in (1, 8):
            chart = self.dir / f"{name}{threads}.svg"
            self.succeed(*arguments, "--chart", chart, "--threads", threads, "--lang", "en")
            charts.append(chart.read_bytes())
        self.assertEqual(charts[0], charts[1])
        root = ElementTree.fromstring(charts[0])
        dots = re.compile(r"M(\S+) \S+h0(?=M|$)")
        marks = [{"cx": x, "fill": path.attrib["stroke"]}
                 for path in root.iter() if path.attrib.get("stroke-linecap") == "round"
                 for x in dots.findall(path.attrib["d"])]
        return list(root.itertext()), marks

    def test_draws_the_smallest_p_values_and_their_limit(self):
        out = self.dir / "out.gpkg"
        local = ("local", self.grid, "--value", "total", "--overwrite", "-o", out)
        words, marks = self.drawn("few", *local, "--permutations", "99")
        self.assertIn("Least p of 99 permutations", words)
        self.assertIn("Limit of Benjamini-Hochberg", words)
        shown = sum(row["local_p"] <= 0.15 for row in rows_of(out).values())
        self.assertGreater(shown, 10)
        self.assertEqual(len(marks), shown)
        words, marks = self.drawn("by", *local, "--permutations", "0", "--correction", "by")
        self.assertIn("Limit of Benjamini-Yekutieli", words)
        self.assertFalse([word for word in words if word.startswith("Least p")])
        rejected = sum(row["local_p_adjusted"] <= 0.05 for row in rows_of(out).values())
        found = max(marks, key=lambda mark: -float(mark["cx"]))["fill"]
        self.assertEqual(sum(mark["fill"] == found for mark in marks), rejected)
        self.assertLess(rejected, len(marks))

    def links(self, name):
        source = gdal.OpenEx(str(self.dir / name), gdal.OF_VECTOR)
        return [dict(f.items(), line=f.GetGeometryRef().Clone()) for f in source.GetLayer(0)]

    def test_writes_neighbors_as_lines(self):
        local = ("local", self.grid, "--value", "total", "--key", "code", "--permutations", "99",
                 "--overwrite", "-o", self.dir / "out.gpkg", "--lang", "en")
        picture = self.dir / "map.svg"
        self.succeed(*local, "--weights", "rook", "--links", self.dir / "a.gpkg",
                     "--picture", picture)
        self.assertEqual(stat.S_IMODE(os.stat(self.dir / "a.gpkg").st_mode), 0o600)
        self.assertIn("Neighbors", list(ElementTree.parse(picture).getroot().itertext()))
        found = self.links("a.gpkg")
        code = [f"{site // COLUMNS:02}{site % COLUMNS:02}" for site in range(ROWS * COLUMNS)]
        expected = {(code[i], code[j]) for i in range(len(code)) for j in neighbors(i, False)
                    if i < j}
        self.assertEqual({(row["link_from"], row["link_to"]) for row in found}, expected)
        self.assertEqual(len(found), len(expected))
        self.assertTrue(all(row["link_mutual"] for row in found))
        first = found[0]["line"]
        self.assertAlmostEqual(first.GetX(0), WEST + STEP / 2, places=6)
        self.assertAlmostEqual(first.GetY(0), SOUTH + STEP / 2, places=6)
        # A hundredth of a degree at the equator, to half a per cent.
        self.assertTrue(all(abs(row["link_m"] - 1110) < 6 for row in found))

    def test_tells_who_is_a_neighbor_on_one_side_only(self):
        points = self.dir / "line.csv"
        points.write_text("x,y,total\n0,0,1\n1,0,2\n3,0,5\n6,0,4\n", encoding="utf-8")
        summary = json.loads(self.succeed(
            "global", points, "--x", "x", "--y", "y", "--planar", "--value", "total", "--weights",
            "nearest:1", "--permutations", "0", "--links", self.dir / "b.gpkg", "--json").stdout)
        self.assertEqual(summary["links_file"], str(self.dir / "b.gpkg"))
        rows = [(row["link_from"], row["link_to"], row["link_mutual"], row["link_m"])
                for row in self.links("b.gpkg")]
        # Records of a table are its lines.
        self.assertEqual(rows, [(2, 3, 1, 1.0), (4, 3, 0, 2.0), (5, 4, 0, 3.0)])
        self.refused(5, "output_exists", "global", self.grid, "--value", "total", "--links",
                     self.dir / "b.gpkg")
        self.refused(2, "usage_links_file", "local", self.grid, "--value", "total", "-o",
                     self.dir / "o.gpkg", "--links", self.dir / "o.gpkg")

    def test_draws_random_arrangements_beside_the_observed_one(self):
        for statistic, name in (("moran", "Moran's I"), ("geary", "Geary's C"), ("g", "General G")):
            words, _ = self.drawn(statistic, "global", self.grid, "--value", "total",
                                  "--statistic", statistic, "--caption", "Contoh")
            for part in (name, "Random arrangements", "Observed"):
                self.assertIn(part, words)
        chart = self.dir / "moran1.svg"
        arguments = ("global", self.grid, "--value", "total", "--chart", chart)
        self.assertEqual(stat.S_IMODE(os.stat(chart).st_mode), 0o600)
        self.refused(5, "output_exists", *arguments)
        self.succeed(*arguments, "--overwrite")
        self.refused(2, "usage_chart_permutations", *arguments, "--permutations", "0")
        self.refused(2, "usage_caption", *arguments[:4], "--caption", "Contoh")

    def test_an_island_has_no_value(self):
        alone = feature(0, 40)
        path = write_geojson(self.dir / "island.geojson", features() + [alone])
        out = self.dir / "island.gpkg"
        summary = self.local(path, out)
        self.assertEqual((summary["islands"], summary["tests"]), (1, ROWS * COLUMNS))
        row = rows_of(out)["0040"]
        self.assertEqual([row[f"local_{name}"] for name in ("z", "p", "p_adjusted", "class")],
                         [None] * 4)
        self.assertEqual(row["local_neighbors"], 0)


if __name__ == "__main__":
    unittest.main()
