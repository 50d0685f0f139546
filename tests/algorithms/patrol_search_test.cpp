#include "rawan/algorithms/patrol_search.h"

#include "patrol_conductor.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/random.h"
#include "support/patrol_problems.h"
#include "support/threads.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <memory>
#include <numeric>
#include <set>
#include <string>

namespace rawan::patrol {
namespace {

using testing::clock_time;
using testing::minutes;
using testing::on_1_2_8_threads;
using testing::road_patrol;

/// Faults of a plan that is not asked to fulfil duties which it may be unable to.
std::vector<std::string> broken_limits(const Plan& plan, const Problem& problem) {
  std::vector<std::string> codes;
  for (const Fault& f : faults(plan, problem)) {
    const bool duty =
        f.code == "required_missing" || f.code == "village_missing" || f.code == "gap_too_long";
    if (!duty) codes.push_back(f.code);
  }
  return codes;
}

TravelMatrix random_travel(std::size_t places, Stream& stream) {
  std::vector<double> x;
  std::vector<double> y;
  for (std::size_t p = 0; p < places; ++p) {
    x.push_back(3600.0 * stream.uniform());
    y.push_back(3600.0 * stream.uniform());
  }
  TravelMatrix travel{places, {}, {}};
  for (std::size_t a = 0; a < places; ++a) {
    for (std::size_t b = 0; b < places; ++b) {
      const double way = std::hypot(x[a] - x[b], y[a] - y[b]) * (0.7 + 0.6 * stream.uniform());
      const bool closed = a != b && stream.uniform() < 0.05;
      travel.seconds.push_back(a == b ? 0 : closed ? -1 : static_cast<std::int32_t>(way));
      travel.meters.push_back(a == b ? 0.0 : 8.0 * way);
    }
  }
  return travel;
}

Stop random_stop(std::uint32_t place, std::uint32_t villages, Stream& stream) {
  Stop stop{.place = place};
  stop.village = static_cast<std::uint32_t>(stream.below(villages));
  stop.score = static_cast<double>(stream.below(50));
  stop.dwell = minutes(10);
  stop.full_dwell = minutes(16);
  stop.long_stay = 0.3;
  for (std::uint64_t k = stream.below(3); k > 0; --k) {
    const auto open = static_cast<std::int32_t>(8 + stream.below(8));
    const auto weekdays = static_cast<std::uint8_t>(1 + stream.below(127));
    stop.windows.push_back({clock_time(open), clock_time(open + 2, 30), weekdays});
  }
  stop.max_visits = static_cast<std::uint32_t>(1 + stream.below(3));
  stop.required = stream.below(5) == 0 ? 1 : 0;
  stop.min_gap_days = static_cast<std::int32_t>(stream.below(3));
  if (stream.below(4) == 0) stop.units = {static_cast<std::uint32_t>(stream.below(2))};
  return stop;
}

/// Every rule at once: two units of which one pauses and one has few meters, one-way gaps, places
/// out of reach, several windows by weekday, duties and limits of villages.
Problem every_rule(std::uint64_t seed, std::uint32_t stops = 40) {
  Stream stream(seed, 77);
  Problem problem;
  problem.days = 4;
  problem.travel = {random_travel(stops + 2, stream), random_travel(stops + 2, stream)};
  problem.villages.resize(6);
  problem.villages[0] = {.min_visits = 3, .max_gap_days = 1};
  problem.villages[1] = {.max_visits = 2};
  problem.villages[2] = {.max_gap_days = 2, .last_visit = -2};
  problem.villages[3] = {.min_visits = 1, .max_dwell = minutes(35)};
  problem.units = {{.max_dwell = minutes(200)}, {}};
  for (std::uint32_t s = 0; s < stops; ++s) {
    problem.stops.push_back(random_stop(s + 2, 6, stream));
  }
  for (std::int32_t day = 0; day < problem.days; ++day) {
    for (std::uint32_t unit = 0; unit < 2; ++unit) {
      Shift shift{.unit = unit, .day = day, .weekday = static_cast<std::uint8_t>((day + 2) % 7)};
      shift.start_post = unit;
      shift.end_post = unit == 0 || day % 2 == 0 ? unit : 0;
      shift.start = clock_time(8 + 2 * static_cast<std::int32_t>(unit));
      shift.end = clock_time(15 + static_cast<std::int32_t>(unit));
      if (unit == 0) shift.pause = Break{clock_time(11), clock_time(13), minutes(45)};
      if (unit == 1) shift.max_meters = 60'000.0;
      shift.travel = unit;
      problem.shifts.push_back(shift);
    }
  }
  return problem;
}

/// One matrix, one window at most, no duties.
Problem no_rules(std::uint64_t seed, std::uint32_t stops = 40) {
  Stream stream(seed, 78);
  Problem problem;
  problem.travel = {random_travel(stops + 1, stream)};
  problem.villages.resize(1);
  problem.units.resize(1);
  for (std::uint32_t s = 0; s < stops; ++s) {
    Stop stop{.place = s + 1, .score = static_cast<double>(1 + stream.below(30))};
    stop.dwell = minutes(10);
    const auto open = static_cast<std::int32_t>(8 + stream.below(5));
    if (stream.below(3) > 0) stop.windows = {{clock_time(open), clock_time(open + 1), kEveryDay}};
    problem.stops.push_back(stop);
  }
  Shift shift{.start = clock_time(8), .end = clock_time(13)};
  problem.shifts.assign(3, shift);
  return problem;
}

SearchOptions short_search(std::uint64_t seed = 1) {
  return {.seed = seed, .iterations = 1500, .walks = 2};
}

/// As values of stops, where equal stops and orders of rows make no difference.
std::vector<std::vector<std::uint32_t>> places_of(const Plan& plan, const Problem& problem) {
  std::vector<std::vector<std::uint32_t>> places;
  for (const Tour& tour : plan.tours) {
    places.emplace_back();
    for (const Visit& v : tour.visits) places.back().push_back(problem.stops[v.stop].place);
  }
  return places;
}

TEST(PatrolSearch, EveryPlanKeepsEveryLimit) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const Problem problem = every_rule(seed);
    const SearchResult result = search_plan(problem, short_search(seed));
    ASSERT_FALSE(result.pool.empty());
    for (const Plan& plan : result.pool) {
      EXPECT_EQ(broken_limits(plan, problem), std::vector<std::string>{}) << "seed " << seed;
      EXPECT_EQ(plan.score, total_worth(plan, problem));
    }
    EXPECT_GT(result.best.score, 0.0);
    EXPECT_EQ(result.pool.front(), result.best);
  }
}

