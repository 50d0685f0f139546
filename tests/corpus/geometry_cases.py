"""H: geometry of villages. One village more than the good ones has the bad shape."""

import math
import sqlite3
import struct

from osgeo import gdal, ogr

from cases import case
from world import CANARY, VILLAGES, features, good_rows

CODE = "61.07.01.2006"
WEST, SOUTH = 109.2, 0.8  # Beside the good villages.


def square(west=WEST, south=SOUTH, side=0.1):
    return [(west, south), (west + side, south), (west + side, south + side),
            (west, south + side), (west, south)]


def text_of(ring):
    return "(" + ",".join(" ".join(map(repr, vertex)) for vertex in ring) + ")"


def polygon(*rings):
    return f"POLYGON ({','.join(text_of(ring) for ring in rings)})"


def villages(world, shapes, kind=ogr.wkbUnknown, good=True, name=CANARY):
    """A GeoPackage of the good villages and one more for each shape."""
    path = world.dir / "desa.gpkg"
    target = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    system = ogr.osr.SpatialReference()
    system.ImportFromEPSG(4326)
    layer = target.CreateLayer("desa", system, kind, ["SPATIAL_INDEX=NO"])
    for name in ("kode", "nama"):
        layer.CreateField(ogr.FieldDefn(name, ogr.OFTString))
    found = [(item["properties"]["kode"], ogr.CreateGeometryFromJson(str(item["geometry"])))
             for item in features()] if good else []
    found += [(f"{CODE[:-2]}{number:02}", shape) for number, shape in enumerate(shapes, 6)]
    for code, shape in found:
        feature = ogr.Feature(layer.GetLayerDefn())
        feature["kode"], feature["nama"] = code, f"{name} {code}"
        feature.SetGeometryDirectly(shape)
        layer.CreateFeature(feature)
    world.villages = world.tested = "desa.gpkg"
    world.more = "[validation]\nmax_rejected_share = 0.9"
    return path


def village(world, *texts, **options):
    return villages(world, [ogr.CreateGeometryFromWkt(text) for text in texts], **options)


def stored_as(world, shape, **options):
    """The village's geometry is these bytes of WKB, whatever they say."""
    path = village(world, polygon(square()), **options)
    header = b"GP\x00\x01" + struct.pack("<i", 4326)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE desa SET geom = ? WHERE kode = ?", (header + shape, CODE))
    connection.close()


def wkb(ring, count=None):
    body = b"".join(struct.pack("<2d", *vertex) for vertex in ring)
    return struct.pack("<BIII", 1, 3, 1, len(ring) if count is None else count) + body


def circle(count, x=WEST, y=SOUTH, radius=0.04):
    ring = [(x + radius * math.cos(2 * math.pi * i / count),
             y + radius * math.sin(2 * math.pi * i / count)) for i in range(count)]
    return [*ring, ring[0]]


@case("H01")
def bow_tie(world):
    """Two equal lobes that meet in a point they cross."""
    village(world, polygon([(109.2, 0.8), (109.3, 0.9), (109.3, 0.8), (109.2, 0.9), (109.2, 0.8)]))


@case("H01b")
def kink(world):
    """A border that crosses itself within a few meters."""
    ring = square()
    ring[1:1] = [(109.25, 0.8), (109.2501, 0.8001), (109.2501, 0.7999), (109.25, 0.8001)]
    village(world, polygon(ring))


@case("H02")
def spike(world):
    """A border that runs 10 km out and back on the same line."""
    ring = square()
    ring[1:1] = [(109.25, 0.8), (109.25, 0.7), (109.25, 0.8)]
    village(world, polygon(ring))


@case("H02b")
def corridor(world):
    """Two squares joined by a corridor without width."""
    village(world, polygon([(109.2, 0.8), (109.25, 0.8), (109.25, 0.82), (109.3, 0.82),
                            (109.3, 0.8), (109.35, 0.8), (109.35, 0.85), (109.3, 0.85),
                            (109.3, 0.82), (109.25, 0.82), (109.25, 0.85), (109.2, 0.85),
                            (109.2, 0.8)]))


@case("H03")
def repeated_vertices(world):
    """Every vertex twice."""
    village(world, polygon([vertex for vertex in square() for _ in range(2)]))


@case("H04")
def hole_outside(world):
    """A hole outside of its polygon."""
    village(world, polygon(square(), square(109.31, 0.8, 0.001)))


@case("H04b")
def overlapping_holes(world):
    """Two holes that overlap."""
    village(world, polygon(square(), square(109.22, 0.82, 0.002), square(109.221, 0.82, 0.002)))


@case("H04c")
def hole_of_everything(world):
    """A hole equal to its polygon."""
    village(world, polygon(square(), square()))


@case("H05")
def self_touching(world):
    """A ring that touches itself and encloses a hole of a tenth of a percent."""
    ring = square()
    ring[1:1] = [(109.25, 0.8), (109.2484, 0.8032), (109.2516, 0.8032), (109.25, 0.8)]
    village(world, polygon(ring))


@case("H06")
def nested_shells(world):
    """A part within a part, of a hundredth of its area."""
    village(world, f"MULTIPOLYGON (({text_of(square())}),({text_of(square(109.22, 0.82, 0.009))}))")


@case("H06b")
def large_nested_shells(world):
    """A part within a part, of a quarter of its area."""
    village(world, f"MULTIPOLYGON (({text_of(square())}),({text_of(square(109.22, 0.82, 0.05))}))")


