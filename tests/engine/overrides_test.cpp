#include "overrides.h"

#include "checkins.h"
#include "plan_code.h"
#include "plan_reading.h"
#include "retimed_tour.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace rawan::engine {
namespace {

using ::testing::ElementsAre;
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

TEST(RetimedTour, TakesItsBreakAtItsPostWhereItCanBeginThere) {
  patrol::Problem problem = small_problem();
  problem.shifts[0].pause = {7 * kHour, 7 * kHour + 30 * kMinute, 30 * kMinute};
  const std::vector<AskedVisit> asked{{0, 10 * kMinute}, {1, 10 * kMinute}};
  const patrol::Tour tour = retimed_tour(problem, problem.shifts[0], asked);
  EXPECT_EQ(tour.start, 7 * kHour);
  EXPECT_EQ(tour.pause, 7 * kHour);
  EXPECT_EQ(tour.visits[0].start, 7 * kHour + 40 * kMinute);
  EXPECT_THAT(patrol::faults(plan_of(tour, problem), problem), IsEmpty());
}

TEST(RetimedTour, TakesItsBreakAfterTheLastVisitWhereItCannotBeginBefore) {
  patrol::Problem problem = small_problem();
  problem.shifts[0].pause = {9 * kHour + 15 * kMinute, 9 * kHour + 30 * kMinute, 15 * kMinute};
  const std::vector<AskedVisit> asked{{0, 10 * kMinute}, {1, 10 * kMinute}};
  const patrol::Tour tour = retimed_tour(problem, problem.shifts[0], asked);
  EXPECT_EQ(tour.pause, 9 * kHour + 15 * kMinute);
  EXPECT_EQ(tour.end, 9 * kHour + 50 * kMinute);
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

/// A line of a sheet for squad R1 on the first day.
io::ScheduledVisit line(std::int32_t order, const char* stop, Minutes start, Minutes end) {
  io::ScheduledVisit row{.squad_id = "R1", .order = order, .stop_id = stop};
  row.source.row = static_cast<std::uint64_t>(order) + 1;
  row.start = start;
  row.end = end;
  return row;
}

constexpr Minutes at(int hour, int minute = 0) {
  return Minutes(60 * hour + minute);
}

SheetPlan sheet_of(const patrol::Problem& problem, const std::vector<io::ScheduledVisit>& rows) {
  Schedule schedule;
  schedule.problem = problem;
  schedule.stops = {{.id = "S-1"}, {.id = "S-2"}};
  return plan_of_sheet(rows, schedule, {{.id = "R1"}}, {});
}

std::vector<std::string> codes_of(const patrol::Plan& plan, const patrol::Problem& problem) {
  std::vector<std::string> codes;
  for (const patrol::Fault& fault : patrol::faults(plan, problem)) codes.push_back(fault.code);
  return codes;
}

TEST(Sheet, HasTheBreakOnTheWayHomeWhereOnlyThereIsRoomForIt) {
  patrol::Problem problem = small_problem();
  problem.shifts[0].pause = {9 * kHour + 30 * kMinute, 9 * kHour + 45 * kMinute, 15 * kMinute};
  const SheetPlan sheet =
      sheet_of(problem, {line(1, "S-1", at(7, 10), at(7, 20)), line(2, "S-2", at(9), at(9, 10))});
  EXPECT_EQ(sheet.plan.tours[0].pause, 9 * kHour + 30 * kMinute);
  EXPECT_EQ(sheet.plan.tours[0].end, 9 * kHour + 45 * kMinute);
  EXPECT_THAT(codes_of(sheet.plan, problem), IsEmpty());
}

TEST(Sheet, HasNoBreakWhereItsTimesLeaveNoRoomForOne) {
  patrol::Problem problem = small_problem();
  problem.shifts[0].pause = {7 * kHour, 8 * kHour, 30 * kMinute};
  // Of the 35 minutes before the first visit the way takes 10; after it a break is too late.
  const SheetPlan sheet =
      sheet_of(problem, {line(1, "S-1", at(7, 35), at(8, 5)), line(2, "S-2", at(9), at(9, 10))});
  EXPECT_FALSE(sheet.plan.tours[0].pause);
  EXPECT_THAT(codes_of(sheet.plan, problem), ElementsAre("pause_missing"));
}

TEST(Sheet, OfANightShiftGoesOnAfterMidnight) {
  patrol::Problem problem = small_problem();
  problem.shifts[0].start = 22 * kHour;
  problem.shifts[0].end = 30 * kHour;
  problem.stops[1].windows.clear();
  const SheetPlan sheet =
      sheet_of(problem, {line(1, "S-1", at(23, 55), at(0, 10)), line(2, "S-2", at(1), at(1, 10))});
  const auto& visits = sheet.plan.tours[0].visits;
  EXPECT_EQ(visits[0].start, 23 * kHour + 55 * kMinute);
  EXPECT_EQ(visits[0].departure, 24 * kHour + 10 * kMinute);
  EXPECT_EQ(visits[1].start, 25 * kHour);
  EXPECT_THAT(codes_of(sheet.plan, problem), IsEmpty());
}

TEST(Sheet, TakesATimeLongBeforeAShiftForOneOfItsDay) {
  patrol::Problem problem = small_problem();
  const SheetPlan day = sheet_of(problem, {line(1, "S-1", at(6), at(6, 10))});
  EXPECT_EQ(day.plan.tours[0].visits[0].start, 6 * kHour);
  EXPECT_THAT(codes_of(day.plan, problem), ElementsAre("starts_too_early"));
  problem.shifts[0].start = 22 * kHour;
  problem.shifts[0].end = 30 * kHour;
  const SheetPlan night = sheet_of(problem, {line(1, "S-1", at(20), at(20, 10))});
  EXPECT_EQ(night.plan.tours[0].visits[0].start, 20 * kHour);
}

TEST(Sheet, LetsAVisitEndAfterTheMidnightThatEndsItsShift) {
  patrol::Problem problem = small_problem();
  problem.shifts[0].start = 18 * kHour;
  problem.shifts[0].end = 24 * kHour;
  const SheetPlan sheet = sheet_of(problem, {line(1, "S-1", at(23, 50), at(0, 10))});
  EXPECT_EQ(sheet.plan.tours[0].visits[0].departure, 24 * kHour + 10 * kMinute);
  EXPECT_THAT(codes_of(sheet.plan, problem), ElementsAre("shift_overrun"));
}

TEST(Sheet, NamesTheLineWhoseNumberAnotherHas) {
  std::vector<io::ScheduledVisit> rows{line(1, "S-1", at(7, 10), at(7, 20)),
                                       line(2, "S-2", at(9), at(9, 10))};
  rows[1].order = 1;
  const SheetPlan sheet = sheet_of(small_problem(), rows);
  ASSERT_EQ(sheet.faults.size(), 1U);
  EXPECT_EQ(sheet.faults[0].code, "order_twice");
  EXPECT_EQ(sheet.faults[0].row.row, 3U);
  EXPECT_EQ(sheet.plan.tours[0].visits.size(), 2U);
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
