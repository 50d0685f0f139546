"""B: workbooks."""

import io
import zipfile
from xml.sax.saxutils import escape

from cases import case
from world import CANARY, ROWS, csv_text, good_rows

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
DATE_STYLE = 1  # Of the styles below: date and time.
STYLES = (f'{HEAD}<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/>'
          '<xf numFmtId="22"/></cellXfs></styleSheet>')


class Cell(str):
    """A cell as it must lie in the file, without its place."""


def letters(column):
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def cell_xml(value, place):
    if isinstance(value, Cell):
        return value.replace("<c", f'<c r="{place}"', 1)
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{place}"><v>{value!r}</v></c>'


def row_xml(values, number):
    cells = "".join(cell_xml(value, f"{letters(column)}{number}")
                    for column, value in enumerate(values, start=1) if value != "")
    return f'<row r="{number}">{cells}</row>'


def sheet_xml(rows, after=""):
    body = "".join(row_xml(row, number) for number, row in enumerate(rows, start=1))
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData>{after}</worksheet>'


def relations(found):
    parts = "".join(f'<Relationship Id="r{number}" Type="{KINDS}/{kind}" Target="{target}"{more}/>'
                    for number, (kind, target, more) in enumerate(found, start=1))
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{parts}</Relationships>'


def members_of(sheets, about="", states=(), more=()):
    """The parts of a workbook: sheets by name, their states, relations more."""
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="r{number}"'
        + (f' state="{states[number - 1]}"' if states else "") + "/>"
        for number, name in enumerate(sheets, start=1))
    parts = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": relations([("officeDocument", "xl/workbook.xml", "")]),
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{KINDS}">{about}'
                           f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(
            [("worksheet", f"worksheets/sheet{number}.xml", "")
             for number in range(1, len(sheets) + 1)] + [("styles", "styles.xml", ""), *more]),
        "xl/styles.xml": STYLES}
    for number, xml in enumerate(sheets.values(), start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = xml
    return parts


def zipped(parts):
    """A ZIP file of fixed bytes; parts by name."""
    bytes_ = io.BytesIO()
    with zipfile.ZipFile(bytes_, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return bytes_.getvalue()


def table(count=ROWS):
    """Reports with their header, as lists of cells."""
    rows = good_rows(count)
    return [list(rows[0]), *(list(row.values()) for row in rows)]


def column(found, name):
    return found[0].index(name)


def put(world, content):
    world.write("laporan.xlsx", content)
    world.reports = world.tested = "laporan.xlsx"


def put_rows(world, found, after="", **book):
    put(world, zipped(members_of({"Laporan": sheet_xml(found, after)}, **book)))


@case("B01")
def all_texts(world):
    """Header and data are all texts."""
    put_rows(world, table())


@case("B02")
def title_and_two_header_rows(world):
    """Titles above a header of two rows."""
    found = table()
    women = column(found, "jml_perempuan")
    upper = [name if i != women else "Peserta" for i, name in enumerate(found[0])]
    lower = ["" if i != women else "P" for i in range(len(upper))]
    put_rows(world, [["REKAP LAPORAN"], ["Kabupaten Uji"], upper, lower, *found[1:]])


@case("B02b")
def header_far_below(world):
    """A header below 20 rows of titles."""
    put_rows(world, [*([f"Judul {n}"] for n in range(20)), *table()])


@case("B02c")
def last_header_blank(world):
    """The last column holds data below a header of spaces."""
    found = table()
    put_rows(world, [[*found[0], "  "], *([*row, f"{CANARY} x"] for row in found[1:])])


@case("B03")
def merged_keys(world):
    """Two rows whose village code is one merged cell."""
    found = table(ROWS + 2)
    code = column(found, "kode_desa")
    found[ROWS + 2][code] = ""
    place = letters(code + 1)
    merged = f"{place}{ROWS + 2}:{place}{ROWS + 3}"
    put_rows(world, found, f'<mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>')


@case("B04")
def several_sheets(world):
    """Two sheets with reports."""
    xml = sheet_xml(table())
    put(world, zipped(members_of({"Januari": xml, "Februari": xml})))


@case("B04b")
def hidden_sheet(world):
    """One sheet to be seen and one hidden: the hidden one is never read unasked."""
    sheets = {"Laporan": sheet_xml(table()), "Lama": sheet_xml(table(7))}
    put(world, zipped(members_of(sheets, states=("visible", "hidden"))))


@case("B04c")
def only_hidden_sheets(world):
    """All sheets are hidden."""
    put(world, zipped(members_of({"Laporan": sheet_xml(table())}, states=("veryHidden",))))


@case("B05")
def error_cells(world):
    """Errors of formulas in two cells that are read."""
    found = table(ROWS + 2)
    found[-1][column(found, "kode_desa")] = Cell('<c t="e"><v>#REF!</v></c>')
    found[-2][column(found, "lintang")] = Cell('<c t="e"><v>#N/A</v></c>')
    put_rows(world, found)


@case("B06")
def formula_without_value(world):
    """A formula whose value is not stored."""
    found = table(ROWS + 1)
    found[-1][column(found, "jml_perempuan")] = Cell("<c><f>SUM(A1:A2)</f></c>")
    put_rows(world, found)


def with_serials(days_since):
    found = table()
    day = column(found, "tanggal_kejadian")
    for number, row in enumerate(found[1:]):
        row[day] = Cell(f'<c s="{DATE_STYLE}"><v>{days_since + number % 28}</v></c>')
    return found


@case("B07")
def dates_from_1904(world):
    """Dates as serial numbers in a workbook that counts from 1904."""
    # 2026-03-01 is day 46082 of the system of 1900, which is 1,462 days ahead.
    put_rows(world, with_serials(46082 - 1462), about='<workbookPr date1904="1"/>')


@case("B07b")
def serials_and_texts(world):
    """Serial numbers that are no dates of the workbook among dates that are texts."""
    found = table()
    found[-1][column(found, "tanggal_kejadian")] = 46082
    put_rows(world, found)


@case("B07c")
def serial_without_style(world):
    """A serial number that is no date by its style, in a workbook that counts from 1904."""
    found = with_serials(46082 - 1462)
    found[-1][column(found, "tanggal_kejadian")] = 46082 - 1462
    put_rows(world, found, about='<workbookPr date1904="1"/>')


@case("B08")
def codes_as_numbers(world):
    """The code of a village as a number of ten digits."""
    found = table(ROWS + 1)
    code = column(found, "kode_desa")
    found[-1][code] = int(found[-1][code].replace(".", ""))
    put_rows(world, found)


@case("B08b")
def codes_lost_as_numbers(world):
    """The code of a village as a number that lost its last digits."""
    found = table(ROWS + 1)
    found[-1][column(found, "kode_desa")] = "6,107E+09"
    put_rows(world, found)


def without_end(parts, name, share=0.5):
    return parts | {name: parts[name][:int(len(parts[name]) * share)]}


@case("B09")
def sheet_cut(world):
    """The XML of the sheet ends in the middle, in a whole archive."""
    put(world, zipped(without_end(members_of({"Laporan": sheet_xml(table())}),
                                  "xl/worksheets/sheet1.xml")))


@case("B09b")
def sheet_cut_between_rows(world):
    """The XML of the sheet ends after a row, in a whole archive."""
    parts = members_of({"Laporan": sheet_xml(table())})
    name = "xl/worksheets/sheet1.xml"
    end = parts[name].index("</row>", len(parts[name]) // 2) + len("</row>")
    put(world, zipped(parts | {name: parts[name][:end]}))


@case("B09c")
def texts_cut(world):
    """The table of shared texts ends in the middle."""
    texts = f'{HEAD}<sst xmlns="{MAIN}"><si><t>{CANARY}</t></si><si><t>x'
    parts = members_of({"Laporan": sheet_xml(table())},
                       more=[("sharedStrings", "sharedStrings.xml", "")])
    put(world, zipped(parts | {"xl/sharedStrings.xml": texts}))


@case("B10")
def archive_cut(world):
    """The archive lacks its directory."""
    put(world, zipped(members_of({"Laporan": sheet_xml(table())}))[:-300])


@case("B11")
def large_and_packed(world):
    """300,000 rows of 20 cells, packed to little."""
    rows = "".join(f'<row r="{number}">' + '<c t="inlineStr"><is><t>sama</t></is></c>' * 20
                   + "</row>" for number in range(2, 300_002))
    head = row_xml(table()[0], 1)
    put(world, zipped(members_of({"Laporan": f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{head}'
                                             f"{rows}</sheetData></worksheet>"})))


@case("B12")
def last_cell_of_all(world):
    """A cell in the last row and column that a sheet can have."""
    xml = sheet_xml(table()).replace(
        "</sheetData>",
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    put(world, zipped(members_of({"Laporan": xml})))


@case("B12b")
def cell_beyond_all(world):
    """A cell in a column that no sheet has."""
    xml = sheet_xml(table()).replace(
        "</sheetData>", '<row r="50"><c r="XFE50"><v>1</v></c></row></sheetData>')
    put(world, zipped(members_of({"Laporan": xml})))


@case("B13")
def impossible_row(world):
    """A row with the number 4294967295."""
    xml = sheet_xml(table()).replace(
        "</sheetData>", '<row r="4294967295"><c><v>1</v></c></row></sheetData>')
    put(world, zipped(members_of({"Laporan": xml})))


@case("B13b")
def rows_backwards(world):
    """A row whose number was there before."""
    xml = sheet_xml(table()).replace("</sheetData>", row_xml(table()[1], 5) + "</sheetData>")
    put(world, zipped(members_of({"Laporan": xml})))


def compound(stream):
    """Head of an OLE compound file and the name of one of its streams."""
    magic = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    return magic + bytes(1016) + stream.encode("utf-16-le") + bytes(999)


@case("B14")
def with_password(world):
    """A workbook with a password."""
    put(world, compound("EncryptedPackage"))


@case("B15")
def old_workbook(world):
    """An .xls file called .xlsx."""
    put(world, compound("Workbook"))


@case("B15b")
def text_as_workbook(world):
    """A CSV file called .xlsx."""
    put(world, csv_text(good_rows()))


@case("B15c")
def document_as_workbook(world):
    """A text document called .xlsx."""
    put(world, zipped({"_rels/.rels": relations([("officeDocument", "word/document.xml", "")]),
                       "word/document.xml": "<document/>"}))


@case("B16")
def macros_and_links(world):
    """Macros, links to another workbook and to the network, and a DDE formula with a value."""
    found = table(ROWS + 1)
    found[-1][column(found, "jml_perempuan")] = Cell("<c><f>cmd|'/c calc'!A1</f><v>12</v></c>")
    parts = members_of(
        {"Laporan": sheet_xml(found)},
        more=[("vbaProject", "vbaProject.bin", ""),
              ("externalLink", "http://127.0.0.1:9/buku.xlsx", ' TargetMode="External"')])
    put(world, zipped(parts | {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}))


@case("B17")
def empty_rows(world):
    """100,000 rows below the table that have a style and no value."""
    found = "".join(f'<row r="{number}"><c r="A{number}" s="1"/></row>'
                    for number in range(ROWS + 2, ROWS + 100_002))
    xml = sheet_xml(table()).replace("</sheetData>", found + "</sheetData>")
    put(world, zipped(members_of({"Laporan": xml})))


@case("B18")
def odd_letters(world):
    """Escaped control characters, emoji and writing from right to left in a name of a place."""
    found = table(ROWS + 2)
    found[0].append("nama_tempat")
    for row in found[1:]:
        row.append("Pasar")
    found[-1][-1] = "Pasar_x000D__x0007_ \U0001f6a8"
    found[-2][-1] = "Pasar \u202egnalam\u202c"
    put_rows(world, found)


@case("B18b")
def control_characters(world):
    """A control character that XML does not allow."""
    put(world, zipped(members_of({"Laporan": sheet_xml(table()).replace("persepsi", "per\x07sepsi",
                                                                        1)})))


@case("B11b")
def large_and_honest(world):
    """25,000 reports."""
    found = table()
    rows = [found[0]]
    for number in range(25_000):
        row = found[1 + number % ROWS].copy()
        row[0] = f"L-{number:06}"
        rows.append(row)
    put_rows(world, rows)
