"""`rawan density` on small files made here: formulas, conservation, refusals, privacy, sameness."""

import csv
import json
import math
import random
import stat
import unittest
from array import array

from osgeo import gdal, ogr, osr

import rawan

gdal.UseExceptions()

EAST, NORTH = 300000.0, 100000.0
SIDE = 10000.0
LABEL = "internal: hasil terbatas dari rawan; tidak untuk disebarkan"


def points():
    """A hill on a plain, in the square window."""
    source = random.Random(7)
    found = [(SIDE * source.random(), SIDE * source.random()) for _ in range(60)]
    while len(found) < 120:
        x, y = source.gauss(3000, 500), source.gauss(6500, 500)
        if 0 < x < SIDE and 0 < y < SIDE:
            found.append((x, y))
    return [(EAST + x, NORTH + y, 1 + i % 3, 100.0 * (i % 4)) for i, (x, y) in enumerate(found)]


def rectangle(west, south, east, north):
    ring = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    return "POLYGON((" + ",".join(f"{EAST + x} {NORTH + y}" for x, y in ring) + "))"


def write_layer(path, shapes, names=("name",)):
    """A GeoPackage in UTM 49N: (WKT, attributes)."""
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32649)
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = source.CreateLayer(path.stem, crs, ogr.wkbUnknown)
    for name in names:
        layer.CreateField(ogr.FieldDefn(name, ogr.OFTString if name == "name" else ogr.OFTReal))
    for wkt, values in shapes:
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
        for name, value in zip(names, values):
            feature[name] = value
        layer.CreateFeature(feature)
    source.FlushCache()
    return path


class Raster:
    """A band as rows of numbers from the north."""

    def __init__(self, path):
        source = gdal.Open(str(path))
        self.transform = source.GetGeoTransform()
        self.columns, self.rows = source.RasterXSize, source.RasterYSize
        self.label = source.GetMetadataItem("CLASSIFICATION")
        band = source.GetRasterBand(1)
        self.unit, self.description = band.GetUnitType(), band.GetDescription()
        cells = array("f")
        cells.frombytes(band.ReadRaster(buf_type=gdal.GDT_Float32))
        self.cells = list(cells)

    def center(self, index):
        west, cell, north = self.transform[0], self.transform[1], self.transform[3]
        row, column = divmod(index, self.columns)
        return west + (column + 0.5) * cell, north - (row + 0.5) * cell

    def total(self):
        """Events of a density per square kilometer."""
        area = (self.transform[1] / 1000.0) ** 2
        return area * sum(v for v in self.cells if not math.isnan(v))


def rows_of(path):
    source = gdal.OpenEx(str(path), gdal.OF_VECTOR)
    return [dict(f.items()) for f in source.GetLayer(0)]


