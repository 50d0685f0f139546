"""Every row of every input ends once, and every kind of spoilt row ends as it should."""

import collections
import csv
import sqlite3
import tempfile
import unittest
from pathlib import Path

import rawan

KOBO = "laporan_kobo.csv"
EXCEL = "laporan_excel.csv"

# What must be noted of a spoilt row, and how the row must end. Without a note the row is accepted
# as it stands: such spellings are plain in Indonesia ("13 orang", "20.15 WIB", "Pr").
REPAIRED, REJECTED, EXCLUDED, ACCEPTED = "repaired", "rejected", "excluded", "accepted"
ENDS = {
    "swapped": ("coordinate_swapped", REPAIRED),
    "mirrored": ("coordinate_mirrored", REPAIRED),
    "thousands": ("coordinate_thousands", REPAIRED),
    "dms": ("coordinate_dms", REPAIRED),
    "null_island": ("null_island", REPAIRED),
    "no_coordinates": ("no_location", ACCEPTED),
    "far_away": ("outside_area", REPAIRED),
    "low_accuracy": ("low_accuracy", ACCEPTED),
    "future_date": ("date_future", REJECTED),
    "impossible_date": ("date_invalid", REJECTED),
    "serial_date": ("date_serial", REPAIRED),
    "month_name": ("date_month_name", REPAIRED),
    "two_digit_year": ("date_two_digit_year", REPAIRED),
    "odd_time": (None, ACCEPTED),
    "no_consent": ("no_consent", EXCLUDED),
    "rejected_status": ("status_rejected", EXCLUDED),
    "synonym": ("code_synonym", REPAIRED),
    "unknown_code": ("unknown_code", REPAIRED),
    "unit_in_number": (None, ACCEPTED),
    "negative_number": ("count_negative", REJECTED),
    "odd_sex": (None, ACCEPTED),
    "scientific_code": ("code_scientific", REJECTED),
    "test_row": ("unknown_code", REPAIRED),
}
BOTH = {"swapped", "mirrored", "null_island", "no_coordinates", "far_away", "low_accuracy",
        "future_date", "impossible_date", "no_consent", "duplicate", "rejected_status", "synonym",
        "unknown_code", "unit_in_number", "negative_number"}
KINDS = {KOBO: BOTH | {"test_row"},
         EXCEL: BOTH | {"thousands", "dms", "serial_date", "month_name", "two_digit_year",
                        "odd_time", "odd_sex", "scientific_code"}}

# A row without a place has no coordinates to spoil; only perceptions tell of an issue.
OF_PLACES = {"swapped", "mirrored", "thousands", "dms", "null_island", "far_away", "low_accuracy",
             "odd_time"}
OF_ISSUES = {"unknown_code", "synonym"}
# What an unspoilt row may be told: a visit without a mark has no place, and an identifier that
# looks like a telephone number is replaced.
HARMLESS = {"no_location", "id_replaced"}

OUTCOMES = {"Diterima": ACCEPTED, "Diperbaiki": REPAIRED, "Ditolak": REJECTED,
            "Dikecualikan": EXCLUDED}
SEVERITY = [ACCEPTED, REPAIRED, REJECTED, EXCLUDED]


def records(path):
    """Records of a CSV file and the line each begins on, counted by Python's own reader."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter=";")
        found, line = [], 1
        for row in reader:
            if any(row):
                found.append((line, row))
            line = reader.line_num + 1
    return found


def below_header(rows, column):
    """Records after the header, as (line, dictionary)."""
    place = next(i for i, (_, row) in enumerate(rows) if column in row)
    header = rows[place][1]
    return [(line, dict(zip(header, row))) for line, row in rows[place + 1:]]


def lines_of_numbers(project_dir, spoilt):
    """Lines of each report by its number: Excel tells it, Kobo's rows are the others in order."""
    excel, kobo = collections.defaultdict(list), {}
    for line, row in below_header(records(project_dir / EXCEL), "No"):
        if row["No"]:
            excel[int(row["No"])].append((line, row["Jenis Laporan"]))
    rows = iter(below_header(records(project_dir / KOBO), "_uuid"))
    number = 0
    for line, row in rows:
        number += 1
        while number in excel:
            number += 1
        kobo[number] = [(line, row["jenis_laporan"])]
        if spoilt[KOBO].get(number) == "duplicate":
            line, row = next(rows)
            kobo[number].append((line, row["jenis_laporan"]))
    return {KOBO: kobo, EXCEL: excel}


def spoilt_rows(project_dir):
    spoilt = {KOBO: {}, EXCEL: {}}
    for row in rawan.rows_of(project_dir / "kebenaran_baris.csv"):
        spoilt[row["berkas"]][int(row["nomor"])] = row["cacat"]
    return spoilt


def remarks(connection):
    """(reason, outcome) of every remark by file and line."""
    found = collections.defaultdict(list)
    for file, line, reason, outcome in connection.execute(
            "SELECT berkas, baris, kode_alasan, akibat FROM qc_catatan"):
        found[file, line].append((reason, OUTCOMES[outcome]))
    return found


def summary(connection):
    """(records, accepted, repaired, rejected, excluded) of every file."""
    return {row[0]: row[1:] for row in connection.execute(
        "SELECT berkas, jumlah_berkas, diterima, diperbaiki, ditolak, dikecualikan"
        " FROM qc_ringkas")}


