"""What each audience sees, counted again from the reports themselves."""

import math
import os
import sqlite3
import stat
import struct
import tempfile
import unittest
from pathlib import Path

import rawan
from audience_world import STEP, World, cell_of, center_of, centers_of_villages, safe_cells

LOWER = ("operational", "planning", "public")
A, B, C, D = "61.07.01.2004", "61.07.04.1001", "61.07.01.2005", "61.07.01.2006"
FAR = "61.07.12.2009"

# Columns that would tell of a single report or of its neighborhood.
TELLTALE = {"jumlah_laporan", "jumlah_dialog", "tanda", "temuan", "angka_per_1000", "angka_bawah",
            "angka_atas", "peringkat", "peringkat_harapan", "peringkat_bawah", "peringkat_atas",
            "peluang_10_besar", "tanggal_kejadian", "id_laporan", "jarak_laporan", "kode_pelapor"}


def connect(out, tier):
    return rawan.open_geopackage(rawan.current(out, tier))


def classes(out, tier):
    """Class of each village."""
    connection = connect(out, tier)
    found = dict(connection.execute("SELECT kode_desa, kelas FROM desa_prioritas"))
    connection.close()
    return found


def shown_cells(out):
    """Cells of the operational release, by their ids."""
    connection = connect(out, "operational")
    ids = [row[0] for row in connection.execute("SELECT id_sel FROM sel_patroli")]
    connection.close()
    return {tuple(map(int, name.split("-")[1:])) for name in ids}


def rows_by_key(out, tier):
    """Every row of every table by the key under which it lies."""
    connection = connect(out, tier)
    tables = [row[0] for row in connection.execute(
        "SELECT table_name FROM gpkg_contents ORDER BY table_name")]
    found = {table: connection.execute(f'SELECT rowid, * FROM "{table}" ORDER BY rowid').fetchall()
             for table in tables}
    connection.close()
    return found


def build(directory, centers):
    """A district with one place of each kind."""
    world = World(directory)
    place = {code: center_of(centers[code]) for code in (A, B, C, D, FAR)}
    for code, dialogue in ((A, "D-1"), (A, "D-2"), (B, "D-3"), (B, "D-7"), (C, "D-4"),
                           (D, "D-5"), (A, "D-6")):
        world.visit(code, dialogue)
    for i in range(6):  # a place that six women of two dialogues tell of
        world.tell(A, place[A], f"R{i}", f"D-{i % 2 + 1}")
    for i in range(2):  # too few
        world.tell(B, place[B], f"S{i}", "D-3")
    for day in range(1, 10):  # one woman, nine days
        world.tell(C, place[C], "T", "D-4", tanggal=f"2026-08-0{day}",
                   tanggal_lapor=f"2026-08-0{day}T20:00:00+07:00")
    home = (place[A][0] + 3 * STEP, place[A][1])
    for i in range(6):  # homes
        world.tell(A, home, f"U{i}", f"D-{i % 2 + 1}", jenis_lokasi="rumah", kategori="kdrt")
    crowd = (place[A][0] - 3 * STEP, place[A][1])
    for i in range(6):  # only for sums
        world.tell(A, crowd, f"V{i}", f"D-{i % 2 + 1}", persetujuan="agregat")
    lamp = (place[A][0], place[A][1] + 3 * STEP)
    world.tell(A, lamp, "", "", jenis_laporan="temuan", kategori="", jk_pelapor="",
               faktor_lingkungan="lampu_rusak")
    return world


