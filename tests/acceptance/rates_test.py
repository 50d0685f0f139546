"""`rawan rates`, and cases under exposure in `rawan local` and `rawan global`, by the program."""

import csv
import json
import math
import os
import stat
import unittest
from xml.etree import ElementTree

import rawan

COUNTIES = rawan.SOURCE / "tests" / "data" / "nc_sids_1974.csv"
ROWS, COLUMNS = 5, 6


def binomial_tails(count, trials, share):
    """P(X >= count), P(X <= count), added up."""
    mass = [math.comb(trials, k) * share**k * (1 - share)**(trials - k) for k in range(trials + 1)]
    return sum(mass[count:]), sum(mass[:count + 1])


def cases_at(row, column):
    return 9 * (row < 2 and column < 2) + (3 * row + 5 * column) % 4


def women_at(row, column):
    return 10 + (row + 2 * column) % 5


def near(row, column):
    """The place and its queen neighbors."""
    return [(r, c) for r in range(max(row - 1, 0), min(row + 2, ROWS))
            for c in range(max(column - 1, 0), min(column + 2, COLUMNS))]


class RatesTest(rawan.ProgramTest):
    def setUp(self):
        super().setUp()
        lines = COUNTIES.read_text(encoding="utf-8").splitlines()
        self.counties = self.dir / "counties.csv"
        self.counties.write_text("\n".join(line for line in lines if not line.startswith("#")))

    def villages(self, without=()):
        """Squares of 1 km; nobody was asked in those of `without`."""
        features = []
        for row in range(ROWS):
            for column in range(COLUMNS):
                x, y = 109.4 + 0.01 * column, 0.8 + 0.01 * row
                ring = [[x, y], [x + .01, y], [x + .01, y + .01], [x, y + .01], [x, y]]
                asked = (row, column) not in without
                features.append({
                    "type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]},
                    "properties": {"code": f"{row}{column}",
                                   "cases": cases_at(row, column) if asked else 0,
                                   "women": women_at(row, column) if asked else 0}})
        path = self.dir / "villages.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        return path

    def table(self, path, key):
        with open(path, encoding="utf-8", newline="") as file:
            return {row[key]: row for row in csv.DictReader(file)}

    def rates(self, source, *arguments, cases="cases", exposure="women", key="code"):
        out = self.dir / "rates.csv"
        process = self.succeed("rates", source, "--cases", cases, "--exposure", exposure, "-o",
                               out, "--overwrite", "--json", *arguments)
        return json.loads(process.stdout), self.table(out, key)

    def refused(self, code, reason, *arguments):
        process = rawan.run(*arguments, "--lang", "en")
        self.assertEqual(process.returncode, code, process.stderr.decode())
        self.assertIn(f"E{code} {reason}: ", process.stderr.decode())


