#include "rawan/algorithms/orienteering.h"

#include "oracles/best_tour.h"
#include "rawan/algorithms/contract.h"
#include "support/patrols.h"
#include "support/threads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace rawan {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::on_a_line;

constexpr std::int32_t kHour = 3600;

/// A post at minute 0 and stops at the given minutes of a road, ten minutes each; one shift of
/// four hours a day from 8:00.
PatrolProblem road(const std::vector<std::int32_t>& minutes, std::int32_t days = 1) {
  PatrolProblem problem;
  std::vector<std::int32_t> places{0};
  places.insert(places.end(), minutes.begin(), minutes.end());
  problem.travel = on_a_line(places);
  for (std::uint32_t p = 1; p < places.size(); ++p) {
    problem.stops.push_back({.place = p, .score = 1.0, .dwell = Seconds(600)});
  }
  for (std::int32_t day = 0; day < days; ++day) {
    problem.shifts.push_back({.unit = 0,
                              .day = day,
                              .post = 0,
                              .start = Seconds(8 * kHour),
                              .end = Seconds(12 * kHour)});
  }
  return problem;
}

std::vector<std::int32_t> days_of(const PatrolPlan& plan, const PatrolProblem& problem,
                                  std::uint32_t stop) {
  std::vector<std::int32_t> days;
  for (std::size_t t = 0; t < plan.tours.size(); ++t) {
    for (const Visit& visit : plan.tours[t].visits) {
      if (visit.stop == stop) days.push_back(problem.shifts[t].day);
    }
  }
  std::sort(days.begin(), days.end());
  return days;
}

TEST(TravelSeconds, RoundsUpAndKeepsUnreachable) {
  EXPECT_EQ(travel_seconds(100, 1.0), 100);
  EXPECT_EQ(travel_seconds(100, 3.0), 34);
  EXPECT_EQ(travel_seconds(90, 0.9), 100);
  EXPECT_EQ(travel_seconds(0, 2.0), 0);
  EXPECT_EQ(travel_seconds(-1, 0.5), -1);
}

TEST(PlanByInsertion, WritesDownEveryTime) {
  PatrolProblem problem = road({30});
  problem.stops[0].windows = {{Seconds(9 * kHour), Seconds(10 * kHour)}};
  const PatrolPlan plan = plan_by_insertion(problem);
  ASSERT_EQ(plan.tours[0].visits.size(), 1U);
  const Visit& visit = plan.tours[0].visits[0];
  EXPECT_EQ(visit.arrival, Seconds(8 * kHour + 1800));
  EXPECT_EQ(visit.start, Seconds(9 * kHour));
  EXPECT_EQ(visit.departure, Seconds(9 * kHour + 600));
  EXPECT_EQ(visit.meters, 15000.0);
  EXPECT_EQ(plan.tours[0].end, Seconds(9 * kHour + 600 + 1800));
  EXPECT_EQ(plan.tours[0].meters, 30000.0);
  EXPECT_EQ(plan.score, 1.0);
  EXPECT_THAT(faults(plan, problem), IsEmpty());
}

TEST(PlanByInsertion, DrivesSlowerAndFasterThanTheMatrix) {
  PatrolProblem problem = road({30});
  problem.shifts[0].speed = 0.5;
  EXPECT_EQ(plan_by_insertion(problem).tours[0].visits[0].arrival, Seconds(9 * kHour));
  problem.shifts[0].speed = 2.0;
  EXPECT_EQ(plan_by_insertion(problem).tours[0].visits[0].arrival, Seconds(8 * kHour + 900));
}

TEST(PlanByInsertion, ServesWhatIsRequiredBeforeWhatScores) {
  PatrolProblem problem = road({-110, 110});
  problem.stops[0].score = 100.0;
  problem.stops[1].min_visits = 1;
  const PatrolPlan plan = plan_by_insertion(problem);
  ASSERT_EQ(plan.tours[0].visits.size(), 1U);
  EXPECT_EQ(plan.tours[0].visits[0].stop, 1U);
  ASSERT_EQ(plan.unserved.size(), 1U);
  EXPECT_EQ(plan.unserved[0].stop, 0U);
  EXPECT_FALSE(plan.unserved[0].required);
  EXPECT_EQ(plan.unserved[0].reason, UnservedReason::no_time);
}

TEST(PlanByInsertion, ServesFirstWhoHasFewestChoices) {
  PatrolProblem problem = road({112, 112}, 2);
  problem.stops[0].min_visits = 1;
  problem.stops[1].min_visits = 1;
  problem.shifts[0].unit = 5;
  problem.stops[1].units = {5};
  const PatrolPlan plan = plan_by_insertion(problem);
  EXPECT_EQ(days_of(plan, problem, 0), std::vector<std::int32_t>{1});
  EXPECT_EQ(days_of(plan, problem, 1), std::vector<std::int32_t>{0});
}

