"""What comes back from the field: workbooks that commanders filled in, and scans of stop codes."""

import csv
import shutil
import subprocess
import tempfile
import unittest
from datetime import datetime, timedelta
from pathlib import Path

import rawan
from workbook_sheet import Sheet

STEPS = ("--iterations", "500")
CODE = "Kode rencana"


def check_digits(text):
    """Of ISO/IEC 7064 MOD 97-10 over printable ASCII, computed from its definition."""
    number = 0
    for character in text:
        number = number * 10 + ord(character) - 32
    return f"{(98 - number * 100 % 97) % 97:02}"


def stop_code(plan, date, stop):
    text = f"RAWAN:{plan}:{date.replace('-', '')}:{stop}:"
    return text + check_digits(text)


class Field(rawan.ProgramTest):
    @classmethod
    def setUpClass(cls):
        directory = tempfile.TemporaryDirectory(prefix="rawan-")
        cls.addClassCleanup(directory.cleanup)
        cls.folder = Path(directory.name)
        cls.project = rawan.copy_sample(cls.folder / "data")
        cls.release = cls.plan_into("first")
        cls.rows = rawan.rows_of(cls.release / "schedule.csv")
        cls.code = cls.rows[0]["kode_rencana"]

    @classmethod
    def plan_into(cls, name):
        process = rawan.run("schedule", cls.project, "-o", cls.folder / name, "--quiet", *STEPS)
        assert process.returncode == 0, process.stderr.decode()
        return rawan.current(cls.folder / name, "operational")

    def setUp(self):
        super().setUp()
        text = self.project.read_text(encoding="utf-8")
        self.addCleanup(self.project.write_text, text, encoding="utf-8")

    def add_section(self, text):
        project = self.project.read_text(encoding="utf-8")
        if text not in project:
            self.project.write_text(project + text, encoding="utf-8")

    def table(self, release, name):
        with rawan.open_geopackage(release) as connection:
            cursor = connection.execute(f"SELECT * FROM {name} ORDER BY fid")
            names = [column[0] for column in cursor.description]
            rows = [dict(zip(names, row)) for row in cursor]
        connection.close()
        return rows

    def summary(self, release):
        return (release / "summary.md").read_text(encoding="utf-8")