class DensityTest(rawan.ProgramTest):
    def setUp(self):
        super().setUp()
        self.events = self.table("events.csv", points())
        self.window = write_layer(self.dir / "window.gpkg", [
            (rectangle(0, 0, SIDE, SIDE), ("all",))])

    def table(self, name, rows):
        path = self.dir / name
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("x", "y", "women", "error"))
            writer.writerows(rows)
        return path

    def density(self, *arguments, events=None, window=True, name="out.tif", code=0):
        """The summary of a run."""
        beside = ("--window", self.window) if window else ()
        process = rawan.run("density", events or self.events, "--x", "x", "--y", "y", "--crs",
                            "EPSG:32649", *beside, "-o", self.dir / name, "--json", "--overwrite",
                            *arguments)
        self.assertEqual(process.returncode, code, process.stderr.decode())
        return json.loads(process.stdout) if code == 0 else process.stderr.decode()

    def raster(self, name="out.tif"):
        return Raster(self.dir / name)

    # --- density ---------------------------------------------------------------------------------

    def test_is_the_formula_of_the_quartic_kernel(self):
        self.density("--bandwidth", "1.5km", "--edge", "none", "--cell", "200", "--weight", "women")
        raster = self.raster()
        self.assertEqual((raster.rows, raster.columns), (50, 50))
        for index in range(0, 2500, 7):
            x, y = raster.center(index)
            expected = 0.0
            for px, py, women, _ in points():
                s = ((px - x) ** 2 + (py - y) ** 2) / 1500.0 ** 2
                expected += women * 3.0 / math.pi / 1.5 ** 2 * max(0.0, 1.0 - s) ** 2
            self.assertAlmostEqual(raster.cells[index], expected, delta=1e-5)

    def test_keeps_the_sum_of_weights_with_every_kernel(self):
        women = sum(p[2] for p in points())
        for kernel in ("uniform", "triangular", "epanechnikov", "quartic", "triweight", "gaussian"):
            for more in ((), ("--adaptive",)):
                summary = self.density("--bandwidth", "900m", "--kernel", kernel, "--weight",
                                       "women", "--cell", "100", *more)
                self.assertAlmostEqual(summary["mass"], women, delta=1e-9 * women)
                self.assertEqual(summary["kernel"], kernel)
        self.assertAlmostEqual(self.raster().total(), women, delta=1e-4)

    def test_states_both_widths(self):
        summary = self.density("--bandwidth", "1km")
        self.assertAlmostEqual(summary["sigma"], 1000 / math.sqrt(8), places=6)
        self.assertEqual(summary["radius"], 1000)
        summary = self.density("--bandwidth", "1km", "--kernel", "gaussian")
        self.assertEqual(summary["sigma"], 1000)
        self.assertAlmostEqual(summary["radius"], 1000 * math.sqrt(8), places=6)
        self.assertIn("sigma 1.000,0 m", self.raster().description)
        self.assertEqual(self.raster().unit, "laporan per km\u00b2")

    def test_leaves_out_points_outside_of_the_window_and_says_so(self):
        outside = points() + [(EAST - 5000.0, NORTH, 1, 0.0)]
        summary = self.density("--bandwidth", "1km", events=self.table("more.csv", outside))
        self.assertEqual(summary["events"], 120)
        self.assertEqual(summary["warnings"], ["outside_window"])

    def test_covers_all_kernels_without_a_window(self):
        summary = self.density("--bandwidth", "1km", window=False)
        self.assertAlmostEqual(summary["mass"], 120, delta=0.12)
        self.assertFalse(any(math.isnan(v) for v in self.raster().cells))

    def test_takes_the_cells_of_another_raster(self):
        self.density("--bandwidth", "1km", "--cell", "250", name="first.tif")
        self.density("--bandwidth", "2km", "--like", self.dir / "first.tif", window=False)
        self.assertEqual(self.raster().transform, self.raster("first.tif").transform)
        self.assertEqual(self.raster().rows, 40)

    def test_shows_a_part_as_it_is_in_the_whole(self):
        for name, west in (("whole.tif", 0.0), ("part.tif", 3000.0)):
            cells = (50, 50) if west == 0.0 else (20, 9)
            source = gdal.GetDriverByName("GTiff").Create(str(self.dir / name), *cells)
            source.SetGeoTransform((EAST + west, 200.0, 0.0, NORTH + SIDE - west, 0.0, -200.0))
            crs = osr.SpatialReference()
            crs.ImportFromEPSG(32649)
            source.SetProjection(crs.ExportToWkt())
            source = None
            summary = self.density("--bandwidth", "2km", "--like", self.dir / name,
                                   name="like_" + name)
            self.assertAlmostEqual(summary["mass"], 120, delta=1e-7)
        whole, part = self.raster("like_whole.tif"), self.raster("like_part.tif")
        self.assertEqual((part.columns, part.rows), (20, 9))
        for row in range(9):
            for column in range(20):
                self.assertEqual(part.cells[row * 20 + column],
                                 whole.cells[(row + 15) * 50 + column + 15])

    def test_bears_kernels_between_the_centers_of_cells(self):
        for edge in ("none", "uniform", "jones-diggle"):
            for more in (("--adaptive",), ("--relative-to", self.events), ()):
                self.density("--bandwidth", "1", "--kernel", "quartic", "--cell", "500", "--edge",
                             edge, *more)

    def test_widens_kernels_of_uncertain_places(self):
        one = self.table("one.csv", [(EAST + 5000.0, NORTH + 5000.0, 1, 400.0)])
        self.density("--bandwidth", "300", "--uncertainty", "error", "--cell", "100", events=one)
        self.density("--bandwidth", "500", "--kernel", "gaussian", "--cell", "100", events=one,
                     name="wide.tif")
        for found, expected in zip(self.raster().cells, self.raster("wide.tif").cells):
            self.assertAlmostEqual(found, expected, delta=2e-9)

    def test_writes_the_standard_error(self):
        one = self.table("one.csv", [(EAST + 5000.0, NORTH + 5000.0, 1, 0.0)])
        for more in ((), ("--adaptive",)):
            self.density("--bandwidth", "1km", "--standard-error", self.dir / "se.tif", *more,
                         events=one)
            for error, value in zip(self.raster("se.tif").cells, self.raster().cells):
                self.assertAlmostEqual(error, value, delta=1e-6)

    def test_spreads_reports_known_by_their_area(self):
        areas = write_layer(self.dir / "areas.gpkg", [
            (rectangle(0, 0, 2050, 1000), (6.0,)), (rectangle(5000, 5000, 6000, 6000), (2.0,))],
            ("women",))
        summary = self.density("--bandwidth", "1km", "--weight", "women", "--cell", "100",
                               "--area-reports", areas, "--zones", areas, "--zones-out",
                               self.dir / "sums.csv")
        self.assertAlmostEqual(summary["mass"], sum(p[2] for p in points()) + 8, delta=1e-6)
        self.assertEqual(summary["area_reports_used"], 2)

    # --- bandwidth -------------------------------------------------------------------------------

    def test_chooses_a_bandwidth_by_every_rule(self):
        found = {}
        for rule in ("scott", "esri", "lcv", "cvl", "diggle", "terrell"):
            summary = self.density("--bandwidth", f"auto:{rule}")
            found[rule] = summary["sigma"]
            self.assertEqual(summary["bandwidth_rule"], rule)
            self.assertEqual("bandwidth_curve" in summary, rule in ("lcv", "cvl", "diggle"))
        n = len(points())
        spread = []
        for axis in (0, 1):
            values = [p[axis] for p in points()]
            mean = sum(values) / n
            spread.append(math.sqrt(sum((v - mean) ** 2 for v in values) / (n - 1)))
        self.assertAlmostEqual(found["scott"], math.sqrt(spread[0] * spread[1]) * n ** (-1 / 6),
                               delta=1e-6)
        self.assertTrue(all(30.0 < sigma < 5000.0 for sigma in found.values()), found)

    def test_draws_the_curve_on_request(self):
        chart = self.dir / "curve.svg"
        self.density("--bandwidth", "auto:lcv", "--kernel", "gaussian", "--chart", chart)
        self.assertIn("Terpilih", chart.read_text(encoding="utf-8"))
        self.density("--bandwidth", "1km", "--chart", self.dir / "x.svg", code=2)

    def test_writes_the_curve_and_marks_the_choice(self):
        summary = self.density("--bandwidth", "auto:lcv", "--kernel", "gaussian", "--curve",
                               self.dir / "curve.csv")
        rows = rows_of(self.dir / "curve.csv")
        best = max(rows, key=lambda row: float(row["criterion"]))
        self.assertEqual([row for row in rows if row["chosen"] == "1"], [best])
        self.assertAlmostEqual(float(best["sigma_m"]), summary["sigma"], places=9)
        self.assertEqual(len(rows), len(summary["bandwidth_curve"]))

    def test_warns_of_a_choice_at_the_end_of_its_range(self):
        # Events on top of each other: the narrower the kernel, the better.
        pinned = [(EAST + 1000 + 2000 * (i % 5), NORTH + 5000, 1, 0) for i in range(50)]
        summary = self.density("--bandwidth", "auto:diggle",
                               events=self.table("pinned.csv", pinned))
        self.assertTrue(summary["bandwidth_at_end_of_range"])
        self.assertIn("bandwidth_at_end", summary["warnings"])

    # --- zones and contours ----------------------------------------------------------------------

    def test_gives_zones_their_sums_and_loses_nothing(self):
        cut = write_layer(self.dir / "zones.gpkg", [
            (rectangle(-100, 0, 3333, 7777), ("a",)), (rectangle(3333, 0, SIDE, 7777), ("b",))])
        summary = self.density("--bandwidth", "1km", "--cell", "130", "--zones", cut, "--zones-out",
                               self.dir / "sums.gpkg")
        rows = rows_of(self.dir / "sums.gpkg")
        self.assertEqual([row["name"] for row in rows], ["a", "b"])
        total = sum(row["density_events"] for row in rows) + summary["outside_zones"]
        self.assertAlmostEqual(total, 120, delta=1e-9 * 120)
        self.assertGreater(summary["outside_zones"], 5)

    def test_draws_contours_that_hold_their_share(self):
        picture = self.dir / "core.svg"
        self.density("--bandwidth", "1km", "--cell", "50", "--contours", self.dir / "core.gpkg",
                     "--levels", "50%,90%,0.5", "--picture", picture, "--lang", "en")
        words = picture.read_text(encoding="utf-8")
        for label in ("Holds 50 % of the events", "Holds 90 % of the events",
                      "0.5 events per km\u00b2 and more"):
            self.assertIn(label, words)
        self.density("--bandwidth", "1km", "--cell", "50", "--picture", picture, "--lang", "en")
        self.assertNotIn("Holds", picture.read_text(encoding="utf-8"))
        rows = rows_of(self.dir / "core.gpkg")
        for row, share in zip(rows, (0.5, 0.9)):
            self.assertAlmostEqual(row["contour_share"], share)
            self.assertAlmostEqual(row["contour_events"], 120 * share, delta=1.0)
        self.assertEqual(rows[2]["contour_level"], 0.5)
        self.assertLess(rows[0]["contour_area_km2"], rows[1]["contour_area_km2"])
        source = gdal.OpenEx(str(self.dir / "core.gpkg"), gdal.OF_VECTOR)
        shapes = [f.GetGeometryRef().Clone() for f in source.GetLayer(0)]
        self.assertTrue(all(shape.IsValid() for shape in shapes))
        self.assertAlmostEqual(shapes[0].Area() / 1e6, rows[0]["contour_area_km2"], places=6)
        self.assertTrue(shapes[1].Buffer(0.01).Contains(shapes[0]))

    # --- relative risk ---------------------------------------------------------------------------

    def test_finds_the_hill_against_an_even_reference(self):
        source = random.Random(9)
        plain = [(SIDE * source.random(), SIDE * source.random()) for _ in range(400)]
        even = self.table("even.csv", [(EAST + x, NORTH + y, 1, 0) for x, y in plain])
        for more in ((), ("--adaptive",), ("--shrinkage", "0.1")):
            self.density("--bandwidth", "800", "--relative-to", even, "--cell", "200",
                         "--tolerance", self.dir / "p.tif", "--contours", self.dir / "raised.gpkg",
                         "--levels", "0.001", *more)
            risk, p = self.raster(), self.raster("p.tif")
            hill = next(i for i in range(2500)
                        if max(abs(a - b) for a, b in
                               zip(risk.center(i), (EAST + 3000, NORTH + 6500))) <= 101)
            self.assertGreater(risk.cells[hill], 1.0)
            self.assertLess(p.cells[hill], 0.001)
            self.assertFalse(any(math.isinf(v) for v in risk.cells))
            row = rows_of(self.dir / "raised.gpkg")[0]
            self.assertTrue(0.5 < row["contour_area_km2"] < 30.0, row)

    def test_tells_no_risk_where_nothing_was_exposed(self):
        west = self.table("west.csv", [p for p in points() if p[0] < EAST + 4000])
        summary = self.density("--bandwidth", "300", "--relative-to", west, "--cell", "200")
        blank = sum(math.isnan(v) for v in self.raster().cells)
        self.assertEqual(summary["cells_without_exposure"], blank)
        self.assertGreater(blank, 1000)

    # --- manners ---------------------------------------------------------------------------------

    def test_keeps_its_results_private(self):
        self.density("--bandwidth", "1km", "--standard-error", self.dir / "se.tif", "--contours",
                     self.dir / "core.gpkg")
        for name in ("out.tif", "se.tif", "core.gpkg"):
            self.assertEqual(stat.S_IMODE((self.dir / name).stat().st_mode), 0o600)
        self.assertEqual(self.raster().label, LABEL)

    def test_does_not_depend_on_the_order_of_rows_nor_on_threads(self):
        rows = points()
        random.Random(3).shuffle(rows)
        shuffled = self.table("shuffled.csv", rows)
        contents = set()
        for events in (self.events, shuffled):
            for threads in ("1", "2", "8"):
                self.density("--bandwidth", "auto:lcv", "--adaptive", "--weight", "women",
                             "--threads", threads, events=events)
                contents.add((self.dir / "out.tif").read_bytes())
        self.assertEqual(len(contents), 1)

    def test_refuses_options_that_do_not_go_together(self):
        for arguments in (
                ("--bandwidth", "0"), ("--bandwidth", "auto:best"), ("--bandwidth", "wide"),
                ("--uncertainty", "error", "--kernel", "quartic"),
                ("--uncertainty", "error", "--adaptive"),
                ("--tolerance", self.dir / "p.tif"), ("--pilot", "1km"),
                ("--zones", self.window), ("--levels", "50%"),
                ("--cell", "10", "--like", self.events),
                ("--bandwidth", "1km", "--curve", self.dir / "curve.csv"),
                ("--contours", self.dir / "c.gpkg", "--levels", "120%"),
                ("--relative-to", self.events, "--standard-error", self.dir / "se.tif"),
                ("--standard-error", self.dir / "out.tif"),
                ("--bandwidth", "1km", "--cell", "0.1")):
            self.density(*arguments, code=2)
        self.density("--bandwidth", "auto:cvl", window=False, code=2)
        self.assertEqual([p.name for p in self.dir.iterdir() if p.suffix == ".tif"], [])

    def test_refuses_data_it_cannot_use(self):
        same = self.table("same.csv", [(EAST + 5000, NORTH + 5000, 1, 0)] * 9)
        self.assertIn("no_spread", self.density(events=same, code=3))
        far = self.table("far.csv", [(EAST - 90000, NORTH, 1, 0)])
        self.assertIn("no_events", self.density(events=far, code=3))
        none = self.table("none.csv", [(EAST + 5000, NORTH + 5000, 0, 0)])
        self.assertIn("no_events", self.density("--weight", "women", events=none, code=3))
        self.assertIn("not_a_raster", self.density("--like", self.events, code=3))
        tilted = self.dir / "degrees.tif"
        source = gdal.GetDriverByName("GTiff").Create(str(tilted), 4, 4)
        source.SetGeoTransform((109.0, 0.1, 0.0, 1.0, 0.0, -0.1))
        crs = osr.SpatialReference()
        crs.ImportFromEPSG(4326)
        source.SetProjection(crs.ExportToWkt())
        source = None
        self.assertIn("raster_grid", self.density("--like", tilted, code=3))


if __name__ == "__main__":
    unittest.main()
