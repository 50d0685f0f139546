#include "rawan/algorithms/patrol_problem.h"

#include "rawan/algorithms/contract.h"
#include "support/patrol_problems.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

namespace rawan::patrol {
namespace {

using rawan::testing::clock_time;
using rawan::testing::minutes;
using rawan::testing::RightPlan;

TEST(EarliestStart, PicksTheFirstWindowOfTheDayThatIsStillOpen) {
  const Stop stop{.windows = {{Seconds(500), Seconds(600), 0x02}, {Seconds(100), Seconds(200)}}};
  EXPECT_EQ(earliest_start(stop, 0, Seconds(50)), Seconds(100));
  EXPECT_EQ(earliest_start(stop, 0, Seconds(200)), Seconds(200));
  EXPECT_EQ(earliest_start(stop, 0, Seconds(201)), std::nullopt);
  EXPECT_EQ(earliest_start(stop, 1, Seconds(201)), Seconds(500));
  EXPECT_EQ(earliest_start(stop, 1, Seconds(601)), std::nullopt);
  EXPECT_EQ(earliest_start(Stop{}, 3, Seconds(777)), Seconds(777));
}

TEST(Worth, RisesAsAParabolaToTheFullStay) {
  const Stop stop{.score = 4.0, .dwell = minutes(10), .full_dwell = minutes(16), .long_stay = 0.5};
  EXPECT_EQ(worth(stop, minutes(9)), 0.0);
  EXPECT_EQ(worth(stop, minutes(10)), 4.0);
  EXPECT_EQ(worth(stop, minutes(13)), 4.0 * (1.0 + 0.5 * 0.75));
  EXPECT_EQ(worth(stop, minutes(16)), 6.0);
  EXPECT_EQ(worth(stop, minutes(60)), 6.0);
  for (std::int32_t s = 601; s < 960; ++s) {
    const double up = worth(stop, Seconds(s)) - worth(stop, Seconds(s - 1));
    const double next = worth(stop, Seconds(s + 1)) - worth(stop, Seconds(s));
    EXPECT_GT(up, 0.0);
    EXPECT_LE(next, up + 1e-12);
  }
}

TEST(Worth, IsTheScoreWhereNoLongerStayIsWanted) {
  EXPECT_EQ(worth({.score = 4.0, .dwell = minutes(10)}, minutes(30)), 4.0);
  EXPECT_EQ(worth({.score = 4.0}, Seconds(0)), 4.0);
}

TEST(MayServe, AllUnitsUnlessSomeAreNamed) {
  EXPECT_TRUE(may_serve(Stop{}, 5));
  EXPECT_TRUE(may_serve({.units = {2, 5}}, 5));
  EXPECT_FALSE(may_serve({.units = {2, 5}}, 3));
}

TEST(ExpectSound, RefusesWhatIsOutOfItsTable) {
  const std::vector<std::function<void(Problem&)>> breaks{
      [](Problem& p) { p.stops[0].place = 4; },
      [](Problem& p) { p.stops[0].village = 2; },
      [](Problem& p) { p.stops[0].units = {2}; },
      [](Problem& p) { p.shifts[0].unit = 2; },
      [](Problem& p) { p.shifts[0].day = 2; },
      [](Problem& p) { p.shifts[0].weekday = 7; },
      [](Problem& p) { p.shifts[0].start_post = 4; },
      [](Problem& p) { p.shifts[0].end_post = 4; },
      [](Problem& p) { p.shifts[0].travel = 1; },
      [](Problem& p) { p.travel[0].seconds.pop_back(); },
      [](Problem& p) { p.travel[0].meters.push_back(0.0); }};
  for (const auto& damage : breaks) {
    RightPlan right;
    damage(right.problem);
    EXPECT_THROW(expect_sound(right.problem), ContractViolation);
  }
}

TEST(ExpectSound, RefusesNumbersThatMakeNoSense) {
  const double nan = std::nan("");
  const std::vector<std::function<void(Problem&)>> breaks{
      [](Problem& p) { p.stops[0].score = -1.0; },
      [&](Problem& p) { p.stops[0].score = nan; },
      [](Problem& p) { p.stops[0].dwell = Seconds(-1); },
      [](Problem& p) { p.stops[0].long_stay = -0.1; },
      [](Problem& p) { p.stops[0].max_visits = 1; },
      [](Problem& p) { p.stops[0].min_gap_days = -1; },
      [](Problem& p) { p.stops[0].windows[0].close = clock_time(7); },
      [](Problem& p) { p.villages[0].max_visits = 2; },
      [](Problem& p) { p.villages[0].max_gap_days = -1; },
      [](Problem& p) { p.villages[0].last_visit = 0; },
      [](Problem& p) { p.villages[0].max_dwell = Seconds(-1); },
      [](Problem& p) { p.units[0].max_dwell = Seconds(-1); },
      [](Problem& p) { p.shifts[0].end = clock_time(7); },
      [&](Problem& p) { p.shifts[0].max_meters = nan; },
      [](Problem& p) { p.shifts[0].pause->latest = clock_time(8); },
      [](Problem& p) { p.shifts[0].pause->length = Seconds(-1); },
      [&](Problem& p) { p.travel[0].meters[1] = nan; },
      [](Problem& p) { p.days = 0; }};
  for (const auto& damage : breaks) {
    RightPlan right;
    damage(right.problem);
    EXPECT_THROW(expect_sound(right.problem), ContractViolation);
  }
  EXPECT_NO_THROW(expect_sound(RightPlan().problem));
}

}  // namespace
}  // namespace rawan::patrol
