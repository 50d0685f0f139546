"""E: shapefiles and archives."""

import struct

from cases import case
from workbook_cases import zipped
from world import CANARY, ROWS, features, good_rows


def boundaries(world, **options):
    return world.convert("desa.shp", "ESRI Shapefile", **options)


def reports(world, count=ROWS):
    return world.points("laporan.shp", "ESRI Shapefile", good_rows(count))


def part(path, extension):
    return path.with_suffix(extension)


def cut(path, share):
    content = path.read_bytes()
    path.write_bytes(content[:int(len(content) * share)])


@case("E01")
def index_missing(world):
    """No .shx."""
    part(boundaries(world), ".shx").unlink()


@case("E02")
def attributes_missing(world):
    """No .dbf."""
    part(boundaries(world), ".dbf").unlink()


@case("E03")
def system_missing(world):
    """No .prj."""
    part(boundaries(world), ".prj").unlink()


@case("E03b")
def system_of_reports_missing(world):
    """No .prj beside reports."""
    part(reports(world), ".prj").unlink()


@case("E04")
def system_wrong(world):
    """The .prj says UTM 48S and the values are degrees."""
    from osgeo import osr
    utm = osr.SpatialReference()
    utm.ImportFromEPSG(32748)
    part(boundaries(world), ".prj").write_text(utm.ExportToWkt(["FORMAT=WKT1_ESRI"]))


@case("E05")
def system_is_an_address(world):
    """The .prj is an address in the network."""
    part(boundaries(world), ".prj").write_text("http://127.0.0.1:9/epsg/4326.prj")


@case("E05b")
def system_is_long(world):
    """The .prj holds 10 MB."""
    part(boundaries(world), ".prj").write_text('GEOGCS["' + "x" * 10_000_000 + '"]')


@case("E05c")
def system_is_a_file(world):
    """The .prj names another file."""
    part(boundaries(world), ".prj").write_text("/etc/hostname")


@case("E06")
def encoding_wrong(world):
    """The .cpg says UTF-8 and the texts are Windows-1252."""
    found = features()
    found[0]["properties"]["nama"] = "Désa"
    world.boundaries(found)
    path = boundaries(world, layerCreationOptions=["ENCODING=CP1252"])
    part(path, ".cpg").write_text("UTF-8")


@case("E06b")
def encoding_missing(world):
    """No .cpg, no mark in the table, and texts in Windows-1252."""
    found = features()
    found[0]["properties"]["nama"] = "Désa"
    world.boundaries(found)
    path = boundaries(world, layerCreationOptions=["ENCODING=CP1252"])
    part(path, ".cpg").unlink(missing_ok=True)
    content = bytearray(part(path, ".dbf").read_bytes())
    content[29] = 0
    part(path, ".dbf").write_bytes(content)


@case("E06c")
def encoding_of_reports_wrong(world):
    """The .cpg says UTF-8 and one report is in Windows-1252."""
    rows = good_rows(ROWS + 1)
    rows[-1]["id_patroli"] = "Désa"
    path = world.points("laporan.shp", "ESRI Shapefile", rows,
                        layerCreationOptions=["ENCODING=UTF-8"])
    content = part(path, ".dbf").read_bytes()
    if content.count("Désa".encode()) != 1:
        raise ValueError("the text to be spoilt was not found")
    part(path, ".dbf").write_bytes(content.replace("Désa".encode(), b"D\xe9sa "))


@case("E07")
def table_cut(world):
    """The .dbf ends in the middle."""
    cut(part(boundaries(world), ".dbf"), 0.6)


@case("E08")
def shapes_cut(world):
    """The .shp ends in the middle."""
    cut(boundaries(world), 0.6)


@case("E08b")
def index_cut(world):
    """The .shx ends in the middle."""
    cut(part(boundaries(world), ".shx"), 0.9)


@case("E09")
def counts_differ(world):
    """The .dbf holds a row less than there are shapes."""
    path = part(boundaries(world), ".dbf")
    content = bytearray(path.read_bytes())
    content[4:8] = struct.pack("<I", struct.unpack("<I", content[4:8])[0] - 1)
    path.write_bytes(content)


@case("E10")
def names_cut(world):
    """Names of columns cut to ten letters, two of them alike."""
    rows = good_rows()
    for row in rows:
        row["nama_kecamatan"] = "Bengkayang"
        row["nama_kecamatan_lama"] = CANARY
    world.points("laporan.shp", "ESRI Shapefile", rows)


@case("E11")
def text_cut(world):
    """A text of 254 letters in a column of 254."""
    rows = good_rows(ROWS + 1)
    for row in rows:
        row["lokasi"] = "Pasar"
    rows[-1]["lokasi"] = "Pasar " + "x" * 300
    world.points("laporan.shp", "ESRI Shapefile", rows)


def with_first_x(path, value, kind=5):
    """Changes the first abscissa of the last shape."""
    content = bytearray(path.read_bytes())
    index = part(path, ".shx").read_bytes()
    (start,) = struct.unpack(">I", index[-8:-4])
    shape = start * 2 + 8
    if kind == 5:
        (parts,) = struct.unpack("<I", content[shape + 36:shape + 40])
        place = shape + 44 + 4 * parts
    else:
        place = shape + 4
    content[place:place + 8] = struct.pack("<d", value)
    path.write_bytes(content)


@case("E12")
def not_a_number(world):
    """NaN as a coordinate of a village."""
    with_first_x(boundaries(world), float("nan"))


@case("E12b")
def no_data_value(world):
    """-1e38 as a coordinate of a village."""
    with_first_x(boundaries(world), -1e38)


