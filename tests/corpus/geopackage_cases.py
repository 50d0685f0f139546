"""D: GeoPackages."""

import contextlib
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

from osgeo import osr

from cases import case
from world import CANARY, ROWS, good_rows


def boundaries(world):
    return world.convert("desa.gpkg", "GPKG")


def changed(path, *statements):
    """Changes a database by SQL, also its tables of tables."""
    with closing(sqlite3.connect(path)) as database:
        for statement in statements:
            database.execute(*statement if isinstance(statement, tuple) else (statement,))
        database.commit()


def without_triggers(path):
    """GDAL's triggers call functions that SQLite alone does not have."""
    with closing(sqlite3.connect(path)) as database:
        for (name,) in database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        database.commit()
    return path


def reports(world, count=ROWS):
    """The good reports as a GeoPackage of points."""
    return without_triggers(world.points("laporan.gpkg", "GPKG", good_rows(count)))


def page_size(content):
    return int.from_bytes(content[16:18], "big")


@case("D01")
def empty(world):
    """A file of no bytes."""
    world.write("desa.gpkg", "")
    world.villages = world.tested = "desa.gpkg"


def cut(world, share):
    path = boundaries(world)
    content = path.read_bytes()
    path.write_bytes(content[:int(len(content) * share)])


@case("D02")
def cut_in_the_middle(world):
    """Cut in the middle."""
    cut(world, 0.5)


@case("D02b")
def cut_near_the_end(world):
    """The last bytes are missing."""
    cut(world, 0.999)


@case("D02c")
def cut_near_the_start(world):
    """Only the first page is left."""
    cut(world, 0.05)


@case("D03")
def flipped_bits(world):
    """64 bits flipped behind the first page."""
    path = boundaries(world)
    content = bytearray(path.read_bytes())
    numbers = random.Random(7)
    for _ in range(64):
        content[numbers.randrange(page_size(content), len(content))] ^= 1 << numbers.randrange(8)
    path.write_bytes(content)


def root_page(path, table):
    with closing(sqlite3.connect(path)) as database:
        (page,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = ?",
                                   (table,)).fetchone()
    return page


def fill_root_page(path, table):
    """Zeros in the place of a table's first page."""
    content = bytearray(path.read_bytes())
    size = page_size(content)
    start = (root_page(path, table) - 1) * size
    content[start:start + size] = bytes(size)
    path.write_bytes(content)


@case("D04")
def page_of_zeros(world):
    """One page of the table is zeros."""
    fill_root_page(boundaries(world), "desa")


@case("D04b")
def page_of_zeros_elsewhere(world):
    """A page of the spatial index is zeros; all rows can be read."""
    fill_root_page(boundaries(world), "rtree_desa_geom_node")


@case("D05")
def write_ahead_log(world):
    """A write-ahead log with changes beside the file."""
    path = boundaries(world)
    held = world.dir / "held"
    held.mkdir()
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA wal_autocheckpoint=0")
        database.execute("UPDATE gpkg_contents SET description = 'x'")
        database.commit()
        for suffix in ("", "-wal"):
            shutil.copy(f"{path}{suffix}", held)
    for file in held.iterdir():
        shutil.copy(file, world.dir)


@case("D06")
def hot_journal(world):
    """A rollback journal of a writer that died."""
    path = boundaries(world)
    held = world.dir / "held"
    held.mkdir()
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA cache_size=1")
        database.execute("BEGIN")
        for number in range(200):
            database.execute("CREATE TABLE t%d (a)" % number)
        for suffix in ("", "-journal"):
            shutil.copy(f"{path}{suffix}", held)
        database.rollback()
    for file in held.iterdir():
        shutil.copy(file, world.dir)


def locked_by_another(world, statement, seconds=60):
    """Another process holds the file: a lock would end when this one reads the file."""
    script = (f"import sqlite3, time; d = sqlite3.connect({str(boundaries(world))!r}); "
              f"d.execute('BEGIN EXCLUSIVE'); d.execute({statement!r}); print(flush=True); "
              f"time.sleep({seconds}); d.rollback()")
    writer = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
    writer.stdout.readline()
    world.held(contextlib.ExitStack()).callback(writer.communicate)
    world.resources[-1].callback(writer.kill)


@case("D07")
def locked(world):
    """Locked by a writer while it is read: nothing of what it writes has come to the file."""
    locked_by_another(world, "SELECT 1")


@case("D07b")
def locked_and_changed(world):
    """Locked by a writer that has begun to write."""
    locked_by_another(world, "UPDATE gpkg_contents SET description = 'x'")


@case("D07c")
def locked_for_a_while(world):
    """Locked by a writer that is done after a second."""
    locked_by_another(world, "SELECT 1", 1)


@case("D08")
def log_mode_read_only(world):
    """Flagged as having a write-ahead log, none beside it, in a directory nobody may write to."""
    path = boundaries(world)
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode=WAL")
    world.read_only()


@case("D09")
def table_missing(world):
    """A layer is listed and its table is missing."""
    changed(boundaries(world), "DROP TABLE desa")


@case("D10")
def table_not_listed(world):
    """A table more that is not listed."""
    changed(boundaries(world), "CREATE TABLE lain (kode TEXT, nama TEXT)",
            ("INSERT INTO lain VALUES (?, ?)", ("61.07.01.2001", CANARY)))


