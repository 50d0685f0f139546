"""D16: shapes in GeoPackages."""

import sqlite3
import struct
from contextlib import closing

from osgeo import ogr

from cases import case
from geopackage_cases import boundaries, reports, without_triggers
from world import CANARY, ROWS


def with_blob(world, change):
    with closing(sqlite3.connect(without_triggers(boundaries(world)))) as database:
        number, blob = database.execute("SELECT fid, geom FROM desa ORDER BY fid").fetchone()
        database.execute("UPDATE desa SET geom = ? WHERE fid = ?", (change(blob), number))
        database.commit()


@case("D16")
def shape_without_mark(world):
    """A shape that does not begin as a shape must."""
    with_blob(world, lambda blob: b"XX" + blob[2:])


@case("D16b")
def shape_cut(world):
    """A shape that ends in the middle."""
    with_blob(world, lambda blob: blob[:len(blob) // 2])


@case("D16c")
def shape_with_false_extent(world):
    """A shape that tells a false extent of itself."""
    def change(blob):
        return blob[:8] + struct.pack("<4d", 1.0, 2.0, 3.0, 4.0) + blob[40:]
    with_blob(world, change)


@case("D16d")
def shape_of_another_system(world):
    """A shape that tells another coordinate system than the layer."""
    with_blob(world, lambda blob: blob[:4] + struct.pack("<i", 32649) + blob[8:])


@case("D16e")
def curves(world):
    """A shape of curves."""
    def change(blob):
        shape = ogr.CreateGeometryFromWkb(blob[40:])
        ring = shape.GetGeometryRef(0)
        ring = ring.GetGeometryRef(0) if ring.GetGeometryCount() else ring
        x, y = ring.GetX(0), ring.GetY(0)
        curve = ogr.CreateGeometryFromWkt(
            f"CURVEPOLYGON(CIRCULARSTRING({x} {y}, {x + .01} {y + .01}, {x + .02} {y}, "
            f"{x + .01} {y - .01}, {x} {y}))")
        return blob[:3] + b"\x01" + blob[4:8] + bytes(curve.ExportToIsoWkb())
    with_blob(world, change)


@case("D16f")
def heights_and_measures(world):
    """Shapes with heights and measures."""
    boundaries(world)
    world.convert("tinggi.gpkg", "GPKG", dim="XYZM")


@case("D16g")
def shape_is_text(world):
    """A shape that is text."""
    with_blob(world, lambda blob: f"POINT({CANARY})")


@case("D16h")
def damaged_point(world):
    """A report whose point is damaged and that names its village."""
    with closing(sqlite3.connect(reports(world, ROWS + 1))) as database:
        database.execute("UPDATE laporan SET geom = X'4750' WHERE fid = 41")
        database.commit()