class Overrides(Field):
    def copy(self):
        return Sheet(self.release / "schedule.xlsx", CODE)

    def tour(self, sheet, least):
        """Rows of a tour with at least so many stops."""
        tours = {}
        for row in sheet.rows():
            tours.setdefault((row["Tanggal"], row["Regu"]), []).append(row)
        return next(tour for tour in tours.values() if len(tour) >= least)

    def follow(self, sheet):
        """The release of a plan with the copy, which lies beside the project."""
        name = self.id().rsplit(".", 1)[-1]
        sheet.save(self.folder / "data" / "jadwal_regu1.xlsx")
        self.add_section('\n[overrides]\nfile = "jadwal_regu1.xlsx"\n')
        return self.plan_into(name)

    def refuse(self, sheet):
        """What the program says when it refuses the copy."""
        sheet.save(self.folder / "data" / "jadwal_regu1.xlsx")
        self.add_section('\n[overrides]\nfile = "jadwal_regu1.xlsx"\n')
        process = rawan.run("schedule", self.project, "-o", self.dir / "out", "--quiet", *STEPS)
        self.assertEqual(process.returncode, 3, process.stderr.decode())
        self.assertFalse((self.dir / "out" / "operational").exists())
        return process.stderr.decode()

    def test_an_untouched_copy_changes_nothing(self):
        release = self.follow(self.copy())
        self.assertEqual(rawan.rows_of(release / "schedule.csv"), self.rows)
        told = self.table(release, "tindak_lanjut")
        self.assertEqual(len(told), len(self.rows))
        self.assertEqual({row["hasil"] for row in told}, {"diterima"})
        self.assertIn(f"{len(self.rows)} diterima, 0 ditandai, 0 ditolak", self.summary(release))

    def test_skips_and_orders_are_followed_and_times_computed_anew(self):
        sheet = self.copy()
        tour = self.tour(sheet, 4)
        sheet.write(tour[0]["row"], "Lewati", "ya")
        sheet.write(tour[1]["row"], "Urutan", "3")
        sheet.write(tour[2]["row"], "Urutan", "2")
        release = self.follow(sheet)
        key = (datetime.fromisoformat(tour[0]["Tanggal"]).date().isoformat()
               if "-" in tour[0]["Tanggal"] else None)
        squad = tour[0]["Regu"]
        rows = rawan.rows_of(release / "schedule.csv")
        self.assertEqual(len(rows), len(self.rows) - 1)
        self.assertEqual({row["kode_rencana"] for row in rows}, {self.code})
        stops = [row["Kode titik"] for row in tour]
        same = [row for row in rows if row["regu"] == squad and
                {row["kode_titik"]} <= set(stops) and (key is None or row["tanggal"] == key)]
        day = next(row["tanggal"] for row in self.rows if row["kode_titik"] == stops[0] and
                   row["regu"] == squad)
        same = [row for row in same if row["tanggal"] == day]
        self.assertEqual([row["kode_titik"] for row in same], [stops[2], stops[1], *stops[3:]])
        others = [row for row in rows if (row["tanggal"], row["regu"]) != (day, squad)]
        self.assertEqual(others, [row for row in self.rows
                                  if (row["tanggal"], row["regu"]) != (day, squad)])
        told = {row["baris"]: row for row in self.table(release, "tindak_lanjut")}
        self.assertEqual(told[tour[0]["row"]]["lewati"], "ya")
        self.assertIsNone(told[tour[0]["row"]]["urutan"])
        self.assertEqual(told[tour[1]["row"]]["urutan"], 2)
        self.assertIn("2 kunjungan berganti urutan, 1 dilewati", self.summary(release))

    def test_what_the_changes_break_is_followed_and_told(self):
        sheet = self.copy()
        tour = self.tour(sheet, 4)
        for place, row in enumerate(reversed(tour), start=1):
            sheet.write(row["row"], "Urutan", str(place))
        duties = [row for row in sheet.rows() if row["Kode titik"].startswith("D-")]
        for row in duties:
            sheet.write(row["row"], "Lewati", "x")
        release = self.follow(sheet)
        self.assertEqual(len(rawan.rows_of(release / "schedule.csv")),
                         len(self.rows) - len(duties))
        self.assertIn("melanggar aturan berikut", self.summary(release))

    def test_every_line_is_accepted_flagged_or_rejected(self):
        sheet = self.copy()
        rows = [row["row"] for row in sheet.rows()]
        sheet.write(rows[0], "Selesai", "ya")
        sheet.write(rows[0], "Catatan petugas", "=lampu jalan mati & gelap")
        sheet.write(rows[1], "Lewati", "mungkin")
        sheet.write(rows[2], "Lewati", "ya")
        sheet.write(rows[2], "Selesai", "ya")
        sheet.write(rows[3], "Urutan", "satu")
        sheet.write(rows[4], "Catatan petugas", "bertemu Ibu Siti 081234567890")
        sheet.write(rows[5], "Jam mulai", "03.03")
        release = self.follow(sheet)
        told = {row["baris"]: row for row in self.table(release, "tindak_lanjut")}
        self.assertEqual(told[rows[0]]["hasil"], "diterima")
        self.assertEqual(told[rows[0]]["catatan_petugas"], "=lampu jalan mati & gelap")
        for row in rows[1:4]:
            self.assertEqual(told[row]["hasil"], "ditolak")
            self.assertTrue(told[row]["alasan"])
        for row in rows[4:6]:
            self.assertEqual(told[row]["hasil"], "ditandai")
            self.assertTrue(told[row]["alasan"])
        self.assertEqual(rawan.rows_of(release / "schedule.csv"), self.rows, "rejected: as planned")
        summary = self.summary(release)
        self.assertIn(f"{len(rows)} baris dibaca: {len(rows) - 5} diterima, 2 ditandai, 3 ditolak",
                      summary)
        self.assertIn("1 selesai, 1 bercatatan", summary)
        for name in rawan.files_of(release):
            self.assertNotIn(b"081234567890", (release / name).read_bytes(), name)

    def test_a_copy_of_another_plan_is_refused(self):
        rawan.change(self.project, "seed = 6107", "seed = 6108")
        told = self.refuse(self.copy())
        self.assertIn("rencana lain", told)
        self.assertIn("baris 2", told)

    def test_edited_keys_are_refused_with_their_column(self):
        for heading, text in (("Kode titik", "D-00.00.00.0000"), ("Regu", "R99"),
                              ("Tanggal", "2031-01-01")):
            with self.subTest(heading):
                sheet = self.copy()
                row = sheet.rows()[1]["row"]
                sheet.write(row, heading, text)
                told = self.refuse(sheet)
                self.assertIn("tidak ada dalam rencana", told)
                self.assertIn(heading, told)
                self.assertIn(f"baris {row}", told)

    def test_rows_added_or_removed_are_refused(self):
        sheet = self.copy()
        rows = sheet.rows()
        last = rows[-1]["row"]
        sheet.copy_to(rows[0]["row"], last + 1)
        told = self.refuse(sheet)
        self.assertIn("dua kali", told)
        self.assertIn(f"baris {last + 1}", told)
        sheet = self.copy()
        sheet.delete(rows[0]["row"])
        self.assertIn("1 kunjungan dari rencana tidak ada", self.refuse(sheet))

    def test_formulas_are_refused_with_their_cell(self):
        sheet = self.copy()
        row = sheet.rows()[2]["row"]
        sheet.write(row, "Urutan", "2", formula="1+1")
        told = self.refuse(sheet)
        self.assertIn("rumus", told)
        self.assertIn(sheet.headings["Urutan"], told)
        self.assertIn(f"baris {row}", told)

    def test_a_copy_saved_by_libreoffice_is_read(self):
        office = shutil.which("soffice")
        self.assertIsNotNone(office, "LibreOffice saves the copy of the commander")
        sheet = self.copy()
        tour = self.tour(sheet, 3)
        sheet.write(tour[0]["row"], "Lewati", "ya")
        sheet.write(tour[1]["row"], "Selesai", "ya")
        sheet.write(tour[1]["row"], "Catatan petugas", "penerangan sudah menyala")
        edited = sheet.save(self.dir / "edited.xlsx")
        saved = self.dir / "saved"
        subprocess.run([office, f"-env:UserInstallation=file://{self.dir}/profile", "--headless",
                        "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", saved, edited],
                       check=True, capture_output=True, timeout=300)
        release = self.follow(Sheet(saved / "edited.xlsx", CODE))
        told = {row["baris"]: row for row in self.table(release, "tindak_lanjut")}
        self.assertEqual(len(told), len(self.rows))
        self.assertEqual(told[tour[0]["row"]]["lewati"], "ya")
        self.assertEqual(told[tour[1]["row"]]["selesai"], "ya")
        self.assertEqual(told[tour[1]["row"]]["catatan_petugas"], "penerangan sudah menyala")
        self.assertNotIn("ditolak", {row["hasil"] for row in told.values()})


