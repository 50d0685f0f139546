"""`rawan space-time`: Knox, near repeats, emerging hot spots, hours of the week and trends."""

import csv
import datetime
import json
import math
import os
import random
import stat
import unittest

import rawan

STEPS = 6
SIDE = 6


def reports(count, seed):
    """Events on a lattice of 50 m within some weeks: many ties."""
    draw = random.Random(seed)
    start = datetime.date(2026, 1, 1)
    return [(50 * draw.randrange(12), 50 * draw.randrange(12),
             start + datetime.timedelta(days=draw.randrange(60))) for _ in range(count)]


def pairs(events, distance, days):
    """Close pairs, pairs near in space and in time, each given as [from, to] or [from, to)."""
    close = space = time = 0
    for i, a in enumerate(events):
        for b in events[:i]:
            near = distance(math.hypot(a[0] - b[0], a[1] - b[1]))
            soon = days(abs((a[2] - b[2]).days))
            space, time, close = space + near, time + soon, close + (near and soon)
    return close, space, time


class SpaceTimeTest(rawan.ProgramTest):
    def setUp(self):
        super().setUp()
        self.events = reports(60, 1)
        self.csv = self.write("events.csv", "x,y,day",
                              [f"{x},{y},{day.isoformat()}" for x, y, day in self.events])

    def write(self, name, head, lines):
        path = self.dir / name
        path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
        return path

    def space_time(self, method, source, *arguments):
        out = self.dir / f"{method}.csv"
        process = self.succeed("space-time", source, "--method", method, "-o", out, "--overwrite",
                               "--json", *arguments)
        with open(out, encoding="utf-8", newline="") as file:
            return json.loads(process.stdout), list(csv.DictReader(file))

    def refused(self, reason, *arguments):
        process = rawan.run("space-time", *arguments, "-o", self.dir / "x.csv", "--lang", "en")
        self.assertEqual(process.returncode, 2, process.stderr.decode())
        self.assertIn(f"E2 {reason}: ", process.stderr.decode())

    POINTS = ("--x", "x", "--y", "y", "--planar", "--time-column", "day")


class Knox(SpaceTimeTest):
    def test_counts_pairs_in_closed_and_half_open_bands(self):
        for flags, label, inside in (((), "]", lambda v, end: v <= end),
                                     (("--half-open",), ")", lambda v, end: v < end)):
            summary, [row] = self.space_time("knox", self.csv, *self.POINTS, "--distance",
                                             "100m", "--time", "7d", *flags)
            close, space, time = pairs(self.events, lambda d: inside(d, 100),
                                       lambda d: inside(d, 7))
            self.assertEqual(row["distance_band"], f"[0, 100{label} m")
            self.assertEqual(row["time_band"], f"[0, 7{label} d")
            self.assertEqual([int(row[name]) for name in
                              ("close_pairs", "pairs_in_space", "pairs_in_time")],
                             [close, space, time])
            self.assertAlmostEqual(float(row["expected_pairs"]), space * time / (60 * 59 / 2))
            self.assertEqual(summary["close_pairs"], close)

    # The vignette of NearRepeat: 100 m apart, on 1 and 4 January 2019.
    def test_puts_a_near_repeat_into_the_band_its_label_names(self):
        two = self.write("two.csv", "x,y,day", ["0,0,2019-01-01", "0,100,2019-01-04"])
        _, rows = self.space_time("near-repeat", two, *self.POINTS, "--distance", "0,1,201,401",
                                  "--time", "0,1d,2d,3d,4d,5d", "--permutations", 9)
        found = [(row["distance_band"], row["time_band"]) for row in rows
                 if row["close_pairs"] == "1"]
        self.assertEqual(found, [("[1, 201) m", "[3, 4) d")])
        self.assertEqual(len(rows), 15)

    def test_is_the_same_in_any_order_and_on_any_number_of_threads(self):
        lines = self.csv.read_text().splitlines()
        backward = self.write("backward.csv", lines[0], lines[:0:-1])
        answers = [self.space_time("knox", source, *self.POINTS, "--distance", "100", "--time",
                                   "2w", "--threads", threads)[1]
                   for source, threads in ((self.csv, 1), (self.csv, 2), (backward, 2))]
        self.assertEqual(answers[0], answers[1])
        self.assertEqual(answers[0], answers[2])
        self.assertEqual(answers[0][0]["time_band"], "[0, 2] w")

    def test_refuses_options_that_do_not_fit_the_method(self):
        base = (self.csv, *self.POINTS)
        self.refused("usage_method_needs", *base, "--method", "knox", "--distance", "100")
        self.refused("usage_one_band", *base, "--method", "knox", "--distance", "0,9,99", "--time",
                     "7d")
        self.refused("usage_bands", *base, "--method", "near-repeat", "--distance", "100",
                     "--time", "7d")
        self.refused("usage_distances", *base, "--method", "knox", "--distance", "9,3", "--time",
                     "7d")
        self.refused("usage_times", *base, "--method", "knox", "--distance", "9", "--time", "7")
        self.refused("usage_method_other", *base, "--method", "knox", "--distance", "9", "--time",
                     "7d", "--begin", "day")
        self.refused("usage_choice", *base, "--method", "mantel")
        self.assertFalse((self.dir / "x.csv").exists())


