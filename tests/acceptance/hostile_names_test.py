"""Names that are SQL, paths, formulas, scripts or turn the text around are names, and no more."""

import csv
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from xml.etree import ElementTree

import rawan
from browser import Browser
from workbook_test import MAIN, Workbook

PWNED = "window.tembus=1"
NAMES = [
    'x"; DROP TABLE desa_prioritas; --', "x'; DELETE FROM gpkg_contents; --", "'", "]", "`", "%s%n",
    "sqlite_master", "gpkg_contents", "rtree_desa_prioritas_geom", "foo(bar)", "N" * 300,
    "../../keluar", "/tmp/keluar", "CON", "a/b", ".", "..", "ujung. ", "-rf", "nama\nbaris",
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", " =1+1", "＝1+1", "＋1", "＠A1", ";=1+1",
    '"=1+1',
    f"<script>{PWNED}</script>", f"<img src=x onerror={PWNED}>", f"<svg onload={PWNED}>",
    f"javascript:{PWNED}", "</style>", "</title></head>", "</script>", f"\" onclick=\"{PWNED}",
    "{{7*7}}", "${7*7}", "+ADw-script+AD4-", "\u2028", f"data:text/html,<script>{PWNED}</script>",
    "[% expression %]", "[% eval('1+1') %]", "@project_path", "]]>", "<!--", "&lt;b&gt;",
    "\u202edroper\u202c", "\u2066kanan\u2069", "\U0001f4a3", "e\u0301", "\u00e9",
    "\x01\x1b[2J", "\ufeff",
]
FORMULA = re.compile(r"[\s\ufeff]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
NUMBER = re.compile(r"-?\d+([.,]\d+)?")
SQUADS = {"R1": "=cmd|' /C calc'!A1", "R2": "<script>R2</script>", "R3": "../R3"}


def rename_villages(path):
    """Every village and every area above it gets one of the names, in turn."""
    connection = sqlite3.connect(path)
    for table in ("desa", "wilayah"):
        rows = [row[0] for row in connection.execute(f"SELECT fid FROM {table} ORDER BY kode")]
        for position, fid in enumerate(rows):
            connection.execute(f"UPDATE {table} SET nama = ? WHERE fid = ?",
                               (NAMES[position % len(NAMES)], fid))
    connection.commit()
    connection.close()


def rewrite(path, change):
    """Rewrites a table, cell by cell: change(header, row number, cell)."""
    text = path.read_text(encoding="utf-8-sig")
    separator = ";" if ";" in text else ","
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    header = next(position for position, row in enumerate(rows) if len(row) > 5)
    for number, row in enumerate(rows[header + 1:]):
        for position, cell in enumerate(row):
            row[position] = change(rows[header][position], number, cell)
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=separator, lineterminator="\n").writerows(rows)


def hostile_world(target):
    """The sample district under hostile names; its project file."""
    project = rawan.copy_sample(target)
    rename_villages(target / "villages.gpkg")
    for name in ("laporan_kobo.csv", "laporan_excel.csv", "patroli.csv", "regu.csv"):
        rewrite(target / name, lambda header, number, cell: SQUADS.get(cell, cell))
    rewrite(target / "laporan_excel.csv", lambda header, number, cell:
            "" if header in ("Desa", "Kecamatan") else cell)
    for name in ("pos.csv", "kontak.csv"):
        rewrite(target / name, lambda header, number, cell:
                NAMES[(3 * number) % len(NAMES)] if header == "name" else cell)
    place = "nama_tempat"
    for name in ("laporan_kobo.csv",):
        path = target / name
        lines = path.read_text(encoding="utf-8").splitlines()
        lines = [lines[0] + f'"{place}";'] + [line + '"x";' for line in lines[1:]]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        rewrite(path, lambda header, number, cell:
                NAMES[number % len(NAMES)] if header == place else cell)
    rawan.change(project, 'name = "Kabupaten Bengkayang"',
                 f"name = '''Kab </title><script>{PWNED}</script>'''")
    rawan.change(project, 'organization = "Satpol PP Kabupaten Bengkayang"',
                 "organization = '=1+1'")
    rawan.change(project, "[output]", "[validation]\nmax_rejected_share = 1.0\n\n[output]")
    return project


def files_of(out):
    """The files of the releases by tier and name."""
    return {f"{tier}/{path.relative_to(current)}": path for tier in rawan.TIERS
            for current in [rawan.current(out, tier).resolve()]
            for path in sorted(current.rglob("*")) if path.is_file()}


def schema_of(path):
    """All that a database is made of, but for its rows."""
    connection = sqlite3.connect(f"file:{path}?immutable=1", uri=True)
    found = set(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))
    connection.close()
    return found


