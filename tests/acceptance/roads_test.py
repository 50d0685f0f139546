"""`rawan roads` by the program: OpenStreetMap, lines, sums that add up, dirty inputs, sameness."""

import gzip
import json
import math
import os
import stat
import subprocess
import sys
import unittest

from osgeo import gdal, ogr, osr

import rawan

gdal.UseExceptions()

OSM = """<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6" generator="test">
{nodes}
 <way id="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="primary"/></way>
 <way id="2"><nd ref="2"/><nd ref="5"/><nd ref="8"/><tag k="highway" v="residential"/>
   <tag k="oneway" v="-1"/></way>
 <way id="3"><nd ref="8"/><nd ref="9"/><nd ref="6"/><nd ref="3"/>
   <tag k="highway" v="tertiary"/></way>
 <way id="4"><nd ref="4"/><nd ref="5"/><tag k="highway" v="footway"/></way>
 <way id="5"><nd ref="4"/><nd ref="7"/><tag k="highway" v="service"/>
   <tag k="access" v="private"/></way>
 <way id="6"><nd ref="900"/><nd ref="901"/><tag k="highway" v="service"/></way>
 <way id="7"><nd ref="9"/><nd ref="10"/><tag k="route" v="ferry"/>
   <tag k="duration" v="00:10"/></way>
 <way id="8"><nd ref="1"/><nd ref="4"/><tag k="building" v="yes"/></way>
</osm>
"""


def osm():
    """Nine nodes 0.01 degrees apart, 5 a bollard, and one out at sea."""
    nodes = []
    for i in range(10):
        tag = '<tag k="barrier" v="bollard"/>' if i == 4 else ""
        nodes.append(f'<node id="{i + 1}" lon="{109 + i % 3 * 0.01:.2f}" lat="{i // 3 * 0.01:.2f}">'
                     f"{tag}</node>")
    return OSM.format(nodes="\n".join(nodes))


class RoadsTest(rawan.ProgramTest):
    def lines(self, name, rows, fields=("highway",), epsg=4326, kind=ogr.wkbLineString):
        """A GeoPackage: each row a WKT and its texts."""
        path = self.dir / name
        system = None
        if epsg:
            system = osr.SpatialReference()
            system.ImportFromEPSG(epsg)
            system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
        layer = source.CreateLayer("roads", system, kind)
        for field in fields:
            layer.CreateField(ogr.FieldDefn(field, ogr.OFTString))
        for wkt, *texts in rows:
            feature = ogr.Feature(layer.GetLayerDefn())
            if wkt:
                feature.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
            for field, text in zip(fields, texts):
                if text is not None:
                    feature[field] = text
            layer.CreateFeature(feature)
        del layer, source
        return path

    def roads(self, source, out="network.gpkg", *arguments):
        process = self.succeed("roads", source, "-o", self.dir / out, "--json", "--lang", "en",
                               *arguments)
        summary = json.loads(process.stdout)
        counted = sum(reason["count"] for reason in summary["rejections"])
        self.assertEqual(summary["roads_read"], summary["roads_used"] + summary["roads_refused"])
        self.assertEqual(summary["roads_refused"], counted)
        return summary

    def rows(self, name="network.gpkg"):
        source = gdal.OpenEx(str(self.dir / name), gdal.OF_VECTOR)
        return [feature.items() for feature in source.GetLayer(0)]

    def refused(self, code, reason, source, *arguments):
        process = rawan.run("roads", source, "-o", self.dir / "x.gpkg", "--lang", "en", *arguments)
        self.assertEqual(process.returncode, code, process.stderr.decode())
        self.assertIn(f"E{code} {reason}: ", process.stderr.decode())
        self.assertFalse((self.dir / "x.gpkg").exists())


