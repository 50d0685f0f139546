"""F: KML and GPX; S06: what XML can hide."""

from xml.sax.saxutils import escape

from cases import case
from workbook_cases import put as put_book, sheet_xml, table, zipped, members_of
from world import CANARY, ROWS, good_rows

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def placemark(row, more="", place=None):
    data = "".join(f'<Data name="{key}"><value>{escape(cell)}</value></Data>'
                   for key, cell in row.items() if key not in ("lintang", "bujur"))
    if place is None:
        place = f'<Point><coordinates>{row["bujur"]},{row["lintang"]}</coordinates></Point>'
    return f"<Placemark>{more}<ExtendedData>{data}</ExtendedData>{place}</Placemark>"


def kml(placemarks, more="", doctype=""):
    return (f'{HEAD}{doctype}<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{more}'
            f"{''.join(placemarks)}</Document></kml>")


def marks(count=ROWS):
    return [placemark(row) for row in good_rows(count)]


def put(world, text, name="laporan.kml"):
    world.write(name, text)
    world.reports = world.tested = name


def put_last(world, **of_last):
    """One more placemark, of this kind."""
    found = marks()
    found.append(placemark(good_rows(ROWS + 1)[-1], **of_last))
    put(world, kml(found))


def waypoint(row, more="", **attributes):
    place = {"lat": row["lintang"], "lon": row["bujur"]} | attributes
    data = "".join(f"<r:{key}>{escape(cell)}</r:{key}>" for key, cell in row.items()
                   if key not in ("lintang", "bujur"))
    return (f'<wpt lat="{place["lat"]}" lon="{place["lon"]}">{more}<extensions>{data}'
            "</extensions></wpt>")


def gpx(waypoints):
    return (f'{HEAD}<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1" xmlns:r="r">'
            f"{''.join(waypoints)}</gpx>")


def put_waypoints(world, count=ROWS, more="", **of_last):
    rows = good_rows(count)
    found = [waypoint(row) for row in rows[:-1]] + [waypoint(rows[-1], more, **of_last)]
    put(world, gpx(found), "laporan.gpx")


LAUGHS = "<!DOCTYPE kml [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>"


@case("F00")
def placemarks(world):
    """Placemarks without a fault."""
    put(world, kml(marks()))


@case("F01")
def laughs(world):
    """Entities that grow to a million million letters."""
    put(world, kml([placemark(good_rows(1)[0]).replace("persepsi", "&a11;")], doctype=LAUGHS))


@case("F02")
def entity_of_a_file(world):
    """An entity that is a file of this computer."""
    put(world, kml([marks(1)[0].replace("persepsi", "&x;")],
                   doctype='<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]>'))


@case("F02b")
def entity_of_the_network(world):
    """An entity that is a page of the network."""
    put(world, kml([marks(1)[0].replace("persepsi", "&x;")],
                   doctype='<!DOCTYPE kml [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>'))


@case("F03")
def links(world):
    """A network link, an icon and an overlay from the network."""
    href = "<href>http://127.0.0.1:9/x</href>"
    put(world, kml(marks(), f"<NetworkLink><Link>{href}</Link></NetworkLink>"
                            f"<GroundOverlay><Icon>{href}</Icon></GroundOverlay>"))


@case("F04")
def not_a_number(world):
    """A point of nan that names its village."""
    put_last(world, place="<Point><coordinates>nan,0.8</coordinates></Point>")


@case("F05")
def space_for_comma(world):
    """A point with a space between its numbers."""
    put_last(world, place="<Point><coordinates>109.5 0.8</coordinates></Point>")


@case("F06")
def no_shape(world):
    """A placemark without a shape that names its village."""
    put_last(world, place="")


@case("F06b")
def other_shape(world):
    """A placemark that is a line and names its village."""
    put_last(world, place="<LineString><coordinates>109.5,0.8 109.6,0.8</coordinates>"
                          "</LineString>")


