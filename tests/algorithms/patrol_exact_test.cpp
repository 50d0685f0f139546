#include "oracles/best_plan.h"
#include "rawan/algorithms/patrol_plan.h"
#include "support/random_patrols.h"
#include "support/random_plans.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace rawan::patrol {
namespace {

using oracle::BestPlan;
using oracle::PlanValue;
using rawan::testing::PatrolTableSize;

Problem tiny_problem(const PatrolTableSize& size, Stream& random) {
  Problem problem = rawan::testing::wild_patrol(size, random);
  for (Stop& stop : problem.stops) stop.min_gap_days = std::max(1, stop.min_gap_days);
  return problem;
}

/// The best value by trying every order of every choice of stops in every shift.
class BestByTrial {
 public:
  explicit BestByTrial(const Problem& problem)
      : problem_(problem), plan_(rawan::testing::empty_plan(problem)), best_{1 << 20, 0, 0.0} {
    next_shift(0);
  }

  PlanValue value() const { return best_; }

 private:
  void next_shift(std::uint32_t t) {
    if (t == problem_.shifts.size()) return judge();
    std::vector<std::uint32_t> stops;
    longer_tours(t, stops);
    plan_.tours[t] = rawan::testing::empty_plan(problem_).tours[t];
  }

  /// A tour that comes home too late may yet be one that a detour makes earlier: no cut.
  void longer_tours(std::uint32_t t, std::vector<std::uint32_t>& stops) {
    if (const auto tour = oracle::allowed_tour(problem_, t, stops)) {
      plan_.tours[t] = *tour;
      next_shift(t + 1);
    }
    for (std::uint32_t s = 0; s < problem_.stops.size(); ++s) {
      if (std::find(stops.begin(), stops.end(), s) != stops.end()) continue;
      stops.push_back(s);
      longer_tours(t, stops);
      stops.pop_back();
    }
  }

  void judge() {
    plan_.score = total_worth(plan_, problem_);
    const std::vector<Fault> found = faults(plan_, problem_);
    if (std::any_of(found.begin(), found.end(), rawan::testing::is_hard)) return;
    const PlanValue value = oracle::value_of(plan_, found, problem_);
    if (better(value, best_)) best_ = value;
  }

  const Problem& problem_;
  Plan plan_;
  PlanValue best_;
};

void expect_equal(const PlanValue& a, const PlanValue& b) {
  EXPECT_EQ(a.required_missing, b.required_missing);
  EXPECT_EQ(a.village_missing, b.village_missing);
  EXPECT_NEAR(a.score, b.score, 1e-9);
}

TEST(ExactPatrolPlan, AgreesWithTryingEveryPlan) {
  int serving = 0;
  for (std::uint64_t round = 0; round < 400; ++round) {
    SCOPED_TRACE(round);
    Stream random(91, round);
    const bool one_unit = round % 2 == 0;
    const Problem problem =
        tiny_problem({.stops = 4, .units = one_unit ? 1U : 2U, .days = one_unit ? 2 : 1}, random);
    const PlanValue best = BestByTrial(problem).value();
    expect_equal(BestPlan(problem).value(), best);
    serving += best.score > 0.0 ? 1 : 0;
  }
  EXPECT_GT(serving, 200);
}

TEST(ExactPatrolPlan, AgreesWithTryingEveryTourOfOneShift) {
  for (std::uint64_t round = 0; round < 200; ++round) {
    SCOPED_TRACE(round);
    Stream random(92, round);
    const Problem problem =
        tiny_problem({.stops = 6, .units = 1, .days = 1, .village_duties = false}, random);
    expect_equal(BestPlan(problem).value(), BestByTrial(problem).value());
  }
}

TEST(ExactPatrolPlan, IsNeverWorseWithAWiderWindow) {
  for (std::uint64_t round = 0; round < 200; ++round) {
    SCOPED_TRACE(round);
    Stream random(93, round);
    Problem problem = tiny_problem({.stops = 5, .units = 2, .days = 1}, random);
    const PlanValue before = BestPlan(problem).value();
    for (Stop& stop : problem.stops) {
      for (TimeWindow& window : stop.windows) {
        if (random.below(2) == 0) continue;
        window.open -= Seconds(rawan::testing::random_below(random, 3600));
        window.close += Seconds(rawan::testing::random_below(random, 3600));
        window.weekdays |= static_cast<std::uint8_t>(random.below(128));
      }
    }
    EXPECT_FALSE(better(before, BestPlan(problem).value()));
  }
}

TEST(ExactPatrolPlan, IsNeverWorseWithAnotherSquad) {
  for (std::uint64_t round = 0; round < 200; ++round) {
    SCOPED_TRACE(round);
    Stream random(94, round);
    const PatrolTableSize size{.stops = 5, .units = 2, .days = 1};
    Problem problem = tiny_problem(size, random);
    const PlanValue before = BestPlan(problem).value();
    problem.units.push_back({});
    problem.shifts.push_back(rawan::testing::wild_shift(0, 0, size, random));
    problem.shifts.back().unit = 2;
    rawan::testing::sort_shifts(problem);
    EXPECT_FALSE(better(before, BestPlan(problem).value()));
  }
}

TEST(ExactPatrolPlan, DoesNotMissAStopThatItLeavesOut) {
  int removed = 0;
  for (std::uint64_t round = 0; round < 200; ++round) {
    SCOPED_TRACE(round);
    Stream random(95, round);
    const Problem problem = tiny_problem({.stops = 5, .units = 2, .days = 1}, random);
    const BestPlan best(problem);
    for (std::uint32_t s = 0; s < problem.stops.size(); ++s) {
      if (best.visits(s) || problem.stops[s].required > 0) continue;
      Problem without = problem;
      without.stops.erase(without.stops.begin() + static_cast<std::ptrdiff_t>(s));
      expect_equal(BestPlan(without).value(), best.value());
      ++removed;
    }
  }
  EXPECT_GT(removed, 50);
}

}  // namespace
}  // namespace rawan::patrol
