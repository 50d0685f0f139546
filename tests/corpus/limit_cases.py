"""R11: inputs that are sound or nearly so, and of which naive operations would make hours."""

import math

from osgeo import ogr

from cases import case
from geometry_cases import SOUTH, WEST, circle, mesh, polygon, square, stored_as, villages, wkb
from world import good_rows

MANY = 1_000_000


def star(corners):
    """Each edge crosses nearly every other; closed."""
    step = corners // 2
    turn = 2 * math.pi / corners
    ring = [(WEST + 0.05 + 0.05 * math.cos(turn * (i * step % corners)),
             SOUTH + 0.05 + 0.05 * math.sin(turn * (i * step % corners))) for i in range(corners)]
    return [*ring, ring[0]]


def comb(teeth):
    """Slanted teeth side by side: nothing crosses, but the boxes of all edges meet."""
    ring = [(WEST + 0.1, SOUTH - 0.01)]
    for i in range(teeth):
        foot = WEST + 0.01 * i / teeth
        ring += [(foot, SOUTH), (foot + 0.09, SOUTH + 0.1)]
    return [*ring, ring[0]]


def upright(teeth, lying=False):
    """A valid comb; one that lies crosses every tooth of it with each of its own."""
    ring = [(0.1, -0.001), (0.0, -0.001)]
    for i in range(teeth):
        ring += [(0.1 * (i + end) / teeth, y) for end, y in
                 ((0.0, 0.0), (0.0, 0.1), (0.4, 0.1), (0.4, 0.0))]
    ring.append((0.1, 0.0))
    placed = [(WEST + (y if lying else x), SOUTH + (x if lying else y)) for x, y in ring]
    return [*placed, placed[0]]


@case("R11a")
def star_of_4001(world):
    """A star of 4,001 corners: eight million crossings."""
    stored_as(world, wkb(star(4001)))


@case("R11b")
def star_of_1001(world):
    """A star of 1,001 corners: half a million crossings."""
    stored_as(world, wkb(star(1001)))


@case("R11c")
def slanted_comb(world):
    """A valid polygon, of which all edges have to be compared with all."""
    stored_as(world, wkb(comb(100_000)))


@case("R11d")
def laps(world):
    """A ring that runs around the same circle 2,000 times."""
    lap = circle(100, WEST + 0.05, SOUTH + 0.05)[:-1]
    stored_as(world, wkb([*(2_000 * lap), lap[0]]))


@case("R11e")
def million_vertices_to_the_end(world):
    """A valid polygon of a million vertices, through a whole run."""
    stored_as(world, wkb(circle(MANY, WEST + 0.05, SOUTH + 0.05)), name="Desa")
    world.analyze()


@case("R11f")
def many_holes_to_the_end(world):
    """A polygon of 100,000 holes, through a whole run."""
    villages(world, [ogr.CreateGeometryFromWkt(polygon(square(), *mesh(100_000)))], name="Desa")
    world.analyze()


def in_one_place(world, count):
    """So many reports of different dialogues in one place."""
    rows = good_rows(count)
    kept = ("id_laporan", "id_patroli", "id_dialog", "tanggal_lapor", "tanggal_kejadian",
            "akurasi", "jenis_lokasi", "kategori", "jml_perempuan", "persetujuan",
            "jenis_laporan", "instansi", "sumber_data")
    place = {name: rows[0][name] for name in ("lintang", "bujur", "kode_desa")}
    world.rows([{**{name: row[name] for name in kept}, **place} for row in rows])


@case("R11h")
def million_points_in_one_place(world):
    """A million reports in one place."""
    in_one_place(world, MANY)


@case("R11i")
def many_points_in_one_place_to_the_end(world):
    """100,000 reports in one place, through a whole run."""
    in_one_place(world, 100_000)
    world.analyze()


@case("R11g")
def crossed_combs(world):
    """Two rows of one village, whose shapes cross each other four million times."""
    shapes = [ogr.CreateGeometryFromWkt(polygon(upright(1000, lying))) for lying in (False, True)]
    path = villages(world, shapes)
    target = ogr.Open(str(path), update=1)
    layer = target.GetLayer(0)
    for feature in layer:
        if feature["kode"].endswith("2007"):
            feature["kode"] = feature["kode"][:-1] + "6"
            feature["nama"] = feature["nama"][:-1] + "6"
            layer.SetFeature(feature)


@case("R11j")
def crossed_neighbors(world):
    """Two villages that cross each other four million times, within a gigabyte."""
    shapes = [ogr.CreateGeometryFromWkt(polygon(upright(1000, lying))) for lying in (False, True)]
    villages(world, shapes, name="Desa")
    world.analyze()
    world.command = ("run", "--max-memory", "1G", "--lang", "en")
