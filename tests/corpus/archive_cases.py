"""S05: archives, as the workbooks that they are."""

import io
import struct
import zipfile

from cases import case
from workbook_cases import members_of, put, sheet_xml, table, zipped

SHEET = "xl/worksheets/sheet1.xml"


def parts():
    return members_of({"Laporan": sheet_xml(table())})


def changed(world, change):
    """A good workbook whose bytes are changed."""
    content = bytearray(zipped(parts()))
    change(content)
    put(world, bytes(content))


def with_entry(world, name, content="x", mode=None):
    """A good workbook and one entry more."""
    bytes_ = io.BytesIO(zipped(parts()))
    with zipfile.ZipFile(bytes_, "a", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo("x" * len(name))
        if mode:
            info.create_system = 3
            info.external_attr = mode << 16
        archive.writestr(info, content)
    put(world, bytes_.getvalue().replace(b"x" * len(name), name.encode()))


def of_directory(content, name):
    """Where the directory tells of an entry."""
    return content.rindex(name.encode()) - 46


@case("S05a")
def many_entries(world):
    """20,000 entries."""
    put(world, zipped(parts() | {f"x/{number}": "" for number in range(20_000)}))


@case("S05b")
def relative_entry(world):
    """An entry that leads out of the archive."""
    with_entry(world, "../x.xml")


@case("S05c")
def absolute_entry(world):
    """An entry with an absolute path."""
    with_entry(world, "/tmp/x.xml")


@case("S05d")
def windows_entry(world):
    """An entry on a drive of Windows."""
    with_entry(world, "C:\\x.xml")


@case("S05e")
def symbolic_link(world):
    """An entry that is a symbolic link."""
    with_entry(world, "xl/tautan.xml", "/etc/passwd", mode=0o120777)


@case("S05f")
def same_name_twice(world):
    """Two entries of one name."""
    with_entry(world, SHEET, sheet_xml(table(7)))


@case("S05g")
def locked_entry(world):
    """An entry with a password."""
    def change(content):
        start = of_directory(content, SHEET) + 8
        content[start] |= 1
    changed(world, change)


def told_size(world, size):
    def change(content):
        start = of_directory(content, SHEET) + 24
        content[start:start + 4] = struct.pack("<I", size)
    changed(world, change)


@case("S05h")
def larger_than_told(world):
    """An entry that unpacks to more than it tells."""
    told_size(world, 100)


@case("S05i")
def smaller_than_told(world):
    """An entry that unpacks to less than it tells."""
    told_size(world, 60_000_000)


@case("S05j")
def large_numbers(world):
    """An archive whose directory stands in fields of 64 bits."""
    def change(content):
        end = content.rindex(b"PK\x05\x06")
        content[end + 10:end + 12] = b"\xff\xff"
        content[end + 16:end + 20] = b"\xff\xff\xff\xff"
    changed(world, change)


@case("S05k")
def nested(world):
    """Archives within archives, each of zeros packed a thousandfold."""
    inner = zipped({f"{number}.bin": bytes(1_000_000) for number in range(16)})
    middle = zipped({f"{number}.zip": inner for number in range(16)})
    put(world, zipped(parts() | {f"x/{number}.zip": middle for number in range(16)}))


@case("S05l")
def packed_a_thousandfold(world):
    """A sheet that unpacks to 200 MB, a thousandfold."""
    put(world, zipped(parts() | {SHEET: sheet_xml(table()).replace(
        "</sheetData>", " " * 200_000_000 + "</sheetData>")}))


@case("S05m")
def more_than_a_gibibyte(world):
    """Entries that unpack to more than 1 GiB together, each below the limit of one."""
    packed = zipped(parts() | {f"x/{number}": "x" for number in range(20)})
    content = bytearray(packed)
    for number in range(20):
        start = of_directory(content, f"x/{number}") + 24
        content[start:start + 4] = struct.pack("<I", 60_000_000)
    put(world, bytes(content))
