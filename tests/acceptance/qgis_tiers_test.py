#!/usr/bin/python3
"""Opens the release of one audience in real QGIS: qgis_tiers_test.py RELEASE_DIR

What every audience's file must do: show valid, styled, worded layers, draw, and be inert.
"""

import os
import sys
import tempfile
import unittest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image  # noqa: E402
from qgis.core import QgsApplication, QgsMapLayer  # noqa: E402

from release_in_qgis import (  # noqa: E402  (it finds map_layout)
    alias_of,
    documented_tables,
    layer_of,
    open_project,
    query,
    words_of,
)
import map_layout  # noqa: E402
from qgis_inertness import InertnessTest  # noqa: E402,F401


class TierTest(unittest.TestCase):
    """The GeoPackage of an audience and the project inside."""

    @classmethod
    def setUpClass(cls):
        cls.project = open_project()
        cls.words = words_of(cls.project)
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

    def test_the_map_is_drawn(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "map.png")
            map_layout.export_png(map_layout.compose(self.project), path)
            picture = Image.open(path).convert("RGB")
            self.assertGreater(len(picture.getcolors(picture.width * picture.height)), 50)


def main():
    application = QgsApplication([], False)
    application.initQgis()
    tests = unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"])
    result = unittest.TextTestRunner(verbosity=1).run(tests)
    sys.stdout.flush()
    sys.stderr.flush()
    # QGIS tears its objects down in an order Python does not know.
    os._exit(0 if result.wasSuccessful() and result.testsRun > 0 else 1)


if __name__ == "__main__":
    main()
