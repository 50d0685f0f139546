#!/usr/bin/python3
"""Opens a release in real QGIS and looks at it: qgis_test.py RELEASE_DIR [PICTURE.png]

Every layer, style, alias, the project inside the GeoPackage, its drawing and its inertness.
"""

import os
import sys
import tempfile

if len(sys.argv) not in (2, 3):
    sys.exit(__doc__)
from PIL import Image  # noqa: E402
from qgis.core import QgsLayerTreeModel, QgsMapLayer, QgsWkbTypes  # noqa: E402

from release_in_qgis import (  # noqa: E402  (it finds map_layout)
    RELEASE,
    ReleaseTest,
    alias_of,
    documented_tables,
    layer_of,
    main,
    query,
)
import map_layout  # noqa: E402
from qgis_inertness import InertnessTest  # noqa: E402,F401
from qgis_sheets import SheetsTest  # noqa: E402,F401

PICTURE = sys.argv[2] if len(sys.argv) == 3 else None

CLASSES = {  # kelas: (key of the catalogue, fill, kinds of symbol layers)
    "sangat_tinggi": ("class.4", "#d7301f", ["SimpleFill"]),
    "tinggi": ("class.3", "#fc8d59", ["SimpleFill"]),
    "sedang": ("class.2", "#fdcc8a", ["SimpleFill"]),
    "rendah": ("class.1", "#fef0d9", ["SimpleFill"]),
    "belum_cukup_data": ("legend.class.insufficient", "#f7f7f7", ["SimpleFill", "LinePatternFill"]),
    "belum_ada_data": ("legend.class.nodata", "#d9d9d9", ["SimpleFill", "LinePatternFill"]),
    "disamarkan": ("legend.class.masked", "#ffffff", ["SimpleFill", "LinePatternFill"]),
}

RENDERERS = {
    "desa_prioritas": "categorizedSymbol",
    "kecamatan_ringkas": "singleSymbol",
    "area_konsentrasi": "RuleRenderer",
    "sel_kerawanan": "RuleRenderer",
    "sel_patroli": "singleSymbol",
    "kecamatan_tahun": "RuleRenderer",
    "batas_kecamatan": "singleSymbol",
    "laporan_titik": "RuleRenderer",
    "titik_singgah": "categorizedSymbol",
    "rute_patroli": "categorizedSymbol",
    "pos": "singleSymbol",
    "zona_krppa": "RuleRenderer",
}

HIDDEN = ("laporan_titik", "sel_kerawanan", "sel_patroli")

GEOMETRIES = {
    "polygons": QgsWkbTypes.PolygonGeometry,
    "points": QgsWkbTypes.PointGeometry,
    "lines": QgsWkbTypes.LineGeometry,
    "none": QgsWkbTypes.NullGeometry,
}

def color_of(symbol):
    return symbol.symbolLayer(0).fillColor().name()


class LayersTest(ReleaseTest):
    """The GeoPackage opened layer by layer, as by dragging it into QGIS."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
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

    def test_stops_and_routes_can_be_stepped_through_by_day(self):
        for name in ("titik_singgah", "rute_patroli"):
            layer, _, _ = layer_of(name)
            days = layer.temporalProperties()
            self.assertTrue(days.isActive())
            field = layer.fields().field(days.startField())
            self.assertEqual(field.typeName(), "Date")

    def test_styled_layers_are_read_only(self):
        for name in RENDERERS:
            self.assertTrue(layer_of(name)[0].readOnly(), name)


class ProjectTest(ReleaseTest):
    """The project kept in the GeoPackage."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
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
        shown = map_layout.view_in_degrees(self.project)
        self.assertTrue(shown.contains(villages.extent()))
        self.assertLess(shown.width(), 2 * villages.extent().width())

    def test_map_is_visible_and_tables_are_not(self):
        shown = {node.layerId() for node in self.project.layerTreeRoot().findLayers()
                 if node.isVisible()}
        self.assertEqual(shown, {f"rawan_table_{name}" for name in RENDERERS} - {
            f"rawan_table_{name}" for name in HIDDEN})

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


class DrawingTest(ReleaseTest):
    """The map as a planner prints it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = PICTURE or os.path.join(cls.folder.name, "map.png")
        cls.layout = map_layout.sheet(cls.project, "A4")
        map_layout.export_png(cls.layout, cls.path)
        cls.picture = Image.open(cls.path).convert("RGB")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def part(self, name):
        """The pixels under an item of the sheet."""
        item = self.layout.itemById(name)
        scale = self.picture.width / map_layout.PAPERS["A4"][0]
        box = item.mapRectToScene(item.rect())
        edges = (box.left(), box.top(), box.right(), box.bottom())
        return self.picture.crop([round(edge * scale) for edge in edges])

    def count(self, image, color):
        rgb = tuple(bytes.fromhex(color.lstrip("#")))
        return sum(n for n, c in image.getcolors(image.width * image.height) if c == rgb)

    def shares(self):
        """Each class's share of the district's area."""
        areas = {}
        layer = self.project.mapLayer("rawan_table_desa_prioritas")
        for village in layer.getFeatures():
            kelas = village["kelas"]
            areas[kelas] = areas.get(kelas, 0.0) + village.geometry().area()
        return {kelas: area / sum(areas.values()) for kelas, area in areas.items()}

    def test_map_is_not_blank(self):
        image = self.part("map")
        background = self.count(image, self.project.backgroundColor().name())
        self.assertLess(background, 0.9 * image.width * image.height)
        self.assertGreater(len(image.getcolors(image.width * image.height)), 100)

    def test_map_shows_the_classes_of_the_data_and_no_others(self):
        image = self.part("map")
        shares = self.shares()
        for name in ("sangat_tinggi", "tinggi", "sedang", "rendah", "belum_ada_data"):
            pixels = self.count(image, CLASSES[name][1])
            if name not in shares:
                self.assertLess(pixels, 50, name)
            elif shares[name] > 0.005:  # A smaller one may lie under labels and symbols.
                self.assertGreater(pixels, 50, name)

    def test_legend_is_drawn_and_explains_the_classes(self):
        image = self.part("legend")
        for name in self.shares():
            self.assertGreater(self.count(image, CLASSES[name][1]), 50, name)
        self.assertGreater(self.count(image, "#000000"), 200, "letters")

    def test_legend_fits_on_the_sheet(self):
        item = self.layout.itemById("legend")
        box = item.mapRectToScene(item.rect())
        self.assertLessEqual(box.bottom(), map_layout.PAPERS["A4"][1])
        self.assertLessEqual(box.right(), map_layout.PAPERS["A4"][0])

    def test_sheet_has_scale_north_title_and_notes(self):
        for name in ("scale_bar", "north_arrow", "title", "notes"):
            dark = sum(self.part(name).convert("L").histogram()[:100])
            self.assertGreater(dark, 100, name)

    def test_sheet_tells_synthetic_data(self):
        self.assertEqual(self.layout.itemById("mark").text(), self.words["mark.synthetic"])


if __name__ == "__main__":
    main()