TEST(PatrolSearch, AnswersTheSameOnAnyNumberOfThreads) {
  const Problem problem = every_rule(3);
  const auto results = on_1_2_8_threads([&] {
    SearchOptions options = short_search();
    options.walks = 4;
    return search_plan(problem, options).pool;
  });
  EXPECT_EQ(results[0], results[1]);
  EXPECT_EQ(results[0], results[2]);
}

TEST(PatrolSearch, DoesNotSeeTheOrderOfStops) {
  for (const Problem& problem : {every_rule(5), no_rules(5)}) {
    std::vector<std::uint32_t> order(problem.stops.size());
    std::iota(order.begin(), order.end(), 0U);
    Stream stream(9, 9);
    stream.shuffle(std::span(order));
    Problem shuffled = problem;
    for (std::size_t k = 0; k < order.size(); ++k) shuffled.stops[k] = problem.stops[order[k]];
    const Plan plan = search_plan(problem, short_search()).best;
    Plan other = search_plan(shuffled, short_search()).best;
    for (Tour& tour : other.tours) {
      for (Visit& v : tour.visits) v.stop = order[v.stop];
    }
    EXPECT_EQ(plan, other);
  }
}

TEST(PatrolSearch, RepeatsItselfBySeedAndIterations) {
  const Problem problem = every_rule(4);
  const SearchResult first = search_plan(problem, short_search(7));
  EXPECT_EQ(first.best, search_plan(problem, short_search(7)).best);
  EXPECT_EQ(first.iterations, 3000U);
  EXPECT_FALSE(first.stopped_by_time);
}

TEST(PatrolSearch, TakesTheFastPathOnlyWhereItMakesNoDifference) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const Problem problem = no_rules(seed);
    const Model fast = model_of(problem);
    const Model slow = model_of(problem, Detail::always);
    ASSERT_TRUE(fast.plain);
    ASSERT_FALSE(slow.plain);
    // Only the fast path knows that shifts are equal, when it recombines routes: one shift has
    // none.
    SearchOptions options = short_search(seed);
    options.pool_size = 0;
    Problem one = problem;
    one.shifts.resize(1);
    const Found a = conduct(model_of(one), options, Tuning{}, {});
    const Found b = conduct(model_of(one, Detail::always), options, Tuning{}, {});
    EXPECT_EQ(a.plans.front().stops, b.plans.front().stops);
    EXPECT_EQ(a.plans.front().standing, b.plans.front().standing);
  }
}