def system(world, number):
    changed(boundaries(world), f"UPDATE gpkg_contents SET srs_id = {number}",
            f"UPDATE gpkg_geometry_columns SET srs_id = {number}")


@case("D11")
def undefined_degrees(world):
    """The coordinate system is the undefined one of degrees."""
    system(world, 0)


@case("D11b")
def undefined_plane(world):
    """The coordinate system is the undefined one of a plane."""
    system(world, -1)


@case("D11c")
def system_not_listed(world):
    """The coordinate system is not in the file's list."""
    system(world, 77777)


@case("D11d")
def reports_in_undefined_degrees(world):
    """Reports in the undefined coordinate system of degrees."""
    changed(reports(world), "UPDATE gpkg_contents SET srs_id = 0",
            "UPDATE gpkg_geometry_columns SET srs_id = 0")


def redefined(world, number):
    """The boundaries, in degrees whose row is defined as another system."""
    path = boundaries(world)
    other = osr.SpatialReference()
    other.ImportFromEPSG(number)
    changed(path, ("UPDATE gpkg_spatial_ref_sys SET definition = ? WHERE srs_id = 4326",
                   (other.ExportToWkt(),)))
    return path


@case("D12")
def system_of_two_minds(world):
    """The row of EPSG:4326 is defined as UTM 49N."""
    redefined(world, 32649)


@case("D12b")
def system_of_another_datum(world):
    """The row of EPSG:4326 is defined as Batavia, also in degrees."""
    redefined(world, 4211)


@case("D12c")
def system_of_the_contents(world):
    """The same, and the table of contents tells another system than that of geometries."""
    changed(redefined(world, 32649), "UPDATE gpkg_contents SET srs_id = 0")


@case("D13")
def extent_wrong(world):
    """The extent told of the layer is infinite on one side and missing on another."""
    changed(boundaries(world), ("UPDATE gpkg_contents SET min_x = ?, max_x = ?, min_y = NULL",
                                (float("-inf"), -120.0)))


@case("D14")
def count_wrong(world):
    """The count of features told is wrong."""
    changed(boundaries(world), "UPDATE gpkg_ogr_contents SET feature_count = 77")


@case("D15")
def index_missing(world):
    """The spatial index is told and missing."""
    changed(boundaries(world), "DROP TABLE rtree_desa_geom")


@case("D15b")
def index_disagrees(world):
    """The spatial index says that nothing is where the features are."""
    changed(boundaries(world), "DELETE FROM rtree_desa_geom")


@case("D18")
def name_that_is_sql(world):
    """The name of the layer is SQL."""
    world.convert("desa.gpkg", "GPKG", layerName='x"; DROP TABLE gpkg_contents; --')


@case("D19")
def many_tables(world):
    """2,000 tables are listed."""
    path = boundaries(world)
    with closing(sqlite3.connect(path)) as database:
        for number in range(2_000):
            database.execute(f"CREATE TABLE t{number} (fid INTEGER PRIMARY KEY, a TEXT)")
            database.execute("INSERT INTO gpkg_contents (table_name, data_type, identifier) "
                             "VALUES (?, 'attributes', ?)", (f"t{number}", f"t{number}"))
        database.commit()


def with_columns(world, count):
    path = boundaries(world)
    with closing(sqlite3.connect(path)) as database:
        names = ", ".join(f"k{number} TEXT" for number in range(count))
        # As one change of the schema: so many changes would take minutes.
        database.execute("PRAGMA writable_schema=ON")
        (text,) = database.execute("SELECT sql FROM sqlite_master WHERE name = 'desa'").fetchone()
        database.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'desa'",
                         (f"{text.rstrip(')')}, {names})",))
        database.commit()


@case("D19b")
def many_columns(world):
    """1,900 columns more."""
    with_columns(world, 1_900)


@case("D19c")
def too_many_columns(world):
    """5,000 columns more: more than SQLite takes."""
    with_columns(world, 5_000)


@case("D20")
def texts_for_numbers(world):
    """Text in a column of whole numbers of reports."""
    changed(reports(world, ROWS + 1),
            ("UPDATE laporan SET jml_perempuan = ? WHERE fid = 41", (f"{CANARY}",)))


@case("D20b")
def no_code(world):
    """A village without a code."""
    changed(without_triggers(boundaries(world)), "UPDATE desa SET kode = NULL WHERE fid = 1")


@case("D20c")
def bytes_for_text(world):
    """Bytes that are no text in a column of texts."""
    changed(reports(world, ROWS + 1),
            ("UPDATE laporan SET id_patroli = ? WHERE fid = 41", (b"\xff\xfe\x00",)))


@case("D21")
def encrypted(world):
    """Encrypted: bytes without any order."""
    world.write("desa.gpkg", random.Random(7).randbytes(65_536))
    world.villages = world.tested = "desa.gpkg"


@case("D22")
def application_id(world):
    """The mark of the application is missing, the tables are right."""
    changed(boundaries(world), "PRAGMA application_id = 0")


@case("D22b")
def plain_database(world):
    """A database that is no GeoPackage."""
    path = world.dir / "desa.gpkg"
    changed(path, "CREATE TABLE desa (kode TEXT, nama TEXT)",
            ("INSERT INTO desa VALUES (?, ?)", ("61.07.01.2001", CANARY)))
    world.villages = world.tested = "desa.gpkg"
