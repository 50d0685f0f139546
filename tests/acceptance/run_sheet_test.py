"""What commanders of patrols carry: the run sheets as page and PDF, routes and calendars."""

import ctypes
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

from osgeo import ogr

import page_checks
import rawan

MOST_BYTES = 3_000_000
LOCAL = "UPTD Uji;uptd_ppa;0562-000111;;Senin sampai Jumat;{code};kabupaten;{day};Uji\n"


def told_by(*command):
    return subprocess.run(command, capture_output=True, check=False).stdout.decode()


def release_with(directory, contacts=""):
    """The operational release of the sample district with further contacts."""
    project = rawan.copy_sample(directory / "sample")
    rawan.ask_for(project, "operational")
    with open(directory / "sample" / "kontak.csv", "a", encoding="utf-8") as file:
        file.write(contacts)
    process = rawan.run("run", project, "-o", directory / "out", "--quiet")
    assert process.returncode == 0, process.stderr.decode()
    return rawan.current(directory / "out", "operational")


class RunSheet(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = tempfile.TemporaryDirectory(prefix="rawan-")
        cls.addClassCleanup(cls.directory.cleanup)
        cls.release = release_with(Path(cls.directory.name))
        cls.html = (cls.release / "jadwal.html").read_text(encoding="utf-8")
        cls.page = page_checks.Page(cls.html)
        cls.stops = rawan.rows_of(cls.release / "schedule.csv")

    def cards(self):
        return re.findall(r"<article class=\"card\">.*?</article>", self.html, re.DOTALL)

    def test_has_a_sheet_per_squad_and_day_and_a_card_per_stop(self):
        sheets = {(row["tanggal"], row["shift"], row["regu"]) for row in self.stops}
        self.assertGreater(len(sheets), 3)
        self.assertEqual(self.html.count("<div class=\"sheet\">"), 1 + len(sheets))
        self.assertEqual(self.html.count("<figure class=\"map\">"), len(sheets))
        self.assertEqual(len(self.cards()), len(self.stops))

    def test_leads_phones_to_the_stop_of_the_schedule(self):
        for card, row in zip(self.cards(), self.stops):
            at = ",".join(f"{float(row[name].replace(',', '.')):.5f}"
                          for name in ("lat_anchor", "lon_anchor"))
            self.assertIn(f"href=\"geo:{at}?q={at}(", card)
            self.assertIn(row["jam_mulai"], card)

    def test_says_when_a_squad_rests(self):
        with tempfile.TemporaryDirectory(prefix="rawan-") as directory:
            project = rawan.copy_sample(Path(directory) / "sample")
            rawan.change(project, 'end = "15:00"', 'end = "15:00"\nbreak_min = 45')
            process = rawan.run("schedule", project, "-o", Path(directory) / "out", "--quiet",
                                "--iterations", "500")
            self.assertEqual(process.returncode, 0, process.stderr.decode())
            release = rawan.current(Path(directory) / "out", "operational")
            html = (release / "jadwal.html").read_text(encoding="utf-8")
            paper = told_by("pdftotext", "-layout", release / "jadwal.pdf", "-")
        sheets = html.split("<div class=\"sheet\">")[2:]
        for sheet in sheets:
            rests = re.findall(r"<dt>Istirahat</dt><dd>\d\d\.\d\d sampai [^<]*\(45 menit\)",
                               sheet)
            self.assertEqual(len(rests), int("giliran P<" in sheet), sheet[:200])
        self.assertGreater(html.count("Istirahat"), 0)
        self.assertEqual(paper.count("Istirahat"), html.count("Istirahat"))
        self.assertNotIn("Istirahat", self.html, "no break, nothing to say")

    def test_can_be_used_by_everybody(self):
        self.assertEqual(page_checks.faults_of(self.html), [])

    def test_would_not_pass_with_faults(self):
        for old, new in (("color: #444444", "color: #999999"), ("<h1>", "<h3>"),
                         (" scope=\"col\"", ""), ("href=\"#lembar-1\"", "href=\"#nowhere\""),
                         ("\"use strict\";", "\"use strict\"; "), ("aria-label=\"", "title=\""),
                         ("href=\"geo:", "href=\"https:"), ("lang=\"id\"", "")):
            spoilt = self.html.replace(old, new)
            if spoilt != self.html:
                self.assertNotEqual(page_checks.faults_of(spoilt), [], new)

    def test_is_valid_and_light(self):
        process = subprocess.run(["tidy", "-quiet", "-errors", self.release / "jadwal.html"],
                                 capture_output=True, check=False)
        found = [line for line in process.stderr.decode().splitlines()
                 if "Warning: <svg> proprietary" not in line]
        self.assertEqual(found, [])
        for name in ("jadwal.html", "jadwal.pdf"):
            self.assertLess((self.release / name).stat().st_size, MOST_BYTES)

    def test_says_on_paper_what_it_says_on_the_page(self):
        pdf = self.release / "jadwal.pdf"
        text = re.sub(r"\s+", " ", told_by("pdftotext", pdf, "-"))
        for row in self.stops:
            self.assertIn(row["desa"], text)
        self.assertIn("DATA SINTETIS", text)
        fonts = told_by("pdffonts", pdf).splitlines()[2:]
        self.assertTrue(fonts)
        for font in fonts:
            self.assertRegex(font, r"DejaVuSans.*\byes yes yes\b")

    def test_gets_its_tools_in_a_browser_without_a_complaint(self):
        with tempfile.TemporaryDirectory(prefix="rawan-") as profile:
            process = subprocess.run(
                ["chromium", "--headless", "--no-sandbox", "--disable-gpu",
                 f"--user-data-dir={profile}", "--enable-logging=stderr", "--dump-dom",
                 (self.release / "jadwal.html").resolve().as_uri()],
                capture_output=True, check=False, timeout=120)
        shown = page_checks.Page(process.stdout.decode())
        self.assertEqual(len(shown.all("button")), 3 * len(shown.all("figure")))
        self.assertGreater(len(shown.all("button")), 0)
        self.assertEqual(page_checks.faults_of_names(shown), [])
        self.assertNotIn(b"CONSOLE", process.stderr)

    def test_has_routes_that_maps_open(self):
        for kind, driver in (("kml", "LIBKML"), ("gpx", "GPX")):
            paths = sorted((self.release / kind).iterdir())
            found = 0
            for path in paths:
                source = ogr.GetDriverByName(driver) and ogr.Open(str(path))
                self.assertIsNotNone(source, path)
                name = "waypoints" if kind == "gpx" else source.GetLayer(0).GetName()
                found += sum(1 for feature in source.GetLayerByName(name)
                             if ogr.GT_Flatten(feature.geometry().GetGeometryType())
                             == ogr.wkbPoint)
            self.assertEqual(found, len(self.stops), kind)

    def test_has_calendars_that_libical_reads(self):
        library = ctypes.CDLL("libical.so.3")
        library.icalparser_parse_string.restype = ctypes.c_void_p
        kinds = library.icalcomponent_string_to_kind
        found = 0
        for path in sorted((self.release / "ics").iterdir()):
            data = path.read_bytes()
            self.assertTrue(all(len(line) <= 75 for line in data.split(b"\r\n")), path)
            self.assertEqual(data.count(b"\n"), data.count(b"\r\n"))
            parsed = library.icalparser_parse_string(data)
            self.assertTrue(parsed, path)
            self.assertEqual(library.icalcomponent_count_errors(ctypes.c_void_p(parsed)), 0)
            found += library.icalcomponent_count_components(ctypes.c_void_p(parsed),
                                                            kinds(b"VEVENT"))
            self.assertIn(b"TZNAME:WIB", data)
        self.assertEqual(found, len(self.stops))


class Referral(rawan.ProgramTest):
    def pages(self, code, day):
        release = release_with(self.dir, LOCAL.format(code=code, day=day))
        text = (release / "jadwal.html").read_text(encoding="utf-8")
        paper = told_by("pdftotext", release / "jadwal.pdf", "-")
        cards = re.findall(r"<article class=\"card\">.*?</article>", text, re.DOTALL)
        return text, paper, cards, rawan.rows_of(release / "schedule.csv")

    def services(self):
        """Names of the table of services."""
        with rawan.open_geopackage(rawan.current(self.dir / "out", "operational")) as file:
            return sorted(row[0] for row in file.execute("SELECT nama FROM layanan"))

    def test_prints_a_checked_number_where_it_serves_and_only_there(self):
        _, paper, cards, stops = self.pages("61.07.01", "2026-10-01")
        for card, row in zip(cards, stops):
            serves = row["kode_desa"].startswith("61.07.01.")
            self.assertEqual("0562-000111" in card, serves, row["kode_desa"])
            self.assertEqual("—belum diisi—" in card, not serves)
        self.assertEqual("0562-000111" in paper,
                         any(row["kode_desa"].startswith("61.07.01.") for row in stops))

    def test_prints_a_number_that_serves_the_kabupaten_everywhere(self):
        _, paper, cards, _ = self.pages("61.07", "2026-10-01")
        self.assertTrue(all("0562-000111" in card for card in cards))
        self.assertIn("0562-000111", paper)

    def test_prints_the_numbers_of_the_country_without_a_list_of_contacts(self):
        project = rawan.copy_sample(self.dir / "bare")
        rawan.change(project, '[inputs.contacts]\npath = "kontak.csv"\n', "")
        self.succeed("run", project, "-o", self.dir / "out", "--quiet")
        release = rawan.current(self.dir / "out", "operational")
        for text in ((release / "jadwal.html").read_text(encoding="utf-8"),
                     told_by("pdftotext", release / "jadwal.pdf", "-")):
            self.assertIn("129, WhatsApp 08111-129-129", text)
            self.assertIn("110, 24 jam", text)
            self.assertNotIn("112", re.findall(r"\b\d{3}\b", text.split("Titik singgah")[0]))
            self.assertRegex(text, r"daftar bawaan\s+program\s+tanggal\s+22 November 2026")
        self.assertEqual(self.services(), ["Polri (panggilan darurat)",
                                           "SAPA 129 (Kementerian PPPA)"])

    def test_takes_no_number_for_national_that_is_not_listed(self):
        wrong = ("SAPA salah;sapa129;129;0811-000-222;24 jam;;nasional;;\n"
                 "Layanan lain;lainnya;0800-111;;24 jam;;nasional;;\n"
                 "Layanan diperiksa;lainnya;0800-222;;24 jam;;nasional;2026-11-01;Uji\n")
        release = release_with(self.dir, wrong)
        text = (release / "jadwal.html").read_text(encoding="utf-8")
        self.assertNotIn("0811-000-222", text)
        self.assertNotIn("0800-111", text)
        self.assertIn("0800-222", text)
        self.assertIn("2 nomor setempat tidak dicetak", text)
        self.assertIn("08111-129-129", text)

    def test_leaves_out_a_number_nobody_checked_for_180_days(self):
        # The schedule begins on 2026-11-23; 180 days before is 2026-05-27.
        text, paper, cards, _ = self.pages("61.07", "2026-05-26")
        self.assertNotIn("0562-000111", text + paper)
        self.assertEqual(self.services(), ["Polri (panggilan darurat)",
                                           "SAPA 129 (Kementerian PPPA)"])
        self.assertIn("1 nomor setempat tidak dicetak", text)
        self.assertIn("129", text)
        self.assertTrue(all("—belum diisi—" in card for card in cards))

    def test_prints_a_number_checked_180_days_ago(self):
        text, _, _, _ = self.pages("61.07", "2026-05-27")
        self.assertIn("0562-000111", text)
        self.assertIn("UPTD Uji", self.services())


if __name__ == "__main__":
    unittest.main()
