"""`rawan schedule` plans the patrols of the sample district alone, and finds what hands break."""

import csv
import io
import json
import stat
import tempfile
import unittest
from datetime import datetime
from pathlib import Path

import rawan

PROJECT = rawan.SAMPLE / "project.toml"
STEPS = ("--iterations", "1000")


class Schedule(rawan.ProgramTest):
    @classmethod
    def setUpClass(cls):
        directory = tempfile.TemporaryDirectory(prefix="rawan-")
        cls.addClassCleanup(directory.cleanup)
        cls.out = Path(directory.name) / "plan"
        process = rawan.run("schedule", PROJECT, "-o", cls.out, "--json", *STEPS)
        assert process.returncode == 0, process.stderr.decode()
        cls.printed = process.stdout.decode()
        cls.plan = json.loads(cls.printed)
        cls.release = rawan.current(cls.out, "operational")
        with open(cls.release / "schedule.csv", encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file, delimiter=";"))
        cls.header, cls.rows = rows[0], rows[1:]

    def column(self, name):
        return self.header.index(name)

    def write(self, rows, name="changed.csv"):
        text = io.StringIO()
        csv.writer(text, delimiter=";").writerows([self.header, *rows])
        path = self.dir / name
        path.write_text(text.getvalue(), encoding="utf-8-sig")
        return path

    def judge(self, path):
        """Exit code and judgment of a schedule."""
        process = rawan.run("schedule", PROJECT, "--check", path, "--json")
        self.assertIn(process.returncode, (0, 4), process.stderr.decode())
        return process.returncode, json.loads(process.stdout)

    def judge_changed(self, change):
        """The codes found in the schedule after `change(rows)` did what hands do."""
        rows = [list(row) for row in self.rows]
        change(rows)
        code, judgment = self.judge(self.write(rows))
        found = {fault["code"] for fault in judgment["faults"]}
        found |= {row["code"] for row in judgment["rows_refused"]}
        self.assertEqual(code, 4 if found else 0)
        return found

    def tours(self, rows):
        """Rows by tour."""
        tours = {}
        for row in rows:
            key = (row[self.column("tanggal")], row[self.column("regu")])
            tours.setdefault(key, []).append(row)
        return list(tours.values())

    def tour(self, rows, least):
        """Rows of a tour with at least so many stops."""
        return next(tour for tour in self.tours(rows) if len(tour) >= least)

    def test_publishes_a_release_of_its_own(self):
        files = set(rawan.files_of(self.release))
        self.assertLessEqual({"rawan.gpkg", "schedule.csv", "schedule.xlsx", "plan.json",
                              "summary.md", "manifest.json"}, files)
        self.assertIn("desa_prioritas.csv", files)
        self.assertEqual([path.name for path in self.out.iterdir() if path.name[0] != "."],
                         ["operational"])
        self.succeed("verify", self.out)
        self.assertEqual((self.release / "plan.json").read_text(encoding="utf-8"), self.printed)

    def test_tells_how_the_plan_was_found(self):
        manifest = json.loads((self.release / "manifest.json").read_text(encoding="utf-8"))
        search = self.plan["search"]
        self.assertEqual(search["iterations"], 2000, "two walks")
        self.assertLess(search["drawn"], search["pool"])
        self.assertEqual(manifest["seeds"]["patrol"], search["seed"])
        self.assertEqual(manifest["counts"]["patrol_drawn"], search["drawn"])

    def test_has_times_that_agree(self):
        visits = 0
        for shift in self.plan["shifts"]:
            begin = datetime.fromisoformat(shift["begin"])
            for visit in shift["visits"]:
                visits += 1
                for name in ("arrival", "start", "departure"):
                    seconds = (datetime.fromisoformat(visit[name]) - begin).total_seconds()
                    self.assertEqual(seconds, visit[name + "_s"])
                self.assertEqual(begin.utcoffset().total_seconds(), 7 * 3600)
        self.assertEqual(visits, len(self.rows))

    def test_is_checked_without_a_fault(self):
        for name in ("schedule.csv", "schedule.xlsx"):
            code, judgment = self.judge(self.release / name)
            self.assertEqual(judgment["faults"] + judgment["rows_refused"], [], name)
            self.assertEqual(code, 0)
            self.assertEqual(judgment["rows"], len(self.rows))
            self.assertAlmostEqual(judgment["score"], self.plan["score"], places=6)

    def test_finds_stops_that_change_places(self):
        def swap(rows):
            at = self.column("kode_titik")
            for tour in self.tours(rows):
                tour[0][at], tour[-1][at] = tour[-1][at], tour[0][at]
        self.assertTrue(self.judge_changed(swap) & {"arrives_too_early", "outside_window",
                                                    "starts_too_early", "dwell_too_short"})

    def test_finds_a_stop_that_begins_too_early(self):
        def hurry(rows):
            row = self.tour(rows, 3)[2]
            row[self.column("jam_mulai")] = self.tour(rows, 3)[1][self.column("jam_selesai")]
        self.assertIn("arrives_too_early", self.judge_changed(hurry))

    def test_finds_a_stop_visited_twice(self):
        def repeat(rows):
            tour = self.tour(rows, 3)
            tour[2][self.column("kode_titik")] = tour[1][self.column("kode_titik")]
        self.assertIn("too_soon", self.judge_changed(repeat))

    def test_finds_a_stop_nobody_knows(self):
        def invent(rows):
            rows[0][self.column("kode_titik")] = "D-00.00.00.0000"
        self.assertIn("unknown_code", self.judge_changed(invent))

    def test_finds_a_squad_that_may_not_go(self):
        def trade(rows):
            at = self.column("kode_titik")
            for row in rows:
                if row[self.column("regu")] != rows[0][self.column("regu")]:
                    rows[0][at] = row[at]
                    return
        self.assertIn("wrong_unit", self.judge_changed(trade))

    def test_finds_a_squad_that_is_off(self):
        def move(rows):
            rows[0][self.column("tanggal")] = "2026-12-24"
        self.assertIn("not_on_duty", self.judge_changed(move))

    def test_finds_a_duty_that_was_dropped(self):
        duties = {row["kode_desa"] for row in rawan.rows_of(self.release / "schedule.csv")
                  if "D/KRPPA" in row["alasan"]}
        self.assertTrue(duties)
        village = sorted(duties)[0]

        def drop(rows):
            at = self.column("kode_desa")
            rows[:] = [row for row in rows if row[at] != village]
        self.assertIn("village_missing", self.judge_changed(drop))

    def test_finds_a_time_that_is_none(self):
        def spoil(rows):
            rows[3][self.column("jam_mulai")] = "pagi"
        self.assertIn("time_invalid", self.judge_changed(spoil))

    def test_says_in_words_what_is_wrong(self):
        rows = [list(row) for row in self.rows]
        rows[0][self.column("kode_titik")] = "D-00.00.00.0000"
        process = rawan.run("schedule", PROJECT, "--check", self.write(rows), "--quiet")
        self.assertEqual(process.returncode, 4)
        self.assertIn("kode titik tidak dikenal", process.stdout.decode())

    def test_gives_a_reason_for_every_stop_it_leaves_out(self):
        served = {row[self.column("kode_titik")] for row in self.rows}
        reasons = {"no_unit", "unreachable", "window", "too_far", "too_long", "spacing",
                   "village_full", "unit_full", "displaced"}
        self.assertTrue(self.plan["unserved"])
        for missing in self.plan["unserved"]:
            self.assertIn(missing["reason"], reasons)
            if missing["stop"] and not missing["required"]:
                self.assertNotIn(missing["stop"], served)
        with rawan.open_geopackage(self.release) as connection:
            rows = connection.execute("SELECT count(*) FROM belum_terlayani").fetchone()[0]
        connection.close()
        self.assertEqual(rows, len(self.plan["unserved"]))

    def test_shares_its_time_out_as_the_table_says(self):
        with rawan.open_geopackage(self.release) as connection:
            rows = connection.execute(
                "SELECT kelompok, bagian_waktu, jumlah_kunjungan FROM pemerataan").fetchall()
        connection.close()
        for group in ("desa", "regu"):
            own = [row for row in rows if row[0] == group]
            self.assertAlmostEqual(sum(row[1] for row in own), 1.0, places=9)
            self.assertEqual(sum(row[2] for row in own), len(self.rows))

    def test_tells_how_even_and_how_predictable_it_is(self):
        dwell = {}
        for shift in self.plan["shifts"]:
            squad = dwell.setdefault(shift["squad"], [])
            squad += [visit["departure_s"] - visit["start_s"] for visit in shift["visits"]]
        with rawan.open_geopackage(self.release) as connection:
            squads = [row[0] for row in connection.execute(
                "SELECT kode FROM pemerataan WHERE kelompok = 'regu'")]
        connection.close()
        amounts = [sum(dwell.get(squad, [])) for squad in squads]
        n, total = len(amounts), sum(amounts)
        jain = total ** 2 / (n * sum(x * x for x in amounts))
        gini = sum(abs(x - y) for x in amounts for y in amounts) / (2 * n * total)
        fairness = self.plan["fairness"]
        self.assertAlmostEqual(fairness["jain_squads"], jain, places=9)
        self.assertAlmostEqual(fairness["gini_squads"], gini, places=9)
        for name in ("jain_villages", "gini_villages", "common_villages"):
            self.assertTrue(0 <= fairness[name] <= 1, name)
        self.assertEqual(fairness["reversed_pairs"] is None, not self.squads_return_to_pairs())
        self.assertGreater(fairness["order_entropy_bits"], 0)
        summary = (self.release / "summary.md").read_text(encoding="utf-8")
        self.assertIn(f"antarregu indeks Jain {jain:.2f}".replace(".", ","), summary)

    def squads_return_to_pairs(self):
        """Whether any squad visits two villages in two tours that follow each other."""
        tours = {}
        for shift in self.plan["shifts"]:
            villages = {visit["village"] for visit in shift["visits"]}
            if villages:
                tours.setdefault(shift["squad"], []).append(villages)
        return any(len(a & b) >= 2 for own in tours.values() for a, b in zip(own, own[1:]))

    def test_gives_the_same_bytes_on_any_number_of_threads(self):
        for threads in ("1", "2", "8"):
            out = self.dir / threads
            self.succeed("schedule", PROJECT, "-o", out, "--quiet", "--threads", threads, *STEPS)
            self.assertEqual(rawan.files_of(rawan.current(out, "operational")),
                             rawan.files_of(self.release), threads)

    def test_keeps_travel_times_for_the_next_run_only(self):
        out = self.dir / "again"
        plan = lambda: self.succeed("schedule", PROJECT, "-o", out, "--quiet", *STEPS)
        plan()
        folder = out / ".rawan" / "travel"
        kept = {path: (path.read_bytes(), path.stat().st_ino) for path in folder.iterdir()}
        self.assertTrue(kept)
        self.assertEqual(stat.S_IMODE(folder.stat().st_mode), 0o700)
        self.assertEqual(stat.S_IMODE(folder.parent.stat().st_mode), 0o700)
        for path in kept:
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
        plan()
        self.assertEqual({path: (path.read_bytes(), path.stat().st_ino)
                          for path in folder.iterdir()}, kept, "read, not written")
        self.assertEqual(rawan.files_of(rawan.current(out, "operational")),
                         rawan.files_of(self.release))
        for path in kept:
            path.write_bytes(path.read_bytes()[:-1] + b"?")
        plan()
        self.assertEqual({path: path.read_bytes() for path in folder.iterdir()},
                         {path: held for path, (held, _) in kept.items()})
        self.assertEqual(rawan.files_of(rawan.current(out, "operational")),
                         rawan.files_of(self.release))
        self.succeed("verify", out)

    def plan_of(self, name, change):
        """The plan of the sample after `change(folder)`; how many travel matrices it took."""
        project = rawan.copy_sample(self.dir / name)
        change(project.parent)
        out = self.dir / (name + "-out")
        process = self.succeed("schedule", project, "-o", out, "--json", "--quiet", *STEPS)
        folder = out / ".rawan" / "travel"
        return (json.loads(process.stdout),
                len(list(folder.iterdir())) if folder.exists() else 0)

    def legs(self, plan):
        """Seconds of travel between places, as all squads drive them."""
        legs = {}
        for shift in plan["shifts"]:
            place, time = shift["post"], shift["leave_s"]
            for visit in shift["visits"]:
                if not visit["estimated"]:
                    legs[place, visit["stop"]] = visit["arrival_s"] - time
                place, time = visit["stop"], visit["departure_s"]
        return legs

    def test_drives_as_the_vehicle_and_the_hour_ask(self):
        def squads(code, vehicle):
            def change(folder):
                file = folder / "regu.csv"
                head, *rows = file.read_text(encoding="utf-8").splitlines()
                rows = [row.replace(";S;", ";P;") for row in rows]
                rows[0] = rows[0].replace(";P;", f";{code};").replace(";r4;", f";{vehicle};")
                file.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
            return change
        by_day, one = self.plan_of("day", squads("P", "r4"))
        self.assertEqual(one, 1, "one way to drive")
        day = self.legs(by_day)
        for name, code, vehicle in (("night", "S", "r4"), ("motorcycle", "P", "r2")):
            plan, two = self.plan_of(name, squads(code, vehicle))
            self.assertEqual(two, 2, name)
            own = self.legs({"shifts": [s for s in plan["shifts"] if s["squad"] == "R1"]})
            both = [(own[leg], day[leg]) for leg in own if leg in day]
            self.assertTrue(both, name)
            self.assertTrue(any(a != b for a, b in both), name)
            if name == "night":
                self.assertTrue(all(a >= b for a, b in both), "not faster in the dark")

    def test_takes_times_that_others_computed(self):
        ids = {stop["stop"].split("/")[0] for stop in self.plan["unserved"] if stop["stop"]}
        ids |= {visit["stop"].split("/")[0] for s in self.plan["shifts"] for visit in s["visits"]}
        ids |= {row["post_id"] for row in rawan.rows_of(rawan.SAMPLE / "pos.csv")}

        def give(folder):
            (folder / "waktu.csv").write_text("from,to,seconds,meters\n" + "".join(
                f"{a},{b},601,5000\n" for a in sorted(ids) for b in sorted(ids) if a != b),
                encoding="utf-8")
            rawan.change(folder / "project.toml", "[inputs.roads]",
                         '[inputs.travel_matrix]\npath = "waktu.csv"\n\n[inputs.roads]')
        plan, kept = self.plan_of("given", give)
        self.assertEqual(kept, 0)
        self.assertEqual(set(self.legs(plan).values()), {660}, "whole minutes, rounded up")
        self.succeed("run", self.dir / "given" / "project.toml", "-o", self.dir / "run", "--quiet")
        self.succeed("verify", self.dir / "run")
        with rawan.open_geopackage(rawan.current(self.dir / "run", "operational")) as connection:
            rows = connection.execute("SELECT count(*) FROM jadwal_patroli").fetchone()[0]
        connection.close()
        self.assertGreater(rows, 0)

    def test_obeys_what_the_command_line_asks(self):
        out = self.dir / "asked"
        process = self.succeed("schedule", PROJECT, "-o", out, "--json", "--start", "2026-12-05",
                               "--days", "2", "--seed", "5", *STEPS)
        plan = json.loads(process.stdout)
        self.assertEqual((plan["start"], plan["days"], plan["search"]["seed"]),
                         ("2026-12-05", 2, 5))
        self.assertEqual({shift["date"] for shift in plan["shifts"]},
                         {"2026-12-05"}, "squads are off on Sundays")

    def test_shows_what_each_squad_buys(self):
        out = self.dir / "frontier"
        self.succeed("schedule", PROJECT, "-o", out, "--frontier", "--quiet", *STEPS)
        rows = rawan.rows_of(rawan.current(out, "operational") / "frontier.csv")
        self.assertEqual([row["banyak_regu"] for row in rows], ["1", "2", "3", "4"])
        missing = [int(row["kunjungan_desa_kurang"]) for row in rows]
        self.assertEqual(missing, sorted(missing, reverse=True))
        picture = rawan.current(out, "operational") / "frontier.svg"
        self.assertIn("<svg", picture.read_text(encoding="utf-8"))
        self.succeed("verify", out)

    def test_refuses_options_that_make_no_sense(self):
        for arguments in (("-o", self.dir / "x", "--start", "2026-02-30"),
                          ("-o", self.dir / "x", "--days", "0"),
                          ("-o", self.dir / "x", "--seconds", "1", "--iterations", "5"), ()):
            process = rawan.run("schedule", PROJECT, *arguments)
            self.assertEqual(process.returncode, 2, arguments)
        self.assertFalse((self.dir / "x").exists())

    def test_stops_after_some_seconds_and_says_so(self):
        process = self.succeed("schedule", PROJECT, "-o", self.dir / "timed", "--seconds", "0.3",
                               "--json")
        search = json.loads(process.stdout)["search"]
        self.assertTrue(search["stopped_by_time"])
        self.assertGreater(search["iterations"], 0)


if __name__ == "__main__":
    unittest.main()
