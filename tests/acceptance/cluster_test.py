"""`rawan cluster`: density clusters, outlines, ids that last and p-values, by the program."""

import csv
import json
import math
import random
import stat
import unittest
from xml.etree import ElementTree

from osgeo import ogr

import rawan

ogr.UseExceptions()


def towns(seed=1, count=40, spread=40.0):
    """Three towns and a few lone points, in whole meters: many ties."""
    draw = random.Random(seed)
    found = [(round(draw.gauss(x, spread)), round(draw.gauss(y, spread)))
             for x, y in ((500, 500), (1500, 700), (900, 1600)) for _ in range(count)]
    return found + [(draw.randrange(2000), draw.randrange(2000)) for _ in range(20)]


def dbscan(points, radius, least, days=None, within=0):
    """By the definition; border points go to the nearest core point, ties to the earlier row."""
    def near(i, j):
        soon = days is None or abs(days[i] - days[j]) <= within
        return soon and math.dist(points[i], points[j]) <= radius

    rows = range(len(points))
    around = [[j for j in rows if near(i, j)] for i in rows]
    core = [len(found) >= least for found in around]
    label = [None] * len(points)
    clusters = 0
    for i in rows:
        if not core[i] or label[i] is not None:
            continue
        pending, label[i] = [i], clusters
        while pending:
            for j in around[pending.pop()]:
                if core[j] and label[j] is None:
                    label[j] = clusters
                    pending.append(j)
        clusters += 1
    for i in rows:
        cores = [j for j in around[i] if core[j]]
        if not core[i] and cores:
            apart = (lambda j, i=i: 0 if days is None else abs(days[i] - days[j]))
            nearest = min(cores, key=lambda j: (math.dist(points[i], points[j]), apart(j), j))
            label[i] = label[nearest]
    return label, core


def parts(labels):
    """The sets of rows with one label."""
    found = {}
    for row, label in enumerate(labels):
        if label not in (None, ""):
            found.setdefault(label, set()).add(row)
    return sorted(map(sorted, found.values()))


class ClusterTest(rawan.ProgramTest):
    def write(self, name, points, keys=None, **columns):
        path = self.dir / name
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["code", "x", "y", *columns])
            for row, (x, y) in enumerate(points):
                key = f"r{row:04}" if keys is None else keys[row]
                writer.writerow([key, x, y, *(values[row] for values in columns.values())])
        return path

    def cluster(self, source, *arguments, out="points.csv"):
        """The summary, and the rows of the result if it is a CSV."""
        target = self.dir / out
        process = self.succeed("cluster", source, "--x", "x", "--y", "y", "--planar", "-o", target,
                               "--overwrite", "--json", *arguments)
        if target.suffix != ".csv":
            return json.loads(process.stdout), None
        with open(target, encoding="utf-8", newline="") as file:
            return json.loads(process.stdout), list(csv.DictReader(file))

    def refused(self, code, reason, *arguments):
        process = rawan.run("cluster", *arguments, "--planar", "--x", "x", "--y", "y", "-o",
                            self.dir / "refused.csv", "--lang", "en")
        self.assertEqual(process.returncode, code, process.stderr.decode())
        self.assertIn(f"E{code} {reason}: ", process.stderr.decode())
        self.assertFalse((self.dir / "refused.csv").exists())


