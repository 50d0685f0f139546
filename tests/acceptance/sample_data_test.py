"""The sample district is what `rawan simulate` makes, and its truth fits its data."""

import unittest

from osgeo import ogr

import rawan

WOMEN = 142_249
MEN = 153_717


def village_shapes():
    source = ogr.Open(str(rawan.SAMPLE / "villages.gpkg"))
    layer = source.GetLayerByName("desa")
    return {feature["kode"]: feature.GetGeometryRef().Clone() for feature in layer}


class SampleData(rawan.ProgramTest):
    def test_is_made_by_one_command_byte_by_byte(self):
        self.succeed("simulate", rawan.SAMPLE / "project.toml", "-o", self.dir / "made", "--quiet")
        made = rawan.files_of(self.dir / "made")
        made.pop("project.toml")  # The sample's own is written by hand.
        self.assertLessEqual({"laporan_kobo.csv", "laporan_excel.csv", "patroli.csv", "pos.csv",
                              "regu.csv", "penduduk.csv", "kebenaran_desa.csv",
                              "kebenaran_titik.csv", "kebenaran_baris.csv"}, set(made))
        for name, content in made.items():
            self.assertTrue((rawan.SAMPLE / name).read_bytes() == content, name)

    def test_sums_to_the_official_population(self):
        rows = rawan.rows_of(rawan.SAMPLE / "penduduk.csv")
        self.assertEqual(sum(int(row["pop_f"]) for row in rows), WOMEN)
        self.assertEqual(sum(int(row["pop_m"]) for row in rows), MEN)
        self.assertEqual(sum(int(row["pop_total"]) for row in rows), WOMEN + MEN)
        self.assertEqual({row["village_code"] for row in rows}, set(village_shapes()))

    def test_has_every_true_hotspot_inside_its_village(self):
        shapes = village_shapes()
        hotspots = rawan.rows_of(rawan.SAMPLE / "kebenaran_titik.csv")
        self.assertEqual(len(hotspots), 24)
        for row in hotspots:
            point = ogr.CreateGeometryFromWkt(f"POINT ({row['lon']} {row['lat']})")
            self.assertTrue(shapes[row["kode_desa"]].Contains(point), row)
            self.assertTrue(0.0 <= float(row["jam"]) <= 24.0, row)

    def test_has_a_true_rate_for_every_village(self):
        rows = rawan.rows_of(rawan.SAMPLE / "kebenaran_desa.csv")
        self.assertEqual([row["kode_desa"] for row in rows], sorted(village_shapes()))
        for row in rows:
            self.assertGreater(float(row["laju_sebenarnya_per_1000"]), 0.0)

    def test_tells_of_every_dialogue_in_the_patrol_log(self):
        visits = {row["dialogue_id"]: row for row in rawan.rows_of(rawan.SAMPLE / "patroli.csv")}
        villages = {}
        for row in rawan.rows_of(rawan.SAMPLE / "laporan_kobo.csv"):
            villages.setdefault(row["sesi/id_dialog"], set()).add(row["lokasi/kode_desa"])
        self.assertGreater(len(villages), 300)
        self.assertLessEqual(set(villages), set(visits))


if __name__ == "__main__":
    unittest.main()
