"""The workbook for planners, opened and calculated again by LibreOffice."""

import csv
import io
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import rawan

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = shutil.which("soffice") or shutil.which("localc")
NOT_RUN = 77  # Told to ctest: there is no LibreOffice here.
DANGER = "=1+1"


class Workbook:
    """What the file itself says."""

    def __init__(self, path):
        self.archive = zipfile.ZipFile(path)
        book = ElementTree.fromstring(self.archive.read("xl/workbook.xml"))
        self.names = [sheet.get("name") for sheet in book.iter(MAIN + "sheet")]

    def sheet(self, position):
        return ElementTree.fromstring(
            self.archive.read(f"xl/worksheets/sheet{position + 1}.xml"))

    def links(self):
        """Sheets that the first sheet leads to."""
        targets = [link.get("location") for link in self.sheet(0).iter(MAIN + "hyperlink")]
        return [re.fullmatch(r"'(.*)'!A1", target)[1].replace("''", "'") for target in targets]


def sheets_in_office(path, directory):
    """Every sheet as LibreOffice calculates and shows it, as rows of texts, by its name."""
    filter_options = "59,34,76,1,,0,false,true,false,false,false,-1"
    subprocess.run([OFFICE, f"-env:UserInstallation=file://{directory}/profile", "--headless",
                    "--convert-to", f"csv:Text - txt - csv (StarCalc):{filter_options}",
                    "--outdir", directory / "csv", path], check=True, capture_output=True,
                   timeout=240)
    return {file.stem.split("-", 1)[1]: list(csv.reader(
        io.StringIO(file.read_text(encoding="utf-8")), delimiter=";"))
            for file in (directory / "csv").iterdir()}


def is_number(text):
    return re.fullmatch(r"-?\d+([.,]\d+)?", text) is not None


class PlannersWorkbook(rawan.ProgramTest):
    @classmethod
    def setUpClass(cls):
        directory = tempfile.TemporaryDirectory(prefix="rawan-")
        cls.addClassCleanup(directory.cleanup)
        folder = Path(directory.name)
        project = rawan.copy_sample(folder / "sample")
        rawan.ask_for(project, "planning")
        rawan.change(project, 'organization = "Satpol PP Kabupaten Bengkayang"',
                     f'organization = "{DANGER}"')
        process = rawan.run("run", project, "-o", folder / "out", "--quiet")
        assert process.returncode == 0, process.stderr.decode()
        cls.release = rawan.current(folder / "out", "planning")
        cls.path = (cls.release / "perencanaan.xlsx").resolve()
        cls.book = Workbook(cls.path)

    def test_begins_with_contents_that_lead_to_every_sheet(self):
        self.assertGreaterEqual(len(self.book.names), 14)
        self.assertEqual(self.book.links(), self.book.names[1:])

    def test_freezes_the_headings_of_every_sheet(self):
        for position, name in enumerate(self.book.names):
            panes = [pane.get("state") for pane in self.book.sheet(position).iter(MAIN + "pane")]
            self.assertEqual(panes, ["frozen"], name)

    def test_holds_no_formula(self):
        for position, name in enumerate(self.book.names):
            self.assertEqual(list(self.book.sheet(position).iter(MAIN + "f")), [], name)

    def test_is_opened_and_calculated_with_the_values_of_the_tables(self):
        shown = sheets_in_office(self.path, self.dir)
        self.assertEqual(len(shown), len(self.book.names))
        cells = [cell for rows in shown.values() for row in rows for cell in row]
        self.assertFalse([cell for cell in cells if re.match(r"#|Err:", cell)])
        self.assertIn(DANGER, cells, "a text that looks like a formula stays a text")
        self.assertNotIn("2", [row[8] for name, rows in shown.items() if "MS-Ind" in name
                               for row in rows[1:]])
        connection = rawan.open_geopackage(self.release)
        self.compare(shown, "Data terpilah", connection.execute(
            "SELECT kode_wilayah, dialog, perempuan_dikonsultasi FROM data_terpilah ORDER BY fid"),
                     (1, 4, 5))
        self.compare(shown, "Usulan Musrenbang", connection.execute(
            "SELECT usulan_id, tahun, prioritas FROM usulan_musrenbang ORDER BY fid"), (0, 1, 16))
        connection.close()

    def compare(self, shown, title, rows, positions):
        (sheet,) = [rows for name, rows in shown.items() if name.endswith(title)]
        stored = [[str(cell) for cell in row] for row in rows]
        self.assertGreater(len(stored), 50, title)
        self.assertEqual([[row[i] for i in positions] for row in sheet[1:]], stored)
        self.assertTrue(all(is_number(row[positions[1]]) for row in sheet[1:]), title)


class Comparison(unittest.TestCase):
    def test_knows_a_number_from_a_text(self):
        self.assertTrue(is_number("12,5") and is_number("-3"))
        self.assertFalse(is_number("5–9") or is_number("") or is_number("Disamarkan"))


if __name__ == "__main__":
    if OFFICE is None:
        print("LibreOffice (libreoffice-calc-nogui) is not installed: not run")
        sys.exit(NOT_RUN)
    unittest.main()