def formulas_in(path):
    """Cells of a table that a spreadsheet would calculate."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        return [cell for row in csv.reader(file, delimiter=";") for cell in row
                if FORMULA.match(cell) and not NUMBER.fullmatch(cell)]


class HostileNames(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.dir = Path(cls.enterClassContext(
            tempfile.TemporaryDirectory(prefix="rawan-")))
        cls.out = cls.dir / "out"
        project = hostile_world(cls.dir / "in")
        before = sorted(cls.dir.rglob("*"))
        process = rawan.run("run", project, "-o", cls.out, "--quiet")
        assert process.returncode == 0, process.stderr.decode()
        cls.beside = [path for path in sorted(cls.dir.rglob("*"))
                      if path not in before and cls.out not in (path, *path.parents)]
        plain = cls.dir / "plain"
        process = rawan.run("run", rawan.SAMPLE / "project.toml", "-o", plain, "--quiet")
        assert process.returncode == 0, process.stderr.decode()
        cls.files, cls.plain = files_of(cls.out), files_of(plain)

    def with_ending(self, ending):
        found = [path for path in self.files.values() if path.suffix == ending]
        self.assertTrue(found, ending)
        return found

    def test_name_no_file(self):
        self.assertEqual(self.beside, [])
        self.assertFalse(Path("/tmp/keluar").exists())
        self.assertEqual(sorted(self.files), sorted(self.plain))

    def test_are_only_cells_of_databases(self):
        told = set()
        for name, path in self.files.items():
            if path.suffix != ".gpkg":
                continue
            self.assertEqual(schema_of(path), schema_of(self.plain[name]), name)
            connection = sqlite3.connect(f"file:{path}?immutable=1", uri=True)
            self.assertEqual(connection.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
            if "public" not in name:
                told.update(row[0] for row in
                            connection.execute("SELECT desa FROM desa_prioritas"))
            connection.close()
        for name in ('x"; DROP TABLE desa_prioritas; --', "sqlite_master", "../../keluar", "=1+1",
                     f"<script>{PWNED}</script>", "[% eval('1+1') %]"):
            self.assertIn(name, told, "a name is told as it is")

    def test_begin_no_formula_in_tables_of_text(self):
        for path in self.with_ending(".csv"):
            self.assertEqual(formulas_in(path), [], path.name)

    def test_would_be_seen_as_formulas(self):
        table = self.dir / "rumus.csv"
        with open(table, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows([["a", "-3,5", name] for name in NAMES])
        self.assertEqual(set(formulas_in(table)),
                         {"=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", " =1+1", "＝1+1", "＋1",
                          "＠A1", "-rf", "@project_path", "+ADw-script+AD4-"})

    def test_turn_no_text_around(self):
        for path in [*self.with_ending(".csv"), *self.with_ending(".html"),
                     *self.with_ending(".json"), *self.with_ending(".md")]:
            found = re.findall("[\u202a-\u202e\u2066-\u2069]", path.read_text(encoding="utf-8"))
            self.assertEqual(found, [], path.name)

    def test_are_no_formulas_in_workbooks(self):
        for path in self.with_ending(".xlsx"):
            book = Workbook(path)
            for position, name in enumerate(book.names):
                self.assertEqual(list(book.sheet(position).iter(MAIN + "f")), [], path.name)

    def test_run_nothing_in_a_browser(self):
        for path in self.with_ending(".html"):
            with self.subTest(path.name), Browser(1000) as browser:
                browser.open(path.as_uri())
                self.assertEqual(browser.complaints(), [])
                self.assertIsNone(browser.value("window.tembus ?? null"))
                self.assertEqual(browser.value("document.querySelectorAll('[onerror],[onload],"
                                               "[onclick],img[src=x],a[href^=javascript]').length"),
                                 0)
                self.assertIn(f"<script>{PWNED}</script>", browser.value("document.title"))

    def test_would_be_seen_to_run(self):
        page = self.dir / "tembus.html"
        page.write_text(f"<img src=x onerror={PWNED}>", encoding="utf-8")
        with Browser(1000) as browser:
            browser.open(page.as_uri())
            self.assertEqual(browser.value("window.tembus"), 1)

    def test_leave_pages_valid(self):
        for path in self.with_ending(".html"):
            tidy = subprocess.run(["tidy", "-q", "-e", "--show-warnings", "no", path],
                                  capture_output=True, check=False)
            self.assertLess(tidy.returncode, 2, tidy.stderr.decode())

    def test_leave_json_and_xml_readable(self):
        for path in self.with_ending(".json"):
            json.loads(path.read_text(encoding="utf-8"))
        for path in self.with_ending(".xml"):
            ElementTree.parse(path)

    def test_are_inert_in_qgis(self):
        for tier in rawan.TIERS:
            checked = subprocess.run(
                [sys.executable, rawan.SOURCE / "tests/acceptance/qgis_tiers_test.py",
                 rawan.current(self.out, tier), "InertnessTest"], capture_output=True, check=False,
                env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
            self.assertEqual(checked.returncode, 0, f"{tier}: {checked.stderr.decode()[-2000:]}")


if __name__ == "__main__":
    unittest.main()
