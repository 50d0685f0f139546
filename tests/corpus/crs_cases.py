"""G: coordinate systems and positions."""

import sqlite3

from cases import case
from world import ROWS, features, good_rows, moved


def declared(world, system, **options):
    """The villages in a GeoPackage that says it is in `system`; `source` is what they are in."""
    return world.convert("desa.gpkg", "GPKG", srcSRS=options.pop("source", "EPSG:4326"),
                         dstSRS=system, **options)


def relabelled(world, stored, label):
    """Coordinates of one system under the name of another."""
    world.convert("desa.gpkg", "GPKG", srcSRS="EPSG:4326", dstSRS=stored)
    world.convert("desa2.gpkg", "GPKG", source="desa.gpkg", srcSRS=label, dstSRS=label,
                  reproject=False)


def defined_by(world, text):
    """A GeoPackage whose coordinate system is described by `text`."""
    path = world.convert("desa.gpkg", "GPKG", srcSRS="EPSG:4326", dstSRS="EPSG:32649")
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA trusted_schema = ON")
        connection.execute("INSERT INTO gpkg_spatial_ref_sys (srs_name, srs_id, organization, "
                           "organization_coordsys_id, definition) "
                           "VALUES ('uji', 900001, 'NONE', 900001, ?)", (text,))
        for table in ("gpkg_contents", "gpkg_geometry_columns"):
            connection.execute(f"UPDATE {table} SET srs_id = 900001")
    connection.close()


def reported_at(world, places, **cells):
    """As many reports more, one at each place, told by their position or by their village too."""
    rows = good_rows(ROWS + len(places))
    for row, (lon, lat) in zip(rows[ROWS:], places):
        row.update({"lintang": lat, "bujur": lon, **cells})
    world.rows(rows)


@case("G01")
def degrees_called_meters(world):
    """Degrees declared as UTM 48S."""
    relabelled(world, "EPSG:4326", "EPSG:32748")


@case("G02")
def meters_called_degrees(world):
    """Meters declared as degrees."""
    relabelled(world, "EPSG:32649", "EPSG:4326")


@case("G03")
def zone_of_another_island(world):
    """Places in Papua, in meters of UTM 48S."""
    world.boundaries(moved(features(), lambda lon, lat: (lon + 32, lat - 3)))
    declared(world, "EPSG:32748")


@case("G04")
def wrong_hemisphere(world):
    """Meters of UTM 49N declared as UTM 49S."""
    relabelled(world, "EPSG:32649", "EPSG:32749")


@case("G05")
def wrapped_reports(world):
    """Longitudes a whole turn off in two reports."""
    rows = good_rows(ROWS + 2)
    for row, turn in zip(rows[ROWS:], (-360, 360)):
        row["bujur"] = f"{float(row['bujur']) + turn:.6f}"
    world.rows(rows)


@case("G05b")
def wrapped_village(world):
    """Longitudes a whole turn off in one village."""
    found = features()
    world.boundaries(found[1:] + moved(found[:1], lambda lon, lat: (lon - 360, lat)))


@case("G06")
def antimeridian(world):
    """A village from one end of the map to the other."""
    found = features()
    ring = [[179, 0], [-179, 0], [-179, 1], [179, 1], [179, 0]]
    found[0]["geometry"] = {"type": "Polygon", "coordinates": [ring]}
    world.boundaries(found)


@case("G07")
def batavia(world):
    """Villages on the datum of Batavia."""
    declared(world, "EPSG:4211")


@case("G07b")
def jakarta_meridian(world):
    """Villages on the datum of Batavia, counted from the meridian of Jakarta."""
    declared(world, "EPSG:4813")


@case("G07c")
def reports_in_batavia_villages(world):
    """Reports still lie in the villages they name after these came from another meridian."""
    declared(world, "EPSG:4813")
    world.tested = "laporan.csv"


@case("G08")
def srgi_2013(world):
    """Villages in SRGI2013."""
    declared(world, "EPSG:9470")


@case("G08b")
def dgn_95(world):
    """Villages in a cadastral zone of DGN95."""
    declared(world, "EPSG:23835")


def reports_in(world, system, **options):
    """The reports as points that are said to be in `system`."""
    world.points("laporan.gpkg", "GPKG", good_rows(), dstSRS=system, **options)


@case("G08c")
def reports_in_dgn_95(world):
    """Reports in meters on DGN95."""
    reports_in(world, "EPSG:23869", srcSRS="EPSG:4326")


@case("G09")
def system_without_authority(world):
    """A coordinate system that is described and has no code."""
    declared(world, "+proj=tmerc +lat_0=0 +lon_0=109.3 +k=0.9998 +x_0=150000 +y_0=900000 "
                    "+datum=WGS84 +units=m")


