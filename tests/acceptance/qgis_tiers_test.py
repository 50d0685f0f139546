#!/usr/bin/python3
"""Opens the release of one audience in real QGIS: qgis_tiers_test.py RELEASE_DIR

What every audience's file must do: show valid, styled, worded layers, draw, and be inert.
"""

from qgis.core import QgsMapLayer

from release_in_qgis import (
    ReleaseTest,
    alias_of,
    documented_tables,
    layer_of,
    main,
    project_text,
    query,
)
from qgis_inertness import InertnessTest  # noqa: F401
from qgis_metadata import MetadataTest  # noqa: F401
from qgis_sheets import SheetsTest  # noqa: F401


# Columns of codes whose words QGIS shows, besides every column "status".
CODED = {(table, column) for table in ("laporan_titik", "laporan_desa")
         for column in ("kategori", "faktor_lingkungan")} | {("layanan", "peran")}


class TierTest(ReleaseTest):
    """The GeoPackage of an audience and the project inside."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tables = [name for (name,) in query(
            "SELECT table_name FROM gpkg_contents WHERE table_name <> 'layer_styles'")]

    def test_holds_only_documented_tables_and_columns(self):
        documented = documented_tables()
        self.assertGreaterEqual(len(self.tables), 3)
        for name in self.tables:
            self.assertIn(name, documented)
            found = [field.name() for field in layer_of(name)[0].fields()]
            self.assertLessEqual(set(found) - {"fid"}, set(documented[name][1]), name)

    def test_every_layer_of_the_project_is_valid_and_read_only(self):
        layers = self.project.mapLayers().values()
        vectors = [layer for layer in layers if layer.type() == QgsMapLayer.VectorLayer]
        self.assertEqual(len(vectors), len(self.tables))
        for layer in layers:
            self.assertTrue(layer.isValid(), layer.name())

    def test_every_code_of_a_column_has_its_word(self):
        found = 0
        for name in self.tables:
            layer = layer_of(name)[0]
            for place, field in enumerate(layer.fields()):
                if (name, field.name()) not in CODED and field.name() != "status":
                    continue
                setup = layer.editorWidgetSetup(place)
                self.assertEqual(setup.type(), "ValueMap", f"{name}.{field.name()}")
                known = {code: word for pair in setup.config()["map"]
                         for word, code in pair.items()}
                codes = {code for code in layer.uniqueValues(place) if code}
                self.assertLessEqual(codes, set(known), f"{name}.{field.name()}")
                for code in codes:
                    self.assertNotEqual(known[code], code)
                found += len(codes)
        self.assertGreater(found, 0)

    def test_an_empty_map_says_why(self):
        if "kecamatan_tahun" not in self.tables:
            return
        node = self.project.layerTreeRoot().findLayer("rawan_table_kecamatan_tahun")
        empty = query("SELECT count(*) FROM kecamatan_tahun") == [(0,)]
        self.assertEqual(node.name() == self.words["layer.kecamatan_tahun.empty"], empty)
        legend = node.customProperty("legend/title-label")
        self.assertEqual(legend == self.words["legend.kecamatan_tahun.empty"], empty)
        self.assertEqual(self.words["summary.no_year"] in project_text(), empty)

    def test_every_column_has_its_word(self):
        for name in self.tables:
            layer = layer_of(name)[0]
            for place, field in enumerate(layer.fields()):
                if field.name() == "fid":
                    continue
                self.assertEqual(layer.attributeDisplayName(place),
                                 alias_of(self.words, name, field.name()))


if __name__ == "__main__":
    main()
