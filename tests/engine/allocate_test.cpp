#include "burden_rows.h"
#include "patrol_basis.h"
#include "patrol_history.h"
#include "rawan/engine/gate.h"
#include "rawan/engine/patrol_allocation.h"
#include "rawan/engine/stages.h"
#include "rawan/io/crs.h"
#include "support/small_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace rawan::engine {
namespace {

using namespace std::chrono;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Eq;
using testing::SmallWorld;

constexpr AllocationTask kTenVisits{.slots = 10};

Day day(unsigned month, unsigned day_of_month) {
  return sys_days(year(2026) / month / day_of_month);
}

/// Both villages were visited; many women told in the first, one in the second.
SmallWorld told_world() {
  SmallWorld world;
  for (const char* dialogue : {"D1", "D2", "D3"}) {
    world.add_visit(0, dialogue, 12);
    for (std::uint64_t woman = 1; woman <= 3; ++woman) {
      io::Report& mark = world.add_mark(0, dialogue);
      mark.reporter = world.records.reports.size();
      mark.location->lon += 0.002 * static_cast<double>(world.records.reports.size());
    }
  }
  world.add_visit(1, "D9", 12);
  world.add_mark(1, "D9").reporter = 900;
  return world;
}

io::Report& add_finding(SmallWorld& world, std::size_t village, Day on) {
  io::Report& finding = world.add_mark(village, "");
  finding.type = io::RecordType::temuan;
  finding.occurred_on = on;
  finding.location->lat += 0.003 * static_cast<double>(world.records.reports.size());
  return finding;
}

Results results_of(const SmallWorld& world, const AllocationTask& task = kTenVisits) {
  Results results{.records = world.records, .study = world.study(), .exposure = world.exposure()};
  results.findings = analyze(results.records, results.study, results.exposure, world.config, {});
  results.ranking = rank(results.study, results.exposure, results.findings, world.config);
  results.allocation =
      allocate_patrols(results.study, results.exposure, results.ranking, world.config, task);
  return results;
}

PatrolAllocation allocation_for_patrols(const SmallWorld& world) {
  const Results results = results_of(world);
  const auto ledger = io::ReleaseLedger::open("no such folder");
  const auto passed = Gate::operational(results, world.config, load_policy("baku", {}),
                                        {.ledger = ledger, .key = std::string(32, 'k')});
  const io::Projector projector(world.records.crs.crs);
  return patrol_basis(passed.cleared, results, world.config, projector).allocation;
}

TEST(Rounds, EndTheDayBeforeThePlan) {
  const SmallWorld world;  // From January 1 to the plan on November 23: 326 days.
  const Rounds rounds(world.config);
  EXPECT_EQ(rounds.count(), 47U);
  EXPECT_EQ(rounds.of(day(11, 22)), 46U);
  EXPECT_EQ(rounds.of(day(11, 16)), 46U);
  EXPECT_EQ(rounds.of(day(11, 15)), 45U);
  EXPECT_EQ(rounds.of(day(1, 1)), 0U);
  EXPECT_FALSE(rounds.of(day(11, 23)));
  EXPECT_EQ(rounds.since(day(11, 22)), 1U);
  EXPECT_EQ(rounds.since(day(11, 30)), 1U) << "a visit of the plan itself";
  EXPECT_FALSE(rounds.since(std::nullopt));
  EXPECT_FALSE(rounds.since(day(1, 1) - days(1))) << "before the period";
}

TEST(PatrolHistory, HasTheEffortOfVisitsBeforeThePlan) {
  SmallWorld world;
  Exposure exposure;
  exposure.visits = {{.site = 1, .day = day(5, 5)},
                     {.site = 1, .day = day(5, 6)},
                     {.site = 0, .day = day(11, 23)}};  // Of the plan itself.
  const auto efforts = [&](double detection) {
    world.config.allocation.detection = detection;
    const auto history = patrol_history(world.study(), exposure, world.config);
    std::vector<double> some;
    for (const double effort : history.streams[0].effort) {
      if (effort > 0.0) some.push_back(effort);
    }
    return some;
  };
  EXPECT_THAT(efforts(0.0), ElementsAre(2.0)) << "visits of a week just add up";
  EXPECT_THAT(efforts(0.5), ElementsAre(::testing::DoubleEq(1.0 - std::exp(-1.0))));
}

TEST(Rounds, AreAsLongAsThePlanAndAtLeastAWeek) {
  SmallWorld world;
  world.config.patrol.days = 14;
  EXPECT_EQ(Rounds(world.config).from_weeks(26), 13U);
  world.config.patrol.days = 2;
  EXPECT_EQ(Rounds(world.config).from_weeks(26), 26U);
  EXPECT_EQ(Rounds(world.config).from_weeks(0), 0U);
}

TEST(PatrolAllocation, DrawsAllSlotsAndKeepsATenthAsControls) {
  const PatrolAllocation allocation = results_of(told_world(), {.slots = 30}).allocation;
  const auto sum = [](const std::vector<std::uint32_t>& visits) {
    return std::accumulate(visits.begin(), visits.end(), 0U);
  };
  EXPECT_EQ(sum(allocation.controls), 3U);
  EXPECT_EQ(sum(allocation.draw.visits), 27U);
  EXPECT_NEAR(std::accumulate(allocation.intent.begin(), allocation.intent.end(), 0.0), 1.0, 1e-12);
  for (const double intent : allocation.intent) EXPECT_GE(intent, 0.15 / 2.0);
}

TEST(PatrolAllocation, LeavesTheRiskAloneWhenAPriorityIsSwitchedOff) {
  SmallWorld world = told_world();
  world.records.krppa.push_back({.village = world.village(1), .valid_from = day(1, 1)});
  const PatrolAllocation with = results_of(world).allocation;
  world.config.priority.krppa_bonus = 0.0;
  const PatrolAllocation without = results_of(world).allocation;
  EXPECT_EQ(with.draw.risk, without.draw.risk);
  EXPECT_GT(with.intent[1], without.intent[1]);
}

TEST(PatrolAllocation, DoesNotUseWhatWasFoundWhereTheLogKnowsNoPatrol) {
  SmallWorld world = told_world();
  const auto before = results_of(world).allocation.draw.risk;
  for (unsigned d = 1; d <= 9; ++d) add_finding(world, 1, day(8, d));
  EXPECT_EQ(results_of(world).allocation.draw.risk, before);
  for (unsigned d = 1; d <= 9; ++d) add_finding(world, 1, day(5, 5)).reporter = d;
  EXPECT_NE(results_of(world).allocation.draw.risk, before) << "on May 5 a patrol was there";
}

TEST(PatrolAllocation, SpreadsVisitsEvenlyWhileTheRankingIsSuspended) {
  const PatrolAllocation allocation =
      results_of(told_world(), {.slots = 10, .suspended = true}).allocation;
  EXPECT_THAT(allocation.draw.intent, Each(::testing::DoubleNear(0.5, 1e-12)));
  EXPECT_THAT(allocation.draw.visits, ::testing::Contains(::testing::Gt(0U)));
  for (std::uint32_t site = 0; site < 2; ++site) {
    EXPECT_THAT(allocation.ground(site),
                ::testing::AnyOf(Eq(VisitGround::suspended), Eq(VisitGround::max_gap)));
  }
}

TEST(PatrolAllocation, SaysWhyAVillageIsVisited) {
  PatrolAllocation allocation;
  allocation.draw.risk = {1.1, 1.0, 2.0, 2.0, 2.0, 2.0};
  allocation.draw.visits = {2, 1, 1, 0, 0, 0};
  allocation.draw.due = {false, false, true, false, false, false};
  allocation.controls = {0, 0, 0, 1, 0, 0};
  allocation.fixed = {0, 0, 0, 0, 3, 0};
  const VisitGround expected[] = {VisitGround::risk,    VisitGround::rotation, VisitGround::max_gap,
                                  VisitGround::control, VisitGround::fixed,    VisitGround::spare};
  for (std::uint32_t site = 0; site < 6; ++site) EXPECT_EQ(allocation.ground(site), expected[site]);
  EXPECT_EQ(allocation.owed(0), 2U);
  EXPECT_EQ(allocation.owed(4), 3U);
}

// What a single woman told must not move a patrol that commanders see.
TEST(PatrolBasis, DrawsNothingFromWhatWomenOfMaskedVillagesTold) {
  SmallWorld world = told_world();
  const auto before = allocation_for_patrols(world);
  for (int i = 0; i < 3; ++i) {
    io::Report& mark = world.add_mark(1, "D9");
    mark.reporter = 900;
    mark.location->lon += 0.004 * (i + 1);
  }
  EXPECT_EQ(allocation_for_patrols(world).draw.risk, before.draw.risk);
  EXPECT_EQ(allocation_for_patrols(world).draw.visits, before.draw.visits);
  // The same check without the mask fails: the data steward's own draw knows her marks.
  const SmallWorld told = told_world();
  EXPECT_NE(results_of(world).allocation.draw.risk, results_of(told).allocation.draw.risk);
}

TEST(BurdenRows, AddUpToTheSameHoursOnEveryLevel) {
  SmallWorld world = told_world();
  for (io::PatrolVisit& visit : world.records.visits) visit.minutes_on_site = 30;
  world.records.visits.back().minutes_on_site.reset();  // Counts as one dialogue: 20 minutes.
  world.records.krppa.push_back({.village = world.village(0), .valid_from = day(1, 1)});
  const std::vector<BurdenRow> rows = burden_rows(results_of(world), world.config);
  double hours[4] = {};
  double estimated[4] = {};
  for (const BurdenRow& row : rows) {
    hours[static_cast<std::size_t>(row.level)] += row.burden.hours;
    estimated[static_cast<std::size_t>(row.level)] += row.estimated;
  }
  EXPECT_THAT(hours, Each(::testing::DoubleNear(110.0 / 60.0, 1e-12)));
  EXPECT_THAT(estimated, Each(::testing::DoubleNear(1.0, 1e-12)));
  EXPECT_EQ(rows.size(), 7U);
}

io::LedgerRelease planning_release(const std::string& utc, bool alert, std::uint32_t visits) {
  io::LedgerRelease release{.utc = utc, .tier = "planning"};
  PlannedBurden row{.code = "61.07.04", .visits = visits};
  row.burden.alert = alert;
  release.cells = alert_cells({row}, "2026");
  return release;
}

TEST(SuspendedRanking, FollowsTwoAlertsInARowUntilAPersonResumesIt) {
  const auto first = planning_release("20261101T000000Z", true, 10);
  const auto second = planning_release("20261115T000000Z", true, 20);
  const auto quiet = planning_release("20261115T000000Z", false, 20);
  AllocationConfig config;
  EXPECT_FALSE(ranking_is_suspended({}, config));
  EXPECT_FALSE(ranking_is_suspended({first}, config));
  EXPECT_FALSE(ranking_is_suspended({first, quiet}, config));
  EXPECT_FALSE(ranking_is_suspended({quiet, second}, config));
  EXPECT_TRUE(ranking_is_suspended({first, second}, config));
  EXPECT_TRUE(ranking_is_suspended({first, {.tier = "public"}, second}, config));
  config.resume = "Kepala Seksi Operasi, 2026-11-14";
  EXPECT_TRUE(ranking_is_suspended({first, second}, config)) << "before the second alert";
  config.resume = "Kepala Seksi Operasi, 2026-11-15";
  EXPECT_FALSE(ranking_is_suspended({first, second}, config));
  config.resume = "2026-11-15";
  EXPECT_TRUE(ranking_is_suspended({first, second}, config)) << "nobody's name";
}

TEST(SuspendedRanking, CountsTheSameDataOnce) {
  const auto first = planning_release("20261101T000000Z", true, 10);
  const auto again = planning_release("20261115T000000Z", true, 10);
  const auto other = planning_release("20261115T000000Z", true, 20);
  const auto later = planning_release("20261130T000000Z", true, 20);
  AllocationConfig config;
  EXPECT_FALSE(ranking_is_suspended({first, again}, config));
  EXPECT_TRUE(ranking_is_suspended({first, other}, config)) << "other data would suspend it";
  config.resume = "Kepala Seksi Operasi, 2026-11-15";
  EXPECT_FALSE(ranking_is_suspended({first, other, later}, config))
      << "what a person resumed stays so until there are new data";
}

TEST(Alerts, AreKeptOfKecamatanAndZonesOnly) {
  PlannedBurden village{.level = BurdenLevel::village, .code = "61.07.04.1001"};
  village.burden.alert = true;
  EXPECT_TRUE(alert_cells({village}, "2026").empty());
}

}  // namespace
}  // namespace rawan::engine
