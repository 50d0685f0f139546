"""What counts as evidence, seen from outside: keys leave no trace, factors stay beside the risk,
and one device moves no village by more than a band."""

import csv
import sqlite3
import unittest
from pathlib import Path

import rawan

KOBO = "laporan_kobo.csv"
BANDS = ["rendah", "sedang", "tinggi", "sangat_tinggi"]
RISK = """kode_desa kelas skor_perempuan peringkat peringkat_harapan peringkat_bawah peringkat_atas
    peringkat_bawah_rho peringkat_atas_rho peluang_10_besar angka_per_1000 angka_bawah angka_atas
    keyakinan tanda temuan temuan_per_kunjungan""".split()


def rows_of(file):
    with open(file, newline="", encoding="utf-8") as text:
        rows = list(csv.reader(text, delimiter=";"))
    return rows[0], rows[1:]


def write_rows(file, header, rows):
    with open(file, "w", newline="", encoding="utf-8") as text:
        writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def name_reporters(project):
    """Gives every row of the Kobo table a code of its reporter; the codes."""
    file = project.parent / KOBO
    header, rows = rows_of(file)
    codes = [f"KENARI-KODE-{row % 211}" for row in range(len(rows))]
    write_rows(file, header + ["id_pelapor"], [row + [code] for row, code in zip(rows, codes)])
    return codes


def table(out, tier, layer, columns):
    path = (Path(out) / tier / "current" / "rawan.gpkg").resolve()
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    try:
        query = f'SELECT {", ".join(columns)} FROM "{layer}" ORDER BY 1'
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def all_bytes(directory):
    for path in Path(directory).rglob("*"):
        if path.is_file() and not path.is_symlink():
            yield path, path.read_bytes()


class Evidence(rawan.ProgramTest):
    def release(self, project, name, *arguments):
        out = self.dir / name
        self.succeed("run", project, "-o", out, "--quiet", *arguments)
        return out

    def test_leaves_no_trace_of_the_key_of_its_reporters(self):
        project = rawan.copy_sample(self.dir / "sample")
        name_reporters(project)
        rawan.ask_for(project, "operational", "planning")
        releases = [self.release(project, name) for name in ("one", "other")]
        for tier in ("operational", "planning"):
            with self.subTest(tier):
                files = [rawan.files_of(out / tier / "current") for out in releases]
                self.assertTrue(files[0])
                self.assertEqual(files[0], files[1], "two folders have two keys")
        for out in releases:
            for path, content in all_bytes(out):
                self.assertNotIn(b"KENARI-KODE", content, path)

    def test_keeps_every_factor_beside_the_risk(self):
        tiers = ("restricted", "operational")
        visits = ["tanggal", "regu", "urutan", "kode_titik"]
        plain = rawan.copy_sample(self.dir / "plain")
        rawan.ask_for(plain, *tiers)
        expected = self.release(plain, "all")
        risk = table(expected, "restricted", "desa_prioritas", RISK)
        orders = table(expected, "operational", "jadwal_patroli", visits)
        self.assertTrue(orders)
        changed = 0
        for factor in ("environment_bonus", "krppa_bonus", "stale_bonus"):
            project = rawan.copy_sample(self.dir / factor)
            rawan.ask_for(project, *tiers)
            text = project.read_text(encoding="utf-8")
            project.write_text(f"{text}\n[priority]\n{factor} = 0\n", encoding="utf-8")
            out = self.release(project, f"no_{factor}")
            with self.subTest(factor):
                self.assertEqual(table(out, "restricted", "desa_prioritas", RISK), risk)
                changed += table(out, "operational", "jadwal_patroli", visits) != orders
        self.assertGreaterEqual(changed, 1, "a factor that changes no schedule decides nothing")

    def test_lets_one_device_move_no_village_by_more_than_a_band(self):
        project = rawan.copy_sample(self.dir / "sample")
        rawan.ask_for(project, "restricted")
        before = dict(table(self.release(project, "before"), "restricted", "desa_prioritas",
                            ["kode_desa", "kelas"]))
        file = project.parent / KOBO
        header, rows = rows_of(file)
        target = next(row for row in rows if row[header.index("jenis_laporan")] == "persepsi")
        flood = []
        for i in range(500):
            row = list(target)
            lat, lon = 0.595 + 0.0001 * (i % 25), 108.962 + 0.0001 * (i // 25)
            row[header.index("_uuid")] = f"palsu-{i}"
            row[header.index("lokasi/titik")] = f"{lat:.6f} {lon:.6f} 0 5"
            row[header.index("lokasi/_titik_latitude")] = f"{lat:.6f}"
            row[header.index("lokasi/_titik_longitude")] = f"{lon:.6f}"
            flood.append(row + ["satu-gawai"])
        write_rows(file, header + ["id_pelapor"], [row + [""] for row in rows] + flood)
        after = dict(table(self.release(project, "after"), "restricted", "desa_prioritas",
                           ["kode_desa", "kelas"]))
        for village, band in before.items():
            if band in BANDS and after[village] in BANDS:
                moved = abs(BANDS.index(band) - BANDS.index(after[village]))
                self.assertLessEqual(moved, 1, village)
            else:
                self.assertEqual(band, after[village], village)


if __name__ == "__main__":
    unittest.main()
