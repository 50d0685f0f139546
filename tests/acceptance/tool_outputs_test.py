"""What stand-alone commands write, and their command line."""

import csv
import json
import os
import random
import signal
import stat
import subprocess
import unittest
from xml.etree import ElementTree

from osgeo import gdal, ogr

import rawan
from tool_world import COLUMNS, ROWS, ToolTest, features, rows_of, value_at, write_geojson

LABEL = "internal: restricted result of rawan; not for publication"


def vertices(geometry):
    """Of the outer ring of the first part."""
    shape = json.loads(ogr.ForceToMultiPolygon(geometry.Clone()).ExportToJson(
        ["SIGNIFICANT_FIGURES=17"]))
    return shape["coordinates"][0][0]


class Usage(ToolTest):
    def test_ends_with_2_and_a_remedy(self):
        out = ("-o", self.dir / "x.csv")
        wrong = {
            "usage_missing": ("local", self.grid, "--value", "total"),
            "usage_weights": ("local", self.grid, "--value", "total", "--weights", "band:0", *out),
            "usage_choice": ("local", self.grid, "--value", "total", "--sides", "three", *out),
            "usage_number": ("local", self.grid, "--value", "total", "--alpha", "2", *out),
            "usage_length": ("local", self.grid, "--value", "total", "--tolerance", "1mm", *out),
            "usage_permutations": ("local", self.grid, "--value", "total", "--permutations", "-1",
                                   *out),
            "usage_value_or_rates": ("local", self.grid, *out),
            "usage_eb_rates": ("global", self.grid, "--cases", "total", "--exposure", "women"),
            "usage_crs": ("global", self.grid, "--value", "total", "--crs", "EPSG:1"),
            "usage_planar": ("global", self.grid, "--value", "total", "--crs", "4326",
                             "--planar"),
            "usage_weights_areas": ("global", self.points_csv(), "--value", "total", "--x", "x",
                                    "--y", "y", "--planar"),
            "usage_caption": ("local", self.grid, "--value", "total", "--caption", "x", *out),
            "usage_option": ("global", self.grid, "--valeu", "total"),
        }
        for reason, arguments in wrong.items():
            self.refused(2, reason, *arguments)
        self.assertEqual(list(self.dir.glob("x.csv*")), [])

    def test_speaks_the_language_asked_for(self):
        arguments = ("global", self.grid, "--value", "total")
        self.assertIn("Nilai harapan: ", self.succeed(*arguments).stdout.decode())
        self.assertIn("Expected value: ",
                      self.succeed(*arguments, "--lang", "en").stdout.decode())
        quiet = self.succeed(*arguments, "--quiet")
        self.assertEqual((quiet.stdout, quiet.stderr), (b"", b""))


class Pictures(ToolTest):
    def test_show_classes_caption_and_label_and_are_private(self):
        picture = self.dir / "map.svg"
        self.local(self.grid, self.dir / "a.gpkg", "--picture", picture,
                   "--caption", "Data <sintetis>", "--correction", "none")
        self.assertEqual(stat.S_IMODE(os.stat(picture).st_mode), 0o600)
        words = ElementTree.parse(picture).getroot().itertext()
        text = " ".join(words)
        for part in ("High values gather", "Not conclusive", f"Data <sintetis> \u00b7 {LABEL}"):
            self.assertIn(part, text)

    def test_are_refused_by_their_name_before_anything_is_computed(self):
        self.refused(5, "picture_format", "local", self.grid, "--value", "total",
                     "-o", self.dir / "a.gpkg", "--picture", self.dir / "map.png")
        self.assertEqual(sorted(p.name for p in self.dir.iterdir()), ["grid.geojson"])


