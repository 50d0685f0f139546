#!/usr/bin/python3
"""The toolbox of QGIS with the algorithms of qgis/rawan_provider, in a profile of its own."""

import configparser
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROFILE = tempfile.TemporaryDirectory(prefix="rawan-profile-")
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QGIS_CUSTOM_CONFIG_PATH"] = PROFILE.name
os.environ["XDG_RUNTIME_DIR"] = PROFILE.name

from qgis.core import (  # noqa: E402
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProject,
    QgsSettings,
    QgsVectorLayer,
)

import rawan  # noqa: E402

PLUGIN = rawan.SOURCE / "qgis" / "rawan_provider"
PLUGINS = Path(PROFILE.name) / "profiles" / "default" / "python" / "plugins"
COMMANDS = {"cluster", "density", "local", "run", "scan", "schedule"}


def start_qgis():
    """QGIS without windows, with Processing and the plugin as a profile has it."""
    PLUGINS.mkdir(parents=True)
    shutil.copytree(PLUGIN, PLUGINS / "rawan_provider",
                    ignore=shutil.ignore_patterns("__pycache__"))
    sys.path[:0] = [str(PLUGINS), "/usr/share/qgis/python/plugins"]
    application = QgsApplication([], False)
    application.initQgis()
    from processing.core.Processing import Processing
    Processing.initialize()
    from rawan_provider import classFactory
    plugin = classFactory(None)
    plugin.initProcessing()
    return application, plugin


class Told(QgsProcessingFeedback):
    """What an algorithm says; it cancels itself at the first stage where that is wanted."""

    def __init__(self, cancel=False):
        super().__init__(False)
        self.stages, self.percents, self.cancel_soon = [], [], cancel
        self.progressChanged.connect(self.percents.append)

    def setProgressText(self, text):
        self.stages.append(text)
        if self.cancel_soon:
            self.cancel()


