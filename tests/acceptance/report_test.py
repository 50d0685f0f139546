"""The report for heads of agencies: whole without a script, valid, small, true to the tables."""

import html
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import rawan

MOST_BYTES = 3_000_000
NASTY = "<b>Kabupaten</b> & co"


def words_of(page):
    """What a reader sees, without markup, style and script."""
    body = re.sub(r"<(style|script)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))


def loads_of(page):
    """Everything that a browser would fetch."""
    return re.findall(r"""(?:src|href|url\()\s*=?\s*["']?((?:https?:)?//[^"')\s]+)""", page)


class Report(rawan.ProgramTest):
    @classmethod
    def setUpClass(cls):
        directory = tempfile.TemporaryDirectory(prefix="rawan-")
        cls.addClassCleanup(directory.cleanup)
        cls.folder = Path(directory.name)
        cls.project = rawan.copy_sample(cls.folder / "sample")
        rawan.ask_for(cls.project, "planning")
        cls.page = cls.report("out")
        cls.release = rawan.current(cls.folder / "out", "planning")

    @classmethod
    def report(cls, name, *arguments):
        process = rawan.run("run", cls.project, "-o", cls.folder / name, "--quiet", *arguments)
        assert process.returncode == 0, process.stderr.decode()
        return (rawan.current(cls.folder / name, "planning") / "laporan.html").read_text(
            encoding="utf-8")

    def test_is_small_and_fetches_nothing(self):
        self.assertLess(len(self.page.encode()), MOST_BYTES)
        self.assertIn("default-src 'none'", html.unescape(self.page))
        self.assertEqual(loads_of(self.page), [])
        self.assertNotEqual(loads_of('<img src="https://a.b/c.png">'), [], "they are found")

    @unittest.skipIf(shutil.which("tidy") is None, "tidy is not installed")
    def test_is_valid_html(self):
        process = subprocess.run(["tidy", "-quiet", "-errors", "--drop-empty-elements", "no",
                                  (self.release / "laporan.html").resolve()],
                                 capture_output=True, check=False)
        errors = [line for line in process.stderr.decode().splitlines() if "Error:" in line]
        self.assertEqual(errors, [])

    def test_says_what_the_tables_say(self):
        text = words_of(self.page)
        connection = rawan.open_geopackage(self.release)
        (women,), = connection.execute("SELECT sum(perempuan_dikonsultasi) FROM desa_prioritas")
        (banded,), = connection.execute(
            "SELECT count(*) FROM desa_prioritas WHERE pita_peringkat <> ''")
        (masked,), = connection.execute(
            "SELECT count(*) FROM desa_prioritas WHERE kelas = 'disamarkan'")
        (proposals,), = connection.execute("SELECT count(*) FROM usulan_musrenbang")
        connection.close()
        self.assertIn(f"{women:,}".replace(",", "."), text)
        self.assertIn(f"{masked} desa disamarkan", text)
        self.assertIn(f"Usulan perbaikan {proposals}", text)
        self.assertEqual(text.count("■") > 0, banded > 0)

    def test_says_what_it_does_not_say(self):
        text = words_of(self.page)
        for sentence in ("Tidak ada laporan tidak berarti aman", "bukan acuan hukum",
                         "bukan jumlah kekerasan", "DATA SINTETIS"):
            self.assertIn(sentence, text)

    def test_shows_texts_as_texts(self):
        kept = self.project.read_text(encoding="utf-8")
        self.addCleanup(self.project.write_text, kept, encoding="utf-8")
        rawan.change(self.project, 'name = "Kabupaten Bengkayang"', f'name = "{NASTY}"')
        page = self.report("nasty")
        self.assertNotIn("<b>Kabupaten", page)
        self.assertIn("<b>Kabupaten</b> & co", html.unescape(page))

    def test_comes_in_english_too(self):
        text = words_of(self.report("english", "--lang", "en"))
        self.assertIn("No report does not mean safe", text)
        self.assertNotIn("Tidak ada laporan", text)

    @unittest.skipIf(shutil.which("pdftotext") is None, "poppler-utils is not installed")
    def test_is_a_document_on_paper_too(self):
        pdf = (self.release / "laporan.pdf").resolve()
        text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True,
                              capture_output=True).stdout.decode()
        pages = text.rstrip("\f").split("\f")
        self.assertGreater(len(pages), 2)
        for number, page in enumerate(pages, 1):
            self.assertIn("DATA SINTETIS", page, f"page {number}")
        fonts = subprocess.run(["pdffonts", pdf], check=True, capture_output=True).stdout.decode()
        for line in fonts.splitlines()[2:]:
            self.assertRegex(line, r"\byes\b", "every font is embedded")


if __name__ == "__main__":
    unittest.main()