class Audiences(rawan.ProgramTest):
    """What they see of a world that no test changes."""

    @classmethod
    def setUpClass(cls):
        directory = tempfile.TemporaryDirectory(prefix="rawan-")
        cls.addClassCleanup(directory.cleanup)
        cls.out = Path(directory.name) / "out"
        cls.centers = centers_of_villages()
        cls.world = build(Path(directory.name) / "world", cls.centers)
        cls.world.write()
        process = rawan.run("run", cls.world.project, "-o", cls.out, "--quiet")
        assert process.returncode == 0, process.stderr.decode()
        cls.releases = rawan.releases_of(cls.out)

    def test_see_only_cells_that_enough_people_stand_behind(self):
        shown = shown_cells(self.out)
        self.assertEqual(shown, safe_cells(self.world.reports))
        self.assertIn(cell_of(*center_of(self.centers[A])), shown)
        self.assertNotEqual(shown, safe_cells(self.world.reports, least=2, sessions=1),
                            "a rule with a lower floor shows other cells: the check can fail")

    def test_see_hotspots_on_the_national_grid_alone(self):
        connection = connect(self.out, "operational")
        shapes = [row[0] for row in connection.execute("SELECT geom FROM area_konsentrasi")]
        connection.close()
        self.assertEqual(len(shapes), 1)
        for shape in shapes:
            for x, y in vertices_of(shape):
                for value in (x, y):
                    self.assertAlmostEqual(value / STEP, round(value / STEP), places=6)

    def test_do_not_see_who_told_too_little(self):
        for tier in ("operational", "planning"):
            found = classes(self.out, tier)
            self.assertNotIn(found[A], ("disamarkan", "belum_ada_data"), tier)
            self.assertEqual(found[B], "disamarkan", "two women")
            self.assertEqual(found[C], "disamarkan", "one woman nine times")
            self.assertEqual(found[D], "disamarkan", "asked, and nobody told anything")
            self.assertEqual(found[FAR], "belum_ada_data", "nobody was asked")

    def test_do_not_find_homes_in_any_file(self):
        home = center_of(self.centers[A])[0] + 3 * STEP
        needles = [struct.pack("<d", home), struct.pack(">d", home), f"{home:.5f}".encode(),
                   f"{home:.5f}".replace(".", ",").encode()]
        for name, content in self.releases.items():
            if name.startswith("restricted/"):
                continue
            for needle in needles:
                self.assertNotIn(needle, content, name)
        connection = connect(self.out, "operational")
        cells = [row[0] for row in connection.execute("SELECT kode_titik FROM jadwal_patroli")]
        connection.close()
        column, row = cell_of(home, center_of(self.centers[A])[1])
        self.assertFalse([stop for stop in cells if f"-{column}-{row}" in stop])

    def test_get_no_column_that_tells_of_single_reports(self):
        def columns(tier):
            connection = connect(self.out, tier)
            tables = [row[0] for row in connection.execute(
                "SELECT table_name FROM gpkg_contents")]
            found = {row[1] for table in tables
                     for row in connection.execute(f'PRAGMA table_info("{table}")')}
            connection.close()
            return found
        for tier in LOWER:
            self.assertEqual(columns(tier) & TELLTALE, set(), tier)
        self.assertTrue(columns("restricted") & TELLTALE, "the steward gets them")

    def test_get_files_that_tell_nothing_beside_their_rows(self):
        for tier in LOWER:
            path = (rawan.current(self.out, tier) / "rawan.gpkg").resolve()
            connection = sqlite3.connect(f"file:{path}?immutable=1", uri=True)
            self.assertEqual(connection.execute("PRAGMA freelist_count").fetchone()[0], 0, tier)
            tables = connection.execute(
                "SELECT table_name FROM gpkg_contents WHERE table_name IN"
                " (SELECT name FROM sqlite_master WHERE sql LIKE '%\"fid\"%')").fetchall()
            self.assertGreaterEqual(len(tables), 3, tier)
            for (table,) in tables:
                fids = [row[0] for row in connection.execute(
                    f'SELECT fid FROM "{table}" ORDER BY rowid')]
                self.assertEqual(fids, list(range(1, len(fids) + 1)), table)
            stamps = {row[0] for row in connection.execute(
                "SELECT last_change FROM gpkg_contents")}
            self.assertEqual(len(stamps), 1, "one fixed time stamp")
            connection.close()

    def test_of_commanders_cannot_tell_one_report_from_none_by_any_byte(self):
        world = build(self.dir / "world", self.centers)
        world.tell(D, center_of(self.centers[D]), "Z", "D-5")
        world.write()
        out = self.dir / "one"
        self.succeed("run", world.project, "-o", out, "--quiet")
        told = rawan.releases_of(out)
        for tier, is_same in (("operational", True), ("restricted", False)):
            one, none = ({name: content for name, content in files.items()
                          if name.startswith(tier + "/")} for files in (told, self.releases))
            self.assertEqual(one.keys(), none.keys(), tier)
            other = [name for name in one if one[name] != none[name]]
            self.assertEqual(other == [], is_same, f"{tier}: {other}")

    def publish_strictly(self, name, rules=""):
        """By the strict rules, with an agreement."""
        self.world.write()
        policy = self.world.project.parent / "aturan.toml"
        policy.write_text('name = "uji"\nbase = "ketat"\nsharing_agreement = "PKS-1"\n' + rules,
                          encoding="utf-8")
        project = self.world.project.parent / "ketat.toml"
        text = self.world.project.read_text(encoding="utf-8")
        self.assertIn("[output]", text)
        project.write_text(text.replace("[output]", '[output]\npolicy = "aturan.toml"'),
                           encoding="utf-8")
        out = self.dir / name
        self.succeed("run", project, "-o", out, "--quiet")
        return out

    def test_get_rows_in_no_order_of_the_inputs_under_strict_rules(self):
        for i in range(6, 16):
            self.world.tell(A, center_of(self.centers[A]), f"R{i}", f"D-{i % 2 + 1}")
        first = self.publish_strictly("first")
        self.assertNotEqual(classes(first, "planning")[A], "disamarkan",
                            "16 women of two dialogues")
        self.assertTrue(shown_cells(first))
        self.world.reports.reverse()
        self.world.visits.reverse()
        second = self.publish_strictly("second")
        for tier in LOWER:
            self.assertEqual(rows_by_key(first, tier), rows_by_key(second, tier), tier)
        self.assertEqual(self.world.reports[0]["kode_pelapor"], "R15", "the inputs were turned")
        self.succeed("attack", first / "operational", first / "planning", "--only", "meta,linear")

    def test_see_no_cell_of_too_few_households(self):
        for i in range(6, 16):
            self.world.tell(A, center_of(self.centers[A]), f"R{i}", f"D-{i % 2 + 1}")
        self.assertTrue(shown_cells(self.publish_strictly("enough")))
        lamp = shown_cells(self.publish_strictly(
            "few", "[operational.cell]\nmin_households = 100000\n"))
        self.assertNotIn(self.strict_cell_of(A), lamp, "only what officers saw")

    def strict_cell_of(self, village):
        lon, lat = center_of(self.centers[village])
        return math.floor(lon / (2 * STEP) + 1e-9), math.floor(lat / (2 * STEP) + 1e-9)

    def test_of_lower_tiers_do_not_learn_which_inputs_there_were(self):
        for tier in LOWER:
            manifest = self.releases[f"{tier}/manifest.json"]
            self.assertNotIn(b"laporan.csv", manifest, tier)
            self.assertIn(b'"inputs": []', manifest, tier)
        self.assertIn(b"laporan.csv", self.releases["restricted/manifest.json"])


