"""The results for the sample district are those of tests/golden (see its README)."""

import csv
import io
import math
import sys
import tempfile
import unittest
from pathlib import Path

import rawan

GOLDEN = rawan.SOURCE / "tests" / "golden"
RELATIVE = 1e-9

RESTRICTED = {
    "desa_prioritas": """kode_desa desa kelas skor_prioritas skor_perempuan skor_krppa skor_lama
        peringkat peringkat_harapan peringkat_bawah peringkat_atas peluang_10_besar angka_per_1000
        angka_bawah angka_atas keyakinan dialog perempuan_dikonsultasi laki_laki_dikonsultasi tanda
        temuan kunjungan kunjungan_terakhir masalah_utama faktor_utama jam_rawan status_krppa
        luas_km2 penduduk_perempuan""",
    "kecamatan_ringkas": """kode_kecamatan kecamatan jumlah_desa desa_belum_ada_data
        desa_prioritas_tinggi dialog perempuan_dikonsultasi tanda kunjungan angka_per_1000
        persen_desa_dikunjungi""",
    "area_konsentrasi": """id_area kode_desa jumlah_laporan jumlah_dialog masalah_utama
        faktor_utama jenis_tempat jumlah_sel luas_km2 jam_rawan skor""",
    "qc_ringkas": """peran berkas lapisan jumlah_berkas diterima diperbaiki ditolak
        dikecualikan""",
    "metadata": "kunci nilai",
}
OPERATIONAL = {
    "desa_prioritas": """kode_desa desa kelas kelas_teks skor_krppa skor_lama kunjungan
        kunjungan_terakhir masalah_utama faktor_utama jam_rawan status_krppa keterangan""",
    "area_konsentrasi": """id_area kode_desa masalah_utama faktor_utama jenis_tempat jumlah_sel
        jam_rawan skor""",
    "sel_patroli": "id_sel kode_desa masalah_utama faktor_utama jenis_tempat",
    "jadwal_patroli": """tanggal shift jam_mulai jam_selesai regu urutan kode_titik kode_desa
        lokasi_publik lat_anchor lon_anchor alasan kegiatan durasi_menit jarak_km perkiraan""",
    "belum_terlayani": """kode_titik kegiatan kode_desa wajib kurang kode_alasan angka satuan
        titik_saingan""",
    "pemerataan": """kelompok kode nama jumlah_kunjungan menit_singgah bagian_waktu
        entropi_jam""",
    "rute_patroli": """id_rute tanggal giliran regu pos jam_mulai jam_selesai jumlah_singgah
        jarak_km durasi_menit perkiraan""",
    "metadata": "kunci nilai",
}
PLANNING = {
    "desa_prioritas": """kode_desa desa kelas kelas_teks pita_peringkat selang_angka keyakinan
        kunjungan pelapor faktor_lingkungan dialog perempuan_dikonsultasi status_krppa
        keterangan""",
    "area_konsentrasi": "id_area kode_desa desa kecamatan jumlah_desa skor kestabilan",
    "desa_periode": "kode_desa periode ukuran kelas_jumlah per_tanggal",
    "kecamatan_periode": "kode periode ukuran kelas_jumlah per_tanggal",
    "beban_patroli": """tingkat kode_wilayah wilayah jam_patroli kunjungan periode laporan
        jam_per_laporan jam_per_1000 bagian_patroli bagian_perkiraan minggu_di_atas tren
        peringatan""",
    "usulan_musrenbang": """usulan_id tahun kode_desa lokasi_publik jenis volume satuan dasar
        bukti_jumlah temuan_petugas perempuan_dikonsultasi prioritas opd_usulan""",
    "data_terpilah": """kode_wilayah wilayah periode dialog perempuan_dikonsultasi
        laki_laki_dikonsultasi persen_perempuan perempuan_menolak status""",
    "ape_bukti": """kode_indikator indikator rincian periode nilai nilai_teks satuan pembilang
        penyebut status""",
    "kecamatan_ringkas": """kode_kecamatan persen_desa_dikunjungi persen_desa_belum_ada_data
        desa_disamarkan periode pelapor""",
    "metadata": "kunci nilai",
}
TABLES = {(tier, table): columns
          for tier, tables in (("restricted", RESTRICTED), ("operational", OPERATIONAL),
                              ("planning", PLANNING))
          for table, columns in tables.items()}
SUMMARIES = [tier for tier in dict.fromkeys(tier for tier, _ in TABLES)]


def table_text(release, name, columns):
    """A layer of the GeoPackage as CSV, in the order in which it is written."""
    columns = columns.split()
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    connection = rawan.open_geopackage(release)
    for row in connection.execute(f'SELECT {", ".join(columns)} FROM "{name}" ORDER BY fid'):
        writer.writerow(["" if cell is None else cell for cell in row])
    connection.close()
    return text.getvalue()


def results(directory):
    """Every golden file by name, from runs of the program."""
    texts = {}
    for language in ("id", "en"):
        out = Path(directory) / language
        process = rawan.run("run", rawan.SAMPLE / "project.toml", "-o", out, "--quiet",
                            "--lang", language)
        assert process.returncode == 0, process.stderr.decode()
        for tier in SUMMARIES:
            summary = (rawan.current(out, tier) / "summary.md").read_text(encoding="utf-8")
            texts[f"{tier}_summary_{language}.md"] = summary
    for (tier, table), columns in TABLES.items():
        release = rawan.current(Path(directory) / "id", tier)
        texts[f"{tier}_{table}.csv"] = table_text(release, table, columns)
    return texts


def is_same(found, golden):
    """Numbers within 1e-9 of each other, everything else letter by letter."""
    if found == golden:
        return True
    try:
        return math.isclose(float(found), float(golden), rel_tol=RELATIVE)
    except ValueError:
        return False


class Golden(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory(prefix="rawan-") as directory:
            cls.results = results(directory)

    def test_files_are_all_compared(self):
        stored = {path.name for path in GOLDEN.iterdir()} - {"README.md"}
        self.assertEqual(stored, set(self.results))

    def test_summaries_are_the_same_text(self):
        for name in self.results:
            if not name.endswith(".md"):
                continue
            self.assertEqual(self.results[name], (GOLDEN / name).read_text(encoding="utf-8"))

    def test_tables_hold_the_same_values(self):
        for tier, table in TABLES:
            name = f"{tier}_{table}.csv"
            found = list(csv.reader(io.StringIO(self.results[name])))
            with open(GOLDEN / name, encoding="utf-8", newline="") as file:
                golden = list(csv.reader(file))
            self.assertEqual(len(found), len(golden), name)
            for number, (ours, theirs) in enumerate(zip(found, golden), 1):
                self.assertEqual(len(ours), len(theirs), f"{name}:{number}")
                for column, a, b in zip(found[0], ours, theirs):
                    self.assertTrue(is_same(a, b), f"{name}:{number} {column}: {a} is not {b}")

    def test_comparison_sees_small_differences(self):
        self.assertTrue(is_same("0.1", "0.10000000000000002"))
        self.assertFalse(is_same("0.1", "0.100000001"))
        self.assertFalse(is_same("", "0"))
        self.assertFalse(is_same("61.07.01.2001", "61.07.01.2002"))


def regenerate():
    with tempfile.TemporaryDirectory(prefix="rawan-") as directory:
        for name, text in results(directory).items():
            (GOLDEN / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] == ["--regenerate"]:
        regenerate()
    else:
        unittest.main()
