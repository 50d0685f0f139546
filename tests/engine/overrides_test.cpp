#include "overrides.h"

#include "checkins.h"
#include "plan_code.h"
#include "retimed_tour.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace rawan::engine {
namespace {

using ::testing::IsEmpty;

constexpr Seconds kMinute{60};
constexpr Seconds kHour{3600};

/// A post and two stops in a row, ten minutes and a kilometer between neighbors; the second stop
/// opens at nine. One shift from seven to ten.
patrol::Problem small_problem() {
  patrol::Problem problem;
  problem.villages.resize(1);
  problem.units.resize(1);
  problem.stops = {{.place = 1, .dwell = 10 * kMinute, .full_dwell = 10 * kMinute},
                   {.place = 2,
                    .dwell = 10 * kMinute,
                    .full_dwell = 10 * kMinute,
                    .windows = {{9 * kHour, 12 * kHour}}}};
  problem.shifts = {{.start = 7 * kHour, .end = 10 * kHour}};
  patrol::TravelMatrix travel{.places = 3};
  for (int from = 0; from < 3; ++from) {
    for (int to = 0; to < 3; ++to) {
      travel.seconds.push_back(600 * std::abs(from - to));
      travel.meters.push_back(1000.0 * std::abs(from - to));
    }
  }
  problem.travel = {travel};
  return problem;
}

patrol::Plan plan_of(patrol::Tour tour, const patrol::Problem& problem) {
  patrol::Plan plan{.tours = {std::move(tour)}};
  plan.score = patrol::total_worth(plan, problem);
  return plan;
}

TEST(RetimedTour, KeepsTheOrderWaitsForWindowsAndBreaksNoRule) {
  const patrol::Problem problem = small_problem();
  const std::vector<AskedVisit> asked{{0, 10 * kMinute}, {1, 10 * kMinute}};
  const patrol::Tour tour = retimed_tour(problem, problem.shifts[0], asked);
  ASSERT_EQ(tour.visits.size(), 2U);
  EXPECT_EQ(tour.visits[0].start, 7 * kHour + 10 * kMinute);
  EXPECT_EQ(tour.visits[1].start, 9 * kHour);
  EXPECT_EQ(tour.end, 9 * kHour + 30 * kMinute);
  EXPECT_EQ(tour.meters, 4000.0);
  EXPECT_THAT(patrol::faults(plan_of(tour, problem), problem), IsEmpty());
}

TEST(RetimedTour, LeavesItsPostLateRatherThanWaitAtTheFirstStop) {
  const patrol::Problem problem = small_problem();
  const std::vector<AskedVisit> asked{{1, 10 * kMinute}, {0, 10 * kMinute}};
  const patrol::Tour tour = retimed_tour(problem, problem.shifts[0], asked);
  EXPECT_EQ(tour.start, 9 * kHour - 20 * kMinute);
  EXPECT_EQ(tour.visits[0].arrival, 9 * kHour);
  EXPECT_THAT(patrol::faults(plan_of(tour, problem), problem), IsEmpty());
}

TEST(RetimedTour, TakesItsBreakBetweenVisits) {
  patrol::Problem problem = small_problem();
  problem.shifts[0].pause = {7 * kHour + 15 * kMinute, 8 * kHour, 30 * kMinute};
  const std::vector<AskedVisit> asked{{0, 10 * kMinute}, {1, 10 * kMinute}};
  const patrol::Tour tour = retimed_tour(problem, problem.shifts[0], asked);
  EXPECT_EQ(tour.pause, 7 * kHour + 20 * kMinute);
  EXPECT_THAT(patrol::faults(plan_of(tour, problem), problem), IsEmpty());
}

TEST(RetimedTour, BreaksTheEndOfTheShiftRatherThanDropAVisit) {
  patrol::Problem problem = small_problem();
  problem.shifts[0].end = 9 * kHour;
  const std::vector<AskedVisit> asked{{0, 10 * kMinute}, {1, 10 * kMinute}};
  const patrol::Tour tour = retimed_tour(problem, problem.shifts[0], asked);
  EXPECT_EQ(tour.visits.size(), 2U);
  const auto faults = patrol::faults(plan_of(tour, problem), problem);
  EXPECT_TRUE(std::ranges::any_of(
      faults, [](const patrol::Fault& fault) { return fault.code == "shift_overrun"; }));
}

TEST(RetimedTour, OfNoVisitsStaysAtItsPost) {
  const patrol::Problem problem = small_problem();
  const patrol::Tour tour = retimed_tour(problem, problem.shifts[0], {});
  EXPECT_EQ(tour, (patrol::Tour{.start = 7 * kHour, .end = 7 * kHour}));
}

/// A schedule of the small problem with one visit.
Schedule small_schedule(const std::string& stop, Seconds stay = 10 * kMinute) {
  Schedule schedule;
  schedule.problem = small_problem();
  schedule.stops = {{.id = stop}, {.id = "S-2"}};
  schedule.shift_codes = {"P"};
  const std::vector<AskedVisit> asked{{0, stay}};
  schedule.plan.tours = {retimed_tour(schedule.problem, schedule.problem.shifts[0], asked)};
  return schedule;
}

TEST(PlanCode, IsTheSameForTheSameVisitsAndNoOther) {
  const std::vector<io::Squad> squads{{.id = "R1"}};
  const Day start = std::chrono::year(2026) / std::chrono::November / 2;
  const std::string code = plan_code(small_schedule("S-1"), squads, start);
  EXPECT_EQ(code.size(), 11U);
  EXPECT_EQ(code.front(), 'R');
  EXPECT_EQ(plan_code(small_schedule("S-1"), squads, start), code);
  EXPECT_NE(plan_code(small_schedule("S-9"), squads, start), code);
  EXPECT_NE(plan_code(small_schedule("S-1", 11 * kMinute), squads, start), code);
  EXPECT_NE(plan_code(small_schedule("S-1"), squads, start + std::chrono::days(1)), code);
  EXPECT_NE(plan_code(small_schedule("S-1"), std::vector<io::Squad>{{.id = "R2"}}, start), code);
}

TEST(FollowUp, CountsOnlyVisitsThatOthersOvertook) {
  const Day day{};
  FollowUp follow_up;
  follow_up.rows = {{.row = 2, .date = day, .squad = "A", .planned = 1, .skipped = true},
                    {.row = 3, .date = day, .squad = "A", .planned = 2, .order = 1},
                    {.row = 4, .date = day, .squad = "B", .planned = 1, .order = 2, .done = true},
                    {.row = 5, .date = day, .squad = "B", .planned = 2, .order = 1}};
  follow_up.rows[3].result = RowResult::flagged;
  const FollowUpCounts counts = counts_of(follow_up);
  EXPECT_EQ(counts.moved, 2U);
  EXPECT_EQ(counts.skipped, 1U);
  EXPECT_EQ(counts.done, 1U);
  EXPECT_EQ(counts.accepted + counts.flagged + counts.rejected, follow_up.rows.size());
  EXPECT_EQ(counts.flagged, 1U);
}

TEST(DwellSums, CountEveryVisitOnce) {
  io::CheckinTable table;
  table.visits.resize(3);
  for (io::Dwell& dwell : table.visits) dwell.planned = Minutes(20);
  table.visits[0].arrived = Minutes(480);
  table.visits[0].left = Minutes(505);
  table.visits[1].arrived = Minutes(480);
  const DwellSums sums = dwell_sums(table);
  EXPECT_EQ(sums.timed, 1U);
  EXPECT_EQ(sums.open, 1U);
  EXPECT_EQ(sums.unseen, 1U);
  EXPECT_EQ(sums.planned, 20.0);
  EXPECT_EQ(sums.actual, 25.0);
}

}  // namespace
}  // namespace rawan::engine