class Releases(rawan.ProgramTest):
    """One after the other, of worlds that change."""

    @classmethod
    def setUpClass(cls):
        cls.centers = centers_of_villages()

    def setUp(self):
        super().setUp()
        self.world = build(self.dir / "world", self.centers)
        self.out = self.dir / "out"

    def publish_world(self):
        self.world.write()
        self.succeed("run", self.world.project, "-o", self.out, "--quiet")
        return rawan.releases_of(self.out)

    def test_get_the_same_bytes_again(self):
        first = self.publish_world()
        for _ in range(2):
            self.assertEqual(self.publish_world(), first)

    def test_learn_nothing_from_one_more_reporter(self):
        rawan.ask_for(self.world.project, "operational", "planning")
        first = self.publish_world()
        self.world.tell(B, center_of(self.centers[B]), "S9", "D-7")
        second = self.publish_world()
        self.assertEqual({name.partition("/")[0] for name in first}, {"operational", "planning"})
        for name, content in first.items():
            self.assertEqual(second[name], content, name)
        for i in range(6):
            self.world.tell(B, center_of(self.centers[B]), f"W{i}", f"D-{3 + i % 2 * 4}")
        third = self.publish_world()
        self.assertNotEqual(third["operational/desa_prioritas.csv"],
                            first["operational/desa_prioritas.csv"], "many more change it")

    def test_have_files_that_others_may_not_read(self):
        self.world.write()
        self.succeed("run", self.world.project, "-o", self.out, "--quiet", umask=0)
        for path in [self.out, *self.out.rglob("*")]:
            if path.is_symlink():
                continue
            mode = stat.S_IMODE(path.stat().st_mode)
            self.assertEqual(mode & 0o007, 0, path)
            if "releases/" in str(path):
                expected = 0o500 if path.is_dir() else 0o400
                if "restricted" not in str(path):
                    expected |= expected >> 3
                self.assertEqual(mode, expected, path)
        self.assertEqual(stat.S_IMODE((self.out / "restricted").stat().st_mode), 0o700)
        self.assertEqual(stat.S_IMODE((self.out / ".rawan").stat().st_mode), 0o700)

    def test_leave_nothing_outside_of_the_folder(self):
        self.world.write()
        home = self.dir / "home"
        home.mkdir()
        env = {**os.environ, "HOME": str(home), "TMPDIR": str(home), "SQLITE_TMPDIR": str(home)}
        before = set(self.dir.rglob("*"))
        self.succeed("run", self.world.project, "-o", self.out, "--quiet", env=env, cwd=home)
        new = {path for path in self.dir.rglob("*") if path not in before}
        self.assertEqual({path for path in new if self.out not in (path, *path.parents)}, set())
        self.assertEqual(list(home.iterdir()), [])

    def test_of_restricted_files_need_an_encrypted_disk_or_a_name(self):
        self.world.write()
        rawan.change(self.world.project, 'accept_unencrypted = "Data sintetis, 2026-11-22"', "")
        process = rawan.run("run", self.world.project, "-o", self.out, "--quiet")
        self.assertEqual(process.returncode, 7, process.stderr.decode())
        self.assertIn(b"unencrypted_target", process.stderr)
        self.assertEqual(rawan.releases_of(self.out), {})

    def test_get_nothing_from_a_gate_that_refuses(self):
        self.world.write()
        for tier in rawan.TIERS:
            rawan.ask_for(self.world.project, tier)
            process = rawan.subprocess.run(
                [os.environ["RAWAN_REFUSING"], "run", self.world.project, "-o", self.out],
                capture_output=True, check=False)
            self.assertEqual(process.returncode, 7, process.stderr.decode())
            written = [path for path in self.out.rglob("*")
                       if path.is_file() and ".rawan" not in path.parts]
            self.assertEqual(written, [], tier)
        self.succeed("run", self.world.project, "-o", self.out, "--quiet")
        self.assertTrue(rawan.releases_of(self.out), "the program's own gate lets something out")


def vertices_of(blob):
    """(x, y) of a GeoPackage multipolygon."""
    envelope = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[blob[3] >> 1 & 7]
    wkb = blob[8 + envelope:]
    at = 5
    parts = struct.unpack_from("<I", wkb, at)[0]
    at += 4
    for _ in range(parts):
        at += 5
        rings = struct.unpack_from("<I", wkb, at)[0]
        at += 4
        for _ in range(rings):
            points = struct.unpack_from("<I", wkb, at)[0]
            at += 4
            for _ in range(points):
                yield struct.unpack_from("<dd", wkb, at)
                at += 16


if __name__ == "__main__":
    unittest.main()
