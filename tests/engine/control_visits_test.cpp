// What officers find where they were sent at random, in districts whose true rates are known.

#include "rawan/engine/control_visits.h"

#include "rawan/algorithms/random.h"
#include "rawan/engine/patrol_allocation.h"
#include "rawan/engine/stages.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace rawan::engine {
namespace {

using namespace std::chrono;

constexpr std::size_t kSites = 20;
constexpr std::uint32_t kSlots = 20;
constexpr std::uint32_t kRounds = 80;
constexpr double kTheta = 1.0;
constexpr Day kFirst{year(2024) / 1 / 1};

/// A district where patrols follow what they find, week by week, by the program's own draw.
struct PatrolledDistrict {
  Config config;
  Study study;
  Exposure exposure;
  Ranking ranking;
  std::vector<double> rate;  ///< Of each village and week.
  double meant = 0.0;        ///< Sum over control visits of what a first visit finds on average.
  std::uint32_t controls = 0;

  /// @param made chance that a village drawn as a control alone is visited
  explicit PatrolledDistrict(std::uint64_t seed, double made = 1.0) : random_(77, seed) {
    config.project.seed = seed;
    config.period.from = kFirst;
    config.allocation.controls = 0.2;
    study.sites.id.resize(kSites);
    study.sites.krppa.resize(kSites);
    exposure.village.resize(kSites);
    ranking.villages.resize(kSites);
    for (std::size_t i = 0; i < kSites; ++i) rate.push_back(std::exp(random_.normal()));
    for (std::uint32_t round = 0; round < kRounds; ++round) play(round, made);
    config.patrol.start = kFirst + days(7 * kRounds);
    config.period.to = config.patrol.start - days(1);
  }

  ControlVisits estimated() const { return control_visits(study, exposure, config, kSlots); }

  /// What one first visit finds in a village taken at random.
  double true_mean() const {
    return std::accumulate(rate.begin(), rate.end(), 0.0) / kSites * (1.0 - std::exp(-kTheta));
  }

 private:
  void play(std::uint32_t round, double made) {
    config.patrol.start = kFirst + days(7 * round);
    config.period.to = config.patrol.start - days(1);
    const PatrolAllocation allocation =
        allocate_patrols(study, exposure, ranking, config, {.slots = kSlots});
    for (std::uint32_t site = 0; site < kSites; ++site) {
      std::uint32_t visits = allocation.draw.visits[site];
      const bool is_control = allocation.controls[site] > 0;
      if (is_control && (visits > 0 || random_.uniform() < made)) {
        visits += allocation.controls[site];
        ++controls;
        meant += rate[site] * (1.0 - std::exp(-kTheta));
      }
      for (std::uint32_t k = 0; k < visits; ++k) visit(site, config.patrol.start + days(k % 7), k);
    }
  }

  /// A later visit of a week finds what the earlier ones have left.
  void visit(std::uint32_t site, Day day, std::uint32_t earlier) {
    exposure.visits.push_back({.site = site, .day = day});
    ++exposure.village[site].visits;
    exposure.village[site].last_visit = day;
    const double left = std::exp(-kTheta * earlier) * (1.0 - std::exp(-kTheta));
    const std::uint64_t found = random_.poisson(rate[site] * left);
    for (std::uint64_t i = 0; i < found; ++i) exposure.findings.push_back({site, day});
  }

  rawan::Stream random_;
};

// Of 100 districts at least 88 intervals of 95 % hold what was meant: three standard errors of
// sqrt(0.95 0.05 / 100) = 0.022 below.
TEST(ControlVisits, HaveExactIntervals) {
  int held = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const PatrolledDistrict district(seed);
    const ControlVisits controls = district.estimated();
    ASSERT_TRUE(controls.per_visit);
    EXPECT_EQ(controls.drawn, district.controls) << "the draws of the past are made again";
    EXPECT_EQ(controls.visited, controls.drawn);
    const double truth = district.meant / district.controls;
    held += controls.interval.low <= truth && truth <= controls.interval.high ? 1 : 0;
  }
  EXPECT_GE(held, 88);
}

/// How far estimates are from the truth, on average over districts, in shares of the truth.
double bias_of(const std::function<double(const ControlVisits&)>& estimate) {
  double sum = 0.0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const PatrolledDistrict district(seed);
    sum += estimate(district.estimated()) / district.true_mean() - 1.0;
  }
  return sum / 40.0;
}

// 320 visits of a mean near 1 leave 1 / sqrt(320) = 0.056 in one district, 0.009 in the mean of 40:
// 0.04 is four standard errors. All visits go where more was found: the same check sees it.
TEST(ControlVisits, DoNotFollowThePatrolsAsAllVisitsDo) {
  EXPECT_LT(std::abs(bias_of([](const ControlVisits& c) { return *c.per_visit; })), 0.04);
  EXPECT_GT(bias_of([](const ControlVisits& c) { return c.over_all; }), 0.04);
}

TEST(ControlVisits, SayNothingWherePlansWereNotFollowed) {
  const ControlVisits controls = PatrolledDistrict(3, 0.0).estimated();
  EXPECT_LT(controls.visited, 0.8 * controls.drawn);
  EXPECT_FALSE(controls.per_visit);
  PatrolledDistrict other(3);
  other.config.project.seed = 4;
  EXPECT_FALSE(other.estimated().per_visit) << "plans of another seed drew other villages";
}

TEST(ControlVisits, AreNoneWithoutRoundsOrDraws) {
  PatrolledDistrict district(5);
  district.config.allocation.controls = 0.0;
  EXPECT_EQ(district.estimated().drawn, 0U);
  district.config.allocation.controls = 0.2;
  district.config.period.from = district.config.patrol.start - days(3);
  EXPECT_EQ(district.estimated().drawn, 0U) << "no whole round lies in the period";
}

TEST(ControlVisits, DoNotHangOnTheOrderOfTheLog) {
  PatrolledDistrict district(6);
  const ControlVisits before = district.estimated();
  std::ranges::reverse(district.exposure.visits);
  std::ranges::reverse(district.exposure.findings);
  const ControlVisits after = district.estimated();
  EXPECT_EQ(before.findings, after.findings);
  EXPECT_EQ(before.per_visit, after.per_visit);
}

}  // namespace
}  // namespace rawan::engine