class Checkins(Field):
    def scan_file(self, lines):
        path = self.folder / "data" / "pindaian.csv"
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("code", "time"), *lines])

    def plan_with(self, lines, start=None, schedule="schedule.csv"):
        """The release with these scans of codes of the first plan; `start`: of the next plan."""
        self.scan_file(lines)
        shutil.copy(self.release / schedule, self.folder / "data" / schedule)
        self.add_section(f'\n[inputs.checkins]\npath = "pindaian.csv"\nschedule = "{schedule}"\n')
        arguments = ("--start", start) if start else ()
        name = self.id().rsplit(".", 1)[-1]
        process = rawan.run("schedule", self.project, "-o", self.folder / name, *STEPS, *arguments)
        self.assertEqual(process.returncode, 0, process.stderr.decode())
        return rawan.current(self.folder / name, "operational")

    def scan(self, row, minutes):
        """The code of a visit, scanned so many minutes after its planned start."""
        clock = row["jam_mulai"].split(" ")[0]
        start = datetime.strptime(f"{row['tanggal']} {clock}", "%Y-%m-%d %H.%M")
        start += timedelta(days=1 if "+1" in row["jam_mulai"] else 0)
        time = start + timedelta(minutes=minutes)
        return (stop_code(self.code, row["tanggal"], row["kode_titik"]),
                time.strftime("%Y-%m-%d %H:%M:%S"))

    def test_scans_give_the_stay_beside_the_plan(self):
        scans = [self.scan(self.rows[0], 3), self.scan(self.rows[0], 28),
                 self.scan(self.rows[1], 0)]
        release = self.plan_with(list(reversed(scans)))
        stays = {(row["tanggal"], row["kode_titik"]): row
                 for row in self.table(release, "lama_singgah")}
        self.assertEqual(len(stays), len(self.rows))
        first = stays[self.rows[0]["tanggal"], self.rows[0]["kode_titik"]]
        self.assertEqual(first["hasil"], "lengkap")
        self.assertEqual(first["menit_nyata"], 25)
        self.assertEqual(first["selisih_menit"], 25 - int(self.rows[0]["durasi_menit"]))
        self.assertEqual(stays[self.rows[1]["tanggal"], self.rows[1]["kode_titik"]]["hasil"],
                         "tanpa_keluar")
        summary = self.summary(release)
        self.assertIn("3 pindaian dibaca: 2 diterima, 1 ditandai, 0 ditolak", summary)
        self.assertIn("1 memiliki jam masuk dan keluar, 1 tanpa jam keluar", summary)

    def test_the_workbook_of_the_plan_says_the_same_as_its_table(self):
        scans = [self.scan(row, minute) for row in self.rows[:9] for minute in (1, 19)]
        first = self.table(self.plan_with(scans), "lama_singgah")
        text = self.project.read_text(encoding="utf-8")
        self.project.write_text(text.split("\n[inputs.checkins]")[0] + "\n", encoding="utf-8")
        shutil.rmtree(self.folder / self.id().rsplit(".", 1)[-1], ignore_errors=True)
        second = self.table(self.plan_with(scans, schedule="schedule.xlsx"), "lama_singgah")
        self.assertEqual(first, second)
        self.assertEqual(sum(row["hasil"] == "lengkap" for row in first), 9)

    def test_scans_of_something_else_stop_nothing(self):
        scans = [self.scan(self.rows[0], 3), self.scan(self.rows[0], 28)]
        others = [("https://example.org/menu", "2026-11-23 12:00:00")] * 30
        release = self.plan_with(scans + others)
        self.assertIn("32 pindaian dibaca: 2 diterima, 0 ditandai, 30 ditolak",
                      self.summary(release))

    def test_scans_of_the_plan_itself_do_not_change_it(self):
        release = self.plan_with([self.scan(row, 5) for row in self.rows[:20]])
        self.assertEqual(rawan.rows_of(release / "schedule.csv"), self.rows)

    def test_scans_before_a_plan_are_effort(self):
        village = self.rows[0]["kode_desa"]
        last = max(row["tanggal"] for row in self.rows)
        start = (datetime.fromisoformat(last) + timedelta(days=2)).date().isoformat()
        scans = [self.scan(row, minute) for row in self.rows for minute in (0, 20)]
        rawan.change(self.project, "to = 2026-10-31", f"to = {last}")
        release = self.plan_with(scans, start=start)
        before = self.bands_at(start)
        after = {row["kode_desa"]: row for row in self.table(release, "desa_prioritas")}
        self.assertGreater(after[village]["kunjungan"], before[village]["kunjungan"])
        self.assertGreaterEqual(after[village]["kunjungan_terakhir"], self.rows[0]["tanggal"])

    def bands_at(self, start):
        """Villages of a plan from that day without any scans."""
        text = self.project.read_text(encoding="utf-8")
        self.project.write_text(text.split("\n[inputs.checkins]")[0] + "\n", encoding="utf-8")
        process = rawan.run("schedule", self.project, "-o", self.dir / "without", "--quiet", *STEPS,
                            "--start", start)
        self.assertEqual(process.returncode, 0, process.stderr.decode())
        release = rawan.current(self.dir / "without", "operational")
        return {row["kode_desa"]: row for row in self.table(release, "desa_prioritas")}


if __name__ == "__main__":
    unittest.main()