class Methods(ClusterTest):
    def test_dbscan_is_that_of_the_definition(self):
        points = towns()
        source = self.write("a.csv", points)
        for radius, least in ((30, 4), (50, 6), (80, 12)):
            summary, rows = self.cluster(source, "--method", "dbscan", "--radius", f"{radius}m",
                                         "--min-points", least)
            label, core = dbscan(points, radius, least)
            self.assertEqual(parts(row["cluster_id"] for row in rows), parts(label))
            self.assertEqual([row["cluster_role"] for row in rows],
                             ["core" if c else "noise" if k is None else "border"
                              for c, k in zip(core, label)])
            self.assertEqual(summary["clusters"], len(parts(label)))
            self.assertEqual(summary["noise"], label.count(None))
            self.assertEqual(sum(item["points"] for item in summary["cluster_list"]),
                             len(points) - label.count(None))

    def test_st_dbscan_takes_its_time_with_a_unit(self):
        points = towns()
        draw = random.Random(7)
        days = [draw.randrange(30) for _ in points]
        source = self.write("a.csv", points, day=[f"2026-06-{day + 1:02}" for day in days])
        answers = {}
        for time, within in (("3d", 3), ("72h", 3), ("2w", 14)):
            _, rows = self.cluster(source, "--method", "st-dbscan", "--radius", "60m",
                                   "--min-points", 3, "--time-column", "day", "--time", time)
            label, _ = dbscan(points, 60, 3, days, within)
            answers[time] = parts(row["cluster_id"] for row in rows)
            self.assertEqual(answers[time], parts(label))
        self.assertEqual(answers["3d"], answers["72h"])
        self.assertNotEqual(answers["3d"], answers["2w"])

    def test_hdbscan_tells_probability_and_stability(self):
        points = towns(spread=25.0)
        summary, rows = self.cluster(self.write("a.csv", points), "--method", "hdbscan",
                                     "--min-points", 5, "--min-cluster-size", 15, "--outlines",
                                     self.dir / "areas.csv")
        self.assertEqual(summary["clusters"], 3)
        for town in range(3):
            members = [row["cluster_id"] for row in rows[40 * town:40 * town + 40]]
            most = max(set(members), key=members.count)
            self.assertGreater(members.count(most), 30)
        for row in rows:
            inside = row["cluster_id"] != ""
            self.assertEqual(float(row["cluster_probability"]) > 0, inside)
        with open(self.dir / "areas.csv", encoding="utf-8", newline="") as file:
            for area in csv.DictReader(file):
                self.assertGreater(float(area["cluster_stability"]), 0)
                self.assertGreater(float(area["cluster_birth_m"]), float(area["cluster_death_m"]))

    def test_the_order_of_the_rows_does_not_matter_with_a_key(self):
        points = towns()
        keys = [f"k{row:03}" for row in range(len(points))]
        order = list(range(len(points)))
        random.Random(3).shuffle(order)
        straight = self.write("a.csv", points, keys)
        shuffled = self.write("b.csv", [points[i] for i in order], [keys[i] for i in order])
        for method in (("dbscan", "--radius", "50m"), ("hdbscan",)):
            for source, out in ((straight, "one.csv"), (shuffled, "two.csv")):
                self.cluster(source, "--method", *method, "--key", "code", out=out)
            self.assertEqual((self.dir / "one.csv").read_bytes(),
                             (self.dir / "two.csv").read_bytes())

    def test_threads_change_no_byte(self):
        source = self.write("a.csv", towns(count=400))
        effort = self.write("e.csv", towns(9), women=[10] * 140)
        files = []
        for threads in (1, 2, 8):
            out = f"t{threads}.csv"
            self.cluster(source, "--method", "hdbscan", "--effort", effort, "--effort-column",
                         "women", "--jitter", "100m", "--replicates", 9, "--threads", threads,
                         out=out)
            files.append((self.dir / out).read_bytes())
        self.assertEqual(files[0], files[1])
        self.assertEqual(files[0], files[2])

    def test_nothing_dense_is_an_answer(self):
        source = self.write("a.csv", [(0, 0), (500, 0), (900, 900)])
        summary, rows = self.cluster(source, "--method", "dbscan", "--radius", "10m", "--outlines",
                                     self.dir / "none.gpkg")
        self.assertEqual(summary["clusters"], 0)
        self.assertEqual([row["cluster_id"] for row in rows], ["", "", ""])


