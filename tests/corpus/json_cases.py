"""C: GeoJSON."""

import json

from cases import case
from world import CANARY, features, geojson, good_rows


def put(world, text):
    world.write("desa.geojson", text)
    world.tested = "desa.geojson"


def written():
    return geojson(features())


def points(count=40):
    """The good reports as features."""
    found = []
    for row in good_rows(count):
        place = [float(row.pop("bujur")), float(row.pop("lintang"))]
        found.append({"type": "Feature", "properties": row,
                      "geometry": {"type": "Point", "coordinates": place}})
    return found


def put_points(world, found, name="laporan.geojson"):
    world.write(name, found if isinstance(found, str) else geojson(found))
    world.reports = world.tested = name


def first_number(text):
    """Text before and after the first longitude."""
    start = text.index("[[[[") + 4 if "[[[[" in text else text.index("[[[") + 3
    return text[:start], text[text.index(",", start):]


def outer_ring(feature):
    shape = feature["geometry"]
    rings = shape["coordinates"]
    return rings[0][0] if shape["type"] == "MultiPolygon" else rings[0]


@case("C01")
def cut(world):
    """The file ends in the middle."""
    put(world, written()[:-2000])


@case("C01b")
def cut_between_features(world):
    """The file ends after a feature."""
    text = written()
    put(world, text[:text.index('{"type": "Feature", "properties"', len(text) // 2)])


@case("C02")
def nan_literal(world):
    """NaN as a coordinate of a village."""
    before, after = first_number(written())
    put(world, before + "NaN" + after)


@case("C02b")
def nan_point(world):
    """NaN as a coordinate of a report."""
    text = geojson(points(41))
    start = text.rindex('"coordinates": [') + len('"coordinates": [')
    put_points(world, text[:start] + "NaN" + text[text.index(",", start):])


@case("C03")
def infinite(world):
    """1e999 as a coordinate of a village."""
    before, after = first_number(written())
    put(world, before + "1e999" + after)


@case("C03b")
def infinite_point(world):
    """1e999 as a coordinate of a report."""
    text = geojson(points(41))
    start = text.rindex('"coordinates": [') + len('"coordinates": [')
    put_points(world, text[:start] + "1e999" + text[text.index(",", start):])


@case("C04")
def out_of_range(world):
    """1e308 as coordinates of a village."""
    before, after = first_number(written())
    put(world, before + "1e308" + after)


@case("C04b")
def point_out_of_range(world):
    """1e308 as coordinates of a report that names its village."""
    found = points(41)
    found[-1]["geometry"]["coordinates"] = [1e308, 1e308]
    put_points(world, found)


@case("C05")
def coordinates_as_texts(world):
    """Coordinates of a village as texts."""
    found = features()
    ring = outer_ring(found[0])
    ring[:] = [[str(x), str(y)] for x, y, *_ in ring]
    world.boundaries(found)


@case("C05b")
def point_as_texts(world):
    """Coordinates of a report as texts."""
    found = points(41)
    found[-1]["geometry"]["coordinates"] = [
        str(x) for x in found[-1]["geometry"]["coordinates"]]
    put_points(world, found)


@case("C05c")
def one_text_in_a_ring(world):
    """One coordinate of a village as a text."""
    found = features()
    outer_ring(found[0])[5][0] = f"{CANARY}"
    world.boundaries(found)


@case("C06")
def no_geometry(world):
    """A village without geometry."""
    found = features()
    found[0]["geometry"] = None
    world.boundaries(found)


@case("C06b")
def point_without_geometry(world):
    """A report without geometry that names its village."""
    found = points(41)
    found[-1]["geometry"] = None
    put_points(world, found)


@case("C07")
def no_features(world):
    """A collection without features as boundaries."""
    world.boundaries([])


@case("C07b")
def no_reports(world):
    """A collection without features as reports."""
    put_points(world, [])


@case("C08")
def ring_open(world):
    """A ring whose last vertex is not its first."""
    found = features()
    outer_ring(found[0]).pop()
    world.boundaries(found)


@case("C08b")
def ring_of_two_vertices(world):
    """A ring of three positions, of which two are equal."""
    found = features()
    ring = outer_ring(found[0])
    ring[:] = [ring[0], ring[1], ring[0]]
    world.boundaries(found)


@case("C09")
def bow_tie(world):
    """A small bow-tie in a border."""
    found = features()
    ring = outer_ring(found[0])
    (x, y), (to_x, to_y) = ring[5][:2], ring[6][:2]
    ring[6:6] = [[to_x, to_y], [(x + to_x) / 2 + 1e-5, (y + to_y) / 2 - 1e-5], [x, y + 2e-5]]
    world.boundaries(found)


@case("C09b")
def whole_bow_tie(world):
    """A village that is one bow-tie."""
    found = features()
    ring = outer_ring(found[0])
    (x, y) = ring[0][:2]
    ring[:] = [[x, y], [x + 0.02, y + 0.02], [x + 0.02, y], [x, y + 0.02], [x, y]]
    world.boundaries(found)


@case("C10")
def same_key_twice(world):
    """A feature with two members of one name."""
    text = written()
    put(world, text.replace('"kode": ', '"kode": "61.07.01.2009", "kode": ', 1))


@case("C10b")
def same_id_twice(world):
    """Two features with one id and different codes."""
    found = features()
    found[0]["id"] = found[1]["id"] = 7
    world.boundaries(found)


@case("C10c")
def same_code_twice(world):
    """Two features with one code and different shapes and names."""
    found = features()
    found[0]["properties"]["kode"] = found[1]["properties"]["kode"]
    world.boundaries(found)


def named(name):
    return {"type": "name", "properties": {"name": name}}


@case("C11")
def other_system(world):
    """A crs member that names DGN95, in degrees."""
    world.boundaries(features(), crs=named("urn:ogc:def:crs:EPSG::4755"))


@case("C11b")
def meters_and_degrees(world):
    """A crs member that names UTM over degrees."""
    world.boundaries(features(), crs=named("urn:ogc:def:crs:EPSG::32649"))


@case("C11c")
def unknown_system(world):
    """A crs member that nobody knows."""
    world.boundaries(features(), crs=named("urn:ogc:def:crs:EPSG::999999"))


@case("C12")
def system_by_link(world):
    """A crs member that links to the network."""
    link = {"type": "link", "properties": {"href": "http://127.0.0.1:9/crs", "type": "ogcwkt"}}
    world.boundaries(features(), crs=link)


@case("C12b")
def report_system_by_link(world):
    """A crs member that links to the network, over reports."""
    link = {"type": "link", "properties": {"href": "http://127.0.0.1:9/crs", "type": "ogcwkt"}}
    put_points(world, geojson(points(), crs=link))


@case("C13")
def mixed_types(world):
    """A line and a point among villages."""
    found = features()
    ring = outer_ring(found[0])
    found[0]["geometry"] = {"type": "LineString", "coordinates": ring}
    found[1]["geometry"] = {"type": "Point", "coordinates": ring[0]}
    world.boundaries(found)


@case("C13b")
def line_among_reports(world):
    """A line among reports."""
    found = points(41)
    place = found[-1]["geometry"]["coordinates"]
    found[-1]["geometry"] = {"type": "LineString",
                             "coordinates": [place, [place[0] + 0.1, place[1]]]}
    put_points(world, found)


@case("C14")
def collection_of_shapes(world):
    """A village as a collection of shapes."""
    found = features()
    found[0]["geometry"] = {"type": "GeometryCollection", "geometries": [found[0]["geometry"]]}
    world.boundaries(found)


@case("C14b")
def nested_collections(world):
    """Collections of shapes 5,000 deep."""
    found = features()
    found[0]["geometry"] = CANARY
    deep = '{"type": "GeometryCollection", "geometries": [' * 5_000 + "]}" * 5_000
    put(world, geojson(found).replace(json.dumps(CANARY), deep))


@case("C15")
def brackets(world):
    """200,000 opening brackets."""
    put(world, "[" * 200_000)


@case("C15b")
def brackets_within(world):
    """200,000 opening brackets in a feature."""
    put(world, '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": '
        + "[" * 200_000)


@case("C16")
def text_behind(world):
    """Text behind the end of the document."""
    put(world, written() + f"\n{CANARY}\n")


@case("C16b")
def two_documents(world):
    """Two documents, one behind the other."""
    put(world, written() + "\n" + written())


@case("C17")
def broken_line(world):
    """Features line by line, one line cut."""
    found = [json.dumps(feature) for feature in points(41)]
    found[20] = found[20][:-20]
    put_points(world, "\n".join(found) + "\n", "laporan.geojsonl")


@case("C17b")
def lines_of_features(world):
    """Features line by line, without a fault."""
    put_points(world, "\n".join(map(json.dumps, points())) + "\n", "laporan.geojsonl")


@case("C17c")
def line_of_another_kind(world):
    """Features line by line, and a line that is JSON and no feature."""
    found = [json.dumps(feature) for feature in points(41)]
    found[20] = json.dumps({"catatan": CANARY})
    put_points(world, "\n".join(found) + "\n", "laporan.geojsonl")


@case("C18")
def topojson(world):
    """TopoJSON called .geojson."""
    put(world, json.dumps({"type": "Topology", "objects": {}, "arcs": [[[0, 0], [1, 1]]]}))


@case("C18b")
def esri_json(world):
    """Esri's JSON called .geojson."""
    put(world, json.dumps({"geometryType": "esriGeometryPolygon", "fields": [], "features": [
        {"attributes": {"kode": "61.07.01.2001"}, "geometry": {"rings": []}}]}))


@case("C19")
def nested_properties(world):
    """Properties that are objects and lists."""
    world.boundaries(features(rincian={"a": {"b": [1, 2]}}, daftar=["x", "y"]))


@case("C19b")
def nested_properties_of_reports(world):
    """Properties of reports that are objects and lists, in fields that are read."""
    found = points(41)
    found[-1]["properties"]["kategori"] = ["gelap_sepi", "mabuk_miras"]
    found[-2]["properties"]["regu"] = {"nama": CANARY}
    put_points(world, found)


@case("C20")
def large_single_line(world):
    """A single line of some 40 MB with 80,000 features."""
    (template,) = points(1)
    found = []
    for number in range(80_000):
        template["properties"]["id_laporan"] = f"L-{number}"
        found.append(json.dumps(template))
    put_points(world, '{"type": "FeatureCollection", "features": [' + ", ".join(found) + "]}")
