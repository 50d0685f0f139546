#include "oracles/plan_reasons.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/patrol_plan.h"
#include "support/patrol_problems.h"
#include "support/random_patrols.h"
#include "support/random_plans.h"
#include "support/threads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <map>
#include <set>

namespace rawan::patrol {
namespace {

using rawan::testing::clock_time;
using rawan::testing::empty_plan;
using rawan::testing::minutes;
using rawan::testing::road_patrol;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// The plan whose tours visit these stops as early as they can.
Plan planned(const Problem& problem, const std::vector<std::vector<std::uint32_t>>& stops) {
  Plan plan = empty_plan(problem);
  for (std::uint32_t t = 0; t < stops.size(); ++t) {
    plan.tours[t] = oracle::allowed_tour(problem, t, stops[t]).value();
  }
  plan.score = total_worth(plan, problem);
  return plan;
}

Unserved by_score(std::uint32_t stop, UnservedReason reason, double number,
                  std::vector<std::uint32_t> rivals = {}) {
  return {.stop = stop,
          .village = 0,
          .missing_visits = 1,
          .required = false,
          .reason = reason,
          .number = number,
          .rivals = std::move(rivals)};
}

std::vector<Unserved> explain_empty(const Problem& problem) {
  return explain(empty_plan(problem), problem);
}

TEST(Explain, SaysNothingOfAPlanThatServesAll) {
  const Problem problem = road_patrol({10, 20});
  EXPECT_THAT(explain(planned(problem, {{0, 1}}), problem), IsEmpty());
}

TEST(Explain, NamesAStopWithoutAUnit) {
  Problem problem = road_patrol({10});
  problem.units.resize(2);
  problem.stops[0].units = {1};
  EXPECT_THAT(explain_empty(problem), ElementsAre(by_score(0, UnservedReason::no_unit, 0)));
  problem.shifts.clear();
  problem.stops[0].units.clear();
  EXPECT_THAT(explain_empty(problem), ElementsAre(by_score(0, UnservedReason::no_unit, 0)));
}

TEST(Explain, NamesAStopFromWhichNoWayLeadsBack) {
  Problem problem = road_patrol({10});
  problem.travel[0].seconds[1 * 2 + 0] = -1;
  EXPECT_THAT(explain_empty(problem), ElementsAre(by_score(0, UnservedReason::unreachable, 0)));
}

TEST(Explain, NamesWindowsThatNoShiftTouches) {
  Problem problem = road_patrol({10});
  problem.stops[0].windows = {{clock_time(13), clock_time(14)}, {clock_time(9), clock_time(9), 2}};
  EXPECT_THAT(explain_empty(problem), ElementsAre(by_score(0, UnservedReason::window, 0)));
}

TEST(Explain, CountsTheSecondsMissingEvenAlone) {
  Problem problem = road_patrol({118});
  EXPECT_THAT(explain_empty(problem), ElementsAre(by_score(0, UnservedReason::too_far, 6 * 60)));
  problem.stops[0].windows = {{clock_time(8), clock_time(9, 50)}};
  EXPECT_THAT(explain_empty(problem), ElementsAre(by_score(0, UnservedReason::too_far, 8 * 60)));
}

TEST(Explain, CountsThePauseAsTimeThatIsMissing) {
  Problem problem = road_patrol({110});
  problem.shifts[0].pause = Break{clock_time(9), clock_time(11), minutes(30)};
  EXPECT_THAT(explain_empty(problem), ElementsAre(by_score(0, UnservedReason::too_far, 20 * 60)));
}

TEST(Explain, MissesTheTimeSinceABreakThatIsOverBeforeTheShift) {
  Problem problem = road_patrol({10});
  problem.shifts[0].pause = Break{clock_time(6), clock_time(7), minutes(30)};
  EXPECT_THAT(explain_empty(problem), ElementsAre(by_score(0, UnservedReason::too_far, 3600)));
}

TEST(Explain, KnowsNoTimeThatWouldDoForAWayOfYears) {
  Problem problem = road_patrol({10});
  problem.travel[0].seconds[0 * 2 + 1] = 1'000'000'000;
  EXPECT_THAT(
      explain_empty(problem),
      ElementsAre(by_score(0, UnservedReason::too_far, std::numeric_limits<double>::infinity())));
}

TEST(Explain, CountsTheMetersMissingEvenAlone) {
  Problem problem = road_patrol({30});
  problem.shifts[0].max_meters = 25'000.0;
  EXPECT_THAT(explain_empty(problem), ElementsAre(by_score(0, UnservedReason::too_long, 5000)));
}

TEST(Explain, CountsTheDaysMissingToTheNextVisit) {
  Problem problem = road_patrol({10}, 3);
  problem.stops[0] = {.place = 1, .score = 1.0, .required = 2, .max_visits = 2, .min_gap_days = 4};
  Unserved expected = by_score(0, UnservedReason::spacing, 2);
  expected.required = true;
  EXPECT_THAT(explain(planned(problem, {{0}}), problem), ElementsAre(expected));
}

TEST(Explain, CountsTheVisitsOfAFullVillage) {
  Problem problem = road_patrol({10, 20});
  problem.villages[0].max_visits = 1;
  EXPECT_THAT(explain(planned(problem, {{0}}), problem),
              ElementsAre(by_score(1, UnservedReason::village_full, 1)));
  problem.villages[0] = {.max_dwell = minutes(19)};
  EXPECT_THAT(explain(planned(problem, {{0}}), problem),
              ElementsAre(by_score(1, UnservedReason::village_full, 1)));
}

TEST(Explain, CountsTheDwellThatAUnitMayNotHave) {
  Problem problem = road_patrol({10, 20});
  problem.units[0].max_dwell = minutes(19);
  EXPECT_THAT(explain(planned(problem, {{0}}), problem),
              ElementsAre(by_score(1, UnservedReason::unit_full, 60)));
}

TEST(Explain, NamesWhoWouldHaveToGiveWay) {
  Problem problem = road_patrol({50, 55, 60, 100});
  problem.stops[0].score = 5.0;
  problem.stops[1].score = 2.0;
  problem.stops[2].score = 2.5;
  problem.shifts[0].end = clock_time(11, 40);  // 3 h 40: alone 100 + 10 + 100 minutes.
  EXPECT_THAT(explain(planned(problem, {{0, 1, 2}}), problem),
              ElementsAre(by_score(3, UnservedReason::displaced, 4.5, {1, 2})));
}

TEST(Explain, LetsVisitsOwedGiveWayLast) {
  Problem problem = road_patrol({50, 55, 100});
  problem.stops[0].score = 0.5;
  problem.stops[0].required = 1;
  problem.stops[1].score = 8.0;
  problem.shifts[0].end = clock_time(11, 40);
  EXPECT_THAT(explain(planned(problem, {{0, 1}}), problem),
              ElementsAre(by_score(2, UnservedReason::displaced, 8.0, {1})));
}

TEST(Explain, SaysThatNothingStandsInTheWay) {
  const Problem problem = road_patrol({10});
  EXPECT_THAT(explain_empty(problem), ElementsAre(by_score(0, UnservedReason::displaced, 0)));
}

TEST(Explain, SpeaksOfVillagesAfterStops) {
  Problem problem = road_patrol({10, 130}, 2);
  problem.villages.resize(2);
  problem.stops[1].village = 1;
  problem.villages[1].min_visits = 1;
  const auto unserved = explain(planned(problem, {{0}}), problem);
  ASSERT_EQ(unserved.size(), 2U);
  EXPECT_EQ(unserved[0].stop, 1U);
  EXPECT_EQ(unserved[1].stop, std::nullopt);
  EXPECT_EQ(unserved[1].village, 1U);
  EXPECT_TRUE(unserved[1].required);
  EXPECT_EQ(unserved[1].missing_visits, 1U);
  EXPECT_EQ(unserved[1].reason, UnservedReason::too_far);
  EXPECT_EQ(unserved[1].number, 30 * 60);
}

TEST(Explain, CountsTheVisitsThatAGapLacks) {
  Problem problem = road_patrol({10}, 7);
  problem.stops[0].max_visits = 7;
  problem.villages[0].max_gap_days = 2;
  const auto unserved = explain(planned(problem, {{0}}), problem);
  ASSERT_EQ(unserved.size(), 1U);
  EXPECT_EQ(unserved[0].missing_visits, 2U);  // On days 3 and 6, or 2 and 5, ...
  EXPECT_EQ(unserved[0].reason, UnservedReason::displaced);
  EXPECT_EQ(unserved[0].number, 0.0);
}

TEST(Explain, CountsNoVisitsThatWereMissedBeforeThePeriod) {
  Problem problem = road_patrol({10}, 7);
  problem.stops[0].max_visits = 7;
  problem.villages[0] = {.max_gap_days = 2, .last_visit = -10};
  const auto missing = [&](const Plan& plan) {
    return explain(plan, problem).back().missing_visits;
  };
  EXPECT_EQ(missing(empty_plan(problem)), 3U);          // On days 0, 3 and 6.
  EXPECT_EQ(missing(planned(problem, {{0}})), 2U);      // On days 3 and 6.
  EXPECT_EQ(missing(planned(problem, {{}, {0}})), 2U);  // Day 0 was still due, and day 4.
}

TEST(Explain, CallsAVillageFullWhoseStopsMayHaveNoMore) {
  Problem problem = road_patrol({10}, 2);
  problem.villages[0].min_visits = 2;
  const auto unserved = explain(planned(problem, {{0}}), problem);
  ASSERT_EQ(unserved.size(), 1U);
  EXPECT_EQ(unserved[0].reason, UnservedReason::village_full);
  EXPECT_EQ(unserved[0].number, 1.0);
}

TEST(Explain, RefusesAPlanOfAnotherProblem) {
  const Problem problem = road_patrol({10});
  EXPECT_THROW(explain(Plan{}, problem), ContractViolation);
  Plan plan = planned(problem, {{0}});
  plan.tours[0].visits[0].stop = 1;
  EXPECT_THROW(explain(plan, problem), ContractViolation);
}

bool fits_somewhere(std::uint32_t stop, const std::vector<std::uint32_t>& tour, std::uint32_t t,
                    const Problem& problem) {
  for (std::size_t at = 0; at <= tour.size(); ++at) {
    std::vector<std::uint32_t> longer = tour;
    longer.insert(longer.begin() + static_cast<std::ptrdiff_t>(at), stop);
    if (oracle::allowed_tour(problem, t, longer)) return true;
  }
  return false;
}

/// Whether the visit fits once its rivals are gone from one tour.
bool fits_without(const Unserved& unserved, const Plan& plan, const Problem& problem) {
  for (std::uint32_t t = 0; t < plan.tours.size(); ++t) {
    const std::vector<std::uint32_t> tour = rawan::testing::stops_of(plan.tours[t]);
    for (std::uint32_t set = 0; set < 1U << tour.size(); ++set) {
      std::vector<std::uint32_t> kept;
      std::vector<std::uint32_t> gone;
      for (std::size_t k = 0; k < tour.size(); ++k) {
        ((set >> k & 1U) != 0 ? kept : gone).push_back(tour[k]);
      }
      std::sort(gone.begin(), gone.end());
      if (gone == unserved.rivals && fits_somewhere(*unserved.stop, kept, t, problem)) return true;
    }
  }
  return false;
}

TEST(Explain, AgreesWithTryingEverything) {
  std::map<UnservedReason, int> seen;
  for (std::uint64_t round = 0; round < 400; ++round) {
    Stream random(71, round);
    const Problem problem =
        rawan::testing::wild_patrol({.stops = 8, .units = 2, .days = 2}, random);
    const Plan plan = rawan::testing::random_plan(problem, 60, random);
    for (const Unserved& unserved : explain(plan, problem)) {
      if (!unserved.stop) continue;
      ++seen[unserved.reason];
      oracle::ReasonByTrial trial(plan, problem, *unserved.stop);
      EXPECT_EQ(unserved.reason, trial.code()) << "round " << round << " stop " << *unserved.stop;
      EXPECT_NEAR(unserved.number, trial.number(), 1e-9) << "round " << round;
      if (unserved.reason == UnservedReason::displaced) {
        EXPECT_TRUE(fits_without(unserved, plan, problem)) << "round " << round;
      }
    }
  }
  EXPECT_EQ(seen.size(), 9U) << "every reason has come up";
}

/// The one stop of a village that may have a further visit; nothing if there are more or none.
std::optional<std::uint32_t> only_choice(std::uint32_t village, const Plan& plan,
                                         const Problem& problem) {
  std::optional<std::uint32_t> only;
  for (std::uint32_t s = 0; s < problem.stops.size(); ++s) {
    std::uint32_t visits = 0;
    for (const Tour& tour : plan.tours) {
      for (const Visit& visit : tour.visits) visits += visit.stop == s ? 1U : 0U;
    }
    if (problem.stops[s].village != village || visits >= problem.stops[s].max_visits) continue;
    if (only) return {};
    only = s;
  }
  return only;
}

TEST(Explain, GivesAVillageTheReasonOfItsOnlyStop) {
  int compared = 0;
  for (std::uint64_t round = 0; round < 300; ++round) {
    Stream random(73, round);
    Problem problem = rawan::testing::wild_patrol({.stops = 5, .units = 2, .days = 2}, random);
    for (Village& village : problem.villages) village.max_gap_days = 0;
    const Plan plan = rawan::testing::random_plan(problem, 40, random);
    for (const Unserved& unserved : explain(plan, problem)) {
      if (unserved.stop) continue;
      const auto stop = only_choice(unserved.village, plan, problem);
      if (!stop) continue;
      oracle::ReasonByTrial trial(plan, problem, *stop);
      EXPECT_EQ(unserved.reason, trial.code()) << "round " << round;
      EXPECT_NEAR(unserved.number, trial.number(), 1e-9) << "round " << round;
      ++compared;
    }
  }
  EXPECT_GT(compared, 30);
}

TEST(Explain, IsTheSameOnAnyNumberOfThreads) {
  Stream random(72, 0);
  const Problem problem = rawan::testing::wild_patrol({.stops = 40, .units = 3, .days = 4}, random);
  const Plan plan = rawan::testing::random_plan(problem, 100, random);
  const auto answers = rawan::testing::on_1_2_8_threads([&] { return explain(plan, problem); });
  EXPECT_EQ(answers[0], answers[1]);
  EXPECT_EQ(answers[0], answers[2]);
}

}  // namespace
}  // namespace rawan::patrol
