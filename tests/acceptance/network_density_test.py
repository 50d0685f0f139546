"""`rawan network-density` by the program: published values, sums, refusals, sameness."""

import csv
import json
import os
import random
import stat
import unittest
from pathlib import Path

from osgeo import gdal, ogr, osr

import rawan

gdal.UseExceptions()

EAST, NORTH = 500_000.0, 100_000.0
UTM = 32649
CROSS = [[(0, 0), (x, y)] for x, y in ((30, 0), (0, 30), (-30, 0), (0, -30))]


def within(distance, reach=25):
    """The part of a quartic kernel between its middle and a distance to one side."""
    u = distance / reach
    return 15 / 16 * (u - 2 / 3 * u**3 + u**5 / 5)


class NetworkDensityTest(rawan.ProgramTest):
    def setUp(self):
        super().setUp()
        self.cross = self.lines("cross.gpkg", CROSS)

    def lines(self, name, shapes):
        path = self.dir / name
        system = osr.SpatialReference()
        system.ImportFromEPSG(UTM)
        source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
        layer = source.CreateLayer("roads", system, ogr.wkbLineString)
        for shape in shapes:
            feature = ogr.Feature(layer.GetLayerDefn())
            line = ogr.Geometry(ogr.wkbLineString)
            for x, y in shape:
                line.AddPoint_2D(EAST + x, NORTH + y)
            feature.SetGeometry(line)
            layer.CreateFeature(feature)
        return path

    def points(self, name, places):
        path = self.dir / name
        rows = [f"{number},{EAST + x!r},{NORTH + y!r},{weight}"
                for number, (x, y, weight) in enumerate(places)]
        path.write_text("\n".join(["code,x,y,weight", *rows]) + "\n", encoding="utf-8")
        return path

    def run_on(self, points, roads, out, *arguments):
        process = self.succeed("network-density", points, roads, "--x", "x", "--y", "y", "--crs",
                               f"EPSG:{UTM}", "-o", out, "--json", "--lang", "en", *arguments)
        return json.loads(process.stdout)

    def pieces(self, path):
        """Density per km by the middle of each piece, in whole meters from the origin."""
        source = gdal.OpenEx(str(path), gdal.OF_VECTOR)
        found = {}
        for feature in source.GetLayer(0):
            middle = feature.GetGeometryRef().Value(feature["length_m"] / 2)
            found[round(middle.GetX() - EAST), round(middle.GetY() - NORTH)] = \
                feature["density_per_km"]
        return found

    def refused(self, code, reason, *arguments):
        process = rawan.run("network-density", *arguments, "--lang", "en")
        self.assertEqual(process.returncode, code, process.stderr.decode())
        self.assertIn(f"E{code} {reason}: ", process.stderr.decode())
        self.assertFalse((self.dir / "x.gpkg").exists())


class Values(NetworkDensityTest):
    # From the tests of R spNetwork (quartic kernel): 0.0384, 0.0128 and 0.60075 / 5 per meter.
    def test_are_the_published_ones_on_a_cross_of_four_arms(self):
        event = self.points("event.csv", [(0, 3, 1)])
        for method, reach, place, expected in (("simple", "10m", (3, 0), 38.4),
                                               ("discontinuous", "10m", (3, 0), 12.8),
                                               ("continuous", "5m", (0, 1), 120.15)):
            out = self.dir / f"{method}.gpkg"
            self.run_on(event, self.cross, out, "--method", method, "--bandwidth", reach,
                        "--lixel", "2m")
            self.assertAlmostEqual(self.pieces(out)[place], expected, places=6)

    def test_add_up_to_the_weights_unless_simple(self):
        events = self.points("events.csv", [(0, 3, 2), (-20, 0, 0.5), (0, -29, 4)])
        sums = {}
        for method in ("simple", "discontinuous", "continuous"):
            summary = self.run_on(events, self.cross, self.dir / f"{method}.geojson", "--method",
                                  method, "--bandwidth", "25m", "--lixel", "0.1m", "--weight",
                                  "weight")
            self.assertEqual(summary["weights_sum"], 6.5)
            sums[method] = summary["density_sum"]
        self.assertAlmostEqual(sums["discontinuous"], 6.5, places=3)
        self.assertAlmostEqual(sums["continuous"], 6.5, places=3)
        # Twice the tail beyond the crossing comes in addition; beyond the ends of roads it is lost.
        self.assertAlmostEqual(sums["simple"], 2 * (0.5 + within(3) + 3 * (0.5 - within(3))) +
                               0.5 * (within(10) + within(20) + 3 * (0.5 - within(20))) +
                               4 * (0.5 + within(1)), places=3)

    def test_pass_a_bridge_only_if_crossings_join(self):
        roads = self.lines("bridge.gpkg", [[(-30, 0), (30, 0)], [(0, -30), (0, 30)]])
        event = self.points("event.csv", [(0, 3, 1)])
        for junctions, nodes, passed in (("vertices", 4, False), ("crossings", 5, True)):
            out = self.dir / f"{junctions}.gpkg"
            summary = self.run_on(event, roads, out, "--bandwidth", "10m", "--lixel", "2m",
                                  "--junctions", junctions)
            self.assertEqual(summary["network_nodes"], nodes)
            self.assertEqual(self.pieces(out)[3, 0] > 0, passed)

    def test_of_points_too_far_from_every_line_are_null_and_told(self):
        events = self.points("events.csv", [(10, 4, 1), (15, 6, 1)])
        at_points = self.dir / "at.csv"
        summary = self.run_on(events, self.cross, self.dir / "a.gpkg", "--bandwidth", "10m",
                              "--snap", "5m", "--at-points", at_points)
        self.assertEqual((summary["events_on_network"], summary["events_far"]), (1, 1))
        self.assertEqual(summary["warnings"], ["events_far"])
        with open(at_points, encoding="utf-8", newline="") as file:
            near, far = csv.DictReader(file)
        self.assertAlmostEqual(float(near["density_per_km"]), 93.75)  # 15 / 16 / 10 m.
        self.assertAlmostEqual(float(near["network_distance_m"]), 4.0)
        self.assertEqual((far["density_per_km"], far["network_distance_m"]), ("", ""))