class OpenStreetMap(RoadsTest):
    def setUp(self):
        super().setUp()
        (self.dir / "roads.osm").write_text(osm(), encoding="utf-8")

    def test_is_cut_where_ways_share_nodes_and_every_way_is_accounted_for(self):
        summary = self.roads(self.dir / "roads.osm")
        self.assertEqual((summary["roads_read"], summary["roads_used"]), (7, 4))
        self.assertEqual({r["reason"]: r["count"] for r in summary["rejections"]},
                         {"road_no_access": 1, "road_not_for_vehicles": 1, "road_without_nodes": 1})
        rows = self.rows()
        self.assertEqual(len(rows), summary["network_edges"])
        self.assertEqual(sorted(r["road_class"] for r in rows),
                         ["ferry", "primary", "primary", "residential", "residential", "tertiary",
                          "tertiary"])
        for row in rows:
            if row["road_class"] == "ferry":
                self.assertEqual(row["duration_s"], 600)
            if row["road_class"] == "residential":  # One-way is drawn as it is driven.
                self.assertEqual(row["car"], "forward")
                self.assertIsNone(row["seconds_backward"])
                self.assertIn("car", (row["from_barrier"], row["to_barrier"]))
            if row["road_class"] == "primary":
                self.assertAlmostEqual(row["seconds_forward"], row["meters"] * 3.6 / 45, places=6)

    def test_gives_the_same_packed(self):
        self.roads(self.dir / "roads.osm", "plain.gpkg")
        with gzip.open(self.dir / "roads.osm.gz", "wt", encoding="utf-8") as file:
            file.write(osm())
        self.roads(self.dir / "roads.osm.gz", "packed.gpkg")
        self.assertEqual((self.dir / "plain.gpkg").read_bytes(),
                         (self.dir / "packed.gpkg").read_bytes())

    def test_that_is_damaged_is_refused(self):
        whole = osm().encode()
        (self.dir / "cut.osm").write_bytes(whole[:len(whole) // 2])
        self.refused(3, "damaged", self.dir / "cut.osm")
        (self.dir / "cut.osm.gz").write_bytes(gzip.compress(whole)[:-20])
        self.refused(3, "damaged", self.dir / "cut.osm.gz")
        (self.dir / "none.osm").write_text('<?xml version="1.0"?><osm version="0.6"></osm>')
        self.refused(3, "no_records", self.dir / "none.osm")

    def test_takes_no_option_that_is_about_layers_of_lines(self):
        for option in (("--layer", "lines"), ("--where", "highway = 'primary'"),
                       ("--crs", "EPSG:4326"), ("--join", "5m")):
            self.refused(2, "usage_roads_osm", self.dir / "roads.osm", *option)


class Lines(RoadsTest):
    def test_say_what_is_wrong_with_each_of_them(self):
        path = self.lines("dirty.gpkg", [
            ("LINESTRING (109 0, 109.01 0)", "primary", None, "50"),
            ("LINESTRING (109.01 0, 109.01 0)", "primary", None, None),  # Without length.
            (None, "primary", None, None),
            ("LINESTRING (109 0, nan 0)", "primary", None, None),
            ("LINESTRING (109.01 0, 109.02 0.01)", "steps", None, None),
            ("LINESTRING (109.01 0, 109.02 0, 109.02 0.01, 109.01 0)", "residential", "yes", None),
            ("LINESTRING (109 0, 109 0.01)", None, None, "['30', '40']"),
        ], ("highway", "oneway", "maxspeed"))
        summary = self.roads(path)
        self.assertEqual(summary["roads_read"], 7)
        self.assertEqual(summary["roads_used"], 3)
        rows = {row["source_record"]: row for row in self.rows()}
        self.assertEqual(sorted(rows), [1, 6, 7])
        self.assertEqual(rows[6]["from_node"], rows[6]["to_node"])  # A one-way loop.
        self.assertEqual(rows[6]["main_part"], 1)
        self.assertEqual((rows[7]["assumed"], rows[7]["road_class"]), (1, "unclassified"))
        self.assertEqual((rows[1]["max_speed"], rows[7]["max_speed"]), (50, 30))
        self.assertEqual(list(summary["warnings"]), ["roads_assumed"])

    def test_meet_where_they_share_coordinates_or_ends_lie_near(self):
        path = self.lines("gap.gpkg", [("LINESTRING (109 0, 109.01 0, 109.02 0)", "primary"),
                                       ("LINESTRING (109.01 0, 109.01 0.01)", "primary"),
                                       ("LINESTRING (109.02001 0, 109.03 0)", "primary")])
        self.assertEqual(self.roads(path, "a.gpkg")["road_islands"], 2)
        self.assertEqual(self.roads(path, "b.gpkg", "--join", "2m")["road_islands"], 1)

    def test_of_osmnx_count_each_street_once(self):
        path = self.lines("osmnx.gpkg", [("LINESTRING (109 0, 109.01 0, 109.02 0)",
                                          "['residential', 'tertiary']", "False"),
                                         ("LINESTRING (109.02 0, 109.01 0, 109 0)",
                                          "['residential', 'tertiary']", "False"),
                                         ("LINESTRING (109.02 0, 109.02 0.01)", "tertiary",
                                          "True")],
                          ("highway", "oneway"))
        self.roads(path)
        self.assertEqual(sorted((r["road_class"], r["car"]) for r in self.rows()),
                         [("residential", "both"), ("tertiary", "forward")])

    def test_that_are_none_are_refused(self):
        self.refused(3, "no_records", self.lines("empty.gpkg", []))
        self.refused(3, "shapes_unsuited", self.lines(
            "areas.gpkg", [("POLYGON ((109 0, 109 1, 110 1, 109 0))", "primary")],
            kind=ogr.wkbPolygon))
        self.refused(3, "crs_needed", self.lines(
            "nowhere.gpkg", [("LINESTRING (0 0, 500 0)", "primary")], epsg=None))
        self.refused(3, "not_found", self.dir / "absent.gpkg")
        self.refused(3, "no_records", self.lines(
            "feet.gpkg", [("LINESTRING (109 0, 109.01 0)", "footway")]))

    def test_in_meters_give_the_same_lengths(self):
        degrees = self.lines("degrees.gpkg", [("LINESTRING (109 0.5, 109.05 0.53)", "primary")])
        gdal.VectorTranslate(str(self.dir / "utm.gpkg"), str(degrees), dstSRS="EPSG:32649")
        self.roads(degrees, "a.gpkg")
        self.roads(self.dir / "utm.gpkg", "b.gpkg")
        a, b = self.rows("a.gpkg")[0]["meters"], self.rows("b.gpkg")[0]["meters"]
        self.assertLess(math.fabs(a - b), 1e-3)


class Speeds(RoadsTest):
    def setUp(self):
        super().setUp()
        self.path = self.lines("roads.gpkg", [("LINESTRING (109 0, 109.01 0)", "primary"),
                                              ("LINESTRING (109.01 0, 109.02 0)", "path")])

    def seconds(self, *arguments):
        self.roads(self.path, "s.gpkg", "--overwrite", *arguments)
        return {r["road_class"]: r["seconds_forward"] for r in self.rows("s.gpkg")}

    def test_are_those_of_the_vehicle_and_its_conditions(self):
        car = self.seconds()
        self.assertIsNone(car["path"])
        self.assertIsNotNone(self.seconds("--profile", "motorcycle")["path"])
        self.assertAlmostEqual(self.seconds("--night")["primary"], car["primary"] / 0.85, places=6)
        self.assertAlmostEqual(self.seconds("--rain")["primary"], car["primary"] / 0.9, places=6)

    def test_may_be_ones_own_and_are_checked(self):
        own = self.dir / "own.toml"
        own.write_text("[car]\nprimary = 30\npath = 5\n[motorcycle]\nprimary = 20\n")
        seconds = self.seconds("--speeds", own)
        self.assertAlmostEqual(seconds["path"] / seconds["primary"], 6.0, places=2)
        for text, reason in (("[car]\nprimery = 3\n", "speeds_unknown"),
                             ("[car]\nprimary = 300\n", "speeds_value"),
                             ("[car]\nprimary = 'x'\n", "speeds_value"),
                             ("[car]\nprimary = 30\n", "speeds_missing"),
                             ("car = 3\n", "speeds_section"), ("[car\n", "speeds_syntax"),
                             ("[car]\nprimary = 30\n[motorcycle]\nprimary = 30\n[night]\ncar = 2\n",
                              "speeds_factor"),
                             ("[car" + ".a" * 50_000 + "]\n", "settings_deep"),
                             ("#" * 1_000_001, "settings_large")):
            own.write_text(text)
            self.refused(2, reason, self.path, "--speeds", own)
        self.refused(2, "speeds_unreadable", self.path, "--speeds", self.dir / "absent.toml")


class Results(RoadsTest):
    def test_are_private_and_the_same_for_any_order_and_threads(self):
        rows = [("LINESTRING (109 0, 109.01 0, 109.02 0)", "primary"),
                ("LINESTRING (109.01 0, 109.01 0.01)", "track"),
                ("LINESTRING (109.01 0.01, 109.02 0)", "secondary")]
        self.roads(self.lines("a.gpkg", rows), "a_out.gpkg")
        self.roads(self.lines("b.gpkg", rows[::-1]), "b_out.gpkg")
        strip = [{**row, "source_record": 0} for row in self.rows("a_out.gpkg")]
        self.assertEqual([{**row, "source_record": 0} for row in self.rows("b_out.gpkg")], strip)
        self.assertEqual(stat.S_IMODE(os.stat(self.dir / "a_out.gpkg").st_mode), 0o600)

    def test_of_the_sample_district_hold_and_its_maker_makes_them(self):
        summary = self.roads(rawan.SAMPLE / "jalan.geojson")
        self.assertEqual(summary["roads_refused"], 0)
        self.assertEqual(summary["road_islands"], 1)
        made = subprocess.run([sys.executable, rawan.SAMPLE / "make_roads.py"],
                              capture_output=True, check=True).stdout
        self.assertEqual(made, (rawan.SAMPLE / "jalan.geojson").read_bytes())
        self.assertEqual(made.count(b"DATA SINTETIS"), summary["roads_read"] + 1)


if __name__ == "__main__":
    unittest.main()
