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
INTERVAL = re.compile(r'<td class="interval"><svg[^>]* aria-label="([^"]+)"')
WORDY = "Satuan Polisi Pamong Praja dan Perlindungan Masyarakat Kabupaten Bengkayang Provinsi"


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
        rawan.ask_for(cls.project, "restricted", "planning", "public")
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
        page = (self.release / "laporan.html").read_text(encoding="utf-8")
        self.assertEqual(len(INTERVAL.findall(page)), banded)

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

    def pages(self, name, tier):
        """The words of each page of a report on paper."""
        pdf = (rawan.current(self.folder / name, tier) / "laporan.pdf").resolve()
        text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True,
                              capture_output=True).stdout.decode()
        return text.rstrip("\f").split("\f")

    def test_has_its_map_on_its_first_page(self):
        kept = self.project.read_text(encoding="utf-8")
        self.addCleanup(self.project.write_text, kept, encoding="utf-8")
        rawan.change(self.project, '"Satpol PP Kabupaten Bengkayang"', f'"{WORDY}"')
        self.report("wordy")
        for tier in ("restricted", "planning"):
            first, second, *_ = self.pages("wordy", tier)
            for words in ("Prioritas patroli per desa", "Yang perlu didahulukan", "Zona D/KRPPA"):
                self.assertIn(words, first, tier)
                self.assertNotIn(words, second, tier)

    def test_draws_for_the_steward_the_intervals_of_the_table(self):
        release = rawan.current(self.folder / "out", "restricted")
        page = (release / "laporan.html").read_text(encoding="utf-8")
        self.assertIn("Klasifikasi keamanan: Rahasia", words_of(page))
        with rawan.open_geopackage(release) as connection:
            rows = connection.execute(
                "SELECT desa, angka_per_1000, angka_bawah, angka_atas FROM desa_prioritas"
                " WHERE peringkat IS NOT NULL ORDER BY peringkat").fetchall()
        connection.close()
        drawn = INTERVAL.findall(page)
        self.assertGreater(len(rows), 10)
        self.assertEqual(len(drawn), len(rows))
        for (village, rate, low, high), words in zip(rows, drawn):
            self.assertIn(f">{village}</th>", page)
            ends = [int(end.replace(".", "")) for end in words.split(" sampai ")]
            self.assertAlmostEqual(ends[0], low, delta=0.51)
            self.assertAlmostEqual(ends[1], high, delta=0.51)
            self.assertTrue(low <= rate <= high)

    def test_tells_no_audience_what_another_may_see(self):
        exact = "Tanda per 1.000 perempuan yang ditanya"
        out = self.folder / "out"
        shown = {tier: (rawan.current(out, tier) / "laporan.html").read_text("utf-8")
                 for tier in ("restricted", "planning", "public")}
        self.assertEqual({tier for tier, page in shown.items() if exact in page}, {"restricted"})
        for words in INTERVAL.findall(shown["planning"]):
            self.assertRegex(words, "^[1-4] sampai [1-4]$")

    @unittest.skipIf(shutil.which("pdftotext") is None, "poppler-utils is not installed")
    def test_is_a_document_on_paper_too(self):
        pdf = (self.release / "laporan.pdf").resolve()
        pages = self.pages("out", "planning")
        self.assertGreater(len(pages), 2)
        for number, page in enumerate(pages, 1):
            self.assertIn("DATA SINTETIS", page, f"page {number}")
        fonts = subprocess.run(["pdffonts", pdf], check=True, capture_output=True).stdout.decode()
        for line in fonts.splitlines()[2:]:
            self.assertRegex(line, r"\byes\b", "every font is embedded")


if __name__ == "__main__":
    unittest.main()