class Results(NetworkDensityTest):
    def test_do_not_depend_on_the_order_of_points_nor_on_threads(self):
        draw = random.Random(1)
        places = [(draw.uniform(-30, 30), draw.choice((0, 2)), 1) for _ in range(500)]
        results = set()
        for number, threads in ((0, 1), (1, 2), (2, 8)):
            draw.shuffle(places)
            out = self.dir / f"{number}.gpkg"
            self.run_on(self.points(f"{number}.csv", places), self.cross, out, "--bandwidth",
                        "12m", "--threads", threads)
            results.add(out.read_bytes())
        self.assertEqual(len(results), 1)

    def test_are_private_and_say_what_they_are(self):
        out = self.dir / "a.gpkg"
        event = self.points("event.csv", [(0, 3, 1)])
        picture = self.dir / "a.svg"
        self.run_on(event, self.cross, out, "--bandwidth", "10m", "--picture", picture)
        self.assertEqual(stat.S_IMODE(out.stat().st_mode), 0o600)
        self.assertIn("<svg", picture.read_text(encoding="utf-8"))
        source = gdal.OpenEx(str(out), gdal.OF_VECTOR)
        system = source.GetLayer(0).GetSpatialRef()
        self.assertEqual(system.GetAuthorityCode(None), str(UTM))

    # The graph of osmnx has 1,207 nodes; its 2,683 edges hold two-way streets twice.
    def test_have_the_nodes_that_osmnx_found_in_a_city(self):
        folder = os.environ.get("RAWAN_SHARED_DATA")
        if folder is None:
            self.skipTest("RAWAN_SHARED_DATA names no folder")
        roads = Path(folder) / "roads" / "balikpapan.gpkg"
        points = self.dir / "city.csv"
        points.write_text("x,y\n116.83,-1.265\n", encoding="utf-8")
        process = self.succeed("network-density", points, roads, "--x", "x", "--y", "y", "--crs",
                               "EPSG:4326", "--bandwidth", "500m", "--lixel", "5m", "--snap", "5km",
                               "-o", self.dir / "city.gpkg", "--json")
        summary = json.loads(process.stdout)
        self.assertEqual(summary["network_nodes"], 1207)
        self.assertLess(summary["network_edges"], 2683)
        self.assertAlmostEqual(summary["density_sum"], 1.0, places=4)


class Refusals(NetworkDensityTest):
    def test_are_of_lengths_that_are_not_above_zero(self):
        event = self.points("event.csv", [(0, 3, 1)])
        shared = (event, self.cross, "--x", "x", "--y", "y", "--crs", f"EPSG:{UTM}", "-o",
                  self.dir / "x.gpkg")
        self.refused(2, "usage_length_above_zero", *shared, "--bandwidth", "0m")
        self.refused(2, "usage_length_above_zero", *shared, "--bandwidth", "1m", "--lixel", "0")
        self.refused(2, "usage_missing", *shared)
        self.refused(2, "usage_lixel", *shared, "--bandwidth", "1m", "--lixel", "0.000001m")

    def test_are_of_files_without_lines_and_of_negative_weights(self):
        event = self.points("event.csv", [(0, 3, -1)])
        shared = ("--x", "x", "--y", "y", "--crs", f"EPSG:{UTM}", "--bandwidth", "5m", "-o",
                  self.dir / "x.gpkg")
        points = self.dir / "points.geojson"
        points.write_text(json.dumps({"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {}, "geometry": {
                "type": "Point", "coordinates": [111, 1]}}]}), encoding="utf-8")
        self.refused(3, "shapes_unsuited", event, points, *shared)
        self.refused(3, "no_records", event, self.cross, *shared, "--weight", "weight")


if __name__ == "__main__":
    unittest.main()
