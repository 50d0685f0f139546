"""S01: endings choose no driver; S02: nothing leads to the network."""

from cases import case
from geopackage_cases import boundaries
from world import csv_text, features, geojson, good_rows
from xml_cases import gpx, kml, marks, waypoint

ENDINGS = (".csv", ".txt", ".xlsx", ".xls", ".gpkg", ".geojson", ".json", ".geojsonl", ".fgb",
           ".shp", ".dbf", ".kml")


def virtual(world, target):
    return (f'<OGRVRTDataSource><OGRVRTLayer name="laporan"><SrcDataSource>{world.dir / target}'
            "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>")


def disguised(ending):
    def spoil(world):
        world.write("rahasia.csv", csv_text(good_rows()))
        world.never_opened = ("rahasia.csv",)
        world.write(f"laporan{ending}", virtual(world, "rahasia.csv"))
        world.reports = world.tested = f"laporan{ending}"
    spoil.__doc__ = f"A virtual layer over another file, called {ending}."
    return spoil


for number, ending in enumerate(ENDINGS):
    case(f"S01{chr(ord('a') + number)}")(disguised(ending))


@case("S01m")
def virtual_layer(world):
    """A virtual layer over another file, by its own name."""
    disguised(".vrt")(world)


@case("S01n")
def virtual_layer_without_ending(world):
    """A virtual layer over another file, without any ending."""
    disguised("")(world)


@case("S01o")
def json_as_text(world):
    """GeoJSON called .csv."""
    world.write("laporan.csv", geojson(features()))


@case("S01p")
def database_as_workbook(world):
    """A GeoPackage called .xlsx."""
    path = boundaries(world).rename(world.dir / "laporan.xlsx")
    world.villages = "desa.geojson"
    world.reports = world.tested = path.name


@case("S01q")
def archive_as_database(world):
    """A ZIP archive called .gpkg."""
    world.write("desa.gpkg", b"PK\x03\x04" + bytes(100))
    world.villages = world.tested = "desa.gpkg"


@case("S02a")
def system_of_the_network(world):
    """A coordinate system in the network, where something listens."""
    link = {"type": "link", "properties": {"href": f"{world.listen()}/crs", "type": "ogcwkt"}}
    world.boundaries(features(), crs=link)


@case("S02b")
def named_system_of_the_network(world):
    """The name of a coordinate system is an address in the network."""
    world.boundaries(features(), crs={"type": "name", "properties": {
        "name": f"{world.listen()}/crs"}})


@case("S02c")
def prj_of_the_network(world):
    """A .prj is an address in the network."""
    path = world.convert("desa.shp", "ESRI Shapefile")
    path.with_suffix(".prj").write_text(f"{world.listen()}/epsg/4326.prj")


def named(world, name):
    world.reports = world.tested = name


@case("S02d")
def path_of_the_network(world):
    """The name of the file is GDAL's for the network."""
    named(world, f"/vsicurl/{world.listen()}/laporan.csv")


@case("S02e")
def address(world):
    """The name of the file is an address."""
    named(world, f"{world.listen()}/laporan.csv")


@case("S02f")
def feature_service(world):
    """The name of the file is a service of features."""
    named(world, f"WFS:{world.listen()}/")


@case("S02g")
def database_server(world):
    """The name of the file is a server of databases."""
    host, port = world.listen().removeprefix("http://").split(":")
    named(world, f"PG:host={host} port={port}")


@case("S02h")
def links_of_marks(world):
    """A network link, an icon, a style and a schema in KML."""
    url = world.listen()
    text = kml(marks(), f"<NetworkLink><Link><href>{url}/a</href></Link></NetworkLink>"
                        f"<styleUrl>{url}/b#c</styleUrl>")
    world.write("laporan.kml", text.replace(
        "<kml ", '<kml xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
                 f'xsi:schemaLocation="http://www.opengis.net/kml/2.2 {url}/d.xsd" '))
    world.reports = world.tested = "laporan.kml"


@case("S02i")
def links_of_waypoints(world):
    """A link in GPX."""
    link = f'<link href="{world.listen()}/a"><text>x</text></link>'
    world.write("laporan.gpx", gpx(waypoint(row, link) for row in good_rows()))
    world.reports = world.tested = "laporan.gpx"


@case("S02j")
def environment_of_the_network(world):
    """Variables that would let GDAL and PROJ use the network."""
    url = world.listen()
    world.environment = {"PROJ_NETWORK": "ON", "PROJ_NETWORK_ENDPOINT": url,
                         "GDAL_HTTP_PROXY": url, "CPL_CURL_ENABLE": "YES",
                         "GDAL_DRIVER_PATH": "/usr/lib/gdalplugins"}