class Series(SpaceTimeTest):
    def villages(self, value):
        """A lattice of villages with a column per step: value(row, column, step)."""
        features = []
        for row in range(SIDE):
            for column in range(SIDE):
                x, y = 1000 * column, 1000 * row
                ring = [[x, y], [x + 1000, y], [x + 1000, y + 1000], [x, y + 1000], [x, y]]
                steps = {f"s{step}": value(row, column, step) for step in range(STEPS)}
                women = {f"w{step}": 100 for step in range(STEPS)}
                features.append({
                    "type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]},
                    "properties": {"code": f"{row}{column}", **steps, **women}})
        path = self.dir / "villages.geojson"
        path.write_text(json.dumps({
            "type": "FeatureCollection", "features": features,
            "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32649"}}}))
        return path

    VALUES = ("--values", ",".join(f"s{step}" for step in range(STEPS)))
    EXPOSURES = ("--exposures", ",".join(f"w{step}" for step in range(STEPS)))

    def test_classes_new_consecutive_and_cold(self):
        corner = lambda row, column: row < 2 and column < 2
        for begin, expected in ((STEPS - 1, "new_hot"), (STEPS - 3, "consecutive_hot")):
            source = self.villages(lambda r, c, s: 40 if corner(r, c) and s >= begin else
                                   3 + (r + c + s) % 3)
            summary, rows = self.space_time("emerging", source, *self.VALUES, *self.EXPOSURES,
                                            "--steps-back", 0)
            classes = {row["code"]: row["emerging_class"] for row in rows}
            self.assertEqual(classes["00"], expected)
            self.assertGreaterEqual(summary["classes"][expected], 1)
        source = self.villages(lambda r, c, s: 0 if corner(r, c) and s >= STEPS - 3 else 20)
        _, rows = self.space_time("emerging", source, *self.VALUES, *self.EXPOSURES,
                                  "--steps-back", 0)
        classes = {row["code"]: row["emerging_class"] for row in rows}
        self.assertEqual(classes["00"], "consecutive_cold")

    def test_counts_events_in_areas_by_steps_that_end_with_the_latest(self):
        areas = self.villages(lambda r, c, s: 0)
        start = datetime.date(2026, 1, 1)
        lines = ["500,500,2025-12-31", "-9000,0,2026-01-01"]
        for step in range(STEPS):
            day = start + datetime.timedelta(days=10 * step + 9)
            for row in range(SIDE):
                for column in range(SIDE):
                    many = 40 if row < 2 and column < 2 and step == STEPS - 1 else 4
                    lines += [f"{1000 * column + 500},{1000 * row + 500},{day}"] * many
        events = self.write("reports.csv", "x,y,day", lines)
        arguments = ("--x", "x", "--y", "y", "--crs", "32649", "--time-column", "day", "--areas",
                     areas, "--exposure", "w0", "--step", "10d", "--steps-back", 0)
        summary, rows = self.space_time("emerging", events, *arguments)
        self.assertEqual((summary["steps"], summary["events_outside"],
                          summary["events_before_first"]), (STEPS, 1, 1))
        classes = {row["code"]: row["emerging_class"] for row in rows}
        self.assertEqual(classes["00"], "new_hot")
        self.refused("usage_method_needs", events, "--method", "emerging", *arguments[:-4])
        self.refused("usage_step", events, "--method", "emerging", *arguments[:-3], "1s")

    def test_draws_the_classes_on_request(self):
        source = self.villages(lambda r, c, s: 40 if r < 2 and c < 2 and s == STEPS - 1 else 4)
        picture = self.dir / "classes.svg"
        self.space_time("emerging", source, *self.VALUES, *self.EXPOSURES, "--steps-back", 0,
                        "--picture", picture)
        self.assertIn("Tinggi, baru muncul", picture.read_text(encoding="utf-8"))
        self.refused("usage_method_other", self.csv, *self.POINTS, "--method", "knox",
                     "--distance", "9", "--time", "7d", "--picture", self.dir / "x.svg")

    def test_draws_bands_and_hours_on_request(self):
        chart = self.dir / "chart.svg"
        self.space_time("near-repeat", self.csv, *self.POINTS, "--distance", "0,5,9", "--time",
                        "0,7d,14d", "--chart", chart)
        self.assertIn("[0, 5) m, [7, 14) d", chart.read_text(encoding="utf-8"))
        hours = self.dir / "hours.csv"
        hours.write_text("from\n2026-01-05 18:30\n2026-01-06 19:10\n")
        self.space_time("aoristic", hours, "--begin", "from", "--by", "day", "--chart", chart,
                        "--overwrite")
        self.assertIn("Senin", chart.read_text(encoding="utf-8"))

    def test_classes_values_without_exposure_too(self):
        source = self.villages(lambda r, c, s: 10.5 + (7 * r + 3 * c + s) % 5)
        summary, rows = self.space_time("emerging", source, *self.VALUES)
        self.assertEqual(summary["steps"], STEPS)
        self.assertEqual(len(rows), SIDE * SIDE)

    def test_finds_trends(self):
        source = self.villages(lambda r, c, s: s if r == 0 else (STEPS - s if r == 1 else 4))
        summary, rows = self.space_time("trend", source, *self.VALUES)
        by_code = {row["code"]: row for row in rows}
        self.assertEqual(by_code["00"]["trend_class"], "rising")
        self.assertEqual(by_code["10"]["trend_class"], "falling")
        self.assertEqual(by_code["20"]["trend_class"], "none")
        self.assertEqual(float(by_code["00"]["trend_s"]), STEPS * (STEPS - 1) / 2)
        self.assertAlmostEqual(float(by_code["00"]["trend_p"]), 2 / math.factorial(STEPS))
        self.assertEqual(summary["classes"]["rising"], SIDE)

    def test_draws_the_clearest_trends(self):
        source = self.villages(lambda r, c, s: s if r == 0 else (STEPS - s if r == 1 else 4))
        drawn = []
        for threads in (1, 8):
            chart = self.dir / f"trend{threads}.svg"
            self.space_time("trend", source, *self.VALUES, *self.EXPOSURES, "--key", "code",
                            "--chart", chart, "--threads", threads, "--lang", "en")
            drawn.append(chart.read_text(encoding="utf-8"))
        self.assertEqual(drawn[0], drawn[1])
        for part in ("00 \u00b7 Rising", "All together"):
            self.assertIn(part, drawn[0])
        self.assertNotIn("20 \u00b7", drawn[0])

    def test_refuses_too_short_a_series_and_uneven_lists(self):
        source = self.villages(lambda r, c, s: s)
        for method in ("emerging", "trend"):
            self.refused("usage_steps", source, "--method", method, "--values", "s0,s1,s2,s3")
            self.refused("usage_exposures", source, "--method", method, *self.VALUES,
                         "--exposures", "w0,w1")
        half = self.villages(lambda r, c, s: s + 0.5)
        self.refused("usage_whole_cases", half, "--method", "emerging", *self.VALUES,
                     *self.EXPOSURES)

    def test_writes_a_private_map(self):
        out = self.dir / "classes.gpkg"
        self.succeed("space-time", self.villages(lambda r, c, s: r + s), "--method", "emerging",
                     *self.VALUES, "-o", out, "--quiet")
        self.assertEqual(stat.S_IMODE(os.stat(out).st_mode), 0o600)