TEST(PatrolSearch, IsNotPlainAsSoonAsOneRuleIsThere) {
  const auto is_plain = [](const auto& change) {
    Problem problem = no_rules(1);
    change(problem);
    return model_of(problem).plain;
  };
  EXPECT_TRUE(is_plain([](Problem&) {}));
  EXPECT_TRUE(is_plain([](Problem& p) { p.stops[0].full_dwell = minutes(16); }));
  EXPECT_FALSE(is_plain([](Problem& p) { p.stops[0].required = 1; }));
  EXPECT_FALSE(is_plain([](Problem& p) { p.stops[0].max_visits = 2; }));
  EXPECT_FALSE(is_plain([](Problem& p) {
    p.stops[0].full_dwell = minutes(16);
    p.stops[0].long_stay = 0.5;
  }));
  EXPECT_FALSE(is_plain([](Problem& p) { p.villages[0].min_visits = 1; }));
  EXPECT_FALSE(is_plain([](Problem& p) { p.villages[0].max_visits = 1; }));
  EXPECT_FALSE(is_plain([](Problem& p) { p.villages[0].max_gap_days = 1; }));
  EXPECT_FALSE(is_plain([](Problem& p) { p.villages[0].max_dwell = minutes(10); }));
  EXPECT_FALSE(is_plain([](Problem& p) { p.units[0].max_dwell = minutes(10); }));
  EXPECT_FALSE(is_plain([](Problem& p) { p.shifts[0].max_meters = 1.0; }));
  EXPECT_FALSE(is_plain([](Problem& p) { p.shifts[0].pause = Break{}; }));
  EXPECT_FALSE(is_plain([](Problem& p) {
    p.stops[0].windows = {{clock_time(8), clock_time(9), 0x01}};
  }));
}

/// A clock that moves by a millisecond whenever it is read.
std::function<std::chrono::nanoseconds()> counting_clock() {
  auto now = std::make_shared<std::int64_t>(0);
  return [now] { return std::chrono::milliseconds(++*now); };
}

TEST(PatrolSearch, StopsByTimeAndSaysAfterHowManyIterations) {
  const Problem problem = no_rules(2);
  SearchOptions options = short_search();
  options.iterations = 1'000'000'000;
  options.time_limit = std::chrono::milliseconds(50);
  options.clock = counting_clock();
  const SearchResult result = search_plan(problem, options);
  EXPECT_TRUE(result.stopped_by_time);
  EXPECT_GT(result.iterations, 0U);
  EXPECT_LT(result.iterations, 1'000'000U);
  EXPECT_EQ(broken_limits(result.best, problem), std::vector<std::string>{});
}

TEST(PatrolSearch, DoesNotStopByTimeThatIsEnough) {
  SearchOptions options = short_search();
  options.time_limit = std::chrono::hours(24);
  const SearchResult result = search_plan(no_rules(2), options);
  EXPECT_FALSE(result.stopped_by_time);
  EXPECT_EQ(result.iterations, 3000U);
}

TEST(PatrolSearch, DoesNotStopByTimeThatEndsWithTheLastIteration) {
  SearchOptions options = short_search();
  options.iterations = 1;
  options.time_limit = std::chrono::milliseconds(1);
  options.clock = counting_clock();
  EXPECT_FALSE(search_plan(no_rules(2), options).stopped_by_time);
}

TEST(PatrolSearch, GoesOnWhileTheClockStandsStill) {
  SearchOptions options = short_search();
  options.time_limit = std::chrono::milliseconds(50);
  options.clock = [] { return std::chrono::nanoseconds(0); };
  EXPECT_EQ(search_plan(no_rules(2), options).iterations, 3000U);
}

TEST(PatrolSearch, EndsWhenAsked) {
  std::stop_source source;
  Progress progress;
  source.request_stop();
  EXPECT_THROW(search_plan(no_rules(1), short_search(), Control(source.get_token(), progress)),
               Cancelled);
}

TEST(PatrolSearch, NotesEveryIteration) {
  std::stop_source source;
  Progress progress;
  search_plan(no_rules(1), short_search(), Control(source.get_token(), progress));
  EXPECT_DOUBLE_EQ(progress.fraction(), 1.0);
}