class Outlines(ClusterTest):
    def areas(self, *arguments):
        target = self.dir / "areas.gpkg"
        points = towns() + [(3000, 3000)] * 8 + [(4000 + 5 * i, 4000) for i in range(8)]
        summary, rows = self.cluster(self.write("a.csv", points), "--method", "dbscan", "--radius",
                                     "50m", "--min-points", 5, "--outlines", target, *arguments)
        self.assertEqual(stat.S_IMODE(target.stat().st_mode), 0o600)
        source = ogr.Open(str(target))
        layer = source.GetLayer(0)
        self.assertIn("internal", layer.GetMetadataItem("DESCRIPTION"))
        found = {f["cluster_id"]: (f["cluster_outline"], f.GetGeometryRef().Clone(),
                                   f["cluster_points"], f["cluster_area_km2"]) for f in layer}
        self.assertEqual(len(found), summary["clusters"])
        members = {}
        for row in rows:
            if row["cluster_id"]:
                members.setdefault(int(row["cluster_id"]), []).append(row)
        return found, members

    def check(self, found, members, holds_all):
        for cluster, (how, shape, count, size) in found.items():
            self.assertTrue(shape.IsValid())
            self.assertEqual(count, len(members[cluster]))
            self.assertAlmostEqual(shape.GetArea() / 1e6, size, places=12)
            for row in members[cluster] if holds_all or how != "alpha" else ():
                point = ogr.CreateGeometryFromWkt(f"POINT ({row['x']} {row['y']})")
                self.assertLess(shape.Distance(point), 1e-5)

    def test_hulls_hold_all_members(self):
        found, members = self.areas()
        self.check(found, members, True)
        self.assertEqual(sorted(how for how, *_ in found.values())[:2], ["buffer", "buffer"])

    def test_alpha_shapes_are_not_larger_than_hulls(self):
        hulls, _ = self.areas()
        shapes, members = self.areas("--outline", "alpha:40m", "--buffer", "25m")
        self.check(shapes, members, False)
        self.assertIn("alpha", [how for how, *_ in shapes.values()])
        for cluster, (how, _, _, size) in shapes.items():
            if how == "alpha":
                self.assertLessEqual(size, hulls[cluster][3])
            if how == "buffer":
                self.assertGreater(size, hulls[cluster][3])


    def test_are_drawn_on_request(self):
        source = self.write("a.csv", towns())
        drawn = []
        for outlines in ((), ("--outlines", self.dir / "a.gpkg")):
            picture = self.dir / f"map{len(outlines)}.svg"
            self.cluster(source, "--method", "dbscan", "--radius", "50m", *outlines, "--picture",
                         picture, "--lang", "en", out=f"{len(outlines)}.csv")
            drawn.append(picture.read_text(encoding="utf-8"))
        self.assertNotIn("Clusters", drawn[0])
        self.assertIn("Clusters", drawn[1])

    def test_degrees_come_back_as_degrees(self):
        degrees = [(109.4 + x / 111_000, 0.8 + y / 111_000) for x, y in towns()]
        source = self.write("a.csv", degrees)
        self.succeed("cluster", source, "--x", "x", "--y", "y", "--crs", "EPSG:4326", "--method",
                     "dbscan", "--radius", "50m", "--min-points", 6, "--outlines",
                     self.dir / "areas.geojson", "-o", self.dir / "points.csv")
        areas = json.loads((self.dir / "areas.geojson").read_text(encoding="utf-8"))["features"]
        self.assertGreater(len(areas), 2)
        for area in areas:
            for x, y in area["geometry"]["coordinates"][0][0]:
                self.assertTrue(109.39 < x < 109.43 and 0.79 < y < 0.83)


