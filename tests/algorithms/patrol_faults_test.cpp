#include "rawan/algorithms/patrol_plan.h"
#include "support/patrol_problems.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <string>

namespace rawan::patrol {
namespace {

using rawan::testing::clock_time;
using rawan::testing::minutes;
using rawan::testing::RightPlan;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Fault fault(const char* code, std::optional<std::uint32_t> shift, std::optional<std::uint32_t> stop,
            double number) {
  return {code, shift, stop, {}, number};
}

Fault of_village(const char* code, std::uint32_t village, double number) {
  return {code, {}, {}, village, number};
}

using Change = std::function<void(Problem&, Plan&)>;

std::vector<Fault> faults_after(const Change& change) {
  RightPlan right;
  change(right.problem, right.plan);
  return faults(right.plan, right.problem);
}

/// As faults_after, with the score of the plan put right.
std::vector<Fault> rescored_faults_after(const Change& change) {
  RightPlan right;
  change(right.problem, right.plan);
  right.plan.score = total_worth(right.plan, right.problem);
  return faults(right.plan, right.problem);
}

TEST(PatrolFaults, FindNothingInARightPlan) {
  EXPECT_THAT(faults_after([](Problem&, Plan&) {}), IsEmpty());
}

TEST(PatrolFaults, FindNothingInAPlanThatDoesNothingWhenNothingIsDue) {
  const Problem problem = rawan::testing::road_patrol({10, 20}, 3);
  Plan plan;
  for (const Shift& shift : problem.shifts) {
    plan.tours.push_back({.start = shift.start, .visits = {}, .pause = {}, .end = shift.start});
  }
  EXPECT_THAT(faults(plan, problem), IsEmpty());
}

struct Mutation {
  const char* name;
  Change change;
  Fault expected;
};

const std::vector<Mutation>& mutations_of_times() {
  static const std::vector<Mutation> all{
      {"leaves the post early", [](Problem&, Plan& p) { p.tours[0].start = clock_time(7, 58); },
       fault("starts_too_early", 0, {}, 120)},
      {"arrives sooner than one can drive",
       [](Problem&, Plan& p) { p.tours[0].visits[0].arrival = clock_time(8, 9); },
       fault("arrives_too_early", 0, 0, 60)},
      {"arrives sooner than one can drive and pause",
       [](Problem& q, Plan& p) {
         q.shifts[0].pause->earliest = clock_time(8, 35);
         p.tours[0].pause = clock_time(8, 35);
         p.tours[0].visits[1].arrival = clock_time(9, 20);
       },
       fault("arrives_too_early", 0, 1, 60)},
      {"starts before it arrives",
       [](Problem&, Plan& p) { p.tours[0].visits[1].start = clock_time(9, 39); },
       fault("starts_before_arrival", 0, 1, 60)},
      {"stays too short", [](Problem&, Plan& p) { p.tours[0].visits[1].start = clock_time(9, 51); },
       fault("dwell_too_short", 0, 1, 60)},
      {"starts between two windows",
       [](Problem& q, Plan&) { q.stops[0].windows[0].close = clock_time(8, 14); },
       fault("outside_window", 0, 0, 60)},
      {"starts before a window opens",
       [](Problem& q, Plan&) { q.stops[0].windows[1].open = clock_time(10, 3); },
       fault("outside_window", 2, 0, 180)},
      {"comes on a closed day", [](Problem& q, Plan&) { q.stops[0].windows[1].weekdays = 0x11; },
       fault("closed_that_day", 2, 0, 1)},
      {"is home sooner than one can drive",
       [](Problem&, Plan& p) { p.tours[2].end = clock_time(10, 19); },
       fault("returns_too_early", 2, {}, 60)},
      {"is home after the shift", [](Problem&, Plan& p) { p.tours[2].end = clock_time(12, 1); },
       fault("shift_overrun", 2, {}, 60)},
      {"moves without a visit",
       [](Problem& q, Plan& p) {
         q.shifts.push_back(RightPlan::shift(1, 1));
         p.tours.push_back(
             {.start = clock_time(8), .visits = {}, .pause = {}, .end = clock_time(8, 1)});
       },
       fault("empty_tour_moves", 3, {}, 60)},
      {"drives without a visit",
       [](Problem& q, Plan& p) {
         q.shifts.push_back(RightPlan::shift(1, 1));
         p.tours.push_back({.start = clock_time(8), .end = clock_time(8), .meters = 10.0});
       },
       fault("empty_tour_moves", 3, {}, 0)},
      {"pauses without a visit",
       [](Problem& q, Plan& p) {
         q.shifts.push_back(RightPlan::shift(1, 1));
         p.tours.push_back({.start = clock_time(8), .pause = clock_time(9), .end = clock_time(8)});
       },
       fault("empty_tour_moves", 3, {}, 0)}};
  return all;
}

const std::vector<Mutation>& mutations_of_pauses() {
  static const std::vector<Mutation> all{
      {"has no pause", [](Problem&, Plan& p) { p.tours[0].pause.reset(); },
       fault("pause_missing", 0, {}, 1800)},
      {"has a pause nobody asked for", [](Problem&, Plan& p) { p.tours[2].pause = clock_time(8); },
       fault("pause_unasked", 2, {}, 0)},
      {"pauses too early", [](Problem&, Plan& p) { p.tours[0].pause = clock_time(8, 59); },
       fault("pause_too_early", 0, {}, 60)},
      {"pauses too late",
       [](Problem&, Plan& p) {
         p.tours[0].pause = clock_time(10, 1);
         p.tours[0].end = clock_time(11);
       },
       fault("pause_too_late", 0, {}, 60)},
      {"pauses while it serves",
       [](Problem&, Plan& p) {
         p.tours[0].pause = clock_time(9, 12);
         p.tours[0].visits[1] = {1, clock_time(9, 40), clock_time(9, 40), clock_time(10), 10'000.0};
       },
       fault("pause_overlaps_visit", 0, 1, 120)},
      {"pauses after the shift",
       [](Problem& q, Plan& p) {
         q.shifts[0].end = clock_time(10, 30);
         q.shifts[0].pause->latest = clock_time(11);
         p.tours[0].pause = clock_time(10, 31);
       },
       fault("pause_outside_shift", 0, {}, 31 * 60)}};
  return all;
}

const std::vector<Mutation>& mutations_of_ways() {
  static const std::vector<Mutation> all{
      {"has wrong meters at a visit",
       [](Problem&, Plan& p) { p.tours[0].visits[1].meters = 9'000.0; },
       fault("wrong_meters", 0, 1, 1000)},
      {"has wrong meters of a tour", [](Problem&, Plan& p) { p.tours[2].meters = 10'001.0; },
       fault("wrong_meters", 2, {}, 1)},
      {"drives too far", [](Problem& q, Plan&) { q.shifts[1].max_meters = 59'000.0; },
       fault("too_many_meters", 1, {}, 1000)},
      {"goes where no way leads",
       [](Problem& q, Plan& p) {
         q.travel[0].seconds[0 * 4 + 3] = -1;
         p.tours[1].visits[0].meters = 0.0;
         p.tours[1].meters = 30'000.0;
       },
       fault("unreachable", 1, 2, 0)},
      {"cannot go home",
       [](Problem& q, Plan& p) {
         q.travel[0].seconds[3 * 4 + 0] = -1;
         p.tours[1].meters = 30'000.0;
       },
       fault("unreachable", 1, {}, 0)}};
  return all;
}

const std::vector<Mutation>& mutations_of_duties() {
  static const std::vector<Mutation> all{
      {"sends the wrong unit", [](Problem& q, Plan&) { q.stops[2].units = {0}; },
       fault("wrong_unit", 1, 2, 0)},
      {"comes back too soon", [](Problem& q, Plan&) { q.stops[0].min_gap_days = 3; },
       fault("too_soon", 2, 0, 2)},
      {"comes too often",
       [](Problem& q, Plan&) { q.stops[0].max_visits = q.stops[0].required = 1; },
       fault("too_many_visits", {}, 0, 1)},
      {"does not come as often as required",
       [](Problem& q, Plan&) { q.stops[0].required = q.stops[0].max_visits = 5; },
       fault("required_missing", {}, 0, 3)},
      {"comes too often to a village",
       [](Problem& q, Plan&) { q.villages[0].max_visits = 2, q.villages[0].min_visits = 0; },
       of_village("village_too_many", 0, 1)},
      {"neglects a village", [](Problem& q, Plan&) { q.villages[1].min_visits = 3; },
       of_village("village_missing", 1, 2)},
      {"stays too long in a village",
       [](Problem& q, Plan&) { q.villages[0].max_dwell = minutes(30); },
       of_village("village_dwell", 0, 360)},
      {"leaves a village alone from the last visit on",
       [](Problem& q, Plan&) { q.villages[1].max_gap_days = 1; }, of_village("gap_too_long", 1, 1)},
      {"works a unit too long", [](Problem& q, Plan&) { q.units[0].max_dwell = minutes(30); },
       fault("unit_dwell", 2, {}, 360)},
      {"adds its scores wrongly", [](Problem&, Plan& p) { p.score += 0.25; },
       fault("wrong_score", {}, {}, 0.25)}};
  return all;
}

void expect_just_the_fault(const std::vector<Mutation>& mutations) {
  for (const Mutation& mutation : mutations) {
    EXPECT_THAT(rescored_faults_after(mutation.change), ElementsAre(mutation.expected))
        << mutation.name;
  }
}

TEST(PatrolFaults, AreJustTheOneThatWasPlanted) {
  expect_just_the_fault(mutations_of_times());
  expect_just_the_fault(mutations_of_pauses());
  expect_just_the_fault(mutations_of_ways());
  std::vector<Mutation> duties = mutations_of_duties();
  const Mutation score = duties.back();
  duties.pop_back();
  expect_just_the_fault(duties);
  EXPECT_THAT(faults_after(score.change), ElementsAre(score.expected));
}

TEST(PatrolFaults, CountDaysWithoutAVisitUpToTheEndOfThePeriod) {
  RightPlan right;
  right.problem.days = 9;
  right.problem.villages[0].max_gap_days = 7;
  EXPECT_THAT(faults(right.plan, right.problem), IsEmpty());
  right.problem.villages[0].max_gap_days = 6;
  EXPECT_THAT(faults(right.plan, right.problem), ElementsAre(of_village("gap_too_long", 0, 1)));
}

TEST(PatrolFaults, CountDaysWithoutAVisitBetweenTwo) {
  Problem problem = rawan::testing::road_patrol({0}, 5);
  problem.stops[0].max_visits = 2;
  problem.villages[0].max_gap_days = 2;
  Plan plan;
  for (const Shift& shift : problem.shifts) {
    plan.tours.push_back({.start = shift.start, .visits = {}, .pause = {}, .end = shift.start});
    if (shift.day % 4 != 0) continue;
    plan.tours.back().visits = {{0, clock_time(8), clock_time(8), clock_time(8, 10), 0.0}};
    plan.tours.back().end = clock_time(8, 10);
  }
  plan.score = 2.0;
  EXPECT_THAT(faults(plan, problem), ElementsAre(of_village("gap_too_long", 0, 1)));
}

TEST(PatrolFaults, NameUnknownStopsAndStillJudgeTheRest) {
  EXPECT_THAT(faults_after([](Problem&, Plan& p) {
                p.tours[1].visits[0].stop = 17;
                p.tours[2].end = clock_time(12, 1);
              }),
              ElementsAre(of_village("village_missing", 1, 1), fault("unknown_stop", 1, 17, 0),
                          fault("shift_overrun", 2, {}, 60)));
}

TEST(PatrolFaults, WantOneTourPerShift) {
  EXPECT_THAT(faults_after([](Problem&, Plan& p) { p.tours.pop_back(); }),
              ElementsAre(fault("tours_count", {}, {}, -1)));
}

TEST(PatrolFaults, LetTheUnitPauseOnItsWayAndWhileItWaits) {
  EXPECT_THAT(
      faults_after([](Problem&, Plan& p) {
        p.tours[0].pause = clock_time(9, 30);
        p.tours[0].visits[1] = {1, clock_time(9, 50), clock_time(10), clock_time(10, 10), 10'000.0};
        p.tours[0].end = clock_time(10, 40);
      }),
      IsEmpty());
}

TEST(PatrolFaults, FindMetersThatAreNoNumber) {
  const auto found = faults_after(
      [](Problem&, Plan& p) { p.tours[2].meters = std::numeric_limits<double>::quiet_NaN(); });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].code, "wrong_meters");
}

}  // namespace
}  // namespace rawan::patrol
