#!/usr/bin/python3
"""Opens a release in real QGIS and looks at it: qgis_test.py RELEASE_DIR [PICTURE.png]

Every layer, style, alias, the project inside the GeoPackage, its drawing and its inertness.
"""

import os
import re
import sqlite3
import sys
import tempfile
import tomllib
import unittest
import xml.etree.ElementTree as ElementTree
import zipfile
from io import BytesIO
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "qgis"))

from PIL import Image  # noqa: E402
from qgis.core import (  # noqa: E402
    QgsApplication,
    QgsLayerTreeModel,
    QgsMapLayer,
    QgsVectorLayer,
    QgsWkbTypes,
)

import map_layout  # noqa: E402

RELEASE = Path()
PICTURE = None

CLASSES = {  # kelas: (key of the catalogue, fill, kinds of symbol layers)
    "sangat_tinggi": ("class.4", "#d7301f", ["SimpleFill"]),
    "tinggi": ("class.3", "#fc8d59", ["SimpleFill"]),
    "sedang": ("class.2", "#fdcc8a", ["SimpleFill"]),
    "rendah": ("class.1", "#fef0d9", ["SimpleFill"]),
    "belum_cukup_data": ("class.insufficient", "#f7f7f7", ["SimpleFill", "LinePatternFill"]),
    "belum_ada_data": ("class.nodata", "#d9d9d9", ["SimpleFill", "LinePatternFill"]),
}

RENDERERS = {
    "desa_prioritas": "categorizedSymbol",
    "kecamatan_ringkas": "singleSymbol",
    "area_konsentrasi": "RuleRenderer",
    "sel_kerawanan": "RuleRenderer",
    "titik_singgah": "categorizedSymbol",
    "rute_patroli": "categorizedSymbol",
    "pos": "singleSymbol",
    "zona_krppa": "RuleRenderer",
}

GEOMETRIES = {
    "polygons": QgsWkbTypes.PolygonGeometry,
    "points": QgsWkbTypes.PointGeometry,
    "lines": QgsWkbTypes.LineGeometry,
    "none": QgsWkbTypes.NullGeometry,
}

# What a style or project may consist of (reliability.md S11): anything else is refused.
ELEMENTS = set(
    """
    AreaUnits Automatic BackgroundColor CanvasColorBluePart CanvasColorGreenPart CanvasColorRedPart
    Absolute CopyrightLabel DefaultViewExtent DegreeFormat Disclaimers DistanceUnits Ellipsoid
    Enabled Font Gui Identifiable Label Language Legend MarginH MarginUnit MarginV Mark Measure
    Measurement North Option Paths Placement PositionPrecision PreferredSize ProjectViewSettings
    ProjectionsEnabled Rawan Removable ScaleBar Scales Searchable Sources SpatialRefSys Style
    Subtitle TitleLabel abstract alias aliases annotation authid autotransaction background
    blendMode brightnesscontrast categories category colorrampshader config customproperties
    data_defined_properties datasource destinationsrs editWidget editable evaluateDefaultValues
    extent featureBlendMode field fieldConfiguration flags homePath huesaturation id identifier
    item labeling language layer layer-tree-group layer-tree-layer layerOpacity layername limits
    links mapTip mapcanvas maplayer minMaxOrigin parentidentifier pipe placement previewExpression
    projectCrs projectMetadata projectlayers properties provider qgis rampLegendSettings
    rasterTransparency rasterrenderer rasterresampler rastershader renderer-v2 rendering
    resampling resourceMetadata rotation rule rules settings shadow spatialrefsys srs srsid
    statAccuracy symbol symbols temporal text-buffer text-format text-style title trust type units
    visibility-preset visibility-presets xmax xmin ymax ymin
    """.split()
)

FORBIDDEN = [
    (r"[a-z]+://", "an address"),
    (r"(?<![\w.])/[A-Za-z]\w*/", "an absolute path"),
    (r"\b[A-Za-z]:\\", "a Windows path"),
    (r"\bsaveUser|last_modified_user\"\s*:\s*\"[^\"]", "a user's name"),
    (r"(?i)<\s*(script|html|a|img)\b|javascript:", "HTML"),
    (r"(?i)expressionfunctions|pythonmacros|attributeactions|actionsetting", "code"),
]

# Expressions compare columns and the map's scale; they call nothing.
EXPRESSION = re.compile(
    r"""(\s*(CASE|WHEN|THEN|ELSE|END|IS|NOT|NULL|AND|OR|@map_scale|"\w+"|'[\w.,-]*'|[\d.]+"""
    r"""|<=|>=|<|>|=))+\s*"""
)


