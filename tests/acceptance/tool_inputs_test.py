"""What stand-alone commands read and refuse."""

import json
import unittest

import rawan
from tool_world import (COLUMNS, FORMATS, ROWS, ToolTest, feature, features, rows_of, values,
                        write_geojson)


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

    def test_reads_openstreetmap_that_does_not_fit_into_memory(self):
        """GDAL puts nodes aside in blocks of neighbors; these have none."""
        count, apart = 250_000, 4096
        with open(self.dir / "large.osm", "w", encoding="utf-8") as file:
            file.write("<osm version='0.6'>\n")
            for i in range(1, count + 1):
                file.write(f"<node id='{i * apart}' lat='0.5' lon='{109 + i * 1e-6:.6f}'/>\n")
            file.write(f"<way id='1'><nd ref='{apart}'/><nd ref='{count * apart}'/>"
                       "<tag k='highway' v='track'/></way>\n</osm>\n")
        working, out = self.dir / "working", self.dir / "out"
        working.mkdir()
        out.mkdir()
        self.succeed("draw", "../large.osm", "--layer", "lines", "--values", "highway", "-o",
                     "../out/map.svg", cwd=working)
        self.assertEqual([list(working.iterdir()), [path.name for path in out.iterdir()]],
                         [[], ["map.svg"]])

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


if __name__ == "__main__":
    unittest.main()
