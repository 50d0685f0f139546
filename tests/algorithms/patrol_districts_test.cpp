#include "rawan/algorithms/patrol_plan.h"
#include "support/districts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace rawan::patrol {
namespace {

using rawan::testing::district;
using rawan::testing::DistrictSize;
using ::testing::IsEmpty;

TEST(District, IsASoundProblemWithEverythingInIt) {
  std::size_t required = 0, owed = 0, gaps = 0, unreachable = 0, excluded = 0, several = 0;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    Stream random(seed, 5);
    const DistrictSize size = rawan::testing::random_district_size(random);
    const Problem problem = district(size, seed);
    EXPECT_NO_THROW(expect_sound(problem));
    EXPECT_EQ(problem.shifts.size(), size.units * static_cast<std::size_t>(size.days));
    for (const Stop& stop : problem.stops) {
      required += stop.required > 0 ? 1 : 0;
      excluded += stop.units.empty() ? 0 : 1;
      several += stop.windows.size() > 1 ? 1 : 0;
      unreachable += problem.travel[0].time(0, stop.place) < 0 ? 1 : 0;
    }
    for (const Village& village : problem.villages) {
      owed += village.min_visits > 0 ? 1 : 0;
      gaps += village.max_gap_days > 0 ? 1 : 0;
    }
  }
  for (const std::size_t count : {required, owed, gaps, unreachable, excluded, several}) {
    EXPECT_GT(count, 10U);
  }
}

TEST(District, HasAPlanThatMeetsAllItsDuties) {
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    Stream random(seed, 0);
    Problem problem = district({}, seed);
    for (Stop& stop : problem.stops) stop.required = 0;
    for (Village& village : problem.villages) village = {};
    Plan hidden = rawan::testing::districts::hidden_plan(problem, random);
    rawan::testing::districts::plant_duties(problem, hidden, random);
    hidden.score = total_worth(hidden, problem);
    EXPECT_THAT(faults(hidden, problem), IsEmpty()) << "seed " << seed;
    EXPECT_THAT(conflicts(problem), IsEmpty()) << "seed " << seed;
  }
}

TEST(District, GivesEveryDutyAShiftThatCouldMeetItAlone) {
  const Problem problem = district({.units = 8, .days = 14, .stops = 400, .villages = 100}, 3);
  Stream random(3, 9);
  const Plan plan = rawan::testing::districts::hidden_plan(problem, random);
  for (const Unserved& unserved : explain(plan, problem)) {
    if (!unserved.required) continue;
    EXPECT_GE(unserved.reason, UnservedReason::spacing);
  }
}

TEST(District, IsNotSymmetric) {
  const TravelMatrix travel = district({}, 1).travel[0];
  std::size_t different = 0;
  for (std::uint32_t a = 0; a < travel.places; ++a) {
    for (std::uint32_t b = 0; b < a; ++b) different += travel.time(a, b) != travel.time(b, a);
  }
  EXPECT_GT(different, travel.places * travel.places / 4);
}

}  // namespace
}  // namespace rawan::patrol