@case("H07")
def empty_polygon(world):
    """POLYGON EMPTY."""
    village(world, "POLYGON EMPTY", "MULTIPOLYGON EMPTY")


@case("H08")
def no_area(world):
    """A polygon that is a line, and one that is a point."""
    village(world, polygon([(109.2, 0.8), (109.3, 0.9), (109.2, 0.8), (109.2, 0.8)]),
            polygon([(109.2, 0.8)] * 4))


@case("H09")
def million_vertices(world):
    """A valid polygon of a million vertices."""
    stored_as(world, wkb(circle(1_000_000)))


@case("H09b")
def many_crossings(world):
    """An invalid polygon of a million vertices."""
    ring = circle(1_000_000)
    ring[10], ring[500_000] = ring[500_000], ring[10]
    stored_as(world, wkb(ring))


def mesh(count):
    """Small squares side by side, without a shared corner."""
    columns = math.isqrt(count) + 1
    step = 0.09 / columns
    return [square(WEST + 0.005 + step * (i % columns), SOUTH + 0.005 + step * (i // columns),
                   step / 2) for i in range(count)]


@case("H10")
def many_holes(world):
    """100,000 holes."""
    shape = ogr.CreateGeometryFromWkt(polygon(square(), *mesh(100_000)))
    villages(world, [shape])


@case("H10b")
def many_parts(world):
    """100,000 parts."""
    parts = ",".join(f"({text_of(ring)})" for ring in mesh(100_000))
    village(world, f"MULTIPOLYGON ({parts})")


@case("H11")
def gigantic(world):
    """Coordinates of 1e15."""
    village(world, polygon([(1e15, 0.0), (2e15, 0.0), (2e15, 1e15), (1e15, 0.0)]))


@case("H12")
def microscopic(world):
    """A polygon of a billionth of a degree."""
    village(world, polygon(square(side=1e-9)))


@case("H13")
def nan_vertex(world):
    """A vertex that is no number."""
    ring = square()
    ring[2] = (math.nan, 0.9)
    stored_as(world, wkb(ring))


@case("H13b")
def infinite_vertex(world):
    """A vertex at infinity."""
    ring = square()
    ring[2] = (109.3, math.inf)
    stored_as(world, wkb(ring))


@case("H14")
def heights(world):
    """Heights and measures, some of them no numbers."""
    ring = [(x, y, math.nan if i % 2 else 7.0, 1.0) for i, (x, y) in enumerate(square())]
    body = b"".join(struct.pack("<4d", *vertex) for vertex in ring)
    stored_as(world, struct.pack("<BIII", 1, 3003, 1, len(ring)) + body)


@case("H15")
def curve(world):
    """A polygon bounded by an arc."""
    village(world, "CURVEPOLYGON (COMPOUNDCURVE (CIRCULARSTRING (109.2 0.8,109.25 0.75,109.3 0.8),"
                   "(109.3 0.8,109.3 0.9,109.2 0.9,109.2 0.8)))")


@case("H15b")
def surfaces(world):
    """A TIN and a polyhedral surface."""
    gdal.PushErrorHandler("CPLQuietErrorHandler")  # No standard GeoPackage holds them.
    village(world, "TIN Z (((109.2 0.8 0,109.3 0.8 0,109.3 0.9 0,109.2 0.8 0)))",
            "POLYHEDRALSURFACE Z (((109.2 0.8 0,109.3 0.8 0,109.3 0.9 0,109.2 0.8 0)))")
    gdal.PopErrorHandler()


@case("H16")
def points(world):
    """Points where polygons are due."""
    village(world, "POINT (109.2 0.8)", kind=ogr.wkbPoint, good=False)


@case("H16b")
def points_in_an_open_layer(world):
    """Points in a layer that does not say what it holds."""
    village(world, "POINT (109.2 0.8)", "POINT (109.3 0.8)", good=False)


@case("H16c")
def one_point(world):
    """A point and a line among polygons."""
    village(world, "POINT (109.2 0.8)", "LINESTRING (109.2 0.8,109.3 0.9)")


def told_in(world, west):
    """Two villages side by side, the second from `west` on, and reports between them."""
    found = features()[:2]
    for feature, x in zip(found, (WEST, west)):
        feature["geometry"] = {"type": "Polygon", "coordinates": [square(x, SOUTH, 0.01)]}
    world.boundaries(found)
    rows = good_rows()
    for number, row in enumerate(rows):
        row.update(lintang=f"{SOUTH + 0.002 + 1e-5 * number:.6f}", kode_desa=VILLAGES[0],
                   bujur=f"{(WEST + 0.01 + west) / 2:.6f}")
    world.rows(rows)
    world.tested = "laporan.csv"


@case("H17")
def overlap(world):
    """Villages that overlap by a tenth, with all reports in the overlap."""
    told_in(world, WEST + 0.009)


@case("H18")
def gap(world):
    """Villages with a gap of 222 m between them, and all reports in it."""
    told_in(world, WEST + 0.012)


@case("H18b")
def narrow_gap(world):
    """Villages with a gap of 55 m between them, and all reports in it."""
    told_in(world, WEST + 0.0105)


@case("H19")
def slivers(world):
    """Neighbors whose shared border differs by a ten-thousandth of a millimeter."""
    found = [square(WEST + 0.01 * i, SOUTH + 1e-12 * i, 0.01 + 1e-12) for i in range(20)]
    village(world, *(polygon(ring) for ring in found))


@case("H20")
def declared_huge(world):
    """Four billion vertices declared in a hundred bytes."""
    stored_as(world, wkb(square(), 4_000_000_000))