class Identity(ClusterTest):
    def follow(self, before, after, keys, *arguments):
        first = self.write("before.csv", before, keys[0])
        second = self.write("after.csv", after, keys[1])
        options = ("--method", "dbscan", "--radius", "50m", "--min-points", 3, *arguments)
        summary, rows = self.cluster(first, *options, out="first.csv")
        again, new = self.cluster(second, *options, "--previous", self.dir / "first.csv",
                                  out="second.csv")
        return summary, rows, again, new

    def row_of_points(self, x, count, gap=20, y=0):
        return [(x + gap * i, y) for i in range(count)]

    def test_ids_last_and_a_split_is_told(self):
        # A bridge falls away; the longer end keeps the id.
        before = self.row_of_points(0, 12)
        after = before[:4] + before[6:]
        keys = [f"k{i}" for i in range(12)]
        _, _, again, new = self.follow(before, after, (keys, keys[:4] + keys[6:]), "--key", "code")
        self.assertEqual(again["clusters_split"], [{"before": [1], "after": [1, 2]}])
        by_key = {row["code"]: row["cluster_id"] for row in new}
        self.assertEqual(by_key["k0"], "2")
        self.assertEqual(by_key["k11"], "1")
        self.assertEqual(again["next_id"], 3)

    def test_a_merger_is_told(self):
        before = self.row_of_points(0, 4) + self.row_of_points(200, 6)
        after = before + self.row_of_points(80, 6)
        keys = [f"k{i:02}" for i in range(16)]
        _, _, again, new = self.follow(before, after, (keys[:10], keys), "--key", "code")
        self.assertEqual(again["clusters_merged"], [{"before": [1, 2], "after": [2]}])
        self.assertEqual({row["cluster_id"] for row in new}, {"2"})

    def test_an_id_is_never_given_again(self):
        here, there = self.row_of_points(0, 5), self.row_of_points(5000, 5)
        keys = [f"k{i}" for i in range(10)]
        _, _, again, _ = self.follow(here + there, here, (keys, keys[:5]), "--key", "code")
        self.assertEqual(again["clusters_ended"], [{"before": [2], "after": []}])
        third = self.write("third.csv", here + self.row_of_points(9000, 5), keys)
        last, rows = self.cluster(third, "--method", "dbscan", "--radius", "50m", "--min-points", 3,
                                  "--key", "code", "--previous", self.dir / "second.csv")
        self.assertEqual({row["cluster_id"] for row in rows}, {"1", "3"})
        self.assertEqual(last["clusters_began"], [{"before": [], "after": [3]}])

    def test_without_a_key_outlines_are_followed(self):
        draw = random.Random(4)
        def cloud(x, y):
            return [(x + draw.randrange(100), y + draw.randrange(100)) for _ in range(60)]
        options = ("--method", "dbscan", "--radius", "40m", "--min-points", 3)
        before = self.write("before.csv", cloud(0, 0) + cloud(1000, 0))
        self.cluster(before, *options, "--outlines", self.dir / "before.gpkg")
        after = self.write("after.csv", cloud(1000, 10) + cloud(3000, 0))
        picture = self.dir / "after.svg"
        again, rows = self.cluster(after, *options, "--previous", self.dir / "before.gpkg",
                                   "--outlines", self.dir / "after.gpkg", "--picture", picture)
        words = list(ElementTree.parse(picture).getroot().itertext())
        # Names are written where there is room, which at the edge of the map there is not.
        self.assertIn("2", words)
        self.assertNotIn("1", words)
        self.assertEqual([rows[0]["cluster_id"], rows[-1]["cluster_id"]], ["2", "3"])
        self.assertEqual(again["clusters_ended"], [{"before": [1], "after": []}])

    def test_previous_points_may_be_a_geopackage(self):
        source = self.write("a.csv", towns())
        options = ("--method", "dbscan", "--radius", "50m", "--key", "code")
        self.cluster(source, *options, out="a.gpkg")
        again, _ = self.cluster(source, *options, "--previous", self.dir / "a.gpkg")
        for event in ("began", "ended", "split", "merged"):
            self.assertEqual(again[f"clusters_{event}"], [])


