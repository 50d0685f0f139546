"""Nothing is shown near shelters, clinics and schools, and no file tells where they are."""

import math
import struct
import tempfile
import unittest
from pathlib import Path

from osgeo import ogr

import rawan
from audience_test import A, build, connect, shown_cells
from audience_world import STEP, cell_of, center_of, centers_of_villages
from privacy_test import cells_of, unpacked

RADIUS = 500.0
WIDE_STEP = 120 / 3600  # degrees: the national grid for cells of 3.7 km
METERS_PER_DEGREE = 111_320.0
NAMES = ("RUMAH KENARI", "PUSKESMAS KENARI", "SD KENARI")
KINDS = ("rumah_aman", "puskesmas", "sd")


def moved(place, east, north):
    """A place some meters away."""
    lon, lat = place
    return (lon + east / METERS_PER_DEGREE / math.cos(math.radians(lat)),
            lat + north / METERS_PER_DEGREE)


def meters_to_box(place, low, high):
    """From a place to a box of degrees; 0 in it."""
    dx = max(low[0] - place[0], 0, place[0] - high[0]) * math.cos(math.radians(place[1]))
    dy = max(low[1] - place[1], 0, place[1] - high[1])
    return math.hypot(dx, dy) * METERS_PER_DEGREE


def near_cells(cells, sites):
    """The cells that lie within the radius of a site or hold one."""
    return {cell for cell in cells for site in sites
            if meters_to_box(site, (cell[0] * STEP, cell[1] * STEP),
                             ((cell[0] + 1) * STEP, (cell[1] + 1) * STEP)) <= RADIUS}


def points_of(out, table, column):
    """Points of a layer by code."""
    source = ogr.Open(str(rawan.current(out, "operational") / "rawan.gpkg"))
    layer = source.GetLayerByName(table)
    found = {}
    for feature in layer:
        point = feature.GetGeometryRef().PointOnSurface()
        found[feature.GetField(column)] = (point.GetX(), point.GetY())
    return found


def traces_of(content, sites):
    """Names and coordinates of the sites in some bytes."""
    found = [name for name in NAMES if name.encode() in content.upper()]
    for site in sites:
        for value in site:
            text = f"{value:.6f}"[:-1]
            marks = [struct.pack("<d", value), struct.pack(">d", value), text.encode(),
                     text.replace(".", ",").encode(), struct.pack("<f", value),
                     str(round(value * 1e7)).encode(), struct.pack("<i", round(value * 1e7))]
            if any(mark in content for mark in marks):
                found.append(value)
    return found


