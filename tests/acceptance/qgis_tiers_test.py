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
    query,
)
from qgis_inertness import InertnessTest  # noqa: F401
from qgis_metadata import MetadataTest  # noqa: F401
from qgis_sheets import SheetsTest  # noqa: F401


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