@case("G09b")
def plane(world):
    """A coordinate system that is a plane and lies nowhere."""
    defined_by(world, 'LOCAL_CS["setempat",UNIT["metre",1]]')


@case("G10")
def broken_description(world):
    """A description of a coordinate system that cannot be read."""
    defined_by(world, 'PROJCS["KENARI",GEOGCS["x",DATUM[')


@case("G10b")
def huge_description(world):
    """A description of a coordinate system of 1 MB."""
    defined_by(world, 'GEOGCS["' + "x" * 1_000_000 + '"')


@case("G10c")
def address_as_description(world):
    """An address where a coordinate system should be described."""
    defined_by(world, "http://127.0.0.1:9/KENARI.wkt")


@case("G11")
def foreign_grids(world):
    """PROJ is told to use the network, and to use another database than its own."""
    jakarta_meridian(world)
    world.write("proj.db", b"SQLite format 3\0KENARI")
    here = str(world.dir)
    world.environment = {"PROJ_NETWORK": "ON", "PROJ_DATA": here, "PROJ_LIB": here,
                         "PROJ_NETWORK_ENDPOINT": "http://127.0.0.1:9"}


@case("G12")
def no_known_shift(world):
    """A datum that PROJ can bring to WGS 84 by leaving the numbers as they are, and no better."""
    relabelled(world, "EPSG:4326", "EPSG:4613")


@case("G12b")
def unknown_datum(world):
    """Degrees on an ellipsoid, of no datum that anybody told."""
    relabelled(world, "EPSG:4326", "+proj=longlat +ellps=bessel")


@case("G12c")
def reports_without_a_known_shift(world):
    """Reports on a datum of which PROJ knows no better than to leave the numbers as they are."""
    reports_in(world, "EPSG:4613", reproject=False)


@case("G12d")
def reports_on_an_unknown_datum(world):
    """Reports in degrees on an ellipsoid, of no datum that anybody told."""
    reports_in(world, "+proj=longlat +ellps=bessel", reproject=False)


@case("G13")
def rounded(world):
    """Coordinates of two decimals."""
    rows = good_rows(ROWS + 1)
    for axis in ("lintang", "bujur"):
        rows[-1][axis] = f"{float(rows[-1][axis]):.2f}"
    world.rows(rows)


@case("G14")
def pile(world):
    """500 reports of different places on one coordinate."""
    rows = good_rows(500)
    for row in rows:
        row["lintang"], row["bujur"] = rows[0]["lintang"], rows[0]["bujur"]
        row["kode_desa"] = rows[0]["kode_desa"]
        row["nama_tempat"] = f"Pasar {row['id_laporan']}"
    world.rows(rows)


@case("G15")
def at_sea(world):
    """A place 20 km off the coast, with the code of the village."""
    reported_at(world, [("108.720000", "0.580000")])


@case("G15b")
def at_sea_without_a_code(world):
    """A place 20 km off the coast, and no code."""
    reported_at(world, [("108.720000", "0.580000")], kode_desa="")


@case("G16")
def on_a_shared_border(world):
    """A corner that two villages share: it lies in one of them, always the same."""
    reported_at(world, [("108.932270901", "0.577776495")], kode_desa="61.07.01.2001")


@case("G16b")
def on_a_shared_border_of_the_other(world):
    """The same corner, told as the other village's."""
    reported_at(world, [("108.932270901", "0.577776495")], kode_desa="61.07.01.2004")


def cut_off(lon, lat):
    """Three squares on a grid of 0.01 degrees, the second 0.0001 short of the first."""
    return [[[lon, lat], [lon + 0.01, lat], [lon + 0.01, lat + 0.01], [lon, lat + 0.01],
             [lon, lat]]]


def squares(*corners):
    found = features()[:len(corners)]
    for feature, corner in zip(found, corners):
        feature["geometry"] = {"type": "Polygon", "coordinates": cut_off(*corner)}
    return found


@case("G16c")
def in_a_gap(world):
    """A place in a gap of 60 m between two villages, 20 m from one."""
    world.boundaries(squares((109, 0.5), (109.01054, 0.5)))
    rows = good_rows()
    for row in rows:
        row.update(lintang="0.505", bujur="109.01018", kode_desa="")
    world.rows(rows)
    world.tested = "laporan.csv"


@case("G16d")
def in_an_overlap(world):
    """A place in an overlap of two villages, told as the second's."""
    world.boundaries(squares((109, 0.5), (109.009, 0.5)))
    rows = good_rows()
    for row in rows:
        row.update(lintang="0.505", bujur="109.0095", kode_desa="61.07.01.2004")
    world.rows(rows)
    world.tested = "laporan.csv"