class ProviderTest(rawan.ProgramTest):
    @classmethod
    def setUpClass(cls):
        import processing
        cls.process = staticmethod(processing.run)
        cls.registry = QgsApplication.processingRegistry()
        cls.points = cls.write_points()
        cls.areas = QgsVectorLayer(f"{rawan.SAMPLE / 'villages.gpkg'}", "villages", "ogr")
        assert cls.areas.isValid()

    @staticmethod
    def write_points():
        """Two dense groups and a few others, only in memory."""
        layer = QgsVectorLayer("Point?crs=EPSG:32649&field=total:integer", "points", "memory")
        features = []
        for i in range(60):
            group = (0.0, 3000.0)[i % 2]
            feature = QgsFeature(layer.fields())
            x, y = 300000.0 + group + 37.0 * (i % 7), 90000.0 + group + 41.0 * (i % 5)
            feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(x, y)))
            feature.setAttributes([1 + i % 3])
            features.append(feature)
        layer.dataProvider().addFeatures(features)
        return layer

    def grid(self):
        """Squares with values, high in one corner."""
        layer = QgsVectorLayer("Polygon?crs=EPSG:32649&field=cases:integer&field=women:integer",
                               "grid", "memory")
        features = []
        for i in range(36):
            x, y = 300000.0 + 1000.0 * (i % 6), 90000.0 + 1000.0 * (i // 6)
            feature = QgsFeature(layer.fields())
            feature.setGeometry(QgsGeometry.fromWkt(
                f"POLYGON(({x} {y},{x + 1000} {y},{x + 1000} {y + 1000},{x} {y + 1000},{x} {y}))"))
            feature.setAttributes([20 if i % 6 < 2 and i // 6 < 2 else 1 + i % 3, 100])
            features.append(feature)
        layer.dataProvider().addFeatures(features)
        return layer

    def test_every_command_is_in_the_toolbox_with_help_and_labels(self):
        provider = self.registry.providerById("rawan")
        self.assertEqual({a.name() for a in provider.algorithms()}, COMMANDS)
        for algorithm in provider.algorithms():
            self.assertGreater(len(algorithm.shortHelpString()), 40)
            self.assertTrue(algorithm.canExecute()[0])
            for definition in algorithm.parameterDefinitions():
                self.assertTrue(definition.description(), definition.name())

    def test_every_word_is_there_in_both_languages_and_used(self):
        from rawan_provider import words
        text = "".join(path.read_text(encoding="utf-8") for path in PLUGIN.glob("*.py")
                       if path.name != "words.py")
        for key, pair in words.WORDS.items():
            self.assertEqual(len(pair), 2, key)
            self.assertTrue(all(pair), key)
            parts = [key, key.removesuffix(".help"), key.split(".")[-1]]
            self.assertTrue(any(f'"{part}"' in text for part in parts), key)

    def test_the_language_of_qgis_chooses_the_words(self):
        from rawan_provider import words
        for locale, expected in (("id_ID", "Proyek"), ("en_US", "Project"), ("fr", "Project")):
            QgsSettings().setValue("locale/userLocale", locale)
            self.assertEqual(words.word("group.project"), expected)
        QgsSettings().setValue("locale/userLocale", "en_US")

    def test_density_of_a_memory_layer_is_a_raster(self):
        out = self.dir / "density.tif"
        found = self.process("rawan:density", {
            "INPUT": self.points, "WEIGHT": "total", "BANDWIDTH": "500m", "EDGE": 2, "CELL":
            100, "OUTPUT": str(out)})
        self.assertEqual(found["OUTPUT"], str(out))
        self.assertGreater(out.stat().st_size, 1000)

    def test_clusters_are_found_with_their_outlines(self):
        found = self.process("rawan:cluster", {
            "INPUT": self.points, "METHOD": 0, "RADIUS": 200, "MIN_POINTS": 5,
            "OUTPUT": str(self.dir / "points.gpkg"), "OUTLINES": str(self.dir / "outlines.gpkg")})
        outlines = QgsVectorLayer(found["OUTLINES"], "o", "ogr")
        self.assertEqual(outlines.featureCount(), 2)
        self.assertEqual(QgsVectorLayer(found["OUTPUT"], "p", "ogr").featureCount(), 60)

    def test_local_statistics_tell_progress_and_report(self):
        told = Told()
        found = self.process("rawan:local", {
            "INPUT": self.grid(), "VALUE": "cases", "WEIGHTS": "rook", "PERMUTATIONS": "999",
            "OUTPUT": "TEMPORARY_OUTPUT"}, feedback=told)
        self.assertEqual(QgsVectorLayer(found["OUTPUT"], "l", "ogr").featureCount(), 36)
        self.assertEqual(told.percents[-1], 100)
        self.assertTrue(told.stages)
        self.assertIn("rawan", told.textLog())

    def test_scan_finds_the_corner(self):
        found = self.process("rawan:scan", {
            "INPUT": self.grid(), "MODEL": 0, "CASES": "cases", "POPULATION": "women",
            "REPLICATES": 99, "OUTPUT": str(self.dir / "scan.gpkg"), "CLUSTERS": str(self.dir /
            "clusters.gpkg")})
        self.assertGreaterEqual(QgsVectorLayer(found["CLUSTERS"], "c", "ogr").featureCount(), 1)

    def test_a_project_and_its_schedule_run(self):
        found = self.process("rawan:run", {
            "PROJECT": str(rawan.SAMPLE / "project.toml"), "FOLDER": str(self.dir / "out")})
        for tier in ("RESTRICTED", "OPERATIONAL", "PLANNING", "PUBLIC"):
            self.assertTrue(Path(found[tier]).exists(), tier)
        found = self.process("rawan:schedule", {
            "PROJECT": str(rawan.SAMPLE / "project.toml"), "DAYS": 2, "ITERATIONS": 50, "SEED":
            5, "FOLDER": str(self.dir / "plan")})
        self.assertTrue(any((self.dir / "plan").rglob("schedule.csv")))

    def test_a_refusal_reaches_the_reader_with_its_reason(self):
        with self.assertRaises(QgsProcessingException) as raised:
            self.process("rawan:local", {"INPUT": self.grid(), "OUTPUT": str(self.dir / "l.gpkg")},
                     feedback=Told())
        self.assertRegex(str(raised.exception), r"E\d ")
        self.assertFalse((self.dir / "l.gpkg").exists())

    def test_canceling_ends_the_program_and_leaves_nothing(self):
        told = Told(cancel=True)
        with self.assertRaises(QgsProcessingException):
            self.process("rawan:run", {
                "PROJECT": str(rawan.SAMPLE / "project.toml"), "FOLDER": str(self.dir / "out")},
                feedback=told)
        self.assertTrue(told.stages)
        self.assertEqual([path for path in (self.dir / "out").rglob("*")
                          if path.is_file() and ".rawan" not in path.parts], [])

    def test_no_value_can_become_another_option_or_a_command(self):
        planted = self.dir / "planted"
        with self.assertRaises(QgsProcessingException):
            self.process("rawan:density", {
                "INPUT": self.points, "BANDWIDTH": f"1km; touch {planted} --json",
                "OUTPUT": str(self.dir / "d.tif")}, feedback=Told())
        self.assertFalse(planted.exists())
        sources = "".join(path.read_text(encoding="utf-8") for path in PLUGIN.glob("*.py"))
        self.assertNotRegex(sources, r"shell=True|os\.system|popen\(")

    def test_the_program_is_found_by_setting_environment_and_path(self):
        from processing.core.ProcessingConfig import ProcessingConfig
        from rawan_provider import program
        kept = os.environ.pop("RAWAN_PROGRAM"), os.environ["PATH"]
        try:
            os.environ["PATH"] = str(Path(rawan.PROGRAM).parent)
            self.assertEqual(program.find_program(), rawan.PROGRAM)
            os.environ["PATH"] = str(self.dir)
            self.assertIsNone(program.find_program())
            algorithm = self.registry.algorithmById("rawan:run")
            self.assertFalse(algorithm.canExecute()[0])
            ProcessingConfig.setSettingValue(program.SETTING, rawan.PROGRAM)
            self.assertEqual(program.find_program(), rawan.PROGRAM)
        finally:
            ProcessingConfig.setSettingValue(program.SETTING, "")
            os.environ["RAWAN_PROGRAM"], os.environ["PATH"] = kept

    def test_a_step_of_a_model_runs(self):
        model = QgsProcessingModelAlgorithm("m", "m")
        child = QgsProcessingModelChildAlgorithm("rawan:cluster")
        source = QgsProcessingModelChildParameterSource.fromStaticValue
        for name, value in (("INPUT", self.points), ("METHOD", 0), ("RADIUS", 200),
                            ("OUTPUT", str(self.dir / "model.gpkg"))):
            child.addParameterSources(name, [source(value)])
        model.addChildAlgorithm(child)
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        _, succeeded = model.run({}, context, Told())
        self.assertTrue(succeeded)
        self.assertTrue((self.dir / "model.gpkg").exists())

    def test_qgis_process_knows_and_runs_the_algorithms(self):
        program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
        ini = Path(PROFILE.name) / "profiles" / "default" / "QGIS" / "QGIS3.ini"
        QgsSettings().sync()
        environment = {**os.environ, "PYTHONPATH": "/usr/share/qgis/python/plugins",
                       "QGIS_PLUGINPATH": str(PLUGINS)}
        enable = subprocess.run([program, "plugins", "enable", "rawan_provider"],
                                capture_output=True, env=environment, check=False, text=True)
        self.assertEqual(enable.returncode, 0, enable.stderr + str(ini.exists()))
        done = subprocess.run(
            [program, "run", "rawan:cluster", "--json", "--", f"INPUT={self.write_file()}",
             "METHOD=0", "RADIUS=200", f"OUTPUT={self.dir / 'p.gpkg'}"],
            capture_output=True, env=environment, check=False, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        told = json.loads(done.stdout[done.stdout.index("{"):])
        self.assertEqual(told["results"]["OUTPUT"], str(self.dir / "p.gpkg"))

    def write_file(self):
        from processing import run
        return run("native:savefeatures", {"INPUT": self.points,
                                           "OUTPUT": str(self.dir / "points.gpkg")})["OUTPUT"]

    def test_the_plugin_says_what_it_is(self):
        told = configparser.ConfigParser()
        told.read(PLUGIN / "metadata.txt", encoding="utf-8")
        general = told["general"]
        self.assertEqual(general["hasProcessingProvider"], "yes")
        self.assertEqual(general["qgisMinimumVersion"], "3.22")
        version = re.search(r"^project\(\s*rawan\s+VERSION\s+([\d.]+)",
                            (rawan.SOURCE / "CMakeLists.txt").read_text(encoding="utf-8"),
                            re.MULTILINE)
        self.assertTrue(version[1].startswith(general["version"]))


def main():
    _, plugin = start_qgis()
    result = unittest.TextTestRunner(verbosity=1).run(
        unittest.defaultTestLoader.loadTestsFromTestCase(ProviderTest))
    plugin.unload()
    PROFILE.cleanup()
    sys.stdout.flush()
    sys.stderr.flush()
    # QGIS tears its objects down in an order Python does not know.
    os._exit(0 if result.wasSuccessful() and result.testsRun > 0 else 1)


if __name__ == "__main__":
    main()
