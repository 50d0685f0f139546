"""Many kabupaten in one run: each as by its own project, a gathering across a border once, and the
same bytes however the work was cut, interrupted, redone and merged."""

import io
import shutil
import signal
import subprocess
import tempfile
import unittest
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import country_world
import rawan

REFUSED = 3


def hotspots_at(out, lon):
    """Number of marks of each hotspot over a place on the latitude of the gatherings."""
    from osgeo import ogr
    source = ogr.Open(str(rawan.current(out, "restricted") / "rawan.gpkg"))
    layer = source.GetLayerByName("area_konsentrasi")
    step = 0.004  # The gatherings are narrower.
    layer.SetSpatialFilterRect(lon - step, country_world.LATITUDE - step,
                               lon + step, country_world.LATITUDE + step)
    return sorted(feature.GetField("jumlah_laporan") for feature in layer)


def villages_of(out, kabupaten):
    rows = rawan.rows_of(rawan.current(out, "restricted") / "desa_prioritas.csv")
    return [row for row in rows if row["kode_desa"].startswith(kabupaten)]


class Country(rawan.ProgramTest):
    @classmethod
    def setUpClass(cls):
        directory = tempfile.TemporaryDirectory(prefix="rawan-")
        cls.addClassCleanup(directory.cleanup)
        cls.home = Path(directory.name)
        cls.project = country_world.write_country(cls.home / "negeri")
        cls.out = cls.home / "whole"
        process = rawan.run("run", cls.project, "-o", cls.out, "--quiet")
        assert process.returncode == 0, process.stderr.decode()
        cls.whole = rawan.releases_of(cls.out)

    def share(self, out, part, *arguments):
        self.succeed("run", self.project, "-o", out, "--quiet", "--share", part, *arguments)

    def merged(self, out):
        self.succeed("merge", self.project, "-o", out, "--quiet")
        self.succeed("verify", out)
        return rawan.releases_of(out)

    def assert_whole(self, releases):
        self.assertEqual(sorted(self.whole), sorted(releases))
        self.assertEqual([name for name in releases if releases[name] != self.whole[name]], [])

    def parts(self, out):
        return sorted((Path(out) / ".rawan" / "parts").rglob("*.part"))

    def test_is_a_complete_release_of_all_villages(self):
        self.succeed("verify", self.out)
        codes = [row["kode_desa"] for k in country_world.KABUPATEN
                 for row in villages_of(self.out, k)]
        self.assertEqual(codes, [code for code, _, _ in sorted(country_world.villages())])
        self.assertIn("restricted/density.tif", self.whole)
        self.assertEqual(self.parts(self.out), [])

    def test_says_of_each_village_what_its_own_project_says(self):
        for kabupaten in ("62.01", "62.02", "63.01"):
            with self.subTest(kabupaten):
                own = country_world.write_own_project(self.project.parent, kabupaten)
                out = self.dir / kabupaten
                self.succeed("run", own, "-o", out, "--quiet")
                self.assertEqual(villages_of(out, kabupaten), villages_of(self.out, kabupaten))
                self.assertEqual(len(villages_of(out, kabupaten)), 12)

    def test_goes_on_where_nobody_was_asked_yet(self):
        rows = villages_of(self.out, country_world.NOBODY_ASKED)
        self.assertEqual({row["dialog"] for row in rows}, {"0"})
        self.assertEqual({row["peringkat"] for row in rows}, {""})

    def test_shows_a_gathering_across_a_border_once(self):
        for name, (lon, _, marks) in country_world.GATHERINGS.items():
            with self.subTest(name):
                self.assertEqual(hotspots_at(self.out, lon), [sum(marks)])

    def test_would_see_a_gathering_torn_by_a_border(self):
        """Each side's own project sees its own marks alone: what the test above would find."""
        lon, (_, east), (_, marks) = country_world.GATHERINGS["zones"]
        own = country_world.write_own_project(self.project.parent, east)
        out = self.dir / "own"
        self.succeed("run", own, "-o", out, "--quiet")
        self.assertEqual(hotspots_at(out, lon), [marks])

    def test_has_the_same_bytes_however_it_is_cut(self):
        for shares in (2, 3):
            with self.subTest(shares):
                out = self.dir / str(shares)
                for number in range(shares, 0, -1):
                    self.share(out, f"{number}/{shares}")
                self.assertFalse((out / "restricted").exists())
                self.assert_whole(self.merged(out))

    def test_has_the_same_bytes_on_any_number_of_threads(self):
        for threads in (1, 8):
            with self.subTest(threads):
                self.assert_whole(self.publish(self.project, str(threads), "--threads", threads))

    def test_has_the_same_bytes_after_a_worker_was_killed(self):
        out = self.dir / "workers"
        workers = [subprocess.Popen([rawan.PROGRAM, "run", self.project, "-o", out, "--share", k],
                                    stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                    stderr=subprocess.PIPE) for k in ("1/2", "2/2")]
        with workers[0], workers[1]:
            workers[0].stderr.readline()
            workers[0].send_signal(signal.SIGKILL)
            workers[1].stderr.read()
            self.assertEqual(workers[0].wait(timeout=60), -signal.SIGKILL)
            self.assertEqual(workers[1].wait(timeout=60), 0)
        process = rawan.run("merge", self.project, "-o", out, "--quiet")
        self.assertEqual(process.returncode, REFUSED)
        self.assertIn(b"part_missing", process.stderr)
        self.share(out, "1/2")
        self.assert_whole(self.merged(out))

    def test_has_the_same_bytes_from_workers_side_by_side(self):
        """By GNU parallel where it is installed, as docs/performance.md shows it."""
        out = self.dir / "out"
        if shutil.which("parallel"):
            subprocess.run(["parallel", "--will-cite", "-j2", rawan.PROGRAM, "run", self.project,
                            "-o", out, "--quiet", "--share", "{}/2", ":::", "1", "2"], check=True)
        else:
            workers = [subprocess.Popen([rawan.PROGRAM, "run", self.project, "-o", out, "--quiet",
                                         "--share", part]) for part in ("1/2", "2/2")]
            self.assertEqual([worker.wait(timeout=60) for worker in workers], [0, 0])
        self.assert_whole(self.merged(out))

    def test_takes_up_what_an_interrupted_run_left(self):
        out = self.dir / "out"
        self.share(out, "1/2")
        kept = self.parts(out)
        before = {part: part.stat().st_mtime_ns for part in kept}
        self.assertEqual(len(kept), 3)  # Two kabupaten of four, and the country.
        self.share(out, "1/2")
        self.assertEqual({part: part.stat().st_mtime_ns for part in self.parts(out)}, before)
        self.assert_whole(self.publish(self.project, "out"))

    def test_makes_a_damaged_part_again(self):
        out = self.dir / "out"
        self.share(out, "1/1")
        for part in self.parts(out):
            content = bytearray(part.read_bytes())
            content[len(content) // 2] ^= 1
            part.write_bytes(content)
        process = rawan.run("merge", self.project, "-o", out, "--quiet")
        self.assertEqual(process.returncode, REFUSED)
        self.assert_whole(self.publish(self.project, "out"))

    def test_does_not_merge_parts_of_other_inputs(self):
        out = self.dir / "out"
        changed = country_world.write_country(self.dir / "negeri")
        self.succeed("run", changed, "-o", out, "--quiet", "--share", "1/1")
        rawan.change(changed.parent / "laporan.csv", "gelap_sepi", "mabuk_miras")
        process = rawan.run("merge", changed, "-o", out, "--quiet")
        self.assertEqual(process.returncode, REFUSED)
        self.assertIn(b"part_missing", process.stderr)

    def test_judges_the_quality_of_parts_that_were_kept(self):
        out = self.dir / "out"
        spoilt = country_world.write_country(self.dir / "negeri")
        rawan.change(spoilt.parent / "laporan.csv", "persepsi", "gosip")
        self.succeed("run", spoilt, "-o", out, "--quiet", "--share", "1/1")
        for command in (("run",), ("run", "--share", "1/1"), ("merge",)):
            with self.subTest(command):
                process = rawan.run(command[0], spoilt, "-o", out, "--quiet", "--strict",
                                    *command[1:])
                self.assertEqual(process.returncode, 4, process.stderr)
                self.assertFalse((out / "restricted").exists())

    def test_does_not_merge_parts_whose_shapefile_has_another_table(self):
        from osgeo import gdal
        out = self.dir / "out"
        changed = country_world.write_country(self.dir / "negeri")
        folder = changed.parent
        gdal.VectorTranslate(str(folder / "desa.shp"), str(folder / "desa.geojson"))
        rawan.change(changed, "desa.geojson", "desa.shp")
        self.succeed("run", changed, "-o", out, "--quiet", "--share", "1/1")
        table = folder / "desa.dbf"
        table.write_bytes(table.read_bytes().replace(b"Desa 62", b"Dusu 62", 1))
        process = rawan.run("merge", changed, "-o", out, "--quiet")
        self.assertEqual(process.returncode, REFUSED)
        self.assertIn(b"part_missing", process.stderr)

    def test_shows_the_density_where_it_lies(self):
        from osgeo import gdal
        release = rawan.current(self.out, "restricted")
        raster = gdal.Open(str(release / "density.tif"))
        self.assertEqual(raster.GetSpatialRef().GetAuthorityCode(None), "4326")
        database = rawan.open_geopackage(release)
        ((content,),) = database.execute("SELECT content FROM qgis_projects").fetchall()
        database.close()
        with zipfile.ZipFile(io.BytesIO(bytes.fromhex(content))) as archive:
            (project,) = (name for name in archive.namelist() if name.endswith(".qgs"))
            layers = ElementTree.fromstring(archive.read(project)).iter("maplayer")
        systems = {layer.findtext("datasource"): layer.findtext("srs/spatialrefsys/authid")
                   for layer in layers}
        self.assertEqual(systems["./density.tif"], "EPSG:4326")
        metadata = (release / "metadata" / "density.xml").read_text(encoding="utf-8")
        self.assertIn("4326", metadata)

    def test_refuses_what_belongs_to_one_kabupaten(self):
        mixed = self.project.parent / "mixed.toml"
        text = self.project.read_text(encoding="utf-8")
        for old, new in (('tiers = ["restricted"]', 'tiers = ["operational"]'),
                         ("per_regency = true", 'per_regency = true\nregency = "62.01"'),
                         ("[patrol]", '[inputs.squads]\npath = "regu.csv"\n\n[patrol]')):
            with self.subTest(new):
                mixed.write_text(text.replace(old, new, 1), encoding="utf-8")
                process = rawan.run("run", mixed, "-o", self.dir / "out", "--quiet")
                self.assertEqual(process.returncode, 2)
                self.assertIn(b"config_per_regency", process.stderr)

    def test_refuses_a_bandwidth_beyond_a_kabupaten(self):
        """As its own project does, though the country is larger: 28 km from corner to corner."""
        for bandwidth, code in ((40_000, 8), (20_000, 0)):
            project = country_world.write_country(self.dir / str(bandwidth))
            rawan.change(project, "[patrol]", "[analysis]\nbandwidth_rule = \"fixed\"\n"
                         f"bandwidth_m = {bandwidth}\n\n[patrol]")
            process = rawan.run("run", project, "-o", self.dir / "out", "--quiet")
            self.assertEqual(process.returncode, code, process.stderr)
            if code:
                self.assertIn(b"E8 bandwidth_beyond_area: ", process.stderr)
                self.assertIn(b"62.01: 28 km", process.stderr)

    def test_neither_cuts_nor_merges_a_project_of_one_kabupaten(self):
        own = country_world.write_own_project(self.project.parent, "62.01")
        for arguments in (("merge", own), ("run", own, "--share", "1/2")):
            process = rawan.run(*arguments, "-o", self.dir / "out", "--quiet")
            self.assertEqual(process.returncode, 2)
            self.assertIn(b"config_one_regency", process.stderr)
            self.assertFalse((self.dir / "out").exists())

    def test_tells_what_each_stage_took_beside_the_release(self):
        process = self.succeed("run", self.project, "-o", self.dir / "out", "--quiet", "--timings",
                               "--lang", "en")
        lines = process.stderr.decode().splitlines()
        self.assertEqual(lines[0], "stage;seconds;processor_seconds;peak_mb")
        stages = [line.split(";")[0] for line in lines[1:]]
        self.assertEqual(stages, ["Reading and checking inputs", "Analyzing kabupaten",
                                  "Writing results"])


if __name__ == "__main__":
    unittest.main()
