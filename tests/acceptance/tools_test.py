"""The stand-alone commands, on small files made here: formats, refusals, privacy, sameness."""

import csv
import json
import math
import os
import random
import signal
import stat
import subprocess
import unittest

from osgeo import gdal, ogr

import rawan

gdal.UseExceptions()

ROWS, COLUMNS = 6, 7
WEST, SOUTH, STEP = 109.4, 0.8, 0.01
FORMATS = {".gpkg": "GPKG", ".geojson": "GeoJSON", ".fgb": "FlatGeobuf", ".shp": "ESRI Shapefile"}
LABEL = "internal: restricted result of rawan; not for publication"
TOOLS = ("local", "global")


def value_at(row, column):
    """High in one corner, with a little disorder."""
    return 10 * (row < 3 and column < 3) + (7 * row + 5 * column) % 6


def square(row, column):
    x, y = WEST + STEP * column, SOUTH + STEP * row
    return [[x, y], [x + STEP, y], [x + STEP, y + STEP], [x, y + STEP], [x, y]]


def feature(row, column, **more):
    properties = {"code": f"{row:02}{column:02}", "total": value_at(row, column),
                  "women": 20 + row, "name": "Desa \u00e9", **more}
    return {"type": "Feature", "properties": properties,
            "geometry": {"type": "Polygon", "coordinates": [square(row, column)]}}


def features():
    return [feature(row, column) for row in range(ROWS) for column in range(COLUMNS)]


def write_geojson(path, found):
    path.write_text(json.dumps({"type": "FeatureCollection", "features": found}), encoding="utf-8")
    return path


def values():
    return [value_at(row, column) for row in range(ROWS) for column in range(COLUMNS)]


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


def rows_of(path):
    """Attributes of the only layer by code, as GDAL reads them."""
    source = gdal.OpenEx(str(path), gdal.OF_VECTOR)
    return {item["code"]: item for item in (dict(f.items()) for f in source.GetLayer(0))}


def vertices(geometry):
    """Of the outer ring of the first part."""
    shape = json.loads(ogr.ForceToMultiPolygon(geometry.Clone()).ExportToJson(
        ["SIGNIFICANT_FIGURES=17"]))
    return shape["coordinates"][0][0]


class ToolTest(rawan.ProgramTest):
    def setUp(self):
        super().setUp()
        self.grid = write_geojson(self.dir / "grid.geojson", features())

    def converted(self, ending):
        path = self.dir / f"grid{ending}"
        if not path.exists():
            gdal.VectorTranslate(str(path), str(self.grid), format=FORMATS[ending])
        return path

    def points_csv(self, name="points.csv", separator=",", decimal="."):
        lines = [separator.join(("code", "x", "y", "total"))]
        for index, value in enumerate(values()):
            row, column = divmod(index, COLUMNS)
            x, y = f"{500 + 100 * column}.5".replace(".", decimal), str(900 + 100 * row)
            lines.append(separator.join((f"{row:02}{column:02}", x, y, str(value))))
        path = self.dir / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    def local(self, source, out, *arguments, permutations=99):
        process = self.succeed("local", source, "--value", "total", "-o", out, "--json",
                               "--permutations", permutations, "--lang", "en", *arguments)
        return json.loads(process.stdout)

    def refused(self, code, reason, *arguments):
        process = rawan.run(*arguments, "--lang", "en")
        error = process.stderr.decode()
        self.assertEqual(process.returncode, code, error)
        self.assertIn(f"E{code} {reason}: ", error)
        self.assertEqual(process.stdout, b"")
        return error


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