@case("F07")
def cut(world):
    """The file ends in the middle."""
    text = kml(marks())
    put(world, text[:len(text) // 2])


@case("F07b")
def cut_between_placemarks(world):
    """The file ends after a placemark."""
    text = kml(marks())
    put(world, text[:text.index("</Placemark>", len(text) // 2) + len("</Placemark>")])


@case("F08")
def waypoint_of_letters(world):
    """A waypoint whose latitude is letters."""
    put_waypoints(world, ROWS + 1, lat="abc")


@case("F08b")
def waypoints(world):
    """Waypoints without a fault."""
    put_waypoints(world)


@case("F08c")
def times_of_waypoints(world):
    """Waypoints whose times are those of their reports."""
    rows = good_rows()
    for row in rows:
        del row["tanggal_lapor"]
    put(world, gpx(waypoint(row, "<time>2026-03-31T13:15:00Z</time>") for row in rows),
        "laporan.gpx")


@case("F09")
def impossible_time(world):
    """A waypoint of an impossible time, which is the time of its report."""
    rows = good_rows(ROWS + 1)
    for row in rows:
        row["waktu_lapor"] = row.pop("tanggal_lapor")
    found = [waypoint(row) for row in rows[:-1]]
    del rows[-1]["waktu_lapor"]
    found.append(waypoint(rows[-1], "<time>2024-13-45T99:99:99Z</time>"))
    put(world, gpx(found), "laporan.gpx")


def data(name, cell):
    return f'<ExtendedData><Data name="{name}"><value>{cell}</value></Data></ExtendedData>'


@case("F10")
def told_twice(world):
    """A placemark whose kind of harassment is told twice."""
    put_last(world, more=data("kategori", "catcalling"))


@case("F10b")
def place_told_twice(world):
    """A placemark with a latitude among its data that is not that of its point."""
    put_last(world, more=data("lintang", "5.5"))


@case("F11")
def packed_bomb(world):
    """A KMZ that unpacks to a thousand times its size."""
    put(world, zipped({"doc.kml": " " * 70_000_000}), "laporan.kmz")


@case("F11b")
def packed_path(world):
    """A KMZ whose document would lie outside of it."""
    put(world, zipped({"../doc.kml": kml(marks())}), "laporan.kmz")


@case("F12")
def script_in_description(world):
    """A description and a name of a place with a script."""
    script = f"<![CDATA[<script>alert('{CANARY}')</script>]]>"
    put_last(world, more=f"<name>{script}</name><description>{script}</description>")


@case("S06a")
def quadratic_growth(world):
    """One long entity, many times."""
    doctype = f'<!DOCTYPE kml [<!ENTITY a "{"x" * 100_000}">]>'
    put(world, kml([marks(1)[0].replace("persepsi", "&a;" * 20_000)], doctype=doctype))


@case("S06b")
def parameter_entity(world):
    """A parameter entity from a file."""
    doctype = '<!DOCTYPE kml [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>'
    put(world, kml(marks(), doctype=doctype))


@case("S06c")
def doctype_alone(world):
    """A document type without entities, from the network."""
    put(world, kml(marks(), doctype='<!DOCTYPE kml SYSTEM "http://127.0.0.1:9/kml.dtd">'))


@case("S06d")
def deep(world):
    """Elements a million deep."""
    put(world, kml(["<Folder>" * 1_000_000]))


@case("S06e")
def long_attribute(world):
    """An attribute of 40 MB."""
    put(world, kml(marks(), f'<Folder id="{"x" * 40_000_000}"/>'))


@case("S06f")
def utf_7(world):
    """Text in UTF-7."""
    put(world, kml(marks()).replace("UTF-8", "UTF-7"))


@case("S06g")
def entities_in_a_workbook(world):
    """Entities that grow, in the sheet of a workbook."""
    parts = members_of({"Laporan": sheet_xml(table())})
    name = "xl/worksheets/sheet1.xml"
    put_book(world, zipped(parts | {
        name: parts[name].replace("?>", "?>" + LAUGHS.replace("kml", "worksheet"), 1)
        .replace("persepsi", "&a11;")}))


@case("S06h")
def deep_workbook(world):
    """Elements a million deep, in the sheet of a workbook."""
    xml = sheet_xml(table()).replace("</sheetData>", "</sheetData>" + "<x>" * 1_000_000)
    put_book(world, zipped(members_of({"Laporan": xml})))
