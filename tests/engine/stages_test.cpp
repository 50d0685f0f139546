#include "rawan/engine/stages.h"

#include "rawan/engine/gates.h"
#include "summary_quality.h"
#include "support/shapes.h"
#include "support/small_world.h"

#include <gtest/gtest.h>

#include <functional>

namespace rawan::engine {
namespace {

using testing::Analyzed;
using testing::analyzed;
using testing::SmallWorld;

SmallWorld world_with_marks() {
  SmallWorld world;
  for (const char* dialogue : {"D1", "D2", "D3"}) {
    world.add_visit(0, dialogue, 12);
    for (int mark = 0; mark < 4; ++mark) world.add_mark(0, dialogue).occurred_time = Minutes(1200);
  }
  return world;
}

TEST(Rank, CallsAVillageNobodyWasAskedInUnknown) {
  const Analyzed all = analyzed(world_with_marks());
  const VillagePriority& unknown = all.ranking.villages[1];
  EXPECT_EQ(unknown.priority, PriorityClass::no_data);
  EXPECT_FALSE(unknown.rate);
  EXPECT_FALSE(unknown.position);
  EXPECT_FALSE(unknown.women_score);
  EXPECT_GT(unknown.score, 0) << "unknown is not safe: it stands in the middle";
}

TEST(Rank, SaysNotEnoughDataBelowTheMinimum) {
  SmallWorld world;
  world.add_visit(0, "D1", 12);
  world.add_mark(0, "D1");
  EXPECT_EQ(analyzed(world).ranking.villages[0].priority, PriorityClass::insufficient);
}

TEST(Rank, AddsTheZoneBonusInAColumnOfItsOwnAndLeavesRiskAlone) {
  SmallWorld plain = world_with_marks();
  SmallWorld zoned = world_with_marks();
  zoned.records.krppa.push_back({.village = zoned.village(0),
                                 .status = io::KrppaStatus::ditetapkan,
                                 .valid_from = zoned.config.period.from});
  const VillagePriority without = analyzed(plain).ranking.villages[0];
  const VillagePriority with = analyzed(zoned).ranking.villages[0];
  EXPECT_EQ(with.krppa_score, 20);
  EXPECT_EQ(with.score, without.score + 20);
  EXPECT_EQ(with.rate->mean, without.rate->mean);
  EXPECT_EQ(with.women_score, without.women_score);
}

TEST(Rank, GivesTheStaleBonusInFullWhereThereWasNoVisit) {
  const Analyzed all = analyzed(world_with_marks());
  EXPECT_EQ(all.ranking.villages[1].stale_score, 10);
}

TEST(Analyze, FindsTheHotspotAndItsHoursOfRisk) {
  const Analyzed all = analyzed(world_with_marks());
  ASSERT_EQ(all.findings.hotspots.size(), 1U);
  const Hotspot& hotspot = all.findings.hotspots[0];
  EXPECT_EQ(hotspot.portrait.marks, 12U);
  EXPECT_EQ(hotspot.portrait.dialogues, 3U);
  ASSERT_TRUE(hotspot.portrait.hours);
  EXPECT_EQ(*hotspot.portrait.hours, (HourRange{20, 21}));
  EXPECT_EQ(hotspot.women, 36.0);
}

TEST(Analyze, TellsNoHoursFromTooFewMarks) {
  SmallWorld world;
  world.add_visit(0, "D1", 12);
  world.add_mark(0, "D1").occurred_time = Minutes(1200);
  EXPECT_FALSE(analyzed(world).findings.villages[0].hours);
}

TEST(Analyze, KeepsTheMassOfTheDensity) {
  const SmallWorld world = world_with_marks();
  const Analyzed all = analyzed(world);
  const double cell = all.findings.density.frame.cell.value / 1000.0;
  double mass = 0.0;
  for (const double value : all.findings.density.values) mass += value == value ? value : 0.0;
  EXPECT_NEAR(mass * cell * cell, 12.0, 1e-6);
}

TEST(Analyze, KeepsTheMassOfVillagesThatHoldNoCenterOfACell) {
  SmallWorld world = world_with_marks();
  world.config.analysis.density_cell = Meters(70'000.0);
  const Analyzed all = analyzed(world);
  const double cell = all.findings.density.frame.cell.value / 1000.0;
  double mass = 0.0;
  for (const double value : all.findings.density.values) mass += value == value ? value : 0.0;
  EXPECT_NEAR(mass * cell * cell, 12.0, 1e-6);
}

TEST(StatisticsGate, RefusesRatesWhereNobodyWasAsked) {
  SmallWorld world;
  world.add_mark(0, "no such talk");
  try {
    pass_statistics_gate(sums_of(world.exposure()), world.config.evidence);
    FAIL() << "rates without exposure";
  } catch (const GateRefusal& refusal) {
    EXPECT_EQ(refusal.exit_code(), 8);
    EXPECT_EQ(refusal.code(), "no_exposure");
  }
}

SmallWorld world_with_a_squad() {
  SmallWorld world = world_with_marks();
  world.records.posts.push_back({.id = "POS", .name = "Mako", .location = {109.45, 0.85}});
  world.records.squads.push_back(
      {.id = "R1", .post_id = "POS", .shift_code = "P", .trained_pug = 2});
  return world;
}

Schedule plan_for(const SmallWorld& world) {
  const Analyzed all = analyzed(world);
  const PatrolAllocation allocation =
      allocate_patrols(all.study, all.exposure, all.ranking, world.config,
                       {.slots = slots_of_plan(world.records, world.config)});
  return schedule({world.records, all.study, all.exposure, all.findings, all.ranking, allocation,
                   world.config});
}

TEST(Schedule, VisitsEveryZoneVillageOfThePeriod) {
  SmallWorld world = world_with_a_squad();
  world.records.krppa.push_back({.village = world.village(1),
                                 .status = io::KrppaStatus::rintisan,
                                 .valid_from = world.config.period.from});
  const Schedule plan = plan_for(world);
  EXPECT_TRUE(patrol::faults(plan.plan, plan.problem).empty());
  std::uint32_t visits = 0;
  for (const patrol::Tour& tour : plan.plan.tours) {
    for (const patrol::Visit& visit : tour.visits)
      visits += plan.stops[visit.stop].site == 1 ? 1 : 0;
  }
  EXPECT_GE(visits, 1U);
}

TEST(Schedule, ReportsAVillageThatNoSquadServes) {
  SmallWorld world = world_with_a_squad();
  world.records.squads[0].districts = {io::district_of(world.village(0))};
  world.records.krppa.push_back({.village = world.village(1),
                                 .status = io::KrppaStatus::rintisan,
                                 .valid_from = world.config.period.from});
  const Schedule plan = plan_for(world);
  const bool reported = std::ranges::any_of(plan.unserved, [](const patrol::Unserved& missing) {
    return missing.required && missing.village == 1 &&
           missing.reason == patrol::UnservedReason::no_unit;
  });
  EXPECT_TRUE(reported);
}

TEST(Schedule, IsEmptyWithoutSquads) {
  EXPECT_TRUE(plan_for(world_with_marks()).plan.tours.empty());
}

TEST(Project, NamesAKecamatanByItsCodeWhereTheBoundariesNameNone) {
  SmallWorld world;
  world.records.villages.villages[0].district = "Lumar";
  world.records.villages.villages[1].district.clear();
  const Sites sites = world.study().sites;
  EXPECT_EQ(sites.district[0], "Lumar");
  EXPECT_EQ(sites.district[1], io::to_dotted(io::district_of(world.village(1))));
}

TEST(Quality, NamesTheTablesThatAreStillEmpty) {
  io::Ledger ledger;
  ledger.open("reports", "map/laporan.csv", "", 0);
  ledger.open("squads", "map/regu.csv", "", 0);
  const Catalogue words(Language::en);
  const std::string text = empty_tables_text(ledger, words);
  EXPECT_EQ(text.find("Still without rows: laporan.csv, regu.csv."), 0U) << text;
  io::Ledger full;
  full.open("reports", "map/laporan.csv", "", 3);
  EXPECT_EQ(empty_tables_text(full, words), "");
}

TEST(Study, KnowsVillagesOfThePolicyInForceAtTheEndOfThePeriod) {
  using std::chrono::days;
  const auto is_in_force = [](const std::function<void(io::KrppaEntry&, Day)>& edit) {
    SmallWorld world;
    const Day end = world.config.period.to;
    io::KrppaEntry entry{.village = world.village(0), .valid_from = end};
    entry.status = io::KrppaStatus::ditetapkan;
    edit(entry, end);
    world.records.krppa = {entry};
    return world.study().sites.krppa[0].has_value();
  };
  EXPECT_TRUE(is_in_force([](io::KrppaEntry&, Day) {}));
  EXPECT_FALSE(is_in_force([](io::KrppaEntry& e, Day end) { e.valid_from = end + days(1); }));
  EXPECT_TRUE(is_in_force([](io::KrppaEntry& e, Day end) { e.valid_to = end; }));
  EXPECT_FALSE(is_in_force([](io::KrppaEntry& e, Day end) {
    e.valid_from = end - days(9);
    e.valid_to = end - days(1);
  }));
  EXPECT_FALSE(is_in_force([](io::KrppaEntry& e, Day) { e.status = io::KrppaStatus::dicabut; }));
}

TEST(Study, CountsWomenByTheLastRowOfTheLatestYear) {
  SmallWorld world;
  const auto tell = [&](int year, int women) {
    io::Population row;
    row.village = world.village(0);
    row.year = year;
    row.women = women;
    world.records.population.push_back(row);
  };
  tell(2024, 100);
  tell(2025, 200);
  tell(2025, 250);
  tell(2023, 900);
  EXPECT_EQ(world.study().sites.women[0], 250.0);
  EXPECT_FALSE(world.study().sites.women[1]);
}

TEST(Gates, RefuseARunWithoutDialogues) {
  const SmallWorld world;
  EXPECT_THROW(pass_statistics_gate(sums_of(world.exposure()), world.config.evidence), GateRefusal);
}

TEST(Gates, RefuseABandwidthLongerThanTheStudyArea) {
  const SmallWorld world;
  const Sites sites = world.study().sites;
  AnalysisConfig analysis{.bandwidth_rule = BandwidthRule::fixed, .bandwidth = Meters(500)};
  EXPECT_NO_THROW(pass_bandwidth_gate(sites, analysis));
  analysis.bandwidth = Meters(100'000'000);
  EXPECT_THROW(pass_bandwidth_gate(sites, analysis), GateRefusal);
  try {
    pass_bandwidth_gate(sites, analysis, "61.07");
    ADD_FAILURE() << "not refused";
  } catch (const GateRefusal& refusal) {
    EXPECT_EQ(refusal.detail().find("61.07: "), 0U) << refusal.detail();
  }
  analysis.bandwidth_rule = BandwidthRule::likelihood;
  EXPECT_NO_THROW(pass_bandwidth_gate(sites, analysis)) << "the figure is not used";
}

TEST(Gates, LetABandwidthPassThatJustSpansTheStudyArea) {
  Sites sites;
  sites.area = {testing::rectangle({10'000.0, 20'000.0}, {40'000.0, 60'000.0})};
  AnalysisConfig analysis{.bandwidth_rule = BandwidthRule::fixed, .bandwidth = Meters(50'000)};
  EXPECT_NO_THROW(pass_bandwidth_gate(sites, analysis));
  analysis.bandwidth = Meters(50'001);
  EXPECT_THROW(pass_bandwidth_gate(sites, analysis), GateRefusal);
}

TEST(Gates, RefuseTooManyRejectedRowsAndAnyRepairWhenStrict) {
  io::Ledger ledger;
  const io::SourceId source = ledger.open("reports", "a.csv", "", 100);
  for (std::uint64_t row = 1; row <= 100; ++row) {
    ledger.close({source, row}, row == 1 ? io::Outcome::repaired : io::Outcome::accepted);
  }
  const ValidationConfig rules;
  EXPECT_NO_THROW(pass_quality_gate(ledger, rules, false));
  EXPECT_THROW(pass_quality_gate(ledger, rules, true), GateRefusal);
  const io::SourceId small = ledger.open("contacts", "b.csv", "", 4);
  ledger.close({small, 2}, io::Outcome::rejected);
  EXPECT_NO_THROW(pass_quality_gate(ledger, rules, false)) << "one row of a small table may fail";
  ledger.close({small, 3}, io::Outcome::rejected);
  EXPECT_THROW(pass_quality_gate(ledger, rules, false), GateRefusal);
  ValidationConfig none_rejected;
  none_rejected.max_rejected_share = 0.0;
  ledger.close({source, 101}, io::Outcome::rejected);
  EXPECT_THROW(pass_quality_gate(ledger, none_rejected, false), GateRefusal);
}

TEST(Gates, LetScansOfOtherCodesPassUnlessStrict) {
  const auto rejected_in = [](const char* role) {
    io::Ledger ledger;
    const io::SourceId source = ledger.open(role, "pindaian.csv", "", 10);
    for (std::uint64_t row = 1; row <= 10; ++row) {
      ledger.close({source, row}, row <= 9 ? io::Outcome::rejected : io::Outcome::accepted);
    }
    return ledger;
  };
  EXPECT_NO_THROW(pass_quality_gate(rejected_in("checkins"), {}, false));
  EXPECT_THROW(pass_quality_gate(rejected_in("checkins"), {}, true), GateRefusal);
  EXPECT_THROW(pass_quality_gate(rejected_in("patrol_log"), {}, false), GateRefusal);
}

}  // namespace
}  // namespace rawan::engine