class Significance(ClusterTest):
    def test_a_planted_cluster_has_the_least_p_and_chance_ones_do_not(self):
        draw = random.Random(11)
        places = [(draw.randrange(20000), draw.randrange(20000)) for _ in range(300)]
        effort = self.write("effort.csv", places, women=[20] * 300)
        points = [(x + draw.randrange(-80, 81), y + draw.randrange(-80, 81))
                  for x, y in draw.choices(places, k=200)]
        planted = [(12345 + draw.randrange(60), 6789 + draw.randrange(60)) for _ in range(40)]
        summary, rows = self.cluster(self.write("a.csv", points + planted), "--method", "dbscan",
                                     "--radius", "100m", "--min-points", 3, "--effort", effort,
                                     "--effort-column", "women", "--jitter", "100m",
                                     "--replicates", 99)
        self.assertEqual(float(rows[-1]["cluster_p"]), 0.01)
        self.assertEqual(summary["replicates"], 99)
        self.assertEqual(summary["clusters_significant"], 1)
        self.assertEqual(summary["effort"]["accepted"], 300)
        for item in summary["cluster_list"]:
            self.assertTrue(item["points"] >= 40 or item["p"] > 0.05)


class Refusals(ClusterTest):
    def test_draws_random_patterns_beside_the_clusters_found(self):
        source = self.write("in.csv", towns())
        effort = self.write("effort.csv", towns(9), women=[10] * 140)
        drawn = []
        for threads in (1, 8):
            chart = self.dir / f"chart{threads}.svg"
            self.cluster(source, "--method", "dbscan", "--radius", "50m", "--effort", effort,
                         "--effort-column", "women", "--replicates", 99, "--chart", chart,
                         "--lang", "en", "--threads", threads)
            drawn.append(chart.read_bytes())
        self.assertEqual(drawn[0], drawn[1])
        self.assertIn(b"Clusters found", drawn[0])

    def test_options_that_do_not_fit_are_refused(self):
        source = self.write("a.csv", towns(), women=[1] * 140)
        flat = (source, "--method", "dbscan", "--radius", "50m")
        self.refused(2, "usage_method_needs", source, "--method", "dbscan")
        self.refused(2, "usage_method_needs", source, "--method", "st-dbscan", "--radius", "50m")
        self.refused(2, "usage_method_other", *flat, "--time", "7d")
        self.refused(2, "usage_method_other", source, "--method", "hdbscan", "--radius", "50m")
        self.refused(2, "usage_cluster_positive", source, "--method", "dbscan", "--radius", "0m")
        self.refused(2, "usage_cluster_outline", *flat, "--outline", "alpha:0m")
        self.refused(2, "usage_cluster_company", *flat, "--outline", "hull")
        self.refused(2, "usage_cluster_company", *flat, "--effort", source)
        self.refused(2, "usage_cluster_company", *flat, "--chart", self.dir / "a.svg")
        self.refused(2, "usage_duration", source, "--method", "st-dbscan", "--radius", "50m",
                     "--time-column", "women", "--time", "7")

    def test_files_that_do_not_fit_are_refused(self):
        source = self.write("a.csv", towns(), none=[0] * 140, cluster_id=["x"] * 140,
                            cluster_next_id=[""] * 140)
        flat = (source, "--method", "dbscan", "--radius", "50m")
        self.refused(3, "no_effort", *flat, "--effort", source, "--effort-column", "none")
        self.refused(3, "previous_ids", *flat, "--key", "code", "--previous", source)
        self.refused(3, "column_unknown", *flat, "--key", "code", "--previous",
                     self.write("b.csv", towns()))

    def test_both_languages_explain_with_an_example(self):
        for language, word in (("id", "Contoh:"), ("en", "Examples:")):
            text = self.succeed("cluster", "--help", "--lang", language).stdout.decode()
            self.assertIn(word, text)
            self.assertIn("--time 7d", text)


if __name__ == "__main__":
    unittest.main()
