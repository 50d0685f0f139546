#include "rawan/algorithms/false_discovery.h"
#include "rawan/algorithms/permutation.h"
#include "support/patterns.h"
#include "support/spatial_weights.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace rawan {
namespace {

constexpr int kMaps = 400;

/// The largest gap between the shares of p-values below k / cells and k / cells.
double gap_to_uniform(const std::vector<double>& p_values, int cells) {
  double gap = 0.0;
  for (int k = 1; k < cells; ++k) {
    const double level = double(k) / cells;
    const auto below =
        std::ranges::count_if(p_values, [&](double p) { return p <= level + 1e-12; });
    gap = std::max(gap, std::abs(double(below) / double(p_values.size()) - level));
  }
  return gap;
}

TEST(Calibration, LocalPValuesAreUniformWhenThereIsNothingToFind) {
  const Weights weights = testing::rook_lattice(10);
  for (const LocalStatistic statistic :
       {LocalStatistic::getis_ord, LocalStatistic::moran, LocalStatistic::geary}) {
    SCOPED_TRACE(int(statistic));
    std::vector<double> greater;
    std::vector<double> less;
    for (std::uint64_t map = 0; map < kMaps; ++map) {
      Stream random(21, map);
      std::vector<double> x;
      for (int i = 0; i < 100; ++i) x.push_back(random.exponential());
      const auto p =
          conditional_permutation(weights, x, statistic, {.replicates = 199, .seed = map});
      greater.push_back(p.greater[55]);
      less.push_back(p.less[3]);
    }
    // 1.95 / sqrt(n) is exceeded by one sample of n in a thousand (Kolmogorov).
    EXPECT_LT(gap_to_uniform(greater, 20), 1.95 / std::sqrt(double(kMaps)));
    EXPECT_LT(gap_to_uniform(less, 20), 1.95 / std::sqrt(double(kMaps)));
  }
}

/// Events of a homogeneous process counted in the cells of a lattice of 10 x 10.
std::vector<double> counts_of_random_events(double mean, Stream& random) {
  std::vector<double> counts(100, 0.0);
  for (const Point p : testing::random_points(random.poisson(100.0 * mean), 10.0, random)) {
    ++counts[std::size_t(p.y) * 10 + std::size_t(p.x)];
  }
  return counts;
}

TEST(Calibration, HotSpotsAreFoundInAtMostAlphaOfTheMapsWithoutAny) {
  const Weights weights = testing::rook_lattice(10);
  constexpr double kAlpha = 0.05;
  for (const double mean : {0.1, 0.5, 2.0, 10.0}) {
    SCOPED_TRACE(mean);
    int any = 0;
    for (std::uint64_t map = 0; map < kMaps; ++map) {
      Stream random(22, map);
      const auto counts = counts_of_random_events(mean, random);
      const auto p = conditional_permutation(weights, counts, LocalStatistic::getis_ord,
                                             {.replicates = 1999, .seed = map});
      const auto hot = rejected(benjamini_hochberg(p.greater), kAlpha);
      any += std::ranges::count(hot, 1) > 0 ? 1 : 0;
    }
    RecordProperty("maps_with_a_hot_spot_at_mean_" + std::to_string(mean), any);
    EXPECT_LE(any, kMaps * kAlpha + 3.0 * std::sqrt(kMaps * kAlpha * (1.0 - kAlpha)));
  }
}

// A square of 3 x 3 areas with 60 events each where 2 are usual; of its middle, S is the sum of the
// four neighbors. A random choice of 4 of the other 99 areas reaches S
// - if all four are of the other 8 of the square, 1.86e-5, and about half of these sums reach S;
// - if three are, 1.35e-3, and a sum with mean 182 reaches one with mean 240, sd sqrt(422): 0.0024.
// That is 1.3e-5 in all; none of 1,999 replicates does so in 97 % of maps. Then p = 1 / 2,000,
// which is rejected among 100 whatever the others are. Stated: found in 95 %.
TEST(Calibration, APlantedHotSpotIsFoundAsOftenAsTheorySays) {
  constexpr int kPlanted = 200;
  constexpr double kPower = 0.95;
  const Weights weights = with_self(testing::rook_lattice(10));
  int found = 0;
  for (std::uint64_t map = 0; map < kPlanted; ++map) {
    Stream random(23, map);
    auto counts = counts_of_random_events(2.0, random);
    for (const std::size_t cell : {44U, 45U, 46U, 54U, 55U, 56U, 64U, 65U, 66U}) {
      counts[cell] += double(random.poisson(58.0));
    }
    const auto p = conditional_permutation(weights, counts, LocalStatistic::getis_ord,
                                           {.replicates = 1999, .seed = map});
    found += rejected(benjamini_hochberg(p.greater), 0.05)[55] != 0 ? 1 : 0;
  }
  RecordProperty("found_of_200", found);
  EXPECT_GE(found, kPlanted * kPower - 3.0 * std::sqrt(kPlanted * kPower * (1.0 - kPower)));
}

}  // namespace
}  // namespace rawan
