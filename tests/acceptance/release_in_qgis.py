"""What the acceptance tests ask of a release: its words, tables, texts and layers."""

import os
import re
import sqlite3
import sys
import tomllib
import unittest
import zipfile
from io import BytesIO
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import QgsApplication, QgsVectorLayer  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "qgis"))

import map_layout  # noqa: E402

RELEASE = Path(sys.argv[1]).resolve()


def open_project():
    return map_layout.open_project(RELEASE)


def words_of(project):
    """The catalogue in the language of the release."""
    return catalogue(map_layout.language_of(project))


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


class ReleaseTest(unittest.TestCase):
    """A test of the project of the release, with the words of its language."""

    @classmethod
    def setUpClass(cls):
        cls.project = open_project()
        cls.words = words_of(cls.project)


def main():
    """Runs the tests of the calling program inside QGIS: all, or those named after the release."""
    application = QgsApplication([], False)
    application.initQgis()
    loader, program = unittest.defaultTestLoader, sys.modules["__main__"]
    tests = (loader.loadTestsFromNames(sys.argv[2:], program) if sys.argv[2:]
             else loader.loadTestsFromModule(program))
    result = unittest.TextTestRunner(verbosity=1).run(tests)
    sys.stdout.flush()
    sys.stderr.flush()
    # QGIS tears its objects down in an order Python does not know.
    os._exit(0 if result.wasSuccessful() and result.testsRun > 0 else 1)