def catalogue(language):
    name = {"IND": "id", "ENG": "en"}[language]
    return tomllib.loads((ROOT / f"engine/messages/{name}.toml").read_text(encoding="utf-8"))


def documented_tables():
    """Tables of docs/output_layers.md: name to (geometry, columns)."""
    text = (ROOT / "docs/output_layers.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (.*) \|$", text, re.MULTILINE)
    return {
        name: (geometry, re.findall(r"\w+", re.sub(r"\([^)]*\)", "", columns)))
        for name, geometry, columns in rows
    }


def alias_of(words, table, column):
    return words.get(f"column.{table}.{column}") or words[f"column.{column}"]


def color_of(symbol):
    return symbol.symbolLayer(0).fillColor().name()


def query(sql):
    with sqlite3.connect(f"file:{RELEASE / 'rawan.gpkg'}?mode=ro&immutable=1", uri=True) as file:
        return file.execute(sql).fetchall()


def project_text():
    ((content,),) = query("SELECT content FROM qgis_projects")
    archive = zipfile.ZipFile(BytesIO(bytes.fromhex(content)))
    (name,) = archive.namelist()
    return archive.read(name).decode("utf-8")


def layer_of(table):
    layer = QgsVectorLayer(f"{RELEASE / 'rawan.gpkg'}|layername={table}", table, "ogr")
    message, loaded = layer.loadDefaultStyle()
    return layer, loaded, message


class LayersTest(unittest.TestCase):
    """The GeoPackage opened layer by layer, as by dragging it into QGIS."""

    @classmethod
    def setUpClass(cls):
        cls.project = map_layout.open_project(RELEASE)
        cls.words = catalogue(map_layout.word(cls.project, "Language"))
        cls.tables = documented_tables()

    def test_every_documented_table_is_a_valid_layer(self):
        for name, (geometry, columns) in self.tables.items():
            with self.subTest(table=name):
                layer, _, _ = layer_of(name)
                self.assertTrue(layer.isValid())
                self.assertEqual(layer.geometryType(), GEOMETRIES[geometry])
                self.assertEqual([f.name() for f in layer.fields() if f.name() != "fid"], columns)

    def test_default_style_is_loaded_and_drawn_as_intended(self):
        for name, renderer in RENDERERS.items():
            with self.subTest(table=name):
                layer, loaded, message = layer_of(name)
                self.assertTrue(loaded, message)
                self.assertEqual(layer.renderer().type(), renderer)

    def test_village_classes_have_the_published_colors(self):
        layer, _, _ = layer_of("desa_prioritas")
        found = {c.value(): c for c in layer.renderer().categories()}
        self.assertEqual(set(found), set(CLASSES))
        for name, (key, color, kinds) in CLASSES.items():
            symbol = found[name].symbol()
            self.assertEqual(found[name].label(), self.words[key])
            self.assertEqual(color_of(symbol), color)
            self.assertEqual([part.layerType() for part in symbol.symbolLayers()], kinds)

    def test_zones_have_a_thick_purple_outline(self):
        layer, _, _ = layer_of("zona_krppa")
        for rule in layer.renderer().rootRule().children():
            lines = rule.symbol().symbolLayers()
            self.assertEqual({part.layerType() for part in lines}, {"SimpleLine"})
        active = [r for r in layer.renderer().rootRule().children() if r.isElse()]
        outline = active[0].symbol().symbolLayer(1)
        self.assertEqual(outline.color().name(), "#542788")
        self.assertGreaterEqual(outline.width(), 0.8)

    def test_every_squad_has_one_color_in_stops_and_routes(self):
        colors = {}
        for name in ("titik_singgah", "rute_patroli"):
            layer, _, _ = layer_of(name)
            place = layer.fields().indexOf("regu")
            part = 0 if name == "titik_singgah" else 1  # Lines lie on a white casing.
            drawn = {
                c.value(): c.symbol().symbolLayer(part).color().name()
                for c in layer.renderer().categories()
            }
            self.assertLessEqual(layer.uniqueValues(place), set(drawn))
            for squad, color in drawn.items():
                self.assertEqual(colors.setdefault(squad, color), color)

    def test_aliases_are_those_of_the_catalogue(self):
        for name, (_, columns) in self.tables.items():
            layer, _, _ = layer_of(name)
            for column in columns:
                alias = layer.attributeDisplayName(layer.fields().indexOf(column))
                self.assertEqual(alias, alias_of(self.words, name, column), f"{name}.{column}")

    def test_styled_layers_are_read_only(self):
        for name in RENDERERS:
            self.assertTrue(layer_of(name)[0].readOnly(), name)