class Outputs(ToolTest):
    ENDINGS = (".gpkg", ".geojson", ".fgb", ".csv", ".json")

    def test_are_private_and_labelled(self):
        for ending in self.ENDINGS:
            out = self.dir / f"result{ending}"
            self.local(self.grid, out)
            self.assertEqual(stat.S_IMODE(os.stat(out).st_mode), 0o600, ending)
        with rawan.sqlite3.connect(self.dir / "result.gpkg") as base:
            [(description,)] = base.execute("SELECT description FROM gpkg_contents").fetchall()
        self.assertEqual(description, LABEL)
        for name in ("result.geojson", "result.json"):
            text = json.loads((self.dir / name).read_text(encoding="utf-8"))
            self.assertIn(LABEL, (text.get("description"), text.get("label")))
        sidecar = self.dir / "result.csv.label.txt"
        self.assertEqual(sidecar.read_text(encoding="utf-8"), LABEL + "\n")
        self.assertEqual(stat.S_IMODE(os.stat(sidecar).st_mode), 0o600)
        source = gdal.OpenEx(str(self.dir / "result.fgb"), gdal.OF_VECTOR)
        self.assertTrue(source.GetLayer(0).GetName().endswith("_internal"))

    def test_keep_attributes_types_and_shapes(self):
        # A layer lives as long as its source does.
        original = gdal.OpenEx(str(self.converted(".gpkg")), gdal.OF_VECTOR)
        before = original.GetLayer(0)
        for ending in (".gpkg", ".geojson", ".fgb"):
            out = self.dir / f"kept{ending}"
            self.local(self.converted(".gpkg"), out)
            source = gdal.OpenEx(str(out), gdal.OF_VECTOR)
            layer = source.GetLayer(0)
            shapes = {f["code"]: f.geometry().Clone() for f in layer}
            self.assertIn(layer.GetLayerDefn().GetFieldDefn(
                layer.GetLayerDefn().GetFieldIndex("total")).GetType(),
                (ogr.OFTInteger, ogr.OFTInteger64))
            self.assertEqual(len(shapes), ROWS * COLUMNS)
            before.ResetReading()
            for item in before:
                # GDAL's GeoJSON leaves out the last digits of doubles; 1e-12 degrees are 0.1 um.
                for stored, kept in zip(vertices(item.geometry()), vertices(shapes[item["code"]]),
                                        strict=True):
                    self.assertAlmostEqual(stored[0], kept[0], delta=1e-12)
                    self.assertAlmostEqual(stored[1], kept[1], delta=1e-12)
            rows = rows_of(out)
            self.assertEqual(rows["0203"]["name"], "Desa \u00e9")
            self.assertEqual(rows["0203"]["total"], value_at(2, 3))

    def test_hold_nothing_about_persons(self):
        canary = "Siti Rahmawati 0812345678"
        path = self.dir / "people.csv"
        path.write_text("id,x,y,total,nama_pelapor,no_hp\n" + "".join(
            f"{i},{100 * i},0,{i % 3},{canary},{canary}\n" for i in range(9)), encoding="utf-8")
        points = write_geojson(self.dir / "people.geojson", [
            {"type": "Feature", "properties": {"total": i % 3, "nama_pelapor": canary, "nik": i},
             "geometry": {"type": "Point", "coordinates": [109.4 + 0.01 * i, 0.8]}}
            for i in range(9)])
        plain = ("--x", "x", "--y", "y", "--planar")
        for name, source, more in (("a", path, plain), ("b", points, ())):
            for ending in self.ENDINGS:
                out = self.dir / f"{name}{ending}"
                summary = self.local(source, out, "--weights", "nearest:2", *more)
                self.assertIn("personal_columns", summary["warnings"])
                self.assertNotIn(b"Siti", out.read_bytes())
                self.assertNotIn(b"pelapor", out.read_bytes())

    def test_keep_the_coordinates_of_points_to_the_last_digit(self):
        path = self.dir / "degrees.csv"
        path.write_text("code,lon,lat,total\na,109.12345678901234,0.1,1\nb,109.2,0.3,2\n"
                        "c,109.3,0.7000000000000001,4\nd,109.4,0.2,3\n", encoding="utf-8")
        self.local(path, self.dir / "degrees.gpkg", "--x", "lon", "--y", "lat", "--crs", "4326",
                   "--weights", "nearest:2")
        source = gdal.OpenEx(str(self.dir / "degrees.gpkg"), gdal.OF_VECTOR)
        stored = {f["code"]: f.geometry().GetPoint_2D() for f in source.GetLayer(0)}
        self.assertEqual((stored["a"], stored["c"]),
                         ((109.12345678901234, 0.1), (109.3, 0.7000000000000001)))
        self.local(self.dir / "degrees.gpkg", self.dir / "back.csv", "--weights", "nearest:2")
        back = {row["code"]: row for row in rawan.rows_of(self.dir / "back.csv", ",")}
        self.assertEqual((back["c"]["x"], back["c"]["y"]), ("109.3", "0.7000000000000001"))

    def test_replace_columns_of_an_earlier_result_and_say_so(self):
        self.local(self.grid, self.dir / "one.gpkg")
        summary = self.local(self.dir / "one.gpkg", self.dir / "two.gpkg")
        self.assertIn("column_replaced", summary["warnings"])
        names = list(rows_of(self.dir / "two.gpkg")["0000"])
        self.assertEqual(len(names), len(set(names)))

    def test_are_the_same_on_any_number_of_threads(self):
        for ending in self.ENDINGS:
            for threads in (1, 2):
                self.local(self.grid, self.dir / f"{threads}{ending}", "--threads", threads)
            self.assertEqual((self.dir / f"1{ending}").read_bytes(),
                             (self.dir / f"2{ending}").read_bytes(), ending)

    def test_are_the_same_for_any_order_of_rows(self):
        shuffled = features()
        random.Random(1).shuffle(shuffled)
        write_geojson(self.dir / "shuffled.geojson", shuffled)
        for ending in (".gpkg", ".csv"):
            self.local(self.grid, self.dir / f"a{ending}", "--key", "code")
            self.local(self.dir / "shuffled.geojson", self.dir / f"b{ending}", "--key", "code")
            self.assertEqual((self.dir / f"a{ending}").read_bytes(),
                             (self.dir / f"b{ending}").read_bytes(), ending)

    def test_leave_inputs_and_existing_files_alone(self):
        before = self.grid.read_bytes()
        arguments = ("local", self.grid, "--value", "total", "-o")
        self.refused(5, "output_is_input", *arguments, self.grid, "--overwrite")
        self.refused(5, "output_format", *arguments, self.dir / "x.xyz")
        other = self.dir / "other.csv"
        other.write_text("mine")
        self.refused(5, "output_exists", *arguments, other)
        self.assertEqual((self.grid.read_bytes(), other.read_text()), (before, "mine"))
        self.local(self.grid, other, "--overwrite")
        self.assertIn("local_z", other.read_text().splitlines()[0])

    def test_lie_in_the_working_folder_where_no_other_is_named(self):
        points = self.points_csv().name
        place = ("--x", "x", "--y", "y", "--planar", "-o")
        self.succeed("local", self.grid.name, "--value", "total", "-o", "hot.gpkg", cwd=self.dir)
        self.succeed("density", points, "--bandwidth", "200m", *place, "far.tif", cwd=self.dir)
        for name in ("hot.gpkg", "far.tif"):
            self.assertTrue((self.dir / name).is_file(), name)

    def test_leave_nothing_behind_after_a_failure(self):
        (self.dir / "out").mkdir()
        self.refused(3, "column_unknown", "local", self.grid, "--value", "none", "-o",
                     self.dir / "out" / "x.gpkg")
        self.refused(5, "write_failed", "local", self.grid, "--value", "total", "-o",
                     self.dir / "missing" / "x.gpkg")
        self.assertEqual(list((self.dir / "out").iterdir()), [])

    def test_leave_nothing_behind_after_an_interruption(self):
        (self.dir / "out").mkdir()
        arguments = ("local", self.grid, "--value", "total", "--lang", "en", "--permutations",
                     10_000_000, "-o", self.dir / "out" / "x.gpkg")
        with subprocess.Popen([rawan.PROGRAM, *map(str, arguments)], stderr=subprocess.PIPE,
                              stdout=subprocess.PIPE) as process:
            while b"Computing" not in process.stderr.readline():
                pass
            self.assertNotEqual(list((self.dir / "out").iterdir()), [])
            process.send_signal(signal.SIGINT)
            self.assertEqual(process.wait(timeout=60), 130)
            self.assertEqual(process.stdout.read(), b"")
        self.assertEqual(list((self.dir / "out").iterdir()), [])

    def test_cannot_hold_a_formula_as_csv(self):
        odd = features()
        odd[0]["properties"]["name"] = "=HYPERLINK(1)"
        self.local(write_geojson(self.dir / "odd.geojson", odd), self.dir / "odd.csv")
        with open(self.dir / "odd.csv", encoding="utf-8", newline="") as file:
            names = [row["name"] for row in csv.DictReader(file)]
        self.assertEqual(names[0], "'=HYPERLINK(1)")


if __name__ == "__main__":
    unittest.main()