class Inputs(ToolTest):
    def test_reads_every_format_alike(self):
        answers = []
        for ending in FORMATS:
            out = self.dir / f"from{ending[1:]}.csv"
            self.local(self.converted(ending), out, "--key", "code")
            answers.append([(row["code"], row["local_z"], row["local_p"])
                            for row in rawan.rows_of(out, ",")])
        for answer in answers[1:]:
            self.assertEqual(answer, answers[0])

    def test_reads_csv_with_commas_and_semicolons_alike(self):
        options = ("--x", "x", "--y", "y", "--planar", "--weights", "band:100m")
        first = self.local(self.points_csv(), self.dir / "a.csv", *options)
        self.local(self.points_csv("eu.csv", ";", ","), self.dir / "b.csv", *options)
        self.assertEqual((self.dir / "a.csv").read_bytes(), (self.dir / "b.csv").read_bytes())
        self.assertEqual((first["read"], first["rejected"]), (ROWS * COLUMNS, 0))
        self.assertEqual((first["crs"], first["metric_crs"]), ("planar", "planar"))

    def test_keeps_codes_with_leading_zeros_as_texts(self):
        self.local(self.points_csv(), self.dir / "a.geojson", "--x", "x", "--y", "y", "--planar",
                   "--weights", "nearest:4")
        self.assertIn("0000", rows_of(self.dir / "a.geojson"))

    def test_projects_degrees(self):
        summary = self.local(self.grid, self.dir / "a.gpkg")
        self.assertEqual((summary["crs"], summary["metric_crs"]), ("EPSG:4326", "EPSG:32649"))
        self.assertGreater(summary["scale"]["smallest"], 0.999)

    def test_tells_that_a_large_extent_is_distorted(self):
        wide = [feature(0, column) for column in range(COLUMNS)]
        for index, item in enumerate(wide):
            for vertex in item["geometry"]["coordinates"][0]:
                vertex[0] += 5 * index
                vertex[1] -= 2 * index
        path = write_geojson(self.dir / "wide.geojson", wide)
        summary = self.local(path, self.dir / "wide.csv", "--weights", "nearest:2")
        self.assertIn("scale_distorted", summary["warnings"])
        self.assertLess(summary["scale"]["largest"] / summary["scale"]["smallest"], 1.02)

    def test_filters(self):
        for source in (self.grid, self.converted(".gpkg"), self.converted(".shp")):
            summary = self.local(source, self.dir / f"{source.suffix[1:]}.csv", "--where",
                                 "total >= 2 AND code <> '0000'")
            self.assertEqual(summary["read"], sum(value >= 2 for value in values()) - 1)
        summary = self.local(self.points_csv(), self.dir / "points_out.csv", "--x", "x", "--y",
                             "y", "--planar", "--weights", "nearest:3", "--where", "total >= 2")
        self.assertEqual(summary["read"], sum(value >= 2 for value in values()))

    def test_refuses_a_filter_it_cannot_read(self):
        for source in (self.grid, self.converted(".gpkg"), self.converted(".fgb")):
            for wrong in ("no_such_column > 3", "total >"):
                self.refused(3, "where_invalid", "local", source, "--value", "total", "-o",
                             self.dir / "x.csv", "--where", wrong)

    def test_counts_and_explains_what_it_refuses(self):
        odd = features()
        odd[3]["geometry"] = None
        odd[8]["properties"]["total"] = None
        odd[9]["geometry"] = {"type": "Point", "coordinates": [109.4, 0.8]}
        odd[20]["geometry"]["coordinates"] = [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]
        summary = self.local(write_geojson(self.dir / "odd.geojson", odd), self.dir / "odd.csv")
        self.assertEqual((summary["read"], summary["rejected"]), (ROWS * COLUMNS, 4))
        self.assertEqual([(item["reason"], item["count"], item["first"])
                          for item in summary["input"]["rejections"]],
                         [("geometry_type", 1, 10), ("missing_value", 1, 9),
                          ("no_geometry", 1, 4), ("polygon_lost", 1, 21)])
        self.refused(4, "tool_strict", "local", self.dir / "odd.geojson", "--value", "total", "-o",
                     self.dir / "strict.csv", "--strict")

    def test_refuses_rows_of_a_csv_that_are_damaged(self):
        path = self.points_csv()
        with open(path, "a", encoding="utf-8") as file:
            file.write("9901,1,1\n9902,abc,1,3\n9903,1,1,many\n9904,1,1,\n9905,inf,1,3\n")
        summary = self.local(path, self.dir / "out.csv", "--x", "x", "--y", "y", "--planar",
                             "--weights", "nearest:4")
        self.assertEqual({item["reason"]: item["count"] for item in summary["input"]["rejections"]},
                         {"short_row": 1, "coordinate_format": 1, "number_format": 1,
                          "missing_value": 1, "not_finite": 1})

    def test_names_the_nearest_column(self):
        for source in (self.grid, self.converted(".gpkg")):
            error = self.refused(3, "column_unknown", "global", source, "--value", "totl")
            self.assertIn("Did you mean total?", error)

    def test_asks_for_coordinates_and_their_system(self):
        path = self.points_csv()
        self.refused(3, "coordinates_needed", "global", path, "--value", "total")
        error = self.refused(3, "crs_needed", "global", path, "--value", "total", "--x", "x",
                             "--y", "y")
        self.assertIn("--planar", error)
        self.refused(3, "crs_range_conflict", "global", path, "--value", "total", "--x", "x",
                     "--y", "y", "--crs", "EPSG:4326")
        self.refused(3, "crs_not_planar", "global", self.grid, "--value", "total", "--planar")

    def test_takes_a_system_over_that_of_the_file(self):
        summary = json.loads(self.succeed("global", self.points_csv(), "--value", "total", "--x",
                                          "x", "--y", "y", "--crs", "32649", "--weights",
                                          "band:100", "--json").stdout)
        self.assertEqual(summary["crs"], "EPSG:32649")

    def test_refuses_a_repeated_key(self):
        self.refused(3, "key_repeated", "local", self.grid, "--value", "total", "--key", "name",
                     "-o", self.dir / "x.csv")


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
            "usage_option": ("global", self.grid, "--valeu", "total"),
        }
        for reason, arguments in wrong.items():
            self.refused(2, reason, *arguments)
        self.assertEqual(list(self.dir.glob("x.csv*")), [])

    def test_helps_with_an_example_in_both_languages(self):
        for tool in TOOLS:
            self.assertIn(f"Contoh:\n  rawan {tool} ",
                          self.succeed(tool, "--help").stdout.decode())
            self.assertIn(f"Examples:\n  rawan {tool} ",
                          self.succeed(tool, "--help", "--lang", "en").stdout.decode())

    def test_speaks_the_language_asked_for(self):
        arguments = ("global", self.grid, "--value", "total")
        self.assertIn("Nilai harapan: ", self.succeed(*arguments).stdout.decode())
        self.assertIn("Expected value: ",
                      self.succeed(*arguments, "--lang", "en").stdout.decode())
        quiet = self.succeed(*arguments, "--quiet")
        self.assertEqual((quiet.stdout, quiet.stderr), (b"", b""))


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