class Counts(rawan.ProgramTest):
    def test_of_the_sample_equal_an_independent_count(self):
        self.publish(rawan.SAMPLE / "project.toml", "out")
        connection = rawan.open_geopackage(rawan.current(self.dir / "out", "restricted"))
        self.addCleanup(connection.close)
        villages = sqlite3.connect(f"file:{rawan.SAMPLE / 'villages.gpkg'}?mode=ro", uri=True)
        self.addCleanup(villages.close)
        expected = {"villages.gpkg": villages.execute("SELECT count(*) FROM desa").fetchone()[0],
                    EXCEL: len(below_header(records(rawan.SAMPLE / EXCEL), "No"))}
        for name in (KOBO, "patroli.csv", "krppa.csv", "penduduk.csv", "pos.csv", "regu.csv",
                     "kontak.csv", "crosswalk_bps.csv"):
            expected[name] = len(records(rawan.SAMPLE / name)) - 1
        found = summary(connection)
        self.assertEqual({name: counts[0] for name, counts in found.items()}, expected)
        for name, counts in found.items():
            self.assertEqual(sum(counts[1:]), counts[0], name)


class SpoiltRows(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        directory = tempfile.TemporaryDirectory(prefix="rawan-")
        cls.addClassCleanup(directory.cleanup)
        project = rawan.dirty_world(Path(directory.name))
        out = Path(directory.name) / "out"
        process = rawan.run("run", project, "-o", out, "--quiet")
        assert process.returncode == 0, process.stderr.decode()
        connection = rawan.open_geopackage(rawan.current(out, "restricted"))
        cls.addClassCleanup(connection.close)
        cls.remarks = remarks(connection)
        cls.summary = summary(connection)
        cls.spoilt = spoilt_rows(project.parent)
        cls.lines = lines_of_numbers(project.parent, cls.spoilt)
        cls.project_dir = project.parent

    def judge(self, file, line):
        """Reasons told of a line and its outcome: the gravest of what was told."""
        told = self.remarks.get((file, line), [])
        outcome = max((o for _, o in told), key=SEVERITY.index, default=ACCEPTED)
        return {reason for reason, _ in told}, outcome

    def test_of_every_kind_occur_in_both_dialects(self):
        for file, kinds in KINDS.items():
            self.assertEqual(set(self.spoilt[file].values()), kinds)
            self.assertLessEqual(set(self.spoilt[file]), set(self.lines[file]))
        self.assertEqual(set(ENDS) | {"duplicate"}, KINDS[KOBO] | KINDS[EXCEL])

    def test_end_by_the_reason_of_their_kind(self):
        proven = collections.Counter()
        for file, kinds in self.spoilt.items():
            for number, kind in kinds.items():
                if kind == "duplicate":
                    continue
                (line, record_type), = self.lines[file][number]
                if kind in OF_PLACES and record_type == "nihil":
                    continue
                if kind in OF_ISSUES and record_type not in ("persepsi", "Titik Rawan"):
                    continue
                reason, end = ENDS[kind]
                reasons, outcome = self.judge(file, line)
                place = f"{file}:{line} {kind}: {sorted(reasons)}"
                if reason is None:
                    self.assertLessEqual(reasons, HARMLESS, place)
                else:
                    self.assertIn(reason, reasons, place)
                if "id_replaced" not in reasons:
                    self.assertEqual(outcome, end, place)
                proven[file, kind] += 1
        for file, kinds in KINDS.items():
            for kind in kinds - {"duplicate"}:
                self.assertGreater(proven[file, kind], 5, f"{file} {kind}")

    def test_sent_twice_count_once(self):
        pairs = 0
        for file, kinds in self.spoilt.items():
            for number, kind in kinds.items():
                if kind != "duplicate":
                    continue
                first, second = (self.judge(file, line) for line, _ in self.lines[file][number])
                doubles = [o for reasons, o in (first, second) if "duplicate_row" in reasons]
                self.assertEqual(doubles, [EXCLUDED], f"{file} {number}")
                pairs += 1
        self.assertGreater(pairs, 20)

    def test_leave_the_others_alone(self):
        clean = 0
        for file, numbers in self.lines.items():
            for number, lines in numbers.items():
                if number in self.spoilt[file]:
                    continue
                (line, _), = lines
                reasons, _ = self.judge(file, line)
                self.assertLessEqual(reasons, HARMLESS, f"{file}:{line}")
                clean += 1
        self.assertGreater(clean, 800)

    def test_sum_to_the_counts_of_their_file(self):
        for file, numbers in self.lines.items():
            lines = {line for found in numbers.values() for line, _ in found}
            lines |= {line for name, line in self.remarks if name == file and line}
            ends = collections.Counter(self.judge(file, line)[1] for line in lines)
            self.assertEqual(self.summary[file], (len(lines), *(ends[o] for o in SEVERITY)), file)

    def test_leave_the_sum_row_of_excel_out(self):
        (line, row) = below_header(records(self.project_dir / EXCEL), "No")[-1]
        self.assertEqual(row["Desa"], "Jumlah")
        self.assertEqual(self.judge(EXCEL, line), ({"total_row"}, EXCLUDED))


if __name__ == "__main__":
    unittest.main()
