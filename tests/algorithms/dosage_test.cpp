#include "rawan/algorithms/dosage.h"

#include "oracles/timed_tour.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/patrol_plan.h"
#include "support/patrol_problems.h"
#include "support/random_plans.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace rawan::patrol {
namespace {

using rawan::testing::clock_time;
using rawan::testing::minutes;
using rawan::testing::road_patrol;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr Seconds kEightHours(8 * 3600);
constexpr Seconds kTwoHours(2 * 3600);

TEST(Dosage, OfFourHotSpotsIsTheWorkedExample) {
  const std::vector<DosedPlace> places(4, {.revisit = kTwoHours, .dwell = minutes(15)});
  const DosageNeed need = dosage_need(kEightHours, 8 * 3600, places);
  EXPECT_EQ(need.visits, 16);
  EXPECT_EQ(need.on_site, 240 * 60);
  EXPECT_EQ(need.travel_per_visit, 15 * 60);
  EXPECT_TRUE(dosage_fits(need, 16 * 15 * 60));
  EXPECT_FALSE(dosage_fits(need, 16 * 15 * 60 + 1));
}

TEST(Dosage, RoundsVisitsUp) {
  EXPECT_EQ(visits_per_watch(kEightHours, kTwoHours), 4);
  EXPECT_EQ(visits_per_watch(kEightHours + Seconds(1), kTwoHours), 5);
  EXPECT_EQ(visits_per_watch(kEightHours, kEightHours + Seconds(1)), 1);
  EXPECT_EQ(visits_per_watch(Seconds(0), kTwoHours), 0);
  EXPECT_THROW(visits_per_watch(kEightHours, Seconds(0)), ContractViolation);
}

TEST(Dosage, CanBeTooMuchEvenWithoutTravel) {
  const std::vector<DosedPlace> places(9, {.revisit = minutes(60), .dwell = minutes(10)});
  const DosageNeed need = dosage_need(kEightHours, 8 * 3600, places);
  EXPECT_LT(need.left_for_travel, 0.0);
  EXPECT_EQ(need.travel_per_visit, 0.0);
  EXPECT_FALSE(dosage_fits(need, 0.0));
  EXPECT_TRUE(dosage_fits(dosage_need(kEightHours, 0.0, {}), 0.0));
}

/// A stop next to the post, shifts of eight hours for `days` days from a Monday.
Problem hot_spot(std::int32_t days) {
  Problem problem = road_patrol({5}, days);
  for (Shift& shift : problem.shifts) shift.end = shift.start + kEightHours;
  problem.stops[0].required = 1;
  return problem;
}

TEST(Watches, AreTheHoursOfThoseWhoMayServe) {
  Problem problem = hot_spot(2);
  problem.units.resize(2);
  problem.shifts.push_back(
      {.unit = 1, .day = 1, .weekday = 1, .start = clock_time(16), .end = clock_time(24)});
  EXPECT_THAT(watches_of(problem, problem.stops[0]),
              ElementsAre(Watch{clock_time(8), clock_time(16), {0, 1}, {0, 1}},
                          Watch{clock_time(16), clock_time(24), {1}, {1}}));
  problem.stops[0].units = {1};
  EXPECT_THAT(watches_of(problem, problem.stops[0]), SizeIs(1));
}

TEST(Slots, TileTheWatch) {
  const Problem problem = hot_spot(3);
  const Watch watch = watches_of(problem, problem.stops[0])[0];
  const auto slots = slots_for_revisit(problem.stops[0], watch, Seconds(3 * 3600), problem);
  ASSERT_THAT(slots, SizeIs(3));
  EXPECT_THAT(slots[0].windows,
              ElementsAre(TimeWindow{clock_time(8), clock_time(11) - Seconds(1), 0x07}));
  EXPECT_THAT(slots[2].windows,
              ElementsAre(TimeWindow{clock_time(14), clock_time(16) - Seconds(1), 0x07}));
  for (const Stop& slot : slots) {
    EXPECT_EQ(slot.required, 3U);
    EXPECT_EQ(slot.max_visits, 3U);
    EXPECT_EQ(slot.min_gap_days, 1);
  }
}

TEST(Slots, KeepToTheWindowsOfTheStop) {
  Problem problem = hot_spot(3);
  problem.stops[0].windows = {{clock_time(9), clock_time(11), 0x03}};
  const Watch watch = watches_of(problem, problem.stops[0])[0];
  const auto slots = slots_for_revisit(problem.stops[0], watch, kTwoHours, problem);
  ASSERT_THAT(slots, SizeIs(2));
  EXPECT_THAT(slots[0].windows,
              ElementsAre(TimeWindow{clock_time(9), clock_time(10) - Seconds(1), 0x03}));
  EXPECT_THAT(slots[1].windows, ElementsAre(TimeWindow{clock_time(10), clock_time(11), 0x03}));
  EXPECT_EQ(slots[0].required, 2U) << "the third day is closed";
}

TEST(Slots, OfAStopByScoreAreNotRequired) {
  Problem problem = hot_spot(1);
  problem.stops[0].required = 0;
  const Watch watch = watches_of(problem, problem.stops[0])[0];
  for (const Stop& slot : slots_for_revisit(problem.stops[0], watch, kTwoHours, problem)) {
    EXPECT_EQ(slot.required, 0U);
    EXPECT_EQ(slot.max_visits, 1U);
  }
}

TEST(Slots, RefuseAWatchThatDoesNotRecurWeekly) {
  Problem problem = hot_spot(8);
  Watch watch = watches_of(problem, problem.stops[0])[0];
  EXPECT_NO_THROW(slots_for_revisit(problem.stops[0], watch, kTwoHours, problem));
  watch.days.erase(watch.days.begin());  // The second Monday is left, the first one is not.
  watch.weekdays.erase(watch.weekdays.begin());
  EXPECT_THROW(slots_for_revisit(problem.stops[0], watch, kTwoHours, problem), ContractViolation);
  EXPECT_THROW(slots_for_revisit(problem.stops[0], watch, Seconds(0), problem), ContractViolation);
}

/// The starts of visits on each day.
std::vector<std::vector<Seconds>> starts_by_day(const Plan& plan, const Problem& problem) {
  std::vector<std::vector<Seconds>> starts(static_cast<std::size_t>(problem.days));
  for (std::size_t t = 0; t < plan.tours.size(); ++t) {
    for (const Visit& visit : plan.tours[t].visits) {
      starts[static_cast<std::size_t>(problem.shifts[t].day)].push_back(visit.start);
    }
  }
  for (auto& day : starts) std::sort(day.begin(), day.end());
  return starts;
}

TEST(Slots, AllServedObeyTheDosage) {
  for (const std::int32_t revisit_minutes : {45, 60, 95, 120, 180, 479}) {
    SCOPED_TRACE(revisit_minutes);
    Problem problem = hot_spot(9);
    const Watch watch = watches_of(problem, problem.stops[0])[0];
    problem.stops = slots_for_revisit(problem.stops[0], watch, minutes(revisit_minutes), problem);
    Plan plan = rawan::testing::empty_plan(problem);
    std::vector<std::uint32_t> all(problem.stops.size());
    for (std::uint32_t s = 0; s < all.size(); ++s) all[s] = s;
    for (std::uint32_t t = 0; t < problem.shifts.size(); ++t) {
      problem.shifts[t].end = watch.end + minutes(60);  // To get home from the last slot.
      plan.tours[t] = oracle::timed_tour(problem, t, all).value();
    }
    plan.score = total_worth(plan, problem);
    ASSERT_THAT(faults(plan, problem), IsEmpty());
    const auto due =
        static_cast<std::size_t>(visits_per_watch(kEightHours, minutes(revisit_minutes)));
    for (const auto& starts : starts_by_day(plan, problem)) {
      ASSERT_EQ(starts.size(), due);
      for (std::size_t i = 0; i < due; ++i) {
        const Seconds open = watch.start + static_cast<std::int32_t>(i) * minutes(revisit_minutes);
        EXPECT_GE(starts[i], open);
        EXPECT_LT(starts[i], open + minutes(revisit_minutes));
      }
    }
  }
}

TEST(Slots, CannotBeServedTwiceOnADay) {
  Problem problem = hot_spot(2);
  const Watch watch = watches_of(problem, problem.stops[0])[0];
  problem.stops = slots_for_revisit(problem.stops[0], watch, kEightHours, problem);
  Plan plan = rawan::testing::empty_plan(problem);
  plan.tours[0] = oracle::timed_tour(problem, 0, {0, 0}).value();
  plan.score = total_worth(plan, problem);
  const auto found = faults(plan, problem);
  EXPECT_TRUE(std::any_of(found.begin(), found.end(),
                          [](const Fault& fault) { return fault.code == "too_soon"; }));
}

}  // namespace
}  // namespace rawan::patrol