class Aoristic(SpaceTimeTest):
    def test_spreads_spans_over_the_hours_of_the_week(self):
        # 5 January 2026 is a Monday.
        source = self.write("spans.csv", "begin,end", [
            "2026-01-05 10:30,2026-01-05 13:45",
            "2026-01-11 23:00,2026-01-12 01:00",
            "2026-01-06 08:00,2026-01-06 07:00",
            "2026-01-01 00:00,2026-02-01 00:00"])
        summary, rows = self.space_time("aoristic", source, "--begin", "begin", "--end", "end")
        self.assertEqual((summary["spans_backward"], summary["spans_too_long"]), (1, 1))
        self.assertIn("spans_backward", summary["warnings"])
        weight = {(int(row["week_day"]), int(row["day_hour"])): float(row["hour_weight"]) - 1 / 168
                  for row in rows}
        self.assertAlmostEqual(weight[1, 10], 30 / 195)
        self.assertAlmostEqual(weight[1, 13], 45 / 195)
        self.assertAlmostEqual(weight[7, 23], 0.5)
        self.assertAlmostEqual(weight[1, 0], 0.5)
        self.assertAlmostEqual(sum(weight.values()), 2)
        _, days = self.space_time("aoristic", source, "--begin", "begin", "--end", "end", "--by",
                                  "day")
        self.assertAlmostEqual(float(days[6]["hour_weight"]), 0.5 + 1 / 7)

    def test_takes_moments_and_weights(self):
        source = self.write("moments.csv", "begin,w", ["2026-01-05 10:59,2", "2026-01-06 10:00,3"])
        _, rows = self.space_time("aoristic", source, "--begin", "begin", "--weight", "w", "--by",
                                  "hour")
        self.assertEqual([float(row["hour_weight"]) for row in rows],
                         [5.0 if hour == 10 else 0.0 for hour in range(24)])

    def test_marks_the_shortest_hours_that_hold_a_share(self):
        source = self.write("night.csv", "begin,w", [
            "2026-01-05 22:10,3", "2026-01-06 23:10,4", "2026-01-07 01:10,2", "2026-01-08 12:00,1"])
        arguments = ("--begin", "begin", "--weight", "w", "--by", "hour", "--lang", "en")
        chart = self.dir / "hours.svg"
        summary, _ = self.space_time("aoristic", source, *arguments, "--chart", chart)
        # 6 of 10: only the two hours before midnight do it together.
        self.assertEqual(summary["risk_hours"], "22:00\u201324:00")
        self.assertIn("22:00\u201324:00: 60 % of all weight",
                      chart.read_text(encoding="utf-8"))
        summary, _ = self.space_time("aoristic", source, *arguments, "--share", "0.9")
        self.assertEqual(summary["risk_hours"], "22:00\u201302:00")
        self.refused("usage_method_other", self.csv, *self.POINTS, "--method", "knox",
                     "--distance", "9", "--time", "7d", "--share", "0.9")

    def test_helps_with_examples_in_both_languages(self):
        self.assertIn("Contoh:\n  rawan space-time ",
                      self.succeed("space-time", "--help").stdout.decode())
        self.assertIn("Examples:\n  rawan space-time ",
                      self.succeed("space-time", "--help", "--lang", "en").stdout.decode())


if __name__ == "__main__":
    unittest.main()
