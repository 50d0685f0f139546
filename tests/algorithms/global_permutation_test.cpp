#include "rawan/algorithms/global_permutation.h"

#include "oracles/autocorrelation.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/geary.h"
#include "rawan/algorithms/getis_ord.h"
#include "rawan/algorithms/moran.h"
#include "support/carolina.h"
#include "support/patterns.h"
#include "support/spatial_weights.h"
#include "support/threads.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stop_token>

namespace rawan {
namespace {

constexpr GlobalStatistic kAll[]{GlobalStatistic::moran, GlobalStatistic::geary,
                                 GlobalStatistic::general_g};

double by_the_book(GlobalStatistic statistic, const Weights& weights,
                   const std::vector<double>& x) {
  if (statistic == GlobalStatistic::moran) return oracle::moran(weights, x);
  if (statistic == GlobalStatistic::geary) return oracle::geary(weights, x);
  return oracle::general_g(weights, x);
}

/// The analytic moments over all arrangements.
struct Moments {
  double mean = 0.0;
  double variance = 0.0;
};
Moments moments_of(GlobalStatistic statistic, const Weights& weights,
                   const std::vector<double>& x) {
  if (statistic == GlobalStatistic::general_g) {
    const GeneralG g = getis_ord_general_g(weights, x);
    return {g.expected, g.variance};
  }
  const Autocorrelation found =
      statistic == GlobalStatistic::moran ? global_moran(weights, x) : global_geary(weights, x);
  return {found.expected, found.variance_randomized};
}

TEST(GlobalPermutation, ApproachesTheShareOfAllArrangements) {
  constexpr std::uint32_t kReplicates = 20'000;
  for (const GlobalStatistic statistic : kAll) {
    SCOPED_TRACE(int(statistic));
    Stream random(1, 0);
    const Weights weights = testing::random_weights(6, random);
    const std::vector<double> x{1, 1, 2, 3, 5, 8};
    const auto found = global_permutation(weights, x, statistic, {.replicates = kReplicates});
    const double seen = by_the_book(statistic, weights, x);
    EXPECT_NEAR(found.value, seen, 1e-12);
    double greater = 0.0;
    double less = 0.0;
    const auto all = oracle::over_arrangements(
        x, 6, [&](const auto& arranged) { return by_the_book(statistic, weights, arranged); });
    for (const double value : all) greater += value >= seen - 1e-9 ? 1.0 / double(all.size()) : 0.0;
    for (const double value : all) less += value <= seen + 1e-9 ? 1.0 / double(all.size()) : 0.0;
    // Five standard errors of a share of the replicates.
    EXPECT_NEAR(found.greater, greater, 5.0 * std::sqrt(0.25 / kReplicates));
    EXPECT_NEAR(found.less, less, 5.0 * std::sqrt(0.25 / kReplicates));
    EXPECT_EQ(found.two_sided, two_sided_p(found.greater, found.less));
  }
}

TEST(GlobalPermutation, DrawsTheMomentsOfAllArrangements) {
  constexpr std::uint32_t kReplicates = 4000;
  const testing::Columbus columbus;
  for (const GlobalStatistic statistic : kAll) {
    SCOPED_TRACE(int(statistic));
    const Moments known = moments_of(statistic, columbus.weights, columbus.crime);
    const auto found = global_permutation(columbus.weights, columbus.crime, statistic,
                                          {.replicates = kReplicates});
    EXPECT_NEAR(found.mean, known.mean, 5.0 * std::sqrt(known.variance / kReplicates));
    // The relative error of a variance is sqrt(2 / R) for a normal variable; half more for tails.
    EXPECT_NEAR(found.variance / known.variance, 1.0, 7.5 * std::sqrt(2.0 / kReplicates));
  }
}

// moran.test and EBImoran of spdep find z of 5 and more; nothing of 999 comes near.
TEST(GlobalPermutation, FindsWhatIsThere) {
  const testing::Columbus columbus;
  EXPECT_EQ(global_permutation(columbus.weights, columbus.crime, GlobalStatistic::moran).greater,
            0.001);
  EXPECT_EQ(global_permutation(columbus.weights, columbus.crime, GlobalStatistic::geary).less,
            0.001);
  const testing::Carolina carolina;
  const auto rates = standardized_rates(carolina.deaths, carolina.births);
  const auto eb = global_permutation(carolina.weights, rates, GlobalStatistic::moran);
  EXPECT_NEAR(eb.value, 0.25789, 5e-6);
  EXPECT_LE(eb.greater, 0.01);
}

TEST(GlobalPermutation, TellsHowTheArrangementsWereSpread) {
  constexpr std::uint32_t kReplicates = 999;
  const testing::Columbus columbus;
  for (const GlobalStatistic statistic : kAll) {
    SCOPED_TRACE(int(statistic));
    const auto found = global_permutation(columbus.weights, columbus.crime, statistic,
                                          {.replicates = kReplicates});
    double count = 0.0;
    double mean = 0.0;
    for (std::size_t i = 0; i < found.drawn.counts.size(); ++i) {
      const auto in_stretch = double(found.drawn.counts[i]);
      count += in_stretch;
      mean += in_stretch * (found.drawn.low + (double(i) + 0.5) * found.drawn.width) / kReplicates;
    }
    EXPECT_EQ(count, kReplicates);
    // Each lies within half a stretch of the middle of its own.
    EXPECT_NEAR(mean, found.mean, 0.5 * found.drawn.width);
  }
}

TEST(GlobalPermutation, CallsArrangementsOfTwoValuesTies) {
  // One case among four places in a ring: every arrangement is the same.
  const Weights ring = row_standardized(
      testing::weights_from({{0, 1, 0, 1}, {1, 0, 1, 0}, {0, 1, 0, 1}, {1, 0, 1, 0}}));
  const std::vector<double> x{0.1, 0.1, 0.7, 0.1};
  for (const GlobalStatistic statistic : kAll) {
    const auto found = global_permutation(ring, x, statistic);
    EXPECT_EQ(found.greater, 1.0);
    EXPECT_EQ(found.less, 1.0);
  }
}

TEST(GlobalPermutation, HasUniformPValuesWhenThereIsNothingToFind) {
  constexpr int kMaps = 400;
  const Weights weights = testing::rook_lattice(6);
  for (const GlobalStatistic statistic : kAll) {
    SCOPED_TRACE(int(statistic));
    std::vector<double> p;
    for (std::uint64_t map = 0; map < kMaps; ++map) {
      Stream random(31, map);
      std::vector<double> x;
      for (int i = 0; i < 36; ++i) x.push_back(random.exponential());
      p.push_back(
          global_permutation(weights, x, statistic, {.replicates = 199, .seed = map}).greater);
    }
    for (int k = 1; k < 20; ++k) {
      const auto below =
          std::ranges::count_if(p, [&](double value) { return value <= k / 20.0 + 1e-12; });
      // 1.95 / sqrt(n) is exceeded by one sample of n in a thousand (Kolmogorov).
      EXPECT_NEAR(double(below) / kMaps, k / 20.0, 1.95 / std::sqrt(double(kMaps)));
    }
  }
}

TEST(GlobalPermutation, AnswersTheSameOnAnyNumberOfThreads) {
  Stream random(6, 0);
  const auto sites = testing::random_points(400, 100.0, random);
  const auto x = testing::random_values(400, random);
  const Weights weights = distance_band_weights(sites, 12_m);
  for (const GlobalStatistic statistic : kAll) {
    const auto answers = testing::on_1_2_8_threads([&] {
      const auto found = global_permutation(weights, x, statistic, {.replicates = 99});
      std::vector<double> all{found.value, found.mean, found.variance, found.greater};
      all.insert(all.end(), found.drawn.counts.begin(), found.drawn.counts.end());
      return all;
    });
    EXPECT_EQ(answers[0], answers[1]);
    EXPECT_EQ(answers[0], answers[2]);
  }
}

TEST(GlobalPermutation, SurvivesDegeneratePatterns) {
  for (const testing::Pattern& pattern : testing::degenerate_patterns()) {
    SCOPED_TRACE(pattern.name);
    Stream random(1, 0);
    const auto x = testing::random_values(pattern.points.size(), random);
    const Weights weights = nearest_weights(pattern.points, 3);
    for (const GlobalStatistic statistic : kAll) {
      const auto found = global_permutation(weights, x, statistic, {.replicates = 19});
      EXPECT_EQ(std::isnan(found.greater), std::isnan(found.value));
    }
  }
  const std::vector<double> equal(9, 0.3);
  EXPECT_TRUE(std::isnan(
      global_permutation(testing::rook_lattice(3), equal, GlobalStatistic::moran).two_sided));
}

TEST(GlobalPermutation, StopsWhenAskedAndRefusesWhatItCannotMean) {
  std::stop_source stop;
  stop.request_stop();
  Progress progress;
  const Weights weights = testing::rook_lattice(2);
  const std::vector<double> x{1, 2, 3, 4};
  const std::vector<double> negative{1, 2, -3, 4};
  EXPECT_THROW(global_permutation(weights, x, GlobalStatistic::moran, {},
                                  Control(stop.get_token(), progress)),
               Cancelled);
  EXPECT_THROW(global_permutation(weights, x, GlobalStatistic::moran, {.replicates = 0}),
               ContractViolation);
  EXPECT_THROW(global_permutation(weights, negative, GlobalStatistic::general_g),
               ContractViolation);
  EXPECT_THROW(global_permutation(with_self(weights), x, GlobalStatistic::geary),
               ContractViolation);
}

}  // namespace
}  // namespace rawan