class Rates(RatesTest):
    def test_gives_the_known_numbers_of_the_north_carolina_deaths(self):
        # Marshall (1991) on 667 deaths among 329,962 births; Gamma tails by R.
        summary, rows = self.rates(self.counties, cases="deaths", exposure="births", key="county")
        self.assertAlmostEqual(summary["prior_mean"], 0.002021444894, places=12)
        self.assertAlmostEqual(summary["prior_variance"], 7.692930647e-07, places=15)
        anson = rows["Anson"]
        self.assertAlmostEqual(float(anson["rate_eb"]), 0.004838804052, places=12)
        self.assertAlmostEqual(float(anson["rate_exceedance"]), 0.96979, places=5)
        self.assertAlmostEqual(float(anson["rate_raw"]), 15 / 1570, places=15)
        self.assertLess(float(anson["rate_rank_low"]), 4)
        self.assertEqual(summary["warnings"], [])
        above, rows = self.rates(self.counties, "--exceed", 1, cases="deaths", exposure="births",
                                 key="county")
        likely = [row for row in rows.values() if float(row["rate_exceedance"] or 0) > 0.8]
        self.assertEqual(len(likely), 17)
        self.assertEqual(above["exceed"], 1)

    def test_refuses_what_the_data_cannot_carry(self):
        summary, rows = self.rates(self.villages(without=[(4, 5), (0, 0)]),
                                   "--fewest-exposure", 11)
        self.assertEqual(summary["evidence_no_exposure"], 2)
        nobody = rows["45"]
        self.assertEqual(nobody["rate_evidence"], "no_exposure")
        self.assertEqual({value for name, value in nobody.items()
                          if name.startswith("rate_") and name != "rate_evidence"}, {""})
        few = next(row for row in rows.values() if row["rate_evidence"] == "too_little")
        self.assertNotEqual(few["rate_raw"], "")
        self.assertEqual((few["rate_eb"], few["rate_rank"], few["rate_exceedance"]), ("", "", ""))
        ranked = [float(row["rate_rank"]) for row in rows.values() if row["rate_rank"]]
        self.assertEqual(len(ranked), summary["evidence_enough"])
        self.assertAlmostEqual(sum(ranked), len(ranked) * (len(ranked) + 1) / 2, places=6)

    def test_flags_a_standard_error_of_a_quarter(self):
        summary, rows = self.rates(self.counties, cases="deaths", exposure="births", key="county")
        flagged = {name for name, row in rows.items() if row["rate_unreliable"] in ("1", "true")}
        self.assertEqual(len(flagged), summary["unreliable"])
        for name, row in rows.items():
            self.assertEqual(name in flagged, int(row["deaths"]) <= 16)

    def test_says_where_there_is_no_heterogeneity(self):
        path = self.dir / "even.csv"
        path.write_text("code,cases,women\na,20,100\nb,40,200\nc,60,300\n")
        summary, rows = self.rates(path)
        self.assertIn("no_heterogeneity", summary["warnings"])
        for row in rows.values():
            self.assertAlmostEqual(float(row["rate_eb"]), 0.2, places=12)
        text = self.succeed("rates", path, "--cases", "cases", "--exposure", "women", "-o",
                            self.dir / "e.csv").stdout.decode()
        self.assertIn("tidak ada heterogenitas", text)

    def test_takes_local_priors_from_neighbors(self):
        summary, rows = self.rates(self.villages(), "--prior", "local")
        self.assertEqual(summary["prior"], "local")
        # Marshall's formula around one village.
        group = near(3, 3)
        total = sum(women_at(*p) for p in group)
        b = sum(cases_at(*p) for p in group) / total
        spread = sum(women_at(*p) * (cases_at(*p) / women_at(*p) - b)**2 for p in group) / total
        a = max(0.0, spread - b / (total / len(group)))
        raw, n = cases_at(3, 3) / women_at(3, 3), women_at(3, 3)
        known = b + (raw - b) * a / (a + b / n) if a > 0 else b
        self.assertAlmostEqual(float(rows["33"]["rate_eb"]), known, places=12)
        self.refused(2, "usage_weights_areas", "rates", self.points(), "--x", "x", "--y", "y",
                     "--planar", "--cases", "cases", "--exposure", "women", "--prior", "local",
                     "-o", self.dir / "x.csv")

    def points(self):
        path = self.dir / "points.csv"
        path.write_text("x,y,cases,women\n0,0,1,5\n9,0,2,6\n0,9,0,4\n")
        return path

    def test_writes_a_private_map_and_the_same_bytes_on_any_number_of_threads(self):
        outputs = []
        for threads in (1, 2):
            out = self.dir / f"{threads}.gpkg"
            self.succeed("rates", self.villages(), "--cases", "cases", "--exposure", "women",
                         "-o", out, "--threads", threads, "--quiet")
            self.assertEqual(stat.S_IMODE(os.stat(out).st_mode), 0o600)
            outputs.append(out.read_bytes())
        self.assertEqual(outputs[0], outputs[1])

    def test_draws_a_map_on_request(self):
        picture = self.dir / "rates.svg"
        self.rates(self.villages(without=[(2, 2)]), "--picture", picture)
        self.assertEqual(stat.S_IMODE(os.stat(picture).st_mode), 0o600)
        self.assertIn("Belum ada data", picture.read_text(encoding="utf-8"))
        self.refused(3, "coordinates_needed", "rates", self.counties, "--cases", "deaths",
                     "--exposure", "births", "-o", self.dir / "x.csv", "--picture",
                     self.dir / "x.svg")

    def test_draws_the_first_ranks_on_request(self):
        chart = self.dir / "ranks.svg"
        self.rates(self.villages(without=[(2, 2)]), "--key", "code", "--chart", chart,
                   "--caption", "Data sintetis")
        self.assertEqual(stat.S_IMODE(os.stat(chart).st_mode), 0o600)
        words = list(ElementTree.parse(chart).getroot().itertext())
        self.assertIn("00", words)
        self.assertNotIn("22", words)
        self.assertTrue(any(word.startswith("Data sintetis · internal") for word in words))

    def test_refuses_cases_where_nobody_was_asked(self):
        path = self.dir / "odd.csv"
        path.write_text("cases,women\n1,5\n2,0\n")
        self.refused(3, "cases_without_exposure", "rates", path, "--cases", "cases", "--exposure",
                     "women", "-o", self.dir / "x.csv")
        self.assertFalse((self.dir / "x.csv").exists())
        self.refused(2, "usage_missing", "rates", path, "--cases", "cases", "-o",
                     self.dir / "x.csv")

    def test_helps_with_an_example_in_both_languages(self):
        self.assertIn("Contoh:\n  rawan rates ", self.succeed("rates", "--help").stdout.decode())
        self.assertIn("Examples:\n  rawan rates ",
                      self.succeed("rates", "--help", "--lang", "en").stdout.decode())