TEST(PlanByInsertion, NeverVisitsTwiceOnADayEvenByTwoSquads) {
  PatrolProblem problem = road({10});
  problem.shifts.push_back(problem.shifts[0]);
  problem.shifts[1].unit = 1;
  problem.stops[0].min_visits = problem.stops[0].max_visits = 2;
  const PatrolPlan plan = plan_by_insertion(problem);
  EXPECT_EQ(days_of(plan, problem, 0).size(), 1U);
  ASSERT_EQ(plan.unserved.size(), 1U);
  EXPECT_TRUE(plan.unserved[0].required);
  EXPECT_EQ(plan.unserved[0].missing_visits, 1U);
  EXPECT_EQ(plan.unserved[0].reason, UnservedReason::no_time);
}

TEST(PlanByInsertion, SpreadsRepeatedVisitsOverThePeriod) {
  PatrolProblem problem = road({10}, 7);
  problem.stops[0].min_visits = problem.stops[0].max_visits = 2;
  const auto days = days_of(plan_by_insertion(problem), problem, 0);
  ASSERT_EQ(days.size(), 2U);
  EXPECT_GE(days[1] - days[0], 3);
}

TEST(PlanByInsertion, PrefersAPlaceNotYetVisitedToASecondVisit) {
  PatrolProblem problem = road({112, 112}, 2);
  for (Stop& stop : problem.stops) stop.max_visits = 2;
  problem.stops[0].score = 1.5;
  const PatrolPlan plan = plan_by_insertion(problem);
  EXPECT_EQ(days_of(plan, problem, 0).size(), 1U);
  EXPECT_EQ(days_of(plan, problem, 1).size(), 1U);
}

TEST(PlanByInsertion, UsesTheWindowThatIsStillOpen) {
  PatrolProblem problem = road({60});
  problem.stops[0].windows = {{Seconds(7 * kHour), Seconds(8 * kHour)},
                              {Seconds(10 * kHour), Seconds(10 * kHour)}};
  const PatrolPlan plan = plan_by_insertion(problem);
  ASSERT_EQ(plan.tours[0].visits.size(), 1U);
  EXPECT_EQ(plan.tours[0].visits[0].start, Seconds(10 * kHour));
}

TEST(PlanByInsertion, MeetsAWindowAfterMidnight) {
  PatrolProblem problem = road({20});
  problem.shifts[0].start = Seconds(20 * kHour);
  problem.shifts[0].end = Seconds(28 * kHour);
  problem.stops[0].windows = {{Seconds(25 * kHour), Seconds(26 * kHour)}};
  EXPECT_EQ(plan_by_insertion(problem).tours[0].visits.at(0).start, Seconds(25 * kHour));
}

TEST(PlanByInsertion, KeepsAsymmetricTimesApart) {
  PatrolProblem problem = road({20});
  problem.travel.seconds[1 * 2 + 0] = 5 * kHour;  // no way home in time
  const PatrolPlan plan = plan_by_insertion(problem);
  EXPECT_THAT(plan.tours[0].visits, IsEmpty());
  EXPECT_EQ(plan.unserved[0].reason, UnservedReason::out_of_reach);
}

TEST(PlanByInsertion, NamesTheTrueReason) {
  PatrolProblem problem = road({10, 10, 130, 50, 40});
  const auto places = static_cast<std::uint32_t>(problem.travel.places);
  problem.travel.seconds[problem.stops[0].place * places] = -1;
  problem.stops[1].windows = {{Seconds(13 * kHour), Seconds(15 * kHour)}};
  problem.stops[3].units = {9};
  problem.shifts[0].max_meters = 39000.0;
  const PatrolPlan plan = plan_by_insertion(problem);
  std::map<std::uint32_t, UnservedReason> reasons;
  for (const UnservedStop& u : plan.unserved) reasons[u.stop] = u.reason;
  EXPECT_EQ(reasons.at(0), UnservedReason::unreachable);
  EXPECT_EQ(reasons.at(1), UnservedReason::window);
  EXPECT_EQ(reasons.at(2), UnservedReason::out_of_reach);
  EXPECT_EQ(reasons.at(3), UnservedReason::unreachable);
  EXPECT_EQ(reasons.at(4), UnservedReason::out_of_reach);
  EXPECT_THAT(faults(plan, problem), IsEmpty());
}