class ProjectTest(unittest.TestCase):
    """The project kept in the GeoPackage."""

    @classmethod
    def setUpClass(cls):
        cls.project = map_layout.open_project(RELEASE)
        cls.words = catalogue(map_layout.word(cls.project, "Language"))
        cls.mark = cls.words["mark.synthetic"]

    def test_all_layers_of_the_file_are_there_and_valid(self):
        layers = self.project.mapLayers()
        for layer in layers.values():
            self.assertTrue(layer.isValid(), layer.name())
        expected = {f"rawan_table_{name}" for name in documented_tables()}
        if (RELEASE / "density.tif").exists():
            expected.add("rawan_table_density")
        self.assertEqual(set(layers), expected)

    def test_title_system_and_extent_are_set(self):
        self.assertTrue(self.project.title())
        self.assertTrue(self.project.crs().isValid())
        self.assertFalse(self.project.crs().isGeographic())
        villages = self.project.mapLayer("rawan_table_desa_prioritas")
        shown = map_layout.extent_in_degrees(self.project)
        self.assertTrue(shown.contains(villages.extent()))
        self.assertLess(shown.width(), 2 * villages.extent().width())

    def test_map_is_visible_and_tables_are_not(self):
        shown = {node.layerId() for node in self.project.layerTreeRoot().findLayers()
                 if node.isVisible()}
        self.assertEqual(shown, {f"rawan_table_{name}" for name in RENDERERS} - {
            "rawan_table_sel_kerawanan"})

    def test_themes_show_existing_layers(self):
        themes = self.project.mapThemeCollection()
        expected = {self.words["theme.priority"], self.words["theme.patrol"]}
        if (RELEASE / "density.tif").exists():
            expected.add(self.words["theme.density"])
        self.assertEqual(set(themes.mapThemes()), expected)
        for name in themes.mapThemes():
            self.assertGreaterEqual(len(themes.mapThemeVisibleLayers(name)), 3)

    def test_legend_explains_every_class(self):
        model = QgsLayerTreeModel(self.project.layerTreeRoot())
        villages = self.project.layerTreeRoot().findLayer("rawan_table_desa_prioritas")
        labels = [node.data(0) for node in model.layerLegendNodes(villages)]
        self.assertEqual(labels, [self.words[key] for key, _, _ in CLASSES.values()])

    def test_groups_and_layers_are_named_by_the_catalogue(self):
        groups = [group.name() for group in self.project.layerTreeRoot().findGroups()]
        known = [self.words["group." + key]
                 for key in ("patrol", "boundaries", "priority", "density", "tables")]
        self.assertEqual(groups, [name for name in known if name in groups])
        self.assertGreaterEqual(len(groups), 4)

    def test_disclaimers_are_on_the_map(self):
        notes = self.project.readEntry("CopyrightLabel", "/Label")[0]
        for key in ("d.disclaimer_boundary", "d.disclaimer_scope", "d.disclaimer_zero"):
            self.assertIn(self.words[key], notes)

    def test_synthetic_data_are_marked_everywhere_or_nowhere(self):
        described = dict(query("SELECT table_name, description FROM gpkg_contents"))
        marked = [self.mark in (described[table] or "") for table in documented_tables()]
        self.assertEqual(len(set(marked)), 1, "some layers are marked and others are not")
        heading = self.project.readEntry("TitleLabel", "/Label")[0]
        self.assertEqual(self.mark in heading, marked[0])
        self.assertEqual(self.mark in self.project.metadata().abstract(), marked[0])
        for layer in self.project.mapLayers().values():
            if layer.type() == QgsMapLayer.VectorLayer:
                self.assertEqual(self.mark in layer.metadata().abstract(), marked[0])