TEST(PatrolSearch, HasAnEmptyPlanForAnEmptyProblem) {
  EXPECT_TRUE(search_plan(Problem{}, short_search()).best.tours.empty());
  Problem no_stops = road_patrol({}, 2);
  const Plan idle = search_plan(no_stops, short_search()).best;
  ASSERT_EQ(idle.tours.size(), 2U);
  EXPECT_EQ(idle.tours[0].start, clock_time(8));
  EXPECT_EQ(idle.tours[0].end, clock_time(8));
  Problem no_shifts = road_patrol({10});
  no_shifts.shifts.clear();
  const SearchResult result = search_plan(no_shifts, short_search());
  EXPECT_TRUE(result.best.tours.empty());
  EXPECT_EQ(result.best.score, 0.0);
}

TEST(PatrolSearch, RefusesNoWalks) {
  SearchOptions options;
  options.walks = 0;
  EXPECT_THROW(search_plan(road_patrol({10}), options), ContractViolation);
}

TEST(PatrolSearch, LeavesOutWhatCannotBeReachedOrLeft) {
  Problem problem = road_patrol({10, 20, 30});
  auto& seconds = problem.travel[0].seconds;
  for (std::size_t p = 0; p < 4; ++p) {
    if (p != 2) seconds[p * 4 + 2] = -1;  // No way to stop 1.
    if (p != 3) seconds[3 * 4 + p] = -1;  // No way from stop 2.
  }
  EXPECT_EQ(places_of(search_plan(problem, short_search()).best, problem),
            (std::vector<std::vector<std::uint32_t>>{{1}}));
}

TEST(PatrolSearch, FindsTheWayAroundThatIsShorterThanTheDirectOne) {
  // Straight to stop 1 takes longer than the shift; over stop 0 it fits.
  Problem problem = road_patrol({10, 20});
  problem.travel[0].seconds[0 * 3 + 2] = 100'000;
  EXPECT_EQ(places_of(search_plan(problem, short_search()).best, problem),
            (std::vector<std::vector<std::uint32_t>>{{1, 2}}));
}

TEST(PatrolSearch, ServesTheRequiredStopBeforeAnyScore) {
  Problem problem = road_patrol({10, 20, 110});
  problem.stops[0].score = 1000.0;
  problem.stops[2].required = 1;
  // 220 minutes on the road and 10 there: nothing else fits.
  problem.shifts[0].end = problem.shifts[0].start + minutes(230);
  EXPECT_EQ(places_of(search_plan(problem, short_search()).best, problem),
            (std::vector<std::vector<std::uint32_t>>{{3}}));
}

TEST(PatrolSearch, MeetsTheDutiesOfVillagesBeforeAnyScore) {
  Problem problem = road_patrol({30, -100, 40}, 2);
  problem.villages.resize(2);
  problem.stops[0].score = 50.0;
  problem.stops[1].village = 1;
  problem.stops[1].score = 0.0;
  problem.villages[1].min_visits = 1;
  const Plan plan = search_plan(problem, short_search()).best;
  EXPECT_EQ(faults(plan, problem).size(), 0U);
}

TEST(PatrolSearch, SpreadsVisitsSoThatNoGapIsTooLong) {
  Problem problem = road_patrol({30}, 9);
  problem.stops[0].max_visits = 3;
  problem.villages[0].max_gap_days = 2;
  std::vector<std::size_t> days;
  const Plan plan = search_plan(problem, short_search()).best;
  for (std::size_t r = 0; r < plan.tours.size(); ++r) {
    if (!plan.tours[r].visits.empty()) days.push_back(r);
  }
  EXPECT_EQ(faults(plan, problem).size(), 0U);
  EXPECT_EQ(days.size(), 3U);
}

TEST(PatrolSearch, KeepsDaysBetweenVisitsOfAStop) {
  Problem problem = road_patrol({30}, 7);
  problem.stops[0].max_visits = 7;
  problem.stops[0].min_gap_days = 3;
  const Plan plan = search_plan(problem, short_search()).best;
  EXPECT_EQ(broken_limits(plan, problem), std::vector<std::string>{});
  EXPECT_DOUBLE_EQ(plan.score, 3.0);
}

TEST(PatrolSearch, HasDifferentPlansNearTheBest) {
  const Problem problem = every_rule(6);
  SearchOptions options = short_search();
  options.iterations = 6000;
  options.pool_within = 0.1;
  const SearchResult result = search_plan(problem, options);
  ASSERT_GE(result.pool.size(), 4U);
  std::set<std::vector<std::vector<std::uint32_t>>> orders;
  for (const Plan& plan : result.pool) orders.insert(places_of(plan, problem));
  EXPECT_EQ(orders.size(), result.pool.size());
  EXPECT_TRUE(std::is_sorted(result.pool.begin(), result.pool.end(),
                             [](const Plan& a, const Plan& b) { return a.score > b.score; }));
}

}  // namespace
}  // namespace rawan::patrol