class CasesUnderExposure(RatesTest):
    def test_local_p_is_the_tail_of_the_binomial(self):
        out = self.dir / "hot.csv"
        process = self.succeed("local", self.villages(), "--cases", "cases", "--exposure",
                               "women", "-o", out, "--json")
        summary = json.loads(process.stdout)
        self.assertEqual((summary["null"], summary["tests"]), ("exposure", ROWS * COLUMNS))
        places = [(r, c) for r in range(ROWS) for c in range(COLUMNS)]
        trials = sum(cases_at(*p) for p in places)
        women = sum(women_at(*p) for p in places)
        rows = self.table(out, "code")
        for place in places:
            count = sum(cases_at(*p) for p in near(*place))
            share = sum(women_at(*p) for p in near(*place)) / women
            known = min(1.0, 2 * min(binomial_tails(count, trials, share)))
            found = rows["%d%d" % place]
            self.assertAlmostEqual(float(found["local_p"]), known, places=10)
            z = (count - trials * share) / math.sqrt(trials * share * (1 - share))
            self.assertAlmostEqual(float(found["local_z"]), z, places=9)
        self.assertEqual(rows["00"]["local_class"], "hot")

    def test_local_permutes_where_that_is_asked(self):
        arguments = ("local", self.villages(), "--cases", "cases", "--exposure", "women", "-o")
        process = self.succeed(*arguments, self.dir / "p.csv", "--null", "permutation", "--json")
        self.assertEqual(json.loads(process.stdout)["null"], "permutation")
        self.refused(2, "usage_null_exposure", "local", self.villages(), "--value", "cases", "-o",
                     self.dir / "x.csv", "--null", "exposure")

    def test_local_simulates_what_has_no_exact_tail(self):
        arguments = ("local", self.villages(), "--cases", "cases", "--exposure", "women",
                     "--json", "-o")
        for statistic in ("moran", "geary"):
            out = self.dir / f"{statistic}.csv"
            summary = json.loads(self.succeed(*arguments, out, "--statistic", statistic).stdout)
            self.assertEqual(summary["null"], "exposure")
            # Raised from 999 so that one of 30 can be rejected: 2 m / a - 1.
            self.assertEqual(summary["permutations"], 1199)
            self.assertEqual(summary["warnings"], [])
            rows = self.table(out, "code")
            self.assertEqual(len([row for row in rows.values() if row["local_p"]]), 30)
        self.assertEqual(self.table(self.dir / "moran.csv", "code")["00"]["local_class"], "HH")

    def test_local_raises_permutations_by_itself(self):
        arguments = ("local", self.villages(), "--value", "cases", "--json", "-o")
        raised = json.loads(self.succeed(*arguments, self.dir / "a.csv").stdout)
        self.assertEqual((raised["permutations"], raised["warnings"]), (1199, []))
        kept = json.loads(self.succeed(*arguments, self.dir / "b.csv", "--permutations",
                                       999).stdout)
        self.assertEqual((kept["permutations"], kept["fewest_rejections"]), (999, 2))
        self.assertEqual(kept["warnings"], ["permutations_few"])

    def test_global_permutes_the_whole_map(self):
        arguments = ("global", self.villages(), "--value", "cases", "--json")
        for statistic in ("moran", "geary", "g"):
            summary = json.loads(self.succeed(*arguments, "--statistic", statistic).stdout)
            self.assertEqual(summary["permutations"], 999)
            least = min(summary["p_greater"], summary["p_less"])
            self.assertAlmostEqual(summary["p_permutation"], min(1, 2 * least), places=12)
            self.assertLess(summary["p_permutation"], 0.05)
        eb = json.loads(self.succeed("global", self.villages(), "--cases", "cases", "--exposure",
                                     "women", "--statistic", "eb-moran", "--json").stdout)
        self.assertLess(eb["p_greater"], 0.05)
        none = json.loads(self.succeed(*arguments, "--permutations", 0).stdout)
        self.assertNotIn("p_permutation", none)


if __name__ == "__main__":
    unittest.main()