class DrawingTest(unittest.TestCase):
    """The map as a planner prints it."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = PICTURE or os.path.join(cls.folder.name, "map.png")
        cls.project = map_layout.open_project(RELEASE)
        cls.words = catalogue(map_layout.word(cls.project, "Language"))
        cls.layout = map_layout.compose(cls.project)
        map_layout.export_png(cls.layout, cls.path)
        cls.picture = Image.open(cls.path).convert("RGB")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def part(self, name):
        """The pixels under an item of the sheet."""
        item = self.layout.itemById(name)
        scale = self.picture.width / map_layout.SHEET[0]
        box = item.mapRectToScene(item.rect())
        edges = (box.left(), box.top(), box.right(), box.bottom())
        return self.picture.crop([round(edge * scale) for edge in edges])

    def count(self, image, color):
        rgb = tuple(bytes.fromhex(color.lstrip("#")))
        return sum(n for n, c in image.getcolors(image.width * image.height) if c == rgb)

    def classes_in_data(self):
        return {kelas for (kelas,) in query("SELECT DISTINCT kelas FROM desa_prioritas")}

    def test_map_is_not_blank(self):
        image = self.part("map")
        background = self.count(image, self.project.backgroundColor().name())
        self.assertLess(background, 0.9 * image.width * image.height)
        self.assertGreater(len(image.getcolors(image.width * image.height)), 100)

    def test_map_shows_the_classes_of_the_data_and_no_others(self):
        image = self.part("map")
        present = self.classes_in_data()
        for name in ("sangat_tinggi", "tinggi", "sedang", "rendah", "belum_ada_data"):
            pixels = self.count(image, CLASSES[name][1])
            if name in present:
                self.assertGreater(pixels, 50, name)
            else:
                self.assertLess(pixels, 50, name)

    def test_legend_is_drawn_and_explains_the_classes(self):
        image = self.part("legend")
        for name in self.classes_in_data():
            self.assertGreater(self.count(image, CLASSES[name][1]), 50, name)
        self.assertGreater(self.count(image, "#000000"), 200, "letters")

    def test_legend_fits_on_the_sheet(self):
        item = self.layout.itemById("legend")
        box = item.mapRectToScene(item.rect())
        self.assertLessEqual(box.bottom(), map_layout.SHEET[1])
        self.assertLessEqual(box.right(), map_layout.SHEET[0])

    def test_sheet_has_scale_north_title_and_notes(self):
        for name in ("scale_bar", "north_arrow", "title", "notes"):
            dark = sum(self.part(name).convert("L").histogram()[:100])
            self.assertGreater(dark, 100, name)

    def test_sheet_tells_synthetic_data(self):
        marked = bool(map_layout.word(self.project, "Mark"))
        self.assertEqual(self.layout.itemById("mark") is not None, marked)
        if marked:
            self.assertEqual(self.layout.itemById("mark").text(), self.words["mark.synthetic"])


class InertnessTest(unittest.TestCase):
    """Styles and project can do nothing but draw (reliability.md S11)."""

    def texts(self):
        styles = query("SELECT f_table_name, styleQML FROM layer_styles")
        self.assertGreaterEqual(len(styles), len(RENDERERS))
        return styles + [("project", project_text())]

    def test_only_known_elements_are_used(self):
        for name, text in self.texts():
            used = {element.tag for element in ElementTree.fromstring(text).iter()}
            self.assertLessEqual(used, ELEMENTS, name)

    def test_nothing_forbidden_is_written(self):
        for name, text in self.texts():
            # Names of the owner's data may hold a slash; they stand in texts, not in sources.
            inert = re.sub(r"(?s)<(abstract|Sources|Label|title|Subtitle)\b[^>]*>.*?</\1>", "", text)
            for pattern, meaning in FORBIDDEN:
                self.assertIsNone(re.search(pattern, inert), f"{name}: {meaning}")

    def test_sources_are_files_beside_the_project(self):
        root = ElementTree.fromstring(project_text())
        sources = [element.text for element in root.iter("datasource")]
        sources += [element.get("source") for element in root.iter("layer-tree-layer")]
        for source in sources:
            self.assertRegex(source, r"^\./(rawan\.gpkg\|layername=\w+|density\.tif)$")

    def test_expressions_call_no_function(self):
        for name, text in self.texts():
            root = ElementTree.fromstring(text)
            found = [e.get("value") for e in root.iter("Option") if e.get("name") == "expression"]
            found += [e.get("filter") for e in root.iter("rule")]
            found += [e.text for e in root.iter("previewExpression")]
            found += [e.get("fieldName") for e in root.iter("text-style") if e.get("isExpression") == "1"]
            for expression in found:
                self.assertRegex(expression, rf"^({EXPRESSION.pattern})$", name)

    def test_map_tips_are_empty(self):
        for name, text in self.texts():
            for tip in ElementTree.fromstring(text).iter("mapTip"):
                self.assertFalse(tip.text, name)

    def test_project_names_no_user(self):
        ((metadata,),) = query("SELECT metadata FROM qgis_projects")
        self.assertNotRegex(metadata or "", r'last_modified_user"\s*:\s*"[^"]')
        for (owner,) in query("SELECT owner FROM layer_styles"):
            self.assertFalse(owner)


def main(arguments):
    global RELEASE, PICTURE
    RELEASE = Path(arguments[0]).resolve()
    PICTURE = arguments[1] if len(arguments) > 1 else None
    application = QgsApplication([], False)
    application.initQgis()
    tests = unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"])
    result = unittest.TextTestRunner(verbosity=1).run(tests)
    sys.stdout.flush()
    sys.stderr.flush()
    # QGIS tears its objects down in an order Python does not know.
    os._exit(0 if result.wasSuccessful() and result.testsRun > 0 else 1)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(sys.argv[1:])