@case("E12c")
def report_not_a_number(world):
    """NaN as a coordinate of a report that names its village."""
    with_first_x(reports(world, ROWS + 1), float("nan"), kind=1)


@case("E12d")
def report_no_data_value(world):
    """-1e38 as a coordinate of a report that names its village."""
    with_first_x(reports(world, ROWS + 1), -1e38, kind=1)


def turned(path):
    """All rings run the other way around."""
    content = bytearray(path.read_bytes())
    index = part(path, ".shx").read_bytes()[100:]
    for entry in range(0, len(index), 8):
        shape = struct.unpack(">I", index[entry:entry + 4])[0] * 2 + 8
        parts, points = struct.unpack("<II", content[shape + 36:shape + 44])
        starts = [*struct.unpack(f"<{parts}I", content[shape + 44:shape + 44 + 4 * parts]), points]
        first = shape + 44 + 4 * parts
        for begin, end in zip(starts, starts[1:]):
            ring = [bytes(content[first + 16 * i:first + 16 * i + 16])
                    for i in range(begin, end)]
            content[first + 16 * begin:first + 16 * end] = b"".join(reversed(ring))
    path.write_bytes(content)


@case("E13")
def rings_turned(world):
    """All rings run the wrong way around."""
    turned(boundaries(world))


@case("E13b")
def hole_as_shell(world):
    """A hole that runs around as an outer ring does."""
    found = features()
    shape = found[0]["geometry"]
    polygon = shape["coordinates"][0] if shape["type"] == "MultiPolygon" else shape["coordinates"]
    x = sum(p[0] for p in polygon[0]) / len(polygon[0])
    y = sum(p[1] for p in polygon[0]) / len(polygon[0])
    d = 2e-4
    polygon.append([[x, y], [x, y + d], [x + d, y + d], [x + d, y], [x, y]])
    world.boundaries(found)
    turned_hole = boundaries(world)
    content = bytearray(turned_hole.read_bytes())
    ring = b"".join(struct.pack("<2d", *p) for p in polygon[-1])
    back = b"".join(struct.pack("<2d", *p) for p in reversed(polygon[-1]))
    for one, other in ((ring, back), (back, ring)):
        if one in content:
            turned_hole.write_bytes(content.replace(one, other))
            return
    raise ValueError("the hole was not found")


@case("E14")
def null_shape(world):
    """A village whose shape is none."""
    found = features()
    found[0]["geometry"] = None
    world.boundaries(found)
    boundaries(world)


@case("E14b")
def deleted_rows(world):
    """A row of the table that is marked as deleted."""
    path = part(reports(world, ROWS + 1), ".dbf")
    content = bytearray(path.read_bytes())
    header, width = struct.unpack("<HH", content[8:12])
    content[header + 5 * width:header + 5 * width + 1] = b"*"
    path.write_bytes(content)


@case("E14c")
def report_without_shape(world):
    """A report whose shape is none and that names its village."""
    rows = good_rows(ROWS + 1)
    path = world.points("laporan.shp", "ESRI Shapefile", rows)
    content = bytearray(path.read_bytes())
    index = part(path, ".shx").read_bytes()
    shape = struct.unpack(">I", index[-8:-4])[0] * 2 + 8
    content[shape:shape + 4] = bytes(4)
    path.write_bytes(content)


@case("E15")
def length_beyond_all(world):
    """A .shp that tells more than 2 GiB of itself."""
    path = boundaries(world)
    content = bytearray(path.read_bytes())
    content[24:28] = struct.pack(">I", 0x7fffffff)
    path.write_bytes(content)


@case("E15b")
def hole_of_megabytes(world):
    """A .shp of 400 MB, nearly all of it a hole of the file system."""
    path = boundaries(world)
    with open(path, "r+b") as file:
        file.truncate(400 << 20)


def parts_of(world):
    path = boundaries(world)
    return {extension: part(path, extension).read_bytes()
            for extension in (".shp", ".shx", ".dbf", ".prj")}


def archive(world, parts, name="batas.zip"):
    world.write(name, parts if isinstance(parts, bytes) else zipped(parts))
    world.villages = world.tested = name


@case("E16")
def several_in_archive(world):
    """An archive of two shapefiles in folders, with what macOS adds."""
    parts = parts_of(world)
    archive(world, {f"{folder}/desa{e}": c for folder in "ab" for e, c in parts.items()}
            | {f"__MACOSX/a/._desa{e}": b"\0\5\26\7" for e in parts})


@case("E16b")
def one_in_archive(world):
    """An archive of one shapefile."""
    archive(world, {f"desa{e}": c for e, c in parts_of(world).items()})


@case("E17")
def archive_cut(world):
    """An archive without its directory."""
    archive(world, zipped({f"desa{e}": c for e, c in parts_of(world).items()})[:-100])


@case("E17b")
def names_that_lead_out(world):
    """An archive whose names lead out of it."""
    archive(world, {f"../desa{e}": c for e, c in parts_of(world).items()})


@case("E18")
def mixed_case(world):
    """Endings of some parts in upper case."""
    path = boundaries(world)
    part(path, ".dbf").rename(part(path, ".DBF"))
    part(path, ".shx").rename(part(path, ".SHX"))
    part(path, ".prj").rename(part(path, ".PRJ"))


@case("E18b")
def all_upper_case(world):
    """All endings in upper case."""
    path = boundaries(world)
    for extension in (".shp", ".dbf", ".shx", ".prj"):
        part(path, extension).rename(part(path, extension.upper()))
    part(path, ".cpg").unlink(missing_ok=True)
    world.villages = world.tested = "desa.SHP"
