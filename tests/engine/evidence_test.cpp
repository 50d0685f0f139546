#include "rawan/algorithms/polygons.h"
#include "rawan/engine/gates.h"
#include "rawan/engine/stages.h"
#include "support/small_world.h"
#include "support/threads.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numeric>
#include <sstream>

namespace rawan::engine {
namespace {

using testing::Analyzed;
using testing::analyzed;
using testing::SmallWorld;
using namespace std::chrono;

io::Report& move(io::Report& report, double east, double north) {
  constexpr double kMetersPerDegree = 111'320.0;
  report.location->lon += east / kMetersPerDegree;
  report.location->lat += north / kMetersPerDegree;
  return report;
}

/// `each` marks of each of some dialogues within 100 m, and one far mark of each dialogue.
SmallWorld world_with_a_crossing(int dialogues, int each) {
  SmallWorld world;
  for (int d = 0; d < dialogues; ++d) {
    const std::string name = "D" + std::to_string(d);
    world.add_visit(0, name, 20);
    for (int m = 0; m < each; ++m) {
      move(world.add_mark(0, name), 8.0 * m, 11.0 * d).accuracy_m = 8.0;
    }
    move(world.add_mark(0, name), 900.0 * d - 2000.0, 2500.0).accuracy_m = 8.0;
  }
  return world;
}

double mass_of(const Findings& findings) {
  const double cell = findings.density.frame.cell.value / 1000.0;
  double mass = 0.0;
  for (const double value : findings.density.values) mass += std::isnan(value) ? 0.0 : value;
  return mass * cell * cell;
}

double highest_of(const Findings& findings) {
  double highest = 0.0;
  for (const double v : findings.density.values) highest = std::max(highest, v == v ? v : 0.0);
  return highest;
}

// --- quality of coordinates ---------------------------------------------------------------------

TEST(Density, HoldsEveryCountedReportHoweverItsPlaceIsKnown) {
  SmallWorld world = world_with_a_crossing(3, 4);
  world.add_mark(1, "D0").location.reset();
  world.add_mark(1, "D1").coord_method = io::CoordMethod::pusat_desa;
  world.add_mark(0, "told alone").coord_quality = io::CoordQuality::rendah;
  world.add_mark(0, "D2").place = io::PlaceType::rumah;
  const Analyzed all = analyzed(world);
  EXPECT_EQ(all.exposure.placeless.size(), 3U);
  EXPECT_NEAR(mass_of(all.findings), 15.0 + 2.0 + 0.5, 1e-6) << "a private place is no mass";
  EXPECT_NEAR(all.findings.spread_share, 2.5 / 17.5, 1e-12);
  // Places that are only counted where they are known exactly lose mass.
  Exposure dropped = all.exposure;
  dropped.placeless.clear();
  EXPECT_NEAR(mass_of(analyze(world.records, all.study, dropped, world.config, {})), 15.0, 1e-6);
}

TEST(Density, SpreadsWhatIsKnownByItsVillageEvenlyOverIt) {
  SmallWorld world;
  world.add_visit(1, "D1", 12);
  world.add_mark(1, "D1").location.reset();
  const Analyzed all = analyzed(world);
  const double peak = highest_of(all.findings);
  EXPECT_NEAR(mass_of(all.findings), 1.0, 1e-9);
  EXPECT_NEAR(peak, 1e6 / area(all.study.sites.area[1]).value, 1e-2 * peak);
  EXPECT_EQ(all.findings.spread_share, 1.0);
  // Put on one point of its village instead, the same report is a peak that nobody told of.
  SmallWorld pointed = world;
  pointed.records.reports.front().location = io::GeoPoint{109.53, 0.84};
  const Findings peaked = analyzed(pointed).findings;
  EXPECT_EQ(peaked.spread_share, 0.0);
  EXPECT_GT(highest_of(peaked), 2.0 * peak);
}

TEST(Density, IsFlatterWhereThePositionIsPoorer) {
  const auto peak = [](double accuracy) {
    SmallWorld world;
    world.config.analysis.bandwidth_rule = BandwidthRule::fixed;
    world.config.analysis.bandwidth = Meters(500.0);
    world.config.validation.low_accuracy_m = 5000.0;
    world.add_visit(0, "D1", 12);
    world.add_mark(0, "D1").accuracy_m = accuracy;
    const Analyzed all = analyzed(world);
    EXPECT_NEAR(mass_of(all.findings), 1.0, 1e-9);
    return highest_of(all.findings);
  };
  EXPECT_GT(peak(5.0), 1.5 * peak(500.0));
  EXPECT_GT(peak(500.0), 2.0 * peak(2000.0));
}

// --- stability of hotspots ----------------------------------------------------------------------

TEST(Hotspots, OfManyDialoguesAreACore) {
  const Analyzed all = analyzed(world_with_a_crossing(12, 3));
  ASSERT_EQ(all.findings.hotspots.size(), 1U);
  const HotspotStability& found = all.findings.hotspots[0].stability;
  EXPECT_EQ(found.verdict, Stability::core);
  EXPECT_GE(found.dialogues, 0.8);
  EXPECT_EQ(found.positions, 1.0);
  EXPECT_GE(found.variants, 2U);
}

TEST(Hotspots, OfOneDialogueAreFragile) {
  SmallWorld world = world_with_a_crossing(1, 9);
  const Analyzed all = analyzed(world);
  ASSERT_EQ(all.findings.hotspots.size(), 1U);
  EXPECT_EQ(all.findings.hotspots[0].stability.verdict, Stability::fragile);
}

TEST(Hotspots, ThatPoorPositionsScatterAreFragile) {
  SmallWorld world = world_with_a_crossing(5, 1);
  world.config.analysis.cluster_radius = Meters(60.0);
  EXPECT_NE(analyzed(world).findings.hotspots.at(0).stability.verdict, Stability::fragile);
  for (io::Report& report : world.records.reports) report.accuracy_m = 90.0;
  const HotspotStability found = analyzed(world).findings.hotspots.at(0).stability;
  EXPECT_LT(found.positions, 0.8);
  EXPECT_EQ(found.verdict, Stability::fragile);
}

TEST(Hotspots, AreNotMadeOfWhatIsOnlyPassedOn) {
  SmallWorld world;
  world.config.evidence.reports_per_week = 100;
  world.add_visit(0, "D1", 20);
  for (int i = 0; i < 8; ++i) {
    io::Report& report = move(world.add_mark(0, ""), 6.0 * i, 0.0);
    report.reporter = static_cast<std::uint64_t>(i);
    report.reporter_sex = io::Sex::tidak_tahu;
  }
  EXPECT_TRUE(analyzed(world).findings.hotspots.empty()) << "eight at a quarter are two";
  world.config.evidence.third_hand = 1.0;
  EXPECT_EQ(analyzed(world).findings.hotspots.size(), 1U) << "the same check with other weights";
}

TEST(Hotspots, AreAsStableOnAnyThreadsAndInAnyOrderOfRows) {
  SmallWorld world = world_with_a_crossing(5, 2);
  for (int i = 0; i < 6; ++i) {
    move(world.add_mark(0, "alone"), 1500.0 + 40.0 * i, 0.0).reporter =
        static_cast<std::uint64_t>(i);
  }
  const auto judged = [&] {
    std::vector<std::tuple<double, double, std::uint32_t>> all;
    for (const Hotspot& h : analyzed(world).findings.hotspots) {
      all.emplace_back(h.stability.dialogues, h.stability.positions, h.stability.variants);
    }
    return all;
  };
  const auto expected = judged();
  ASSERT_FALSE(expected.empty());
  for (const auto& answer : testing::on_1_2_8_threads(judged)) EXPECT_EQ(answer, expected);
  std::ranges::reverse(world.records.reports);
  EXPECT_EQ(judged(), expected);
}

TEST(Words, NeverCallAHotspotSignificant) {
  for (const char* language : {"id", "en"}) {
    std::ifstream file(std::string(RAWAN_SOURCE_DIR "/engine/messages/") + language + ".toml");
    std::string line;
    int lines = 0;
    while (std::getline(file, line)) {
      const bool is_about = line.find("hotspot") != std::string::npos ||
                            line.find("kestabilan") != std::string::npos ||
                            line.find("stability") != std::string::npos;
      if (!is_about) continue;
      ++lines;
      EXPECT_EQ(line.find("ignifi"), std::string::npos) << line;
    }
    EXPECT_GT(lines, 5);
  }
}

// --- officers' findings -------------------------------------------------------------------------

io::Report& add_finding(SmallWorld& world, std::size_t village, int day) {
  io::Report& finding = world.add_mark(village, "");
  finding.type = io::RecordType::temuan;
  finding.occurred_on = sys_days(year(2026) / 5 / day);
  finding.reported_at = *finding.occurred_on;
  finding.patrol_id = "P" + std::to_string(day);
  finding.factors.set(static_cast<std::size_t>(io::EnvFactor::gelap));
  return finding;
}

TEST(Findings, CountOnVisitsThatTheLogKnowsAndNowhereElse) {
  SmallWorld world = world_with_a_crossing(3, 2);
  add_finding(world, 0, 5);
  add_finding(world, 0, 6);
  add_finding(world, 1, 5);
  const Analyzed all = analyzed(world);
  EXPECT_EQ(all.exposure.village[0].findings, 1U);
  EXPECT_EQ(all.exposure.village[1].findings, 0U);
  EXPECT_EQ(all.exposure.findings.size(), 1U);
  EXPECT_EQ(all.exposure.findings_without_effort, 2U);
  ASSERT_TRUE(all.ranking.villages[0].found);
  EXPECT_FALSE(all.ranking.villages[1].found);
  EXPECT_NEAR(all.ranking.villages[0].found->mean, 1.0 / 3.0, 1e-6) << "one in three visits";
}

TEST(Findings, NeverEnterTheRateOfWhatWomenTell) {
  SmallWorld world = world_with_a_crossing(3, 2);
  const Analyzed without = analyzed(world);
  for (int i = 0; i < 4; ++i) move(add_finding(world, 0, 5), 300.0 * i, 0.0);
  const Analyzed with = analyzed(world);
  EXPECT_EQ(with.exposure.village[0].findings, 4U);
  EXPECT_EQ(with.ranking.villages[0].rate->mean, without.ranking.villages[0].rate->mean);
  EXPECT_EQ(with.exposure.village[0].marks, without.exposure.village[0].marks);
}

TEST(Findings, WithoutEffortAreRefusedWhereTheProjectWantsThem) {
  SmallWorld world = world_with_a_crossing(3, 2);
  world.config.evidence.use_discovered_without_effort = true;
  EXPECT_NO_THROW(pass_statistics_gate(sums_of(world.exposure()), world.config.evidence));
  add_finding(world, 1, 6);
  try {
    pass_statistics_gate(sums_of(world.exposure()), world.config.evidence);
    FAIL() << "discoveries without effort passed";
  } catch (const GateRefusal& refusal) {
    EXPECT_EQ(refusal.exit_code(), 8);
    EXPECT_EQ(refusal.code(), "discovered_without_effort");
  }
  world.config.evidence.use_discovered_without_effort = false;
  EXPECT_NO_THROW(pass_statistics_gate(sums_of(world.exposure()), world.config.evidence));
}

TEST(Findings, WithoutEffortAreRefusedWhereTheyAreMuchOfWhatIsKnown) {
  const auto refuses = [](int with_effort, int without_effort, int dialogues) {
    SmallWorld world = world_with_a_crossing(dialogues, 3);
    for (int i = 0; i < with_effort; ++i) move(add_finding(world, 0, 5), 300.0 * i, 0.0);
    for (int i = 0; i < without_effort; ++i) move(add_finding(world, 1, 6), 300.0 * i, 0.0);
    const Exposure exposure = world.exposure();
    EXPECT_EQ(exposure.findings_without_effort, static_cast<std::uint64_t>(without_effort));
    try {
      pass_statistics_gate(sums_of(exposure), world.config.evidence);
      return false;
    } catch (const GateRefusal& refusal) {
      EXPECT_EQ(refusal.exit_code(), 8);
      EXPECT_EQ(refusal.code(), "discovered_without_effort");
      return true;
    }
  };
  EXPECT_TRUE(refuses(0, 8, 4)) << "8 of 24 reports are discovered, none with effort";
  EXPECT_TRUE(refuses(4, 4, 4)) << "half of them without";
  EXPECT_FALSE(refuses(6, 2, 4)) << "2 of 8 are set aside with a note";
  EXPECT_FALSE(refuses(0, 3, 4)) << "3 of 19 reports: few were discovered at all";
  EXPECT_FALSE(refuses(8, 0, 4));
}

// --- beside the risk ----------------------------------------------------------------------------

/// All that is said about the risk of a village.
auto risk_of(const VillagePriority& village) {
  return std::tuple(village.priority, village.rate->mean, village.rate->interval.low,
                    village.rate->interval.high, village.rate->rank.expected,
                    village.rate->rank.low, village.rate->rank.high, village.rate->exceeds_mean,
                    village.position, village.confidence, village.women_score);
}

TEST(Beside, TheRiskNoFactorChangesAnyValueOfIt) {
  SmallWorld world = world_with_a_crossing(3, 2);
  world.add_visit(1, "E1", 15);
  world.add_visit(1, "E2", 15);
  move(world.add_mark(1, "E1"), 10.0, 10.0)
      .factors.set(static_cast<std::size_t>(io::EnvFactor::lampu_rusak));
  world.records.krppa.push_back({.village = world.village(1),
                                 .status = io::KrppaStatus::ditetapkan,
                                 .valid_from = world.config.period.from});
  const std::vector<VillagePriority> all = analyzed(world).ranking.villages;
  EXPECT_EQ(all[1].krppa_score, 20);
  EXPECT_EQ(all[1].environment_score, 5);
  EXPECT_GT(all[1].stale_score, 0);
  for (double PriorityConfig::*factor : {&PriorityConfig::krppa_bonus, &PriorityConfig::stale_bonus,
                                         &PriorityConfig::environment_bonus}) {
    SmallWorld other = world;
    other.config.priority.*factor = 0.0;
    const std::vector<VillagePriority> without = analyzed(other).ranking.villages;
    for (std::size_t i = 0; i < all.size(); ++i) {
      EXPECT_EQ(risk_of(without[i]), risk_of(all[i])) << i;
    }
    EXPECT_NE(without[1].score, all[1].score);
  }
  // A hazard that counted as one more mark would change the risk: the comparison sees it.
  SmallWorld mixed = world;
  move(mixed.add_mark(1, "E2"), 300.0, 10.0);
  EXPECT_NE(risk_of(analyzed(mixed).ranking.villages[1]), risk_of(all[1]));
}

TEST(Environment, CountsPlacesOnceWhatEverTheyName) {
  SmallWorld world;
  world.add_visit(0, "D1", 12);
  io::Report& dark = world.add_mark(0, "D1");
  dark.factors.set(static_cast<std::size_t>(io::EnvFactor::gelap));
  dark.factors.set(static_cast<std::size_t>(io::EnvFactor::sepi));
  move(world.add_mark(0, "D1"), 400.0, 0.0)
      .factors.set(static_cast<std::size_t>(io::EnvFactor::lainnya));
  const Analyzed all = analyzed(world);
  EXPECT_EQ(all.exposure.village[0].places, 2U);
  EXPECT_EQ(all.exposure.village[0].hazards, 1U);
  EXPECT_EQ(all.ranking.villages[0].environment_score, 3) << "half of five points";
  EXPECT_EQ(all.ranking.villages[1].environment_score, 0);
  // Counted by factors, one dark and deserted place would fill both places of the village.
  Exposure by_factors = all.exposure;
  by_factors.village[0].hazards = 2;
  const Ranking other = rank(all.study, by_factors, all.findings, world.config);
  EXPECT_EQ(other.villages[0].environment_score, 5);
}

// --- unequal reporting --------------------------------------------------------------------------

/// Six dialogues of 40 women in each village, with so many marks in each.
SmallWorld world_of_two(int first, int second) {
  SmallWorld world;
  for (const std::size_t village : {0U, 1U}) {
    for (int d = 0; d < 6; ++d) {
      const std::string name = std::to_string(village) + "-" + std::to_string(d);
      world.add_visit(village, name, 40);
      const int marks = village == 0 ? first : second;
      for (int m = 0; m < marks; ++m) move(world.add_mark(village, name), 260.0 * m, 260.0 * d);
    }
  }
  return world;
}

TEST(UnequalReporting, WidensRanksByAFactorOfFourBetweenRates) {
  const std::vector<VillagePriority> apart = analyzed(world_of_two(60, 2)).ranking.villages;
  EXPECT_EQ(apart[0].rho->low, 1U);
  EXPECT_EQ(apart[0].rho->high, 1U) << "thirty times as much is no matter of reporting";
  EXPECT_EQ(apart[1].rho->low, 2U);

  const std::vector<VillagePriority> close = analyzed(world_of_two(12, 4)).ranking.villages;
  EXPECT_EQ(close[0].rate->rank.high, 1.0) << "three times as much is a sure first";
  EXPECT_EQ(close[0].rho->high, 2U) << "unless women of the other village tell less";
  EXPECT_EQ(close[1].rho->low, 1U);
}

// --- sensitivity --------------------------------------------------------------------------------

TEST(Sensitivity, IsNotAskedWhereEverythingWasToldInDialogues) {
  EXPECT_TRUE(analyzed(world_with_a_crossing(3, 2)).ranking.sensitivity.empty());
}

TEST(Sensitivity, TellsWhetherReportsOutsideOfDialoguesWouldTurnTheList) {
  SmallWorld world = world_with_a_crossing(4, 3);
  for (int d = 0; d < 4; ++d) world.add_visit(1, "E" + std::to_string(d), 20);
  for (int d = 0; d < 4; ++d) move(world.add_mark(1, "E" + std::to_string(d)), 0.0, 300.0 * d);
  const auto add = [&](std::size_t village, int count) {
    SmallWorld told = world;
    for (int i = 0; i < count; ++i) {
      move(told.add_mark(village, ""), 310.0 * (i % 10), 300.0 * (i / 10)).reporter =
          static_cast<std::uint64_t>(i);
    }
    return analyzed(told);
  };
  const Analyzed agreeing = add(0, 10);
  ASSERT_EQ(agreeing.ranking.sensitivity.size(), 3U);
  EXPECT_EQ(agreeing.ranking.sensitivity[0].factor, 1.0);
  for (const Sensitivity& s : agreeing.ranking.sensitivity) EXPECT_EQ(s.spearman, 1.0);
  const Analyzed turned = add(1, 90);
  EXPECT_EQ(turned.ranking.sensitivity[0].spearman, -1.0);
  EXPECT_EQ(turned.ranking.sensitivity[0].class_changes, 2U);
  EXPECT_EQ(turned.ranking.villages[1].rate->mean, agreeing.ranking.villages[1].rate->mean)
      << "the published rates know none of it";
}

}  // namespace
}  // namespace rawan::engine
