"""The print layouts of a release, exported from QGIS to PDF and read back."""

import os
import re
import subprocess
import tempfile

from PIL import Image

import map_layout
from release_in_qgis import ReleaseTest

POINT = 25.4 / 72.0  # Millimeters.


def page_sizes(pdf):
    """Width and height of every page in millimeters."""
    told = subprocess.run(["pdfinfo", "-l", "-1", pdf], capture_output=True, check=True, text=True)
    sizes = re.findall(r"size:\s+([\d.]+) x ([\d.]+) pts", told.stdout)
    return [(float(width) * POINT, float(height) * POINT) for width, height in sizes]


def text_of(pdf):
    """All words with single spaces; letters that fonts join are parted again."""
    told = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True)
    return " ".join(told.stdout.decode("utf-8").replace("\ufb01", "fi").split())


class SheetsTest(ReleaseTest):
    """A4 and A3: size, texts and parts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder = tempfile.TemporaryDirectory()
        cls.pdf = {}
        for paper in map_layout.PAPERS:
            cls.pdf[paper] = os.path.join(cls.folder.name, f"{paper}.pdf")
            map_layout.export_pdf(map_layout.sheet(cls.project, paper), cls.pdf[paper])

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_there_is_one_page_of_the_size_of_the_paper(self):
        for paper, size in map_layout.PAPERS.items():
            (found,) = page_sizes(self.pdf[paper])
            for side, wanted in zip(found, size):
                self.assertAlmostEqual(side, wanted, delta=0.5, msg=paper)

    def test_the_pages_say_what_a_map_must_say(self):
        metadata = self.project.metadata().abstract()
        for paper, pdf in self.pdf.items():
            text = text_of(pdf)
            for key in ("d.disclaimer_boundary", "d.disclaimer_scope", "d.disclaimer_zero",
                        "map.legend", "mark.synthetic"):
                self.assertIn(self.words[key], text, paper)
            self.assertIn(self.project.title(), text, paper)
            for line in metadata.split("\n")[-2:]:  # Sources, and date and system.
                self.assertIn(" ".join(line.split()[:6]), text, paper)

    def test_the_pages_tell_their_classification(self):
        for paper, pdf in self.pdf.items():
            told = map_layout.sheet(self.project, paper).itemById("classification").text()
            self.assertTrue(told)
            for word in told.split():
                self.assertIn(word, text_of(pdf), paper)

    def test_every_part_lies_on_its_page(self):
        for paper, (width, height) in map_layout.PAPERS.items():
            layout = map_layout.sheet(self.project, paper)
            for name in ("map", "legend", "scale_bar", "north_arrow", "title", "subtitle", "notes",
                         "classification", "mark"):
                item = layout.itemById(name)
                box = item.mapRectToScene(item.rect())
                self.assertGreaterEqual(min(box.left(), box.top()), 0.0, f"{paper} {name}")
                self.assertLessEqual(box.right(), width, f"{paper} {name}")
                self.assertLessEqual(box.bottom(), height, f"{paper} {name}")

    def test_the_map_keeps_its_proportions_and_holds_the_district(self):
        for paper in map_layout.PAPERS:
            item = map_layout.sheet(self.project, paper).itemById("map")
            box, extent = item.rect(), item.extent()
            self.assertAlmostEqual(box.width() / box.height(), extent.width() / extent.height(),
                                   places=3)
            layer = self.project.mapLayersByName(self.words["layer.district_boundary"])
            if layer:
                shown = map_layout.in_degrees(self.project, extent)
                self.assertTrue(shown.contains(layer[0].extent()), paper)

    def test_the_scale_bar_is_round_and_belongs_to_the_map(self):
        for paper in map_layout.PAPERS:
            layout = map_layout.sheet(self.project, paper)
            bar, shown = layout.itemById("scale_bar"), layout.itemById("map")
            self.assertIs(bar.linkedMap(), shown)
            self.assertEqual(bar.unitLabel(), "km")
            millimeters = 1e6 * bar.unitsPerSegment() / shown.scale()
            self.assertGreater(millimeters, 5.0, paper)
            self.assertLess(millimeters, 30.0, paper)
            self.assertIn(f"{bar.unitsPerSegment():g}"[0], "125", paper)

    def test_a_page_is_no_blank_page(self):
        for paper in map_layout.PAPERS:
            path = os.path.join(self.folder.name, "sheet.png")
            map_layout.export_png(map_layout.sheet(self.project, paper), path, dpi=60)
            picture = Image.open(path).convert("L")
            dark = sum(picture.histogram()[:128])
            self.assertGreater(dark, 0.005 * picture.width * picture.height, paper)