TEST(PlanByInsertion, PlansNothingFromNothing) {
  PatrolProblem problem = road({});
  EXPECT_EQ(plan_by_insertion(problem).tours.size(), 1U);
  EXPECT_EQ(plan_by_insertion(problem).tours[0].end, Seconds(8 * kHour));
  problem.shifts.clear();
  EXPECT_THAT(faults(plan_by_insertion(problem), problem), IsEmpty());
  PatrolProblem no_shift = road({10});
  no_shift.shifts.clear();
  const PatrolPlan plan = plan_by_insertion(no_shift);
  ASSERT_EQ(plan.unserved.size(), 1U);
  EXPECT_EQ(plan.unserved[0].reason, UnservedReason::unreachable);
}

TEST(PlanByInsertion, RefusesProblemsThatCannotBe) {
  const auto refuses = [](auto&& spoil) {
    PatrolProblem problem = road({10});
    spoil(problem);
    EXPECT_THROW(plan_by_insertion(problem), ContractViolation);
  };
  refuses([](PatrolProblem& p) { p.stops[0].place = 2; });
  refuses([](PatrolProblem& p) { p.stops[0].score = -1.0; });
  refuses([](PatrolProblem& p) { p.stops[0].dwell = Seconds(-1); });
  refuses([](PatrolProblem& p) { p.stops[0].min_visits = 2; });
  refuses([](PatrolProblem& p) { p.shifts[0].speed = 0.0; });
  refuses([](PatrolProblem& p) { p.shifts[0].post = 7; });
  refuses([](PatrolProblem& p) { p.shifts[0].end = Seconds(0); });
  refuses([](PatrolProblem& p) { p.travel.seconds.pop_back(); });
}

TEST(PlanByInsertion, IsFaultlessOnWildProblems) {
  std::size_t visits = 0;
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const testing::PatrolSize size{.stops = 1 + random.below(25),
                                   .units = 1 + random.below(3),
                                   .days = 1 + static_cast<std::int32_t>(random.below(4))};
    const PatrolProblem problem = testing::random_patrol(size, random);
    const PatrolPlan plan = plan_by_insertion(problem);
    EXPECT_THAT(faults(plan, problem), IsEmpty());
    for (const Tour& tour : plan.tours) visits += tour.visits.size();
  }
  EXPECT_GT(visits, 1000U);
}

TEST(PlanByInsertion, ServesALoneRequiredStopWheneverItFits) {
  int fitting = 0;
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 1);
    PatrolProblem problem = testing::random_patrol({.stops = 5, .units = 1, .days = 1}, random);
    for (Stop& stop : problem.stops) stop.min_visits = 0;
    PatrolProblem alone = problem;
    alone.stops = {problem.stops[2]};
    alone.stops[0].score = 1.0;
    problem.stops[2].min_visits = problem.stops[2].max_visits = 1;
    if (oracle::BestTour(alone).score() == 0.0) continue;
    ++fitting;
    EXPECT_EQ(days_of(plan_by_insertion(problem), problem, 2).size(), 1U);
  }
  EXPECT_GT(fitting, 75);
}

TEST(PlanByInsertion, ComesCloseToTheBestOfAllTours) {
  double ours = 0.0;
  double best = 0.0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 2);
    PatrolProblem problem =
        testing::random_patrol({.stops = 6, .units = 1, .days = 1, .travel_minutes = 200}, random);
    for (Stop& stop : problem.stops) {
      stop.min_visits = 0;
      stop.max_visits = 1;
      stop.units.clear();
    }
    const double score = plan_by_insertion(problem).score;
    const double limit = oracle::BestTour(problem).score();
    EXPECT_LE(score, limit + 1e-9);
    ours += score;
    best += limit;
  }
  EXPECT_GT(ours, 0.85 * best);
}

TEST(PlanByInsertion, GivesTheSamePlanOnAnyNumberOfThreads) {
  Stream random(5, 0);
  const PatrolProblem problem =
      testing::random_patrol({.stops = 40, .units = 4, .days = 3}, random);
  const auto plans = testing::on_1_2_8_threads([&] { return plan_by_insertion(problem); });
  EXPECT_EQ(plans[0].tours, plans[1].tours);
  EXPECT_EQ(plans[0].tours, plans[2].tours);
}

TEST(PlanByInsertion, StopsWhenAsked) {
  std::stop_source source;
  source.request_stop();
  Progress progress;
  EXPECT_THROW(plan_by_insertion(road({10}), Control(source.get_token(), progress)), Cancelled);
}

/// What `faults` says of a sound plan after it was spoiled.
template <class Spoil>
std::string complaint(Spoil&& spoil) {
  PatrolProblem problem = road({10, 30}, 2);
  problem.stops[1].windows = {{Seconds(8 * kHour), Seconds(10 * kHour)}};
  PatrolPlan plan = plan_by_insertion(problem);
  EXPECT_THAT(faults(plan, problem), IsEmpty());
  spoil(plan, problem);
  std::string all;
  for (const std::string& sentence : faults(plan, problem)) all += sentence + "\n";
  return all;
}

