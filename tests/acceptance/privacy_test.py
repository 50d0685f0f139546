"""Nothing personal and no report's position leaves the program."""

import binascii
import csv
import io
import math
import re
import unittest
import zipfile

from osgeo import ogr

import rawan

CANARIES = [b"KENARI", b"08125550"]
PHONE = "0812-5550-{:04d}"
METERS_PER_DEGREE = 111_320.0


def unpacked(name, content):
    """Content of a file and of everything inside it, as (place, bytes)."""
    yield name, content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield from unpacked(f"{name}/{member}", archive.read(member))


def cells_of(release):
    """Every cell of every table of the GeoPackage. A text may span pages of the file, and the
    QGIS project is an archive in hexadecimal digits."""
    connection = rawan.open_geopackage(release)
    tables = [row[0] for row in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'rtree_%'")]
    for table in tables:
        for row in connection.execute(f'SELECT * FROM "{table}"'):
            for cell in row:
                content = cell if isinstance(cell, bytes) else str(cell).encode()
                if table == "qgis_projects" and content.startswith(b"504b0304"):
                    content = binascii.unhexlify(content)
                yield from unpacked(f"rawan.gpkg:{table}", content)
    connection.close()


def canaries_in(content):
    """The canaries in some bytes, however their digits are grouped or encoded."""
    plain = content.replace(b"\0", b"")
    joined = re.sub(rb"(?<=\d)[ .\-](?=\d)", b"", plain)
    return [canary for canary in CANARIES if canary in plain.upper() or canary in joined]


def rewrite(path, change):
    """Rewrites a table of reports, row by row, as its dialect wrote it."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    header = next(i for i, row in enumerate(rows) if len(row) > 10)
    for number, row in enumerate(rows[header + 1:]):
        change(dict(zip(rows[header], range(len(row)))), row, number)
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";", lineterminator="\n").writerows(rows)


def plant(at, row, number):
    """Personal data where patrols really write them: in their columns and in the wrong ones."""
    phone = PHONE.format(number)
    for name in ("nama_pelapor", "Nama Pelapor"):
        if name in at:
            row[at[name]] = f"KENARI-NAMA {number}"
    for name in ("no_hp", "No HP"):
        if name in at:
            row[at[name]] = phone
    if number % 9 == 0 and row[at.get("kategori", at.get("Kategori"))]:
        row[at.get("kategori", at.get("Kategori"))] = f"lapor ke Bu KENARI {phone}"
    if number % 50 == 1 and "_uuid" in at:
        row[at["_uuid"]] = phone.replace("-", "")
    if number % 50 == 2:
        row[at.get("jam_kejadian", at.get("Jam"))] = f"KENARI {phone}"
    if number % 50 == 3:
        row[at.get("faktor_lingkungan", at.get("Faktor Lingkungan"))] = f"KENARI {phone}"
    if number % 50 == 4:
        row[at.get("lokasi/_titik_latitude", at.get("Lintang"))] = f"KENARI {phone}"


class Canaries(rawan.ProgramTest):
    def setUp(self):
        super().setUp()
        self.project = rawan.dirty_world(self.dir)
        for name in ("laporan_kobo.csv", "laporan_excel.csv"):
            rewrite(self.project.parent / name, plant)

    def test_are_in_no_output_and_no_message(self):
        out = self.dir / "out"
        for language in ("id", "en"):
            spoken = []
            for arguments in (("check", self.project, "-o", self.dir / "check"),
                              ("run", self.project, "-o", self.dir / "out")):
                process = self.succeed(*arguments, "--lang", language)
                spoken += [("stdout", process.stdout), ("stderr", process.stderr)]
            cells = [cell for tier in rawan.TIERS for cell in cells_of(rawan.current(out, tier))]
            for place, content in [*spoken, *cells]:
                self.assertEqual(canaries_in(content), [], f"{place} {language}")
            for top in ("out", "check"):
                for name, content in rawan.files_of(self.dir / top).items():
                    for place, part in unpacked(name, content):
                        self.assertEqual(canaries_in(part), [], f"{place} {language}")

    def test_are_found_where_they_are(self):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.xml", "<t>0812 5550 0001</t>")
        for content in (b"x Kenari-Nama", b"0812-5550-0001", "KENARI".encode("utf-16-le"),
                        packed.getvalue()):
            self.assertTrue(any(canaries_in(part) for _, part in unpacked("a", content)))
        inputs = (self.project.parent / "laporan_kobo.csv").read_bytes()
        self.assertEqual(canaries_in(inputs), CANARIES)

    def test_are_not_mentioned_when_the_input_is_refused(self):
        rawan.change(self.project, "max_rejected_share = 1.0", "max_rejected_share = 0.0")
        process = rawan.run("run", self.project, "-o", self.dir / "refused")
        self.assertEqual(process.returncode, 4)
        self.assertEqual(canaries_in(process.stdout + process.stderr), [])


def input_points():
    """(lon, lat) of every report of the sample as it stands there, and with its axes swapped."""
    points = []
    tables = (("laporan_kobo.csv", "lokasi/_titik_latitude", "lokasi/_titik_longitude"),
              ("laporan_excel.csv", "Lintang", "Bujur"))
    for file, lat, lon in tables:
        with open(rawan.SAMPLE / file, encoding="utf-8-sig", newline="") as text:
            rows = list(csv.reader(text, delimiter=";"))
        header = next(i for i, row in enumerate(rows) if lat in row)
        for row in rows[header + 1:]:
            cells = dict(zip(rows[header], row))
            pair = [cells[name].replace(",", ".") for name in (lon, lat)]
            if all(re.fullmatch(r"-?\d+\.\d+", text) for text in pair):
                x, y = map(float, pair)
                points += [(x, y), (y, x), (x, -y)]
    return points


def vertices(geometry):
    for i in range(geometry.GetGeometryCount()):
        yield from vertices(geometry.GetGeometryRef(i))
    for i in range(geometry.GetPointCount()):
        yield geometry.GetPoint_2D(i)


def published_points(release):
    """(lon, lat) of every vertex of every geometry of a release, by where it stands."""
    source = ogr.Open(str(release / "rawan.gpkg"))
    for layer in source:
        for feature in layer:
            geometry = feature.GetGeometryRef()
            for point in vertices(geometry) if geometry else ():
                yield layer.GetName(), point
            if geometry and geometry.GetGeometryType() != ogr.wkbPoint:
                center = geometry.Centroid()
                yield layer.GetName() + " center", (center.GetX(), center.GetY())
    for path in release.rglob("*.gpx"):
        text = path.read_text(encoding="utf-8")
        for lat, lon in re.findall(r'lat="([^"]+)" lon="([^"]+)"', text):
            yield path.name, (float(lon), float(lat))
    for path in release.rglob("*.kml"):
        text = path.read_text(encoding="utf-8")
        for lon, lat in re.findall(r"(-?[0-9.]+),(-?[0-9.]+)(?=[ <])", text):
            yield path.name, (float(lon), float(lat))
    for path in release.rglob("*.ics"):
        text = path.read_text(encoding="utf-8")
        for lat, lon in re.findall(r"GEO:([-0-9.]+);([-0-9.]+)", text):
            yield "ics", (float(lon), float(lat))
    for path in release.rglob("jadwal.html"):
        text = path.read_text(encoding="utf-8")
        for lat, lon in re.findall(r"geo:([-0-9.]+),([-0-9.]+)", text):
            yield path.name, (float(lon), float(lat))
    schedule = release / "schedule.csv"
    for row in rawan.rows_of(schedule) if schedule.exists() else ():
        yield "schedule.csv", tuple(float(row[name].replace(",", "."))
                                    for name in ("lon_anchor", "lat_anchor"))


class Near:
    """Points within a meter, by buckets of about a meter."""

    def __init__(self, points):
        self.buckets = {}
        for point in points:
            self.buckets.setdefault(self.bucket(point), []).append(point)

    @staticmethod
    def bucket(point):
        return tuple(math.floor(value * METERS_PER_DEGREE) for value in point)

    def holds(self, point):
        x, y = self.bucket(point)
        candidates = (near for dx in (-1, 0, 1) for dy in (-1, 0, 1)
                      for near in self.buckets.get((x + dx, y + dy), ()))
        return any(math.dist(near, point) * METERS_PER_DEGREE <= 1.0 for near in candidates)


class Positions(rawan.ProgramTest):
    def test_of_reports_are_in_no_published_geometry(self):
        self.publish(rawan.SAMPLE / "project.toml", "out")
        near = Near(input_points())
        def published(tier):
            return list(published_points(rawan.current(self.dir / "out", tier).resolve()))
        lower = [point for tier in ("operational", "planning", "public")
                 for point in published(tier)]
        self.assertLessEqual({"desa_prioritas", "titik_singgah", "rute_patroli", "pos",
                              "schedule.csv", "jadwal.html", "ics"}, {place for place, _ in lower})
        self.assertGreater(len(lower), 10_000)
        self.assertEqual([(place, point) for place, point in lower if near.holds(point)], [])
        steward = [place for place, point in published("restricted") if near.holds(point)]
        self.assertEqual(set(steward), {"laporan_titik"}, "where they are, they are found")

    def test_are_found_where_they_are(self):
        points = input_points()
        self.assertGreater(len(points), 3_000)
        near = Near(points)
        lon, lat = points[0]
        self.assertTrue(near.holds((lon + 0.5 / METERS_PER_DEGREE, lat)))
        self.assertFalse(near.holds((lon + 0.5, lat + 0.5)))


if __name__ == "__main__":
    unittest.main()
