"""A small map for the tests of stand-alone commands, and how they are run on it."""

import json

from osgeo import gdal

import rawan

gdal.UseExceptions()

ROWS, COLUMNS = 6, 7
WEST, SOUTH, STEP = 109.4, 0.8, 0.01
FORMATS = {".gpkg": "GPKG", ".geojson": "GeoJSON", ".fgb": "FlatGeobuf", ".shp": "ESRI Shapefile"}


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


def rows_of(path):
    """Attributes of the only layer by code, as GDAL reads them."""
    source = gdal.OpenEx(str(path), gdal.OF_VECTOR)
    return {item["code"]: item for item in (dict(f.items()) for f in source.GetLayer(0))}


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