/// The tour with visits.
Tour& busy(PatrolPlan& plan) {
  return *std::find_if(plan.tours.begin(), plan.tours.end(),
                       [](const Tour& tour) { return tour.visits.size() == 2; });
}

TEST(Faults, SeesWrongTimes) {
  EXPECT_THAT(
      complaint([](PatrolPlan& plan, auto&) { busy(plan).visits[1].arrival -= Seconds(1); }),
      HasSubstr("sooner than the travel time"));
  EXPECT_THAT(complaint([](PatrolPlan& plan, auto&) {
                busy(plan).visits[0].start = busy(plan).visits[0].arrival - Seconds(1);
              }),
              HasSubstr("starts before arrival"));
  EXPECT_THAT(complaint([](PatrolPlan& plan, auto&) {
                busy(plan).visits[0].departure = busy(plan).visits[0].start;
              }),
              HasSubstr("before its dwell is over"));
  EXPECT_THAT(complaint([](PatrolPlan& plan, auto&) { busy(plan).end -= Seconds(1); }),
              HasSubstr("post: is reached sooner"));
}

TEST(Faults, SeesWindowsAndShifts) {
  EXPECT_THAT(complaint([](auto&, PatrolProblem& problem) {
                problem.stops[1].windows = {{Seconds(0), Seconds(60)}};
              }),
              HasSubstr("starts outside its windows"));
  EXPECT_THAT(complaint([](PatrolPlan& plan, auto&) { busy(plan).end = Seconds(13 * kHour); }),
              HasSubstr("ends outside its shift"));
  EXPECT_THAT(complaint([](auto&, PatrolProblem& problem) {
                for (Shift& shift : problem.shifts) shift.max_meters = 1000.0;
              }),
              HasSubstr("longer than its meters allow"));
}

TEST(Faults, SeesWaysAndUnitsThatDoNotExist) {
  EXPECT_THAT(complaint([](auto&, PatrolProblem& problem) {
                std::fill(problem.travel.seconds.begin(), problem.travel.seconds.end(), -1);
              }),
              HasSubstr("there is no way"));
  EXPECT_THAT(complaint([](auto&, PatrolProblem& problem) { problem.stops[0].units = {4}; }),
              HasSubstr("is not for this unit"));
}

TEST(Faults, SeesVisitsThatAreTooMany) {
  EXPECT_THAT(complaint([](PatrolPlan& plan, PatrolProblem& problem) {
                plan.tours[0] = plan.tours[1] = busy(plan);
                for (Shift& shift : problem.shifts) shift.day = 0;
              }),
              HasSubstr("twice on one day"));
  EXPECT_THAT(
      complaint([](PatrolPlan& plan, auto&) { plan.tours[0] = plan.tours[1] = busy(plan); }),
      HasSubstr("visited too often"));
}

TEST(Faults, SeesWrongSums) {
  EXPECT_THAT(complaint([](PatrolPlan& plan, auto&) { plan.score += 1.0; }),
              HasSubstr("wrong score"));
  EXPECT_THAT(complaint([](PatrolPlan& plan, auto&) { busy(plan).meters += 1.0; }),
              HasSubstr("wrong meters"));
  EXPECT_THAT(complaint([](PatrolPlan& plan, auto&) { busy(plan).visits[0].meters += 1.0; }),
              HasSubstr(", stop 1: has wrong meters"));
}

TEST(Faults, SeesALieAboutWhatIsUnserved) {
  EXPECT_THAT(complaint([](PatrolPlan& plan, auto&) { plan.unserved.push_back({.stop = 0}); }),
              HasSubstr("unserved"));
  EXPECT_THAT(complaint([](auto&, PatrolProblem& problem) {
                problem.stops[0].min_visits = problem.stops[0].max_visits = 2;
              }),
              HasSubstr("unserved"));
}

TEST(Faults, SeesAPlanOfAnotherProblem) {
  EXPECT_THAT(complaint([](PatrolPlan& plan, auto&) { plan.tours.pop_back(); }),
              HasSubstr("one tour per shift"));
  EXPECT_THAT(complaint([](PatrolPlan& plan, auto&) { busy(plan).visits[0].stop = 9; }),
              HasSubstr("does not exist"));
}

TEST(Faults, AllowsALaterStartAndALongerStay) {
  EXPECT_EQ(complaint([](PatrolPlan& plan, auto&) {
              for (Visit& visit : busy(plan).visits) {
                visit.arrival += Seconds(300);
                visit.start += Seconds(300);
                visit.departure += Seconds(300);
              }
              busy(plan).end += Seconds(300);
            }),
            "");
}

}  // namespace
}  // namespace rawan