class ProtectedPlaces(rawan.ProgramTest):
    @classmethod
    def setUpClass(cls):
        directory = tempfile.TemporaryDirectory(prefix="rawan-")
        cls.addClassCleanup(directory.cleanup)
        cls.centers = centers_of_villages()
        cls.center = center_of(cls.centers[A])
        cls.other = (cls.center[0] + 12 * STEP, cls.center[1])
        world = cls.new_world(Path(directory.name) / "world")
        cls.without = cls.publish_project(world.project, Path(directory.name) / "without")[0]

    @classmethod
    def new_world(cls, directory):
        world = build(directory, cls.centers)
        rawan.ask_for(world.project, "operational")
        for i in range(6):  # a second place that enough women tell of
            world.tell(A, cls.other, f"X{i}", f"D-{i % 2 + 1}")
        world.write()
        return world

    @staticmethod
    def publish_project(project, out):
        """The folder of the releases; what the run said."""
        process = rawan.run("run", project, "-o", out)
        assert process.returncode == 0, process.stderr.decode()
        return out, process.stdout + process.stderr

    def setUp(self):
        super().setUp()
        self.world = self.new_world(self.dir / "world")

    def publish_with(self, sites, name):
        """A release after the list was given."""
        path = self.world.project.parent / "tempat.csv"
        rows = [f"{NAMES[i % 3]};{KINDS[i % 3]};{lat:.7f};{lon:.7f}"
                for i, (lon, lat) in enumerate(sites)]
        path.write_text("\n".join(["nama;jenis;lintang;bujur", *rows]) + "\n", encoding="utf-8")
        project = self.world.project.with_name("dilindungi.toml")
        project.write_text(self.world.project.read_text(encoding="utf-8") +
                           '\n[inputs.sensitive_sites]\npath = "tempat.csv"\n', encoding="utf-8")
        return self.publish_project(project, self.dir / name)

    def sites_near(self, out):
        """A shelter beside the hotspot, a clinic beside where a village is met, and a school."""
        stops = points_of(out, "titik_singgah", "kode_titik")
        meeting = stops[min(code for code in stops if code.startswith("D-"))]
        return [moved(self.center, 301.234567, 87.654321), moved(meeting, -123.456789, 98.7654321),
                moved(self.center, -4000.987654, -4000.123456)]

    def test_are_far_from_every_cell_stop_and_hotspot(self):
        sites = self.sites_near(self.without)
        out, _ = self.publish_with(sites, "with")
        before = shown_cells(self.without)
        after = shown_cells(out)
        self.assertIn(cell_of(*self.center), near_cells(before, sites),
                      "without the list the cell appears: the check can fail")
        self.assertEqual(after, before - near_cells(before, sites))
        self.assertIn(cell_of(*self.other), after, "cells far away stay")
        def near(folder, table, column):
            return {code for code, point in points_of(folder, table, column).items()
                    for site in sites if meters_to_box(site, point, point) <= RADIUS}
        for table, column in (("titik_singgah", "kode_titik"), ("area_konsentrasi", "id_area")):
            self.assertTrue(near(self.without, table, column),
                            "without the list the check can fail")
            self.assertEqual(near(out, table, column), set(), table)
        self.assertEqual(len(points_of(out, "area_konsentrasi", "id_area")), 1)

    def test_leave_no_trace_in_any_file_or_message(self):
        rawan.ask_for(self.world.project, *rawan.TIERS)
        sites = self.sites_near(self.without)
        out, said = self.publish_with(sites, "with")
        self.assertEqual(traces_of(said, sites), [])
        self.assertIn(b"tempat.csv", said, "how many there were is told")
        for path in out.rglob("*"):
            if not path.is_file() or path.is_symlink():
                continue
            for place, content in unpacked(path.name, path.read_bytes()):
                self.assertEqual(traces_of(content, sites), [], place)
        for tier in rawan.TIERS:
            for place, content in cells_of(rawan.current(out, tier)):
                self.assertEqual(traces_of(content, sites), [], place)
        listed = (self.world.project.parent / "tempat.csv").read_bytes()
        self.assertEqual(len(traces_of(listed, sites)), 9, "the check finds what is there")

    def test_are_hidden_although_they_were_shown_before(self):
        self.publish_project(self.world.project, self.dir / "same")
        sites = self.sites_near(self.dir / "same")
        before = shown_cells(self.dir / "same")
        after = shown_cells(self.publish_with(sites, "same")[0])
        self.assertEqual(after, before - near_cells(before, sites))

    def test_hide_no_cell_with_ten_thousand_residents(self):
        text = self.world.project.read_text(encoding="utf-8")
        self.world.project.write_text(text + "\n[analysis]\ncell_m = 3700\n", encoding="utf-8")
        sites = [moved(self.center, 50.5, 50.5)]
        cell = tuple(math.floor(value / WIDE_STEP) for value in self.center)
        self.assertNotIn(cell, shown_cells(self.publish_with(sites, "few")[0]))
        people = self.world.project.parent / "penduduk.csv"
        rows = people.read_text(encoding="utf-8").splitlines()
        rows = [f"{A};2025;480000;240000;240000;120000;sintetis" if row.startswith(A) else row
                for row in rows]
        people.write_text("\n".join(rows) + "\n", encoding="utf-8")
        self.assertIn(cell, shown_cells(self.publish_with(sites, "many")[0]))

    def test_that_cannot_be_read_stop_the_run(self):
        def refused(row):
            path = self.world.project.parent / "tempat.csv"
            path.write_text(f"jenis;lintang;bujur\n{row}\n", encoding="utf-8")
            project = self.world.project.with_name("dilindungi.toml")
            project.write_text(self.world.project.read_text(encoding="utf-8") +
                               '\n[inputs.sensitive_sites]\npath = "tempat.csv"\n',
                               encoding="utf-8")
            return rawan.run("run", project, "-o", self.dir / "out", "--quiet")
        for row in ("rumah_aman;;", "rumah_aman;10,5;20,5", "rumah_aman;0,85;KENARI"):
            process = refused(row)
            self.assertEqual(process.returncode, 3, row)
            self.assertIn(b"sensitive_site_unread", process.stderr)
            self.assertNotIn(b"KENARI", process.stderr)
        post = rawan.rows_of(self.world.project.parent / "pos.csv")[0]
        process = refused(f"rumah_aman;{post['lat']};{post['lon']}")
        self.assertEqual(process.returncode, 3)
        self.assertIn(b"shelter_at_post", process.stderr)
        self.assertEqual(refused(f"sekolah;{post['lat']};{post['lon']}").returncode, 0)


if __name__ == "__main__":
    unittest.main()
